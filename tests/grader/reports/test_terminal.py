import io
from dataclasses import dataclass, field

import pytest
from rich.console import Console

from grader.reports.diff import changes
from grader.reports.terminal import Live, Plain, Silent, changes_table, reporter, summary, summary_table, verdict
from grader.reports.words import OUTCOMES, STATUSES
from grader.results import Outcome, Status, Text
from tests.grader.reports.factory import a_class, a_row, a_run, a_test, evil_run, full_run


@dataclass
class Found:
    submissions: tuple = ()
    notes: tuple = field(default=(Text("A note.", "알림이에요."),))

    def describe(self):
        return Text("Found a folder.", "폴더를 찾았어요.")


def a_console(**options):
    return Console(file=io.StringIO(), width=120, highlight=False, soft_wrap=True, **options)


def printed(run, lang="en"):
    console = a_console()
    console.print(summary_table(run, lang))
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_golden_summary(golden, lang):
    golden(f"terminal.{lang}.txt", printed(full_run(), lang))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_named(outcome):
    assert OUTCOMES[outcome].label.en in printed(a_run([a_row(tests=(a_test("3.1", outcome),))]))


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_named(status):
    assert STATUSES[status].label.ko in printed(a_run([a_row(status=status)]), "ko")


def test_a_large_class_is_not_listed_but_its_problems_are():
    run = a_class(300)
    text = printed(run)
    assert len(text.splitlines()) < 40
    assert "more; see the class page" in text


def test_nothing_foreign_moves_the_cursor_or_is_markup():
    text = printed(evil_run())
    assert "\x1b" not in text
    assert "\u202e" not in text


def play(shown, rows):
    shown.detected(Found(tuple(rows)))
    for row in rows:
        shown.started(f"{row.id} / {row.lab}")
    for row in rows:
        shown.finished(f"{row.id} / {row.lab}", row, cached=False)


def test_plain_lines_say_what_ended_how():
    console = a_console()
    with reporter("plain", "en", console) as shown:
        play(shown, full_run().submissions)
    lines = console.file.getvalue().splitlines()
    assert lines[:2] == ["Found a folder.", "A note."]
    assert lines[2].startswith("[1/5] 2024000017 / regularization: 4.6 / 10  ◷ Ran out of time ×1")
    assert lines[4] == "[3/5] 2024000018 / regularization: ! Unreadable. The zip is damaged."
    assert "\x1b" not in console.file.getvalue()


def test_nothing_handed_in_is_said_once():
    words = Text("Nothing was handed in.", "제출한 것이 없어요.")
    row = a_row(status=Status.MISSING, message=words.en, message_i18n=words)
    assert verdict(row, "en").plain == "○ Nothing handed in"


def test_lines_from_the_cache_say_so():
    console = a_console()
    with reporter("plain", "ko", console) as shown:
        shown.detected(Found((1,)))
        shown.finished("a / b", a_row(score=5.0), cached=True)
    assert console.file.getvalue().splitlines()[-1] == "[1/1] a / b: 5 / 10 (이전 결과)"


def test_what_is_not_a_terminal_gets_plain_lines_and_none_gets_nothing():
    with reporter("auto", "en", a_console()) as shown:
        assert isinstance(shown, Plain)
    console = a_console()
    with reporter("none", "en", console) as silent:
        assert isinstance(silent, Silent)
        play(silent, full_run().submissions)
    assert console.file.getvalue() == ""


def test_a_terminal_gets_a_bar_with_what_is_running_and_problems_above_it():
    console = a_console(force_terminal=True, color_system=None)
    rows = full_run().submissions
    with reporter("auto", "en", console) as shown:
        assert isinstance(shown, Live)
        shown.detected(Found(rows))
        shown.started("2024000017 / [bold]x")
        shown._progress.refresh()
        play(shown, rows)
    text = console.file.getvalue()
    assert "2024000017 / [bold]x" in text
    assert "0/5" in text
    assert "! Unreadable. The zip is damaged." in text
    assert "4.6 / 10" in text  # it holds a fault of ours, so it needs a person
    assert "9 / 20" not in text


def test_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    console = a_console(force_terminal=True)
    console.print(summary_table(full_run(), "en"))
    assert "\x1b[31m" not in console.file.getvalue()
    assert "\x1b[33m" not in console.file.getvalue()


def test_the_summary_says_where_to_look(tmp_path):
    console = a_console()
    summary(full_run(), tmp_path / "a folder", "en", console)
    assert console.file.getvalue().splitlines()[-1] == f"Open {tmp_path / 'a folder' / 'index.html'}"


def test_changes_are_a_table_and_nothing_is_said_to_be_nothing():
    console = a_console()
    before, after = a_run([a_row(score=3.0)]), a_run([a_row(score=4.0, raw_score=4.0)])
    console.print(changes_table(changes(before, after), "en"))
    console.print(changes_table([], "ko"))
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[1] == ["2024000017", "regularization", "(total)", "3", "4", "tasks", "changed"]
    assert lines[2] == ["바뀐", "것이", "없어요."]
