"""A student unzips a lab and checks it: the stub, the reference, one task, the upload zip and its receipt."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.catalog import Course, find_course, load_course
from grader.check import CheckOptions, check
from grader.errors import CourseError, UsageError
from grader.handin import find_hand_ins
from grader.intake.collect import collect
from grader.receipt import receipt
from grader.release.bundle import student_zip

REPO = Path(__file__).parents[3]


@pytest.fixture
def home(course: Course, tmp_path: Path) -> Path:
    """The lab as a student unzips it, below a folder with a Korean name."""
    with zipfile.ZipFile(io.BytesIO(student_zip(course.lab("tiny")))) as archive:
        archive.extractall(tmp_path / "내 과제")
    return tmp_path / "내 과제" / "tiny"


def solve(course: Course, home: Path) -> None:
    (home / "tiny.py").write_bytes((course.path / "solutions/tiny/tiny.py").read_bytes())


def run(home: Path, capsys: pytest.CaptureFixture[str], **options: object) -> tuple[int, list[str]]:
    course = load_course(find_course(None, home))
    code = check(course, home, CheckOptions(lang="en", **options))
    return code, capsys.readouterr().out.splitlines()


def cli(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(REPO), "OMP_NUM_THREADS": "1", **environment}
    env.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
    return subprocess.run([sys.executable, "-m", *arguments], cwd=home, env=env, capture_output=True, check=False)


def test_the_stub_fails_and_says_what_is_to_do(home: Path, capsys: pytest.CaptureFixture[str]):
    code, lines = run(home, capsys)
    assert code == 1
    assert "  --  9.1  Double: Not written yet" in lines
    assert "  --  9.2  Halve: Not written yet" in lines
    assert "0 of 2 public tests pass." in lines
    assert lines[-1].startswith("public tests only")


def test_the_reference_passes(course: Course, home: Path, capsys: pytest.CaptureFixture[str]):
    solve(course, home)
    code, lines = run(home, capsys)
    assert code == 0
    assert "  ok  9.1  Double: 1 of 1" in lines
    assert "2 of 2 public tests pass." in lines


def test_a_wrong_answer_is_explained_and_one_task_can_be_chosen(home: Path, capsys: pytest.CaptureFixture[str]):
    stub = (home / "tiny.py").read_text(encoding="utf-8")
    (home / "tiny.py").write_text(stub.replace('raise NotImplementedError("Task 9.1: double")', "return X + 2"))
    code, lines = run(home, capsys, task="9.1")
    assert code == 1
    assert "      Wrong answer: One becomes two." in lines
    assert any("expected" in line for line in lines)
    assert not [line for line in lines if "9.2" in line]


def test_unknown_tasks_and_folders_name_the_choices(home: Path):
    course = load_course(home)
    with pytest.raises(CourseError, match=r"9\.1, 9\.2"):
        check(course, home, CheckOptions(task="3.4"))
    with pytest.raises(UsageError, match="Labs: tiny"):
        check(course, REPO / "grader", CheckOptions())


def test_a_notebook_that_was_worked_on_counts_instead_of_an_untouched_stub(home: Path):
    (home / "tiny.ipynb").write_text("{}")
    (found,) = find_hand_ins(home, load_course(home))
    assert set(found.files) == {"tiny.ipynb", "answers.md", "given.py"}
    (home / "tiny.py").write_text("def double(X):\n    return X\n")
    (found,) = find_hand_ins(home, load_course(home))
    assert set(found.files) == {"tiny.py", "answers.md", "given.py"}


def test_line_ends_alone_are_no_work(home: Path):
    (home / "tiny.py").write_bytes((home / "tiny.py").read_bytes().replace(b"\n", b"\r\n"))
    (home / "tiny.ipynb").write_text("{}")
    (found,) = find_hand_ins(home, load_course(home))
    assert "tiny.ipynb" in found.files


def test_the_receipt_of_a_packed_upload_is_that_of_the_graded_page(course: Course, home: Path):
    solve(course, home)
    (home / "helper.py").write_text("SCALE = 2\n")
    (home / "__pycache__").mkdir()
    (home / "__pycache__" / "tiny.pyc").write_bytes(b"\0")
    (found,) = find_hand_ins(home, load_course(home))
    packed = found.pack()
    assert found.pack().read_bytes() == packed.read_bytes()
    upload = course.path / "submissions" / "20240017.zip"
    upload.parent.mkdir()
    upload.write_bytes(packed.read_bytes())
    (row,) = collect(upload.parent, course).submissions
    assert row.problem is None
    assert set(row.files) == {"tiny.py", "answers.md", "given.py", "helper.py"}
    assert receipt(row.sha256) == found.receipt


def test_packing_twice_does_not_pack_the_zip(home: Path, capsys: pytest.CaptureFixture[str]):
    run(home, capsys, pack=True, task="9.1")
    code, lines = run(home, capsys, pack=True, task="9.1")
    text = "\n".join(lines)
    assert code == 1
    assert re.search(r"Upload tiny-upload\.zip\. Its receipt is [0-9A-Z]{4}-[0-9A-Z]{4}", text)
    with zipfile.ZipFile(home / "tiny-upload.zip") as archive:
        assert archive.namelist() == ["answers.md", "given.py", "tiny.py"]


def test_on_a_korean_console_without_unicode(course: Course, home: Path):
    solve(course, home)
    done = cli(home, "grader", "check", "--lang", "ko", "--task", "9.1", PYTHONIOENCODING="cp949", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode("cp949")
    lines = done.stdout.decode("cp949").splitlines()
    assert "  ok  9.1  두 배: 1개 중 1개" in lines
    assert lines[-1].startswith("public tests only")


def test_wrong_usage_is_one_line_and_exit_2(home: Path):
    done = cli(home, "grader", "check", "--task", "1.1")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"9.1, 9.2" in done.stderr


GATED = """
import pytest

@pytest.mark.task("9.1", gated=True)
def test_an_error_for_nothing(student):
    assert student.call("double", None).error is not None
"""


def test_plain_pytest_says_the_same_and_gives_a_stub_no_gated_test(course: Course, home: Path):
    (home / "tests" / "test_errors.py").write_text(GATED)
    stub = cli(home / "tests", "pytest", "-q")
    assert stub.returncode == 1, stub.stdout.decode()
    text = stub.stdout.decode()
    assert "This task is not written yet." in text or "아직 작성하지 않은 과제예요." in text
    assert "3 failed" in text
    assert "public tests only" in text
    solve(course, home)
    done = cli(home, "pytest", "-q")
    assert done.returncode == 0, done.stdout.decode()
    assert b"3 passed" in done.stdout


def test_watching_checks_again_and_survives_a_mistake(
    course: Course, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    module = home / "tiny.py"
    stub = module.read_bytes()
    saves = [lambda: solve(course, home), module.unlink, lambda: module.write_bytes(stub)]

    def save_something(seconds: float) -> None:
        if not saves:
            raise KeyboardInterrupt
        saves.pop(0)()

    monkeypatch.setattr("grader.check.sleep", save_something)
    (home / "tiny.ipynb").unlink()
    code, lines = run(home, capsys, watch=True, task="9.1")
    assert code == 1
    shown = [line.strip() for line in lines if "9.1" in line]
    assert shown[0] == "--  9.1  Double: Not written yet"
    assert shown[1] == "ok  9.1  Double: 1 of 1"
    assert shown[-1] == "--  9.1  Double: Not written yet"
    assert sum(line.startswith("Waiting for you to save") for line in lines) == 4
