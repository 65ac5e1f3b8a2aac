"""Reads log as the logarithm to base 10, as it is written in school.

task: 1.6
en: Your loss has the right form but is less than half as large as it should be, by the same factor everywhere. Which base does the logarithm in this formula have?
ko: 식의 꼴은 맞는데 어디서나 같은 비율로 작아서 절반도 되지 않아요. 이 식에서 log의 밑은 무엇일까요?
"""


def binary_cross_entropy(y_hat, y):
    p = y_hat.clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log10(p) + (1 - y) * torch.log10(1 - p)).mean()
