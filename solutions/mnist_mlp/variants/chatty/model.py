"""Written in a notebook: prints, packages for plots and progress bars, code that runs on import."""

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.nn import functional as F
from torch.nn import init

device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
print("device:", device)


def leaky_relu(x, negative_slope=0.01):
    print("leaky", x.shape)
    return F.leaky_relu(x, negative_slope=negative_slope)


class MLP(nn.Module):
    """Layers in a loop."""

    def __init__(self, xdim=784, hdim=256, ydim=10, name="mlp"):
        super(MLP, self).__init__()
        self.name = name
        sizes = [xdim, hdim, ydim]
        for i in range(2):
            self.add_module(f"layer{i}", nn.Linear(sizes[i], sizes[i + 1]))
        self.init_param()

    def init_param(self):
        for key, value in self.named_parameters():
            if "weight" in key:
                init.kaiming_normal_(value, mode="fan_in", nonlinearity="relu")
            else:
                init.zeros_(value)

    def forward(self, x):
        print("in", tuple(x.shape))
        x = torch.flatten(x, 1)
        x = F.relu(self.layer0(x), inplace=True)
        return self.layer1(x)


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    bn = nn.BatchNorm1d(x.shape[1], eps=eps, momentum=momentum, affine=False, dtype=x.dtype)
    bn.running_mean.copy_(moving_mean)
    bn.running_var.copy_(moving_var)
    bn.train(training)
    y = bn(x) * gamma + beta
    return y, bn.running_mean, bn.running_var


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.block = nn.Sequential(nn.Linear(784, hdim), nn.BatchNorm1d(hdim), nn.ReLU())
        self.head = nn.Linear(hdim, 10)

    def forward(self, x):
        features = self.block(x.view(x.shape[0], -1))
        return self.head(features)


def count_parameters(model):
    total = sum(p.numel() for p in model.parameters() if p.requires_grad)
    print("Total number of parameters:[%s]." % (format(total, ",d")))
    return total


plt.plot([0, 1], [0, 1])
print(count_parameters(MLP()))
