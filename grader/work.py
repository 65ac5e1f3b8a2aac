"""One submission graded in one process: what goes in and what comes out are values that can travel.

A unit of work carries no name and no id. The process that does it keeps its suites and its zygote for the
next one, whichever submission that is.
"""

import atexit
import dataclasses
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import torch

from grader.catalog import load_course
from grader.errors import GraderError, InternalFault
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.judge.session import names_in
from grader.judge.training import AccuracyOptions, check_accuracy, prepared
from grader.results import Accuracy, Flag, TestResult, Text


@dataclass(frozen=True, kw_only=True)
class Work:
    """A submission to one lab. `files` maps file names to bytes; `secret` is the course's.

    `accuracy` is None where the accuracy check is left out; `disabled` names layers of the fence that are
    forced off.
    """

    course: str
    lab: str
    files: Mapping[str, bytes]
    secret: bytes
    seed: int
    device: str
    accuracy: AccuracyOptions | None
    disabled: tuple[str, ...] = ()


class Graded(msgspec.Struct, frozen=True):
    """What became of a unit of work. `fault` is ours and leaves everything else empty.

    `details` (test id to text) is for an instructor's terminal; it is never written anywhere.
    """

    tests: tuple[TestResult, ...] = ()
    flags: tuple[Flag, ...] = ()
    notes: tuple[Text, ...] = ()
    accuracy: Accuracy | None = None
    level: int = 0
    cpu_s: float = 0.0
    peak_memory_bytes: int = 0
    fault: str = ""
    unreadable: Text | None = None  # why none of its files is source at all
    details: dict[str, str] = {}


def suite_key(secret: bytes, seed: int) -> bytes:
    """What seeds the random inputs of a run: 32 bytes from the course's secret and the run's seed."""
    return hashlib.blake2b(str(seed).encode(), key=secret[:64], digest_size=32).digest()


def moved(work: Work, course: Path, scratch: Path) -> Work:
    """The same work for another machine: its course, its data (GRADER_DATA) and its own scratch folder."""
    accuracy = work.accuracy
    if accuracy is not None:
        data = os.environ.get("GRADER_DATA") or accuracy.data_dir
        accuracy = dataclasses.replace(accuracy, data_dir=data, folder=str(scratch / "data"))
    return dataclasses.replace(work, course=str(course), accuracy=accuracy)


def grade_one(work: Work) -> Graded:
    """Grade a submission, in this process. A fault of ours is tried once more, then it is the result."""
    try:
        judge = _judge(work.course, work.lab, suite_key(work.secret, work.seed), work.disabled)
        try:
            return _grade(judge, work)
        except InternalFault:
            judge.launcher.close_zygote()
            return _grade(judge, work)
    except GraderError as error:
        return Graded(fault=str(error))
    except Exception as error:  # whatever it is, it is ours: no score, and the others go on
        return Graded(fault=f"{type(error).__name__}: {error}")


def check_suites(work: Work) -> str:
    """Collect a lab's suite in this process; what is wrong with it, or nothing."""
    try:
        _judge(work.course, work.lab, suite_key(work.secret, work.seed), work.disabled)
    except GraderError as error:
        return str(error)
    return ""


def has_cuda(work: Work) -> bool:
    """Whether torch finds a GPU in this process, which forks nobody that could miss it."""
    return torch.cuda.is_available()


def names_of_notebook(work: Work) -> str:
    """The names that the one file of `work` defines, separated by spaces, as a worker reads it."""
    [(name, data)] = work.files.items()
    try:
        return " ".join(names_in(_launcher(work.course, work.disabled), name, data))
    except InternalFault:
        return ""


def prepare_data(work: Work) -> str:
    """Load the data and write the run's blinded copy; what is wrong with it, or nothing."""
    spec = load_course(Path(work.course)).lab(work.lab).toml.accuracy
    try:
        if work.accuracy is not None and spec is not None:
            prepared(work.accuracy, work.secret, spec.blind)
    except GraderError as error:
        return str(error)
    return ""


def _grade(judge: Judge, work: Work) -> Graded:
    judged = judge.grade(work.files)
    session = judged.session
    if session.unreadable is not None:
        return Graded(unreadable=session.unreadable, level=session.level)
    tests, accuracy, notes = judged.tests, None, tuple(session.notes)
    cpu_s, peak = session.cpu_s, session.peak_bytes
    if work.accuracy is not None and judge.lab.toml.accuracy is not None:
        checked = check_accuracy(judge, session, work.accuracy, work.secret, seed=work.seed, device=work.device)
        accuracy, tests = checked.accuracy, (*tests, checked.test)
        notes = tuple(dict.fromkeys((*notes, *checked.notes)))
        cpu_s, peak = cpu_s + checked.cpu_s, max(peak, checked.peak_bytes)
    return Graded(
        tests=tests,
        flags=session.flags,
        notes=notes,
        accuracy=accuracy,
        level=session.level,
        cpu_s=round(cpu_s, 3),
        peak_memory_bytes=peak,
        details=dict(judged.details),
    )


@lru_cache(maxsize=16)
def _judge(course: str, lab_id: str, key: bytes, disabled: tuple[str, ...]) -> Judge:
    lab = load_course(Path(course)).lab(lab_id)
    return Judge(lab, key, _launcher(course, disabled))


@lru_cache(maxsize=4)
def _launcher(course: str, disabled: tuple[str, ...]) -> Launcher:
    hidden = [str(path) for path in load_course(Path(course)).hidden_files]
    namespaces = os.environ.get("GRADER_NAMESPACES") == "1"
    launcher = Launcher({"disabled": list(disabled), "canaries": hidden, "namespaces": namespaces})
    atexit.register(launcher.close)
    return launcher
