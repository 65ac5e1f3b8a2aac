"""The demo as a new user meets it, and the accuracy check on real MNIST through the command."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.grader.classroom import SOLUTIONS, run_grader

MNIST = os.environ.get("GRADER_DATA")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("demo")
    finished = run_grader("demo", "--out", out, GRADER_DATA=str(out / "nowhere"))
    assert finished.returncode == 0, finished.stdout + finished.stderr
    run: dict[str, Any] = json.loads((out / "reports" / "grades.json").read_text())
    run["out"] = str(out / "reports")
    return run


def test_the_demo_grades_a_class_of_two_labs_on_digits(demo: dict[str, Any]) -> None:
    rows = {(row["id"], row["lab"]): row for row in demo["submissions"]}
    assert len({lab for _, lab in rows}) == 2
    assert len({student for student, _ in rows}) >= 10
    checked = [row["accuracy"] for row in rows.values() if row["accuracy"]]
    assert {accuracy["dataset"] for accuracy in checked} == {"digits"}
    assert rows["2026100001", "regularization"]["score"] == 50
    assert rows["2026100003", "regularization"]["score"] == 0
    assert rows["2026100012", "regularization"]["status"] == "unreadable"
    assert rows["2026100011 김하늘", "regularization"]["score"] == 50


def test_reference_is_full_and_the_gradebook_agrees(demo: dict[str, Any]) -> None:
    with (Path(demo["out"]) / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["id"], row["lab"]): row for row in csv.DictReader(file)}
    for row in demo["submissions"]:
        line = rows[row["id"], row["lab"]]
        assert float(line["score"]) == row["score"]
        assert float(line["max_score"]) == row["max_score"]
    full = rows["2026100001", "mnist_mlp"]
    assert full["score"] == full["max_score"]


@pytest.mark.skipif(MNIST is None, reason="GRADER_DATA does not name MNIST")
def test_the_reference_learns_real_mnist(tmp_path: Path) -> None:
    submission = tmp_path / "submissions" / "2026100001"
    submission.mkdir(parents=True)
    for name in ("model.py", "train.py"):
        (submission / name).write_bytes((SOLUTIONS / "mnist_mlp" / name).read_bytes())
    finished = run_grader(tmp_path / "submissions", "--lab", "mnist_mlp", "--out", tmp_path / "out")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    [row] = json.loads((tmp_path / "out" / "grades.json").read_text())["submissions"]
    accuracy = row["accuracy"]
    assert accuracy["dataset"] == "mnist"
    assert accuracy["method"] == "forward"
    assert accuracy["test_accuracy"] >= 0.975
    assert accuracy["untrained_accuracy"] < 0.30
    assert len(accuracy["history"]) == 10
    assert row["score"] == row["max_score"]
