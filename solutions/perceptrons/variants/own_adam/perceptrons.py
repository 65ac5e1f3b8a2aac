"""Adam written out, parameters in a ParameterDict, networks as functions of their weights."""

import math

import torch
from torch import nn


class Adam:
    def __init__(self, parameters, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        self.parameters = list(parameters)
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.t = 0
        self.m = [torch.zeros_like(p) for p in self.parameters]
        self.v = [torch.zeros_like(p) for p in self.parameters]

    @torch.no_grad()
    def step(self, grads):
        self.t += 1
        for p, g, m, v in zip(self.parameters, grads, self.m, self.v):
            m.mul_(self.beta1).add_((1 - self.beta1) * g)
            v.mul_(self.beta2).add_((1 - self.beta2) * g * g)
            m_hat = m / (1 - self.beta1**self.t)
            v_hat = v / (1 - self.beta2**self.t)
            p -= self.lr * m_hat / (v_hat.sqrt() + self.eps)


def compose_affine(A1, c1, A2, c2):
    return torch.tensordot(A2, A1, dims=1), torch.tensordot(A2, c1, dims=1) + c2


def graph_gradients(a):
    with torch.enable_grad():
        x = a.detach().clone()
        x.requires_grad_(True)
        c = (2 * x.pow(2)).reshape(-1)
        ends = torch.stack([c.sum(), c.mean()])
        rows = [torch.autograd.grad(end, x, retain_graph=True)[0] for end in ends]
    return tuple(rows)


def sum_squared_error(y_hat, y):
    return torch.einsum("i,i->", (y_hat - y).reshape(-1), (y_hat - y).reshape(-1))


def minibatches(x, y, batch_size, generator=None):
    shuffled = torch.randperm(len(y), generator=generator)
    for k in range(math.ceil(len(y) / batch_size)):
        take = shuffled[k * batch_size : (k + 1) * batch_size]
        yield x[take], y[take]


def perceptron(x, W, b, activation):
    return activation(x @ W.T + b)


class TwoLayers(nn.Module):
    def __init__(self, n_in, n_hidden, n_out, activation):
        super().__init__()
        self.activation = activation
        self.p = nn.ParameterDict(
            {
                "W1": nn.Parameter(torch.randn(n_hidden, n_in) * math.sqrt(2 / n_in)),
                "b1": nn.Parameter(torch.zeros(n_hidden)),
                "W2": nn.Parameter(torch.randn(n_out, n_hidden) / math.sqrt(n_hidden)),
                "b2": nn.Parameter(torch.zeros(n_out)),
            }
        )

    def forward(self, x):
        h = perceptron(x, self.p["W1"], self.p["b1"], self.activation)
        return perceptron(h, self.p["W2"], self.p["b2"], torch.sigmoid)


class Separator(TwoLayers):
    def __init__(self):
        super().__init__(2, 4, 1, torch.relu)


class XorMLP(TwoLayers):
    def __init__(self):
        super().__init__(2, 3, 1, torch.sigmoid)


def train(model, loader, epochs, lr):
    optimizer = Adam(model.parameters(), lr)
    history = []
    for _ in range(epochs):
        losses = []
        n = 0
        for x, y in loader:
            loss = sum_squared_error(model(x), y)
            optimizer.step(torch.autograd.grad(loss, optimizer.parameters))
            losses.append(loss.item())
            n += y.shape[0]
        history.append(math.fsum(losses) / n)
    return history
