import random

import torch


def synthetic_data(w, b, n):
    X = torch.stack([torch.randn(len(w)) for _ in range(n)])
    y = (X @ w).squeeze(1) + b
    return X, (y + 0.01 * torch.randn(n)).unsqueeze(1)


def residual(data, w, b):
    return data[0] @ w + b - data[1]


def half_mse(data, w, b):
    return (residual(data, w, b) ** 2).mean().item() / 2


def descend(data, test_data, epochs, batch_size, w, b, step):
    train_losses, test_losses = [], []
    for _ in range(epochs):
        pairs = list(zip(*data))
        random.shuffle(pairs)
        while pairs:
            batch, pairs = pairs[:batch_size], pairs[batch_size:]
            X, y = (torch.stack(column) for column in zip(*batch))
            w, b = step(X, y, w, b)
        train_losses.append(half_mse(data, w, b))
        test_losses.append(half_mse(test_data, w, b))
    return w, b, train_losses, test_losses


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    def step(X, y, w, b):
        r = residual((X, y), w, b)
        return (1 - lr * lambd) * w - lr / len(X) * X.T @ r, b - lr * r.mean(0)

    if w is None:
        w = torch.randn(train_data[0].shape[1], 1)
    if b is None:
        b = torch.zeros(1)
    return descend(train_data, test_data, epochs, batch_size, w, b, step)


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    line = torch.nn.Linear(train_data[0].shape[1], 1)
    torch.nn.init.normal_(line.weight)
    torch.nn.init.zeros_(line.bias)
    for parameter, start in ((line.weight, w), (line.bias, b)):
        if start is not None:
            torch.nn.utils.vector_to_parameters(start.flatten(), [parameter])
    sgd = torch.optim.SGD(
        [{"params": [line.bias]}, {"params": [line.weight], "weight_decay": wd}], lr=lr, foreach=False
    )
    criterion = torch.nn.MSELoss(reduction="sum")

    def step(X, y, w, b):  # w and b are views of the layer's own
        sgd.zero_grad(set_to_none=False)
        (criterion(line(X), y) / (2 * len(X))).backward()
        sgd.step()
        return w, b

    w, b = line.weight.detach().T, line.bias.detach()
    return descend(train_data, test_data, epochs, batch_size, w, b, step)
