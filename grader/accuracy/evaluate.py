"""The judge's own look at a trained model: from weights and images to an accuracy that nobody can claim.

Stands alone because everything here is trusted and runs in the judge on data that came over the wire: no
student code, no files, no processes. Tensors that came from a worker are checked before they are used.
"""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from grader.accuracy.blinding import Prepared
from grader.accuracy.dataset import CLASSES, PIXELS
from grader.results import Epoch, Sample

# Two orders of summation differ by about 1e-5 here, another activation or layer by 0.1 and more.
_TOLERANCE = 1e-3
# Enough to change every image, and little enough to cost the reference less than 0.1 points on MNIST.
_NOISE = 0.01
_EVALUATION_BATCH = 1000
_EPOCHS_SHOWN = 1000
_SAMPLES = 25
_TENSORS = 100  # a deeper chain is somebody's joke on the judge's time

Layers = list[tuple[Tensor, Tensor | None]]


@dataclass(frozen=True, eq=False)
class Measured:
    """Logits compared with true labels.

    accuracy in [0, 1]; confusion[true][predicted] counts rows; predictions int64 (n,) are true labels, -1
    where a row has NaN: such a row is wrong and stands in no column of `confusion`.
    """

    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    predictions: Tensor


def forward(state: Any, images: Tensor) -> Tensor | None:
    """Logits (n, 10) of a plain MLP with these weights, or None where they are no such chain.

    `state`: what a worker sent, names are ignored. A chain is, in order, weights (out, in), each with or
    without a bias (out,) behind it, from 784 to 10, with ReLU between. `images`: float32 (n, 784).
    """
    layers = _chain(state)
    return torch.cat([_through(layers, x) for x in torch.split(images, _EVALUATION_BATCH)]) if layers else None


def _through(layers: Layers, x: Tensor) -> Tensor:
    for index, (weight, bias) in enumerate(layers):
        x = torch.nn.functional.linear(torch.relu(x) if index else x, weight, bias)
    return x


def _chain(state: Any) -> Layers:
    """Weights and biases of a chain from 784 to 10, or [] where the tensors form none."""
    values = list(state.values()) if isinstance(state, Mapping) else []
    if len(values) > _TENSORS or not all(_is_numbers(v) and bool(torch.isfinite(v).all()) for v in values):
        return []
    layers: Layers = []
    width = PIXELS
    for tensor in (value.float() for value in values):
        if tensor.dim() == 2 and tensor.shape[1] == width and tensor.shape[0] > 0:
            width = tensor.shape[0]
            layers.append((tensor, None))
        elif tensor.shape == (width,) and layers and layers[-1][1] is None:
            layers[-1] = (layers[-1][0], tensor)
        else:
            return []
    return layers if width == CLASSES else []


def agrees(own: Tensor | None, students: Any) -> bool:
    """Whether the judge's forward says of the validation images what the student's model said.

    A constant added to all logits of a row is no difference (log_softmax in the model changes nothing).
    """
    if own is None or not _is_numbers(students) or students.shape != own.shape:
        return False
    a, b = own.double().log_softmax(1), students.double().log_softmax(1)
    return bool(((a - b).abs() <= _TOLERANCE * (1 + a.abs())).all())


def measure(logits: Any, true_labels: Tensor, relabel: Sequence[int]) -> Measured | None:
    """Compare logits over renamed classes with true labels (n,).

    None where they are no (n, 10) numbers, or where not one row is without NaN: that is no answer, not a bad one.
    """
    count = len(true_labels)
    if not _is_numbers(logits) or logits.shape != (count, CLASSES) or count == 0:
        return None
    # Column relabel[k] is the score of true class k.
    scores = logits[:, list(relabel)]
    predictions = scores.argmax(1)
    valid = ~scores.isnan().any(1)
    if not bool(valid.any()):
        return None
    predictions[~valid] = -1
    pairs = true_labels[valid] * CLASSES + predictions[valid]
    confusion = torch.bincount(pairs, minlength=CLASSES**2).view(CLASSES, CLASSES)
    accuracy = int((predictions == true_labels).sum()) / count
    return Measured(accuracy, tuple(tuple(row) for row in confusion.tolist()), predictions)


def look(snapshot: Any, prepared: Prepared) -> tuple[Measured | None, Tensor | None]:
    """What a worker's snapshot {"state", "logits"} is worth: (validation, test logits).

    Where the judge's own forward agrees with the student's model, both are the judge's. Else the test
    logits are None (ask a fresh worker) and validation is what the worker says.
    """
    if not isinstance(snapshot, Mapping):
        return None, None
    own, claimed = forward(snapshot.get("state"), prepared.validation_images), snapshot.get("logits")
    agreed = agrees(own, claimed)
    validation = measure(own if agreed else claimed, prepared.validation_labels, prepared.relabel)
    return validation, forward(snapshot["state"], prepared.test_images) if agreed else None


def untrained_accuracy(snapshot: Any, prepared: Prepared) -> float | None:
    """Accuracy of a snapshot taken before training; None where its output is no (n, 10) numbers.

    On the test images if the judge's own forward agrees with the model, else on the validation images as
    the worker says. By the renamed labels or by the true ones, whichever is higher: weights that somebody
    brought along know the true labels and none of the new names.
    """
    _, logits = look(snapshot, prepared)
    labels = prepared.dataset.test_labels
    if logits is None and isinstance(snapshot, Mapping):
        logits, labels = snapshot.get("logits"), prepared.validation_labels
    found = [measure(logits, labels, names) for names in (prepared.relabel, range(CLASSES))]
    return max((m.accuracy for m in found if m), default=None)


def question(prepared: Prepared, seed: int) -> tuple[Tensor, Tensor]:
    """What a fresh worker is asked about a model of another shape: noisy test images (n, 784), and their order.

    Neither noise nor order can be worked out from `seed`. Read the reply with `in_order(reply, order)`.
    """
    hidden = prepared.hidden_seed(seed)
    order = shuffled(len(prepared.test_images), hidden)
    return noisy(prepared.test_images[order], hidden + 1), order


def noisy(images: Tensor, seed: int) -> Tensor:
    """Slightly different images (n, 784), still in [0, 1]."""
    generator = torch.Generator().manual_seed(seed)
    return (images + _NOISE * torch.randn(images.shape, generator=generator)).clamp_(0, 1)


def shuffled(count: int, seed: int) -> Tensor:
    """A random order of range(count), int64 (count,)."""
    return torch.randperm(count, generator=torch.Generator().manual_seed(seed))


def in_order(logits: Any, order: Tensor) -> Tensor | None:
    """Rows of a worker's reply, back in the order of the test images; None where the reply has other rows."""
    if not _is_numbers(logits) or logits.dim() != 2 or len(logits) != len(order):
        return None
    return torch.empty_like(logits).index_copy_(0, order, logits)


def samples(images: Tensor, labels: Tensor, predictions: Tensor, seed: int) -> tuple[Sample, ...]:
    """25 random test images for the 5 x 5 figure: images uint8 (n, 28, 28), labels and predictions (n,)."""
    rows = shuffled(len(labels), seed)[:_SAMPLES].tolist()
    return tuple(
        Sample(base64.b64encode(images[row].numpy().tobytes()).decode(), int(labels[row]), int(predictions[row]))
        for row in rows
    )


def history(claimed: Any) -> tuple[Epoch, ...]:
    """A worker's history, checked for form: whatever is no number is None, whatever is no entry is left out."""
    entries = [e for e in claimed if isinstance(e, dict)][:_EPOCHS_SHOWN] if isinstance(claimed, list) else []
    return tuple(
        Epoch(int(_number(e.get("epoch")) or n), _number(e.get("loss")), _number(e.get("validation_accuracy")))
        for n, e in enumerate(entries, 1)
    )


def _is_numbers(value: Any) -> bool:
    """Whether something that came over the wire is a tensor of real numbers in this process."""
    return isinstance(value, Tensor) and value.device.type == "cpu" and value.is_floating_point()


def _number(value: Any) -> float | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return float(value) if plain and math.isfinite(value) else None
