"""Draws the figures of this lab's handout from its own solution. Run it from anywhere: it writes `figures/*.svg`."""

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import torch
from linear_models import AND_X, AND_Y, LogisticRegression, fit_logistic, sigmoid, tanh
from matplotlib.figure import Figure

FOLDER = Path(__file__).parent / "figures"
BLUE, ORANGE = "#1f6fb4", "#d9622b"
# The same inputs give the same bytes: ids from a fixed salt, and no date in the metadata.
mpl.rcParams.update({"svg.hashsalt": "linear_models", "font.size": 11, "axes.spines.top": False})
mpl.rcParams.update({"axes.spines.right": False, "figure.constrained_layout.use": True})


def save(figure: Figure, name: str) -> None:
    """Write a figure as SVG with nothing in it that depends on the day."""
    FOLDER.mkdir(exist_ok=True)
    figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def activations() -> None:
    """Sigmoid and tanh, and their gradients as autograd finds them."""
    figure, (values, slopes) = plt.subplots(1, 2, figsize=(9, 3.2))
    functions: list[tuple[str, Callable[[torch.Tensor], torch.Tensor], str]] = [
        (r"$\sigma(z)$", sigmoid, BLUE),
        (r"$\tanh(z)$", tanh, ORANGE),
    ]
    for name, function, colour in functions:
        z = torch.linspace(-6, 6, 241, dtype=torch.float64, requires_grad=True)
        a = function(z)
        (slope,) = torch.autograd.grad(a.sum(), z)
        values.plot(z.detach(), a.detach(), color=colour, label=name)
        slopes.plot(z.detach(), slope, color=colour, label=name.replace("(z)", "'(z)"))
    for axes in (values, slopes):
        axes.axhline(0, color="0.8", linewidth=0.8, zorder=0)
        axes.axvline(0, color="0.8", linewidth=0.8, zorder=0)
        axes.set_xlabel("$z$")
        axes.legend(frameon=False, loc="upper left")
    slopes.set_yticks([0, 0.25, 0.5, 1])
    save(figure, "activations")


def and_gate() -> None:
    """The four probabilities of AND over 8000 epochs, on a logarithmic axis of epochs."""
    model = LogisticRegression(2, 1)
    model.load_state_dict({"linear.weight": torch.tensor([[-0.1, 0.4]]), "linear.bias": torch.tensor([-0.3])})
    epochs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 4000, 8000]
    rows = []
    for before, after in zip([0, *epochs], epochs, strict=False):
        fit_logistic(model, AND_X, AND_Y, after - before, 0.1)
        rows.append(model(AND_X).detach().flatten())
    probabilities = torch.stack(rows)
    figure, axes = plt.subplots(figsize=(6, 3.2))
    for row, (x, marker) in enumerate(zip(AND_X.int().tolist(), "osv^", strict=True)):
        colour = ORANGE if AND_Y[row] else BLUE
        label = f"$({x[0]}, {x[1]})$"
        axes.semilogx(epochs, probabilities[:, row], color=colour, marker=marker, markersize=4, label=label)
    axes.axhline(0.5, color="0.8", linewidth=0.8, zorder=0)
    axes.set_ylim(0, 1)
    axes.set_xlabel("epoch")
    axes.set_ylabel(r"$\hat y$")
    axes.legend(frameon=False, ncols=2)
    save(figure, "and_gate")


if __name__ == "__main__":
    activations()
    and_gate()
