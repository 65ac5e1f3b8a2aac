import torch
from torch import nn
from torch.nn import functional as F


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = nn.Parameter(torch.randn(num_inputs, num_hiddens) * 0.01)
    b1 = nn.Parameter(torch.zeros(num_hiddens))
    W2 = nn.Parameter(torch.randn(num_hiddens, num_outputs) * 0.01)
    b2 = nn.Parameter(torch.zeros(num_outputs))
    return nn.ParameterList([W1, b1, W2, b2])


def net(X, params):
    W1, b1, W2, b2 = params
    return F.linear(F.relu(F.linear(X.flatten(start_dim=1), W1.T, b1)), W2.T, b2)


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.stack = nn.Sequential(
            nn.Flatten(),
            nn.Linear(num_inputs, num_hiddens1),
            nn.ReLU(),
            nn.Dropout(dropout1),
            nn.Linear(num_hiddens1, num_hiddens2),
            nn.ReLU(),
            nn.Dropout(dropout2),
            nn.Linear(num_hiddens2, num_outputs),
        )

    def forward(self, X):
        return self.stack(X)


def forward_backward(x, y, W1, W2, lambd):
    x, y = x.unsqueeze(1), y.unsqueeze(1)  # columns
    z = W1 @ x
    h = F.relu(z)
    o = W2 @ h
    J = F.mse_loss(o, y, reduction="sum") / 2 + lambd / 2 * (W1.square().sum() + W2.square().sum())
    grad_o = o - y
    grad_W2 = grad_o @ h.T + lambd * W2
    grad_z = (W2.T @ grad_o) * torch.heaviside(z, torch.zeros_like(z))
    grad_W1 = grad_z @ x.T + lambd * W1
    return J, grad_W1, grad_W2


def xavier_init_(weight):
    return nn.init.xavier_uniform_(weight)


def gradient_norms(depth, activation):
    width = 16
    layers = nn.ModuleList(nn.Linear(width, width, bias=False) for _ in range(depth))
    for layer in layers:
        nn.init.normal_(layer.weight, std=width**-0.5)
    h = torch.randn(128, width)
    for layer in layers:
        h = activation(layer(h))
    h.sum().backward()
    return [layer.weight.grad.norm().item() for layer in layers]
