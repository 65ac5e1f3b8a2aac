import torch


def relu(X):
    return torch.where(X > 0, X, torch.zeros_like(X))


def lp_norm(x, p):
    return torch.sum(torch.abs(x) ** p) ** (1.0 / p)


def l1_loss(y_hat, y):
    error = y_hat - y
    return torch.where(error > 0, error, -error).sum()


def l2_loss(y_hat, y):
    return ((y_hat - y) ** 2).sum()


def l2_penalty(w):
    return 0.5 * (w**2).sum()


def l1_penalty(w):
    return torch.where(w > 0, w, -w).sum()


def dropout_layer(X, dropout):
    if dropout < 0 or dropout > 1:
        raise ValueError("dropout must be in [0, 1]")
    if dropout == 0:
        return X
    if dropout == 1:
        return X * 0
    dropped = torch.rand_like(X) < dropout
    return torch.where(dropped, torch.zeros_like(X), X / (1 - dropout))
