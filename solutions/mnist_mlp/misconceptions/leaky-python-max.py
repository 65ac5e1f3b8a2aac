"""Python's max (or if) is used on a whole tensor; it needs one yes or no, and works for a single number only.

task: 4.2
en: Python's max and if want a single yes or no for the whole tensor. Here each element needs a decision of its own.
ko: 파이썬의 max와 if는 텐서 전체에 대해 예, 아니요 가운데 하나만 물어봐요. 여기서는 원소마다 따로 판단해야 해요.
"""


def leaky_relu(x, negative_slope=0.01):
    return max(x, negative_slope * x)
