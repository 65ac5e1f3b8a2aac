"""The suite of `mnist_mlp` against whole programs: right ones in many styles, the reference, the stub."""

import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
import torch

from grader.catalog import load_course
from grader.release.assignment import student_files
from grader.results import Outcome, TestResult
from grader.task import Work
from grader.work import grade_one

COURSE = Path(__file__).parents[3]
LAB = load_course(COURSE).lab("mnist_mlp")
MODULES = ("model.py", "train.py")


def load(path: Path) -> ModuleType:
    """A module by its path: test folders are no packages."""
    spec = importlib.util.spec_from_file_location(f"mnist_mlp_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    return {name: (folder / name).read_bytes() for name in MODULES}


def lost(tests: tuple[TestResult, ...]) -> list[str]:
    return [f"{test.id}: {test.message}" for test in tests if test.score < test.max_score]


@pytest.mark.parametrize("seed", [0, 1])
def test_the_reference_gets_full_marks_whatever_the_seed(seed: int) -> None:
    assert lost(grade(modules(LAB.solution_dir), seed)) == []


def test_the_stub_gets_nothing_and_each_test_says_that_it_is_missing() -> None:
    files = student_files(LAB)
    tests = grade({name: files[name] for name in MODULES})
    assert {test.outcome for test in tests} == {Outcome.MISSING}
    assert sum(test.score for test in tests) == 0


def test_each_task_has_three_to_eight_tests_and_some_of_each_kind() -> None:
    tests = grade(modules(LAB.solution_dir))
    for task in (f"4.{number}" for number in range(1, 10)):
        own = {test.id.partition("[")[0]: test.visibility for test in tests if test.task == task}
        assert 3 <= len(own) <= 8, task
        assert set(own.values()) == {"public", "hidden"}, task


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_handout_states_points_and_tiers_as_they_are(name: str) -> None:
    text = (LAB.solution_dir / name).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (4\.\d+) \|.*\| (\d+) \|$", text, re.MULTILINE))
    assert rows == {task.id: f"{task.points:g}" for task in LAB.toml.task}
    assert LAB.toml.accuracy is not None
    for dataset, tiers in LAB.toml.accuracy.tiers.items():
        row = re.search(rf"^\| `{dataset}` \|(.*)\|$", text, re.MULTILINE)
        assert row, dataset
        assert re.findall(r"[\d.]+", row[1]) == [f"{100 * accuracy:g}" for accuracy, _ in tiers]
    header = re.search(r"^\| [^|]*\|(.*)\|\n\|[-|]*\n\| `mnist` \|", text, re.MULTILINE)
    assert header
    assert re.findall(r"\d+", header[1]) == [f"{points:g}" for _, points in LAB.toml.accuracy.tiers["mnist"]]


def test_the_rubric_adds_up_and_the_sheets_state_its_points() -> None:
    task = LAB.task("4.11")
    assert sum(item.points for item in task.rubric) == task.points
    for name in ("answers.md", "answers.reference.md"):
        text = (LAB.solution_dir / name).read_text(encoding="utf-8")
        stated = re.findall(r"^## (\d)\. .*\((\d) points?, \2점\)$", text, re.MULTILINE)
        assert stated == [(item.title.en[0], f"{item.points:g}") for item in task.rubric]


def test_given_loaders_refuse_a_wrong_kind_of_argument() -> None:
    given = load(LAB.solution_dir / "mnist_data.py")
    with pytest.raises(TypeError, match=r"True .* or False"):
        given.mnist(train="test")
    with pytest.raises(TypeError, match="NoneType"):
        given.batches(None)
    with pytest.raises(ValueError, match="positive"):
        given.batches([1, 2], 0)


def test_given_loaders_keep_the_short_batch() -> None:
    given = load(LAB.solution_dir / "mnist_data.py")
    rows = torch.utils.data.TensorDataset(torch.arange(7.0), torch.arange(7))
    assert [len(y) for _, y in given.batches(rows, 3)] == [3, 3, 1]
