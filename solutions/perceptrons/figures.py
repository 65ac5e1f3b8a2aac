"""Draws the figures of this lab's handout. Run it from anywhere: it writes `figures/*.svg`."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from perceptrons import XOR_X, XOR_Y, XorMLP

FOLDER = Path(__file__).parent / "figures"
BLUE, ORANGE = "#1f6fb4", "#d9622b"
# The same inputs give the same bytes: ids from a fixed salt, and no date in the metadata.
mpl.rcParams.update({"svg.hashsalt": "perceptrons", "font.size": 11, "figure.constrained_layout.use": True})


def save(figure: Figure, name: str) -> None:
    """Write a figure as SVG with nothing in it that depends on the day."""
    FOLDER.mkdir(exist_ok=True)
    figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def plane(axes: Axes, values: torch.Tensor, title: str) -> None:
    """Colour the plane by values in [0, 1] on a square grid over [-0.5, 1.5]; mark the four rows of XOR."""
    side = torch.linspace(-0.5, 1.5, values.shape[0])
    axes.contourf(side, side, values, levels=[0, 0.1, 0.5, 0.9, 1], cmap="RdBu_r", alpha=0.5)
    axes.contour(side, side, values, levels=[0.5], colors="0.2", linewidths=1.2)
    for (x1, x2), y in zip(XOR_X.tolist(), XOR_Y.flatten().tolist(), strict=True):
        axes.plot(x1, x2, marker="o" if y else "X", color=ORANGE if y else BLUE, markersize=11, markeredgecolor="white")
    axes.set(title=title, xticks=[0, 1], yticks=[0, 1], aspect="equal", xlabel="$x_1$", ylabel="$x_2$")


def half_planes() -> None:
    """One perceptron halves the plane; two halves and a third perceptron make the band that XOR needs."""
    side = torch.linspace(-0.5, 1.5, 41)
    x1, x2 = torch.meshgrid(side, side, indexing="xy")
    points = torch.stack([x1.flatten(), x2.flatten()], dim=1)
    model = XorMLP()
    weights = {
        "linear1.weight": torch.tensor([[12.0, 12.0], [12.0, 12.0], [0.0, 0.0]]),
        "linear1.bias": torch.tensor([-6.0, -18.0, 0.0]),
        "linear2.weight": torch.tensor([[12.0, -12.0, 0.0]]),
        "linear2.bias": torch.tensor([-6.0]),
    }
    model.load_state_dict(weights)
    hidden = torch.sigmoid(model.linear1(points)).detach().reshape(41, 41, 3)
    output = model(points).detach().reshape(41, 41)
    figure, (first, second, both) = plt.subplots(1, 3, figsize=(10, 3.6))
    plane(first, hidden[..., 0], "$h_1$")
    plane(second, hidden[..., 1], "$h_2$")
    plane(both, output, r"$\sigma(12 h_1 - 12 h_2 - 6)$")
    save(figure, "half_planes")


def bends() -> None:
    """A sum of affine maps is a line; with ReLU around each of them the line gets a bend per unit."""
    x = torch.linspace(-2, 2, 201)
    units = [(1.5, 1.0, 1.0), (2.0, -1.0, -1.5)]
    figure, (straight, bent) = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
    for axes, activation, name in ((straight, lambda z: z, "{}"), (bent, torch.relu, r"\mathrm{{relu}}({})")):
        parts = [scale * activation(slope * x + offset) for slope, offset, scale in units]
        for (slope, offset, scale), part in zip(units, parts, strict=True):
            inner = name.format(f"{slope:g}x {'+' if offset > 0 else '-'} {abs(offset):g}")
            sign = "" if scale == 1 else f"{scale:g}\\,"
            inner = inner if "relu" in inner or scale == 1 else f"({inner})"
            axes.plot(x, part, color=BLUE, linewidth=1, linestyle="--" if scale < 0 else ":", label=f"${sign}{inner}$")
        axes.plot(x, sum(parts), color=ORANGE, linewidth=2.2, label=r"$\Sigma$")
        axes.set_xlabel("$x$")
        axes.legend(frameon=False)
    save(figure, "bends")


if __name__ == "__main__":
    half_planes()
    bends()
