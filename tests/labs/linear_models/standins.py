"""Parts of this lab from torch's own functions, for tasks that build on them (`contract.md`, follow-through)."""

import torch
from torch import nn

sigmoid = torch.sigmoid
tanh = torch.tanh
mse_loss = nn.functional.mse_loss
binary_cross_entropy = nn.functional.binary_cross_entropy
LinearRegression = nn.Linear


def LogisticRegression(in_features, out_features):
    return nn.Sequential(nn.Linear(in_features, out_features), nn.Sigmoid())
