"""0.01 is written into the formula and the argument negative_slope is ignored.

task: 4.2
en: Try two different values of negative_slope. Does the result change?
ko: negative_slope에 서로 다른 값을 두 번 넣어 보세요. 결과가 달라지나요?
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.where(x > 0, x, 0.01 * x)
