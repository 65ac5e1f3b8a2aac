"""Whose a submission is: by id, by email, by a name that is unique on both sides."""

import pytest

from grader.errors import UsageError
from grader.intake.collect import collect
from grader.intake.found import Found, Person
from grader.intake.roster import Roster, match, read_roster

KIM = Person("2024000001", "김민지", "minji@example.com", "A")
LEE = Person("2024000002", "Lee, Seojun", "seojun@example.com", "A")
PARK1 = Person("2024000003", "박지호", "", "B")
PARK2 = Person("2024000004", "박지호", "", "B")
ROSTER = Roster((KIM, LEE, PARK1, PARK2))
CSV = "학번,이름,이메일,분반\n2024000001,김민지,minji@example.com,A\n\n2024000002,이서준,,B\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rosters_as_people_save_them(tmp_path, encoding, separator):
    path = tmp_path / "roster.csv"
    path.write_bytes(CSV.replace(",", separator).replace("\n", "\r\n").encode(encoding))
    assert read_roster(path).people == (
        Person("2024000001", "김민지", "minji@example.com", "A"),
        Person("2024000002", "이서준", "", "B"),
    )


def test_english_columns_in_any_order_and_case(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text('Grade,Full Name,ID,"E-mail"\n1,"Kim, Minji",7,k@example.com\n')
    assert read_roster(path).people == (Person("7", "Kim, Minji", "k@example.com"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("name,email\nKim,k\n", r"roster\.csv:1: no column id"),
        ("id,name\n1,Kim\n1,Lee\n", r"roster\.csv:3: the id 1 stands there twice"),
        ("id,name\n,Kim\n", r"roster\.csv:2: the id is empty"),
        (b"id\n\xff\xff\xff\n", "not text"),
    ],
)
def test_rosters_that_cannot_be_used(tmp_path, text, message):
    path = tmp_path / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError, match=message) as caught:
        read_roster(path)
    assert "\n" not in str(caught.value)


def found(*people, hints=()):
    return Found("x", (), tuple(people), tuple(hints))


@pytest.mark.parametrize(
    ("submission", "who"),
    [
        (found(Person("2024000001")), KIM),
        (found(Person("2024000001_김민지")), KIM),
        (found(Person("hw3-2024000001")), KIM),
        (found(Person("김민지(2024000001)")), KIM),
        (found(Person("hw3", "", ""), hints=["2024000001"]), KIM),
        (found(Person("Minji@Example.com", "", "minji@example.com")), KIM),
        (found(Person("501", "김민지")), KIM),
        (found(Person("김민지")), KIM),
        (found(Person("과제 김민지 제출")), KIM),
        (found(Person("502", "leeseojun")), LEE),
        (found(Person("502", "Seojun Lee")), LEE),
        (found(Person("503", "박지호")), None),
        (found(Person("2024000001_2024000002")), None),
        (found(Person("20240000012")), None),
        (found(Person("stranger")), None),
    ],
)
def test_matching(submission, who):
    assert match([submission], ROSTER).get((0, 0)) == who


def test_a_name_that_two_submissions_have_matches_neither():
    assert match([found(Person("501", "김민지")), found(Person("502", "김민지"))], ROSTER) == {}


def test_a_name_does_not_take_an_id_that_is_matched():
    assert match([found(Person("2024000001")), found(Person("502", "김민지"))], ROSTER) == {(0, 0): KIM}


def test_rows_have_the_rosters_ids_and_the_missing_have_theirs(tmp_path, course):
    for name in ("김민지", "2024000002_seojun", "stranger"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "layers.py").write_text("def relu(X): return X\n")
    got = collect(tmp_path, course, labs=["regularization", "mnist_mlp"], roster=ROSTER)
    rows = {(row.id, row.lab): row for row in got.submissions}
    assert len(rows) == len(got.submissions) == 9
    assert (rows["2024000001", "regularization"].name, rows["2024000001", "regularization"].section) == ("김민지", "A")
    assert not rows["2024000002", "regularization"].missing
    assert rows["2024000001", "mnist_mlp"].missing
    assert rows["2024000003", "regularization"].missing
    assert rows["2024000004", "mnist_mlp"].missing
    assert [note.en for note in got.notes] == ["Not on the roster: stranger."]
    assert "3 students" in got.describe().en


def test_without_labs_those_found_are_the_runs(tmp_path, course):
    (tmp_path / "2024000001").mkdir()
    (tmp_path / "2024000001" / "layers.py").write_text("def relu(X): return X\n")
    got = collect(tmp_path, course, roster=ROSTER)
    assert {row.lab for row in got.submissions} == {"regularization"}
    assert len(got.submissions) == 4
