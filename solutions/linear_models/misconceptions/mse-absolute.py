"""Takes the absolute error for the squared one, since both make errors positive.

task: 1.2
en: A large error should weigh far more than a small one. What do you do to each error before you average?
ko: 큰 오차는 작은 오차보다 훨씬 크게 쳐야 해요. 평균을 내기 전에 오차마다 무엇을 하고 있나요?
"""


def mse_loss(y_hat, y):
    return (y_hat - y).abs().mean()
