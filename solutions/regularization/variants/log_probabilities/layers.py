import torch


def relu(X: torch.Tensor) -> torch.Tensor:
    return (X > 0) * X


def lp_norm(x: torch.Tensor, p: float) -> torch.Tensor:
    return torch.exp(torch.log(torch.sum(torch.pow(torch.abs(x), p))) / p)


def l1_loss(y_hat: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return lp_norm((y_hat - y).flatten(), 1)


def l2_loss(y_hat: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.tensordot(y_hat - y, y_hat - y, dims=y.dim())


def l2_penalty(w: torch.Tensor) -> torch.Tensor:
    return (w * w).mean() * w.numel() / 2


def l1_penalty(w: torch.Tensor) -> torch.Tensor:
    return (w * w.sign()).sum()


def dropout_layer(X: torch.Tensor, dropout: float) -> torch.Tensor:
    if dropout == 1:
        return X.masked_fill(torch.ones_like(X, dtype=torch.bool), 0)
    keep = torch.rand_like(X).ge(dropout)
    if not 0 <= dropout < 1:
        raise RuntimeError(dropout)
    return X.masked_fill(~keep, 0) * (1 / (1 - dropout))
