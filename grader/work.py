"""What a judging process does with a unit of work: grade it, or find out beforehand what would be in the way.

The process keeps its suites and its zygote for the next unit, whichever submission that is.
"""

import atexit
import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import torch

from grader.catalog import load_course
from grader.errors import GraderError, InternalFault
from grader.judge.client import Launcher
from grader.judge.diagnosis import Diagnoser, with_hints
from grader.judge.judge import Judge
from grader.judge.session import names_in
from grader.judge.training import check_accuracy, prepared
from grader.task import Graded, Work


def suite_key(secret: bytes, seed: int) -> bytes:
    """What seeds the random inputs of a run: 32 bytes from the course's secret and the run's seed."""
    return hashlib.blake2b(str(seed).encode(), key=secret[:64], digest_size=32).digest()


def grade_one(work: Work) -> Graded:
    """Grade a submission, in this process. A fault of ours is tried once more, then it is the result."""
    try:
        diagnoser = _diagnoser(work.course, work.lab, suite_key(work.secret, work.seed), work.disabled)
        try:
            return _grade(diagnoser, work)
        except InternalFault:
            diagnoser.judge.launcher.close_zygote()
            return _grade(diagnoser, work)
    except GraderError as error:
        return Graded(fault=str(error))
    except Exception as error:  # whatever it is, it is ours: no score, and the others go on
        return Graded(fault=f"{type(error).__name__}: {error}")


def grade_all(works: Sequence[Work]) -> list[Graded]:
    """Grade some submissions one after the other, so that what one process learns of a task serves all of them."""
    return [grade_one(work) for work in works]


def check_suites(work: Work) -> str:
    """Collect a lab's suite in this process; what is wrong with it, or nothing."""
    try:
        _diagnoser(work.course, work.lab, suite_key(work.secret, work.seed), work.disabled)
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


def _grade(diagnoser: Diagnoser, work: Work) -> Graded:
    judge = diagnoser.judge
    judged = judge.grade(work.files, only=work.only, aliases=work.aliases)
    session = judged.session
    if session.unreadable is not None:
        return Graded(unreadable=session.unreadable, level=session.level)
    tests = with_hints(judged.tests, diagnoser.diagnose(judged.ran) if work.hints else {})
    accuracy, notes = None, tuple(session.notes)
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
def _diagnoser(course: str, lab_id: str, key: bytes, disabled: tuple[str, ...]) -> Diagnoser:
    """A lab's judge, and what names the mistakes it finds."""
    lab, launcher = load_course(Path(course)).lab(lab_id), _launcher(course, disabled)
    launcher.warm_up()
    return Diagnoser(Judge(lab, key, launcher))


@lru_cache(maxsize=4)
def _launcher(course: str, disabled: tuple[str, ...]) -> Launcher:
    hidden = [str(path) for path in load_course(Path(course)).hidden_files]
    namespaces = os.environ.get("GRADER_NAMESPACES") == "1"
    launcher = Launcher({"disabled": list(disabled), "canaries": hidden, "namespaces": namespaces})
    atexit.register(launcher.close)
    return launcher
