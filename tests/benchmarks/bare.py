"""The floor: a suite's test functions called one after the other in one process, with torch and the submission loaded.

No wire, no fence, no worker, no pytest: what is left is the checks' own arithmetic and the student's.
"""

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import hypothesis
import numpy as np
import torch
from torch import Tensor

from grader import wire
from grader.catalog import Lab
from grader.judge.plugin import Reference
from grader.judge.proxy import Observation
from grader.judge.suite import Suite
from grader.worker import runtime

_PLAIN = (bool, int, float, str, bytes, type(None), np.ndarray)


class Thing:
    """A value that would be a handle across the wire: methods are calls, and it can be an argument again."""

    def __init__(self, value: Any) -> None:
        self._value = value

    @property
    def type(self) -> str:
        return type(self._value).__name__

    @property
    def mro(self) -> tuple[str, ...]:
        return tuple(f"{c.__module__}.{c.__qualname__}" for c in type(self._value).__mro__)

    def attr(self, path: str) -> Any:
        return _plain(runtime._dotted(self._value, path))

    def __getattr__(self, name: str) -> Any:
        return Thing(getattr(self._value, name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _plain(self._value(*_own(args), **_own(kwargs)))


class BareStudent:
    """`student` without a wire. Arguments are copied and results detached, as the wire would have them."""

    torch = Thing(torch)

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return functools.partial(self._do, name)

    def _do(self, name: str, *args: Any, **kwargs: Any) -> Any:
        return self.call(name, *args, **kwargs).result()

    def call(
        self, target: Any, *args: Any, grad: Sequence[int] = (), cotangent: Tensor | None = None,
        seed: int | None = None, collect: int | None = None, keep: bool = False, **kwargs: Any,
    ) -> Observation:  # fmt: skip
        """As `Student.call`."""
        given = _own(list(args))
        for index in grad:
            given[index] = given[index].detach().clone().requires_grad_(True)
        name = getattr(target, "args", (target,))[0] if isinstance(target, functools.partial) else target
        function = self._names[name] if isinstance(name, str) else name._value
        if seed is not None:
            runtime._seed_all(seed)
        try:
            value = function(*given, **_own(kwargs))
            value = value if collect is None else list(islice(iter(value), collect))
            grads = runtime._gradients(value, [given[i] for i in grad], cotangent) if grad else ()
        except Exception as error:
            return Observation(None, (), (), wire.ErrorData(type(error).__name__, str(error)), "", str(name))
        if keep:
            kept: Any = [Thing(item) for item in value] if collect is not None else Thing(value)
            return Observation(kept, tuple(grads), tuple(_plain(given)), None, "")
        return Observation(_plain(value), tuple(grads), tuple(_plain(given)), None, "")

    def each(self, target: Any, cases: Iterable[Sequence[Any]], *, grad: Sequence[int] = ()) -> list[Observation]:
        """As `Student.each`."""
        return [self.call(target, *args, grad=grad) for args in cases]

    def load(self, module: Thing, tensors: Sequence[Tensor]) -> None:
        """As `Student.load`."""
        runtime._load_parameters(module._value, tensors)

    def parameters_like(self, module: Thing, tensors: Sequence[Tensor]) -> list[Tensor]:
        """As `Student.parameters_like`."""
        return [p.clone() for p in runtime._parameters_like(module._value, tensors)]

    def probe(self, module: Thing) -> Thing:
        """As `Student.probe`."""
        return Thing(runtime.Probe(module._value))


def _own(value: Any) -> Any:
    """What the submission gets: things as they are, tensors and containers as copies."""
    if isinstance(value, Thing):
        return value._value
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(_own(item) for item in value)
    return {key: _own(item) for key, item in value.items()} if isinstance(value, dict) else value


def _plain(value: Any) -> Any:
    """What the suite gets: tensors detached, whatever is no data as a thing."""
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, list | range | set | frozenset | Iterator):
        return [_plain(item) for item in value]
    return value if isinstance(value, _PLAIN) else Thing(value)


class BareChecks:
    """A collected suite, run on files without anything around it. Raises what a test raises."""

    def __init__(self, suite: Suite, lab: Lab) -> None:
        self._suite, self._lab = suite, lab
        self._reference = Reference(lab)

    def run(self, files: Mapping[str, bytes]) -> None:
        """Load the modules and call every test function."""
        modules = [name.removesuffix(".py") for name in files]
        names: dict[str, Any] = {}
        for module in modules:
            names |= _load(module, files[f"{module}.py"]).__dict__
        student = BareStudent(names)
        for test_id, item in self._suite._items.items():
            seed = self._suite._plugin.seed(test_id)
            runtime._seed_all(seed)
            function: Any = item.obj  # type: ignore[attr-defined]
            if hasattr(function, "hypothesis"):
                hypothesis.seed(seed)(function)
            generator = torch.Generator().manual_seed(self._suite._plugin.seed(item.name))
            fixtures = {"student": student, "reference": self._reference, "rng": generator}
            wanted = {name: fixtures[name] for name in item.fixturenames if name in fixtures}  # type: ignore[attr-defined]
            function(**wanted, **getattr(getattr(item, "callspec", None), "params", {}))
        for module in modules:
            sys.modules.pop(module, None)


def _load(name: str, source: bytes) -> ModuleType:
    module = ModuleType(name)
    sys.modules[name] = module  # for those that import one another
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    return module


def files_of(lab: Lab) -> dict[str, bytes]:
    """The reference as a submission."""
    return {name: (lab.solution_dir / name).read_bytes() for name in lab.toml.lab.files if name.endswith(".py")}


def course_path() -> Path:
    """This repository's course."""
    return Path(__file__).resolve().parents[2]
