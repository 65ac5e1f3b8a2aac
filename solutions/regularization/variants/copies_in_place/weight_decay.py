import torch
from layers import l2_penalty


def synthetic_data(w, b, n):
    X = torch.empty(n, w.numel()).normal_()
    y = X.mm(w)
    y += b
    y += torch.randn_like(y) * 0.01
    return X, y


def squared(w, b, data):
    with torch.no_grad():
        return (((data[0] @ w + b - data[1]) ** 2).mean() / 2).item()


def fit(step, train_data, test_data, epochs, batch_size, w, b):
    X, y = train_data
    history = ([], [])
    for _ in range(epochs):
        order = torch.randperm(len(X))
        for i in range(0, len(X), batch_size):
            step(X[order[i : i + batch_size]], y[order[i : i + batch_size]])
        history[0].append(squared(w, b, train_data))
        history[1].append(squared(w, b, test_data))
    return history


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    d = train_data[0].shape[1]
    w = torch.randn(d, 1, requires_grad=True) if w is None else w.clone().requires_grad_()
    b = torch.zeros(1, requires_grad=True) if b is None else b.clone().requires_grad_()

    def step(X, y):
        loss = (X @ w + b - y) ** 2 / 2 + lambd * l2_penalty(w)
        loss.sum().backward()
        with torch.no_grad():
            for p in (w, b):
                p -= lr * p.grad / len(X)
                p.grad.zero_()

    losses = fit(step, train_data, test_data, epochs, batch_size, w, b)
    return w.detach(), b.detach(), losses[0], losses[1]


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    net = torch.nn.Linear(train_data[0].shape[1], 1)
    net.weight.data.normal_()
    net.bias.data.zero_()
    if w is not None:
        net.weight.data.copy_(w.reshape(1, -1))
    if b is not None:
        net.bias.data.copy_(b)
    trainer = torch.optim.SGD([{"params": net.weight, "weight_decay": wd}, {"params": net.bias}], lr=lr)

    def step(X, y):
        trainer.zero_grad()
        (0.5 * (net(X) - y) ** 2).mean().backward()
        trainer.step()

    losses = fit(step, train_data, test_data, epochs, batch_size, net.weight.T, net.bias)
    return net.weight.detach().reshape(-1, 1), net.bias.detach(), losses[0], losses[1]
