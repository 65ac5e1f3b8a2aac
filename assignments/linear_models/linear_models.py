# Handout: linear_models fd6a297c
"""Linear and logistic regression, first by hand and then with PyTorch.

Formulas and examples come from Hanyang University AILAB, "03. Multi-Layer Perceptrons", parts 1 and 2.
`n` is the number of rows (samples), `d` the number of features of a row.
"""

import torch
from torch import Tensor, nn

# Given: the line of part 1 (y = x) and the AND gate of part 2, one row per sample.
LINE_X = torch.tensor([[1.0], [2.0], [3.0]])
LINE_Y = torch.tensor([[1.0], [2.0], [3.0]])
AND_X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND_Y = torch.tensor([[0.0], [0.0], [0.0], [1.0]])


def sigmoid(z: Tensor) -> Tensor:
    """The logistic function, element by element, made from `torch.exp`.

        sigmoid(z) = 1 / (1 + exp(-z))

    Args:
        z: any shape, float32 or float64, values between -1e4 and 1e4. It is not changed.

    Returns:
        A tensor of the shape and dtype of `z`, with values in [0, 1]. Values and gradients are finite
        for every allowed z, and the gradient is sigmoid(z) * (1 - sigmoid(z)), also at z = 0.
    """
    raise NotImplementedError("Task 1.1: sigmoid")


def tanh(z: Tensor) -> Tensor:
    """The hyperbolic tangent, element by element, made from `torch.exp`.

        tanh(z) = (exp(z) - exp(-z)) / (exp(z) + exp(-z))

    Args:
        z: any shape, float32 or float64, values between -1e4 and 1e4. It is not changed.

    Returns:
        A tensor of the shape and dtype of `z`, with values in [-1, 1]. Values and gradients are finite
        for every allowed z, and the gradient is 1 - tanh(z)**2, also at z = 0.
    """
    raise NotImplementedError("Task 1.1: tanh")


def mse_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    """Mean squared error over all elements.

        mse = mean((y_hat - y)**2)

    Args:
        y_hat: predictions, any shape.
        y: targets, the shape and dtype of `y_hat`.

    Returns:
        A 0-dim tensor through which autograd can go.
    """
    raise NotImplementedError("Task 1.2: mse_loss")


def gradient_step(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> tuple[Tensor, Tensor]:
    """One step of gradient descent for one linear neuron, by hand: no autograd.

    With the loss L = 1/2 (a - y)^2 of a row, averaged over the n rows:

        a = W . x + b        dz = a - y
        dW = mean(x * dz)    db = mean(dz)
        W <- W - lr * dW     b <- b - lr * db

    Args:
        x: inputs of shape (n,), (n, 1) or (n, d).
        y: targets of shape (n,) or (n, 1).
        W: weights with d elements in any shape, such as (d,) or (1, d); d is 1 for x of shape (n,).
        b: bias, of shape () or (1,).
        lr: learning rate.

    Returns:
        The new (W, b), of the shapes and dtypes given. Nothing given is changed.
    """
    raise NotImplementedError("Task 1.3: gradient_step")


def fit_linear(
    x: Tensor, y: Tensor, epochs: int = 30, lr: float = 0.01, W: Tensor | None = None, b: Tensor | None = None
) -> tuple[Tensor, Tensor, list[float]]:
    """Fit y = x * W + b to all rows at once: SGD on the mean squared error, with autograd and raw tensors.

    Args:
        x: inputs of shape (n, 1).
        y: targets of shape (n, 1).
        epochs: number of steps; every step sees all rows.
        lr: learning rate.
        W: start of the weight, shape (1,); random if not given. It is not changed.
        b: start of the bias, shape (1,); random if not given. It is not changed.

    Returns:
        (W, b, costs): W and b of shape (1,), and one float per epoch, the cost before that epoch's step.
    """
    raise NotImplementedError("Task 1.4: fit_linear")


class LinearRegression(nn.Module):
    """Linear regression as a module: y_hat = x W^T + b.

    Its parameters are a weight of shape (out_features, in_features), as in `nn.Linear`, and a bias of
    shape (out_features,). Their names are free.
    """

    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        raise NotImplementedError("Task 1.5: LinearRegression.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Predictions of shape (n, out_features) for inputs of shape (n, in_features)."""
        raise NotImplementedError("Task 1.5: LinearRegression.forward")


def binary_cross_entropy(y_hat: Tensor, y: Tensor) -> Tensor:
    """Cross-entropy of probabilities and 0/1 targets, as a mean over all elements.

        bce = -mean(y * log(y_hat) + (1 - y) * log(1 - y_hat))

    Args:
        y_hat: probabilities in [0, 1], any shape, float32 or float64.
        y: targets, the shape and dtype of `y_hat`.

    Returns:
        A 0-dim tensor through which autograd can go. It is finite also where y_hat is exactly 0 or 1:
        (nearly) 0 for a right answer there, a large number for a wrong one.
    """
    raise NotImplementedError("Task 1.6: binary_cross_entropy")


class LogisticRegression(nn.Module):
    """Logistic regression as a module: y_hat = sigmoid(x W^T + b).

    Its parameters are a weight of shape (out_features, in_features), as in `nn.Linear`, and a bias of
    shape (out_features,). Their names are free.
    """

    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        raise NotImplementedError("Task 1.7: LogisticRegression.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Probabilities of shape (n, out_features) for inputs of shape (n, in_features)."""
        raise NotImplementedError("Task 1.7: LogisticRegression.forward")


def fit_logistic(model: nn.Module, x: Tensor, y: Tensor, epochs: int, lr: float) -> list[float]:
    """Train a model that gives probabilities, in place: SGD on the mean binary cross-entropy of all rows.

    `LogisticRegression(2, 1)` learns the AND gate with lr 0.1 in 8000 epochs.

    Args:
        model: gives probabilities of shape (n, 1); its parameters are changed in place.
        x: inputs of shape (n, d).
        y: 0/1 targets of shape (n, 1).
        epochs: number of steps; every step sees all rows.
        lr: learning rate.

    Returns:
        One float per epoch: the cost before that epoch's step.
    """
    raise NotImplementedError("Task 1.8: fit_logistic")
