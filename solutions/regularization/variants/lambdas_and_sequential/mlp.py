from functools import partial
from itertools import pairwise

import torch
from layers import dropout_layer, l2_penalty, relu
from torch import nn


def init_params(num_inputs, num_outputs, num_hiddens):
    leaf = partial(torch.Tensor.requires_grad_, requires_grad=True)
    W = lambda m, n: leaf(torch.randn(m, n).mul_(1e-2))
    b = lambda n: leaf(torch.zeros(n))
    return [f for m, n in pairwise((num_inputs, num_hiddens, num_outputs)) for f in (W(m, n), b(n))]


net = lambda X, params: relu(X.flatten(1) @ params[0] + params[1]) @ params[2] + params[3]


class Lambda(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, X):
        return self.f(X)


class Drop(Lambda):
    def __init__(self, p):
        super().__init__(partial(dropout_layer, dropout=p))

    def forward(self, X):
        return self.f(X) if self.training else X


class Net(nn.Sequential):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        sizes = [num_inputs, num_hiddens1, num_hiddens2]
        layers = [nn.Flatten()]
        for m, n, p in zip(sizes, sizes[1:], (dropout1, dropout2)):
            layers += [nn.Linear(m, n), Lambda(relu), Drop(p)]
        super().__init__(*layers, nn.Linear(num_hiddens2, num_outputs))


def forward_backward(x, y, W1, W2, lambd):
    on = (W1 @ x > 0).type_as(x)
    active = on[:, None] * W1  # the rows of the units that are on: a linear net
    e = W2 @ (active @ x) - y
    J = 0.5 * (e @ e) + lambd * sum(map(l2_penalty, (W1, W2)))
    return J, torch.outer((e @ W2) * on, x).add_(lambd * W1), torch.outer(e, active @ x).add_(lambd * W2)


xavier_init_ = torch.no_grad()(lambda weight: weight.normal_(std=(2 / sum(weight.size())) ** 0.5))


def gradient_norms(depth, activation):
    width = 48
    layer = lambda: nn.init.normal_(nn.Linear(width, width, bias=False).weight, std=width**-0.5)
    Ws = [layer() for _ in range(depth)]
    out = torch.randn(width, 1)
    for W in Ws:
        out = activation(W.mm(out))
    out.backward(torch.ones_like(out))
    return [(2 * l2_penalty(W.grad)).sqrt().item() for W in Ws]
