"""What the accuracy check trains and tests on, as it comes from its source: MNIST, or the embedded digits.

Stands alone because it is the only room that touches the network or torchvision. What a worker may see of
a dataset is decided in `blinding.py`.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

import torch
from torch import Tensor

from grader.catalog import DatasetName
from grader.errors import UsageError

Name = DatasetName
CLASSES = 10
SIDE = 28
PIXELS = SIDE * SIDE

# Enough for the reference to come well above a linear model, and few enough for a demo.
DIGITS_TRAIN = 12_000
DIGITS_TEST = 2_000


@dataclass(frozen=True)
class Dataset:
    """Images uint8 (n, 28, 28) with ink 255, labels int64 (n,) in 0..9; train and test."""

    name: Name
    train_images: Tensor
    train_labels: Tensor
    test_images: Tensor
    test_labels: Tensor


def load(name: Name, data_dir: Path | None, *, seed: int = 0) -> Dataset:
    """The data of a run.

    `data_dir` is torchvision's root for MNIST (None: a folder of the user's cache, filled by a download);
    the embedded digits need none and follow `seed` (0 or more). Raises `UsageError` where MNIST is neither
    there nor to be had, never falls back to other data.
    """
    if name == "digits":
        return _digits(seed)
    return _mnist(data_dir or default_dir())


def default_dir() -> Path:
    """Where MNIST is kept when nobody names a folder."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "mlp-grader"


def _digits(seed: int) -> Dataset:
    # Imported here: it brings matplotlib, which runs on MNIST need not wait for.
    from grader.accuracy.digits import render

    train, test = render(DIGITS_TRAIN, seed, 0), render(DIGITS_TEST, seed, 1)
    return Dataset("digits", *(torch.from_numpy(array) for array in (*train, *test)))


def _mnist(root: Path) -> Dataset:
    # Imported here: torchvision takes 3 s, and most commands need no MNIST.
    from torchvision.datasets import MNIST

    tried: Exception | None = None
    for download in (False, True):
        try:
            train = MNIST(str(root), train=True, download=download)
            test = MNIST(str(root), train=False, download=download)
            return _checked(Dataset("mnist", train.data, train.targets, test.data, test.targets))
        # torchvision tells of absent, damaged and unreachable files in all of these ways.
        except (OSError, RuntimeError, ValueError, AssertionError, EOFError) as error:
            tried = error
    reason = shorten(str(tried), 120, placeholder=" ...") or type(tried).__name__
    raise UsageError(
        f"No MNIST in {root}, and no download ({reason}): run once with a network, name the folder that "
        "holds MNIST/raw with --data DIR or GRADER_DATA, or choose --dataset digits or --no-accuracy."
    )


def _checked(data: Dataset) -> Dataset:
    """The dataset, if its shapes and labels are what they must be. Raises `ValueError`."""
    for images, labels in ((data.train_images, data.train_labels), (data.test_images, data.test_labels)):
        fits = images.dtype == torch.uint8 and images.shape == (len(labels), SIDE, SIDE) and len(labels) >= CLASSES
        if not fits or not bool(((labels >= 0) & (labels < CLASSES)).all()):
            raise ValueError("the files there are no MNIST")
    return data
