"""After Dive into Deep Learning: init_weights with apply(), batch normalisation as a layer of its own."""

import torch
from torch import nn


def leaky_relu(X, negative_slope=0.01):
    return torch.maximum(X, negative_slope * X)


def init_weights(m):
    if type(m) == nn.Linear:
        nn.init.normal_(m.weight, std=(2 / m.weight.shape[1]) ** 0.5)
        m.bias.data.fill_(0)


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10, **kwargs):
        super().__init__(**kwargs)
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(xdim, hdim), nn.ReLU(), nn.Linear(hdim, ydim))
        self.init_param()

    def init_param(self):
        self.net.apply(init_weights)

    def forward(self, X):
        return self.net(X)


def batch_norm(X, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if not training:
        X_hat = (X - moving_mean) / torch.sqrt(moving_var + eps)
    else:
        assert len(X.shape) == 2
        mean = X.mean(dim=0)
        var = ((X - mean) ** 2).mean(dim=0)
        X_hat = (X - mean) / torch.sqrt(var + eps)
        unbiased = var * len(X) / (len(X) - 1)
        moving_mean = (1.0 - momentum) * moving_mean + momentum * mean
        moving_var = (1.0 - momentum) * moving_var + momentum * unbiased
    Y = gamma * X_hat + beta
    return Y, moving_mean.data, moving_var.data


class BatchNorm(nn.Module):
    def __init__(self, num_features):
        super().__init__()
        shape = (1, num_features)
        self.gamma = nn.Parameter(torch.ones(shape))
        self.beta = nn.Parameter(torch.zeros(shape))
        self.register_buffer("moving_mean", torch.zeros(shape))
        self.register_buffer("moving_var", torch.ones(shape))

    def forward(self, X):
        if self.moving_mean.device != X.device:
            self.moving_mean = self.moving_mean.to(X.device)
            self.moving_var = self.moving_var.to(X.device)
        Y, self.moving_mean, self.moving_var = batch_norm(
            X, self.gamma, self.beta, self.moving_mean, self.moving_var, self.training, eps=1e-5, momentum=0.1
        )
        return Y


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(784, hdim), BatchNorm(hdim), nn.ReLU(),
            nn.Linear(hdim, 10),
        )

    def forward(self, X):
        return self.net(X)


def count_parameters(net):
    return int(sum(torch.tensor(p.shape).prod() for p in net.parameters() if p.requires_grad))
