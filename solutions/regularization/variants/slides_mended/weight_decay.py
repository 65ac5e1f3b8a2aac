import random

import torch
from layers import *
from torch import nn


def synthetic_data(w, b, n):
    X = torch.normal(0, 1, (n, len(w)))
    y = torch.matmul(X, w) + b
    y += torch.normal(0, 0.01, y.shape)
    return X, y.reshape((-1, 1))


def linreg(X, w, b):
    return torch.matmul(X, w) + b


def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)) ** 2 / 2


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad / batch_size
            param.grad.zero_()


def data_iter(data, batch_size):
    X, y = data
    indices = list(range(len(X)))
    random.shuffle(indices)
    for i in range(0, len(X), batch_size):
        rows = torch.tensor(indices[i : min(i + batch_size, len(X))])
        yield X[rows], y[rows]


def evaluate_loss(net, data, loss):
    l = loss(net(data[0]), data[1])
    return (l.sum() / l.numel()).item()


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    num_inputs = train_data[0].shape[1]
    if w is None:
        w = torch.normal(0, 1, size=(num_inputs, 1))
    if b is None:
        b = torch.zeros(1)
    w.requires_grad_(True)
    b.requires_grad_(True)
    net, loss = lambda X: linreg(X, w, b), squared_loss
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for X, y in data_iter(train_data, batch_size):
            l = loss(net(X), y) + lambd * l2_penalty(w)
            l.sum().backward()
            sgd([w, b], lr, len(X))
        train_losses.append(evaluate_loss(net, train_data, loss))
        test_losses.append(evaluate_loss(net, test_data, loss))
    print("L2 norm of w : ", torch.norm(w).item())
    return w, b, train_losses, test_losses


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    num_inputs = train_data[0].shape[1]
    net = nn.Sequential(nn.Linear(num_inputs, 1))
    for param in net.parameters():
        param.data.normal_()
    net[0].bias.data.fill_(0)
    if w is not None:
        net[0].weight.data = w.detach().clone().reshape(1, -1)
    if b is not None:
        net[0].bias.data = b.detach().clone().reshape(1)
    loss = nn.MSELoss(reduction="none")
    trainer = torch.optim.SGD([{"params": net[0].weight, "weight_decay": wd}, {"params": net[0].bias}], lr=lr)
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for X, y in data_iter(train_data, batch_size):
            trainer.zero_grad()
            l = loss(net(X), y) / 2
            l.mean().backward()
            trainer.step()
        train_losses.append(evaluate_loss(net, train_data, loss))
        test_losses.append(evaluate_loss(net, test_data, loss))
    print("L2 norm of w:", net[0].weight.norm().item())
    return net[0].weight.data.reshape(-1, 1), net[0].bias.data, train_losses, test_losses
