"""Metrics kept as tensors until the end, NLLLoss on log-softmax, gradients dropped by hand."""

import torch
from torch import nn
from torch.utils.data import random_split


def split_train_validation(dataset, fraction=0.1, seed=123):
    return tuple(random_split(dataset, [1 - fraction, fraction], generator=torch.Generator().manual_seed(seed)))


def accuracy(logits, y):
    return logits.argmax(dim=1).eq(y).double().mean().item()


@torch.no_grad()
def evaluate(model, loader, device):
    mode = model.training
    model.eval()
    pairs = [(model(x.to(device)).argmax(1), y.to(device)) for x, y in loader]
    model.train(mode)
    guesses, labels = (torch.cat(column) for column in zip(*pairs))
    return (guesses == labels).double().mean().item()


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model = model.to(device)
    criterion = nn.NLLLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr)
    history = []
    for epoch in range(epochs):
        losses, weights = [], []
        for x, y in train_loader:
            model.train()
            for p in model.parameters():
                p.grad = None
            loss = criterion(torch.log_softmax(model(x.to(device)), 1), y.to(device))
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
            weights.append(float(len(x)))
        weights = torch.tensor(weights, device=losses[0].device)
        mean = (torch.stack(losses) * weights).sum() / weights.sum()
        history.append({"epoch": epoch + 1, "loss": float(mean), "validation_accuracy": evaluate(model, val_loader, device)})
    return history


def save_checkpoint(model, path):
    torch.save(obj=model.state_dict(), f=path)


def load_checkpoint(model, path):
    model.load_state_dict(torch.load(path, weights_only=True), strict=True)
    return model


def converged_epoch(history, window, tolerance):
    a = [h["validation_accuracy"] for h in history]
    starts = (i for i in range(len(a)) if len(a[i : i + window]) == window)
    return next((i + 1 for i in starts if max(a[i : i + window]) <= min(a[i : i + window]) + tolerance), None)


def should_stop(history, patience):
    a = [h["validation_accuracy"] for h in history]
    return len(a) > patience and a.index(max(a)) < len(a) - patience
