"""What the benchmark compares with and how: rows of the table, tolerances, data in memory.

Stands apart from `reproduce.py`, which holds the experiments themselves.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torchvision.datasets import MNIST

POINTS = 0.5
Images = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Row:
    """One line of the table. `ok` is None where the document printed no figure or printed a slip's."""

    section: str
    what: str
    document: str
    here: str
    ok: bool | None = None


@dataclass(frozen=True)
class Settings:
    """What was asked for. `epochs(n)` is n, or fewer for a quick look."""

    data: Path
    fashion: Path
    quick: bool

    def epochs(self, count: int) -> int:
        """How many epochs to train where the document has `count`."""
        return min(count, 2) if self.quick else count


class Batches:
    """A loader over tensors in memory: (x, y) batches, shuffled anew each epoch if asked to."""

    def __init__(self, data: Images, size: int, *, shuffle: bool = False, drop_last: bool = False) -> None:
        self.x, self.y = data
        self.size, self.shuffle, self.drop_last = size, shuffle, drop_last

    def __iter__(self) -> Iterator[Images]:
        order = torch.randperm(len(self.x)) if self.shuffle else torch.arange(len(self.x))
        for rows in order.split(self.size):
            if len(rows) == self.size or not self.drop_last:
                yield self.x[rows], self.y[rows]


class Table:
    """The rows of one section, added one by one."""

    def __init__(self, section: str) -> None:
        self.section = section
        self.rows: list[Row] = []

    def add(self, what: str, document: str, here: str, ok: bool | None = None) -> None:
        """A row that was judged elsewhere, or not at all."""
        self.rows.append(Row(self.section, what, document, here, ok))

    def percent(self, what: str, document: float, here: float) -> None:
        """Accuracies in percent, ok within half a point."""
        self.add(what, f"{document:.2f}", f"{here:.2f}", abs(document - here) <= POINTS)

    def loss(self, what: str, document: float, here: float) -> None:
        """Losses, ok within a fifth."""
        self.add(what, f"{document:.3f}", f"{here:.3f}", abs(document - here) <= 0.2 * document)

    def probabilities(self, what: str, document: Sequence[float], here: Sequence[float]) -> None:
        """Ok where each is on the same side of 1/2 and as far from 0 or 1, to an order of magnitude."""
        self.add(what, shown(document), shown(here), all(_agree(a, b) for a, b in zip(document, here, strict=True)))


def _agree(a: float, b: float) -> bool:
    first, second = (max(min(p, 1 - p), 1e-12) for p in (a, b))
    return (a > 0.5) == (b > 0.5) and abs(math.log10(first / second)) <= 1


def shown(values: Sequence[float]) -> str:
    """Probabilities as the table prints them."""
    return " ".join(f"{value:.1e}" if value < 0.01 else f"{value:.4f}" for value in values)


def tensors(dataset: type[MNIST], root: Path) -> tuple[Images, Images]:
    """Training and test images (n, 784) in [0, 1] with labels. Raises `RuntimeError` where they are not at hand."""
    parts = [dataset(str(root), train=train) for train in (True, False)]
    first, second = ((p.data.view(-1, 784).float() / 255, p.targets) for p in parts)
    return first, second


def print_rows(rows: Sequence[Row]) -> None:
    """The rows as a table, with a heading for each section."""
    section = ""
    for row in rows:
        if row.section != section:
            section = row.section
            print(f"\n{section}\n{'':2}{'':58}{'document':>32}  {'here':<52}ok")
        verdict = {True: "ok", False: "NOT", None: ""}[row.ok]
        print(f"{'':2}{row.what:58}{row.document:>32}  {row.here:<52}{verdict}", flush=True)
