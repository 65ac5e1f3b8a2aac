"""assignments/ follows its sources: each stale, missing or extra file is named, and nothing hidden is there."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.catalog import Course, load_course
from grader.errors import CourseError
from grader.release.assignment import refresh

HERE = "assignments/tiny"


def test_what_students_get_is_written_once_and_then_fresh(course: Course):
    written = refresh(course, ["tiny"], check=False)
    names = ["README.ko.md", "README.md", "answers.md", "figures/line.svg", "given.py", "lab.public.toml"]
    assert written == [f"missing: {HERE}/{name}" for name in [*names, "tests/test_tiny.py", "tiny.ipynb", "tiny.py"]]
    assert refresh(course, check=True) == []
    assert refresh(course, check=False) == []


def test_check_names_every_file_that_differs_and_writes_nothing(course: Course):
    refresh(course, check=False)
    folder = course.path / HERE
    (folder / "tiny.py").write_text("x = 1\n")
    (folder / "tests" / "test_tiny.py").unlink()
    (folder / "notes.txt").write_text("mine")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "tiny.pyc").write_bytes(b"\0")
    expected = [f"extra: {HERE}/notes.txt", f"missing: {HERE}/tests/test_tiny.py", f"stale: {HERE}/tiny.py"]
    assert refresh(course, ["tiny"], check=True) == expected
    assert refresh(course, ["tiny"], check=True) == expected
    assert refresh(course, ["tiny"], check=False) == expected
    assert refresh(course, ["tiny"], check=True) == []


def test_nothing_hidden_is_in_what_students_get(course: Course):
    refresh(course, check=False)
    folder = course.path / HERE
    text = "\n".join(p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file())
    for hidden in [
        "quarter_turns",
        "X + X",
        "7316.25",
        "finite binary",
        "rounding",
        "halved-by-floor",
        "test_halves\n",
    ]:
        assert hidden not in text
    assert not list(folder.rglob("*hidden*"))


def test_lab_public_toml_is_read_like_lab_toml(course: Course):
    refresh(course, check=False)
    ours = course.lab("tiny")
    lab = load_course(course.path / HERE).lab("tiny")
    bare = tuple(replace(task, rubric=()) for task in ours.info().tasks)  # rubrics and suites stay at home
    assert replace(lab.info(), suite="") == replace(ours.info(), suite="", tasks=bare)
    assert lab.limits == ours.limits
    assert lab.toml.void == ()
    assert [task.forbidden for task in lab.toml.task] == [("torch.mul",), (), ()]
    assert [kind for kind, _ in lab.suite_dirs] == ["public"]


def test_a_checkout_with_windows_line_ends_is_not_stale(course: Course):
    refresh(course, check=False)
    for path in [course.path / HERE / "tiny.py", course.path / "solutions/tiny/README.md"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert refresh(course, check=True) == []


def test_an_unknown_lab_names_the_choices(course: Course):
    with pytest.raises(CourseError, match="Labs there: tiny"):
        refresh(course, ["tny"], check=True)


def test_a_file_that_lab_toml_names_must_exist(course: Course):
    (course.path / "solutions/tiny/given.py").unlink()
    with pytest.raises(CourseError, match=r"given\.py.*lab\.toml"):
        refresh(course, check=True)


def test_an_unzipped_release_is_no_source(course: Course):
    refresh(course, check=False)
    with pytest.raises(CourseError, match="nothing to release from"):
        refresh(load_course(course.path / HERE), check=True)


def test_a_course_in_another_folder_gives_the_same_bytes(course: Course, tmp_path: Path):
    other = load_course(course.path.rename(tmp_path / "과제 폴더"))
    refresh(other, check=False)
    first = {p.name: p.read_bytes() for p in (other.path / HERE).rglob("*") if p.is_file()}
    back = load_course(other.path.rename(tmp_path / "again"))
    assert refresh(back, check=True) == []
    assert first["tiny.py"].count(b"NotImplementedError") == 2
