# Handout: regularization e1eabca1
"""Lab 3, layers.py: ReLU, norms, penalties and dropout, from tensors alone.

Source of every task: KUBIG deep learning, week 3 (multilayer perceptron), which follows d2l.ai chapters 4.1 to 4.6.
Everything works on the CPU and on a GPU, in float32 and in float64.
"""

import torch
from torch import Tensor


def relu(X: Tensor) -> Tensor:
    """Rectified linear unit, element by element: relu(x) = max(x, 0).

    Args:
        X: a tensor of any shape and any real dtype. It is not changed.

    Returns:
        A new tensor of the shape and dtype of X. Gradients flow where X > 0 and are 0 where X < 0.

    Source: week 3, "Activation Functions".
    """
    raise NotImplementedError("Task 3.1: relu")


def lp_norm(x: Tensor, p: float) -> Tensor:
    """The Lp norm of a vector: ||x||_p = (sum_i |x_i|^p)^(1/p).

    Args:
        x: (n,), floating point.
        p: the order, at least 1.

    Returns:
        A 0-dim tensor of the dtype of x, differentiable wherever x is not zero.

    Source: week 3, "Lp norm"; (0.3, -0.3, 0.4) has the L1 norm 1.0 and the L2 norm 0.583095.
    """
    raise NotImplementedError("Task 3.2: lp_norm")


def l1_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    """Sum of absolute errors: L = sum_i |y_i - y_hat_i|. A sum, not a mean.

    Args:
        y_hat: predictions, any shape, floating point.
        y: labels, of the shape of y_hat.

    Returns:
        A 0-dim tensor, differentiable.

    Source: week 3, "L1 Loss".
    """
    raise NotImplementedError("Task 3.2: l1_loss")


def l2_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    """Sum of squared errors: L = sum_i (y_i - y_hat_i)^2. A sum, not a mean, and without a factor 1/2.

    Args:
        y_hat: predictions, any shape, floating point.
        y: labels, of the shape of y_hat.

    Returns:
        A 0-dim tensor, differentiable.

    Source: week 3, "L2 Loss".
    """
    raise NotImplementedError("Task 3.2: l2_loss")


def l2_penalty(w: Tensor) -> Tensor:
    """Half the squared L2 norm: sum_i w_i^2 / 2. The half makes the gradient w itself.

    Args:
        w: weights of any shape, floating point.

    Returns:
        A 0-dim tensor, differentiable. lambda is not in it: the training loop multiplies by it.

    Source: week 3, "Weight Decay Scratch".
    """
    raise NotImplementedError("Task 3.3: l2_penalty")


def l1_penalty(w: Tensor) -> Tensor:
    """The L1 norm of the weights: sum_i |w_i|. No half here: it would have nothing to cancel.

    Args:
        w: weights of any shape, floating point.

    Returns:
        A 0-dim tensor, differentiable; its gradient is sign(w) where w is not 0.

    Source: week 3, "L1 Regularization" (the slide writes lambda / 2 for both penalties).
    """
    raise NotImplementedError("Task 3.3: l1_penalty")


def dropout_layer(X: Tensor, dropout: float) -> Tensor:
    """Inverted dropout: every element is 0 with probability p = dropout, else x / (1 - p), so that E[x'] = x.

    The mask is drawn anew in each call from torch's generator: `torch.manual_seed` repeats it. It lives where X lives,
    on the CPU or on a GPU.

    Args:
        X: a tensor of any shape, floating point. It is not changed.
        dropout: the probability p of dropping an element, in [0, 1]. At 0 the result equals X, at 1 it is all zeros.

    Returns:
        A tensor of the shape, dtype and device of X. The gradient with respect to X is mask / (1 - p).

    Raises:
        Any exception where dropout is outside [0, 1].

    Source: week 3, "Dropout"; Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html.
    """
    raise NotImplementedError("Task 3.4: dropout_layer")
