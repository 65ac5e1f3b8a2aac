import torch


def relu(X):
    return torch.nn.functional.threshold(X, 0, 0) if X.is_floating_point() else X * (X > 0)


def lp_norm(x, p):
    return torch.sum(torch.abs(x).pow_(p)).pow(p**-1)


def l1_loss(y_hat, y):
    e = y_hat - y
    return torch.tensordot(e, torch.sign(e), dims=e.dim())


def l2_loss(y_hat, y):
    return torch.linalg.vector_norm(y_hat - y).square()


def l2_penalty(w):
    return torch.vdot(w.ravel(), w.ravel()).div(2)


def l1_penalty(w):
    return torch.linalg.vector_norm(w, 1)


def dropout_layer(X, dropout):
    keep = 1 - dropout
    if abs(keep - 0.5) > 0.5:
        raise ArithmeticError(f"{dropout} is no probability")
    binary = torch.floor(torch.rand_like(X) + keep)
    return X * binary / (keep or 1)
