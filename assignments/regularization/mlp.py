# Handout: regularization e1eabca1
"""Lab 3, mlp.py: a perceptron with hidden layers by hand, with dropout, and what gradients do in a deep one.

Source of every task: KUBIG deep learning, week 3 (multilayer perceptron), which follows d2l.ai chapters 4.1 to 4.8.
n is the number of rows of a batch. Everything works on the CPU and on a GPU.
"""

import math
from collections.abc import Callable

import torch
from layers import dropout_layer, l2_penalty, relu
from torch import Tensor, nn


def init_params(num_inputs: int, num_outputs: int, num_hiddens: int) -> list[Tensor]:
    """Fresh parameters of an MLP with one hidden layer: weights from N(0, 0.01^2), biases 0.

    Args:
        num_inputs, num_outputs, num_hiddens: numbers of inputs, outputs and hidden units. Mind the order.

    Returns:
        [W1, b1, W2, b2] of shapes (num_inputs, num_hiddens), (num_hiddens,), (num_hiddens, num_outputs),
        (num_outputs,), float32. Each is a leaf with requires_grad=True, so that `backward()` fills its `.grad`.

    Source: week 3, "MLP Scratch".
    """
    raise NotImplementedError("Task 3.5: init_params")


def net(X: Tensor, params: list[Tensor]) -> Tensor:
    """The MLP with one hidden layer: H = relu(X W1 + b1), O = H W2 + b2.

    Args:
        X: (n, num_inputs), or images of any shape (n, ...) with num_inputs pixels each, which are flattened row by row.
        params: [W1, b1, W2, b2] as `init_params` gives them.

    Returns:
        The logits O, (n, num_outputs). No softmax: the cross-entropy applies it.

    Source: week 3, "MLP Scratch".
    """
    raise NotImplementedError("Task 3.5: net")


class Net(nn.Module):
    """An MLP with two hidden layers and dropout after each of them, in training mode only.

    H1 = dropout(relu(X W1^T + b1), dropout1), H2 = dropout(relu(H1 W2^T + b2), dropout2), O = H2 W3^T + b3.
    Three `nn.Linear` layers in this order hold the weights. `train()` and `eval()` switch the mode, as in every module.
    Source: week 3, "Dropout".
    """

    def __init__(
        self,
        num_inputs: int,
        num_outputs: int,
        num_hiddens1: int,
        num_hiddens2: int,
        dropout1: float = 0.2,
        dropout2: float = 0.5,
    ) -> None:
        """Make the layers.

        Args:
            num_inputs, num_outputs, num_hiddens1, num_hiddens2: numbers of inputs, outputs and hidden units.
            dropout1, dropout2: probability of dropping a unit of the first and of the second hidden layer, in [0, 1].
        """
        super().__init__()
        raise NotImplementedError("Task 3.6: Net.__init__")

    def forward(self, X: Tensor) -> Tensor:
        """Logits. Random in training mode, the same every time in evaluation mode.

        Args:
            X: (n, num_inputs), or images of any shape (n, ...), which are flattened row by row.

        Returns:
            (n, num_outputs). No softmax.
        """
        raise NotImplementedError("Task 3.6: Net.forward")


def forward_backward(x: Tensor, y: Tensor, W1: Tensor, W2: Tensor, lambd: float) -> tuple[Tensor, Tensor, Tensor]:
    """Forward and backward pass of one example by hand, without autograd.

    Forward: z = W1 x, h = relu(z), o = W2 h, L = 1/2 sum (o - y)^2, s = lambd/2 (||W1||_F^2 + ||W2||_F^2), J = L + s.
    Backward: the chain rule from J to W2 and W1; a penalised weight W adds lambd W to its gradient.

    Args:
        x: (d,). y: (q,). W1: (h, d). W2: (q, h). No argument is changed.
        lambd: the weight of the penalty, at least 0.

    Returns:
        (J, dJ/dW1, dJ/dW2): a 0-dim tensor and two tensors of the shapes of W1 and W2.

    Source: week 3, "Forward & Backward Propagation".
    """
    raise NotImplementedError("Task 3.7: forward_backward")


def xavier_init_(weight: Tensor) -> Tensor:
    """Xavier (Glorot) initialisation in place: mean 0, variance 2 / (n_in + n_out), normal or uniform.

    Args:
        weight: (n_out, n_in), a plain tensor or an `nn.Parameter`. It is overwritten; no gradient is recorded.

    Returns:
        The same tensor.

    Source: week 3, "Xavier Initialization"; Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html.
    """
    raise NotImplementedError("Task 3.8: xavier_init_")


def gradient_norms(depth: int, activation: Callable[[Tensor], Tensor]) -> list[float]:
    """How large the gradient of each layer's weights is in a deep net: the L2 norms, first layer first.

    The net is h_l = activation(W_l h_{l-1}) for l = 1 .. depth, with square W_l of one width (16 to 64, your choice)
    and no biases. Entries of W_l come from N(0, 1 / width), the input h_0 from N(0, 1); both are drawn anew.

    Args:
        depth: the number of layers, at least 1.
        activation: a function of a tensor, such as `torch.sigmoid`, called after each layer.

    Returns:
        `depth` floats: ||d sum(h_depth) / d W_l||_2 for l = 1 .. depth.

    Source: week 3, "Numerical Stability & Initialization".
    """
    raise NotImplementedError("Task 3.8: gradient_norms")
