"""Uses the squared error again, since it also measures how far a probability is from its label.

task: 1.6
en: Being completely sure and wrong costs you no more than 1. Which loss is this, and which one is asked for?
ko: 완전히 확신하고 틀려도 손실이 1을 넘지 않아요. 이것은 어떤 손실이고, 여기서 필요한 것은 무엇일까요?
"""


def binary_cross_entropy(y_hat, y):
    return ((y_hat - y) ** 2).mean()
