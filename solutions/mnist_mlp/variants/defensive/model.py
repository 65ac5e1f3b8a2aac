"""Every argument is checked, everything is documented and logged."""

import logging

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import parameters_to_vector

logger = logging.getLogger(__name__)


def leaky_relu(x: torch.Tensor, negative_slope: float = 0.01) -> torch.Tensor:
    """Leaky ReLU.

    Raises:
        TypeError: if x is not a tensor.
        ValueError: if negative_slope is outside [0, 1].
    """
    if not isinstance(x, torch.Tensor):
        raise TypeError(f"x must be a tensor, not {type(x).__name__}")
    if not 0 <= negative_slope <= 1:
        raise ValueError(f"negative_slope must be in [0, 1], not {negative_slope}")
    result = torch.empty_like(x)
    mask = x < 0
    result[mask] = negative_slope * x[mask]
    result[~mask] = x[~mask]
    assert result.shape == x.shape
    return result


class MLP(nn.Module):
    """784-256-10 by default."""

    def __init__(self, xdim: int = 784, hdim: int = 256, ydim: int = 10) -> None:
        for name, size in (("xdim", xdim), ("hdim", hdim), ("ydim", ydim)):
            if not isinstance(size, int) or size < 1:
                raise ValueError(f"{name} must be a positive integer, not {size!r}")
        super().__init__()
        self.xdim, self.hdim, self.ydim = xdim, hdim, ydim
        self.layers = nn.ModuleDict({"hidden": nn.Linear(xdim, hdim), "output": nn.Linear(hdim, ydim)})
        self.init_param()

    def init_param(self) -> None:
        """He normal weights, zero biases."""
        for name, parameter in self.layers.named_parameters():
            if name.endswith("weight"):
                nn.init.kaiming_normal_(parameter, mode="fan_in", nonlinearity="relu")
            elif name.endswith("bias"):
                nn.init.constant_(parameter, 0.0)
            else:
                raise AssertionError(name)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scores."""
        if x.dim() not in (2, 4):
            raise ValueError(f"expected (N, D) or (N, 1, H, W), got {tuple(x.shape)}")
        rows = x.view(x.shape[0], self.xdim) if x.is_contiguous() else x.reshape(x.shape[0], self.xdim)
        hidden = F.relu(self.layers["hidden"](rows))
        scores = self.layers["output"](hidden)
        assert scores.shape == (x.shape[0], self.ydim)
        logger.debug("scores %s", tuple(scores.shape))
        return scores

    def extra_repr(self) -> str:
        return f"{self.xdim}-{self.hdim}-{self.ydim}"


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    """Batch normalisation; nothing that is passed in is changed."""
    if x.dim() != 2:
        raise ValueError(f"expected (N, D), got {tuple(x.shape)}")
    for vector in (gamma, beta, moving_mean, moving_var):
        if vector.numel() != x.shape[1]:
            raise ValueError("gamma, beta and the moving values need one entry per column")
    if training and x.shape[0] < 2:
        raise ValueError("a training batch needs two rows")

    if training:
        mean = torch.mean(x, dim=0)
        var = torch.var(x, dim=0, correction=0)
        with torch.no_grad():
            new_mean = moving_mean.mul(1 - momentum).add(mean, alpha=momentum)
            new_var = moving_var.mul(1 - momentum).add(torch.var(x, dim=0, correction=1), alpha=momentum)
    else:
        mean, var = moving_mean, moving_var
        new_mean, new_var = moving_mean, moving_var
    normalised = (x - mean) * (var + eps).pow(-0.5)
    y = normalised.mul(gamma).add(beta)
    assert y.shape == x.shape
    return y, new_mean, new_var


class BatchNormMLP(nn.Module):
    """784-32-BN-10 by default."""

    def __init__(self, hdim: int = 32) -> None:
        if hdim < 1:
            raise ValueError("hdim must be positive")
        super().__init__()
        self.hidden = nn.Linear(in_features=28 * 28, out_features=hdim)
        self.norm = nn.BatchNorm1d(num_features=hdim, affine=True, track_running_stats=True)
        self.output = nn.Linear(in_features=hdim, out_features=10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Scores."""
        hidden = self.hidden(x.reshape(x.shape[0], -1))
        return self.output(F.relu(self.norm(hidden)))


def count_parameters(model: nn.Module) -> int:
    """The number of trainable parameters."""
    if not isinstance(model, nn.Module):
        raise TypeError("expected a module")
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    if not trainable:
        return 0
    return parameters_to_vector(trainable).shape[0]
