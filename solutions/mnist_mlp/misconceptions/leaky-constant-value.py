"""The slope itself is filled in where x is negative, as if it were a value and not a rate.

task: 4.2
en: Do -1 and -100 give different results? A slope tells how fast a line rises, not how high it is.
ko: -1과 -100을 넣으면 결과가 서로 다른가요? 기울기는 높이가 아니라 직선이 얼마나 가파른지를 나타내요.
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.where(x > 0, x, negative_slope)
