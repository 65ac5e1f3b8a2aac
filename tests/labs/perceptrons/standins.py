"""Parts of this lab from torch's own functions, for tasks that build on them (`contract.md`, follow-through)."""

from torch import nn


def sum_squared_error(y_hat, y):
    return nn.functional.mse_loss(y_hat, y, reduction="sum")
