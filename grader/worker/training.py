"""Trains a submission's model with its own train loop, and gives back what the judge needs to evaluate it.

Part of the student's zone: no test image, no true label and no expected value is ever here. It stands
apart from `runtime.py` because it has its own data, mapped from files that all workers share.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset, TensorDataset

_PIXELS = 784
_EPOCHS_KEPT = 1000
_TENSORS_KEPT = 1000
# Two states travel in one frame of at most 64 MiB (limits.FRAME), beside the logits.
_STATE_BYTES = 24 << 20
_CLASSES_KEPT = 100
_EVALUATION_BATCH = 1000


class Loader(DataLoader[tuple[Tensor, Tensor]]):
    """A DataLoader to whoever asks, but its batches are cut from whole tensors, which costs next to nothing.

    Batches (x, y) are copies: x float32 (B, 1, 28, 28) in [0, 1], y int64 (B,), the last one shorter.
    With `shuffle` each epoch has a new order from torch's global generator.
    """

    def __init__(self, images: Tensor, labels: Tensor, batch_size: int, *, shuffle: bool) -> None:
        self._images = images.view(-1, 1, 28, 28)
        self._labels = labels
        self._shuffle = shuffle
        rows = cast(Dataset[tuple[Tensor, Tensor]], TensorDataset(self._images, labels))
        super().__init__(rows, batch_size, shuffle=shuffle)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:  # type: ignore[override]
        """One epoch. Two may run side by side."""
        count, size = len(self._labels), self.batch_size or 1
        if not self._shuffle:
            for start in range(0, count, size):
                yield self._images[start : start + size].clone(), self._labels[start : start + size].clone()
            return
        # Drawn on the CPU, so that every device sees the same order.
        order = torch.randperm(count).to(self._labels.device)
        for rows in torch.split(order, size):
            yield self._images.index_select(0, rows), self._labels.index_select(0, rows)


def run(make_model: Callable[[], Any], train: Callable[..., Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """Build, train and evaluate on the validation images.

    `request`: seed, device ("cpu" or "cuda"), epochs, lr, batch_size, and `data` as
    `blinding.Prepared.worker_data` gives it. Returns a dict of plain data:
      untrained, trained: {"state": {name: tensor}, "logits": float32 (validation images, classes)};
      history: list of {"epoch", "loss", "validation_accuracy"}.
    Whatever the submission raises comes through; `TypeError` and `ValueError` say what is not as asked.
    """
    device = str(request["device"])
    data = request["data"]
    batch_size = int(request["batch_size"])
    train_images, train_labels = _map(data, "train", device)
    images, labels = _map(data, "validation", device)
    seed = int(request["seed"])
    _seed_all(seed)
    model = make_model()
    if not isinstance(model, nn.Module):
        raise TypeError(f"the model should be an nn.Module, but it is {type(model).__name__}")
    untrained = _snapshot(model, images, device)
    model.train()
    # Again, so that looking at the untrained model changes nothing of what follows.
    _seed_all(seed)
    history = train(
        model,
        Loader(train_images, train_labels, batch_size, shuffle=True),
        Loader(images, labels, batch_size, shuffle=False),
        epochs=int(request["epochs"]),
        lr=float(request["lr"]),
        device=device,
    )
    return {
        "untrained": untrained,
        "trained": _snapshot(model, images, device),
        "history": _plain_history(history),
    }


def predict(make_model: Callable[[], Any], state: Mapping[str, Tensor], request: Mapping[str, Any]) -> Tensor:
    """Logits float32 (n, classes) of a model with these weights, in evaluation mode.

    `request`: seed, device, `images` float32 (n, 784) in an order that the judge shuffled, and batch_size.
    """
    device = str(request["device"])
    _seed_all(int(request["seed"]))
    model = make_model()
    model.load_state_dict(dict(state), strict=True)
    return _logits(model.to(device), request["images"].to(device), int(request["batch_size"]))


def _map(data: Mapping[str, Any], part: str, device: str) -> tuple[Tensor, Tensor]:
    """Images float32 (n, 784) and labels int64 (n,) of a part, mapped from its files.

    The mapping is private: pages are shared with every other worker until somebody writes to them, and
    who writes gets a copy of that page.
    """
    count = int(data[f"{part}_count"])
    images = torch.from_file(data[f"{part}_images"], shared=False, size=count * _PIXELS, dtype=torch.float32)
    labels = torch.from_file(data[f"{part}_labels"], shared=False, size=count, dtype=torch.int64)
    return images.view(count, _PIXELS).to(device), labels.to(device)


def _snapshot(model: nn.Module, images: Tensor, device: str) -> dict[str, Any]:
    """The model's weights now, and its logits on these images."""
    # Logits first: a lazy layer has no weights before it has seen an image.
    logits = _logits(model.to(device), images, _EVALUATION_BATCH)
    return {"logits": logits, "state": _plain_state(model.state_dict())}


def _plain_state(state: Mapping[str, Any]) -> dict[str, Tensor]:
    """Copies of the tensors of a state, in its order, on the CPU. Raises `ValueError` if there are too many."""
    tensors = {str(name): value for name, value in state.items() if isinstance(value, Tensor)}
    if len(tensors) > _TENSORS_KEPT or sum(t.numel() * t.element_size() for t in tensors.values()) > _STATE_BYTES:
        raise ValueError(f"the model has more than {_STATE_BYTES >> 20} MB of weights")
    return {name: value.detach().to("cpu", copy=True) for name, value in tensors.items()}


def _logits(model: nn.Module, images: Tensor, batch_size: int) -> Tensor:
    """What the model says of images (n, 784): float32 (n, classes) on the CPU. Leaves it in evaluation mode."""
    model.eval()
    parts = []
    with torch.no_grad():
        for x in torch.split(images.view(-1, 1, 28, 28), batch_size):
            out = model(x.clone())
            if not isinstance(out, Tensor):
                raise TypeError(f"the model should return a tensor, but it returns {type(out).__name__}")
            if out.dim() != 2 or len(out) != len(x) or out.shape[1] > _CLASSES_KEPT:
                raise ValueError(f"the model should return ({len(x)}, 10) logits, but it returns {tuple(out.shape)}")
            parts.append(out.detach().float().cpu())
    return torch.cat(parts)


def _plain_history(history: Any) -> list[dict[str, float | None]]:
    """What a train loop returned, as numbers: [] unless it is a list or tuple of dicts."""
    if not isinstance(history, list | tuple):
        return []
    entries = [entry for entry in islice(history, _EPOCHS_KEPT) if isinstance(entry, Mapping)]
    return [{key: _number(entry.get(key)) for key in ("epoch", "loss", "validation_accuracy")} for entry in entries]


def _number(value: Any) -> float | None:
    """A finite float, or None for whatever is none."""
    try:
        number = float(value.detach() if isinstance(value, Tensor) else value)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _seed_all(seed: int) -> None:
    torch.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)
