import torch
from layers import l2_loss
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset


def synthetic_data(w, b, n):
    lin = nn.Linear(w.shape[0], 1)
    lin.weight.data.copy_(w.T)
    lin.bias.data.fill_(b)
    X = torch.randn((n, w.shape[0]))
    with torch.no_grad():
        return X, lin(X) + torch.randn((n, 1)) * 1e-2


def evaluate(model, data):
    with torch.no_grad():
        return l2_loss(model(data[0]), data[1]).item() / (2 * len(data[0]))


def _train(model, loss, optimizer, train_data, test_data, epochs, batch_size):
    train_losses, test_losses = [evaluate(model, train_data)], [evaluate(model, test_data)]
    for _ in range(epochs):
        for X, y in DataLoader(TensorDataset(*train_data), batch_size=batch_size):
            loss(model(X), y).backward()
            optimizer.step()
            optimizer.zero_grad()
        train_losses.append(evaluate(model, train_data))
        test_losses.append(evaluate(model, test_data))
    return train_losses[1:], test_losses[1:]


def _model(d, w, b):
    model = nn.Linear(d, 1)
    model.weight = nn.Parameter(torch.randn(1, d) if w is None else w.detach().clone().T)
    model.bias = nn.Parameter(torch.zeros(1) if b is None else b.detach().clone())
    return model


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    model = _model(train_data[0].shape[1], w, b)

    def loss(y_hat, y):
        return l2_loss(y_hat, y) / (2 * len(y)) + lambd / 2 * model.weight.norm() ** 2

    losses = _train(model, loss, optim.SGD(model.parameters(), lr), train_data, test_data, epochs, batch_size)
    return model.weight.detach().T, model.bias.detach(), *losses


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    model = _model(train_data[0].shape[1], w, b)
    groups = [{"params": p, "weight_decay": wd if p.dim() == 2 else 0.0} for p in model.parameters()]
    half = lambda y_hat, y: nn.functional.mse_loss(y_hat, y) / 2
    losses = _train(model, half, optim.SGD(groups, lr), train_data, test_data, epochs, batch_size)
    return model.weight.detach().T, model.bias.detach(), *losses
