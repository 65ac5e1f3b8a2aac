"""Adds the squares up and takes that for the loss. Overlooks that it then grows with the amount of data.

task: 1.2
en: With twice the data your loss is twice as large. Which letter of "MSE" says that it should not be?
ko: 데이터가 두 배가 되면 손실도 두 배가 돼요. "MSE"의 어느 글자 때문에 그러면 안 될까요?
"""


def mse_loss(y_hat, y):
    return ((y_hat - y) ** 2).sum()
