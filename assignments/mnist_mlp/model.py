# Handout: mnist_mlp c2e988f7
"""Lab 4, the models: an MLP for handwritten digits, and one with batch normalisation.

Sources: a blog's MLP on MNIST (784-256-10, He initialisation), SNU lab 3 (784-32-BN-10), KECE470 homework 3 (leaky
ReLU).
Shapes: N is the number of rows of a batch. Everything follows the dtype and device of its input.
"""

import torch
from torch import Tensor, nn


def leaky_relu(x: Tensor, negative_slope: float = 0.01) -> Tensor:
    """Leaky ReLU, element by element: x where x > 0, negative_slope * x elsewhere.

    Unlike ReLU it keeps a small gradient where x < 0, so that no unit dies.

    Args:
        x: any shape, floating point. It is not changed.
        negative_slope: the slope for x < 0, in [0, 1].

    Returns:
        A tensor of the shape and dtype of x, differentiable.

    Source: KECE470 homework 3, question 2 (f(x) = max(0.01 x, x)).
    """
    raise NotImplementedError("Task 4.2: leaky_relu")


class MLP(nn.Module):
    """One hidden layer: logits = ReLU(x W1^T + b1) W2^T + b2.

    W1 is (hdim, xdim) and W2 is (ydim, hdim), as in `nn.Linear`. With the default sizes there are
    203,530 parameters. Source: the blog's 784-256-10 MLP.
    """

    def __init__(self, xdim: int = 784, hdim: int = 256, ydim: int = 10) -> None:
        """Make both layers and initialise them with `init_param`.

        Args:
            xdim: number of inputs of a row. hdim: number of hidden units. ydim: number of classes.
        """
        super().__init__()
        raise NotImplementedError("Task 4.3: MLP.__init__")

    def init_param(self) -> None:
        """Start afresh, in place: He normal weights, zero biases.

        He normal: w ~ N(0, 2 / fan_in), where 2 / fan_in is the variance and fan_in the number of inputs of the layer.
        Source: He et al. 2015, https://arxiv.org/abs/1502.01852.
        """
        raise NotImplementedError("Task 4.3: MLP.init_param")

    def forward(self, x: Tensor) -> Tensor:
        """Logits, one row per row of x. No softmax here: cross-entropy applies it.

        Args:
            x: (N, xdim), or images (N, 1, 28, 28) where xdim is 784.

        Returns:
            (N, ydim), any real numbers.
        """
        raise NotImplementedError("Task 4.3: MLP.forward")


def batch_norm(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    moving_mean: Tensor,
    moving_var: Tensor,
    training: bool,
    eps: float = 1e-5,
    momentum: float = 0.1,
) -> tuple[Tensor, Tensor, Tensor]:
    """Batch normalisation of each column: y = gamma * (x - mean) / sqrt(var + eps) + beta.

    While training, mean and var (divided by N) are those of the batch, and gradients flow through them. Else they are
    moving_mean and moving_var. Training also moves the moving values: new = (1 - momentum) * old + momentum * batch,
    where the batch's variance is the unbiased one (divided by N - 1). This is PyTorch's convention.

    Args:
        x: (N, D), with N >= 2 while training. No argument is changed.
        gamma, beta, moving_mean, moving_var: (D,).
        training: whether to use and record the statistics of this batch.
        eps: keeps the root away from 0. momentum: the weight of the new batch, in [0, 1].

    Returns:
        (y, new_mean, new_var): (N, D), (D,), (D,). Where not training, the moving values as they came.

    Source: Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167; SNU lab 3, part 2.
    """
    raise NotImplementedError("Task 4.4: batch_norm")


class BatchNormMLP(nn.Module):
    """784-hdim-BN-10: Linear, batch normalisation, ReLU, Linear. One batch normalisation, logits out.

    ReLU before the normalisation, as the slide has it, is right too. With hdim=32 there are 25,514 trainable
    parameters. `nn.BatchNorm1d` may be used, and so may your own `batch_norm`: then gamma (starts at 1) and beta
    (starts at 0) are parameters, and the moving values (start at 0 and 1) are buffers (`register_buffer`), eps 1e-5
    and momentum 0.1. Linear layers keep PyTorch's own initialisation.
    Source: SNU lab 3, part 2.
    """

    def __init__(self, hdim: int = 32) -> None:
        """Make the three layers.

        Args:
            hdim: number of hidden units.
        """
        super().__init__()
        raise NotImplementedError("Task 4.4: BatchNormMLP.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Logits. Batch statistics in training mode (`train()`), moving ones in evaluation mode (`eval()`).

        Args:
            x: (N, 784) or (N, 1, 28, 28).

        Returns:
            (N, 10).
        """
        raise NotImplementedError("Task 4.4: BatchNormMLP.forward")


def count_parameters(model: nn.Module) -> int:
    """How many numbers training may change: the elements of all parameters with requires_grad.

    Frozen parameters and buffers (the moving values of batch normalisation) do not count.
    """
    raise NotImplementedError("Task 4.5: count_parameters")
