"""`grader audit` through the command, on a small course with a hole, a test that is too strict, and a hint to give."""

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from grader.audit.programs import programs
from grader.catalog import load_course
from grader.errors import CourseError
from tests.grader.classroom import run_grader

FILES = {
    "solutions/tiny/lab.toml": """\
        [lab]
        id = "tiny"
        order = 1
        title = { en = "Tiny", ko = "작은 실습" }
        files = ["tiny.py"]

        [[task]]
        id = "9.1"
        title = { en = "Clip", ko = "자르기" }
        points = 2
        names = ["clip"]
        file = "tiny.py"

        [[task]]
        id = "9.2"
        title = { en = "Clipped mean", ko = "자른 평균" }
        points = 2
        names = ["clipped_mean"]
        file = "tiny.py"

        [limits]
        cpu_s = 5
        """,
    "solutions/tiny/tiny.py": '''\
        import torch
        from torch import Tensor


        def clip(X: Tensor) -> Tensor:
            """X with negatives set to 0."""
            return torch.clamp(X, min=0)  # SOLUTION


        def clipped_mean(X: Tensor) -> Tensor:
            """The mean of clip(X)."""
            return clip(X).mean()  # SOLUTION
        ''',
    "assignments/tiny/tiny.py": """\
        import torch
        from torch import Tensor


        def clip(X: Tensor) -> Tensor:
            raise NotImplementedError("Task 9.1: clip")


        def clipped_mean(X: Tensor) -> Tensor:
            raise NotImplementedError("Task 9.2: clipped_mean")
        """,
    "tests/labs/tiny/standins.py": """\
        import torch

        clip = torch.relu
        """,
    "tests/labs/tiny/public/test_tiny.py": '''\
        import pytest
        import torch

        from grader.judge.checks import assert_close


        @pytest.mark.task("9.1")
        def test_clips(student):
            """Negatives become 0."""
            assert_close(student.clip(torch.tensor([-2.0, 0.5, 3.0])), torch.tensor([0.0, 0.5, 3.0]))


        @pytest.mark.task("9.2")
        def test_mean(student):
            """The mean of (-2, 1, 4) is 5/3."""
            assert_close(student.clipped_mean(torch.tensor([-2.0, 1.0, 4.0])), torch.tensor(5 / 3))
        ''',
    "tests/labs/tiny/hidden/test_tiny_hidden.py": '''\
        import pytest
        import torch

        from grader.judge.checks import assert_close


        @pytest.mark.task("9.1")
        def test_gradient(student, rng):
            """The gradient is 1 where X > 0."""
            X = torch.randn(8, generator=rng)
            call = student.call("clip", X, grad=(0,))
            call.result()
            assert_close(call.grads[0], (X > 0).float())
        ''',
    "solutions/tiny/misconceptions/clip-abs.py": '''\
        """Negatives become positive.

        task: 9.1
        en: What should become of -2?
        ko: -2는 무엇이 되어야 할까요?
        """


        def clip(X):
            return X.abs()
        ''',
    "solutions/tiny/misconceptions/clip-above-one.py": '''\
        """Clips on both sides.

        task: 9.1
        en: Is there an upper bound?
        ko: 위쪽 한계도 있나요?
        """


        def clip(X):
            return X.clamp(0, 1)
        ''',
    "solutions/tiny/variants/masks/tiny.py": """\
        def clip(X):
            return X * (X > 0)


        def clipped_mean(X):
            return clip(X).sum() / X.numel()
        """,
    "solutions/tiny/equivalent.toml": """\
        [[equivalent]]
        mutant = "tiny.py clipped_mean: return clip(X).mean() -> return clip(X).mean().detach()"
        reason = "No task asks for this gradient."
        """,
}


def write(folder: Path, **changes: str) -> Path:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    for name, text in changes.items():
        (folder / "solutions" / "tiny" / name).write_text(dedent(text), encoding="utf-8")
    return folder


def audited(course: Path, out: Path, code: int) -> tuple[dict[str, dict[str, Any]], str]:
    finished = run_grader("audit", "--course", course, "--out", out)
    assert finished.returncode == code, finished.stdout + finished.stderr
    [lab] = json.loads((out / "audit.json").read_text(encoding="utf-8"))["labs"]
    assert "tiny" in (out / "audit.html").read_text(encoding="utf-8")
    return {row["name"]: row for row in lab["rows"]}, finished.stdout


def test_a_good_suite_kills_what_is_wrong_and_spares_what_is_right(tmp_path: Path) -> None:
    rows, said = audited(write(tmp_path / "course"), tmp_path / "out", 0)
    assert "Every wrong program is noticed" in said
    assert rows["reference"]["failed"] == rows["masks"]["failed"] == {}
    assert rows["masks: everything at once"]["failed"] == {}
    assert set(rows["stub"]["failed"].values()) == {"missing"}
    for name in ("clip-abs", "clip-above-one"):
        assert rows[name]["lost"] == ["9.1"]  # the mean is saved by the stand-in
        assert rows[name]["hints"] == [name]
    assert rows["tiny.py clip: torch.clamp(X, min=0) -> X"]["failed"]


def test_holes_strictness_and_idle_tests_are_named(tmp_path: Path) -> None:
    course = write(tmp_path / "course")
    public = course / "tests" / "labs" / "tiny" / "public" / "test_tiny.py"
    weak = public.read_text(encoding="utf-8").replace("[-2.0, 0.5, 3.0]", "[0.0, 0.5, 0.7]")
    public.write_text(weak.replace("[0.0, 0.5, 3.0]", "[0.0, 0.5, 0.7]"), encoding="utf-8")
    strict = course / "tests" / "labs" / "tiny" / "hidden" / "test_tiny_hidden.py"
    text = strict.read_text(encoding="utf-8").replace("(8, generator=rng)", "(8, generator=rng).mul(0.1)")
    text += dedent('''

        @pytest.mark.task("9.1")
        def test_zero_is_not_negative(student):
            """No minus before zero, and no noise."""
            out = student.call("clip", torch.tensor([-1.0]))
            assert out.stdout == ""
            assert not bool(torch.signbit(out.result()).any())
        ''')
    strict.write_text(text, encoding="utf-8")
    rows, said = audited(course, tmp_path / "out", 1)
    assert "survives" in rows["clip-above-one"]["problem"]
    assert "A right program loses points" in rows["masks"]["problem"]
    assert "A right program loses points" in rows["reference: chatty"]["problem"]
    assert "The suites have holes" in said
    assert "clip-above-one" in said


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("equivalent.toml", '[[equivalent]]\nmutant = "tiny.py clip: gone"\nreason = "?"\n', "there is no mutant"),
        ("equivalent.toml", "[[equivalent]]\nmutant = 3\n", "equivalent.toml"),
        ("misconceptions/clip-abs.py", '"""Idea.\n\ntask: 9.1\nen: ?\n"""\n\ndef clip(X): ...\n', "`ko:`"),
        ("misconceptions/clip-abs.py", '"""Idea.\n\ntask: 9.7\nen: ?\nko: ?\n"""\n\ndef clip(X): ...\n', "9.7"),
        ("misconceptions/clip-abs.py", '"""Idea.\n\ntask: 9.1\nen: ?\nko: ?\n"""\n\ndef cut(X): ...\n', "clip"),
        ("misconceptions/clip-abs.py", "def clip(X:\n", "clip-abs.py"),
    ],
)
def test_a_list_that_is_wrong_is_one_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    lab = load_course(write(tmp_path / "course", **{name: text})).lab("tiny")
    with pytest.raises(CourseError) as raised:
        programs(lab)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_student_reads_the_hint_of_the_mistake_and_nobody_else_does(tmp_path: Path) -> None:
    course = write(tmp_path / "course")
    reference = (course / "solutions" / "tiny" / "tiny.py").read_text(encoding="utf-8")
    students = {
        "one": reference + "\n\ndef clip(X):\n    return torch.where(X < 0, -X, X)\n",  # abs, otherwise written
        "two": reference + "\n\ndef clip(X):\n    return X * 2\n",  # wrong in a way of its own
        "three": reference,
    }
    for name, source in students.items():
        (tmp_path / "submissions" / name).mkdir(parents=True)
        (tmp_path / "submissions" / name / "tiny.py").write_text(source, encoding="utf-8")
    finished = run_grader(tmp_path / "submissions", "--course", course, "--out", tmp_path / "out")
    assert finished.returncode == 0, finished.stderr
    run = json.loads((tmp_path / "out" / "grades.json").read_text(encoding="utf-8"))
    named = {row["id"]: {d for test in row["tests"] for d in test["diagnosis"]} for row in run["submissions"]}
    assert named == {"one": {"clip-abs"}, "two": set(), "three": set()}
    page = (tmp_path / "out" / "students" / "one.html").read_text(encoding="utf-8")
    assert "What should become of -2?" in page
    assert "-2는 무엇이 되어야 할까요?" in page
