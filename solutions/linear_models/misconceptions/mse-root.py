"""Takes the mean squared error for its root, the RMSE that many reports print.

task: 1.2
en: Your number has the unit of the errors, not of their squares. Is there one operation too many at the end?
ko: 결과의 단위가 오차의 제곱이 아니라 오차와 같아요. 마지막에 연산이 하나 더 들어가지 않았나요?
"""


def mse_loss(y_hat, y):
    return torch.sqrt(((y_hat - y) ** 2).mean())
