"""실습 3: 파이썬 반복문과 기본 연산만으로."""

import torch


def relu(X):
    return X * (X > 0)


def lp_norm(x, p):
    total = 0
    for value in x:
        total = total + abs(value) ** p
    return total ** (1 / p)


def l1_loss(y_hat, y):
    total = 0
    for a, b in zip(y_hat.reshape(-1), y.reshape(-1)):
        total = total + abs(a - b)
    return total


def l2_loss(y_hat, y):
    total = 0
    for a, b in zip(y_hat.reshape(-1), y.reshape(-1)):
        total = total + (a - b) * (a - b)
    return total


def l2_penalty(w):
    return sum(v * v for v in w.reshape(-1)) / 2


def l1_penalty(w):
    return sum(abs(v) for v in w.reshape(-1))


def dropout_layer(X, dropout):
    if not (0 <= dropout <= 1):
        raise Exception("확률은 0과 1 사이여야 합니다")
    keep = 1 - dropout
    if keep == 0:
        return torch.zeros(X.shape, dtype=X.dtype, device=X.device)
    mask = torch.bernoulli(torch.full(X.shape, keep, dtype=X.dtype, device=X.device))
    return X * mask / keep
