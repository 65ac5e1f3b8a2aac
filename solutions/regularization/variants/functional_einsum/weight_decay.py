import functools

import torch
from layers import l2_penalty
from torch.func import grad


def synthetic_data(w, b, n):
    X = torch.randn(n, w.size(0))
    return X, torch.normal(X @ w + b, 0.01)


def half_mse(params, X, y):
    w, b = params
    return 0.5 * torch.nn.functional.mse_loss(X @ w + b, y)


def objective(lambd, params, X, y):
    return half_mse(params, X, y) + lambd * l2_penalty(params[0])


def start(d, w, b):
    return (torch.randn(d, 1) if w is None else w, torch.zeros(1) if b is None else b)


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    gradient = grad(functools.partial(objective, lambd))
    params = start(X.shape[1], w, b)
    history = []
    for _ in range(epochs):
        for Xb, yb in zip(X.split(batch_size), y.split(batch_size)):
            params = tuple(p - lr * g for p, g in zip(params, gradient(params, Xb, yb)))
        history.append((half_mse(params, X, y).item(), half_mse(params, *test_data).item()))
    train_losses, test_losses = zip(*history)
    return (*params, train_losses, test_losses)


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w, b = (torch.nn.Parameter(p.clone()) for p in start(X.shape[1], w, b))
    sgd = torch.optim.SGD([dict(params=[b]), dict(params=[w], weight_decay=wd)], lr=lr)
    history = []
    for _ in range(epochs):
        for rows in torch.utils.data.BatchSampler(torch.utils.data.RandomSampler(X), batch_size, drop_last=False):

            def closure():
                sgd.zero_grad()
                loss = half_mse((w, b), X[rows], y[rows])
                loss.backward()
                return loss

            sgd.step(closure)
        history.append((half_mse((w, b), X, y).item(), half_mse((w, b), *test_data).item()))
    train_losses, test_losses = map(list, zip(*history))
    return w, b, train_losses, test_losses
