"""A Dataset, a factory for networks and a trainer with callbacks; maps probed by what they do to unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset


def compose_affine(A1: Tensor, c1: Tensor, A2: Tensor, c2: Tensor) -> tuple[Tensor, Tensor]:
    def both(x: Tensor) -> Tensor:
        return A2 @ (A1 @ x + c1) + c2

    d = A1.shape[1]
    offset = both(torch.zeros(d, dtype=A1.dtype))
    columns = [A2 @ (A1 @ unit) for unit in torch.eye(d, dtype=A1.dtype)]
    return torch.stack(columns, dim=1), offset


def graph_gradients(a: Tensor) -> tuple[Tensor, Tensor]:
    def ends(t: Tensor) -> tuple[Tensor, Tensor]:
        c = 2 * t.square()
        return c.sum(), c.mean()

    _, pullback = torch.func.vjp(ends, a.detach())
    one, zero = torch.ones((), dtype=a.dtype), torch.zeros((), dtype=a.dtype)
    return pullback((one, zero))[0], pullback((zero, one))[0]


def sum_squared_error(y_hat: Tensor, y: Tensor) -> Tensor:
    return (y_hat - y).mul(y_hat - y).sum()


class Pairs(Dataset):
    def __init__(self, x: Tensor, y: Tensor) -> None:
        if len(x) != len(y):
            raise ValueError("x and y must have the same number of rows")
        self.x, self.y = x, y

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, i: int) -> tuple[Tensor, Tensor]:
        return self.x[i], self.y[i]


def minibatches(
    x: Tensor, y: Tensor, batch_size: int, generator: torch.Generator | None = None
) -> Iterable[tuple[Tensor, Tensor]]:
    return DataLoader(Pairs(x, y), batch_size, shuffle=True, generator=generator, num_workers=0, drop_last=False)


def build(sizes: list[int], hidden: Callable[[], nn.Module]) -> nn.Sequential:
    def layers() -> Iterator[nn.Module]:
        for i in range(len(sizes) - 1):
            yield nn.Linear(sizes[i], sizes[i + 1])
            yield hidden() if i < len(sizes) - 2 else nn.Sigmoid()

    return nn.Sequential(*layers())


class Separator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.net = build([2, 4, 1], nn.ReLU)

    def forward(self, x: Tensor) -> Tensor:
        return self.net(x)


class XorMLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.net = build([2, 3, 1], nn.Sigmoid)

    def forward(self, x: Tensor) -> Tensor:
        return self.net.forward(x)


@dataclass
class Trainer:
    model: nn.Module
    optimizer: torch.optim.Optimizer
    history: list[float] = field(default_factory=list)

    def batch(self, x: Tensor, y: Tensor) -> float:
        loss = sum_squared_error(self.model(x), y)
        self.model.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def epoch(self, loader: Iterable[tuple[Tensor, Tensor]]) -> None:
        sums = [(self.batch(x, y), len(x)) for x, y in loader]
        losses, counts = zip(*sums)
        self.history.append(sum(losses) / sum(counts))


def train(model: nn.Module, loader: Iterable[tuple[Tensor, Tensor]], epochs: int, lr: float) -> list[float]:
    trainer = Trainer(model, torch.optim.Adam(model.parameters(), lr=lr))
    while len(trainer.history) < epochs:
        trainer.epoch(loader)
    return trainer.history
