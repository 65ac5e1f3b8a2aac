"""The accuracy check against the same loop run bare: same feed, same evaluations, start-up apart.

Run: python -m tests.benchmarks.training [--epochs 3] [--rounds 5] [--dataset mnist] [--device cpu] [--json FILE].
Prints; asserts nothing. The bare loop has plain tensors in memory and no fence, no wire, no other process.
"""

import argparse
import importlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from grader.accuracy.blinding import Prepared
from grader.catalog import AccuracySpec, load_course
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.judge.proxy import Student
from grader.judge.training import prepared
from grader.limits import Limits
from grader.task import AccuracyOptions
from tests.benchmarks.bare import files_of
from tests.benchmarks.contenders import REPOSITORY
from tests.benchmarks.measuring import machine, rounds, table, write

OURS, BARE = "in a worker, with its reply to the judge", "the same loop, bare"
_EVALUATED_AT_ONCE = 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", default="mnist_mlp")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dataset", choices=("mnist", "digits"), default="mnist")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    lab = load_course(REPOSITORY).lab(options.lab)
    spec = lab.toml.accuracy
    assert spec is not None
    with tempfile.TemporaryDirectory() as place:
        chosen = AccuracyOptions(options.dataset, os.environ.get("GRADER_DATA"), place)
        data = prepared(chosen, b"benchmark".ljust(32), spec.blind)
        judge = Judge(lab, b"benchmark".ljust(32), Launcher({"disabled": [], "canaries": []}))
        worker = _Trainer(judge, spec, data, options)
        bare = _Bare(lab.solution_dir, lab.modules, spec, data, options)
        for warm in (worker, bare):
            warm(1)
        found = rounds(options.rounds, {BARE: lambda: bare(options.epochs), OURS: lambda: worker(options.epochs)})
        worker.session.end()
        judge.launcher.close()
    ratio, cpu = found[OURS].wall / found[BARE].wall, found[OURS].cpu / found[BARE].cpu
    each = [ours / theirs for (ours, _), (theirs, _) in zip(found[OURS].samples, found[BARE].samples, strict=True)]
    what = f"{data.train.count} rows, {options.epochs} epochs of batches of {spec.batch_size}, {options.device}"
    print(f"{lab.id} on {options.dataset}: {what}, {options.rounds} rounds in turns, {machine()}")
    table([(name, found[name]) for name in (BARE, OURS)])
    print(f"  ratio {ratio:.3f}  (rounds: {min(each):.3f} to {max(each):.3f}; by CPU time {cpu:.3f})")
    if bare.accuracy != worker.accuracy:
        print(f"  but they differ: {bare.accuracy} and {worker.accuracy}", file=sys.stderr)
    write(options.json, {"subjects": {name: m.plain() for name, m in found.items()}, "ratio": ratio, "cpu_ratio": cpu})


class _Trainer:
    """The worker's training, asked for as the accuracy check asks. The worker is started outside of what is timed."""

    def __init__(self, judge: Judge, spec: AccuracySpec, data: Prepared, options: argparse.Namespace) -> None:
        self.spec, self.accuracy = spec, -1.0
        self.request = {
            "seed": 0, "device": options.device, "lr": spec.lr, "batch_size": spec.batch_size,
            "data": data.worker_data(),
        }  # fmt: skip
        self.session = judge.session(files_of(judge.lab), options.device)
        self.session.limits = Limits(cpu_s=3600.0, memory_mb=8192)
        gpu = options.device.startswith("cuda")
        self.session.policy = {"extra_readable": [str(data.train.images.parent)], "gpu": gpu}
        self.session.begin(0)

    def __call__(self, epochs: int) -> float:
        worker: Any = self.session.worker
        before = _cpu_s(worker._process.pid)
        reply = Student(self.session)._op("train", self.spec.model, self.spec.train, {**self.request, "epochs": epochs})
        self.accuracy = reply["history"][-1]["validation_accuracy"]
        return _cpu_s(worker._process.pid) - before


def _cpu_s(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


class _Bare:
    """The reference's own loop on tensors in memory, and an evaluation before and after it."""

    def __init__(
        self, folder: Path, modules: tuple[str, ...], spec: AccuracySpec, data: Prepared, options: argparse.Namespace
    ) -> None:
        sys.path.insert(0, str(folder))
        names: dict[str, Any] = {}
        for module in modules:
            names |= vars(importlib.import_module(module))
        self.make, self.train = names[spec.model], names[spec.train]
        self.spec, self.device, self.accuracy = spec, options.device, -1.0
        parts = (data.train, data.validation)
        self.parts = [_in_memory(part.images, part.labels, part.count, self.device) for part in parts]

    def __call__(self, epochs: int) -> float:
        torch.manual_seed(0)
        model = self.make()
        self._evaluate(model)
        torch.manual_seed(0)
        size = self.spec.batch_size
        loaders = _Feed(*self.parts[0], size, shuffle=True), _Feed(*self.parts[1], size, shuffle=False)
        history = self.train(model, *loaders, epochs=epochs, lr=self.spec.lr, device=self.device)
        self._evaluate(model)
        self.accuracy = history[-1]["validation_accuracy"]
        return 0.0

    def _evaluate(self, model: torch.nn.Module) -> None:
        model.to(self.device).eval()
        with torch.no_grad():
            for x in self.parts[1][0].split(_EVALUATED_AT_ONCE):
                model(x)
        model.train()


class _Feed:
    """Batches as the worker's loader gives them."""

    def __init__(self, images: Tensor, labels: Tensor, size: int, *, shuffle: bool) -> None:
        self.images, self.labels, self.size, self.shuffle = images, labels, size, shuffle

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        order = torch.randperm(len(self.labels)) if self.shuffle else torch.arange(len(self.labels))
        for rows in order.to(self.labels.device).split(self.size):
            yield self.images[rows], self.labels[rows]


def _in_memory(images: Path, labels: Path, count: int, device: str) -> tuple[Tensor, Tensor]:
    x = torch.from_file(str(images), shared=False, size=count * 784, dtype=torch.float32).view(count, 1, 28, 28)
    y = torch.from_file(str(labels), shared=False, size=count, dtype=torch.int64)
    return x.clone().to(device), y.clone().to(device)


if __name__ == "__main__":
    main()
