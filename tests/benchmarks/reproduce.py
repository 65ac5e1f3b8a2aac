"""Trains the references as the course documents did and prints both results side by side.

    python tests/benchmarks/reproduce.py --data DIR [--quick] [--only NAME] [--json FILE]

DIR is torchvision's folder (default: GRADER_DATA). An accuracy is ok within 0.5 percentage points of the document, a
probability on the same side and of the same order of magnitude, a loss within a fifth. Where a document has a slip, the
right form and the slip stand side by side. Data stays in memory as tensors that are cut into batches.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import documents as doc
import torch
import torch.nn.functional as F
from comparison import POINTS, Batches, Images, Row, Settings, Table, print_rows, shown, tensors
from torch import Tensor, nn
from torch.utils.data import TensorDataset
from torchvision.datasets import MNIST, FashionMNIST

SOLUTIONS = Path(__file__).parents[2] / "solutions"
sys.path[:0] = [str(SOLUTIONS / lab) for lab in ("linear_models", "perceptrons", "regularization", "mnist_mlp")]

# The references are no package: each lab is a folder of modules, and these names are all different.
import linear_models  # noqa: E402
import mlp as regularization  # noqa: E402
import model as mnist_models  # noqa: E402
import perceptrons  # noqa: E402
import train as mnist_train  # noqa: E402
import weight_decay  # noqa: E402

Result = tuple[list[Row], dict[str, Any]]


def blog(settings: Settings) -> Result:
    """784-256-10 with Adam; the test images are evaluated after each epoch."""
    table = Table("Blog 784-256-10, Adam")
    training, test = tensors(MNIST, settings.data)
    torch.manual_seed(0)
    model = mnist_models.MLP()
    count = mnist_models.count_parameters(model)
    table.add("parameters", "203530", str(count), count == 203_530)
    for name, part, wanted in zip(("training", "test"), (training, test), doc.BLOG_UNTRAINED, strict=True):
        got = _percent(model, part)
        table.add(f"untrained, {name} %", f"{wanted:.1f}", f"{got:.1f}", got < 30)
    loaders = Batches(training, 256, shuffle=True), Batches(test, 1000)
    history = mnist_train.train(model, *loaders, epochs=settings.epochs(10), lr=1e-3)
    here = [100 * entry["validation_accuracy"] for entry in history]
    for epoch, (wanted, got) in enumerate(zip(doc.BLOG_TEST, here, strict=False), 1):
        table.percent(f"test % after epoch {epoch}", wanted, got)
    for index in (0, len(history) - 1):
        table.loss(f"loss of epoch {index + 1}", doc.BLOG_LOSS[index], history[index]["loss"])
    if not settings.quick:
        table.percent("training % after epoch 10", doc.BLOG_TRAIN_LAST, _percent(model, training))
    return table.rows, {"blog": {"document": doc.BLOG_TEST, "here": here}}


def kece(settings: Settings) -> Result:
    """784-1024-10 with SGD, a validation set, and the test images in both scalings."""
    table = Table("KECE470 784-1024-10, SGD")
    training, test = tensors(MNIST, settings.data)
    raw = (255 * test[0], test[1])
    parts = mnist_train.split_train_validation(TensorDataset(*training), 0.1, seed=123)
    fitting, validation = ((training[0][part.indices], training[1][part.indices]) for part in parts)
    torch.manual_seed(123)
    model = mnist_models.MLP(784, 1024, 10)
    for layer in (model.lin_1, model.lin_2):  # the document: He uniform weights, biases as PyTorch has them
        layer.reset_parameters()
        nn.init.kaiming_uniform_(layer.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    here: dict[str, list[float]] = {"loss": [], "test": [], "raw test": [], "validation": []}
    for _ in range(settings.epochs(30)):
        here["loss"].append(_sgd_epoch(model, Batches(fitting, 100, shuffle=True, drop_last=True), optimizer))
        for name, part in (("test", test), ("raw test", raw), ("validation", validation)):
            here[name].append(_percent(model, part))
    for epoch in (e for e in (1, 2, 10, 20, 30) if e <= len(here["test"])):
        document = {"test": doc.KECE_TEST, "raw test": doc.KECE_TEST, "validation": doc.KECE_VALIDATION}
        for name, what in (("test", "test % (0..1)"), ("raw test", "test % (0..255)"), ("validation", "validation %")):
            table.percent(f"{what} after epoch {epoch}", document[name][epoch - 1], here[name][epoch - 1])
    table.loss("loss of epoch 1", doc.KECE_LOSS[0], here["loss"][0])
    _add_scaling(table, model, test, raw)
    if not settings.quick:
        table.loss("loss of epoch 30", doc.KECE_LOSS[1], here["loss"][-1])
        _add_convergence(table, here)
    return table.rows, {"kece": {"document": {"test": doc.KECE_TEST, "validation": doc.KECE_VALIDATION}, "here": here}}


def _add_scaling(table: Table, model: nn.Module, test: Images, raw: Images) -> None:
    """What test images as 0..255 change: hardly the ranking of the scores, but their size and the loss."""
    with torch.no_grad():
        small, large = model(test[0]), model(raw[0])
    losses = [F.cross_entropy(z, test[1]).item() for z in (small, large)]
    changed = 100 * (small.argmax(1) != large.argmax(1)).float().mean().item()
    table.add("test loss, images 0..1 / 0..255", "-", f"{losses[0]:.3f} / {losses[1]:.3f}")
    table.add("largest score, images 0..1 / 0..255", "-", f"{small.max():.1f} / {large.max():.0f}")
    table.add("predictions that 0..255 changes, %", "-", f"{changed:.2f}")


def _add_convergence(table: Table, here: dict[str, list[float]]) -> None:
    """The homework's question: from when on does the accuracy stay within half a point?"""
    gaps = [
        max(abs(a - b) for a, b in zip(test, validation, strict=True))
        for test, validation in ((doc.KECE_TEST, doc.KECE_VALIDATION), (here["test"], here["validation"]))
    ]
    table.add("largest gap between test and validation", f"{gaps[0]:.2f}", f"{gaps[1]:.2f}")
    for window in (3, 5):
        epochs = [_converged(curve, window) for curve in (doc.KECE_VALIDATION, here["validation"])]
        table.add(f"first of {window} epochs within {doc.KECE_SPAN} points, validation", f"{epochs[0]}", f"{epochs[1]}")
    late = [value for name in ("test", "validation") for value in here[name][doc.KECE_CONVERGED - 1 :]]
    inside = min(late) >= doc.KECE_RANGE[0] - POINTS and max(late) <= doc.KECE_RANGE[1] + POINTS
    table.add("range from epoch 25 on, %", "97.6-98.1", f"{min(late):.2f}-{max(late):.2f}", inside)


class SlideBatchNorm(nn.Module):
    """The slide's network with its slips: one BatchNorm applied twice, after ReLU, and softmax at the end."""

    def __init__(self, *, twice: bool = True, softmax: bool = True) -> None:
        super().__init__()
        self.fc1, self.bn, self.fc2 = nn.Linear(784, 32), nn.BatchNorm1d(32), nn.Linear(32, 10)
        self.twice, self.softmax = twice, softmax

    def forward(self, x: Tensor) -> Tensor:
        """Logits, or probabilities with `softmax`."""
        h = self.bn(torch.relu(self.fc1(x)))
        z = self.fc2(self.bn(h) if self.twice else h)
        return torch.softmax(z, 1) if self.softmax else z


def snu(settings: Settings) -> Result:
    """784-32-BN-10 with Adam: put right, and with the slide's slips one by one."""
    training, test = tensors(MNIST, settings.data)
    versions: dict[str, Callable[[], nn.Module]] = {
        "put right": mnist_models.BatchNormMLP,
        "BN twice": lambda: SlideBatchNorm(softmax=False),
        "softmax before cross-entropy": lambda: SlideBatchNorm(twice=False),
        "as on the slide": SlideBatchNorm,
    }
    rows, losses = [], {}
    for name, make in versions.items():
        table = Table(f"SNU 784-32-BN-10, Adam: {name}")
        torch.manual_seed(0)
        model = make()
        loaders = Batches(training, 256, shuffle=True), Batches(test, 1000)
        history = mnist_train.train(model, *loaders, epochs=settings.epochs(30), lr=1e-3)
        losses[name] = [entry["loss"] for entry in history]
        if name == "put right":
            count = mnist_models.count_parameters(model)
            table.add("parameters", "25514", str(count), count == 25_514)
            table.add("size in float32", '"about 100 MB"', f"{4 * count / 1000:.0f} KB")
        _add_snu_accuracies(table, model, history, test, hold=name == "put right")
        _add_snu_loss(table, losses[name], softmax="softmax" in name or "slide" in name)
        rows += table.rows
    return rows, {"snu loss": losses}


def _add_snu_accuracies(
    table: Table, model: nn.Module, history: list[dict[str, float]], test: Images, *, hold: bool
) -> None:
    """Over the whole test set in evaluation mode, and as the slide measured: one batch, training mode."""
    low, high = doc.SNU_WHOLE
    for epoch in (e for e in doc.SNU_TEST if e <= len(history)):
        got = 100 * history[epoch - 1]["validation_accuracy"]
        wanted = f"{doc.SNU_TEST[epoch]:.2f} (one batch)"
        ok = low <= got <= high if hold else None
        table.add(f"test % after epoch {epoch}, all, eval()", wanted, f"{got:.2f}", ok)
    model.train()
    with torch.no_grad():
        parts = [100 * mnist_train.accuracy(model(x), y) for x, y in Batches(test, 256) if len(y) == 256]
    what = "test %, batches of 256 without eval(), lowest to highest"
    table.add(what, "96.09-97.27", f"{min(parts):.2f}-{max(parts):.2f}")


def _add_snu_loss(table: Table, losses: list[float], *, softmax: bool) -> None:
    """The last epoch's loss; with softmax in the model it cannot fall below the floor."""
    mean = losses[-1]
    here = f"{mean:.4f} a batch, {doc.SNU_BATCHES * mean:.1f} an epoch"
    what = f"last loss (floor with softmax {doc.SNU_FLOOR})"
    if softmax and len(losses) == 30:
        document = doc.SNU_LOSS[30] / doc.SNU_BATCHES
        shown_document = f"{document:.4f} a batch, {doc.SNU_LOSS[30]:.1f} an epoch"
        table.add(what, shown_document, here, mean > doc.SNU_FLOOR and abs(mean - document) < 0.02)
    else:
        table.add(what, "-", here, (mean > doc.SNU_FLOOR) == softmax)


def gates(settings: Settings) -> Result:
    """AND with one perceptron, XOR with 2-3-1, and the minibatch example."""
    X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y_and, y_xor = torch.tensor([[0.0], [0.0], [0.0], [1.0]]), torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    torch.manual_seed(0)
    early, late = linear_models.LogisticRegression(2, 1), linear_models.LogisticRegression(2, 1)
    linear_models.fit_logistic(early, X, y_and, 1000, 0.01)
    linear_models.fit_logistic(late, X, y_and, 8000, 0.1)
    both = Table("Hanyang AND")
    values = early(X).flatten().tolist()
    both.add("lr 0.01, 1000 epochs", "not converged", shown(values), max(values[1:3]) > 0.1)
    both.probabilities("lr 0.1, 8000 epochs", doc.AND_8000, late(X).flatten().tolist())
    either = Table("Hanyang XOR")
    solved = []
    for seed in range(8):
        torch.manual_seed(seed)
        model = perceptrons.XorMLP()
        perceptrons.train(model, [(X, y_xor)], 1000, 0.1)
        if bool(((model(X) - y_xor).abs() < 0.1).all()):
            solved.append(model)
    either.add("random starts that reach 4 of 4", "about 3 of 4", f"{len(solved)} of 8", len(solved) >= 4)
    if solved:
        perceptrons.train(solved[0], [(X, y_xor)], 3000, 0.1)
        either.probabilities("2-3-1 from one of them", doc.XOR, solved[0](X).flatten().tolist())
    batch = Table("SNU minibatch")
    torch.manual_seed(0)
    separator, same = perceptrons.Separator(), torch.full((100, 2), 0.5)
    perceptrons.train(separator, [(same, torch.cat([torch.ones(80, 1), torch.zeros(20, 1)]))], 500, 0.05)
    reached = separator(same[:1]).item()
    ok = abs(reached - doc.MINIBATCH_OPTIMUM) < 0.005
    batch.add("one input, 80 labels 1 and 20 labels 0", f"{doc.MINIBATCH_OPTIMUM}", f"{reached:.4f}", ok)
    return [*both.rows, *either.rows, *batch.rows], {}


def decay(settings: Settings) -> Result:
    """KUBIG: weight decay with lambda 0 and 3, and the product of 100 random matrices. No figure was printed."""
    table = Table("KUBIG week 3")
    torch.manual_seed(0)
    w = torch.full((200, 1), 0.01)
    data = weight_decay.synthetic_data(w, 0.05, 20), weight_decay.synthetic_data(w, 0.05, 100)
    runs = []
    for lambd in (0, 3):
        fitted, _, training, test = weight_decay.train(lambd, *data)
        runs.append((fitted.norm().item(), training[-1], test[-1]))
    texts = ["|w| {:.3f}, loss: training {:.1e}, test {:.1e}".format(*run) for run in runs]
    free, held = runs
    table.add("weight decay, lambda 0", "overfits", texts[0], free[2] > 100 * free[1])
    shrunk = held[0] < free[0] / 10 and held[2] < free[2] / 10
    table.add("weight decay, lambda 3", "smaller |w| and test loss", texts[1], shrunk)
    product = torch.eye(4)
    for _ in range(101):
        product = product @ torch.randn(4, 4)
    largest = product.abs().max().item()
    table.add("100 random 4x4 matrices, largest entry", "explodes", f"{largest:.1e}", largest > 1e15)
    return table.rows, {}


def fashion(settings: Settings) -> Result:
    """KUBIG's scratch MLP and dropout Net on Fashion-MNIST, where that is at hand. No figure was printed."""
    table = Table("KUBIG Fashion-MNIST")
    try:
        training, test = tensors(FashionMNIST, settings.fashion)
    except RuntimeError:
        table.add("not at hand", "-", f"no FashionMNIST/raw in {settings.fashion}")
        return table.rows, {}
    epochs = settings.epochs(10)
    torch.manual_seed(0)
    params = regularization.init_params(784, 10, 256)
    optimizer = torch.optim.SGD(params, lr=0.1)
    for _ in range(epochs):
        _sgd_epoch(lambda x: regularization.net(x, params), Batches(training, 256, shuffle=True), optimizer)
    with torch.no_grad():
        scratch = 100 * mnist_train.accuracy(regularization.net(test[0], params), test[1])
    table.add(f"scratch MLP, SGD 0.1, test % after {epochs} epochs", "-", f"{scratch:.2f}", scratch > 60)
    model = regularization.Net(784, 10, 256, 256)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(epochs):
        _sgd_epoch(model, Batches(training, 256, shuffle=True), optimizer)
    table.add(f"dropout Net, SGD 0.5, test % after {epochs} epochs", "-", f"{_percent(model, test):.2f}")
    return table.rows, {}


SECTIONS = {"gates": gates, "decay": decay, "blog": blog, "kece": kece, "snu": snu, "fashion": fashion}


def _sgd_epoch(model: Callable[[Tensor], Tensor], loader: Batches, optimizer: torch.optim.Optimizer) -> float:
    """One epoch of mean cross-entropy; the mean of the batch losses."""
    losses = []
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


def _percent(model: nn.Module, data: Images) -> float:
    return 100 * float(mnist_train.evaluate(model, Batches(data, 1000), "cpu"))


def _converged(curve: Sequence[float], window: int) -> int | None:
    history = [{"validation_accuracy": round(value, 2)} for value in curve]
    return mnist_train.converged_epoch(history, window, doc.KECE_SPAN + 1e-9)


def main() -> int:
    """Run what was asked for; 1 where something is not as in the document, 2 where MNIST is not at hand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("GRADER_DATA", "data"), help="torchvision's folder")
    parser.add_argument("--fashion-data", type=Path, help="the same for Fashion-MNIST, where it is another folder")
    parser.add_argument("--quick", action="store_true", help="2 epochs of each training")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="this part alone (repeatable)")
    parser.add_argument("--json", type=Path, help="write rows and curves to this file")
    options = parser.parse_args()
    settings = Settings(options.data, options.fashion_data or options.data, options.quick)
    rows: list[Row] = []
    curves: dict[str, Any] = {}
    for name in options.only or SECTIONS:
        try:
            found, drawn = SECTIONS[name](settings)
        except RuntimeError as error:
            if "not found" not in str(error):
                raise
            print(f"No MNIST in {settings.data}: name its folder with --data or GRADER_DATA.", file=sys.stderr)
            return 2
        print_rows(found)
        rows += found
        curves |= drawn
    if options.json:
        text = json.dumps({"rows": [asdict(row) for row in rows], "curves": curves}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    wrong = [row for row in rows if row.ok is False]
    print(f"\n{sum(row.ok is True for row in rows)} ok, {len(wrong)} not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
