"""Layers written from scratch as modules; the activation as an autograd function with its own backward."""

import math

import torch
from torch import nn
from torch.distributions import Normal


class _LeakyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, slope):
        ctx.save_for_backward(x)
        ctx.slope = slope
        return torch.where(x >= 0, x, x * slope)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return torch.where(x > 0, grad, grad * ctx.slope), None


def leaky_relu(x, negative_slope=0.01):
    return _LeakyReLU.apply(x, negative_slope)


class Linear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        bound = 1 / math.sqrt(n_in)
        self.weight = nn.Parameter(torch.empty(n_out, n_in).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(n_out).uniform_(-bound, bound))

    def he(self):
        n_in = self.weight.size(-1)
        with torch.no_grad():
            self.weight[:] = Normal(0.0, math.sqrt(2 / n_in)).sample(self.weight.shape)
            self.bias[:] = 0

    def forward(self, x):
        return torch.addmm(self.bias, x, self.weight.t())


class ReLU(nn.Module):
    def forward(self, x):
        return torch.maximum(x, torch.zeros_like(x))


class Rows(nn.Module):
    def forward(self, x):
        return x.reshape(len(x), -1)


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.layers = nn.ModuleList([Rows(), Linear(xdim, hdim), ReLU(), Linear(hdim, ydim)])
        self.init_param()

    def init_param(self):
        for layer in self.layers:
            if hasattr(layer, "he"):
                layer.he()

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = torch.einsum("nd->d", x) / x.shape[0]
        centred = x - mean
        squares = torch.einsum("nd,nd->d", centred, centred)
        std = torch.sqrt(squares / x.shape[0] + eps)
        y = torch.addcmul(beta, centred / std, gamma)
        kept = 1 - momentum
        new_mean = kept * moving_mean + momentum * mean.detach()
        new_var = kept * moving_var + momentum * squares.detach() / (x.shape[0] - 1)
        return y, new_mean, new_var
    y = torch.addcmul(beta, (x - moving_mean) / torch.sqrt(moving_var + eps), gamma)
    return y, moving_mean.clone(), moving_var.clone()


class Norm(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.register_buffer("running_mean", torch.zeros(n))
        self.register_buffer("running_var", torch.ones(n))
        self.register_buffer("batches", torch.tensor(0))
        self.weight = nn.Parameter(torch.ones(n))
        self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, x):
        y, mean, var = batch_norm(x, self.weight, self.bias, self.running_mean, self.running_var, self.training)
        if self.training:
            self.running_mean.copy_(mean)
            self.running_var.copy_(var)
            self.batches += 1
        return y


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.layers = nn.ModuleList([Rows(), Linear(784, hdim), Norm(hdim), ReLU(), Linear(hdim, 10)])

    forward = MLP.forward


def count_parameters(model):
    return sum(math.prod(p.shape) for p in model.parameters() if p.requires_grad)
