"""Writes the fraction in one line and trusts that the sum below the bar is taken first.

task: 1.1
en: Your values are larger than 1. Which comes first in your line for Python, the division or the addition?
ko: 결과가 1보다 커요. 그 줄에서 Python은 나눗셈과 덧셈 가운데 어느 것을 먼저 계산할까요?
"""


def sigmoid(z):
    return 1 / 1 + torch.exp(-z)
