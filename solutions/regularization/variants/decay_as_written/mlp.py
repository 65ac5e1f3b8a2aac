import torch
import torch.nn as nn
from layers import dropout_layer, relu


def init_params(num_inputs, num_outputs, num_hiddens):
    normal = torch.distributions.Normal(torch.tensor(0.0), torch.tensor(0.01))
    shapes = ((num_inputs, num_hiddens), (num_hiddens, num_outputs))
    W1, W2 = (normal.sample(shape) for shape in shapes)
    b1, b2 = W1.new_zeros(num_hiddens), W2.new_zeros(num_outputs)
    return tuple(p.requires_grad_() for p in (W1, b1, W2, b2))


def net(X, params):
    for i, (W, b) in enumerate(zip(params[::2], params[1::2])):
        if i > 0:
            X = relu(X)
        X = torch.baddbmm(b.expand(1, 1, -1), X.reshape(1, -1, W.shape[0]), W[None])[0]
    return X


class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super().__init__()
        dims = [num_inputs, num_hiddens1, num_hiddens2, num_outputs]
        for l in range(1, 4):
            setattr(self, f"fc{l}", nn.Linear(dims[l - 1], dims[l]))
        self.register_buffer("rates", torch.tensor([dropout1, dropout2]))

    def forward(self, X):
        A = X.reshape(X.shape[0], -1)
        for l in (1, 2):
            Z = getattr(self, f"fc{l}")(A)
            A = relu(Z)
            if self.training:
                A = dropout_layer(A, round(self.rates[l - 1].item(), 6))
        return self.fc3(A)


def forward_backward(x, y, W1, W2, lambd):
    """Columns all the way: z (h, 1), o (q, 1)."""
    x, y = x[:, None], y[:, None]
    Z = W1 @ x
    H = Z * (Z > 0)
    E = W2 @ H - y
    J = torch.trace(E.T @ E) / 2 + lambd / 2 * (torch.trace(W1 @ W1.T) + torch.trace(W2 @ W2.T))
    dW2 = E @ H.T
    dW1 = (W2.T @ E * (Z > 0)) @ x.T
    return J, torch.add(dW1, W1, alpha=lambd), torch.add(dW2, W2, alpha=lambd)


def xavier_init_(weight):
    with torch.no_grad():
        for row in weight:
            row.normal_(0, (2 / (weight.shape[0] + weight.shape[1])) ** 0.5)
    return weight


def gradient_norms(depth, activation):
    n = 30
    Ws = [torch.randn(n, n) / n**0.5 for _ in range(depth)]

    def run(*weights):
        h = x
        for W in weights:
            h = activation(W @ h)
        return h.sum()

    x = torch.randn(n)
    _, pull = torch.func.vjp(run, *Ws)
    return [g.norm().item() for g in pull(torch.tensor(1.0))]
