"""Carries over the 1/2 of the half squared error, which another task of this lab uses.

task: 1.2
en: Your loss is exactly half of what this task asks for. The lab uses two conventions; which of them is this one?
ko: 손실이 이 과제에서 원하는 값의 딱 절반이에요. 이 실습에는 두 가지 약속이 나오는데, 여기서는 어느 쪽일까요?
"""


def mse_loss(y_hat, y):
    return ((y_hat - y) ** 2).mean() / 2
