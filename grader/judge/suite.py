"""A lab's suite: collected by pytest once, run for each submission in the same process.

pytest has no public way to run collected items again, so this uses the same steps that its own main loop
and pytest-rerunfailures use (hence the upper bound on pytest in pyproject.toml); all of it stands here.
Starting pytest anew costs 0.28 s for 80 tests, a collected session runs them in a few milliseconds.
"""

import contextlib
import difflib
import io
import os
import re
import sys
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest
import torch
from _pytest.config import _prepareconfig
from _pytest.main import Session as PytestSession

from grader.catalog import Lab, line_with
from grader.errors import CourseError
from grader.judge.plugin import Plugin
from grader.judge.proxy import Seen, Student
from grader.judge.running import Reports, at_most, by_phases, call_plainly, is_plain
from grader.judge.scoring import TestSpec
from grader.judge.session import Session
from grader.judge.verdict import Verdict, verdict_of
from grader.results import ENDED_BADLY, Outcome, Text

# A judge that hangs is our fault. Far above the longest honest test, which waits for its worker's wall time twice:
# on a busy machine that wall time stands still while a worker gets no core (`client.Clock`).
_JUDGE_TIMEOUT_FACTOR = 20
# What a person's own pytest does around a test, and a judge does not want.
_UNUSED_PLUGINS = (
    "cacheprovider", "capture", "debugging", "doctest", "junitxml", "logging", "setuponly", "setupplan",
    "threadexception", "unraisableexception", "warnings",
)  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """A test that was run on a submission. `duration_s` is wall time; `seen` what a test that failed had asked."""

    spec: TestSpec
    verdict: Verdict
    duration_s: float
    seen: tuple[Seen, ...] = ()


class Suite:
    """The collected tests of a lab. Raises `CourseError` where they cannot be collected."""

    def __init__(self, lab: Lab, key: bytes, *, public_only: bool = False, debug: bool = False) -> None:
        self.lab = lab
        self._debug = debug
        self._plugin = Plugin(lab, key)
        folders = [folder for kind, folder in lab.suite_dirs if kind == "public" or not public_only]
        if not folders:
            raise CourseError(f"{lab.course}: lab {lab.id} has no suite (tests/labs/{lab.id}/public and hidden).")
        longest_s = max(lab.limits_of(task.id).wall_s for task in lab.toml.task)
        self._longest_s = 0.0 if debug else _JUDGE_TIMEOUT_FACTOR * longest_s
        self._config, session = _collect(self._plugin, folders, lab)
        self._session = session
        self._plain = {item.nodeid for item in session.items if is_plain(item, self._plugin)}
        self._items: dict[str, pytest.Item] = {}
        specs = []
        for item in session.items:
            spec = _spec(item, lab)
            if spec.id in self._items:
                raise CourseError(f"{lab.id}: two tests are called {spec.id}; test ids are unique over both folders.")
            self._items[spec.id] = item
            specs.append(spec)
        self.specs: tuple[TestSpec, ...] = tuple(specs)
        tested = {spec.task for spec in specs}
        for task in lab.toml.task:
            by_test = not task.manual and not (lab.toml.accuracy and lab.toml.accuracy.task == task.id)
            if by_test and task.id not in tested and not public_only:
                where = line_with(lab.toml_path, f'id = "{task.id}"')
                raise CourseError(f"{where}: task {task.id} has {task.points:g} points but no test.")
        for test in lab.toml.void:
            if test not in self._items:
                near = difflib.get_close_matches(test, self._items, n=3, cutoff=0) or ["none"]
                where = line_with(lab.toml_path, test)
                raise CourseError(f"{where}: void names {test}, which is no test. Nearest: {', '.join(near)}")
        standins = next((p for p in (f.parent / "standins.py" for f in folders) if p.is_file()), None)
        self._standins = standins.read_text(encoding="utf-8") if standins else ""
        self._standin_names = frozenset(re.findall(r"^(?:def |class )?(\w+)(?:\(| = )", self._standins, re.MULTILINE))

    def run(
        self,
        session: Session,
        *,
        only: Collection[str] | None = None,
        progress: Callable[[TestSpec], None] | None = None,
    ) -> list[Ran]:
        """Run every test (or those of the tasks in `only`) on a submission, in the order of the files."""
        # A fault of ours ends a run in the middle of a module, which pytest would miss at the next run's first test.
        self._session._setupstate.teardown_exact(None)
        specs = [spec for spec in self.specs if only is None or spec.task in only]
        ran: dict[str, Ran] = {}
        for spec, following in _with_next(specs):
            if progress:
                progress(spec)
            ran[spec.id] = self._run(spec, session, following, alone=spec.isolated)
        spoiled = self._spoiled_by_earlier_tasks(specs, ran)
        for spec in specs:
            if spec not in spoiled and _deserves_another_run(ran[spec.id]):
                ran[spec.id] = _better(ran[spec.id], self._run(spec, session, None, alone=True))
        session.end()
        for spec in spoiled:
            ran[spec.id] = self._follow_through(spec, session, ran[spec.id])
        session.end()
        session.replace = {}
        return [ran[spec.id] for spec in specs]

    def observe(self, session: Session, specs: Iterable[TestSpec], *, stir: int = 0) -> dict[str, Ran]:
        """Run some tests once each, whatever becomes of them, and keep all that was seen, by test id.

        `stir` changes the worker's seed and nothing else: what differs then is the program's own chance.
        """
        ran = {s.id: self._run(s, session, None, alone=s.isolated, stir=stir, keep=True) for s in specs}
        session.end()
        return ran

    def _run(
        self,
        spec: TestSpec,
        session: Session,
        following: TestSpec | None,
        *,
        alone: bool,
        stir: int = 0,
        keep: bool = False,
    ) -> Ran:
        item = self._items[spec.id]
        started = time.perf_counter()
        seed = self._plugin.seed(spec.id)
        torch.default_generator.manual_seed(seed)  # torch.manual_seed also asks every accelerator: 1 ms
        np.random.seed(seed % 2**32)
        self._plugin.student = student = Student(session)
        dead = self._dead(spec, session)
        session.listening = spec.visibility == "public"
        if dead is None:
            session.begin(seed ^ stir, alone=alone, limits=self.lab.limits_of(spec.task))
            dead = self._dead(spec, session)  # reading the modules may just have shown it
        if dead is not None:
            return Ran(spec, dead, time.perf_counter() - started)
        excinfo = self._call(item, seed, following)
        verdict = verdict_of(excinfo, spec, self.lab, student.last)
        if alone and spec.isolated:
            session.end()
        seen = tuple(student.seen) if keep or verdict.outcome is not Outcome.PASSED else ()
        return Ran(spec, verdict, time.perf_counter() - started, seen)

    def _call(self, item: pytest.Item, seed: int, following: TestSpec | None) -> Any:
        """Run one item, at once where it needs nothing of pytest; the exception of the first phase that had one."""
        function = getattr(item, "obj", None)
        if function is not None and hasattr(function, "hypothesis"):
            hypothesis.seed(seed)(function)
        # What a suite prints is nobody's business, but a debugger must be seen.
        quiet = contextlib.nullcontext() if self._debug else contextlib.redirect_stdout(io.StringIO())
        with quiet, at_most(self._longest_s, item.name):
            if item.nodeid in self._plain:
                return call_plainly(item, self._plugin)
            return by_phases(item, self._items[following.id] if following else None)

    def _dead(self, spec: TestSpec, session: Session) -> Verdict | None:
        """The verdict on every test of a file that cannot be read at all."""
        file = self.lab.task(spec.task).file
        why = session.dead(file) if file else None
        return Verdict(*why, from_reading=True) if why else None

    def _spoiled_by_earlier_tasks(self, specs: Sequence[TestSpec], ran: dict[str, Ran]) -> list[TestSpec]:
        """Failed tests that an earlier, failing task with a stand-in may have spoiled."""
        if not self._standin_names:
            return []
        order = [task.id for task in self.lab.toml.task]
        failing = {
            task.id
            for task in self.lab.toml.task
            if self._standin_names & set(task.names)
            and any(r.verdict.outcome is not Outcome.PASSED for r in ran.values() if r.spec.task == task.id)
        }
        return [
            spec
            for spec in specs
            if ran[spec.id].verdict.outcome is not Outcome.PASSED
            and not ran[spec.id].verdict.absent
            and any(order.index(task) < order.index(spec.task) for task in failing)
        ]

    def _follow_through(self, spec: TestSpec, session: Session, before: Ran) -> Ran:
        """Run a failed test again, in a fresh worker, with stand-ins for every other task; the better counts."""
        replace = {
            name: task.file.removesuffix(".py")
            for task in self.lab.toml.task
            for name in task.names
            if task.id != spec.task and name in self._standin_names
        }
        if replace != session.replace:
            session.end()
            session.standins, session.replace = self._standins, replace
        after = self._run(spec, session, None, alone=False)
        return _better(before, Ran(spec, after.verdict.with_standins(), after.duration_s))


def _deserves_another_run(run: Ran) -> bool:
    """A test that ended badly runs once more, alone, before it counts."""
    return run.verdict.outcome in ENDED_BADLY and not run.verdict.from_reading


def _better(first: Ran, second: Ran) -> Ran:
    """The second run counts only where it passed."""
    return second if second.verdict.outcome is Outcome.PASSED else first


class _Problems:
    """Keeps why a file could not be collected."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why; nothing of it is printed before a session ends."""
        if report.failed:
            self.found.append(str(report.longrepr))


def _collect(plugin: Plugin, folders: Sequence[Path], lab: Lab) -> tuple[pytest.Config, PytestSession]:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # what happens to be installed decides nothing
    hypothesis.settings.register_profile(
        "grader",
        database=None,  # nothing of one submission is left for the next
        deadline=None,  # the judge keeps the time
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[phase for phase in hypothesis.Phase if phase is not hypothesis.Phase.explain],  # its notes confuse
    )
    hypothesis.settings.load_profile("grader")
    args = [*map(str, folders), "-c", os.devnull, f"--rootdir={lab.course}", f"--confcutdir={folders[0].parent}"]
    args += ["--import-mode=importlib", "--strict-markers", "--tb=no", "-q"]
    for plugin_name in _UNUSED_PLUGINS:
        args += ["-p", f"no:{plugin_name}"]
    problems = _Problems()
    _forget_modules(folders, lab.course)
    with contextlib.redirect_stdout(io.StringIO()):
        config = _prepareconfig(args, [plugin, problems, Reports()])
        config._do_configure()
        session = PytestSession.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        try:
            config.hook.pytest_collection(session=session)
        except pytest.UsageError as error:
            raise CourseError(f"{lab.id}: {error}") from error
    if session.testsfailed:
        raise CourseError(f"{lab.id}: the suite cannot be collected: {_reason(problems.found[0])}")
    return config, session


def _reason(problem: str) -> str:
    """What pytest says of a file that it cannot collect, in one line."""
    lines = problem.strip().splitlines()
    marked = [line[2:] for line in lines if line.startswith("E ")]
    return " ".join(" ".join(marked[-4:] or lines[-1:]).split())


def _forget_modules(folders: Sequence[Path], course: Path) -> None:
    """pytest names modules by their place in the course, and would take those of another course for these."""
    for folder in folders:
        for path in folder.rglob("*.py"):
            sys.modules.pop(".".join(path.relative_to(course).with_suffix("").parts), None)


def _spec(item: pytest.Item, lab: Lab) -> TestSpec:
    marker = item.get_closest_marker("task")
    where = f"{item.path.name}::{item.name}"
    place = f"{item.path}:{(item.location[1] or 0) + 1}: {item.name}"
    ids = [task.id for task in lab.toml.task]
    if marker is None or not marker.args:
        raise CourseError(f'{place} has no task. Mark it with @pytest.mark.task("<id>"): {", ".join(ids)}')
    if marker.args[0] not in ids:
        raise CourseError(f"{place}: no task {marker.args[0]!r} in lab.toml. Choose one of: {', '.join(ids)}")
    task = lab.task(marker.args[0])
    unknown = set(marker.kwargs) - {"weight", "gated"}
    if unknown:
        raise CourseError(f"{place}: unknown {', '.join(sorted(unknown))}; valid: weight, gated.")
    weight = marker.kwargs.get("weight", 1)
    if not isinstance(weight, int | float) or not 0 < weight < float("inf"):
        raise CourseError(f"{place}: weight={weight!r}; a weight is a number above 0.")
    kind = next(kind for kind, folder in lab.suite_dirs if item.path.is_relative_to(folder))
    return TestSpec(
        id=where,
        task=task.id,
        title=title_of(getattr(getattr(item, "function", None), "__doc__", None), item.name),
        visibility=kind,
        weight=float(weight),
        gated=bool(marker.kwargs.get("gated", False)),
        isolated=item.get_closest_marker("isolated") is not None,
    )


def title_of(docstring: str | None, name: str) -> Text:
    """The title of a test: the docstring's first line, and its line that starts with `ko:`."""
    lines = [line.strip() for line in (docstring or "").strip().splitlines()]
    english = lines[0] if lines else name.removeprefix("test_").replace("_", " ")
    korean = next((line.removeprefix("ko:").strip() for line in lines if line.startswith("ko:")), english)
    parameters = re.search(r"\[(.+)\]$", name)
    suffix = f" [{parameters.group(1)}]" if parameters else ""
    return Text(english + suffix, korean + suffix)


def _with_next(specs: Sequence[TestSpec]) -> Iterable[tuple[TestSpec, TestSpec | None]]:
    return zip(specs, [*specs[1:], None], strict=False)  # of none, none
