"""Draws the figures of the handout from the references: `python solutions/regularization/figures.py`.

Same input, same bytes: seeds are fixed, and matplotlib writes neither a date nor random ids.
"""

import math
from pathlib import Path

import matplotlib as mpl
import numpy as np
import torch
from layers import dropout_layer, lp_norm
from matplotlib import pyplot as plt
from mlp import gradient_norms
from weight_decay import synthetic_data, train

FOLDER = Path(__file__).parent / "figures"
BLUE, ORANGE, GREEN, GREY = "#2563a8", "#d9730d", "#2e8b57", "#888888"
STYLE = {
    "svg.hashsalt": "regularization",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "figure.constrained_layout.use": True,
}


def balls() -> plt.Figure:
    """Level lines of a loss, and where they first meet the L1 and the L2 ball."""
    figure, axes = plt.subplots(1, 2, figsize=(6.4, 3.2))
    side = torch.linspace(-1.6, 2.4, 201)
    w1, w2 = torch.meshgrid(side, side, indexing="xy")
    loss = (w1 - 0.9) ** 2 + 4 * (w2 - 1.6) ** 2 + 2.4 * (w1 - 0.9) * (w2 - 1.6)
    pairs = torch.stack([w1.flatten(), w2.flatten()], 1)
    for axis, p, colour in zip(axes, (1, 2), (ORANGE, BLUE), strict=True):
        norm = torch.stack([lp_norm(pair, p) for pair in pairs]).reshape(w1.shape)
        axis.contourf(w1, w2, norm, levels=[0, 1], colors=[colour], alpha=0.35)
        best = pairs[torch.where(norm.flatten() <= 1, loss.flatten(), torch.inf).argmin()]
        level = float(loss.flatten()[(pairs == best).all(1)].min())
        axis.contour(w1, w2, loss, levels=[level * f for f in (0.1, 0.45, 1)], colors=GREY, linewidths=0.9)
        axis.plot(*best.tolist(), "o", color=colour)
        axis.set(aspect="equal", xlabel="$w_1$", ylabel="$w_2$", title=rf"$\|w\|_{p} \leq 1$")
        axis.axhline(0, color="black", linewidth=0.6)
        axis.axvline(0, color="black", linewidth=0.6)
    return figure


def dropout() -> plt.Figure:
    """Three masks over a layer of ones: what is kept grows to 1 / (1 - p)."""
    figure, axes = plt.subplots(1, 3, figsize=(6.4, 2.5))
    for axis, p in zip(axes, (0.2, 0.5, 0.8), strict=True):
        kept = dropout_layer(torch.ones(10, 10), p)
        means = dropout_layer(torch.ones(1000, 10, 10), p).mean()
        axis.pcolormesh(np.flipud(kept.numpy()), cmap="Blues", vmin=0, vmax=6, edgecolors="white", linewidth=0.6)
        axis.set(
            aspect="equal",
            xticks=[],
            yticks=[],
            title=f"p = {p}: 0 or {1 / (1 - p):g}",
            xlabel=f"mean {kept.mean():.2f}\n(of 1000 masks: {means:.2f})",
        )
        axis.grid(False)
        axis.spines[:].set_visible(False)
    return figure


def weight_decay() -> plt.Figure:
    """Training and test loss per epoch on 20 rows and 200 weights, without and with a penalty."""
    true_w = torch.full((200, 1), 0.01)
    rows, test_rows = synthetic_data(true_w, 0.05, 20), synthetic_data(true_w, 0.05, 100)
    start = torch.randn(200, 1)
    figure, axes = plt.subplots(1, 2, figsize=(6.4, 2.7), sharey=True)
    for axis, lambd in zip(axes, (0, 3), strict=True):
        w, _, train_losses, test_losses = train(lambd, rows, test_rows, w=start)
        axis.semilogy(range(1, 101), train_losses, color=BLUE, label="training")
        axis.semilogy(range(1, 101), test_losses, color=ORANGE, label="test")
        axis.set(xlabel="epoch", title=rf"$\lambda = {lambd}$, $\|w\|_2 = {w.norm():.2g}$")
    axes[0].set_ylabel("loss")
    axes[0].legend(loc="lower left")
    return figure


def gradients() -> plt.Figure:
    """Gradient norms by layer for three activations, and the largest entry of a product of N(0, 1) matrices."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(6.4, 2.7))
    for name, colour in (("sigmoid", ORANGE), ("tanh", BLUE), ("relu", GREEN)):
        norms = torch.tensor([gradient_norms(20, getattr(torch, name)) for _ in range(20)])
        left.semilogy(range(1, 21), norms.log().mean(0).exp(), color=colour, label=name)
    left.set(xlabel="layer", ylabel="gradient norm", title="20 layers", xticks=[1, 5, 10, 15, 20])
    left.legend()
    product, largest = torch.eye(4, dtype=torch.float64), []
    for _ in range(100):
        product = product @ torch.randn(4, 4, dtype=torch.float64)
        largest.append(math.log10(product.abs().max()))
    right.plot(range(1, 101), largest, color=GREY)
    right.set(xlabel="matrices", ylabel=r"$\log_{10}$ of the largest entry", title="product of 4x4 N(0, 1) matrices")
    return figure


def main() -> None:
    """Write every figure as SVG."""
    FOLDER.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    with mpl.rc_context(STYLE):
        for draw in (balls, dropout, weight_decay, gradients):
            torch.manual_seed(3)
            figure = draw()
            figure.savefig(FOLDER / f"{draw.__name__}.svg", metadata={"Date": None})
            plt.close(figure)


if __name__ == "__main__":
    mpl.use("svg")
    main()
