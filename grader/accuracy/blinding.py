"""What a worker may see of a dataset: renamed labels, perhaps permuted pixels, and never a test image.

Stands alone because everything secret about the data is decided here, from the course's secret alone, so
that every machine blinds in the same way. One copy per run is written as raw numbers; workers map it, so
that all of them share its pages.
"""

import hashlib
import hmac
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from grader.accuracy.dataset import CLASSES, PIXELS, Dataset
from grader.errors import UsageError

Blind = Literal["relabel", "permute"]

VALIDATION_FRACTION = 0.1
_FORMAT = b"1"  # part of every file's name: raise it when the layout of the files changes
_ROWS_AT_ONCE = 4096  # written at a time, so that the judge never holds a second copy


@dataclass(frozen=True)
class Part:
    """Files of one part: images float32 (count, 784) in [0, 1], labels int64 (count,), as raw numbers."""

    images: Path
    labels: Path
    count: int


@dataclass(frozen=True, eq=False)
class Prepared:
    """The blinded copy of a run, and the judge's key to it; a worker is given `worker_data` alone.

    `relabel[label]` is the new name of a label; pixel i of a blinded image was pixel `pixels[i]`.
    `validation_rows` (count,) are the rows of `dataset` that the judge's split took for validation; `key`
    comes from the secret.
    """

    dataset: Dataset
    train: Part
    validation: Part
    relabel: tuple[int, ...]
    pixels: tuple[int, ...] | None
    validation_rows: Tensor
    key: bytes = field(repr=False)

    def hidden_seed(self, seed: int) -> int:
        """A seed that follows from the run's seed and the secret: a worker knows the one and not the other."""
        return int.from_bytes(hmac.digest(self.key, str(seed).encode(), "sha256")[:7], "big")

    def worker_data(self) -> dict[str, str | int]:
        """Where a worker finds its data: the field `data` of a training request."""
        return {
            "train_images": str(self.train.images),
            "train_labels": str(self.train.labels),
            "train_count": self.train.count,
            "validation_images": str(self.validation.images),
            "validation_labels": str(self.validation.labels),
            "validation_count": self.validation.count,
        }

    @cached_property
    def test_images(self) -> Tensor:
        """The test images as a model gets them, float32 (n, 784). They stay in the judge's memory."""
        return _as_inputs(self.dataset.test_images, self.pixels)

    @cached_property
    def validation_images(self) -> Tensor:
        """The validation images as a model gets them, float32 (n, 784), in the order of the worker's file."""
        return _as_inputs(self.dataset.train_images[self.validation_rows], self.pixels)

    @property
    def validation_labels(self) -> Tensor:
        """The true labels of the validation images, int64 (n,)."""
        return self.dataset.train_labels[self.validation_rows]


def prepare(dataset: Dataset, secret: bytes, blind: Blind, folder: Path) -> Prepared:
    """Write the blinded copy into `folder`, unless it is there already, and return it.

    The same dataset, secret and blinding give the same files, whoever writes them. Raises `UsageError`
    where the folder cannot take them.
    """
    relabel = relabelling(secret)
    pixels = _permutation(secret, "pixels", PIXELS) if blind == "permute" else None
    order = torch.tensor(_permutation(secret, "split", len(dataset.train_labels)))
    held_out = round(len(order) * VALIDATION_FRACTION)
    stem = f"{dataset.name}-{blind}-{_digest(dataset, secret)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        validation = _write_part(dataset, order[:held_out], relabel, pixels, folder / f"{stem}-validation")
        train = _write_part(dataset, order[held_out:], relabel, pixels, folder / f"{stem}-train")
    except OSError as error:
        size = len(order) * (PIXELS * 4 + 8) >> 20
        raise UsageError(f"{folder} cannot take the {size} MB that training reads: {error.strerror}.") from error
    key = hmac.digest(secret, b"seeds", "sha256")
    return Prepared(dataset, train, validation, relabel, pixels, order[:held_out], key)


def relabelling(secret: bytes) -> tuple[int, ...]:
    """The new name of each label: a permutation that leaves none in its place."""
    attempt = 0
    while True:
        names = _permutation(secret, f"labels {attempt}", CLASSES)
        if all(new != old for old, new in enumerate(names)):
            return names
        attempt += 1


def _permutation(secret: bytes, purpose: str, count: int) -> tuple[int, ...]:
    """An order of range(count) that follows from secret and purpose alone, on every platform and version."""
    key = hmac.digest(secret, purpose.encode(), "sha256")
    # As many random 64-bit numbers as items, and the order that sorts them.
    numbers = np.frombuffer(hashlib.shake_256(key).digest(8 * count), dtype="<u8")
    return tuple(np.argsort(numbers, kind="stable").tolist())


def _digest(dataset: Dataset, secret: bytes) -> str:
    """A name for what is in the files; keyed, so that it tells a worker nothing."""
    mac = hmac.new(secret, _FORMAT, "sha256")
    for tensor in (dataset.train_images, dataset.train_labels):
        mac.update(tensor.contiguous().numpy().data)
    return mac.hexdigest()[:16]


def _as_inputs(images: Tensor, pixels: tuple[int, ...] | None) -> Tensor:
    """uint8 (n, 28, 28) to float32 (n, 784) in [0, 1], pixels permuted if they are to be."""
    flat = images.reshape(-1, PIXELS)
    return (flat if pixels is None else flat[:, list(pixels)]).float().div_(255)


def _write_part(
    dataset: Dataset, rows: Tensor, relabel: tuple[int, ...], pixels: tuple[int, ...] | None, stem: Path
) -> Part:
    part = Part(stem.with_name(f"{stem.name}-images.bin"), stem.with_name(f"{stem.name}-labels.bin"), len(rows))
    chunks = torch.split(rows, _ROWS_AT_ONCE)
    labels = torch.tensor(relabel)[dataset.train_labels[rows]]
    _write(part.images, (_as_inputs(dataset.train_images[chunk], pixels) for chunk in chunks), len(rows) * PIXELS * 4)
    _write(part.labels, iter([labels]), len(rows) * 8)
    return part


def _write(path: Path, tensors: Iterator[Tensor], size: int) -> None:
    """Write tensors behind each other, read-only and all or nothing; a file that is there stays."""
    if path.exists() and path.stat().st_size == size:
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            for tensor in tensors:
                file.write(tensor.contiguous().numpy().data)
        Path(temporary).chmod(0o444)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
