"""nn.Sequential all the way, log-softmax at the end (harmless before cross-entropy), initialised with apply()."""

import numpy as np
import torch.nn.functional as F
from torch import nn


def leaky_relu(x, negative_slope=0.01):
    return F.relu(x) - negative_slope * F.relu(-x)


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(), nn.Linear(xdim, hdim), nn.ReLU(inplace=True), nn.Linear(hdim, ydim), nn.LogSoftmax(dim=-1)
        )
        self.init_param()

    def init_param(self):
        def he(m):
            if isinstance(m, nn.Linear):
                nn.init.normal_(m.weight, mean=0.0, std=np.sqrt(2.0 / m.weight.shape[1]))
                nn.init.constant_(m.bias, 0)

        self.net.apply(he)

    def forward(self, x):
        return self.net(x)


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    new_mean, new_var = moving_mean.clone(), moving_var.clone()
    y = F.batch_norm(x, new_mean, new_var, gamma, beta, training=training, momentum=momentum, eps=eps)
    return [y, new_mean, new_var]


class BatchNormMLP(nn.Sequential):
    def __init__(self, hdim=32):
        super().__init__(nn.Flatten(), nn.Linear(784, hdim), nn.BatchNorm1d(hdim), nn.ReLU(), nn.Linear(hdim, 10))


def count_parameters(model):
    model_parameters = filter(lambda p: p.requires_grad, model.parameters())
    return sum([np.prod(p.size()) for p in model_parameters])
