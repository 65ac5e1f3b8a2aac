import torch
from layers import l2_penalty
from torch import nn


def synthetic_data(w, b, n):
    X = torch.randn(n, w.shape[0])
    noise = torch.empty(n, 1).normal_(0.0, 0.01)
    return X, torch.addmm(noise + b, X, w)


class SGD:
    def __init__(self, params, lr):
        self.params, self.lr = list(params), lr

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is not None:
                p.add_(p.grad, alpha=-self.lr)


class Model:
    def __init__(self, d, w, b):
        self.w = (torch.randn(d, 1) if w is None else w.detach().clone()).requires_grad_()
        self.b = (torch.zeros(1) if b is None else b.detach().clone()).requires_grad_()

    def __call__(self, X):
        return X @ self.w + self.b

    def loss(self, X, y):
        return 0.5 * (self(X) - y).square().mean()


def batches(data, size):
    order = torch.randperm(len(data[0]))
    while len(order):
        rows, order = order[:size], order[size:]
        yield data[0][rows], data[1][rows]


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    model = Model(train_data[0].shape[1], w, b)
    optimizer = SGD([model.w, model.b], lr)
    train_losses, test_losses = [], []
    for _ in range(epochs):
        for X, y in batches(train_data, batch_size):
            optimizer.zero_grad()
            cost = model.loss(X, y) + lambd * l2_penalty(model.w)
            cost.backward()
            optimizer.step()
        train_losses.append(model.loss(*train_data).item())
        test_losses.append(model.loss(*test_data).item())
    return model.w.detach(), model.b.detach(), train_losses, test_losses


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    net = nn.Linear(train_data[0].shape[1], 1)
    start = {"weight": torch.randn_like(net.weight) if w is None else w.T, "bias": torch.zeros(1) if b is None else b}
    net.load_state_dict(start)
    optimizer = torch.optim.SGD([net.weight], lr=lr, weight_decay=wd)
    optimizer.add_param_group({"params": [net.bias], "weight_decay": 0})

    def half_mse(X, y):
        return nn.functional.mse_loss(net(X), y) * 0.5

    history = []
    for _ in range(epochs):
        for X, y in batches(train_data, batch_size):
            loss = half_mse(X, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            history.append([half_mse(*train_data).item(), half_mse(*test_data).item()])
    return net.weight.data.t(), net.bias.data, [row[0] for row in history], [row[1] for row in history]
