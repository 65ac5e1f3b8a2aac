"""DataLoader with its own sampler, nn.Sequential, loss modules, gradients by torch.func."""

import torch
from torch import nn
from torch.utils.data import BatchSampler, RandomSampler, TensorDataset


def compose_affine(A1, c1, A2, c2):
    # In homogeneous coordinates composition is one matrix product.
    def lift(A, c):
        top = torch.cat([A, c[:, None]], dim=1)
        bottom = torch.zeros(1, top.shape[1], dtype=A.dtype)
        bottom[0, -1] = 1
        return torch.cat([top, bottom])

    M = lift(A2, c2) @ lift(A1, c1)
    return M[:-1, :-1], M[:-1, -1]


def graph_gradients(a):
    a = a.detach()
    de = torch.func.grad(lambda t: (2 * t**2).sum())(a)
    dd = torch.func.grad(lambda t: (2 * t**2).mean())(a)
    return [de, dd]


def sum_squared_error(y_hat, y):
    return nn.MSELoss(reduction="sum")(y_hat, y)


def minibatches(x, y, batch_size, generator=None):
    data = TensorDataset(x, y)
    sampler = BatchSampler(RandomSampler(data, generator=generator), batch_size, drop_last=False)
    return [data[rows] for rows in sampler]


class Separator(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid())


class XorMLP(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(2, 3), nn.Sigmoid(), nn.Linear(3, 1), nn.Sigmoid())


def train(model, loader, epochs, lr):
    criterion = nn.MSELoss(reduction="sum")
    optimizer = torch.optim.Adam(model.parameters(), lr, foreach=False)
    history = []
    for _epoch in range(epochs):
        epoch_loss = torch.zeros(())
        for batch in loader:
            x, y = batch
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            epoch_loss += loss.detach()
        history.append(float(epoch_loss) / sum(len(y) for _, y in loader))
    return history
