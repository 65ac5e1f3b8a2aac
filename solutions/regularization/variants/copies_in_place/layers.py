import torch


def relu(X):
    out = X.clone()
    out[out < 0] = 0
    return out


def lp_norm(x, p):
    return (x.abs() ** p).sum() ** (1 / p)


def l1_loss(y_hat, y):
    diff = y_hat - y
    diff = diff.abs()
    return diff.sum()


def l2_loss(y_hat, y):
    diff = (y_hat - y).reshape(-1)
    return diff @ diff


def l2_penalty(w):
    flat = w.reshape(-1)
    return torch.dot(flat, flat) / 2


def l1_penalty(w):
    return w.norm(p=1)


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    out = X.clone()
    if dropout == 1:
        out *= 0
        return out
    out[torch.rand(X.shape, device=X.device) < dropout] = 0
    out /= 1 - dropout
    return out
