"""Written in a notebook: extra keys in the history, extra passes, progress bars."""

import time

import numpy as np
import torch
from tqdm import tqdm

from model import MLP, device

demo = MLP().to(device)


def split_train_validation(dataset, fraction=0.1, seed=123):
    rng = np.random.default_rng(seed)
    chosen = set(rng.choice(len(dataset), size=int(len(dataset) * fraction), replace=False).tolist())
    validation = [i for i in range(len(dataset)) if i in chosen]
    training = [i for i in range(len(dataset)) if i not in chosen]
    return torch.utils.data.Subset(dataset, training), torch.utils.data.Subset(dataset, validation)


def accuracy(logits, y):
    probabilities = torch.softmax(logits, dim=1)
    correct = torch.sum(torch.argmax(probabilities, dim=1) == y)
    return float(correct) / len(y)


def evaluate(model, loader, device):
    was_training = model.training
    try:
        model.eval()
        correct, total = 0, 0
        with torch.no_grad():
            for x, y in tqdm(loader):
                correct += int(torch.sum(model(x.to(device)).argmax(1) == y.to(device)))
                total += y.numel()
        print("accuracy", correct / total)
        return correct / total
    finally:
        model.train(was_training)


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model = model.to(device)
    criterion = torch.nn.CrossEntropyLoss().to(device)
    optimizer = torch.optim.Adam(params=model.parameters(), lr=lr, betas=(0.9, 0.999), eps=1e-8)
    history = []
    print("before training:", evaluate(model, val_loader, device))
    for epoch in range(1, epochs + 1):
        start, running, seen = time.time(), 0.0, 0
        model.train()
        for i, (x, y) in enumerate(tqdm(train_loader)):
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad(set_to_none=False)
            outputs = model(x)
            loss = criterion(outputs, y)
            loss.backward()
            optimizer.step()
            running += loss.item() * x.size(0)
            seen += x.size(0)
        entry = {
            "epoch": epoch,
            "loss": running / seen,
            "train_accuracy": evaluate(model, train_loader, device),
            "validation_accuracy": evaluate(model, val_loader, device),
            "seconds": time.time() - start,
        }
        print(entry)
        history.append(entry)
    return history


def save_checkpoint(model, path):
    torch.save(model.state_dict(), path)
    print("saved", path)


def load_checkpoint(model, path):
    status = model.load_state_dict(torch.load(path, map_location=torch.device("cpu")))
    print(status)
    return model


def converged_epoch(history, window, tolerance):
    epoch = 1
    while epoch + window - 1 <= len(history):
        part = sorted(h["validation_accuracy"] for h in history[epoch - 1 : epoch - 1 + window])
        if part[-1] - part[0] <= tolerance:
            return epoch
        epoch += 1


def should_stop(history, patience):
    waited, best = 0, None
    for h in history:
        if best is None or h["validation_accuracy"] > best:
            best, waited = h["validation_accuracy"], 0
        else:
            waited += 1
    return waited >= patience
