"""Stops after the squares, believing that PyTorch adds them up by itself.

task: 2.3
en: One number per element comes back. What is the first word in the name of this loss?
ko: 원소마다 숫자가 하나씩 나와요. 이 손실의 이름은 제곱한 다음에 무엇을 하라고 하나요?
"""


def sum_squared_error(y_hat, y):
    return (y_hat - y) ** 2
