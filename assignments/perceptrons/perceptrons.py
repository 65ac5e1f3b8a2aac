# Handout: perceptrons 759f23a5
"""From one perceptron to a multilayer perceptron: why layers need a bend between them, and how they learn.

Formulas and examples come from Seoul National University Biointelligence Laboratory, "Lab 3: MLP" (2022), part 1,
and Hanyang University AILAB, "03. Multi-Layer Perceptrons", part 3. `n` is the number of rows (samples).
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

# Given: the XOR gate, one row per sample.
XOR_X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_Y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def compose_affine(A1: Tensor, c1: Tensor, A2: Tensor, c2: Tensor) -> tuple[Tensor, Tensor]:
    """The one affine map that does the same as two stacked ones.

        A x + c = A2 (A1 x + c1) + c2    for every x

    Args:
        A1: first matrix, shape (h, d).
        c1: first offset, shape (h,).
        A2: second matrix, shape (q, h).
        c2: second offset, shape (q,).

    Returns:
        (A, c) of shapes (q, d) and (q,).
    """
    raise NotImplementedError("Task 2.1: compose_affine")


def graph_gradients(a: Tensor) -> tuple[Tensor, Tensor]:
    """Gradients of two ends of one graph with respect to its input.

        b = a**2    c = 2 b    d = mean(c)    e = sum(c)

    Args:
        a: any shape, floating point. It may or may not require a gradient; after the call it is as before,
            and its `.grad` too.

    Returns:
        (de/da, dd/da), both of the shape and dtype of `a`.
    """
    raise NotImplementedError("Task 2.2: graph_gradients")


def sum_squared_error(y_hat: Tensor, y: Tensor) -> Tensor:
    """Sum of squared errors over all elements: a sum, not a mean.

        loss = sum((y_hat - y)**2)

    Args:
        y_hat: predictions, any shape.
        y: targets, the shape and dtype of `y_hat`.

    Returns:
        A 0-dim tensor through which autograd can go.
    """
    raise NotImplementedError("Task 2.3: sum_squared_error")


def minibatches(
    x: Tensor, y: Tensor, batch_size: int, generator: torch.Generator | None = None
) -> Iterable[tuple[Tensor, Tensor]]:
    """One epoch of shuffled minibatches.

    Every row comes exactly once, x and y stay paired, and where batch_size does not divide n, the last batch
    is short. x and y are not changed.

    Args:
        x: inputs of shape (n, ...).
        y: targets of shape (n, ...).
        batch_size: rows per batch, at least 1.
        generator: where the random order comes from; torch's global generator if None. Equal seeds give
            equal orders.

    Returns:
        Any iterable of pairs (x_batch, y_batch): a generator, a list, a DataLoader.
    """
    raise NotImplementedError("Task 2.4: minibatches")


class Separator(nn.Module):
    """Perceptron with one hidden layer: Linear(2, 4), ReLU, Linear(4, 1), sigmoid. It has 17 parameters."""

    def __init__(self) -> None:
        super().__init__()
        raise NotImplementedError("Task 2.5: Separator.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Values in [0, 1] of shape (n, 1) for points of shape (n, 2)."""
        raise NotImplementedError("Task 2.5: Separator.forward")


class XorMLP(nn.Module):
    """Perceptron with one hidden layer: Linear(2, 3), sigmoid, Linear(3, 1), sigmoid. It has 13 parameters."""

    def __init__(self) -> None:
        super().__init__()
        raise NotImplementedError("Task 2.6: XorMLP.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Values in [0, 1] of shape (n, 1) for points of shape (n, 2)."""
        raise NotImplementedError("Task 2.6: XorMLP.forward")


def train(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]], epochs: int, lr: float) -> list[float]:
    """Train a model in place with Adam. The loss of a batch is the sum of its squared errors.

    Args:
        model: maps inputs of shape (n, d) to the shape of y; its parameters are changed in place.
        loader: gives the batches (x, y) of an epoch, anew in every epoch; a DataLoader for instance.
        epochs: how often to go through the loader.
        lr: learning rate of Adam; its other settings keep torch's defaults.

    Returns:
        One float per epoch: the losses of its batches, each before its step, added up and divided by the
        number of rows.
    """
    raise NotImplementedError("Task 2.7: train")
