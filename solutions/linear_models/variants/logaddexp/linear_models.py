"""Log-space formulas, nn.Sequential, costs kept as tensors, results as lists."""

import torch
from torch import nn, optim


def softplus(z):
    return torch.logaddexp(z, torch.zeros_like(z))


def sigmoid(z):
    return torch.exp(-softplus(-z))


def tanh(z):
    return sigmoid(2 * z) - sigmoid(-2 * z)


def mse_loss(y_hat, y):
    difference = y_hat - y
    return (difference * difference).sum() / difference.numel()


def gradient_step(x, y, W, b, lr):
    rows = x.reshape(x.shape[0], W.numel())
    a = torch.einsum("nd,d->n", rows, W.reshape(-1)) + b
    dz = a - y.reshape(-1)
    dW = torch.einsum("nd,n->d", rows, dz) / rows.shape[0]
    return [W - (lr * dW).reshape(W.shape), b - lr * dz.mean()]


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    start = [torch.zeros(1) if t is None else t.detach().clone() for t in (W, b)]
    W, b = (t.requires_grad_() for t in start)
    optimizer = optim.SGD([{"params": [W]}, {"params": [b]}], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(torch.addcmul(b, x, W), y)
        cost.backward()
        optimizer.step()
        optimizer.zero_grad()
        costs.append(cost.detach())
    return [W, b, costs]


class LinearRegression(nn.Sequential):
    def __init__(self, in_features, out_features):
        super().__init__(nn.Linear(in_features, out_features))


def binary_cross_entropy(y_hat, y):
    right = torch.where(y > 0.5, y_hat, 1 - y_hat)
    return -torch.log(right.clamp_min(1e-12)).mean()


class LogisticRegression(nn.Sequential):
    def __init__(self, in_features, out_features):
        super().__init__(nn.Linear(in_features, out_features), nn.Sigmoid())


def fit_logistic(model, x, y, epochs, lr):
    optimizer = optim.SGD(params=model.parameters(), lr=lr, momentum=0.0)
    costs = torch.empty(epochs)
    for epoch in range(epochs):
        optimizer.zero_grad(set_to_none=False)
        cost = binary_cross_entropy(model(x), y)
        cost.backward()
        costs[epoch] = cost.detach()
        optimizer.step()
    return costs
