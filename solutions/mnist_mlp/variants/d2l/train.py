"""After Dive into Deep Learning: an Accumulator of sums, one function per epoch, losses without reduction."""

import numpy as np
import torch
from torch import nn
from torch.utils import data


class Accumulator:
    def __init__(self, n):
        self.data = [0.0] * n

    def add(self, *args):
        self.data = [a + float(b) for a, b in zip(self.data, args)]

    def reset(self):
        self.data = [0.0] * len(self.data)

    def __getitem__(self, idx):
        return self.data[idx]


def split_train_validation(dataset, fraction=0.1, seed=123):
    indices = np.random.RandomState(seed).permutation(len(dataset))
    n_val = int(np.round(len(dataset) * fraction))
    return data.Subset(dataset, indices[n_val:]), data.Subset(dataset, indices[:n_val])


def count_right(y_hat, y):
    if len(y_hat.shape) > 1 and y_hat.shape[1] > 1:
        y_hat = y_hat.argmax(axis=1)
    cmp = y_hat.type(y.dtype) == y
    return float(cmp.type(y.dtype).sum())


def accuracy(y_hat, y):
    return count_right(y_hat, y) / y.numel()


def evaluate(net, data_iter, device):
    was_training = net.training
    if isinstance(net, nn.Module):
        net.to(device)
        net.eval()
    metric = Accumulator(2)
    with torch.no_grad():
        for X, y in data_iter:
            X, y = X.to(device), y.to(device)
            metric.add(count_right(net(X), y), y.numel())
    net.train(was_training)
    return metric[0] / metric[1]


def train_epoch(net, train_iter, loss, updater, device):
    if isinstance(net, nn.Module):
        net.train()
    metric = Accumulator(2)
    for X, y in train_iter:
        X, y = X.to(device), y.to(device)
        l = loss(net(X), y)
        updater.zero_grad(set_to_none=False)
        l.mean().backward()
        updater.step()
        metric.add(l.sum(), y.numel())
    return metric[0] / metric[1]


def train(net, train_iter, val_iter, *, epochs, lr=1e-3, device="cpu"):
    net.to(device)
    loss = nn.CrossEntropyLoss(reduction="none")
    updater = torch.optim.Adam(net.parameters(), lr=lr)
    history = []
    for epoch in range(epochs):
        train_loss = train_epoch(net, train_iter, loss, updater, device)
        history.append({"epoch": epoch + 1, "loss": train_loss, "validation_accuracy": evaluate(net, val_iter, device)})
    return history


def save_checkpoint(net, path):
    torch.save(net.state_dict(), path)


def load_checkpoint(net, path):
    net.load_state_dict(torch.load(path, map_location=lambda storage, location: storage))
    return net


def converged_epoch(history, window, tolerance):
    val = np.array([h["validation_accuracy"] for h in history])
    if val.size < window:
        return None
    windows = np.lib.stride_tricks.sliding_window_view(val, window)
    ok = np.flatnonzero(windows.max(axis=1) - windows.min(axis=1) <= tolerance)
    return int(ok[0]) + 1 if ok.size else None


def should_stop(history, patience):
    best, waited = -1.0, 0
    for h in history:
        if h["validation_accuracy"] > best:
            best, waited = h["validation_accuracy"], 0
        else:
            waited += 1
    return waited >= patience
