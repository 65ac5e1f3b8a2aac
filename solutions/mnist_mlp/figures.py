"""Draws the figures of the handout: `python solutions/mnist_mlp/figures.py`.

The curves were written by `python tests/benchmarks/reproduce.py --json solutions/mnist_mlp/curves.json`. Same input,
same bytes: matplotlib writes neither a date nor random ids.
"""

import json
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

HERE = Path(__file__).parent
BLUE, ORANGE, GREEN, GREY = "#2563a8", "#d9730d", "#2e8b57", "#888888"
FLOOR = 1.4612
STYLE = {
    "svg.hashsalt": "mnist_mlp",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "figure.constrained_layout.use": True,
}


def accuracy(curves: dict) -> plt.Figure:
    """Accuracy per epoch of two networks, here and in the documents."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.0), sharey=True, width_ratios=(2, 3))
    blog, kece = curves["blog"], curves["kece"]
    right.plot(range(1, 31), kece["here"]["validation"], color=ORANGE, label="validation")
    for axis, here, document in (
        (left, blog["here"], blog["document"]),
        (right, kece["here"]["test"], kece["document"]["test"]),
    ):
        epochs = range(1, len(here) + 1)
        axis.plot(epochs, here, color=BLUE, label="test")
        axis.plot(epochs, document, ".", color=GREY, label="the document's test")
    left.set(title="784-256-10, Adam 0.001, batch 256", xlabel="epoch", ylabel="accuracy, %", ylim=(92.5, 98.8))
    right.set(title="784-1024-10, SGD 0.1, batch 100", xlabel="epoch")
    for axis in (left, right):
        axis.legend(loc="lower right", frameon=False)
    return figure


def floor(curves: dict) -> plt.Figure:
    """Training loss of 784-32-BN-10 with and without softmax before cross-entropy."""
    figure, axis = plt.subplots(figsize=(4.6, 2.8))
    losses = curves["snu loss"]
    for name, colour in (("softmax before cross-entropy", ORANGE), ("put right", BLUE)):
        axis.plot(range(1, 31), losses[name], color=colour, label=name)
    axis.axhline(FLOOR, color=GREY, linestyle="--", linewidth=1)
    axis.annotate(f"{FLOOR}", (30, FLOOR), xytext=(0, -10), textcoords="offset points", ha="right", color=GREY)
    axis.set(xlabel="epoch", ylabel="training loss", ylim=(0, None), title="784-32-BN-10, Adam 0.001")
    axis.legend(frameon=False, loc="center right")
    return figure


def main() -> None:
    """Write every figure into `figures/`."""
    curves = json.loads((HERE / "curves.json").read_text(encoding="utf-8"))["curves"]
    (HERE / "figures").mkdir(exist_ok=True)
    with mpl.rc_context(STYLE):
        for draw in (accuracy, floor):
            figure = draw(curves)
            figure.savefig(HERE / "figures" / f"{draw.__name__}.svg", metadata={"Date": None})
            plt.close(figure)


if __name__ == "__main__":
    mpl.use("svg")
    main()
