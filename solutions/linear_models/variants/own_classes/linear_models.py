"""Classes for everything: an optimizer, a trainer and a neuron of one's own; typed, with properties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Iterator

import torch
from torch import Tensor, nn
from torch.distributions import Bernoulli


class GradientDescent:
    def __init__(self, parameters: Iterator[Tensor], lr: float) -> None:
        self.parameters = list(parameters)
        self.lr = lr

    def zero_grad(self) -> None:
        for parameter in self.parameters:
            if parameter.grad is not None:
                parameter.grad.detach_()
                parameter.grad.zero_()

    @torch.no_grad()
    def step(self) -> None:
        for parameter in self.parameters:
            if parameter.grad is not None:
                parameter.add_(parameter.grad, alpha=-self.lr)


@dataclass
class Trainer:
    model: nn.Module
    loss: Callable[[Tensor, Tensor], Tensor]
    lr: float
    history: list[float] = field(default_factory=list)

    def fit(self, x: Tensor, y: Tensor, epochs: int) -> Trainer:
        optimizer = GradientDescent(self.model.parameters(), self.lr)
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = self.loss(self.model(x), y)
            loss.backward()
            self.history.append(float(loss.detach()))
            optimizer.step()
        return self


class Line(nn.Module):
    def __init__(self, W: Tensor | None, b: Tensor | None) -> None:
        super().__init__()
        self.W = nn.Parameter(torch.randn(1) if W is None else torch.empty_like(W).copy_(W))
        self.b = nn.Parameter(torch.randn(1) if b is None else torch.empty_like(b).copy_(b))

    def forward(self, x: Tensor) -> Tensor:
        return torch.add(torch.mul(x, self.W), self.b)


@dataclass(frozen=True)
class Neuron:
    W: Tensor
    b: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        return torch.tensordot(x, self.W.flatten(), dims=1) + self.b.reshape(())

    def descend(self, x: Tensor, y: Tensor, lr: float) -> Neuron:
        dz = self(x) - y
        dW = torch.tensordot(dz, x, dims=1) / len(x)
        return Neuron(self.W - lr * dW.reshape(self.W.shape), self.b - lr * dz.mean())


class Sigmoid:
    LIMIT = 80.0

    def __call__(self, z: Tensor) -> Tensor:
        return torch.reciprocal(torch.exp(z.clamp(-self.LIMIT, self.LIMIT).neg()).add(1))


sigmoid = Sigmoid()


def tanh(z: Tensor) -> Tensor:
    up, down = torch.exp(z.clamp(-30, 30)), torch.exp(-z.clamp(-30, 30))
    return up.sub(down).div(up.add(down))


def mse_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    error = torch.sub(y_hat, y).reshape(-1)
    return torch.dot(error, error).div(error.numel())


def gradient_step(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float) -> tuple[Tensor, Tensor]:
    after = Neuron(W, b).descend(x.reshape(len(x), -1), y.reshape(-1), lr)
    return after.W, after.b


def fit_linear(
    x: Tensor, y: Tensor, epochs: int = 30, lr: float = 0.01, W: Tensor | None = None, b: Tensor | None = None
) -> tuple[Tensor, Tensor, list[float]]:
    trainer = Trainer(Line(W, b), mse_loss, lr).fit(x, y, epochs)
    return trainer.model.W.detach(), trainer.model.b.detach(), trainer.history


class LinearRegression(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.register_parameter("weight", nn.Parameter(torch.zeros(out_features, in_features)))
        self.register_parameter("bias", nn.Parameter(torch.zeros(out_features)))
        self.reset()

    def reset(self) -> None:
        nn.init.kaiming_uniform_(self.weight, a=5**0.5)

    def forward(self, x: Tensor) -> Tensor:
        return torch.einsum("ni,oi->no", x, self.weight) + self.bias


def binary_cross_entropy(y_hat: Tensor, y: Tensor) -> Tensor:
    return Bernoulli(probs=y_hat, validate_args=False).log_prob(y).mean().neg()


class LogisticRegression(LinearRegression):
    def forward(self, x: Tensor) -> Tensor:
        return sigmoid(super().forward(x))


def fit_logistic(model: nn.Module, x: Tensor, y: Tensor, epochs: int, lr: float) -> list[float]:
    return Trainer(model, binary_cross_entropy, lr).fit(x, y, epochs).history
