"""Rewrites change how a program looks and never what it computes; each is tried on code that it changes."""

import pytest
import torch

from grader.audit.rewrites import REWRITES, rewritten

SOURCE = '''
"""A module."""

import torch
from torch import Tensor, nn


def f(x: Tensor, n: int = 3) -> Tensor:
    """A function."""
    total = torch.zeros_like(x)
    for i in range(n):
        total = total + x.abs().sum() * i + x.pow(2) / 2
    with torch.no_grad():
        scale = 2.0 if n < 2 else 0.5
    if n == 3:
        total = total * scale
    else:
        total = -total
    return (total - x).reshape(-1)


class Net(nn.Module):
    """A class."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.arange(float(d)))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.weight
'''


def results(source: str) -> list[torch.Tensor]:
    space: dict = {}
    exec(source, space)
    x = torch.linspace(-1, 1, 12).reshape(3, 4)
    return [space["f"](x), space["f"](x, n=1), space["Net"](4)(x), *space["Net"](4).parameters()]


@pytest.mark.parametrize("name", [*REWRITES, "everything at once"])
def test_a_rewrite_changes_the_program_and_not_its_results(name: str) -> None:
    changed = dict(rewritten(SOURCE))[name]
    for mine, theirs in zip(results(changed), results(SOURCE), strict=True):
        assert torch.equal(mine, theirs)


def test_calls_keep_their_order_since_they_may_draw_random_numbers() -> None:
    source = "import torch\n\ndef f(n):\n    return torch.rand(n) + torch.randn(n)\n"
    assert "other order" not in dict(rewritten(source))
