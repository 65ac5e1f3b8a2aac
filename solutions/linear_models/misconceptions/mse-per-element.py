"""Stops after the squares and leaves the averaging to the caller, as some courses do.

task: 1.2
en: One number per element comes back. How many numbers may a loss have, if `backward()` is to start from it?
ko: 원소마다 숫자가 하나씩 나와요. `backward()`가 여기서 출발하려면 손실은 숫자 몇 개여야 할까요?
"""


def mse_loss(y_hat, y):
    return (y_hat - y) ** 2
