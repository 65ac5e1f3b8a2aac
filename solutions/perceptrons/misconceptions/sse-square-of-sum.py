"""Adds first and squares afterwards, believing that the order makes no difference.

task: 2.3
en: For the errors +1 and -1 your loss is 0. In which order do you square and add?
ko: 오차가 +1과 -1이면 손실이 0으로 나와요. 제곱과 덧셈 가운데 무엇을 먼저 하고 있나요?
"""


def sum_squared_error(y_hat, y):
    return (y_hat - y).sum() ** 2
