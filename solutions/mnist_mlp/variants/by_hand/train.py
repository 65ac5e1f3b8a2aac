"""Everything by hand: Adam, cross-entropy and the shuffling."""

import math
import pickle

import torch
from torch.utils.data import Subset


def split_train_validation(dataset, fraction=0.1, seed=123):
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.randperm(len(dataset), generator=generator).tolist()
    cut = int(round(fraction * len(dataset)))
    return Subset(dataset, order[cut:]), Subset(dataset, order[:cut])


def accuracy(logits, y):
    hits = 0
    for row, right in zip(logits.tolist(), y.tolist()):
        hits += row.index(max(row)) == right
    return hits / len(logits)


def evaluate(model, loader, device):
    before = model.training
    model.to(device)
    model.eval()
    hits, rows = [], 0
    with torch.inference_mode():
        for x, y in loader:
            hits.append((model(x.to(device)).argmax(dim=-1) == y.to(device)).long().sum())
            rows += x.shape[0]
    if before:
        model.train()
    return float(sum(hits)) / rows


def cross_entropy(z, y):
    z = z - z.max(dim=1, keepdim=True).values
    log_p = z - z.exp().sum(1, keepdim=True).log()
    return -log_p[torch.arange(len(y)), y].mean()


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    parameters = [p for p in model.parameters() if p.requires_grad]
    first = [torch.zeros_like(p) for p in parameters]
    second = [torch.zeros_like(p) for p in parameters]
    t, history = 0, []
    for epoch in range(1, epochs + 1):
        model.train()
        losses, sizes = [], []
        for x, y in train_loader:
            loss = cross_entropy(model(x.to(device)), y.to(device))
            grads = torch.autograd.grad(loss, parameters)
            t += 1
            with torch.no_grad():
                for p, g, m, v in zip(parameters, grads, first, second):
                    m += 0.1 * (g - m)
                    v += 0.001 * (g * g - v)
                    p -= lr * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
            losses.append(loss.item())
            sizes.append(len(y))
        mean = math.fsum(a * n for a, n in zip(losses, sizes)) / sum(sizes)
        history += [dict(epoch=epoch, loss=mean, validation_accuracy=evaluate(model, val_loader, device))]
    return history


def save_checkpoint(model, path):
    with open(path, "wb") as f:
        torch.save({name: t.cpu().clone() for name, t in model.state_dict().items()}, f, pickle_module=pickle)


def load_checkpoint(model, path):
    with open(path, "rb") as f:
        stored = torch.load(f, map_location="cpu")
    own = model.state_dict()
    if set(own) != set(stored) or any(own[k].shape != stored[k].shape for k in own):
        raise ValueError(f"{path} belongs to another model")
    with torch.no_grad():
        for name, tensor in own.items():
            tensor.copy_(stored[name])
    return model


def converged_epoch(history, window, tolerance):
    values = torch.tensor([h["validation_accuracy"] for h in history], dtype=torch.float64)
    if len(values) < window:
        return None
    windows = values.unfold(0, window, 1)
    settled = (windows.amax(1) - windows.amin(1) <= tolerance).nonzero()
    return settled[0].item() + 1 if len(settled) else None


def should_stop(history, patience):
    if len(history) <= patience:
        return False
    before = max(h["validation_accuracy"] for h in history[:-patience])
    recent = max(h["validation_accuracy"] for h in history[-patience:])
    return recent <= before
