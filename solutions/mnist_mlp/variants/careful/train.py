"""Typed, with context managers and a generator of losses; gradients accumulate nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.utils.data import Subset


def split_train_validation(dataset, fraction: float = 0.1, seed: int = 123):
    size = len(dataset)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        order = torch.randperm(size)
    validation, train = order.split([round(size * fraction), size - round(size * fraction)])
    return Subset(dataset, train.tolist()), Subset(dataset, validation.tolist())


def accuracy(logits: Tensor, y: Tensor) -> float:
    top = logits.topk(1, dim=1).indices.squeeze(1)
    return torch.count_nonzero(top == y).item() / y.shape[0]


@contextmanager
def _evaluating(model: nn.Module) -> Iterator[nn.Module]:
    modes = {module: module.training for module in model.modules()}
    with torch.no_grad():
        try:
            yield model.eval()
        finally:
            for module, mode in modes.items():
                module.training = mode


def evaluate(model: nn.Module, loader, device) -> float:
    with _evaluating(model.to(device)):
        scored = [(accuracy(model(x.to(device)), y.to(device)), len(y)) for x, y in loader]
    return sum(score * rows for score, rows in scored) / sum(rows for _, rows in scored)


def _steps(model: nn.Module, loader, optimizer, device) -> Iterator[tuple[float, int]]:
    for x, y in loader:
        logits = model(x.to(device))

        def closure() -> Tensor:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(logits, y.to(device))
            loss.backward()
            return loss

        yield float(optimizer.step(closure)), len(y)


def train(model: nn.Module, train_loader, val_loader, *, epochs: int, lr: float = 1e-3, device="cpu") -> list[dict]:
    optimizer = torch.optim.Adam(model.to(device).parameters(), lr=lr)
    history = []
    for epoch in range(epochs):
        steps = list(_steps(model.train(), train_loader, optimizer, device))
        loss = sum(value * rows for value, rows in steps) / sum(rows for _, rows in steps)
        history.append(dict(epoch=epoch + 1, loss=loss, validation_accuracy=evaluate(model, val_loader, device)))
    return history


def save_checkpoint(model: nn.Module, path) -> None:
    with open(path, "wb") as file:
        torch.save(model.state_dict(), file)


def load_checkpoint(model: nn.Module, path) -> nn.Module:
    with open(path, "rb") as file:
        model.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return model


def converged_epoch(history, window: int, tolerance: float):
    accuracies = [entry["validation_accuracy"] for entry in history]
    windows = zip(*(accuracies[shift:] for shift in range(window)))
    for epoch, seen in enumerate(windows, start=1):
        if max(seen) - min(seen) <= tolerance:
            return epoch
    return None


def should_stop(history, patience: int) -> bool:
    if not history:
        return False
    best = max(range(len(history)), key=lambda i: history[i]["validation_accuracy"])
    return len(history) - 1 - best >= patience
