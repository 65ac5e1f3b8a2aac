"""Builds tanh from the sigmoid and adapts the input, but leaves the output between 0 and 1.

task: 1.1
en: Your values lie between 0 and 1. Between which two numbers should tanh lie, and what should it be at z = 0?
ko: 값이 0과 1 사이에 있어요. tanh는 어떤 두 수 사이에 있고, z = 0에서는 얼마여야 할까요?
"""


def tanh(z):
    return sigmoid(2 * z)
