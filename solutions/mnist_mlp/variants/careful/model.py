"""Typed and split into small helpers, with a base class and a custom normalisation layer."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def _flat(x: Tensor) -> Tensor:
    return x if x.dim() == 2 else x.reshape(x.shape[0], -1)


def leaky_relu(x: Tensor, negative_slope: float = 0.01) -> Tensor:
    positive = x > 0
    return x * (positive.to(x.dtype) + (~positive).to(x.dtype) * negative_slope)


class _Classifier(nn.Module):
    hidden: nn.Module
    output: nn.Linear

    def forward(self, x: Tensor) -> Tensor:
        return self.output(self.hidden(_flat(x)))


class MLP(_Classifier):
    def __init__(self, xdim: int = 784, hdim: int = 256, ydim: int = 10) -> None:
        super().__init__()
        self.output = nn.Linear(hdim, ydim)
        self.hidden = nn.Sequential(nn.Linear(xdim, hdim), nn.ReLU())
        self.init_param()

    @torch.no_grad()
    def init_param(self) -> None:
        for layer in self.modules():
            if isinstance(layer, nn.Linear):
                nn.init.kaiming_normal_(layer.weight, a=0)
                layer.bias.zero_()


def batch_norm(
    x: Tensor, gamma: Tensor, beta: Tensor, moving_mean: Tensor, moving_var: Tensor,
    training: bool, eps: float = 1e-5, momentum: float = 0.1,
) -> tuple[Tensor, Tensor, Tensor]:
    if training:
        variance, mean = torch.var_mean(x, dim=0, unbiased=False)
        bessel = x.shape[0] / (x.shape[0] - 1)
        with torch.no_grad():
            moving_mean = moving_mean + momentum * (mean - moving_mean)
            moving_var = moving_var + momentum * (variance * bessel - moving_var)
    else:
        mean, variance = moving_mean, moving_var
    scale = gamma / (variance + eps).sqrt()
    return x * scale + (beta - mean * scale), moving_mean, moving_var


class _Norm(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.scale, self.shift = nn.Parameter(torch.ones(width)), nn.Parameter(torch.zeros(width))
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("variance", torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        y, self.mean, self.variance = batch_norm(x, self.scale, self.shift, self.mean, self.variance, self.training)
        return y


class BatchNormMLP(_Classifier):
    def __init__(self, hdim: int = 32) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(784, hdim), _Norm(hdim), nn.ReLU())
        self.output = nn.Linear(hdim, 10)


def count_parameters(model: nn.Module) -> int:
    return sum(map(torch.numel, filter(lambda p: p.requires_grad, model.parameters())))
