"""Moodle's and Canvas's own files, filled: only grade and feedback cells change; whatever does not fit is one line."""

import csv
import io
import zipfile
from itertools import pairwise

import pytest
from msgspec.structs import replace

from grader.errors import UsageError
from grader.reports.cells import read_sheet, split
from grader.reports.render import render_all
from grader.reports.worksheets import fill
from grader.results import Status
from tests.grader.reports.factory import MNIST, REGULARIZATION, a_row, a_run, a_test

MOODLE = (
    '\ufeffIdentifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    '"Participant 101",김하늘,2024000017,sky@example.com,"Submitted, late",,100.00,Yes,"Monday, 2 March 2026",-,\r\n'
    '"Participant 102","Lee Noah",2024000018,noah@example.com,New,,100.00,Yes,-,-,"<p>See me, ""please""</p>"\r\n'
    '"Participant 103",Park Ara,2024000019,ara@example.com,No submission,55.00,100.00,Yes,-,-,\r\n'
)
MOODLE_KO = (
    "식별자,성명,상태,성적,최대 성적,성적을 변경할 수 있음,마지막 수정됨(제출),마지막 수정됨(성적),피드백 코멘트\n"
    "참가자 101,김하늘,제출함,,10.00,예,-,-,\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Lab 3: Regularization (9001),Quiz (9002),Final Score\n"
    ",,,,,Manual Posting,,(read only)\n"
    "    Points Possible,,,,,10.0,5.0,(read only)\n"
    '"김, 하늘",55001,2024000017,sky,"CS 101, A",,4.5,80\n'
    '"Lee, Noah",55002,2024000018,noah,"CS 101, A",EX,,70\n'
    '"Student, Test",55009,,x,"CS 101, A",,,\n'
)
ROWS = [
    a_row("2024000017", score=4.5, raw_score=4.5, tests=(a_test("3.1"), a_test("3.4", score=0.0))),
    a_row("2024000018", name="Lee Noah", status=Status.MISSING, receipt=""),
]
RUN = a_run(ROWS, [REGULARIZATION])
FAULT = a_row("2024000019", name="Park Ara", status=Status.INTERNAL_ERROR, score=None, raw_score=None)


@pytest.fixture
def sheet(tmp_path):
    def write(text, name="Grades-CS101-Lab 3 Regularization-12.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def cells(content, encoding="utf-8-sig", delimiter=","):
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


def changed(before, after):
    """Which cells differ, by row and column."""
    one, two = cells(before), cells(after)
    assert [len(row) for row in one] == [len(row) for row in two]
    return {(r, c) for r, row in enumerate(one) for c, cell in enumerate(row) if two[r][c] != cell}


def test_moodle_gets_grades_and_comments_and_nothing_else_changes(sheet, golden):
    path = sheet(MOODLE)
    filled = fill(path, replace(RUN, submissions=(*ROWS, FAULT)), lang="en")
    assert filled.name == path.name
    assert changed(path.read_bytes(), filled.content) == {(1, 5), (1, 10), (2, 5), (2, 10)}
    golden("moodle.csv", filled.content.decode())
    rows = cells(filled.content)
    assert (rows[1][5], rows[2][5]) == ("45", "0")  # 4.5 of 10 on the sheet's own scale of 100
    assert rows[3][5] == "55.00"  # a fault of ours leaves the cell as it was
    assert "scaled to the sheet's own maximum of 100" in filled.notes[0].en
    assert rows[2][10].startswith('<p>See me, "please"</p><br>Lab 3')


def test_bytes_around_the_cells_stay(sheet):
    content = fill(sheet(MOODLE), RUN, lang="en").content
    assert content.startswith(b"\xef\xbb\xbfIdentifier,")
    assert content.count(b"\r\n") == MOODLE.count("\r\n")
    assert b'"Submitted, late",45,100.00,Yes,"Monday, 2 March 2026",-,' in content


def test_filling_a_filled_copy_again_changes_nothing(sheet):
    once = fill(sheet(MOODLE), RUN, lang="en").content
    twice = fill(sheet(once.decode()), RUN, lang="en").content
    assert once == twice


def test_moodle_in_korean_matches_by_name(sheet):
    run = a_run([replace(ROWS[0], id="moodle-7")], [REGULARIZATION])
    filled = fill(sheet(MOODLE_KO), run, lang="ko")
    row = cells(filled.content, "utf-8")[1]
    assert row[3] == "4.5"
    assert row[8].startswith("실습 3: 정규화: 4.5 / 10<br>")
    assert filled.notes == ()


@pytest.mark.parametrize("encoding", ["cp949", "utf-16-le"])
def test_encodings_stay(sheet, encoding):
    text = MOODLE_KO if encoding == "cp949" else f"\ufeff{MOODLE_KO}"
    path = sheet(text, encoding=encoding)
    content = fill(path, a_run([ROWS[0]], [REGULARIZATION]), lang="ko").content
    assert content.decode(encoding).splitlines()[0] == text.splitlines()[0]
    assert "김하늘,제출함,4.5,10.00" in content.decode(encoding)


def test_canvas_gets_scores_by_title_and_excused_stays(sheet, golden):
    path = sheet(CANVAS)
    filled = fill(path, RUN, lang="en")
    assert changed(path.read_bytes(), filled.content) == {(3, 5)}
    golden("canvas.csv", filled.content.decode())
    assert filled.notes == ()


def test_canvas_scales_to_points_possible(sheet):
    filled = fill(sheet(CANVAS.replace(",10.0,", ",20.0,")), RUN, lang="ko")
    assert cells(filled.content)[3][5] == "9"
    assert "20" in filled.notes[0].ko


def test_canvas_with_semicolons_and_decimal_commas(sheet):
    text = CANVAS.replace('"CS 101, A"', "A").replace('"김, 하늘"', "하늘 김").replace('"Lee, Noah"', "Lee Noah")
    text = text.replace('"Student, Test"', "Test Student").replace(",", ";").replace("10.0", "10,0")
    content = fill(sheet(text), RUN, lang="en").content
    assert cells(content, delimiter=";")[3][5] == "4,5"


def test_a_canvas_column_by_name(sheet):
    filled = fill(sheet(CANVAS), a_run([ROWS[0]], [REGULARIZATION]), lang="en", column="Quiz (9002)")
    assert cells(filled.content)[3][6] == "2.25"


def test_canvas_fills_a_column_per_lab(sheet):
    text = CANVAS.replace("Quiz (9002)", "mnist_mlp (9002)").replace("10.0,5.0", "10.0,20.0")
    run = a_run([ROWS[0], a_row("2024000017", "mnist_mlp", score=9.0, max_score=20.0)])
    row = cells(fill(sheet(text), run, lang="en").content)[3]
    assert (row[5], row[6]) == ("4.5", "9")


NAMESAKES = [replace(ROWS[0], id="a"), replace(ROWS[0], id="b")]
TWICE = replace(ROWS[0], id="x", name="", email="SKY@example.com")
WRONG = {
    "not a gradebook": ("a,b,c\n1,2,3\n", RUN, None, "is neither Moodle's grading worksheet"),
    "empty": ("", RUN, None, "is neither"),
    "no grade column": (MOODLE.replace(",Grade,", ",Note,"), RUN, None, "has no column Grade"),
    "no time of grade": (MOODLE.replace("Last modified (g", "Time (g"), RUN, None, "no column Last modified (grade)"),
    "a student who is not in it": (MOODLE, a_run([a_row("999", name="Nobody")]), None, "not in it: 999"),
    "namesakes": (MOODLE, a_run(NAMESAKES), None, "not in it: a, b"),
    "one person twice": (MOODLE, a_run([ROWS[0], TWICE]), None, "fits both 2024000017 and x"),
    "no such Canvas column": (CANVAS, a_run([a_row(lab="mnist_mlp")]), None, "has no column 'Lab 4: MNIST'. Name one"),
    "a Canvas column that is not there": (CANVAS, RUN, "Essay", "has no column 'Essay'"),
    "a read-only Canvas column": (CANVAS, RUN, "Final Score", "is read only"),
    "no section": (CANVAS.replace("Section", "Group"), RUN, None, "has no column Section"),
    "one column for two labs": (CANVAS, a_run([ROWS[0], a_row(lab="mnist_mlp")]), "Quiz", "names one column"),
}  # fmt: skip


@pytest.mark.parametrize("case", list(WRONG))
def test_what_does_not_fit_is_one_clear_line_and_no_copy(case, sheet, tmp_path):
    text, run, column, message = WRONG[case]
    with pytest.raises(UsageError) as caught:
        render_all(run, tmp_path / "out", lang="en", worksheet=sheet(text), worksheet_column=column)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out" / "worksheets").exists()
    assert (tmp_path / "out" / "index.html").exists()  # the rest of the run is not lost


def test_a_moodle_sheet_finds_its_lab_by_the_file_name(sheet):
    run = a_run([ROWS[0], a_row(lab="mnist_mlp", score=9.0, max_score=20.0)])
    assert cells(fill(sheet(MOODLE), run, lang="en").content)[1][5] == "45"
    assert cells(fill(sheet(MOODLE, "mnist_mlp.csv"), run, lang="en").content)[1][5] == "45"
    with pytest.raises(UsageError, match="is for one lab, but this run has regularization, mnist_mlp"):
        fill(sheet(MOODLE, "grades.csv"), run, lang="en")


def test_files_that_are_no_text_or_not_there(tmp_path):
    with pytest.raises(UsageError, match=r"cannot be read \(No such file"):
        read_sheet(tmp_path / "none.csv")
    (tmp_path / "zip.csv").write_bytes(b"PK\x03\x04\xff\xfe\x80\x81")
    with pytest.raises(UsageError, match="neither UTF-8 nor CP949"):
        read_sheet(tmp_path / "zip.csv")


def test_the_teachers_own_file_is_never_the_one_written(tmp_path):
    own = tmp_path / "worksheets" / "grades.csv"
    own.parent.mkdir()
    own.write_text(CANVAS)
    with pytest.raises(UsageError, match="is where the filled copy goes"):
        render_all(RUN, tmp_path, lang="en", worksheet=own)
    assert own.read_text() == CANVAS


@pytest.mark.parametrize(
    "text", ['a,"b,""c""\n",d\r\n,,\n"x', "", "\n", "a;b", '"a"b,c\n', ",\r,", "a\n\nb", 'a,"b"\n']
)
def test_cells_and_what_is_between_them_are_the_whole_text(text):
    rows = split(text, ",")
    places = [cell for row in rows for cell in row]
    assert places[0].start == 0
    for before, after in pairwise(places):
        assert text[before.end : after.start] in (",", "\n", "\r\n", "\r")
    assert text[places[-1].end :] in ("", "\n", "\r\n", "\r")


@pytest.mark.parametrize("text", ['a,"b,""c""\n",d\r\n,,\r\n', "a,b\r\n", 'x,"y"\r\n"z",\r\n'])
def test_cells_are_what_the_csv_module_reads(text):
    assert [[cell.value for cell in row] for row in split(text, ",")] == list(csv.reader(io.StringIO(text, newline="")))


# --- pages back to Moodle ---


def unzipped(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info).decode() for info in archive.infolist()}


def test_pages_go_back_under_the_folders_that_moodle_gave_out(sheet, tmp_path):
    new = replace(ROWS[0], source="김하늘_101_assignsubmission_file")
    old = replace(ROWS[1], source="lab/Lee Noah_102_assignsubmission_file_", status=Status.GRADED)
    render_all(a_run([new, old, FAULT], [REGULARIZATION]), tmp_path, lang="en")
    files = unzipped(tmp_path / "worksheets" / "regularization-moodle-feedback.zip")
    assert list(files) == [
        "김하늘_101_assignsubmission_file/regularization-feedback.html",
        "Lee Noah_102_assignsubmission_file_regularization-feedback.html",
    ]
    page = (tmp_path / "students" / "2024000017.html").read_text(encoding="utf-8")
    assert files["김하늘_101_assignsubmission_file/regularization-feedback.html"] == page


def test_without_folders_the_worksheet_says_where_pages_go(sheet, tmp_path):
    render_all(RUN, tmp_path / "out", lang="en", worksheet=sheet(MOODLE))
    files = unzipped(tmp_path / "out" / "worksheets" / "regularization-moodle-feedback.zip")
    assert sorted(files) == [
        "Lee Noah_102_assignsubmission_file/regularization-feedback.html",
        "김하늘_101_assignsubmission_file/regularization-feedback.html",
    ]
    assert "scaled" in (tmp_path / "out" / "worksheets" / "notes.txt").read_text()


def test_pages_of_a_group_are_not_handed_to_the_whole_group(tmp_path):
    folder = "Group A_7_assignsubmission_file"
    rows = [replace(row, source=folder, status=Status.GRADED) for row in ROWS]
    render_all(a_run(rows, [REGULARIZATION]), tmp_path, lang="en")
    assert not list((tmp_path / "worksheets").glob("*.zip"))
    assert "groups share a folder" in (tmp_path / "worksheets" / "notes.txt").read_text()


def test_another_persons_participant_number_is_never_taken(sheet):
    group = replace(
        ROWS[0], id="s1", name="Kim Sky", email="sky@example.com", source="Group A_102_assignsubmission_file"
    )
    assert cells(fill(sheet(MOODLE), a_run([group], [REGULARIZATION]), lang="en").content)[1][5] == "45"
    stranger = replace(ROWS[0], id="102", name="Kim Sky", email="")
    with pytest.raises(UsageError, match="not in it: 102"):
        fill(sheet(MOODLE), a_run([stranger], [REGULARIZATION]), lang="en")


@pytest.mark.parametrize(
    "known",
    [
        {"id": "x", "name": "Lee Noah", "source": "Lee Noah_102_assignsubmission_file"},
        {"id": "102", "name": "Noah Lee"},
        {"id": "Participant 102", "name": ""},
        {"id": "noah@example.com", "name": ""},
        {"id": "x", "name": "", "email": "Noah@Example.com"},
        {"id": "x", "name": "lee, noah"},
    ],
)
def test_a_person_is_known_by_any_of_these(sheet, known):
    run = a_run([replace(ROWS[0], **known)], [REGULARIZATION])
    assert cells(fill(sheet(MOODLE), run, lang="en").content)[2][5] == "45"


def test_blind_marking_has_numbers_alone(sheet):
    blind = (
        MOODLE.replace('"Full name",', "").replace(",김하늘", "").replace(',"Lee Noah"', "").replace(",Park Ara", "")
    )
    row = replace(ROWS[0], id="x", name="Participant", source="Participant_103_assignsubmission_file")
    assert cells(fill(sheet(blind), a_run([row], [REGULARIZATION]), lang="en").content)[3][4] == "45"


def test_what_a_teacher_wrote_is_never_changed(sheet):
    text = MOODLE.replace(',Yes,"Monday, 2 March 2026",-,', ",Yes,-,-,- well done")
    filled = fill(sheet(text), RUN, lang="en").content
    assert cells(filled)[1][10].startswith("- well done<br>Lab 3")
    assert fill(sheet(filled.decode()), RUN, lang="en").content == filled


def test_only_moodle_gets_a_zip(tmp_path, sheet):
    render_all(RUN, tmp_path / "out", lang="en", worksheet=sheet(CANVAS))
    assert [path.name for path in (tmp_path / "out" / "worksheets").iterdir()] == [sheet(CANVAS).name]


def test_hostile_names_write_no_paths_and_no_formula(sheet, tmp_path):
    text = MOODLE.replace("김하늘", "../../=1_x")
    lab = replace(REGULARIZATION, title=replace(REGULARIZATION.title, en="=cmd()"))
    run = a_run([replace(ROWS[0], name="../../=1_x")], [lab])
    render_all(run, tmp_path / "out", lang="en", worksheet=sheet(text))
    (name,) = unzipped(tmp_path / "out" / "worksheets" / "regularization-moodle-feedback.zip")
    assert name == "=1 x_101_assignsubmission_file/regularization-feedback.html"
    row = cells((tmp_path / "out" / "worksheets" / sheet(text).name).read_bytes())[1]
    assert row[10].startswith("'=cmd()")


def test_a_large_class_is_filled_in_one_pass(sheet):
    header, *_ = MOODLE.split("\r\n")
    lines = [f'"Participant {n}",Name {n},{n},,x,,10.00,Yes,-,-,' for n in range(1000)]
    rows = [a_row(str(n), name=f"Name {n}", score=1.0) for n in range(1000)]
    filled = fill(sheet("\r\n".join([header, *lines]) + "\r\n"), a_run(rows, [REGULARIZATION]), lang="en")
    assert [row[5] for row in cells(filled.content)[1:]] == ["1"] * 1000


def test_labs_known_to_the_factory_are_those_of_the_run():
    assert {lab.id for lab in RUN.labs} | {MNIST.id} == {"regularization", "mnist_mlp"}
