"""Translates the formula term by term. Overlooks that far from 0 the numerator and the denominator are both
infinite.

task: 1.1
en: Far from 0 the result is NaN on both sides. Print the numerator and the denominator separately for z = 100: what happens when one is divided by the other?
ko: 0에서 멀어지면 양쪽 모두 결과가 NaN이 돼요. z = 100을 넣고 분자와 분모를 따로 출력해 보세요. 그 둘을 나누면 어떻게 될까요?
"""


def tanh(z):
    return (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))
