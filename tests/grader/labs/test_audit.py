"""The suites of this course: every wrong program that is known or made is noticed, and no right one is punished."""

import json
from pathlib import Path

import pytest

from grader.catalog import load_course
from tests.grader.classroom import REPOSITORY, run_grader

LABS = [lab.id for lab in load_course(REPOSITORY).labs]


@pytest.mark.parametrize("lab", LABS)
def test_the_suite_tells_right_from_wrong(lab: str, tmp_path: Path) -> None:
    finished = run_grader("audit", lab, "--out", tmp_path)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    [found] = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))["labs"]
    kinds = [row["kind"] for row in found["rows"]]
    assert kinds.count("misconception") >= 50
    assert kinds.count("variant") >= 25
    hinted = [row["name"] in row["hints"] for row in found["rows"] if row["kind"] == "misconception"]
    assert sum(hinted) >= 0.9 * len(hinted), "too few mistakes are recognised"
