"""Adds up within each row and leaves one loss per row.

task: 2.3
en: For a table of predictions one number per row is left. How far should the sum go?
ko: 예측값이 표이면 행마다 숫자가 하나씩 남아요. 합은 어디까지 더해야 할까요?
"""


def sum_squared_error(y_hat, y):
    return ((y_hat - y) ** 2).sum(dim=-1)
