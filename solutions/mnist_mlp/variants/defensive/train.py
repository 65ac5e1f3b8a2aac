"""Every argument is checked, everything is documented, logged and restored, whatever happens."""

import logging
import os
import tempfile
from collections.abc import Sized

import torch
from torch import nn
from torch.utils.data import Subset, random_split

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def split_train_validation(dataset, fraction: float = 0.1, seed: int = 123) -> tuple[Subset, Subset]:
    """Training and validation part."""
    if not isinstance(dataset, Sized):
        raise TypeError("dataset needs a length")
    if not 0 < fraction < 1:
        raise ValueError(f"fraction must be in (0, 1), not {fraction}")
    state = torch.get_rng_state()
    try:
        torch.manual_seed(seed)
        n_validation = round(len(dataset) * fraction)
        validation, training = random_split(dataset, [n_validation, len(dataset) - n_validation])
    finally:
        torch.set_rng_state(state)
    assert len(training) + len(validation) == len(dataset)
    return training, validation


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    """The fraction of rows that are right."""
    if logits.dim() != 2 or y.dim() != 1 or len(logits) != len(y):
        raise ValueError(f"expected (N, K) and (N,), got {tuple(logits.shape)} and {tuple(y.shape)}")
    if len(y) == 0:
        raise ValueError("no rows")
    wrong = torch.count_nonzero(torch.argmax(logits, dim=1) - y)
    return 1.0 - wrong.item() / len(y)


def evaluate(model: nn.Module, loader, device) -> float:
    """The fraction of rows that are right, over a whole loader."""
    device = torch.device(device)
    was_training = model.training
    n_right, n_rows = 0, 0
    try:
        model.to(device)
        model.eval()
        with torch.inference_mode():
            for batch in loader:
                if len(batch) != 2:
                    raise ValueError("a batch is a pair")
                images, labels = (part.to(device, non_blocking=True) for part in batch)
                n_right += round(accuracy(model(images), labels) * len(labels))
                n_rows += len(labels)
    finally:
        model.train(was_training)
    if n_rows == 0:
        raise ValueError("the loader is empty")
    return n_right / n_rows


def train(model: nn.Module, train_loader, val_loader, *, epochs: int, lr: float = 1e-3, device="cpu") -> list[dict]:
    """Train with Adam; one entry per epoch, with a few extras."""
    if epochs < 0 or lr <= 0:
        raise ValueError("epochs and lr must be positive")
    device = torch.device(device)
    model.to(device)
    optimizer = torch.optim.Adam(filter(lambda parameter: parameter.requires_grad, model.parameters()), lr=lr)
    criterion = nn.CrossEntropyLoss(reduction="mean").to(device)
    history: list[dict] = []
    best = {"validation_accuracy": -1.0}
    for epoch in range(1, epochs + 1):
        model.train()
        running_loss, n_right, n_rows = 0.0, 0, 0
        for step, (images, labels) in enumerate(train_loader, start=1):
            images, labels = images.to(device), labels.to(device)
            optimizer.zero_grad()
            with torch.enable_grad():
                logits = model(images)
                loss = criterion(logits, labels)
            if not torch.isfinite(loss):
                raise RuntimeError(f"epoch {epoch}, step {step}: the loss is {loss.item()}")
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                n_right += int((logits.argmax(1) == labels).sum())
            running_loss += loss.item() * labels.size(0)
            n_rows += labels.size(0)
        entry = {
            "epoch": epoch,
            "loss": running_loss / max(n_rows, 1),
            "train_accuracy": n_right / max(n_rows, 1),
            "validation_accuracy": evaluate(model, val_loader, device),
            "lr": optimizer.param_groups[0]["lr"],
        }
        if entry["validation_accuracy"] > best["validation_accuracy"]:
            best = entry
        history.append(entry)
        logger.info("epoch %d: loss %.4f", epoch, entry["loss"])
    return history


def save_checkpoint(model: nn.Module, path) -> None:
    """Write to a temporary file first, so that no half-written checkpoint is left behind."""
    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            torch.save(model.state_dict(), file)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise


def load_checkpoint(model: nn.Module, path) -> nn.Module:
    """Fill the model; refuse what does not fit before anything is changed."""
    if not os.path.isfile(path):
        raise FileNotFoundError(path)
    state = torch.load(path, map_location=torch.device("cpu"), weights_only=True)
    own = model.state_dict()
    if own.keys() != state.keys():
        raise KeyError(sorted(own.keys() ^ state.keys()))
    for name, tensor in state.items():
        if tensor.shape != own[name].shape:
            raise ValueError(f"{name}: {tuple(tensor.shape)} instead of {tuple(own[name].shape)}")
    model.load_state_dict(state)
    return model


def converged_epoch(history, window: int, tolerance: float) -> int | None:
    """The first epoch from which the validation accuracy has settled."""
    if window < 1:
        raise ValueError("window must be at least 1")
    values = [float(entry["validation_accuracy"]) for entry in history]
    if len(values) < window:
        return None
    start = 0
    while start + window <= len(values):
        low = high = values[start]
        for value in values[start + 1 : start + window]:
            low, high = min(low, value), max(high, value)
        if high - low <= tolerance:
            return start + 1
        start += 1
    return None


def should_stop(history, patience: int) -> bool:
    """Whether the best validation accuracy is too old."""
    if patience < 1:
        raise ValueError("patience must be at least 1")
    if not history:
        return False
    best_index = 0
    for index, entry in enumerate(history):
        if entry["validation_accuracy"] > history[best_index]["validation_accuracy"]:
            best_index = index
    epochs_since_best = (len(history) - 1) - best_index
    return epochs_since_best >= patience
