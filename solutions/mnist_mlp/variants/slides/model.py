"""Close to lecture slides: named layers, F.relu, view."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def leaky_relu(x, negative_slope=0.01):
    return torch.max(x, negative_slope * x)


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super(MLP, self).__init__()
        self.xdim = xdim
        self.hdim = hdim
        self.ydim = ydim
        self.lin_1 = nn.Linear(self.xdim, self.hdim)
        self.lin_2 = nn.Linear(self.hdim, self.ydim)
        self.init_param()

    def init_param(self):
        nn.init.kaiming_normal_(self.lin_1.weight)
        nn.init.zeros_(self.lin_1.bias)
        nn.init.kaiming_normal_(self.lin_2.weight)
        nn.init.zeros_(self.lin_2.bias)

    def forward(self, x):
        net = x.view(-1, self.xdim)
        net = self.lin_1(net)
        net = F.relu(net)
        net = self.lin_2(net)
        return net


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if not training:
        x_hat = (x - moving_mean) / torch.sqrt(moving_var + eps)
        return gamma * x_hat + beta, moving_mean, moving_var
    mean = x.mean(dim=0)
    var = ((x - mean) ** 2).mean(dim=0)
    x_hat = (x - mean) / torch.sqrt(var + eps)
    n = x.shape[0]
    moving_mean = (1 - momentum) * moving_mean + momentum * mean
    moving_var = (1 - momentum) * moving_var + momentum * var * n / (n - 1)
    return gamma * x_hat + beta, moving_mean, moving_var


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super(BatchNormMLP, self).__init__()
        self.fc1 = nn.Linear(28 * 28, hdim)
        self.BN1 = torch.nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = x.view(-1, 28 * 28)
        x = self.fc1(x)
        x = F.relu(x)  # the slide's order: ReLU before batch normalisation
        x = self.BN1(x)
        x = self.fc2(x)
        return x


def count_parameters(model):
    n_param = 0
    for _, param in model.named_parameters():
        if param.requires_grad:
            n_param += len(param.detach().cpu().numpy().reshape(-1))
    return n_param
