"""Believes that a loss is only there to be looked at, and takes it out of the graph with .item().

task: 2.3
en: The value is right, but it is a plain Python number. What would autograd need in order to find its way back from it?
ko: 값은 맞지만 평범한 파이썬 숫자예요. autograd가 여기서부터 거꾸로 따라가려면 무엇이 남아 있어야 할까요?
"""


def sum_squared_error(y_hat, y):
    return ((y_hat - y) ** 2).sum().item()
