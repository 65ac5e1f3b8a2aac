"""Marking by hand, shared: sheets out, points back, and one clear line for everything that does not fit."""

import csv
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.errors import UsageError
from grader.results import LabInfo, ManualTask, RubricLine, Run, Status, Submission, TaskInfo, Text
from grader.semester.marking import merge, split
from tests.grader.reports.factory import a_row, a_run, with_aliases

RUBRIC = (RubricLine(Text("Why", "이유"), 2.0), RubricLine(Text("How", "방법"), 1.0))
LAB = LabInfo(
    "essay",
    Text("Essays", "글"),
    (
        TaskInfo("1.1", Text("Explain", "설명"), 3.0, True, RUBRIC),
        TaskInfo("1.2", Text("Draw", "그림"), 4.0, True),
    ),
    7.0,
)


def a_student(row_id: str, name: str = "김하늘", section: str = "", **changes: object) -> Submission:
    answer = f"Written by {name} <script>"
    manual = (
        ManualTask("1.1", "Explain", None, 3.0, "", Text("Explain", "설명"), answer),
        ManualTask("1.2", "Draw", None, 4.0, "", Text("Draw", "그림"), answer),
    )
    return a_row(row_id, "essay", name=name, section=section, manual=manual, **changes)


def a_class(*rows: Submission) -> Run:
    return with_aliases(a_run(rows, [LAB]))


@pytest.fixture
def run() -> Run:
    return a_class(*(a_student(f"202600000{n}", section="AB"[n % 2]) for n in range(1, 6)))


def divided(run: Run, out: Path, **changes: object) -> list[Path]:
    options = {"parts": None, "by_section": False, "anonymous": False, "lang": "en", **changes}
    return [sheet for sheet, _ in split(run, out, **options)]  # type: ignore[arg-type]


def read(sheet: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))


def filled(sheet: Path, points: dict[str, str], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    """A sheet as it comes back: points by "task item" for everybody in it."""
    rows = read(sheet)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    for row in rows:
        value = points.get(f"{row['task']} {row['item']}".strip(), "")
        writer.writerow({**row, "points": value, "by": "kim", "comment": "좋아요" if value else ""})
    sheet.write_bytes(out.getvalue().encode(encoding))
    return sheet


ALL = {"1.1 1": "1.5", "1.1 2": "1", "1.2": "4"}


def test_a_sheet_has_a_row_per_line_of_the_rubric(run, tmp_path):
    (sheet,) = divided(run, tmp_path)
    first = [row for row in read(sheet) if row["id"] == "2026000001"]
    assert [(row["task"], row["item"], row["question"], row["most"]) for row in first] == [
        ("1.1", "1", "Why", "2"), ("1.1", "2", "How", "1"), ("1.2", "", "Draw", "4"),
    ]  # fmt: skip
    page = (sheet.parent / "answers.html").read_text(encoding="utf-8")
    assert "Written by 김하늘 &lt;script&gt;" in page


@pytest.mark.parametrize(("by", "names"), [({"parts": 2}, 2), ({"by_section": True}, 2), ({"parts": 5}, 5)])
def test_parts_are_the_whole_class_and_share_nobody(run, tmp_path, by, names):
    sheets = divided(run, tmp_path, **by)
    assert len(sheets) == names
    people = [sorted({row["id"] for row in read(sheet)}) for sheet in sheets]
    assert sorted(who for part in people for who in part) == sorted(row.id for row in run.submissions)
    assert max(map(len, people)) - min(map(len, people)) <= 1


def test_an_anonymous_part_names_nobody(run, tmp_path):
    for sheet in divided(run, tmp_path, parts=2, anonymous=True):
        for path in sheet.parent.iterdir():
            text = path.read_text(encoding="utf-8-sig")
            assert not any(word in text for word in ("김하늘", "202600000"))


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp949"), ("\t", "utf-16"), (",", "utf-8")]
)
def test_points_come_back_in_any_form_a_spreadsheet_saves(run, tmp_path, delimiter, encoding):
    sheets = divided(run, tmp_path, parts=2, anonymous=True)
    content, notes = merge(run, [filled(sheet, ALL, delimiter=delimiter, encoding=encoding) for sheet in sheets])
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert [(row["id"], row["task"], row["points"], row["comment"], row["by"]) for row in rows[:2]] == [
        ("2026000001", "1.1", "2.5", "1: 좋아요; 2: 좋아요", "kim"), ("2026000001", "1.2", "4", "좋아요", "kim"),
    ]  # fmt: skip
    assert notes == ["10 tasks have points."]


def test_what_is_half_marked_waits_and_what_was_marked_stays(run, tmp_path):
    done = replace(run.submissions[0].manual[1], score=3.0, comment="earlier", marker="lee")
    run = replace(run, submissions=(replace(run.submissions[0], manual=(run.submissions[0].manual[0], done)),))
    (sheet,) = divided(run, tmp_path)
    assert {row["task"] for row in read(sheet)} == {"1.1"}
    content, notes = merge(run, [filled(sheet, {"1.1 1": "2"})])
    assert content.splitlines()[1:] == ["2026000001,essay,1.2,3,earlier,lee"]
    assert notes == ["1 tasks have points.", "1 are not finished (first: 2026000001, essay, 1.1)."]


def test_two_markers_who_disagree_are_named_and_nothing_is_written(run, tmp_path):
    (one,), (two,) = divided(run, tmp_path / "one"), divided(run, tmp_path / "two")
    filled(one, ALL)
    with pytest.raises(UsageError) as raised:
        merge(run, [one, filled(two, ALL | {"1.1 2": "0.5"})])
    message = str(raised.value)
    assert message.count("\n") == 5
    assert f"{one}:3 and {two}:3: " in message
    assert message.endswith("essay, 1.1 item 2: 1 and 0.5")
    assert "10 tasks" in merge(run, [one, filled(two, ALL)])[1][0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nobody,essay,1.1,1,1", "nobody has the id 'nobody'"),
        ("2026000001,novel,1.1,1,1", "no lab 'novel'. Choose one of: essay"),
        ("2026000001,essay,9.9,1,1", "Choose one of: 1.1, 1.2"),
        ("2026000001,essay,1.1,3,1", "no item '3'. Choose one of: 1, 2"),
        ("2026000001,essay,1.1,1,2.5", "2.5 points, but there are 0 to 2"),
        ("2026000001,essay,1.1,1,-1", "0 to 2"),
        ("2026000001,essay,1.1,1,two", "'two' is no number of points"),
        ("2026000002,essay,1.1,1,1", "a second row for 2026000002"),
        ("2026000001,essay,1.1,1,1,too,many", "more cells"),
    ],
)
def test_a_row_that_does_not_fit(run, tmp_path, row, said):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"id,lab,task,item,points\n2026000002,essay,1.1,1,\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        merge(run, [sheet])
    assert "sheet.csv:3: " in str(raised.value)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"parts": 0}, "choose 1 to 5"), ({"parts": 6}, "choose 1 to 5")],
)
def test_parts_that_make_no_sense(run, tmp_path, changes, said):
    with pytest.raises(UsageError, match=said):
        divided(run, tmp_path / "out", **changes)
    assert not (tmp_path / "out").exists()


def test_nothing_to_divide(tmp_path):
    with pytest.raises(UsageError, match="column section"):
        divided(a_class(a_student("1")), tmp_path, by_section=True)
    with pytest.raises(UsageError, match="Nothing is left"):
        divided(a_class(a_student("1", status=Status.UNREADABLE)), tmp_path)
