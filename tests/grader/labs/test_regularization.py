"""The suite of `regularization` against whole programs: right ones in many styles, the reference, the stub."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.catalog import load_course
from grader.release.assignment import student_files
from grader.results import Outcome, TestResult
from grader.task import Work
from grader.work import grade_one

COURSE = Path(__file__).parents[3]
LAB = load_course(COURSE).lab("regularization")


def grade(files: Mapping[str, bytes], seed: int = 0) -> tuple[TestResult, ...]:
    work = Work(
        course=str(COURSE),
        lab=LAB.id,
        files=files,
        secret=b"the secret of this test",
        seed=seed,
        device="cpu",
        accuracy=None,
    )
    graded = grade_one(work)
    assert graded.fault == ""
    return graded.tests


def modules(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in LAB.toml.lab.files}


def lost(tests: tuple[TestResult, ...]) -> list[str]:
    return [f"{test.id}: {test.message}" for test in tests if test.score < test.max_score]


@pytest.mark.parametrize("seed", [0, 1])
def test_the_reference_gets_full_marks_whatever_the_seed(seed: int) -> None:
    assert lost(grade(modules(LAB.solution_dir), seed)) == []


def test_the_stub_gets_nothing_and_each_test_says_that_it_is_missing() -> None:
    files = student_files(LAB)
    tests = grade({name: files[name] for name in LAB.toml.lab.files})
    assert {test.outcome for test in tests} == {Outcome.MISSING}
    assert sum(test.score for test in tests) == 0


def test_one_wrong_relu_costs_its_own_task_alone() -> None:
    files = modules(LAB.solution_dir)
    files["layers.py"] += b"\n\ndef relu(X):\n    return torch.max(X, 0)\n"
    assert {test.task for test in grade(files) if test.score < test.max_score} == {"3.1"}


def test_an_always_raising_dropout_earns_nothing_for_raising() -> None:
    files = modules(LAB.solution_dir)
    files["layers.py"] += b"\n\ndef dropout_layer(X, dropout):\n    raise ValueError\n"
    assert sum(test.score for test in grade(files) if test.task == "3.4") == 0
