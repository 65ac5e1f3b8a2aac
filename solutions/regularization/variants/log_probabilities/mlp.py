import torch
from layers import dropout_layer, l2_loss, l2_penalty, relu
from torch import nn


def init_params(num_inputs, num_outputs, num_hiddens):
    layers = [nn.Linear(num_inputs, num_hiddens), nn.Linear(num_hiddens, num_outputs)]
    params = []
    for layer in layers:
        params += [(torch.randn_like(layer.weight.T) * 0.01).detach().requires_grad_(True)]
        params += [torch.zeros_like(layer.bias, requires_grad=True)]
    return iter(params)


def net(X, params):
    W1, b1, W2, b2 = params
    out = relu(X.reshape(-1, W1.size(0)).matmul(W1).add(b1)).matmul(W2).add(b2)
    return torch.log_softmax(out, dim=1)  # cross-entropy of it is the same


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        self.out = nn.Linear(num_hiddens2, num_outputs)  # last first
        self.h2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.h1 = nn.Linear(num_inputs, num_hiddens1)
        self.drop1 = dropout1
        self.drop2 = dropout2

    def forward(self, X):
        drop = dropout_layer if self.training else lambda H, p: H
        H = drop(relu(self.h1(X.flatten(1))), self.drop1)
        H = drop(relu(self.h2(H)), self.drop2)
        return nn.functional.log_softmax(self.out(H), dim=-1)


def forward_backward(x, y, W1, W2, lambd):
    h = relu(W1 @ x)
    o = W2 @ h
    J = l2_loss(o, y) / 2 + lambd * l2_penalty(W1) + lambd * l2_penalty(W2)
    D = torch.diag((h > 0).to(h.dtype))
    dW2 = torch.kron(o - y, h).reshape(W2.shape) + lambd * W2
    dW1 = torch.outer(D @ W2.t() @ (o - y), x) + lambd * W1
    return J, dW1, dW2


def xavier_init_(weight):
    return nn.init.xavier_normal_(weight)


def gradient_norms(depth, activation):
    width = 24
    net = nn.Sequential(*[nn.Linear(width, width, bias=False) for _ in range(depth)])
    for p in net.parameters():
        nn.init.xavier_normal_(p)  # 2 / (width + width) = 1 / width
    h = torch.randn(5, width)
    for layer in net:
        h = activation(layer(h))
    h.sum().backward()
    return [p.grad.norm().item() for p in net.parameters()]
