"""What stands in for an earlier task while a later one is tried again: torch's own functions."""

import torch

relu = torch.relu


def lp_norm(x, p):
    return torch.linalg.vector_norm(x, p)


def l1_loss(y_hat, y):
    return torch.nn.functional.l1_loss(y_hat, y, reduction="sum")


def l2_loss(y_hat, y):
    return torch.nn.functional.mse_loss(y_hat, y, reduction="sum")


def l2_penalty(w):
    return torch.linalg.vector_norm(w, 2).square() / 2


def l1_penalty(w):
    return torch.linalg.vector_norm(w, 1)


def dropout_layer(X, dropout):
    return torch.nn.functional.dropout(X, dropout)
