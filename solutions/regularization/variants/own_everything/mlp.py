import math

import torch
import torch.nn as nn


def my_relu(X):
    return (X + abs(X)) / 2


def init_params(num_inputs, num_outputs, num_hiddens):
    sizes = [num_inputs, num_hiddens, num_outputs]
    params = []
    for i in range(2):
        W = torch.zeros(sizes[i], sizes[i + 1])
        W.normal_(mean=0.0, std=0.01)
        W.requires_grad = True
        params.append(W)
        params.append(torch.zeros(sizes[i + 1], requires_grad=True))
    return params


def net(X, params):
    rows = torch.stack([image.flatten() for image in X])
    hidden = my_relu(torch.addmm(params[1], rows, params[0]))
    return torch.addmm(params[3], hidden, params[2])


class Drop(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, X):
        if not self.training or self.p == 0:
            return X
        if self.p == 1:
            return torch.zeros_like(X)
        return X * (torch.rand_like(X) >= self.p) / (1 - self.p)


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.first = nn.Linear(num_inputs, num_hiddens1)
        self.drop_first = Drop(dropout1)
        self.second = nn.Linear(num_hiddens1, num_hiddens2)
        self.drop_second = Drop(dropout2)
        self.last = nn.Linear(num_hiddens2, num_outputs)

    def forward(self, X):
        X = X.reshape(len(X), -1)
        X = self.drop_first(my_relu(self.first(X)))
        X = self.drop_second(my_relu(self.second(X)))
        return self.last(X)


def forward_backward(x, y, W1, W2, lambd):
    h_count, d = W1.shape
    q = W2.shape[0]
    z = [sum(W1[i, j] * x[j] for j in range(d)) for i in range(h_count)]
    h = [v if v > 0 else v * 0 for v in z]
    o = [sum(W2[k, i] * h[i] for i in range(h_count)) for k in range(q)]
    e = [o[k] - y[k] for k in range(q)]
    J = sum(v**2 for v in e) / 2 + lambd / 2 * ((W1 * W1).sum() + (W2 * W2).sum())
    dW2 = torch.zeros_like(W2)
    dW1 = torch.zeros_like(W1)
    for i in range(h_count):
        back = sum(e[k] * W2[k, i] for k in range(q)) if z[i] > 0 else 0.0
        for j in range(d):
            dW1[i, j] = back * x[j] + lambd * W1[i, j]
        for k in range(q):
            dW2[k, i] = e[k] * h[i] + lambd * W2[k, i]
    return J.item(), dW1, dW2


def xavier_init_(weight):
    n_out, n_in = weight.shape
    new = torch.randn(n_out, n_in) * math.sqrt(2.0 / (n_in + n_out))
    with torch.no_grad():
        weight[:] = new
    return weight


def gradient_norms(depth, activation):
    width = 20
    weights = []
    x = torch.randn(width)
    for _ in range(depth):
        weights.append(torch.normal(0.0, 1 / math.sqrt(width), (width, width), requires_grad=True))
        x = activation(weights[-1] @ x)
    x.sum().backward()
    return [math.sqrt(float((W.grad**2).sum())) for W in weights]
