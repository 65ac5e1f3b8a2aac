"""Averages over the elements, which is what torch's own loss functions do unless they are told otherwise.

task: 3.2
en: Put every row in twice: should these losses stay as they are or double? Read once more how the errors are put together.
ko: 모든 행을 두 번씩 넣어 보세요. 손실이 그대로여야 할까요, 2배가 되어야 할까요? 오차를 어떻게 모으라고 했는지 다시 읽어 보세요.
"""

from torch import nn


def l1_loss(y_hat, y):
    return nn.L1Loss()(y_hat, y)


def l2_loss(y_hat, y):
    return nn.MSELoss()(y_hat, y)
