import torch
from torch.autograd import Function


class ReLU(Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return X.clamp(min=0)

    @staticmethod
    def backward(ctx, grad):
        (X,) = ctx.saved_tensors
        return grad * (X > 0)


class Dropout(Function):
    @staticmethod
    def forward(ctx, X, p):
        kept = (torch.rand_like(X) >= p).to(X.dtype)
        ctx.factor = kept / (1 - p) if p < 1 else kept * 0
        return X * ctx.factor

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.factor, None


relu = ReLU.apply


def lp_norm(x, p):
    return torch.float_power(x.abs(), p).sum().pow(1 / p).to(x.dtype)


def l1_loss(y_hat, y):
    return torch.sub(y_hat, y).abs().sum()


def l2_loss(y_hat, y):
    return torch.inner((y_hat - y).ravel(), (y_hat - y).ravel())


class Penalty(Function):
    @staticmethod
    def forward(ctx, w):
        ctx.save_for_backward(w)
        return 0.5 * w.square().sum()

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.saved_tensors[0]


def l2_penalty(w):
    return Penalty.apply(w)


def l1_penalty(w):
    return w.abs().sum()


def dropout_layer(X, dropout):
    if not 0.0 <= dropout <= 1.0:
        raise ValueError(f"dropout={dropout}")
    return Dropout.apply(X, dropout)
