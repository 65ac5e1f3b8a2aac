"""Everything built from its own pieces: shared helpers, one training loop, module-level work."""

import math

import torch

nn = torch.nn
EPS = 1e-7


def sigmoid(z):
    half = 0.5 * z
    return 0.5 * (1 + tanh(half))


def tanh(z):
    e = torch.exp(2 * torch.clamp(z, min=-15.0, max=15.0))
    return 1 - 2 / (e + 1)


def mse_loss(y_hat, y):
    total = 0
    for p, t in zip(y_hat.reshape(-1), y.reshape(-1)):
        total = total + (p - t) ** 2
    return total / y.numel()


def gradient_step(x, y, W, b, lr):
    d = W.numel()
    X = x.reshape(-1, d)
    n = X.size(0)
    augmented = torch.cat([X, torch.ones(n, 1, dtype=X.dtype)], dim=1)
    theta = torch.cat([W.reshape(-1), b.reshape(-1)])
    gradient = augmented.T @ (augmented @ theta - y.reshape(-1)) / n
    theta = theta - lr * gradient
    return theta[:d].reshape(W.shape), theta[d].reshape(b.shape)


def _descend(parameters, loss_of, epochs, lr):
    history = []
    for _ in range(epochs):
        for p in parameters:
            p.grad = None
        loss = loss_of()
        loss.backward()
        for p in parameters:
            with torch.no_grad():
                p.sub_(lr * p.grad)
        history.append(loss.item())
    return history


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None, verbose=False):
    W, b = [torch.rand(1) if t is None else torch.tensor(t.tolist()) for t in (W, b)]
    W.requires_grad_(True)
    b.requires_grad_(True)
    history = _descend([W, b], lambda: ((x * W + b - y) ** 2).mean(), epochs, lr)
    return W.detach(), b.detach(), history


class Affine(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        bound = 1 / math.sqrt(i)
        self.weight = nn.Parameter(torch.empty(o, i).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(o).uniform_(-bound, bound))

    def forward(self, x):
        return torch.addmm(self.bias, x, self.weight.T)


class LinearRegression(Affine):
    pass


def binary_cross_entropy(y_hat, y):
    y_hat = torch.minimum(torch.maximum(y_hat, torch.full_like(y_hat, EPS)), torch.full_like(y_hat, 1 - EPS))
    positive = y * torch.log(y_hat)
    negative = (1 - y) * torch.log1p(-y_hat)
    return torch.sum(positive + negative) / -y.numel()


class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        nn.Module.__init__(self)
        self.affine = Affine(in_features, out_features)

    def __call__(self, x):
        return torch.sigmoid(self.affine(x))


def fit_logistic(model, x, y, epochs, lr):
    return _descend(list(model.parameters()), lambda: binary_cross_entropy(model(x), y), epochs, lr)
