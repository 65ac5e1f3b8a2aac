"""As the course slides write it: modules, BCELoss, prints along the way."""

import torch
import torch.nn as nn
import torch.optim as optim


def sigmoid(z):
    z = torch.clamp(z, -60, 60)
    return 1.0 / (1.0 + 2.7183 ** (-z))


def tanh(z):
    z = torch.clamp(z, -20.0, 20.0)
    return (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))


def mse_loss(y_hat, y):
    return torch.mean(torch.square(y_hat - y))


def gradient_step(x, y, W, b, lr):
    n = x.shape[0]
    x2 = x.view(n, -1)
    a = torch.matmul(x2, W.view(-1, 1)) + b
    dz = a - y.view(n, 1)
    dw = torch.mean(x2 * dz, dim=0)
    db = torch.mean(dz)
    W_new = W - lr * dw.view(W.size())
    b_new = b - lr * db
    return W_new, b_new


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    if W is None:
        W = torch.rand(1)
    if b is None:
        b = torch.rand(1)
    W = W.clone().requires_grad_(True)
    b = b.clone().requires_grad_(True)
    optimizer = optim.SGD([W, b], lr=lr)
    costs = []
    for epoch in range(epochs):
        hypothesis = x * W + b
        cost = mse_loss(hypothesis, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
        if epoch % 10 == 0:
            print(f"Epoch {epoch}/{epochs} Cost: {cost.item():.6f} W: {W.item():.3f} b: {b.item():.3f}")
    return W, b, costs


class LinearRegression(nn.Module):
    def __init__(self, x_in, x_out):
        super(LinearRegression, self).__init__()
        self.linear = nn.Linear(x_in, x_out)

    def forward(self, x):
        return self.linear(x)


def binary_cross_entropy(y_hat, y):
    criterion = nn.BCELoss()
    return criterion(y_hat, y)


class LogisticRegression(nn.Module):
    def __init__(self, x_in, x_out):
        super(LogisticRegression, self).__init__()
        self.linear = nn.Linear(x_in, x_out)
        self.activation = nn.Sigmoid()

    def forward(self, x):
        z = self.linear(x)
        a = self.activation(z)
        return a


def fit_logistic(model, x, y, epochs, lr):
    criterion = nn.BCELoss()
    optimizer = optim.SGD(model.parameters(), lr=lr)
    costs = []
    for epoch in range(epochs):
        model.train()
        hypothesis = model(x)
        cost = criterion(hypothesis, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
        if epoch != 0 and epoch % 1000 == 0:
            model.eval()
            with torch.no_grad():
                print(f"predict with model : {model(x)}")
    return costs


if __name__ == "__main__":
    x_train = torch.FloatTensor([[0, 0], [0, 1], [1, 0], [1, 1]])
    y_train = torch.FloatTensor([[0], [0], [0], [1]])
    net = LogisticRegression(2, 1)
    fit_logistic(net, x_train, y_train, 8000, 0.1)
