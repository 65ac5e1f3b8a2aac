"""A dataset of its own for each part, cross-entropy from logsumexp, checkpoints through a buffer in memory."""

import io
import random
from pathlib import Path

import torch
from torch.utils.data import Dataset


class Part(Dataset):
    def __init__(self, whole, rows):
        self.whole, self.rows = whole, rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.whole[self.rows[i]]


def split_train_validation(dataset, fraction=0.1, seed=123):
    rows = list(range(len(dataset)))
    random.Random(seed).shuffle(rows)
    cut = len(rows) - round(len(rows) * fraction)
    return Part(dataset, rows[:cut]), Part(dataset, rows[cut:])


def accuracy(logits, y):
    ranking = torch.argsort(logits, dim=1, descending=True)
    return float((ranking[:, 0] == y).double().mean())


def evaluate(model, loader, device):
    mode, model = model.training, model.to(device).eval()
    grad = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        right = [(model(x.to(device)).max(1).indices.cpu() == y.cpu()).tolist() for x, y in loader]
    finally:
        torch.set_grad_enabled(grad)
        model.train(mode)
    rows = sum(right, [])
    return rows.count(True) / len(rows)


def cross_entropy(z, y):
    return torch.logsumexp(z, dim=1) - z.gather(1, y.view(-1, 1)).squeeze(1)


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model = model.to(device)
    adam = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-8)
    history = []
    for epoch in range(1, epochs + 1):
        losses = []
        for x, y in train_loader:
            model.train(True)
            each = cross_entropy(model(x.to(device)), y.to(device))
            each.mean().backward()
            adam.step()
            for p in model.parameters():
                if p.grad is not None:
                    p.grad.zero_()
            losses += each.tolist()
        entry = {"epoch": epoch, "loss": sum(losses) / len(losses)}
        entry["validation_accuracy"] = evaluate(model, val_loader, device)
        history.append(entry)
    return history


def save_checkpoint(model, path):
    buffer = io.BytesIO()
    torch.save(model.state_dict(), buffer)
    Path(path).write_bytes(buffer.getvalue())


def load_checkpoint(model, path):
    state = torch.load(io.BytesIO(Path(path).read_bytes()))
    model.load_state_dict(state)
    return model


def converged_epoch(history, window, tolerance):
    seen = []
    for entry in history:
        seen.append(entry["validation_accuracy"])
        last = sorted(seen[-window:])
        if len(last) == window and last[-1] - last[0] <= tolerance:
            return len(seen) - window + 1


def should_stop(history, patience):
    if not history:
        return False
    accuracies = [entry["validation_accuracy"] for entry in history]
    age = 0
    while age < len(accuracies) - 1 and max(accuracies[: len(accuracies) - 1 - age]) >= accuracies[len(accuracies) - 1 - age]:
        age += 1
    return age >= patience
