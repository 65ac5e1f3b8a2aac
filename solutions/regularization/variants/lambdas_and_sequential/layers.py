from functools import reduce

import torch

relu = lambda X: X.clamp_min(0)

lp_norm = lambda x, p: reduce(lambda total, v: total + v**p, x.abs(), x.new_zeros(())) ** (1 / p)

l1_loss = lambda y_hat, y: lp_norm(torch.flatten(y_hat - y), p=1)
l2_loss = lambda y_hat, y: (y_hat - y).norm() ** 2

l2_penalty = lambda w: sum(map(torch.square, w.flatten())) / 2.0
l1_penalty = lambda w: sum(map(torch.abs, w.flatten()))


def dropout_layer(X, dropout):
    match dropout:
        case p if p < 0 or p > 1:
            raise ValueError("dropout")
        case 0:
            return X
        case 1:
            return X.mul(0)
    keep = torch.rand(X.size(), dtype=X.dtype, device=X.device).ge_(dropout)
    return X * keep.div_(1 - dropout)
