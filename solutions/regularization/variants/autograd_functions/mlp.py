import math

import torch
from layers import Dropout, dropout_layer, l2_penalty, relu
from torch import nn


class Affine:
    def __init__(self, n_in, n_out):
        self.W = (0.01 * torch.randn(n_in, n_out)).requires_grad_(True)
        self.b = torch.zeros(n_out, requires_grad=True)


def init_params(num_inputs, num_outputs, num_hiddens):
    hidden, out = Affine(num_inputs, num_hiddens), Affine(num_hiddens, num_outputs)
    return [hidden.W, hidden.b, out.W, out.b]


def net(X, params):
    H = X.view(len(X), -1)
    H = relu(H.mm(params[0]) + params[1])
    return H.mm(params[2]) + params[3]


class Hidden(nn.Module):
    def __init__(self, n_in, n_out, p):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        self.p = p

    def forward(self, X):
        H = relu(self.linear(X))
        return Dropout.apply(H, self.p) if self.training else H


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.hidden1 = Hidden(num_inputs, num_hiddens1, dropout1)
        self.hidden2 = Hidden(num_hiddens1, num_hiddens2, dropout2)
        self.out = nn.Linear(num_hiddens2, num_outputs)

    def forward(self, X):
        return self.out(self.hidden2(self.hidden1(torch.flatten(X, start_dim=1))))


def forward_backward(x, y, W1, W2, lambd):
    with torch.no_grad():
        # forward
        z = W1.matmul(x)
        h = relu(z)
        o = W2.matmul(h)
        L = 0.5 * torch.sum((o - y) ** 2)
        s = lambd * l2_penalty(W1) + lambd * l2_penalty(W2)
        # backward, one node of the graph after the other
        grad = {"o": o - y}
        grad["W2"] = grad["o"].reshape(-1, 1) * h + lambd * W2
        grad["h"] = grad["o"].matmul(W2)
        grad["z"] = torch.where(z > 0, grad["h"], torch.zeros_like(z))
        grad["W1"] = grad["z"].reshape(-1, 1) * x + lambd * W1
        return L + s, grad["W1"], grad["W2"]


def xavier_init_(weight):
    bound = math.sqrt(6.0 / (weight.size(0) + weight.size(1)))
    with torch.no_grad():
        weight.uniform_(-bound, bound)
    return weight


def gradient_norms(depth, activation):
    width, norms = 32, [0.0] * depth
    h = torch.randn(width)
    for l in range(depth):
        W = torch.empty(width, width).normal_(0.0, width**-0.5).requires_grad_()
        W.register_hook(lambda grad, l=l: norms.__setitem__(l, float(grad.norm())))
        h = activation(W @ h)
    h.sum().backward()
    return norms
