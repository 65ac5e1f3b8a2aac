import torch
from layers import dropout_layer, relu
from torch import nn
from torch.nn import functional as F


def init_params(num_inputs, num_outputs, num_hiddens):
    def weight(*shape):
        return torch.normal(torch.zeros(shape), 0.01).requires_grad_()

    def bias(n):
        return torch.zeros(n).requires_grad_()

    return [weight(num_inputs, num_hiddens), bias(num_hiddens), weight(num_hiddens, num_outputs), bias(num_outputs)]


def net(X, params):
    W1, b1, W2, b2 = params
    H = relu(torch.einsum("ni,ih->nh", X.reshape(X.size(0), -1), W1) + b1)
    return torch.einsum("nh,ho->no", H, W2) + b2


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        sizes = (num_inputs, num_hiddens1, num_hiddens2, num_outputs)
        self.weights = nn.ParameterList()
        self.biases = nn.ParameterList()
        for n_in, n_out in zip(sizes, sizes[1:]):
            self.weights.append(nn.init.xavier_normal_(torch.empty(n_out, n_in)))
            self.biases.append(torch.zeros(n_out))
        self.p = dropout1, dropout2

    def forward(self, X):
        H = X.flatten(1)
        for W, b, p in zip(self.weights, self.biases, self.p):
            H = F.dropout(F.relu(F.linear(H, W, b)), p, training=self.training)
        return F.linear(H, self.weights[-1], self.biases[-1])


@torch.no_grad()
def forward_backward(x, y, W1, W2, lambd):
    z = torch.einsum("hd,d->h", W1, x)
    h = z.relu()
    e = torch.einsum("qh,h->q", W2, h) - y
    J = e.square().sum().add(lambd * (W1.square().sum() + W2.square().sum())).div(2)
    dW1 = torch.einsum("q,qh,h,d->hd", e, W2, z.sign().clamp(0, 1), x).add(W1, alpha=lambd)
    dW2 = torch.einsum("q,h->qh", e, h).add(W2, alpha=lambd)
    return J, dW1, dW2


@torch.no_grad()
def xavier_init_(weight):
    fan_out, fan_in = weight.shape
    return weight.copy_(torch.randn_like(weight).mul((2 / (fan_in + fan_out)) ** 0.5))


def gradient_norms(depth, activation):
    n = 40
    Ws = tuple((torch.randn(depth, n, n) / n**0.5).unbind())
    x = torch.randn(n)

    def out(*Ws):
        h = x
        for W in Ws:
            h = activation(torch.einsum("ij,j->i", W, h))
        return h.sum()

    grads = torch.autograd.functional.jacobian(out, Ws)
    return [float(torch.linalg.vector_norm(g)) for g in grads]
