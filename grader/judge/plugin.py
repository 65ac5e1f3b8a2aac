"""What the runner adds to pytest: the fixtures and markers of a suite, and nothing that decides a score."""

import hashlib
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pytest
import torch

from grader.catalog import Lab
from grader.errors import CourseError
from grader.judge.proxy import Student


class Reference:
    """`reference`: the solution's own functions, for hidden tests, in the judge's process."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab

    @cached_property
    def _modules(self) -> list[Any]:
        with _importing(self._lab.solution_dir, self._lab.modules):
            return [importlib.import_module(name) for name in self._lab.modules]

    def __getattr__(self, name: str) -> Any:
        for module in self._modules:
            if hasattr(module, name):
                return getattr(module, name)
        raise CourseError(f"{self._lab.solution_dir}: no reference defines {name!r}")


@contextmanager
def _importing(folder: Path, names: tuple[str, ...]) -> Iterator[None]:
    """Names of one lab importable from its folder, and forgotten afterwards: labs share module names."""
    hidden = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = written
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(hidden)


@dataclass
class Plugin:
    """Gives the suite its fixtures. `student` is set by the runner before each submission."""

    FIXTURES: ClassVar = ("student", "reference", "rng")

    lab: Lab
    key: bytes
    student: Student | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the markers, so that a misspelt one is an error."""
        config.addinivalue_line("markers", "task(id, weight=1, gated=False): the task a test belongs to")
        config.addinivalue_line("markers", "isolated: the test gets a worker of its own")

    def seed(self, test_id: str) -> int:
        """The seed of one test: from the run's seed, the course's secret and the test's id."""
        digest = hashlib.blake2b(test_id.encode(), key=self.key, digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 1

    def value(self, fixture: str, test_name: str) -> Any:
        """What a fixture of this plugin is in a test: one of `FIXTURES`."""
        if fixture == "student":
            assert self.student is not None
            return self.student
        return self._lab_reference if fixture == "reference" else torch.Generator().manual_seed(self.seed(test_name))

    @pytest.fixture(name="student")
    def _student(self, request: pytest.FixtureRequest) -> Any:
        """The submission under test."""
        return self.value("student", request.node.name)

    @pytest.fixture(name="reference")
    def _reference(self, request: pytest.FixtureRequest) -> Any:
        """The solution, for hidden tests."""
        return self.value("reference", request.node.name)

    @pytest.fixture(name="rng")
    def _rng(self, request: pytest.FixtureRequest) -> Any:
        """A generator seeded for this test."""
        return self.value("rng", request.node.name)

    @cached_property
    def _lab_reference(self) -> Reference:
        return Reference(self.lab)
