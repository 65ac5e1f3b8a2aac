"""What each platform's download is recognised as, and whose each part is."""

import dataclasses
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from grader.errors import UsageError
from grader.intake.collect import collect
from grader.intake.times import parse_spoken, parse_time
from grader.intake.worksheet import read_worksheet

LAYERS = b"def relu(X):\n    return X\n"
MLP = b"class Net:\n    pass\n"
MODEL = b"class MLP:\n    pass\n"
CELLS = [{"cell_type": "code", "metadata": {}, "source": "x = 1", "outputs": []}]
NOTEBOOK = json.dumps({"nbformat": 4, "metadata": {}, "cells": CELLS}).encode()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.fixture(params=["folder", "zip", "zip with a folder in it"])
def handed_over(request, tmp_path):
    """Lays out a download as a folder, as the zip it came as, or as that folder packed again."""

    def make(files, name="download"):
        if request.param == "folder":
            for path, data in files.items():
                target = tmp_path / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            return tmp_path / name
        prefix = f"{name}/" if request.param != "zip" else ""
        (tmp_path / f"{name}.zip").write_bytes(zipped({prefix + path: data for path, data in files.items()}))
        return tmp_path / f"{name}.zip"

    return make


def rows_of(found):
    return {(row.id, row.lab): row for row in found.submissions}


def test_moodle_folders(handed_over, course):
    path = handed_over(
        {
            "Kim Minji_1234_assignsubmission_file/layers.py": LAYERS,
            "Kim Minji_1234_assignsubmission_file/sub/mlp.py": MLP,
            "이_서준_1235_assignsubmission_file_/hw.zip": zipped({"hw/layers.py": LAYERS}),
            "Park Jiho_1236_assignsubmission_onlinetext/onlinetext.html": b"<p>def relu</p>",
            "Participant_1237_assignsubmission_file/layers.py": LAYERS,
            "kim07_Choi_1238_assignsubmission_file_/layers.py": LAYERS,
        }
    )
    found = collect(path, course, labs=["regularization"])
    assert (found.shape.en, found.platform) == ("a Moodle download", "moodle")
    rows = {row.id: row for row in found.submissions}
    assert list(rows) == ["1234", "1235", "1236", "1237", "1238"]
    assert rows["1234"].name == "Kim Minji"
    assert sorted(rows["1234"].files) == ["layers.py", "mlp.py", "sub/mlp.py"][:2]
    assert rows["1234"].folder == "Kim Minji_1234_assignsubmission_file"
    assert rows["1235"].name == "이 서준"
    assert rows["1235"].folder == "이_서준_1235_assignsubmission_file_"
    assert "typed into" in rows["1236"].problem.en
    assert rows["1237"].name == ""
    assert "5 students" in found.describe().en


WORKSHEETS = {
    "en": (
        "Identifier,Full name,ID number,Email address,Status,Grade,Last modified (submission),Last modified (grade)\n"
        'Participant 7,Minji Kim,2024000001,a@example.edu,x,,"Friday, 13 March 2026, 11:59 PM",-\n'
        'Participant 8,Minji Kim,2024000002,b@example.edu,x,,"Saturday, 14 March 2026, 12:05 AM",-\n'
        "Participant 9,이서준,,c@example.edu,x,,-,-\n"
        "Participant 30,Choi Hana,2024000004,d@example.edu,x,,-,-\n"
    ),
    "ko": (
        "식별자,성명,학번,이메일 주소,상태,성적,마지막 수정됨(제출),마지막 수정됨(성적)\n"
        '참가자 7,Minji Kim,2024000001,a@example.edu,x,,"금요일, 13 3월 2026, 11:59 오후",-\n'
        '참가자 8,Minji Kim,2024000002,b@example.edu,x,,"토요일, 14 3월 2026, 12:05 오전",-\n'
        "참가자 9,이서준,,c@example.edu,x,,-,-\n"
        "참가자 30,Choi Hana,2024000004,d@example.edu,x,,-,-\n"
    ),
}


@pytest.mark.parametrize("language", WORKSHEETS)
def test_moodles_worksheet_says_whose_and_when(handed_over, course, tmp_path, language):
    path = handed_over(
        {
            "Minji Kim_7_assignsubmission_file/layers.py": LAYERS,
            "Kim Minji_8_assignsubmission_file/mlp.py": MLP,
            "이서준_9_assignsubmission_file/layers.py": LAYERS,
            "Group A_30_assignsubmission_file/layers.py": LAYERS,  # the number of a group, and of somebody else
        }
    )
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(WORKSHEETS[language], encoding="utf-8")
    found = collect(path, course, labs=["regularization"], register=read_worksheet(sheet))
    rows = {row.id: row for row in found.submissions}
    assert {who: row.submitted_at for who, row in rows.items()} == {
        "2024000001": datetime(2026, 3, 13, 23, 59),
        "2024000002": datetime(2026, 3, 14, 0, 5),
        "9": None,
        "30": None,
    }
    assert (rows["9"].name, rows["9"].email, rows["30"].name) == ("이서준", "c@example.edu", "Group A")
    assert rows["2024000002"].folder == "Kim Minji_8_assignsubmission_file"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026년 3월 13일(금) 오후 11:59", datetime(2026, 3, 13, 23, 59)),
        ("2026/03/13 23:59", datetime(2026, 3, 13, 23, 59)),
        ("May 1 2026, 9:05:07 a.m.", datetime(2026, 5, 1, 9, 5, 7)),
        ("03/04/2026 23:59", None),  # which of them is the month?
        ("vendredi 13 mars 2026, 23:59", datetime(2026, 3, 13, 23, 59)),
        ("13 août 2026, 23:59", None),
        ("2026년 13월 3일 10:00", None),
        ("13 March 2026, 25:00", None),
        ("-", None),
    ],
)
def test_a_spoken_time_is_read_or_left(text, time):
    assert parse_spoken(text) == time


@pytest.mark.parametrize("timed", [False, True])
def test_a_deadline_without_times_is_said(handed_over, course, timed):
    due = msgspec.structs.replace(course.labs[1].toml.late, deadline="2026-03-20T23:59:00+09:00")
    lab = dataclasses.replace(course.labs[1], toml=msgspec.structs.replace(course.labs[1].toml, late=due))
    strict = dataclasses.replace(course, labs=(lab,))
    folder = "submitted/2024000001/regularization"
    files = {f"{folder}/layers.py": LAYERS} | ({f"{folder}/timestamp.txt": b"2026-03-21 10:00 UTC"} if timed else {})
    notes = [note.en for note in collect(handed_over(files), strict).notes]
    assert any("nobody counts as late" in note for note in notes) != timed


def test_a_folder_with_the_downloads_as_they_came(tmp_path, course):
    for lab, name, data in (("lab3", "layers.py", LAYERS), ("lab4", "model.py", MODEL)):
        download = zipped({f"{who}_assignsubmission_file/{name}": data for who in ("Kim Minji_1", "Lee_2")})
        (tmp_path / f"{lab}.zip").write_bytes(download)
    (tmp_path / "worksheet.csv").write_text("Identifier,Full name\n")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "grades.json").write_text("{}")
    found = collect(tmp_path, course)
    assert found.platform == "moodle"
    assert sorted(rows_of(found)) == [
        ("1", "mnist_mlp"),
        ("1", "regularization"),
        ("2", "mnist_mlp"),
        ("2", "regularization"),
    ]
    assert "worksheet.csv" in found.notes[0].en


@pytest.mark.parametrize("left", ["grades.json", "cache/a.json"])
@pytest.mark.parametrize("student", ["kim", "submitted/kim/regularization", "Kim_1_assignsubmission_file"])
def test_reports_of_an_earlier_run_are_nobodys(tmp_path, course, left, student):
    for path in (f"{student}/layers.py", f"reports/{left}"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(LAYERS)
    (row,) = collect(tmp_path, course, labs=["regularization"]).submissions
    assert list(row.files) == ["layers.py"]


def test_moodle_flat(handed_over, course):
    path = handed_over(
        {
            "Kim Minji_1234_assignsubmission_file_layers.py": LAYERS,
            "Kim Minji_1234_assignsubmission_file_mlp.py": MLP,
            "Lee_1235_assignsubmission_file_hw.zip": zipped({"layers.py": LAYERS}),
        }
    )
    found = collect(path, course)
    assert {key: sorted(row.files) for key, row in rows_of(found).items()} == {
        ("1234", "regularization"): ["layers.py", "mlp.py"],
        ("1235", "regularization"): ["layers.py"],
    }


def test_canvas(handed_over, course):
    path = handed_over(
        {
            "kimchulsoo_501_9001_layers.py": LAYERS,
            "kimchulsoo_501_9002_mlp.py": MLP,
            "이서준_LATE_502_9003_layers-1.py": LAYERS,
            "parkjiho_503_9004_layers.py": b"def relu(X):\n    return 0\n",
            "parkjiho_503_9014_layers-2.py": LAYERS,
            "choi_504_text.html": b"<p>I could not do it</p>",
            "hanbyul_LATE_505_9005_hw.zip": zipped({"layers.py": LAYERS}),
            "hanbyul_LATE_505_9006_hw-1.zip": zipped({"layers.py": MODEL + LAYERS}),
        }
    )
    found = collect(path, course)
    assert found.shape.en == "a Canvas download"
    rows = {row.id: row for row in found.submissions}
    assert sorted(rows["501"].files) == ["layers.py", "mlp.py"]
    assert (rows["501"].name, rows["501"].late_only) == ("kimchulsoo", False)
    assert (sorted(rows["502"].files), rows["502"].late_only) == (["layers.py"], True)
    assert rows["503"].files["layers.py"] == LAYERS, "the later upload counts"
    assert "typed into" in rows["504"].problem.en
    assert rows["505"].files["layers.py"] == MODEL + LAYERS


def test_canvas_anonymous(handed_over, course):
    path = handed_over({"anon_a1B2_9001_layers.py": LAYERS, "LATE_anon_c3D4_9002_layers-1.py": LAYERS})
    rows = {row.id: row for row in collect(path, course).submissions}
    assert {who: row.late_only for who, row in rows.items()} == {"a1B2": False, "c3D4": True}
    assert {row.name for row in rows.values()} == {""}


METADATA = """\
---
submission_101:
  :submitters:
  - :name: Kim Minji
    :sid: '2024000001'
    :email: minji@example.com
  - &1
    :name: 이서준
    :sid: "2024000002"
    :email: seojun@example.com
  :created_at: 2026-03-20 14:59:00.123456000 Z
  :score: 12.0
  :results:
    :tests:
    - :output: "def relu\\n*not an alias"
submission_102:
  :submitters:
  - :name: Park
    :sid:
    :email: park@example.com
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-03-21 01:00:00.000000000 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Asia/Seoul
submission_103:
  :submitters: []
submission_104:
  :submitters:
  - *1
"""


def test_gradescope(handed_over, course):
    root = "assignment_7_export/"
    path = handed_over(
        {
            f"{root}submission_metadata.yml": METADATA.encode(),
            f"{root}submission_101/layers.py": LAYERS,
            f"{root}submission_101/mlp.py": MLP,
            f"{root}submission_102/hw/layers.py": LAYERS,
            f"{root}submission_103/layers.py": LAYERS,
        }
    )
    found = collect(path, course, labs=["regularization"])
    assert (found.shape.en, found.platform) == ("a Gradescope export", "gradescope")
    rows = {(row.id, row.source): row for row in found.submissions}
    first = rows["2024000001", "submission_101"]
    assert (first.name, first.email) == ("Kim Minji", "minji@example.com")
    assert first.submitted_at == datetime(2026, 3, 20, 14, 59, 0, 123456, UTC)
    second = rows["2024000002", "submission_101"]
    assert second.sha256 == first.sha256
    assert any("could not be read (submission_104)" in note.en for note in second.notes)
    assert rows["park@example.com", "submission_102"].submitted_at == datetime(2026, 3, 21, 1, tzinfo=UTC)
    assert rows["submission_103", "submission_103"].problem is None


@pytest.mark.parametrize(
    "text", ["- just\n- a list\n", "a: [1, 2", "\x00", "a: " + "[" * 200, "", "!!python/object/apply:os.system ['x']"]
)
def test_metadata_that_gradescope_did_not_write(tmp_path, course, text):
    (tmp_path / "submission_metadata.yml").write_text(text)
    (tmp_path / "submission_1").mkdir()
    with pytest.raises(UsageError, match=r"submission_metadata\.yml .* Download the export"):
        collect(tmp_path, course)


def test_aliases_do_not_multiply(tmp_path, course):
    lines = ["a: &a0 [x, x]"] + [f"b{i}: &a{i + 1} [*a{i}, *a{i}]" for i in range(60)]
    entry = "submission_1:\n  :submitters:\n  - :name: Kim\n    :sid: '1'\n"
    (tmp_path / "submission_metadata.yml").write_text("\n".join(lines) + "\n" + entry)
    (tmp_path / "submission_1").mkdir()
    (tmp_path / "submission_1" / "layers.py").write_bytes(LAYERS)
    assert [row.id for row in collect(tmp_path, course).submissions] == ["1"]


def test_nbgrader(handed_over, course):
    path = handed_over(
        {
            "source/regularization/layers.ipynb": NOTEBOOK,
            "submitted/kim/regularization/layers.ipynb": NOTEBOOK,
            "submitted/kim/regularization/timestamp.txt": b"2026-03-20 23:59:01.000000 Asia/Seoul",
            "submitted/kim/mnist_mlp/model.ipynb": NOTEBOOK,
            "submitted/kim/mnist_mlp/timestamp.txt": b"2026-03-21 10:00:00 UTC\n",
            "submitted/lee/regularization/layers.py": LAYERS,
            "submitted/lee/regularization/timestamp.txt": b"yesterday",
        }
    )
    found = collect(path, course)
    assert found.shape.en == "nbgrader's submitted folder"
    rows = rows_of(found)
    assert rows["kim", "regularization"].submitted_at == datetime(2026, 3, 20, 14, 59, 1, tzinfo=UTC)
    assert sorted(rows["kim", "mnist_mlp"].files) == ["model.ipynb"]
    assert rows["lee", "regularization"].submitted_at is None
    assert [row.id for row in collect(path, course, labs=["mnist_mlp"]).submissions] == ["kim"]


def test_blackboard_attempts_are_in_order(handed_over, course):
    path = handed_over(
        {
            "HW3_kim07_attempt_2026-03-19-10-00-00_layers.py": b"def relu(X):\n    return 0\n",
            "HW3_kim07_attempt_2026-03-20-10-00-00_layers.py": LAYERS,
            "HW3_kim07_attempt_2026-03-20-10-00-00.txt": b"Name: Kim",
            "HW3_lee08_attempt_2026-03-20-11-00-00_hw.zip": zipped({"layers.py": LAYERS}),
        }
    )
    rows = {row.id: row for row in collect(path, course).submissions}
    assert rows["kim07"].files["layers.py"] == LAYERS
    assert "the latest counts" in rows["kim07"].notes[-1].en
    assert sorted(rows["lee08"].files) == ["layers.py"]


def test_git_repositories(tmp_path, course):
    for who in ("lab3-kim", "lab3-lee"):
        (tmp_path / who / ".git").mkdir(parents=True)
        (tmp_path / who / ".git" / "HEAD").write_text("ref: refs/heads/main")
        (tmp_path / who / "layers.py").write_bytes(LAYERS)
    found = collect(tmp_path, course)
    assert found.shape.en == "a Git repository per student"
    assert [row.id for row in found.submissions] == ["lab3-kim", "lab3-lee"]
    alone = collect(tmp_path / "lab3-kim", course)
    assert (alone.shape.en, [row.id for row in alone.submissions]) == ("one student's files", ["lab3-kim"])


def test_files_per_student(handed_over, course):
    path = handed_over(
        {
            "2024000001_layers.py": LAYERS,
            "2024000001_mlp.py": MLP,
            "layers_김민지.py": LAYERS,
            "2024000003.py": LAYERS + MLP,
            "roster.csv": b"id\n2024000001\n",
        }
    )
    found = collect(path, course)
    assert found.shape.en == "a file per student"
    assert {row.id: sorted(n for n in row.files if n in ("layers.py", "mlp.py")) for row in found.submissions} == {
        "2024000001": ["layers.py", "mlp.py"],
        "2024000003": ["layers.py"],
        "김민지": ["layers.py"],
    }
    assert any("roster.csv" in note.en for note in found.notes)


def test_a_folder_per_lab_with_students_in_it(handed_over, course):
    path = handed_over(
        {
            "regularization/kim/layers.py": LAYERS,
            "regularization/lee.zip": zipped({"layers.py": LAYERS}),
            "mnist_mlp/kim/model.py": MODEL,
            "mnist_mlp/park/model.py": MODEL,
        }
    )
    found = collect(path, course)
    assert found.shape.en == "a folder per lab, in it one per student"
    assert sorted(rows_of(found)) == [
        ("kim", "mnist_mlp"),
        ("kim", "regularization"),
        ("lee", "regularization"),
        ("park", "mnist_mlp"),
    ]


@pytest.mark.parametrize(
    ("files", "at", "who"),
    [
        ({"kim/layers.py": LAYERS, "kim/mlp.py": MLP}, "kim", "kim"),
        ({"kim/hw3/layers.py": LAYERS}, "kim", "kim"),
        ({"kim/regularization/layers.py": LAYERS, "kim/mnist_mlp/model.py": MODEL}, "kim", "kim"),
        ({"kim/layers.py": LAYERS}, "kim/layers.py", "kim"),
        ({"kim/2024000017.py": LAYERS}, "kim/2024000017.py", "2024000017"),
        ({"kim/work.ipynb": NOTEBOOK}, "kim/work.ipynb", "work"),
        ({"2024000017.zip": zipped({"hw3/src/layers.py": LAYERS})}, "2024000017.zip", "2024000017"),
        ({"class/kim/hw/layers.py": LAYERS}, "class", "kim"),
        ({"class/all/kim/layers.py": LAYERS, "class/all/lee/layers.py": LAYERS}, "class", "kim lee"),
        ({"class/all.zip": zipped({"kim/layers.py": LAYERS, "lee/layers.py": LAYERS})}, "class", "kim lee"),
        ({"class/kim.zip": zipped({"layers.py": LAYERS})}, "class", "kim"),
        ({"class/README.md": b"# notes", "class/kim/layers.py": LAYERS}, "class", "kim"),
        ({"class/all/kim.zip": zipped({"layers.py": LAYERS}), "class/all/lee.zip": b"x"}, "class", "kim lee"),
    ],
)
def test_one_student_is_told_from_a_class(tmp_path, course, files, at, who):
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    found = collect(tmp_path / at, course, labs=["regularization"])
    assert " ".join(row.id for row in found.submissions) == who


def test_a_path_that_does_not_exist(tmp_path, course):
    with pytest.raises(UsageError, match="No such file or folder"):
        collect(tmp_path / "nowhere", course)


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2026-03-20 23:59:00 UTC", 0),
        ("2026-03-20T23:59:00Z", 0),
        ("2026-03-20 23:59:00.123456789 +0900", 9),
        ("2026-03-20 23:59 -08:00", -8),
        ("2026-03-20 23:59:00 KST", 9),
        ("2026-03-20 23:59:00 Asia/Seoul", 9),
    ],
)
def test_times_with_their_zones(text, offset):
    assert parse_time(text).utcoffset() == timedelta(hours=offset)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-40 10:00:00", "2026-03-20 10:00 XYZ", "2026-03-20 10:00 Etc/../x"]
)
def test_times_that_are_not_clear(text):
    assert parse_time(text, zone="UTC") is None


def test_a_time_without_zone_is_in_the_platforms_own():
    assert parse_time("2026-03-20 10:00:00", zone="UTC").utcoffset() == timedelta(0)
    assert parse_time("2026-03-20 10:00:00").tzinfo is None
