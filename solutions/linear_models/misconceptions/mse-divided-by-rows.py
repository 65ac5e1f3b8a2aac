"""Divides the sum by len(y_hat), believing that this counts all numbers; it counts the rows.

task: 1.2
en: With one column everything is right, with several the loss is too large. What does `len` count in a tensor?
ko: 열이 하나면 맞는데 여러 개면 손실이 너무 커요. 텐서에 `len`을 쓰면 무엇을 셀까요?
"""


def mse_loss(y_hat, y):
    return ((y_hat - y) ** 2).sum() / len(y_hat)
