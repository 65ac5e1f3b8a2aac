import torch
from layers import l2_penalty
from torch.utils.data import DataLoader, TensorDataset


def synthetic_data(w, b, n):
    X = torch.normal(0, 1, (n, w.shape[0]))
    y = torch.matmul(X, w) + b
    return X, y + torch.normal(0, 0.01, y.shape)


def loss_of(X, y, w, b):
    return torch.sum((X @ w + b - y) ** 2) / (2 * X.shape[0])


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = torch.normal(0, 1, (X.shape[1], 1)) if w is None else w.detach().clone()
    b = torch.zeros(1) if b is None else b.detach().clone()
    w.requires_grad_(True)
    b.requires_grad_(True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    train_losses, test_losses = [], []
    for _ in range(epochs):
        for Xb, yb in DataLoader(TensorDataset(X, y), batch_size=batch_size, shuffle=True):
            optimizer.zero_grad()
            loss = loss_of(Xb, yb, w, b) + lambd * l2_penalty(w)
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            train_losses.append(float(loss_of(X, y, w, b)))
            test_losses.append(float(loss_of(*test_data, w, b)))
    return w, b, train_losses, test_losses


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = torch.nn.Parameter(torch.randn(X.shape[1], 1) if w is None else w.clone())
    b = torch.nn.Parameter(torch.zeros(1) if b is None else b.clone())
    optimizer = torch.optim.SGD([{"params": w, "weight_decay": wd}, {"params": b, "weight_decay": 0}], lr=lr)
    train_losses, test_losses = [], []
    for _ in range(epochs):
        for Xb, yb in DataLoader(TensorDataset(X, y), batch_size=batch_size, shuffle=True):
            optimizer.zero_grad()
            loss_of(Xb, yb, w, b).backward()
            optimizer.step()
        with torch.no_grad():
            train_losses.append(float(loss_of(X, y, w, b)))
            test_losses.append(float(loss_of(*test_data, w, b)))
    return w, b, train_losses, test_losses
