"""Adds the 1/2 that many books use to make the derivative pretty.

task: 2.3
en: Your loss is exactly half of what this task asks for. Books differ in a factor here; which one does this formula have?
ko: 손실이 이 과제에서 원하는 값의 딱 절반이에요. 책마다 앞에 붙는 계수가 다른데, 이 과제의 식은 어떤가요?
"""


def sum_squared_error(y_hat, y):
    return ((y_hat - y) ** 2).sum() / 2
