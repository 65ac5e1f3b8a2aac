import torch
from layers import dropout_layer, relu
from torch import nn


def init_params(num_inputs, num_outputs, num_hiddens):
    params = [
        torch.empty(num_inputs, num_hiddens),
        torch.zeros(num_hiddens),
        torch.empty(num_hiddens, num_outputs),
        torch.zeros(num_outputs),
    ]
    for p in params:
        if p.dim() == 2:
            nn.init.normal_(p, std=0.01)
        p.requires_grad_(True)
    return params


def net(X, params):
    X = X.reshape((-1, params[0].shape[0]))
    H = X @ params[0]
    H += params[1]
    O = relu(H) @ params[2]
    O += params[3]
    return O


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super(Net, self).__init__()
        self.num_inputs = num_inputs
        self.dropout1 = dropout1
        self.dropout2 = dropout2
        self.lin1 = nn.Linear(num_inputs, num_hiddens1)
        self.lin2 = nn.Linear(num_hiddens1, num_hiddens2)
        self.lin3 = nn.Linear(num_hiddens2, num_outputs)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, X):
        H1 = self.relu(self.lin1(X.reshape((-1, self.num_inputs))))
        if self.training == True:
            H1 = dropout_layer(H1, self.dropout1)
        H2 = self.relu(self.lin2(H1))
        if self.training == True:
            H2 = dropout_layer(H2, self.dropout2)
        return self.lin3(H2)


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    delta = W2 @ h
    delta -= y
    J = (delta**2).sum() / 2
    J += lambd / 2 * ((W1**2).sum() + (W2**2).sum())
    dW2 = delta.unsqueeze(1) @ h.unsqueeze(0)
    dW2 += lambd * W2
    back = W2.T @ delta
    back[z <= 0] = 0
    dW1 = back.unsqueeze(1) @ x.unsqueeze(0)
    dW1 += lambd * W1
    return [J, dW1, dW2]


def xavier_init_(weight):
    weight.data = weight.data.normal_() * (2 / (weight.size(0) + weight.size(1))) ** 0.5
    return weight


def gradient_norms(depth, activation):
    layers = []
    for _ in range(depth):
        layer = nn.Linear(50, 50, bias=False)
        layer.weight.data.normal_(0, 50**-0.5)
        layers.append(layer)
    h = torch.randn(1, 50)
    for layer in layers:
        h = activation(layer(h))
    h.sum().backward()
    return [float(layer.weight.grad.norm()) for layer in layers]
