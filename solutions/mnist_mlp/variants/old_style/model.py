# -*- coding: utf-8 -*-
# 배치 크기는 -1로 두었습니다.
import torch
import torch.nn as nn


def leaky_relu(x, negative_slope=0.01):
    return torch.clamp(x, min=0) + negative_slope * torch.clamp(x, max=0)


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        nn.Module.__init__(self)
        self.linear1 = torch.nn.Linear(xdim, hdim, bias=True)
        self.relu = torch.nn.ReLU()
        self.linear2 = torch.nn.Linear(hdim, ydim, bias=True)
        self.init_param()

    def init_param(self):
        for linear in [self.linear1, self.linear2]:
            fan_in, _ = nn.init._calculate_fan_in_and_fan_out(linear.weight)
            linear.weight.data = torch.normal(0.0, (2.0 / fan_in) ** 0.5, size=linear.weight.size())
            linear.bias.data = torch.zeros(linear.bias.size())

    def forward(self, x):
        x = x.contiguous().view(x.size(0), -1)
        out = self.linear1(x)
        out = self.relu(out)
        out = self.linear2(out)
        return out


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if not training:
        X_hat = (x - moving_mean) / torch.sqrt(moving_var + eps)
    else:
        mean = torch.mean(x, dim=0, keepdim=True)
        var = torch.mean((x - mean) ** 2, dim=0, keepdim=True)
        X_hat = (x - mean) / torch.sqrt(var + eps)
        moving_mean = (1.0 - momentum) * moving_mean + momentum * mean.squeeze(0)
        moving_var = (1.0 - momentum) * moving_var + momentum * torch.var(x, dim=0)
    Y = gamma * X_hat + beta
    return Y, moving_mean.data, moving_var.data


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super(BatchNormMLP, self).__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.fc2 = nn.Linear(hdim, 10)
        self.bn = nn.BatchNorm1d(num_features=hdim)
        self.relu = nn.ReLU()

    def forward(self, x):
        out = self.fc1(torch.reshape(x, (-1, 784)))
        return self.fc2(self.relu(self.bn(out)))


def count_parameters(model):
    count = 0
    for p in list(model.parameters()):
        if not p.requires_grad:
            continue
        count += p.view(-1).size(0)
    return count
