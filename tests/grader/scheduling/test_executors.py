"""Work in processes: everything is done, a lost process costs its own job alone, and none is left behind."""

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from grader.errors import InternalFault
from grader.scheduling.executors import LocalExecutor

Pair = tuple[str, str]


def work(job: Pair) -> str:
    """Echo, die always, or die the first time only; `job` is (what, a folder for marks)."""
    what, folder = job
    with (Path(folder) / what).open("a") as file:
        file.write("x")
    if what.startswith("dies") or (what.startswith("stumbles") and (Path(folder) / what).read_text() == "x"):
        os.kill(os.getpid(), signal.SIGKILL)
    if what.startswith("waits"):
        (Path(folder) / f"{what}.pid").write_text(str(os.getpid()))
        time.sleep(600)
    return what.upper()


@pytest.fixture(params=[1, 2])
def executor(request: pytest.FixtureRequest) -> Iterator[LocalExecutor[Pair, str]]:
    executor = LocalExecutor(work, request.param)
    yield executor
    executor.finish()


def outcomes(executor: LocalExecutor[Pair, str], names: list[str], folder: Path) -> dict[str, str]:
    """Every job's result; a fault of ours reads "fault"."""
    found: dict[str, str] = {}
    for name, result in executor.run(((name, (name, str(folder))) for name in names), lambda name: None):
        assert name not in found
        found[name] = "fault" if isinstance(result, InternalFault) else result
    return found


def test_every_job_is_done_and_told_of(executor: LocalExecutor[Pair, str], tmp_path: Path) -> None:
    names, started = [f"job{n}" for n in range(7)], list[str]()
    results = dict(executor.run(((name, (name, str(tmp_path))) for name in names), started.append))
    assert results == {name: name.upper() for name in names}
    assert started == names
    assert all((tmp_path / name).read_text() == "x" for name in names)


def test_jobs_are_taken_only_as_they_are_needed(tmp_path: Path) -> None:
    taken = list[int]()

    def jobs() -> Iterator[tuple[str, Pair]]:
        for number in range(50):
            taken.append(number)
            yield f"job{number}", (f"job{number}", str(tmp_path))

    executor = LocalExecutor(work, 1)
    next(executor.run(jobs(), lambda name: None))
    executor.close()
    assert len(taken) < 10


def test_a_job_whose_process_dies_is_tried_once_more(executor: LocalExecutor[Pair, str], tmp_path: Path) -> None:
    # One after the other: what stumbles while another job dies is lost with that one, and then once more.
    assert outcomes(executor, ["a", "stumbles", "b"], tmp_path) == {"a": "A", "stumbles": "STUMBLES", "b": "B"}
    assert outcomes(executor, ["dies", "c", "d"], tmp_path) == {"dies": "fault", "c": "C", "d": "D"}
    assert (tmp_path / "stumbles").read_text() == "xx"


def test_neighbours_of_several_deadly_jobs_go_on(executor: LocalExecutor[Pair, str], tmp_path: Path) -> None:
    found = outcomes(executor, ["dies1", "a", "dies2", "b", "dies3", "c"], tmp_path)
    assert {name for name, result in found.items() if result == "fault"} == {"dies1", "dies2", "dies3"}
    assert [found[name] for name in "abc"] == ["A", "B", "C"]


def test_a_process_that_dies_while_results_are_looked_at(tmp_path: Path) -> None:
    executor = LocalExecutor(work, 1)
    running = executor.run(((name, (name, str(tmp_path))) for name in ("a", "dies", "b", "c")), lambda name: None)
    found = dict([next(running)])
    pool = executor._pool
    assert pool is not None
    while not pool._broken:  # the next job dies meanwhile
        time.sleep(0.01)
    found.update(running)
    executor.finish()
    assert [found[name] for name in "abc"] == ["A", "B", "C"]
    assert isinstance(found["dies"], InternalFault)


def test_close_ends_what_still_runs(tmp_path: Path) -> None:
    executor = LocalExecutor(work, 1)
    running = executor.run(((name, (name, str(tmp_path))) for name in ("a", "waits")), lambda name: None)
    next(running)
    mark = tmp_path / "waits.pid"
    until = time.monotonic() + 60
    while not (mark.exists() and mark.read_text()):
        assert time.monotonic() < until, "the second job was never begun; a spawned process imports this file"
        time.sleep(0.01)
    executor.close()
    pid = int(mark.read_text())
    for _ in range(1000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("the process is still there")


def pid_of(job: Pair) -> str:
    return str(os.getpid())


def leave_a_mark(folder: Path) -> None:
    (folder / "mark").write_text(str(os.getpid()))


@pytest.mark.parametrize(("cores", "is_started"), [(2, True), (1, False)])
def test_something_comes_up_beside_a_process_where_a_core_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, is_started: bool
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    executor = LocalExecutor(pid_of, 1, beside=partial(leave_a_mark, tmp_path))
    [(_, pid)] = executor.run([("", ("", ""))], lambda name: None)
    executor.close()
    assert [path.read_text() for path in tmp_path.iterdir()] == [pid] * is_started


def test_a_pool_serves_one_question_too(executor: LocalExecutor[Pair, str], tmp_path: Path) -> None:
    assert executor.call(str, ("a", "b")) == "('a', 'b')"
    executor.close()
    assert executor.call(len, ("a", "b")) == 2


def meet(job: Pair) -> int:
    """The process that does this, once `job[1]` others are there too; `job` is (a folder for marks, how many)."""
    folder, others = Path(job[0]), int(job[1])
    (folder / str(os.getpid())).touch()
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < others and time.monotonic() < deadline:
        time.sleep(0.01)
    return os.getpid()


def test_as_many_processes_as_asked_for_come_up_together(
    executor: LocalExecutor[Pair, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    jobs = request.node.callspec.params["executor"]
    assert len(set(executor.everywhere(meet, (str(tmp_path), str(jobs)), processes=7))) == jobs
    assert executor.everywhere(len, ("a", "b")) == [2]
