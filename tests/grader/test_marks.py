"""What people decide, as CSV: every encoding they save in, and no file half applied."""

from datetime import datetime
from pathlib import Path

import pytest

from grader.catalog import Course, load_course
from grader.errors import UsageError
from grader.marks import read_marks
from grader.results import Adjustment
from grader.rows import HandMark, Marks

TOML = """\
[lab]
id = "tiny"
order = 1
title = { en = "Tiny", ko = "작은 실습" }
files = ["a.py", "answers.md"]
[[task]]
id = "1.1"
title = { en = "Machine", ko = "기계" }
points = 4
[[task]]
id = "1.2"
title = { en = "Hand", ko = "손" }
points = 10
manual = true
[[task]]
id = "1.3"
title = { en = "Other hand", ko = "다른 손" }
points = 5
manual = true
"""
IDS = ("2024000001", "이지은")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("course")
    path = root / "solutions" / "tiny" / "lab.toml"
    path.parent.mkdir(parents=True)
    path.write_text(TOML, encoding="utf-8")
    return load_course(root)


def read(course: Course, folder: Path, **files: str | bytes) -> Marks:
    """The marks of files given by their content: `marks`, `adjustments`, `extensions`."""
    paths: dict[str, Path | None] = {"marks": None, "adjustments": None, "extensions": None}
    for name, content in files.items():
        path = folder / f"{name}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths[name] = path
    return read_marks(
        course, IDS, marks=paths["marks"], adjustments=paths["adjustments"], extensions=paths["extensions"]
    )


TABLE = "id,lab,task,points,comment\n2024000001,tiny,1.2,7.5,좋아요\n이지은,tiny,1.3,0,\n"
KOREAN = "학번;과제;문항;점수;의견\r\n2024000001;tiny;1.2;7.5;좋아요\r\n이지은;tiny;1.3;0;\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(), TABLE.encode("utf-8-sig"), TABLE.encode("cp949"), TABLE.encode("utf-16"),
        TABLE.replace(",", ";").encode(), TABLE.replace(",", "\t").encode("cp949"), KOREAN.encode("cp949"),
        ("\n" + TABLE.replace("\n", "\n\n")).encode(), TABLE.replace("id,lab", "ID, Lab ").encode(),
    ],
    ids=["UTF-8", "BOM", "CP949", "UTF-16", "semicolons", "tabs", "Korean", "blank lines", "header"],
)  # fmt: skip
def test_marks_as_people_save_them(course: Course, tmp_path: Path, data: bytes) -> None:
    marks = read(course, tmp_path, marks=data)
    assert marks.manual == {
        ("2024000001", "tiny"): {"1.2": HandMark(7.5, "좋아요")},
        ("이지은", "tiny"): {"1.3": HandMark(0.0)},
    }


def test_adjustments_keep_their_reasons(course: Course, tmp_path: Path) -> None:
    rows = "id,lab,task,points,reason,by\n이지은,tiny,1.1,-1,late answer,kim\n이지은,tiny,1.2,4,appeal,\n"
    assert read(course, tmp_path, adjustments=rows).adjustments == {
        ("이지은", "tiny"): [Adjustment("1.1", -1, "late answer", "kim"), Adjustment("1.2", 4, "appeal", "")]
    }


def test_who_marked_is_kept(course: Course, tmp_path: Path) -> None:
    rows = "id,lab,task,points,comment,by\n이지은,tiny,1.2,4,good,kim\n"
    assert read(course, tmp_path, marks=rows).manual == {("이지은", "tiny"): {"1.2": HandMark(4, "good", "kim")}}


def test_extensions(course: Course, tmp_path: Path) -> None:
    rows = "id,lab,deadline\n이지은,tiny,2026-03-20T23:59:00+09:00\n"
    assert read(course, tmp_path, extensions=rows).deadlines == {
        ("이지은", "tiny"): datetime.fromisoformat("2026-03-20T23:59:00+09:00")
    }


def test_no_files_are_no_marks(course: Course, tmp_path: Path) -> None:
    assert read(course, tmp_path) == Marks()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2024999999,tiny,1.2,5,", ("2024999999",)),
        (",tiny,1.2,5,", ("id",)),
        ("이지은,huge,1.2,5,", ("huge", "tiny")),
        ("이지은,tiny,9.9,5,", ("9.9", "1.1, 1.2, 1.3")),
        ("이지은,tiny,1.1,3,", ("1.1", "--adjustments")),
        ("이지은,tiny,1.2,10.5,", ("10.5", "0 to 10")),
        ("이지은,tiny,1.2,-1,", ("-1", "0 to 10")),
        ("이지은,tiny,1.2,nan,", ("nan",)),
        ("이지은,tiny,1.2,inf,", ("inf",)),
        ("이지은,tiny,1.2,,", ("points",)),
        ("이지은,tiny,1.2,ten,", ("ten",)),
        ("2024000001,tiny,1.2,5,again", ("second row", "2024000001", "1.2")),
    ],
)
def test_a_row_of_marks_that_does_not_fit(course: Course, tmp_path: Path, row: str, said: tuple[str, ...]) -> None:
    message = complaint(course, tmp_path, marks=f"id,lab,task,points,comment\n2024000001,tiny,1.2,7,\n{row}\n")
    assert "marks.csv:3:" in message
    assert all(word in message for word in said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("somebody,tiny,1.1,1,why,", ("somebody",)),
        ("이지은,tiny,1.1,4.5,why,", ("4.5", "4")),
        ("이지은,tiny,1.1,-4.5,why,", ("-4.5", "4")),
        ("이지은,tiny,1.1,nan,why,", ("nan",)),
        ("이지은,tiny,1.1,1e999,why,", ("1e999",)),
        ("이지은,tiny,1.1,1,,", ("reason",)),
        ("이지은,tiny,1.1,1,one, two,kim", ("more cells", "kim")),
        ("2024000001,tiny,1.1,1,why,\n2024000001,tiny,1.1,1,why,", ("3:", "second row")),
    ],
)
def test_an_adjustment_that_does_not_fit(course: Course, tmp_path: Path, row: str, said: tuple[str, ...]) -> None:
    message = complaint(course, tmp_path, adjustments=f"id,lab,task,points,reason,by\n{row}\n")
    assert "adjustments.csv:" in message
    assert ("adjustments.csv:2:" in message) != ("second row" in said)
    assert all(word in message for word in said)


def test_a_column_that_is_not_there(course: Course, tmp_path: Path) -> None:
    assert "points" in complaint(course, tmp_path, marks="id,lab,task,comment\n")
    assert "reason" in complaint(course, tmp_path, adjustments="id,lab,task,points\n")


def test_nothing_is_applied_where_a_later_file_does_not_fit(course: Course, tmp_path: Path) -> None:
    assert "extensions.csv:2" in complaint(
        course, tmp_path, marks=TABLE, extensions="id,lab,deadline\nsomebody,tiny,2026-03-20T23:59:00+09:00\n"
    )


def complaint(course: Course, folder: Path, **files: str | bytes) -> str:
    with pytest.raises(UsageError) as raised:
        read(course, folder, **files)
    assert "\n" not in str(raised.value)
    return str(raised.value)
