"""The command's edge: exit codes, and one clear line for whatever a person has to mend."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from grader.versions import grader_version
from tests.grader.classroom import REPOSITORY, run_grader, write


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


@pytest.fixture
def right(tmp_path: Path) -> Path:
    return write(tmp_path / "submissions", ("right",))


def test_help_names_every_option_of_the_contract() -> None:
    finished = run_grader("grade", "--help")
    assert finished.returncode == 0
    options = """--lab --only --explain --out --jobs --cluster --device --dataset --data --no-accuracy --seed --lang
        --roster --worksheet --worksheet-column --marks --adjustments --extensions --anonymous --fresh
        --require-level --progress --course"""
    for option in options.split():
        assert option in finished.stdout, option


def test_the_version_is_the_one_that_stands_in_grades_json() -> None:
    assert run_grader("--version").stdout.strip() == grader_version() != "source"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no-such-folder"], "no-such-folder"),
        (["grade", "no-such-folder"], "no-such-folder"),
        (["{right}", "--lab", "no_such_lab"], "linear_models, perceptrons, regularization, mnist_mlp"),
        (["{right}", "--jobs", "0"], "--jobs"),
        (["{right}", "--device", "abacus"], "device"),
        (["{right}", "--no-such-option"], "--no-such-option"),
        (["{right}", "--roster", "no-such.csv"], "no-such.csv"),
        (["{right}", "--course", "{right}"], "not a course"),
        (["{right}", "--explain"], "--only"),
        (["{right}", "--only", "nobody", "--no-accuracy"], "nobody"),
        (["report", "no-such.json"], "no-such.json"),
        (["report", "no-such.json", "--course", "no-course"], "no-course is not a course"),
        (["purge", "no-such-folder", "--course", "no-course"], "no-course is not a course"),
        (["marking", "split", "no-such.json", "--course", "no-course"], "no-course is not a course"),
        (["marking", "merge", "no-such.json", "a.csv", "--course", "no-course"], "no-course is not a course"),
        (["check", "no-such-folder"], "no-such-folder"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(right: Path, arguments: list[str], says: str) -> None:
    finished = run_grader(*[argument.format(right=right) for argument in arguments])
    assert finished.returncode == 2, finished.stdout
    assert says in one_line(finished.stderr)


def test_a_broken_lab_toml_names_file_line_and_choices(tmp_path: Path, right: Path) -> None:
    course = tmp_path / "course"
    for folder in ("solutions", "assignments", "tests/labs"):
        shutil.copytree(REPOSITORY / folder, course / folder)
    toml = course / "solutions" / "regularization" / "lab.toml"
    toml.write_text(toml.read_text().replace("cpu_s", "cpu_seconds"))
    line = 1 + toml.read_text()[: toml.read_text().index("cpu_seconds")].count("\n")
    finished = run_grader(right, "--course", course)
    assert finished.returncode == 2
    said = one_line(finished.stderr)
    assert f"lab.toml:{line}" in said
    assert "memory_mb" in said


def test_one_student_is_graded_again_and_the_others_stay(tmp_path: Path) -> None:
    folder = write(tmp_path / "submissions", ("right", "leaky"))
    shutil.copy(REPOSITORY / "assignments" / "perceptrons" / "perceptrons.py", folder / "right")
    (folder / "torn.zip").write_bytes(b"no archive")
    out = tmp_path / "reports"

    def graded(*options: str) -> dict[str, Any]:
        finished = run_grader(folder, "--no-accuracy", "--out", out, "--progress", "none", *options)
        assert finished.returncode == 0, finished.stderr
        run: dict[str, Any] = json.loads((out / "grades.json").read_text())
        assert [lab["id"] for lab in run["labs"]] == ["perceptrons", "regularization"], "those that have rows"
        return {f"{row['id']} {row['lab']}": row for row in run["submissions"]}

    before = graded()
    assert sorted(before) == [
        "leaky regularization", "right perceptrons", "right regularization", "torn perceptrons", "torn regularization",
    ]  # fmt: skip
    (folder / "leaky" / "layers.py").write_bytes((folder / "right" / "layers.py").read_bytes())
    after = graded("--only", "leaky", "--explain", "--lab", "regularization")
    assert after["leaky regularization"]["score"] == 50 > before["leaky regularization"]["score"]
    assert {**after, "leaky regularization": 0} == {**before, "leaky regularization": 0}
    (folder / "torn.zip").unlink()
    shutil.copytree(folder / "right", folder / "torn", ignore=lambda *_: ["perceptrons.py"])
    after = graded("--only", "torn")
    assert after["torn regularization"]["score"] == 50
    assert "torn perceptrons" not in after, "what was torn is not there any more"


def test_a_level_that_the_machine_does_not_have_is_exit_code_3(right: Path, tmp_path: Path) -> None:
    finished = run_grader(right, "--lab", "regularization", "--out", tmp_path / "out", "--require-level", "5")
    assert finished.returncode == 3
    assert "level" in one_line(finished.stderr.splitlines()[-1])


def test_a_submission_cannot_bring_its_own_course(right: Path, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "assignments" / "regularization", right / "regularization")
    finished = run_grader(right, "--lab", "regularization", "--out", tmp_path / "out", "--progress", "none")
    assert finished.returncode == 0, finished.stderr
    rows = json.loads((tmp_path / "out" / "grades.json").read_text())["submissions"]
    assert all(any(test["visibility"] == "hidden" for test in row["tests"]) for row in rows)
