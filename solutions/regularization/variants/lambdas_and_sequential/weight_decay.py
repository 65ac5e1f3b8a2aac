from functools import partial

import torch
from layers import l2_penalty
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

noisy = lambda y: y + torch.randn_like(y) / 100


def synthetic_data(w, b, n):
    X = torch.randn(n, w.numel())
    return X, noisy(X @ w + b)


def fit(objective, optimizer, loss, train_data, test_data, epochs, batch_size):
    losses = []
    for _ in range(epochs):
        for X, y in DataLoader(TensorDataset(*train_data), batch_size, shuffle=True):
            optimizer.zero_grad()
            objective(X, y).backward()
            optimizer.step()
        losses += [(float(loss(*train_data)), float(loss(*test_data)))]
    return [a for a, _ in losses], [b for _, b in losses]


half_square = lambda model, X, y: ((model(X) - y) ** 2).mean() / 2


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    w, b = (
        nn.Parameter((default if given is None else given).clone())
        for given, default in ((w, torch.randn(train_data[0].shape[1], 1)), (b, torch.zeros(1)))
    )
    loss = partial(half_square, lambda X: X @ w + b)
    objective = lambda X, y: loss(X, y) + lambd * l2_penalty(w)
    losses = fit(objective, optim.SGD([w, b], lr), loss, train_data, test_data, epochs, batch_size)
    return w.data, b.data, *losses


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    model = nn.Linear(train_data[0].shape[1], 1)
    for p, start in zip(model.parameters(), (w if w is None else w.T, b)):
        p.data = start.clone() if start is not None else torch.randn_like(p) if p.dim() > 1 else torch.zeros_like(p)
    loss = partial(half_square, model)
    decay = {True: wd, False: 0}
    groups = [dict(params=[p], weight_decay=decay["weight" in name]) for name, p in model.named_parameters()]
    losses = fit(loss, optim.SGD(groups, lr), loss, train_data, test_data, epochs, batch_size)
    return model.weight.data.T, model.bias.data, *losses
