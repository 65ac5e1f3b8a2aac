"""Functional torch, einsum, autograd.grad, a generator of batches."""

import torch
import torch.nn.functional as F
from torch import nn


def compose_affine(A1, c1, A2, c2):
    return torch.einsum("qh,hd->qd", A2, A1), torch.einsum("qh,h->q", A2, c1).add(c2)


def graph_gradients(a):
    a = a.detach().requires_grad_()

    def c(t):
        return t.square().mul(2)

    return (
        torch.autograd.functional.jacobian(lambda t: c(t).sum(), a),
        torch.autograd.functional.jacobian(lambda t: c(t).mean(), a),
    )


def sum_squared_error(y_hat, y):
    return F.mse_loss(y_hat, y, reduction="sum")


def minibatches(x, y, batch_size, generator=None):
    n = x.size(0)
    index = torch.randperm(n, generator=generator)
    x, y = x[index], y[index]
    for start in range(0, n, batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(2, 4)
        self.out = nn.Linear(4, 1)

    def forward(self, x):
        return F.sigmoid(self.out(self.hidden(x).clamp(min=0)))


class XorMLP(nn.Module):
    def __init__(self, hidden=3):
        super().__init__()
        self.W1 = nn.Parameter(torch.randn(hidden, 2))
        self.b1 = nn.Parameter(torch.zeros(hidden))
        self.W2 = nn.Parameter(torch.randn(1, hidden))
        self.b2 = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        h = torch.sigmoid(F.linear(x, self.W1, self.b1))
        return torch.sigmoid(F.linear(h, self.W2, self.b2))


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(params=model.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-8)
    history = []
    for _ in range(epochs):
        losses, rows = [], 0
        for inputs, targets in loader:
            model.train()
            loss = sum_squared_error(model(inputs), targets)
            model.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses.append(loss)
            rows += inputs.shape[0]
        history.append(sum(losses) / rows)
    return history
