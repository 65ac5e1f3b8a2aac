"""A submission from an earlier handout is noticed, named, and keeps its names and points as far as that goes."""

import shutil
from pathlib import Path

import pytest

from grader.catalog import Lab, load_course
from grader.errors import CourseError
from grader.handouts import version_in
from grader.intake.labs import is_stub
from grader.older import by_points, flag_of, note_of, older, other_names, points_of
from grader.release.assignment import record, refresh, student_files
from grader.results import Outcome, TestResult
from tests.grader.release.conftest import write_course

TOML = "solutions/tiny/lab.toml"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return write_course(tmp_path / "course").path


def lab_of(place: Path) -> Lab:
    lab = load_course(place).lab("tiny")
    refresh(load_course(place), check=False)
    return lab


def edit(place: Path, *changes: tuple[str, str], file: str = TOML) -> Lab:
    """The lab after a change of its sources, handed out anew."""
    path = place / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return lab_of(place)


def handed_out(place: Path) -> dict[str, bytes]:
    """What a student gets of the lab now, with a record of it."""
    lab = lab_of(place)
    record(lab)
    return {name: data for name, data in student_files(lab).items() if name in lab.toml.lab.files}


def a_test(task: str, score: float, most: float) -> TestResult:
    return TestResult(f"t{task}", task, "", "public", Outcome.PASSED, score, most)


def test_the_current_handout_and_one_that_says_nothing_are_not_older(place: Path) -> None:
    files = handed_out(place)
    lab = lab_of(place)
    assert version_in(files, "tiny") == lab.handout != ""
    assert older(lab, files) is None
    assert older(lab, {"tiny.py": b"x = 1"}) is None
    assert older(lab, {"tiny.py": b"# Handout: other_lab 01234567"}) is None
    assert older(lab, {"tiny.py": b"# Handout: tiny 01234567", "b.py": b"# Handout: tiny 89abcdef"}) is None


def test_words_and_deadlines_make_no_new_version(place: Path) -> None:
    before = lab_of(place).handout
    edit(place, ("Double and", "Double it and"), file="solutions/tiny/README.md")
    assert edit(place, ("[limits]", '[late]\ndeadline = "2026-03-20T23:59:00+09:00"\n[limits]')).handout == before
    assert edit(place, ("any shape and dtype", "any shape"), file="solutions/tiny/tiny.py").handout != before


def test_points_and_names_of_its_own_version_count(place: Path) -> None:
    files = handed_out(place)
    solution = place / "solutions/tiny/tiny.py"
    solution.write_text(solution.read_text(encoding="utf-8").replace("def double(", "def twice("), encoding="utf-8")
    lab = edit(place, ("points = 2", "points = 4"), ('"double"', '"twice"'), ('id = "9.2"', 'id = "9.4"'))
    found = older(lab, files)
    assert found is not None
    assert other_names(lab, found) == {"twice": "double"}
    points = points_of(lab, found)
    assert points == {"9.1": 2, "9.3": 1}
    tests = by_points([a_test("9.1", 3.0, 4.0), a_test("9.4", 3.0, 3.0)], lab, points)
    assert [(test.task, test.score, test.max_score) for test in tests] == [("9.1", 1.5, 2.0)]
    note = note_of(lab, found)
    for said in (
        found.version,
        lab.handout,
        "9.1 keeps",
        "9.4 was not in it",
        "9.2 is no longer",
        "double counts as twice",
    ):
        assert said in note.en
    assert "double을(를) twice(으)로" in note.ko
    assert flag_of(found).kind == "earlier-handout"


def test_a_version_without_a_record_is_graded_like_the_current_one_and_that_is_said(place: Path) -> None:
    files = handed_out(place)
    shutil.rmtree(place / "solutions/tiny/handouts")
    lab = edit(place, ("points = 2", "points = 4"))
    found = older(lab, files)
    assert found is not None
    assert points_of(lab, found) == {"9.1": 4, "9.2": 3, "9.3": 1}
    assert "no record" in note_of(lab, found).en


def test_an_untouched_stub_of_an_earlier_version_is_still_a_stub(place: Path) -> None:
    files = handed_out(place)
    lab = edit(place, ("any shape and dtype", "any shape"), file="solutions/tiny/tiny.py")
    assert (lab.assignment_dir / "tiny.py").read_bytes() != files["tiny.py"]
    assert is_stub(lab, "tiny.py", files["tiny.py"].replace(b"\n", b"\r\n"))
    assert not is_stub(lab, "tiny.py", files["tiny.py"] + b"x = 1\n")


def test_a_notebook_brings_its_version_back(place: Path) -> None:
    lab = lab_of(place)
    notebook = student_files(lab)["tiny.ipynb"]
    assert version_in({"tiny.ipynb": notebook}, "tiny") == lab.handout


def test_a_damaged_record_is_one_clear_line(place: Path) -> None:
    handed_out(place)
    (path,) = (place / "solutions/tiny/handouts").iterdir()
    path.write_text("{}")
    with pytest.raises(CourseError, match=rf"{path.name}: is no record of a handout"):
        _ = lab_of(place).handouts
