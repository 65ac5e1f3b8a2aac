"""Divides the sum by the number of rows, believing that these are all elements.

task: 1.6
en: With one column your loss is right, with several it is too large. What do you divide by, and what does that count?
ko: 열이 하나면 맞는데 여러 개면 손실이 너무 커요. 무엇으로 나누고 있고, 그것은 무엇을 센 값일까요?
"""


def binary_cross_entropy(y_hat, y):
    p = y_hat.clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).sum() / len(y)
