"""As the course slides write it."""

import torch
import torch.nn as nn
from torch.optim import Adam


def compose_affine(A1, c1, A2, c2):
    A = torch.matmul(A2, A1)
    c = torch.matmul(A2, c1) + c2
    return A, c


def graph_gradients(a):
    x = a.clone().detach().requires_grad_(True)
    b = x**2
    c = b * 2
    d = c.mean()
    e = c.sum()
    e.backward(retain_graph=True)
    de_da = x.grad.clone()
    x.grad.zero_()
    d.backward()
    dd_da = x.grad.clone()
    return de_da, dd_da


def sum_squared_error(y_hat, y):
    return torch.sum(torch.pow(y - y_hat, 2))


def minibatches(x, y, batch_size, generator=None):
    dataset = torch.utils.data.TensorDataset(x, y)
    return torch.utils.data.DataLoader(dataset, batch_size=batch_size, shuffle=True, generator=generator)


class Separator(nn.Module):
    def __init__(self):
        super(Separator, self).__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        x = self.fc1(x)
        x = nn.functional.relu(x)
        x = self.fc2(x)
        x = torch.sigmoid(x)
        return x


class XorMLP(nn.Module):
    def __init__(self):
        super(XorMLP, self).__init__()
        self.linear1 = nn.Linear(2, 3)
        self.activation = nn.Sigmoid()
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        z1 = self.linear1(x)
        a1 = self.activation(z1)
        z2 = self.linear2(a1)
        a2 = self.activation(z2)
        return a2


def train(model, loader, epochs, lr):
    optimizer = Adam(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        total_loss = 0
        for x, val in loader:
            optimizer.zero_grad()
            val_ = model(x)
            loss = torch.sum(torch.pow(val - val_, 2))
            loss.backward()
            optimizer.step()
            total_loss += loss.item()
        losses.append(total_loss / len(loader.dataset))
        if epoch % 50 == 0:
            print(f"Loss : {losses[-1]:.5f}")
    return losses
