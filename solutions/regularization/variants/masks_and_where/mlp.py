import math

import torch
from layers import dropout_layer, relu
from torch import nn


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.normal(0, 0.01, (num_inputs, num_hiddens), requires_grad=True)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.normal(0, 0.01, (num_hiddens, num_outputs), requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return W1, b1, W2, b2


def net(X, params):
    W1, b1, W2, b2 = params
    X = torch.flatten(X, 1)
    return torch.matmul(relu(torch.matmul(X, W1) + b1), W2) + b2


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.rates = (dropout1, dropout2)
        self.hidden = nn.ModuleList([nn.Linear(num_inputs, num_hiddens1), nn.Linear(num_hiddens1, num_hiddens2)])
        self.out = nn.Linear(num_hiddens2, num_outputs)

    def forward(self, X):
        H = X.view(X.shape[0], -1)
        for layer, rate in zip(self.hidden, self.rates):
            H = relu(layer(H))
            H = dropout_layer(H, rate if self.training else 0.0)
        return self.out(H)


def forward_backward(x, y, W1, W2, lambd):
    z = torch.mv(W1, x)
    h = relu(z)
    o = torch.mv(W2, h)
    error = o - y
    J = 0.5 * torch.dot(error, error) + 0.5 * lambd * (torch.norm(W1) ** 2 + torch.norm(W2) ** 2)
    dW2 = error[:, None] * h[None, :] + lambd * W2
    dh = torch.mv(W2.t(), error)
    dz = torch.where(z > 0, dh, torch.zeros_like(dh))
    dW1 = dz[:, None] * x[None, :] + lambd * W1
    return J, dW1, dW2


def xavier_init_(weight):
    n_out, n_in = weight.shape
    limit = math.sqrt(6 / (n_in + n_out))
    with torch.no_grad():
        weight.uniform_(-limit, limit)
    return weight


def gradient_norms(depth, activation):
    width = 32
    Ws = [torch.empty(width, width).normal_(0, width**-0.5).requires_grad_(True) for _ in range(depth)]
    h = torch.randn(width, 1)
    for W in Ws:
        h = activation(torch.mm(W, h))
    h.sum().backward()
    return [W.grad.norm().item() for W in Ws]
