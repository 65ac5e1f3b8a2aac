"""Where there is no fork: one spawned worker is reused, killed when it must be, and replaced."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch

from grader.catalog import Lab
from grader.judge.client import Launcher, Worker, WorkerEnded
from grader.judge.judge import Judge
from grader.judge.process import Spawned
from grader.judge.proxy import Student
from grader.judge.session import Session
from grader.results import Outcome

Make = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def spawning() -> Iterator[Any]:
    """A launcher that may not fork, and counts its workers."""

    class Spawning(Launcher):
        workers: list[Worker]

        def start(self, *args: Any, **changes: Any) -> Worker:
            self.workers.append(super().start(*args, **changes))
            return self.workers[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_SPAWN", "1")
        launcher = Spawning({"disabled": [], "canaries": []})
        launcher.workers = []
        yield launcher
        launcher.close()


def is_running(worker: Worker) -> bool:
    try:
        os.kill(worker._process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_same_suite_gives_the_same_results_with_one_worker(spawning: Any, lab: Lab, submission: Make) -> None:
    before = len(spawning.workers)
    judged = Judge(lab, bytes(32), spawning).grade(submission())
    assert [test.outcome for test in judged.tests] == [Outcome.PASSED, Outcome.PASSED]
    assert len(spawning.workers) == before + 1
    assert isinstance(spawning.workers[-1]._process, Spawned)
    assert spawning._zygote is None


def test_a_spawned_worker_that_loops_is_killed_and_replaced(spawning: Any, lab: Lab, submission: Make) -> None:
    source = "import os\nimport torch\n\ndef relu(X):\n    while len(X) > 2: pass\n    return torch.clamp(X, min=0)\n\n"
    files = submission(layers=source + "def exits(code):\n    os._exit(code)\n")
    session = Session(spawning, lab, files, lab.limits)
    try:
        session.begin(1)
        student = Student(session)
        first = session.worker
        with pytest.raises(WorkerEnded) as raised:
            student.relu(torch.ones(3))
        assert raised.value.outcome is Outcome.TIMEOUT
        assert isinstance(first, Worker)
        assert not is_running(first)
        session.begin(2)
        assert student.relu(torch.tensor([-1.0, 1.0])).tolist() == [0, 1]
        second = session.worker
        session.begin(3)
        assert session.worker is second
        with pytest.raises(WorkerEnded, match="exit code 4"):
            student.exits(4)
    finally:
        session.end()
    assert session.cpu_s > 0
