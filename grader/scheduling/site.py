"""A machine of a cluster: checks that it has what the run has, and keeps judging processes of its own.

Stands apart from `cluster.py` because all of it runs inside a Dask worker. Such a worker has many threads and
must not be forked, so each of its threads has a process to itself, spawned as on one machine.
"""

import multiprocessing
import os
import pickle
import platform
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from grader.catalog import load_course
from grader.errors import CourseError, InternalFault
from grader.scheduling.cache import source_digest
from grader.scheduling.executors import LocalExecutor

Job = TypeVar("Job")
_PACKAGE = Path(__file__).resolve().parent.parent
_SHOWN_DIGITS = 12


@dataclass(frozen=True)
class Site:
    """What a run is made of: where its course lies on the machine that gives out tasks, and what decides its grades.

    `alike` maps what a person calls a thing to its version or digest; every machine must have the same.
    """

    course: str
    alike: Mapping[str, str]


@dataclass(frozen=True)
class Task:
    """One call: a pickled (function, job, move), where `move` fits the job to the machine's course and scratch folder.

    It stays pickled until it is in a judging process, so that Dask's own need not load torch.
    """

    call: bytes
    site: Site


def site_of(course: Path) -> Site:
    """The site of a run on this machine. Raises `CourseError`."""
    alike = {
        "Python": platform.python_version(),
        "torch": _torch_version(),
        "the grader's source": source_digest(_PACKAGE)[:_SHOWN_DIGITS],
    }
    for lab in load_course(course).labs:
        alike[f"the suite of {lab.id}"] = lab.digest[:_SHOWN_DIGITS]
    return Site(str(course), alike)


def _torch_version() -> str:
    try:
        return version("torch")
    except PackageNotFoundError:
        return "not installed"


class _Bench:
    """The judging processes of one run on this machine, one for each thread that is at work."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.course = Path(os.environ.get("GRADER_COURSE") or site.course)
        _check(self.course, site)
        self._scratch = Path(tempfile.mkdtemp(prefix="grader-run-"))
        self._idle: list[LocalExecutor[tuple[bytes, Path, Path], bytes]] = []
        self._closed = False

    def do(self, call: bytes) -> bytes | InternalFault:
        """Do a call in a process of its own; its result, pickled, or a fault where two processes are lost with it."""
        try:
            executor = self._idle.pop()
        except IndexError:
            executor = LocalExecutor(_apply, 1, self._scratch)
        try:
            [(_, result)] = executor.run([("", (call, self.course, self._scratch))], lambda name: None)
        finally:
            self._idle.append(executor)
            if self._closed:
                self.close()
        return result

    def close(self) -> None:
        """End the processes that are idle now; those at work end with their task."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()
        shutil.rmtree(self._scratch, ignore_errors=True)


_bench: _Bench | None = None
_changing = threading.Lock()


def task_of(function: Callable[[Job], Any], job: Job, move: Callable[[Job, Path, Path], Job], site: Site) -> Task:
    """A task for any machine that has what `site` says."""
    return Task(pickle.dumps((function, job, move)), site)


def do(task: Task) -> bytes | InternalFault:
    """Do a task on this machine. Raises `CourseError` where it has not what the run has."""
    return _bench_for(task.site).do(task.call)


def check(site: Site) -> None:
    """Raise `CourseError` where this machine has not what the run has."""
    _bench_for(site)


def leave() -> None:
    """The run is over: end its processes and remove its data."""
    global _bench  # noqa: PLW0603 - a Dask worker has no other place for what outlives a task
    with _changing:
        if _bench is not None:
            _bench.close()
        _bench = None


def _bench_for(site: Site) -> _Bench:
    global _bench  # noqa: PLW0603 - see leave()
    with _changing:
        if _bench is None or _bench.site != site:
            if _bench is not None:
                _bench.close()
            _bench = None
            _allow_children()
            _bench = _Bench(site)
        return _bench


def _check(course: Path, site: Site) -> None:
    host = socket.gethostname()
    try:
        here = site_of(course).alike
    except CourseError as error:
        raise CourseError(f"The worker on {host} has no course: {error} Start it with GRADER_COURSE=DIR.") from error
    for what, wanted in site.alike.items():
        if here.get(what) != wanted:
            raise CourseError(
                f"The worker on {host} is not like this machine: {what} is {here.get(what, 'missing')} there and "
                f"{wanted} here. Give every worker the same grader, course and torch."
            )


def _allow_children() -> None:
    """Dask's nanny starts workers as daemons, and a daemon of `multiprocessing` may have no children.

    That rule saves orphans; ours end by themselves when this process does (`executors.py`).
    """
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # as on one machine; Dask's threads are the parallelism


def _apply(given: tuple[bytes, Path, Path]) -> bytes:
    call, course, scratch = given
    function, job, move = pickle.loads(call)
    return pickle.dumps(function(move(job, course, scratch)))
