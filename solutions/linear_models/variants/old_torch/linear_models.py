"""As tutorials wrote it years ago: Variable, .data, view, mm, manual zeroing, printf formatting."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable


def sigmoid(z):
    mask = (z >= 0).type_as(z)
    right = 1.0 / (1.0 + torch.exp(-z * mask))
    e = torch.exp(z * (1 - mask))
    left = e / (1.0 + e)
    return right * mask + left * (1 - mask)


def tanh(z):
    m = torch.expm1(2 * z.clamp(min=-20, max=20))
    return m / (m + 2)


def mse_loss(y_hat, y):
    return torch.sum(torch.pow(y_hat - y, 2)) / y_hat.numel()


def gradient_step(x, y, W, b, lr):
    n = x.size(0)
    if x.dim() == 1:
        x = x.unsqueeze(1)
    a = torch.mm(x, W.view(-1, 1)) + b.view(1, 1)
    dz = a - y.view(-1, 1)
    dW = torch.mm(x.t(), dz).div(n)
    db = dz.sum().div(n)
    W_new = W.data - lr * dW.view_as(W)
    b_new = b.data - lr * db
    return W_new, b_new


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    if W is None:
        W = torch.FloatTensor(1).uniform_(-1, 1)
    if b is None:
        b = torch.FloatTensor(1).zero_()
    W = Variable(W.clone(), requires_grad=True)
    b = Variable(b.clone(), requires_grad=True)
    costs = []
    for epoch in range(epochs):
        y_pred = x * W + b.expand_as(x)
        loss = (y_pred - y).pow(2).mean()
        loss.backward()
        W.data = W.data - lr * W.grad.data
        b.data = b.data - lr * b.grad.data
        W.grad.data.zero_()
        b.grad.data.zero_()
        costs.append(loss.data.item())
        if epoch % 10 == 9:
            print("%d: %.4f" % (epoch, costs[-1]))
    return W.data, b.data, costs


class LinearRegression(nn.Module):
    def __init__(self, input_size, output_size):
        super(LinearRegression, self).__init__()
        self.fc = nn.Linear(input_size, output_size)
        self.fc.weight.data.normal_(0.0, 0.02)
        self.fc.bias.data.fill_(0)

    def forward(self, x):
        out = self.fc(x)
        return out


def binary_cross_entropy(y_hat, y):
    tiny = torch.finfo(y_hat.dtype).tiny
    yes = torch.xlogy(y, y_hat.clamp(min=tiny))
    no = torch.xlogy(1 - y, (1 - y_hat).clamp(min=tiny))
    return -(yes + no).mean()


class LogisticRegression(nn.Module):
    def __init__(self, input_size, output_size):
        super(LogisticRegression, self).__init__()
        self.fc = nn.Linear(input_size, output_size)

    def forward(self, x):
        return torch.sigmoid(self.fc(x))


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for t in range(epochs):
        y_pred = model(Variable(x))
        loss = F.binary_cross_entropy(y_pred, Variable(y))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.data.item())
    return history
