"""What a check prints, on any console."""

import io

import pytest

from grader.catalog import Course
from grader.checkview import Line, printable, report, show
from grader.results import Outcome, TestResult, Text


def result(task: str, outcome: Outcome, message: str = "") -> TestResult:
    both = Text(message, message)
    return TestResult(
        "a::b", task, "t", "public", outcome, 0.0, 1.0, message, message_i18n=both, title_i18n=Text("T", "제목")
    )


def text_of(course: Course, tests: list[TestResult], lang: str = "en") -> list[str]:
    return [" " * line.indent + line.text for line in report(course.lab("tiny"), tests, [], lang)]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_its_words_in_both_languages(course: Course, outcome: Outcome):
    tests = [result("9.1", outcome, "because"), result("9.1", Outcome.PASSED)]
    for lang in ("en", "ko"):
        lines = text_of(course, tests, lang)
        explained = [line for line in lines if "because" in line]
        assert len(explained) == (outcome is not Outcome.PASSED)
    assert text_of(course, tests)[-1] == f"{1 + (outcome is Outcome.PASSED)} of 2 public tests pass."


def test_a_task_that_is_not_begun_is_one_line(course: Course):
    tests = [result("9.1", Outcome.MISSING, "why"), result("9.1", Outcome.MISSING, "why")]
    assert text_of(course, tests)[1:] == ["  --  9.1  Double: Not written yet", "0 of 2 public tests pass."]


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("평균 — ‖w‖² ✓", "cp949", "평균 - ||w||² v"),
        ("mean λ", "cp949", "mean λ"),
        ("한글 ✓", "ascii", "?? v"),
        ("emoji 🙂", "cp1252", "emoji ?"),
        ("한글 ✓", "utf-8", "한글 ✓"),
    ],
)
def test_a_console_gets_only_what_it_can_show(text: str, encoding: str, shown: str):
    assert printable(text, encoding) == shown


def test_lines_are_plain_where_there_is_no_terminal_and_nothing_steers_it():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp949", newline="\n")
    show([Line("[red]x[/red] \x1b[2J" + "long " * 40, 4, "bold"), Line("✗ 끝")], stream)
    stream.seek(0)
    first, second = stream.read().splitlines()
    assert first == "    [red]x[/red] " + "long " * 40
    assert second == "x 끝"
