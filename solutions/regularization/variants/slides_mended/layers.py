import torch


def relu(X):
    a = torch.zeros_like(X)
    return torch.max(X, a)


def lp_norm(x, p):
    return torch.norm(x, p)


def l1_loss(y_hat, y):
    return torch.abs(y - y_hat.reshape(y.shape)).sum()


def l2_loss(y_hat, y):
    return ((y_hat - y.reshape(y_hat.shape)) ** 2).sum()


def l2_penalty(w):
    return torch.sum(w.pow(2)) / 2


def l1_penalty(w):
    return torch.sum(torch.abs(w))


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)  # drop all
    if dropout == 0:  # all kept
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1.0 - dropout)
