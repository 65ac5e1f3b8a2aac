"""A release is verified before anything is written, and refused with the reason where it is not fit."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog import Course, load_course
from grader.errors import CourseError, UsageError
from grader.release.build import release
from grader.release.gradescope import gradescope_zip
from grader.release.skeleton import first_course, new_lab
from grader.release.verify import problems

from .conftest import write_course

REPO = Path(__file__).parents[3]
PUBLIC = "tests/labs/tiny/public/test_tiny.py"
HIDDEN = "tests/labs/tiny/hidden/test_tiny_hidden.py"
SOLUTION = "solutions/tiny/tiny.py"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for every course of this file: the process that forks workers belongs to a place and starts once."""
    return tmp_path_factory.mktemp("place")


@pytest.fixture
def course(place: Path) -> Course:
    shutil.rmtree(place / "course", ignore_errors=True)
    return write_course(place / "course")


def edit(name: str, old: str, new: str) -> Callable[[Course], None]:
    def change(course: Course) -> None:
        text = (course.path / name).read_text(encoding="utf-8")
        assert old in text
        (course.path / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


FREEBIE = """

@pytest.mark.task("9.1")
def test_an_error_outside(student):
    assert student.call("double", "text").error is not None
"""
BROKEN = """

@pytest.mark.task("9.1")
def test_broken(student):
    assert undefined_name
"""
TASKLESS = """

def test_without_a_task(student):
    student.double(1)
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            edit(SOLUTION, "return X + X", "return X + X + 0.5"),
            "the reference does not pass test_tiny.py::test_doubles",
        ),
        (edit(PUBLIC, "torch.full((2, 2), 4.0))", "torch.full((2, 2), 4.0))" + FREEBIE), "test_an_error_outside"),
        (edit(PUBLIC, "torch.full((2, 2), 4.0))", "torch.full((2, 2), 4.0))" + BROKEN), "undefined_name"),
        (edit(PUBLIC, "torch.full((2, 2), 4.0))", "torch.full((2, 2), 4.0))" + TASKLESS), "has no task"),
        (edit(PUBLIC, 'task("9.1")', 'task("9.9")'), "no task '9.9'"),
        (
            edit(SOLUTION, "import torch\n", "import torch\nimport test_tiny_hidden\n"),
            "tiny.py:5: imports test_tiny_hidden",
        ),
        (
            edit(PUBLIC, "import torch\n", "import torch\nfrom variants.by_shift import tiny\n"),
            "test_tiny.py:3: imports variants.by_shift",
        ),
        (edit("solutions/tiny/README.md", "Double", "quarter_turns = torch.full((), 0.5, dtype=X.dtype)"), "README.md"),
    ],
    ids=[
        "wrong reference",
        "passes on a stub",
        "broken test",
        "no task",
        "unknown task",
        "private import",
        "imports a variant",
        "leak",
    ],
)
def test_what_is_not_fit_is_not_written(course: Course, tmp_path: Path, change: Callable[[Course], None], said: str):
    change(course)
    with pytest.raises(CourseError) as caught:
        release(load_course(course.path), ["tiny"], out=tmp_path / "dist", targets=["zip"])
    assert said in str(caught.value)
    assert not (tmp_path / "dist").exists()
    assert not (course.path / "assignments").exists()


def test_a_task_without_a_test_is_refused(course: Course):
    edit(PUBLIC, 'task("9.2")', 'task("9.1")')(course)
    edit(HIDDEN, 'task("9.2")', 'task("9.1")')(course)
    assert any("task 9.2" in line and "no test" in line for line in problems(load_course(course.path).lab("tiny")))


def test_a_new_lab_is_fit_at_once_and_its_zip_is_written(course: Course, tmp_path: Path):
    written = new_lab(course, "attention")
    assert all(path.is_file() for path in written)
    fresh = load_course(course.path)
    assert fresh.lab("attention").toml.lab.order == 2
    lines = release(fresh, ["attention"], out=tmp_path / "dist")
    assert {path.name for path in (tmp_path / "dist").iterdir()} == {"attention.zip", "attention-github.zip"}
    assert "refreshed assignments/attention/attention.py" in lines
    assert "raise NotImplementedError" in (course.path / "assignments/attention/attention.py").read_text()


def test_an_empty_folder_becomes_a_course_and_its_lab_is_released(tmp_path: Path):
    """The walk of solutions/README.md, from an empty folder to a zip, with its two commands."""
    (tmp_path / "course").mkdir()
    for arguments in (["--new", "attention"], ["attention", "--out", str(tmp_path / "dist")]):
        command = [sys.executable, "-m", "grader", "release", *arguments, "--course", "course"]
        env = {**os.environ, "PYTHONPATH": str(REPO)}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "dist").iterdir()} == {"attention.zip", "attention-github.zip"}
    assert ".secret" in (tmp_path / "course" / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_no_course_begins_where_there_is_no_folder_or_a_student_works(course: Course, tmp_path: Path):
    with pytest.raises(UsageError, match="no folder"):
        first_course(tmp_path / "nowhere")
    assert first_course(course.path) is None
    unzipped = tmp_path / "unzipped"
    unzipped.mkdir()
    (unzipped / "lab.public.toml").write_text("")
    assert first_course(unzipped) is None


@pytest.mark.parametrize("name", ["", "Attention", "3d", "my-lab", "../x", "class", "tiny"])
def test_a_new_lab_needs_a_free_and_proper_name(course: Course, name: str):
    before = sorted(course.path.rglob("*"))
    with pytest.raises(UsageError, match="--new"):
        new_lab(course, name)
    assert sorted(course.path.rglob("*")) == before


def autograde(course: Course, root: Path, files: dict[str, bytes], metadata: dict[str, object]) -> dict[str, object]:
    """Lay out Gradescope's folders below `root` and run the entry script as its container does."""
    with zipfile.ZipFile(io.BytesIO(gradescope_zip(course.lab("tiny")))) as archive:
        archive.extractall(root / "source")
    (root / "submission").mkdir()
    (root / "results").mkdir()
    for name, data in files.items():
        (root / "submission" / name).write_bytes(data)
    (root / "submission_metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    env = {
        **os.environ,
        "AUTOGRADER_ROOT": str(root),
        "GRADER_PYTHON": sys.executable,
        "PYTHONPATH": str(REPO),
        "OMP_NUM_THREADS": "1",
    }
    done = subprocess.run(
        ["bash", str(root / "source" / "run_autograder")], cwd=root, env=env, capture_output=True, check=False
    )
    result = json.loads((root / "results" / "results.json").read_bytes())
    return {"exit": done.returncode, "log": (done.stdout + done.stderr).decode(), **result}


METADATA = {
    "id": 8675309,
    "created_at": "2026-03-02T10:00:00.000000+09:00",
    "assignment": {"id": 1, "due_date": "2026-03-01T22:00:00.000000+09:00", "total_points": "6.0"},
    "users": [{"id": 7, "name": "홍길동", "email": "gildong@example.edu"}],
    "submission_method": "upload",
}


def test_gradescopes_folders_give_results_json(course: Course, tmp_path: Path):
    reference = (course.path / SOLUTION).read_bytes()
    result = autograde(course, tmp_path / "autograder", {"tiny.py": reference}, METADATA)
    assert result["exit"] == 0, result["log"]
    assert result["score"] == 5.0
    tests = {test["name"]: test for test in result["tests"]}
    assert tests["One becomes two."]["status"] == "passed"
    assert sum(test["max_score"] for test in result["tests"]) == 5.0


def test_gradescope_takes_off_for_lateness_by_its_own_times(course: Course, tmp_path: Path):
    late = '\n[late]\ndeadline = "2026-01-01T00:00:00+09:00"\npercent_per_day = 20\ncap_percent = 60\n'
    path = course.path / "solutions/tiny/lab.toml"
    path.write_text(path.read_text(encoding="utf-8") + late, encoding="utf-8")
    reference = (course.path / SOLUTION).read_bytes()
    late_course = load_course(course.path)
    result = autograde(late_course, tmp_path / "autograder", {"tiny.py": reference}, METADATA)
    assert result["exit"] == 0, result["log"]
    assert result["score"] == 4.0  # one day after the student's own due date, not two months after lab.toml's


def test_a_fault_of_the_grader_gives_no_score_on_gradescope(course: Course, tmp_path: Path):
    edit(HIDDEN, "assert_close(out, reference.double(X))", "assert_close(out, reference.nothing(X))")(course)
    result = autograde(course, tmp_path / "autograder", {"tiny.py": b"def double(X):\n    return X + X\n"}, METADATA)
    assert result["exit"] == 1
    assert "score" not in result
    assert result["tests"] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("points = 3", "points = 3\npoint = 1", 23, "Valid keys: id, title, points"),
        (
            'title = { en = "Names the rounding", ko = "반올림을 말해요" }, points = 1',
            'title = { en = "a", ko = "b" }, points = 2',
            26,
            "its rubric 2",
        ),
        ('id = "9.2"', 'id = "9.1"', 19, "stands there twice"),
        (
            'names = ["Halver"]\nfile = "tiny.py"',
            'names = ["Halver"]\nfile = "tinny.py"',
            19,
            "none of: tiny.py, answers.md",
        ),
        ("points = 2", "points = -2", 11, "points are 0 or more"),
    ],
)
def test_a_wrong_lab_toml_is_an_error_with_file_and_line(course: Course, old: str, new: str, line: int, said: str):
    edit("solutions/tiny/lab.toml", old, new)(course)
    with pytest.raises(CourseError) as caught:
        load_course(course.path)
    assert said in str(caught.value)
    assert f"lab.toml:{line}: " in str(caught.value)
