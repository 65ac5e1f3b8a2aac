# Handout: mnist_mlp c2e988f7
"""Lab 4, the training: split, evaluate, train, save, and know when to stop.

A loader is anything that gives batches `(x, y)` each time it is looped over: a `DataLoader`, or a list of pairs.
x is a float tensor with N rows, y holds N class numbers (int64). A history is what `train` returns.
Sources: KECE470 homework 3, SNU lab 3 part 2, a blog's MLP on MNIST.
"""

from collections.abc import Iterable
from os import PathLike

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.utils.data import Dataset, Subset, random_split

Loader = Iterable[tuple[Tensor, Tensor]]
History = list[dict[str, float]]


def split_train_validation(dataset: Dataset, fraction: float = 0.1, seed: int = 123) -> tuple[Subset, Subset]:
    """Set a random part of the training data aside for validation.

    Args:
        dataset: anything with a length and an index.
        fraction: the part for validation, in (0, 1): 0.1 of 60,000 rows are 6,000.
        seed: the same seed gives the same split, whatever was drawn before.

    Returns:
        (train, validation): every row of dataset is in exactly one of them.

    Source: KECE470 homework 3, question 1.
    """
    raise NotImplementedError("Task 4.1: split_train_validation")


def accuracy(logits: Tensor, y: Tensor) -> float:
    """The fraction of rows whose largest logit is that of the right class.

    Args:
        logits: (N, K) scores, N >= 1.
        y: (N,) class numbers in 0..K-1.

    Returns:
        A Python float in [0, 1].
    """
    raise NotImplementedError("Task 4.6: accuracy")


def evaluate(model: nn.Module, loader: Loader, device: torch.device | str) -> float:
    """Accuracy over all rows of a loader, with the model in evaluation mode and without gradients.

    Every row counts the same, also those of a short last batch. The model is left in the mode it came in.

    Args:
        model: gives logits (N, K) for a batch. It is moved to device.
        loader: the batches (x, y), at least one row.
        device: where to compute, for instance "cpu".

    Returns:
        A Python float in [0, 1].
    """
    raise NotImplementedError("Task 4.6: evaluate")


def train(
    model: nn.Module,
    train_loader: Loader,
    val_loader: Loader,
    *,
    epochs: int,
    lr: float = 1e-3,
    device: torch.device | str = "cpu",
) -> History:
    """Train the model in place: Adam on the mean cross-entropy of each batch, and `evaluate` after each epoch.

    One optimizer serves all epochs. Training runs in training mode and takes one step per batch, in the order of the
    loader. The cross-entropy of a row with logits z and class y is log(sum_j exp(z_j)) - z_y, also where a logit is
    1000.

    Args:
        model: gives logits (N, K) for a batch. It is moved to device.
        train_loader: the batches to learn from. val_loader: the batches to evaluate on.
        epochs: how often to go through train_loader. lr: Adam's learning rate, all else as PyTorch has it.
        device: where to compute.

    Returns:
        One dict per epoch: {"epoch": 1, 2, ..., "loss": mean over all training rows of the epoch, as they were
        computed for the steps, "validation_accuracy": in [0, 1]}.

    Source: the blog's training loop.
    """
    raise NotImplementedError("Task 4.7: train")


def save_checkpoint(model: nn.Module, path: str | PathLike[str]) -> None:
    """Write the model's `state_dict()`, and nothing else, to a file.

    Source: SNU lab 3, part 2 (the way it recommends: parameters only, not the whole object).
    """
    raise NotImplementedError("Task 4.8: save_checkpoint")


def load_checkpoint(model: nn.Module, path: str | PathLike[str]) -> nn.Module:
    """Fill the model from a file of `save_checkpoint` and return it.

    Args:
        model: has the structure of the model that was saved. path: the file.

    Returns:
        The same model.

    Raises:
        Any exception where the file is of another structure: other names or other shapes.
    """
    raise NotImplementedError("Task 4.8: load_checkpoint")


def converged_epoch(history: History, window: int, tolerance: float) -> int | None:
    """When did the validation accuracy settle?

    Args:
        history: what `train` returns. window: how many epochs to look at together, at least 1.
        tolerance: how much their validation accuracies may span, largest minus smallest.

    Returns:
        The first epoch (counted from 1) from which `window` epochs in a row, this one included, span at most
        `tolerance`; None if there is none. Fewer than `window` epochs are not enough to tell.

    Source: KECE470 homework 3, question 4c.
    """
    raise NotImplementedError("Task 4.9: converged_epoch")


def should_stop(history: History, patience: int) -> bool:
    """Early stopping: has the validation accuracy not improved for `patience` epochs?

    Args:
        history: what `train` returns. patience: in epochs, at least 1.

    Returns:
        True when the best validation accuracy is at least `patience` epochs old (that of the last epoch is 0 old).
        An equal accuracy later is no improvement. False where there is no epoch yet.

    Source: SNU lab 3, part 2 (validation set).
    """
    raise NotImplementedError("Task 4.9: should_stop")
