"""A whole class through the command: every kind of submission costs what it should and no more."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.grader.classroom import CLASS, REPOSITORY, run_grader, write

# A few of each kind are enough to see that a second run, in another order of processes, says the same.
AGAIN = ("right", "leaky", "unscaled", "os-exit", "import-raises", "does-not-parse")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lab, with a limit that ends a loop soon."""
    course = tmp_path_factory.mktemp("course")
    for folder in ("solutions/regularization", "assignments/regularization", "tests/labs/regularization"):
        shutil.copytree(REPOSITORY / folder, course / folder, ignore=shutil.ignore_patterns("__pycache__"))
    toml = course / "solutions" / "regularization" / "lab.toml"
    text = toml.read_text(encoding="utf-8")
    assert "cpu_s = 5" in text
    toml.write_text(text.replace("cpu_s = 5", "cpu_s = 2"), encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, course: Path) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("class")
    out = folder / "reports"
    finished = run_grader(write(folder / "submissions"), "--course", course, "--out", out, "--progress", "plain")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    run = json.loads((out / "grades.json").read_text())
    return {row["id"]: row for row in run["submissions"]} | {"": run, "/": str(folder)}


def lost(row: dict[str, Any]) -> set[str]:
    """Tasks that did not get all their points."""
    return {test["task"] for test in row["tests"] if test["score"] < test["max_score"]}


@pytest.mark.parametrize("name", CLASS)
def test_costs_what_it_should(graded: dict[str, Any], name: str) -> None:
    case, row = CLASS[name], graded[name]
    if case.status == "any":
        assert row["status"] in ("graded", "unreadable")
    else:
        assert row["status"] == case.status
    if row["status"] == "unreadable":
        assert row["score"] == 0
        return
    assert lost(row) == set(case.lost), [t["id"] for t in row["tests"] if t["score"] < t["max_score"]]
    if not case.lost:
        assert row["score"] == row["max_score"] == 50
    seen = {test["outcome"] for test in row["tests"] if test["task"] in case.lost}
    assert set(case.outcomes) <= seen, seen
    for test in row["tests"]:
        if test["outcome"] != "passed":
            assert test["message_i18n"]["en"]
            assert test["message_i18n"]["ko"]


def test_hidden_tests_keep_their_data_to_themselves(graded: dict[str, Any]) -> None:
    for name in CLASS:
        for test in graded[name]["tests"]:
            if test["visibility"] == "hidden":
                assert test["counterexample"] == ""
                assert "expected" not in test["message"]


def test_every_report_is_there(graded: dict[str, Any]) -> None:
    out = Path(graded["/"]) / "reports"
    for name in CLASS:
        assert (out / "students" / f"{name}.html").is_file()
        assert (out / "gradescope" / f"{name}.regularization.json").is_file()
        assert (out / "junit" / f"{name}.regularization.xml").is_file()
    assert (out / "index.html").is_file()
    assert (out / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_second_run_says_the_same_whatever_the_jobs_and_the_rest_of_the_class(
    graded: dict[str, Any], course: Path, tmp_path: Path
) -> None:
    finished = run_grader(
        write(tmp_path / "submissions", AGAIN), "--course", course, "--out", tmp_path / "reports", "--jobs", "1"
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    again = json.loads((tmp_path / "reports" / "grades.json").read_text())
    assert sorted(row["id"] for row in again["submissions"]) == sorted(AGAIN)
    for row in again["submissions"]:
        assert timeless(row) == timeless(graded[row["id"]])


def test_what_was_graded_is_not_graded_again(graded: dict[str, Any], course: Path, tmp_path: Path) -> None:
    first = Path(graded["/"])
    out = shutil.copytree(first / "reports", tmp_path / "reports")
    finished = run_grader(first / "submissions", "--course", course, "--out", out, "--progress", "none")
    assert finished.returncode == 0, finished.stderr
    again = json.loads((out / "grades.json").read_text())
    # Durations too are the same: nothing was run.
    assert again["submissions"] == graded[""]["submissions"]


def timeless(value: Any) -> Any:
    """Without the fields that may differ between two runs."""
    if isinstance(value, dict):
        return {k: timeless(v) for k, v in value.items() if not k.endswith(("_at", "_s", "_bytes"))}
    return [timeless(item) for item in value] if isinstance(value, list) else value
