"""Derivatives and indices by hand, lists of rows, Adam once per parameter."""

import torch
from torch import nn


def compose_affine(A1, c1, A2, c2):
    A = torch.zeros(A2.shape[0], A1.shape[1], dtype=A1.dtype)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            A[i, j] = (A2[i] * A1[:, j]).sum()
    c = torch.stack([(row * c1).sum() for row in A2]) + c2
    return A, c


def graph_gradients(a):
    a = a.detach()
    return 4 * a, 4 * a / a.numel()


def sum_squared_error(y_hat, y):
    e = (y_hat - y).flatten()
    return e @ e


def minibatches(x, y, batch_size, generator=None):
    order = torch.rand(len(x), generator=generator).argsort().tolist()
    batches = []
    while order:
        rows, order = order[:batch_size], order[batch_size:]
        batches.append((torch.stack([x[i] for i in rows]), torch.stack([y[i] for i in rows])))
    return batches


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(torch.rand(s) - 0.5) for s in ((4, 2), (4,), (1, 4), (1,))])

    def forward(self, x):
        W1, b1, W2, b2 = self.weights
        z = x @ W1.T + b1
        h = torch.where(z > 0, z, torch.zeros_like(z))
        return 1 / (1 + torch.exp(-(h @ W2.T + b2)))


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(2, 3), nn.Linear(3, 1)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x).sigmoid()
        return x


def train(model, loader, epochs, lr):
    optimizers = [torch.optim.Adam([p], lr=lr) for p in model.parameters()]
    history = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in loader:
            loss = sum_squared_error(model(x), y)
            for optimizer in optimizers:
                optimizer.zero_grad()
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            total, count = total + float(loss), count + len(y)
        history.append(total / count)
    return history
