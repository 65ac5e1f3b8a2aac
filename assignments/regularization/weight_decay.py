# Handout: regularization e1eabca1
"""Lab 3, weight_decay.py: linear regression with far more weights than rows, and what an L2 penalty does to it.

Source of every function: KUBIG deep learning, week 3 ("Weight Decay"), which follows d2l.ai chapter 3.7. There d = 200,
20 rows train, 100 test, and y = 0.05 + sum_i 0.01 x_i + noise from N(0, 0.01^2).
"""

import torch
from layers import l2_penalty
from torch import Tensor, nn

Data = tuple[Tensor, Tensor]  # X of shape (n, d) and y of shape (n, 1)
Fit = tuple[Tensor, Tensor, list[float], list[float]]  # w of shape (d, 1), b, training and test loss per epoch


def synthetic_data(w: Tensor, b: float, n: int) -> Data:
    """Rows of a linear model with a little noise: y = X w + b + e, X from N(0, 1), e from N(0, 0.01^2).

    Args:
        w: (d, 1), the true weights. b: the true bias. n: the number of rows.

    Returns:
        (X, y) of shapes (n, d) and (n, 1), drawn anew in each call.
    """
    raise NotImplementedError("Task 3.9: synthetic_data")


def train(
    lambd: float,
    train_data: Data,
    test_data: Data,
    *,
    epochs: int = 100,
    lr: float = 0.003,
    batch_size: int = 5,
    w: Tensor | None = None,
    b: Tensor | None = None,
) -> Fit:
    """Weight decay from scratch: minibatch SGD on mean(1/2 (X w + b - y)^2) + lambd/2 ||w||^2. b has no penalty.

    Each epoch goes over all rows once, in any order, in batches of `batch_size`. The mean is over the rows of a batch;
    the penalty counts once per batch, whatever its size. w and b move by -lr times their gradients.

    Args:
        lambd: the weight of the penalty, at least 0.
        train_data, test_data: (X, y) of shapes (n, d) and (n, 1), float32.
        epochs, lr, batch_size: passes over the training rows, step length, rows per step.
        w, b: the start, (d, 1) and (1,); where none is given, w comes from N(0, 1) and b is 0.

    Returns:
        (w, b, train_losses, test_losses): the trained parameters, w of shape (d, 1), and after each epoch
        mean(1/2 (X w + b - y)^2) over all training and all test rows, without the penalty, as floats.
    """
    raise NotImplementedError("Task 3.9: train")


def train_concise(
    wd: float,
    train_data: Data,
    test_data: Data,
    *,
    epochs: int = 100,
    lr: float = 0.003,
    batch_size: int = 5,
    w: Tensor | None = None,
    b: Tensor | None = None,
) -> Fit:
    """The same as `train`, with `nn.Linear` and the `weight_decay` of `torch.optim.SGD`, on the weight only.

    From one start and the same batches both functions move w and b in the same way: mind the 1/2 of the loss.

    Args:
        wd: the weight decay. The others are as in `train`.

    Returns:
        As `train`: w of shape (d, 1), b, and both losses per epoch.
    """
    raise NotImplementedError("Task 3.9: train_concise")
