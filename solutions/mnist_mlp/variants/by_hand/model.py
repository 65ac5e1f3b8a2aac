"""Everything by hand: parameters, buffers and matrix products instead of layers."""

import math

import torch
from torch import nn


def leaky_relu(x, negative_slope=0.01):
    out = x.clone()
    out[x < 0] *= negative_slope
    return out


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        # Registered in an order of its own: biases first.
        self.b1, self.b2 = nn.Parameter(torch.empty(hdim)), nn.Parameter(torch.empty(ydim))
        self.W1, self.W2 = nn.Parameter(torch.empty(hdim, xdim)), nn.Parameter(torch.empty(ydim, hdim))
        self.init_param()

    def init_param(self):
        with torch.no_grad():
            for W, b in ((self.W1, self.b1), (self.W2, self.b2)):
                W.copy_(torch.randn(W.shape) * math.sqrt(2 / W.size(1)))
                b.zero_()

    def forward(self, x):
        h = x.reshape(x.size(0), -1) @ self.W1.T + self.b1
        h = h * (h > 0)
        return h @ self.W2.T + self.b2


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        n = x.size(0)
        mean = x.sum(0) / n
        centred = x - mean
        var = centred.pow(2).sum(0) / n
        new_mean = torch.lerp(moving_mean, mean, momentum)
        new_var = torch.lerp(moving_var, centred.pow(2).sum(0) / (n - 1), momentum)
        return centred * torch.rsqrt(var + eps) * gamma + beta, new_mean, new_var
    return (x - moving_mean) * torch.rsqrt(moving_var + eps) * gamma + beta, moving_mean, moving_var


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(1, hdim))
        self.fc1, self.fc2 = nn.Linear(784, hdim), nn.Linear(hdim, 10)
        self.beta = nn.Parameter(torch.zeros(1, hdim))
        self.register_buffer("moving_var", torch.ones(1, hdim))
        self.register_buffer("moving_mean", torch.zeros(1, hdim))

    def forward(self, x):
        h, mean, var = batch_norm(
            self.fc1(x.reshape(-1, 784)), self.gamma, self.beta, self.moving_mean, self.moving_var, self.training, 1e-5, 0.1
        )
        self.moving_mean, self.moving_var = mean.detach(), var.detach()
        return self.fc2(torch.clamp(h, min=0))


def count_parameters(model):
    total = 0
    for p in model.parameters():
        if p.requires_grad:
            n = 1
            for size in p.shape:
                n *= size
            total += n
    return total
