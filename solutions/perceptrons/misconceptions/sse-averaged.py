"""Takes the mean out of habit, where this task asks for a sum.

task: 2.3
en: Your loss does not grow when there are more elements. Should it, in this task?
ko: 원소가 많아져도 손실이 커지지 않아요. 이 과제에서는 어때야 할까요?
"""


def sum_squared_error(y_hat, y):
    return ((y_hat - y) ** 2).mean()
