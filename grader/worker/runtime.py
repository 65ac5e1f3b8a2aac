"""Answers the judge's calls on a submission with plain data. The student's code runs here and nowhere else.

What a reply says is a claim of the worker: the judge compares values and believes nothing. So nothing here
is hidden from the student's code, and nothing here would help it: no expected value ever arrives.
"""

import io
import itertools
import random
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from grader.errors import WireError
from grader.wire import (
    Call,
    DictData,
    ErrorData,
    HandleData,
    Import,
    Imported,
    ListData,
    Packer,
    Reply,
    Start,
    TorchData,
    TupleData,
    Value,
    frame,
    unpack,
)
from grader.worker import shims, training
from grader.worker.modules import Submission, error_data, run_standins, sendable
from grader.worker.observe import Observer

_ITERATOR_ITEMS = 10_000
_PROBE_CALLS = 10_000


class Probe(nn.Module):
    """Wraps a model and records in which mode it is called: `calls`, a list of dicts."""

    def __init__(self, inner: Any) -> None:
        super().__init__()
        self.inner = inner
        self.calls: list[dict[str, Any]] = []

    def forward(self, x: Tensor) -> Any:
        """Record, then do what the inner model does."""
        if len(self.calls) < _PROBE_CALLS:
            largest = float(x.detach().abs().max()) if x.numel() else 0.0
            self.calls.append(
                {
                    "training": self.training,
                    "grad_enabled": torch.is_grad_enabled(),
                    "shape": list(x.shape),
                    "max": largest,
                }
            )
        return self.inner(x)


class _NotThere(Exception):
    """The submission has nothing of this name."""


class Output(io.TextIOBase):
    """Keeps the first characters of what is printed and drops the rest."""

    def __init__(self, limit: int) -> None:
        self._kept: list[str] = []
        self._left = limit

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str, /) -> int:
        """Keep what still fits."""
        if self._left > 0:
            self._kept.append(text[: self._left])
            self._left -= len(text)
        return len(text)

    def text(self) -> str:
        """What was kept."""
        return sendable("".join(self._kept))


class Runtime:
    """One submission in one worker.

    `folder` is the worker's scratch folder; with `in_place` it is the student's own, and what they print is shown.
    """

    def __init__(self, folder: Path, *, in_place: bool = False) -> None:
        self._folder = folder if in_place else folder / "submission"
        self._in_place = in_place
        self._objects: dict[int, Any] = {}
        self._ids = itertools.count(1)
        self._notes: list[tuple[str, str]] = []
        self._submission: Submission | None = None
        self._output_bytes = 0
        self._watched: Mapping[str, Sequence[str]] = {}
        self._packer = Packer(self._other)
        self._ops: dict[str, Callable[..., Any]] = {
            "attr": _attribute,
            "load": _load_parameters,
            "like": _parameters_like,
            "probe": Probe,
            "train": self._train,
            "predict": self._predict,
        }

    def start(self, message: Start, body: bytes) -> None:
        """Lay out the submission's files in the scratch folder and get ready to read its modules."""
        files: Mapping[str, bytes] = unpack(message.files, body, self._resolve)
        if not self._in_place:
            self._write(files)
        self._output_bytes = message.output_bytes
        self._watched = message.watched
        standins = run_standins(message.standins)
        self._submission = Submission(
            self._folder, files, message.plan, standins, message.replace, message.forbidden, message.aliases
        )
        sys.meta_path.insert(0, self._submission)
        sys.path.append(str(self._folder))  # last, so that a file of theirs shadows no package
        if not self._in_place:
            shims.install(message.device, self._folder, self._note)

    def _write(self, files: Mapping[str, bytes]) -> None:
        self._folder.mkdir()
        for name, data in files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    @contextmanager
    def _quiet(self, output: Output) -> Iterator[None]:
        """Keep what is printed, unless the student is there to see it."""
        if self._in_place:
            yield
            return
        with redirect_stdout(output), redirect_stderr(Output(0)):
            yield

    def load(self, message: Import) -> Imported:
        """Read one module."""
        assert self._submission is not None
        with self._quiet(Output(0)):
            report = self._submission.load(message.module, message.seq)
        return Imported(
            report.seq, report.mode, report.error, report.names, (*report.notes, *self._taken_notes()),
            report.flags, report.newer_python,
        )  # fmt: skip

    def begin(self, seed: int) -> None:
        """Forget the handles of the last test and seed every generator."""
        self._objects.clear()
        _seed_all(seed)

    def call(self, message: Call, body: bytes) -> bytes:
        """Do what was asked; a whole frame with the reply, also where the call or its encoding fails."""
        output = Output(self._output_bytes)
        self._packer = packer = Packer(self._other)
        try:
            with self._quiet(output):
                reply = self._answer(message, body, packer, output)
            return frame(reply, packer.body)
        except BaseException as error:
            failed = error_data(error, self._folder)
            if isinstance(error, _NotThere):
                failed = ErrorData("NameError", str(error), missing=True)
            if isinstance(error, WireError):
                failed = ErrorData("CannotReturn", f"what came back cannot be sent: {error}")
            return frame(Reply(message.seq, error=failed, stdout=output.text()[:2000], notes=self._taken_notes()))

    def _answer(self, message: Call, body: bytes, packer: Packer, output: Output) -> Reply:
        args = unpack(message.args, body, self._resolve)
        kwargs = unpack(message.kwargs, body, self._resolve)
        for index in message.grad:
            args[index] = args[index].detach().clone().requires_grad_(True)
        try:
            function = self._target(message)
        except (KeyError, AttributeError) as error:
            raise _NotThere(str(error.args[0]) if error.args else message.target) from error
        if message.seed is not None:
            _seed_all(message.seed)
        watched = self._watched.get(message.target) if message.kind == "name" else None
        observer = Observer(watched) if watched else None
        with observer or nullcontext():
            value = function(*args, **kwargs)
            collected = message.collect is not None and _has_items(value)  # else the judge says what came instead
            if collected:
                value = list(itertools.islice(iter(value), message.collect))
        grads = None
        if message.grad:
            cotangent = unpack(message.cotangent, body, self._resolve)
            grads = ListData(packer.pack_all(_gradients(value, [args[i] for i in message.grad], cotangent)))
        packed = self._kept(value, collected) if message.keep else packer.pack(value)
        after = ListData(packer.pack_all(args)) if message.after else None
        called = tuple(observer.called) if observer else ()
        return Reply(message.seq, packed, grads, after, None, output.text()[:20_000], self._taken_notes(), called)

    def _target(self, message: Call) -> Callable[..., Any]:
        if message.kind == "op":
            return self._ops[message.target]
        if message.kind == "torch":
            return _dotted(torch, message.target)  # type: ignore[no-any-return]
        if message.kind == "handle":
            return _dotted(self._objects[message.handle], message.target)  # type: ignore[no-any-return]
        assert self._submission is not None
        return self._submission.lookup(message.target)  # type: ignore[no-any-return]

    def _resolve(self, value: Any) -> Any:
        if isinstance(value, HandleData):
            return self._objects[value.id]
        assert isinstance(value, TorchData)
        return _dotted(torch, value.path)

    def _other(self, value: Any) -> Value:
        """Wire values for what is no plain data: close relatives as data, everything else as a handle."""
        packer = self._packer
        if isinstance(value, np.generic):
            return packer.pack(value.item())
        if isinstance(value, tuple):
            return TupleData(packer.pack_all(tuple(value)), type(value).__qualname__[:100])
        if isinstance(value, OrderedDict):
            return DictData(packer.pack_all(list(value.keys())), packer.pack_all(list(value.values())))
        if isinstance(value, list | range | set | frozenset):
            return ListData(packer.pack_all(list(itertools.islice(value, _ITERATOR_ITEMS))))
        if isinstance(value, Iterator):
            return ListData(packer.pack_all(list(itertools.islice(value, _ITERATOR_ITEMS))))
        return self._hold(value)

    def _kept(self, value: Any, collected: bool) -> Value:
        return ListData(tuple(self._hold(item) for item in value)) if collected else self._hold(value)

    def _hold(self, value: Any) -> HandleData:
        number = next(self._ids)
        self._objects[number] = value
        mro = tuple(f"{c.__module__}.{c.__qualname__}"[:200] for c in type(value).__mro__[:20])
        return HandleData(number, type(value).__name__[:100], mro)

    def _train(self, model: str, train: str, request: dict[str, Any]) -> dict[str, Any]:
        return training.run(self._named(model), self._named(train), request)

    def _predict(self, model: str, state: dict[str, Tensor], request: dict[str, Any]) -> Any:
        return training.predict(self._named(model), state, request)

    def _named(self, name: str) -> Any:
        assert self._submission is not None
        try:
            return self._submission.lookup(name)
        except KeyError as error:
            raise _NotThere(name) from error

    def _note(self, en: str, ko: str) -> None:
        if (en, ko) not in self._notes and len(self._notes) < 20:
            self._notes.append((en, ko))

    def _taken_notes(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._notes)


def _seed_all(seed: int) -> None:
    torch.default_generator.manual_seed(seed)  # suites run on the CPU; torch.manual_seed costs 1 ms more
    random.seed(seed)
    np.random.seed(seed % 2**32)


def _dotted(owner: Any, path: str) -> Any:
    for name in path.split(".") if path else []:
        owner = getattr(owner, name)
    return owner


def _has_items(value: Any) -> bool:
    return any(hasattr(type(value), name) for name in ("__iter__", "__getitem__"))


def _gradients(value: Any, inputs: Sequence[Tensor], cotangent: Any) -> Sequence[Tensor | None]:
    """d sum(value * cotangent) / d input, None where nothing flows. A tuple counts by its first tensor."""
    parts = value if isinstance(value, list | tuple) else [value]
    output = next((part for part in parts if isinstance(part, Tensor)), None)
    if output is None or not output.requires_grad:
        return [None] * len(inputs)
    scalar = output.sum() if cotangent is None else (output * cotangent).sum()
    return torch.autograd.grad(scalar, list(inputs), allow_unused=True)


def _attribute(owner: Any, path: str) -> Any:
    return _dotted(owner, path)


def _matching(module: nn.Module, shapes: Sequence[Sequence[int]]) -> list[nn.Parameter]:
    """For each shape the first parameter of that shape that is not taken yet, in order of registration."""
    left = list(module.parameters())
    chosen = []
    for shape in shapes:
        found = next((p for p in left if tuple(p.shape) == tuple(shape)), None)
        if found is None:
            raise LookupError(f"no parameter of shape {tuple(shape)}; there are {[tuple(p.shape) for p in left]}")
        left = [p for p in left if p is not found]
        chosen.append(found)
    if left:
        raise LookupError(f"parameters that are not expected, of shapes {[tuple(p.shape) for p in left]}")
    return chosen


def _load_parameters(module: nn.Module, tensors: Sequence[Tensor]) -> None:
    with torch.no_grad():
        for parameter, tensor in zip(_matching(module, [t.shape for t in tensors]), tensors, strict=True):
            parameter.copy_(tensor)


def _parameters_like(module: nn.Module, tensors: Sequence[Tensor]) -> list[Tensor]:
    return [p.detach() for p in _matching(module, [t.shape for t in tensors])]
