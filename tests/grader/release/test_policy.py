"""The policy page says what the grader does, in the course's own values; a private course draws its own numbers."""

import re
from pathlib import Path

import pytest
import torch

from grader.catalog import Course, Lab, load_course
from grader.errors import CourseError, UsageError
from grader.judge.plugin import Plugin
from grader.release.assignment import record, refresh
from grader.release.bundle import student_folder
from grader.release.newcourse import new_course
from grader.secret import course_secret
from grader.work import suite_key

LATE = '[late]\ndeadline = "2026-03-20T23:59:00+09:00"\ngrace_h = 2\npercent_per_day = 10\ncap_percent = 50\n[limits]'
ACCURACY = """[accuracy]
task = "9.2"
epochs = 1
batch_size = 32
lr = 0.1
budget_s = 10
tiers = { digits = [[0.5, 3]] }
[limits]"""


def pages(course: Course, *changes: tuple[str, str], toml: str = "") -> tuple[str, str]:
    """Both pages after changes of lab.toml, with this course.toml."""
    path = course.path / "solutions/tiny/lab.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    if toml:
        (course.path / "course.toml").write_text(toml, encoding="utf-8")
    files = student_folder(load_course(course.path).lab("tiny"))
    return files["POLICY.md"].decode(), files["POLICY.ko.md"].decode()


def test_without_settings_there_is_a_whole_page_in_both_languages(course: Course) -> None:
    english, korean = pages(course)
    for page in (english, korean):
        assert not re.search(r"@\w+@", page)
        assert len(page.splitlines()) < 60
    for said in ('Tiny "lab"', "never their inputs", "no accuracy check", "announces the deadline", "Within 7 days"):
        assert said in english
    assert "9.3 by hand" in english
    assert "7일 안에" in korean


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[limits]", LATE), ("2026-03-20 23:59:00+09:00", "Up to 2 h", "10 % of the points, 50 % at most", "latest")),
        (("[limits]", '[late]\ncounts = "best"\n[limits]'), ("the best counts",)),
        (("[limits]", ACCURACY), ("Task 9.2 trains", "twice more with other seeds")),
        (("[limits]", "[limits]"), ("This lab has no accuracy check",)),
        (
            ('given = ["given.py"]', 'given = ["given.py"]\nhidden_feedback = "total"'),
            ("how many of each task passed",),
        ),
    ],
)
def test_the_page_follows_lab_toml(course: Course, change: tuple[str, str], said: tuple[str, ...]) -> None:
    english, _ = pages(course, change)
    assert all(words in english for words in said)


def test_the_page_follows_course_toml(course: Course) -> None:
    own = 'ai = { en = "Ask me first.", ko = "먼저 물어보세요." }\ncontact = { en = "Ms. Seo", ko = "서 조교" }'
    english, korean = pages(course, toml=f"[policy]\nregrade_days = 14\nkept_months = 3\n{own}\n")
    for said in ("Within 14 days", "3 months", "Ask me first.", "Questions: Ms. Seo."):
        assert said in english
    assert "먼저 물어보세요." in korean
    assert "may not write" in pages(course, toml='[policy]\nai = "forbidden"\n')[0]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[policy]\nregrade_day = 7\n", "regrade_days, kept_months, ai, contact"),
        ("[polcy]\n", "polcy"),
        ('[policy]\nai = "maybe"\n', "maybe"),
        ("[policy]\nkept_months = -1\n", "0 or more"),
        ("[policy\n", "course.toml"),
    ],
)
def test_a_wrong_course_toml_is_one_clear_line(course: Course, toml: str, said: str) -> None:
    with pytest.raises(CourseError) as raised:
        pages(course, toml=toml)
    assert "course.toml: " in str(raised.value)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def drawn(lab: Lab, secret: bytes) -> list[float]:
    """What a test's `rng` draws first in a course."""
    seed = Plugin(lab, suite_key(secret, 0)).seed("test_doubles_negatives")
    return torch.rand(3, generator=torch.Generator().manual_seed(seed)).tolist()


def test_a_new_course_is_the_same_labs_with_a_secret_of_its_own(course: Course, tmp_path: Path) -> None:
    refresh(course, check=False)
    record(course.lab("tiny"))
    (course.path / "course.toml").write_text("[policy]\n")
    (course.path / "solutions" / "tiny" / "__pycache__").mkdir()
    (course.path / "solutions" / "tiny" / "__pycache__" / "x.pyc").write_bytes(b"")
    lines = new_course(course, tmp_path / "private")
    copy = load_course(tmp_path / "private")
    assert [lab.toml for lab in copy.labs] == [lab.toml for lab in course.labs]
    assert refresh(copy, check=True) == []
    assert not (tmp_path / "private" / "solutions" / "tiny" / "handouts").exists()
    assert not list((tmp_path / "private").rglob("__pycache__"))
    assert ".secret" in (tmp_path / "private" / ".gitignore").read_text().splitlines()
    assert (tmp_path / "private" / "course.toml").is_file()
    secrets = [course_secret(place.path) for place in (course, copy)]
    assert secrets[0] != secrets[1]
    assert drawn(course.lab("tiny"), secrets[0]) != drawn(copy.lab("tiny"), secrets[1])
    assert secrets[1].hex() not in "\n".join(lines)


def test_a_new_course_needs_a_place_of_its_own(course: Course, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        new_course(course, course.path)
    with pytest.raises(UsageError, match="lies inside"):
        new_course(course, course.path / "private")
    refresh(course, check=False)
    with pytest.raises(CourseError, match="what students get"):
        new_course(load_course(course.path / "assignments" / "tiny"), tmp_path / "private")
