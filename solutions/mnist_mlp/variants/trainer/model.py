"""Named parts and small classes: an OrderedDict of layers, a table of activations, properties."""

from collections import OrderedDict
from functools import partial, reduce
from operator import mul

import torch
import torch.nn as nn

ACTIVATIONS = {"relu": nn.ReLU, "gelu": partial(nn.GELU, approximate="tanh"), "none": nn.Identity}


def leaky_relu(x, negative_slope=0.01):
    a = (1 + negative_slope) / 2
    b = (1 - negative_slope) / 2
    return a * x + b * torch.abs(x)


class Base(nn.Module):
    def build(self, **layers):
        self.model = nn.Sequential(OrderedDict(layers))

    @property
    def linears(self):
        return [m for m in self.model if isinstance(m, nn.Linear)]

    def forward(self, x):
        if x.ndim > 2:
            x = x.flatten(start_dim=1)
        return self.model(x)


class MLP(Base):
    def __init__(self, xdim=784, hdim=256, ydim=10, activation="relu"):
        super().__init__()
        self.build(fc1=nn.Linear(xdim, hdim), act=ACTIVATIONS[activation](), fc2=nn.Linear(hdim, ydim))
        self.init_param()

    def init_param(self):
        for linear in self.linears:
            gain = nn.init.calculate_gain("relu")
            nn.init.normal_(linear.weight, 0, gain / linear.in_features**0.5)
            linear.bias = nn.Parameter(torch.zeros(linear.out_features))


class BatchNormMLP(Base):
    def __init__(self, hdim=32):
        super().__init__()
        self.build(
            fc1=nn.Linear(784, hdim),
            norm=nn.BatchNorm1d(hdim, eps=1e-5, momentum=0.1),
            act=ACTIVATIONS["relu"](),
            fc2=nn.Linear(hdim, 10),
        )


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    def mix(old, new):
        return old + momentum * (new - old)

    if not training:
        scale = gamma / (moving_var + eps) ** 0.5
        return x * scale - moving_mean * scale + beta, moving_mean, moving_var
    # The columns of x are the rows of its transpose, and layer_norm normalises rows.
    x_hat = nn.functional.layer_norm(x.T, x.shape[:1], eps=eps).T
    fixed = x.detach()
    return gamma * x_hat + beta, mix(moving_mean, fixed.mean(0)), mix(moving_var, fixed.std(0) ** 2)


def count_parameters(model):
    shapes = [tuple(p.shape) for p in model.parameters() if p.requires_grad]
    return sum(reduce(mul, shape, 1) for shape in shapes)
