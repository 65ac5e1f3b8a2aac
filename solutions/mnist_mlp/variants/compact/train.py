import torch, torch.nn.functional as F
from torch.utils.data import Subset
import numpy as np


def split_train_validation(dataset, fraction=0.1, seed=123):
    order = np.random.RandomState(seed).permutation(len(dataset)).tolist()
    k = round(len(order) * fraction)
    return [Subset(dataset, order[k:]), Subset(dataset, order[:k])]


accuracy = lambda logits, y: np.mean((logits.detach().cpu().numpy().argmax(1) == y.cpu().numpy())).item()


def evaluate(model, loader, device):
    was, n, k = model.training, 0, 0
    model.eval()
    with torch.set_grad_enabled(False):
        for batch in loader:
            k += len(batch[0]) * accuracy(model(batch[0].to(device)), batch[1])
            n += len(batch[0])
    model.training = was
    for m in model.modules(): m.training = was
    return k / n


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    opt, log = torch.optim.Adam(model.to(device).parameters(), lr=lr), []
    for epoch in range(1, epochs + 1):
        model.train(); s = n = 0
        for x, y in train_loader:
            # The sum over the batch, divided by its size: the mean.
            l = F.cross_entropy(model(x.to(device)), y.to(device), reduction="sum")
            (l / len(y)).backward(); opt.step(); opt.zero_grad()
            s += l.item(); n += len(y)
        log.append({"epoch": epoch, "loss": s / n, "validation_accuracy": evaluate(model, val_loader, device)})
    return log


def save_checkpoint(model, path): torch.save(model.state_dict(), str(path))


def load_checkpoint(model, path): return (model.load_state_dict(torch.load(str(path), weights_only=False)), model)[1]


def converged_epoch(history, window, tolerance):
    a = np.array([h["validation_accuracy"] for h in history])
    return next((i + 1 for i in range(a.size - window + 1) if np.ptp(a[i:i + window]) <= tolerance), None)


def should_stop(history, patience):
    a = np.array([h["validation_accuracy"] for h in history])
    return bool(a.size and a.size - 1 - a.argmax() >= patience)
