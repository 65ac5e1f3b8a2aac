"""The suite of `perceptrons` against whole programs: right ones in many styles, the reference, the stub."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import load_course
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.release.assignment import student_files
from grader.results import Outcome, TestResult
from grader.task import Work
from grader.work import grade_one

COURSE = Path(__file__).parents[3]
LAB = load_course(COURSE).lab("perceptrons")
FILE = "perceptrons.py"
TASKS = {task.id for task in LAB.toml.task}


def grade(source: bytes, seed: int = 0) -> tuple[TestResult, ...]:
    work = Work(
        course=str(COURSE),
        lab=LAB.id,
        files={FILE: source},
        secret=b"the secret of this test",
        seed=seed,
        device="cpu",
        accuracy=None,
    )
    graded = grade_one(work)
    assert graded.fault == ""
    return graded.tests


def lost(tests: tuple[TestResult, ...]) -> list[str]:
    return [f"{test.id}: {test.message}" for test in tests if test.score < test.max_score]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    launcher = Launcher({"disabled": [], "canaries": []})
    yield Judge(LAB, b"the key of this test, 32 bytes..", launcher)
    launcher.close()


@pytest.mark.parametrize("seed", [0, 1])
def test_the_reference_gets_full_marks_whatever_the_seed(seed: int) -> None:
    assert lost(grade((LAB.solution_dir / FILE).read_bytes(), seed)) == []


def test_the_stub_gets_nothing_and_each_test_says_that_it_is_missing() -> None:
    tests = grade(student_files(LAB)[FILE])
    assert {test.outcome for test in tests} == {Outcome.MISSING}
    assert sum(test.score for test in tests) == 0


def test_each_task_has_three_to_eight_tests_and_some_of_each_kind(judge: Judge) -> None:
    for task in TASKS:
        own = [spec.visibility for spec in judge.suite.specs if spec.task == task]
        assert 3 <= len(own) <= 8, task
        assert set(own) == {"public", "hidden"}, task


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_handout_states_points_as_they_are(name: str) -> None:
    text = (LAB.solution_dir / name).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (2\.\d+) \|.*\| (\d+) \|$", text, re.MULTILINE))
    assert rows == {task.id: f"{task.points:g}" for task in LAB.toml.task}
