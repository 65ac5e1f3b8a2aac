"""Lets plain `pytest` run the public tests of an unzipped lab on the files beside them, as `check` does.

pytest.ini of a released lab names this module. It stands apart from `judge/plugin.py`, which serves the
grader's own runner: here pytest is the student's, with whatever options and plugins they like.
"""

import hashlib
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import torch

from grader.catalog import PUBLIC_TOML, Lab, load_course
from grader.check import KEY, system_lang
from grader.checkview import ONLY_PUBLIC, printable
from grader.errors import GraderError
from grader.handin import hand_in
from grader.judge.client import Launcher
from grader.judge.proxy import Student, StudentError
from grader.judge.scoring import TestSpec
from grader.judge.session import Session
from grader.judge.suite import title_of
from grader.judge.verdict import verdict_of
from grader.reports.words import OUTCOMES


@dataclass
class _Bench:
    """The workers of one run of pytest, by lab folder."""

    launcher: Launcher = field(default_factory=lambda: Launcher({"disabled": [], "canaries": []}))
    sessions: dict[Path, Session] = field(default_factory=dict)

    def session(self, folder: Path) -> Session:
        """The submission in a folder."""
        if folder not in self.sessions:
            lab = _lab(folder)
            self.sessions[folder] = Session(self.launcher, lab, hand_in(lab, folder).files, lab.limits)
        return self.sessions[folder]

    def close(self) -> None:
        """End every process."""
        for session in self.sessions.values():
            session.end()
        self.launcher.close()


_BENCH: pytest.StashKey[_Bench] = pytest.StashKey()
_STUDENT: pytest.StashKey[Student] = pytest.StashKey()


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers of a suite, and let Hypothesis behave as in the grader's runner."""
    config.addinivalue_line("markers", "task(id, weight=1, gated=False): the task a test belongs to")
    config.addinivalue_line("markers", "isolated: the test gets a worker of its own")
    hypothesis.settings.register_profile(
        "grader-student",
        database=None,  # no folder of its own among the student's files
        deadline=None,  # the worker's limits keep the time
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("grader-student")


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers."""
    bench = config.stash.get(_BENCH, None)
    if bench is not None:
        bench.close()


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The student's own files, in a worker."""
    folder = _home(request.path)
    if folder is None:
        pytest.fail(f"{request.path} is in no lab: no {PUBLIC_TOML} beside or above it.", pytrace=False)
    bench = request.config.stash.setdefault(_BENCH, _Bench())
    try:
        session = bench.session(folder)
    except GraderError as error:
        pytest.fail(str(error), pytrace=False)
    seed = _seed(_id(request.node))
    torch.manual_seed(seed)
    session.begin(seed, alone=request.node.get_closest_marker("isolated") is not None)
    spec = _spec(request.node, session.lab)
    why = session.dead(session.lab.task(spec.task).file) if spec else None
    if why is not None:
        pytest.fail(why[1].in_lang(system_lang()), pytrace=False)
    request.node.stash[_STUDENT] = proxy = Student(session)
    return proxy


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> torch.Generator:
    """A generator seeded for this test."""
    return torch.Generator().manual_seed(_seed(request.node.name))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a gated test on a stub: an error was asked for, and that of a task not written yet is none."""
    result = yield
    marker, student = item.get_closest_marker("task"), item.stash.get(_STUDENT, None)
    error = student.last.error if student is not None and student.last is not None else None
    if marker and marker.kwargs.get("gated") and error and (error.missing or error.type == "NotImplementedError"):
        raise StudentError(error, item.name)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
    """Say what a failing test means in the words of `check`, instead of a traceback through the grader."""
    report = yield
    student, folder = item.stash.get(_STUDENT, None), _home(item.path)
    if call.excinfo is None or call.when != "call" or student is None or folder is None:
        return report
    spec = _spec(item, _lab(folder))
    if spec is not None and report.failed:
        verdict, lang = verdict_of((call.when, call.excinfo), spec, _lab(folder), student.last), system_lang()
        word = OUTCOMES[verdict.outcome].label.in_lang(lang)
        lines = [f"{word}: {spec.title.in_lang(lang)}", verdict.text.in_lang(lang), verdict.counterexample]
        report.longrepr = "\n".join(filter(None, lines))
    return report


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say last, as `check` does, that there are more tests than these."""
    terminalreporter.write_line(printable(ONLY_PUBLIC.in_lang(system_lang()), sys.stdout.encoding or "utf-8"))


def _home(path: Path) -> Path | None:
    return next((folder for folder in path.parents if (folder / PUBLIC_TOML).is_file()), None)


def _seed(test_id: str) -> int:
    """As in the grader's runner: from the test's id. At home there is no secret in it."""
    return int.from_bytes(hashlib.blake2b(test_id.encode(), key=KEY, digest_size=8).digest(), "big") >> 1


@lru_cache
def _lab(folder: Path) -> Lab:
    return load_course(folder).labs[0]


def _id(item: Any) -> str:
    return f"{item.path.name}::{item.name}"


def _spec(item: Any, lab: Lab) -> TestSpec | None:
    """A test as the grader's runner would have it, or None for a test that a student wrote without a task."""
    marker = item.get_closest_marker("task")
    if marker is None or not marker.args:
        return None
    title = title_of(item.function.__doc__, item.name)
    return TestSpec(_id(item), lab.task(str(marker.args[0])).id, title, "public")
