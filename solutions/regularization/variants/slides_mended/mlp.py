import torch
from layers import *
from torch import nn


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = nn.Parameter(torch.randn(num_inputs, num_hiddens, requires_grad=True) * 0.01)
    b1 = nn.Parameter(torch.zeros(num_hiddens, requires_grad=True))
    W2 = nn.Parameter(torch.randn(num_hiddens, num_outputs, requires_grad=True) * 0.01)
    b2 = nn.Parameter(torch.zeros(num_outputs, requires_grad=True))
    params = [W1, b1, W2, b2]
    return params


def net(X, params):
    W1, b1, W2, b2 = params
    X = X.reshape((-1, W1.shape[0]))
    H = relu(X @ W1 + b1)
    return H @ W2 + b2


class Net(nn.Module):
    def __init__(
        self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5, is_training=True
    ):
        super(Net, self).__init__()
        self.num_inputs = num_inputs
        self.training = is_training
        self.dropout1, self.dropout2 = dropout1, dropout2
        self.lin1 = nn.Linear(num_inputs, num_hiddens1)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs)
        self.relu = nn.ReLU()

    def forward(self, X):
        H1 = self.relu(self.lin1(X.reshape((-1, self.num_inputs))))
        # use dropout only when training
        if self.training == True:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = self.relu(self.lin2(H1))
        if self.training == True:
            H2 = dropout_layer(H2, self.dropout2)
        out = self.lin3(H2)
        return out


def forward_backward(x, y, W1, W2, lambd):
    z = torch.matmul(W1, x)
    h = relu(z)
    o = torch.matmul(W2, h)
    L = l2_loss(o, y) / 2
    s = lambd * (l2_penalty(W1) + l2_penalty(W2))
    J = L + s
    dJ_do = o - y
    dJ_dW2 = torch.outer(dJ_do, h) + lambd * W2
    dJ_dh = torch.matmul(W2.T, dJ_do)
    dJ_dz = dJ_dh * (z > 0).to(z.dtype)
    dJ_dW1 = torch.outer(dJ_dz, x) + lambd * W1
    return J, dJ_dW1, dJ_dW2


def xavier_init_(weight):
    sigma = (2 / (weight.shape[0] + weight.shape[1])) ** 0.5
    weight.data.normal_(0, sigma)
    return weight


def gradient_norms(depth, activation):
    n = 64
    M = [torch.normal(0, 1, size=(n, n)) / n**0.5 for _ in range(depth)]
    for W in M:
        W.requires_grad = True
    h = torch.normal(0, 1, size=(n,))
    for W in M:
        h = activation(torch.mv(W, h))
    h.sum().backward()
    norms = []
    for W in M:
        norms.append(torch.norm(W.grad).item())
    return norms
