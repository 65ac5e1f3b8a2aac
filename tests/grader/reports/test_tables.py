import csv
import io

import pytest
from msgspec.structs import replace

from grader.reports.diff import changes, changes_csv
from grader.reports.markdown import markdown
from grader.reports.tables import grades_csv
from grader.results import Adjustment, Late, ManualTask, Outcome, Status
from tests.grader.reports.factory import EVIL, a_row, a_run, a_test, evil_run, full_run


def rows_of(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_golden_csv(golden):
    golden("grades.csv", grades_csv(full_run()))


def test_an_unknown_score_is_empty_and_never_zero():
    fault = a_row(status=Status.INTERNAL_ERROR, score=None, raw_score=None, tests=(a_test("3.1"),))
    half = a_row("2", tests=(a_test("3.1", Outcome.INTERNAL_ERROR), a_test("3.2")), score=1.0)
    first, second = rows_of(grades_csv(a_run([fault, half])))
    assert (first["score"], first["percent"], first["3.1"]) == ("", "", "")
    assert (second["3.1"], second["3.2"]) == ("", "1")


@pytest.mark.parametrize("status", [Status.UNREADABLE, Status.MISSING])
def test_nothing_to_grade_scores_zero_in_every_task(status):
    row = rows_of(grades_csv(a_run([a_row(status=status)])))[0]
    assert (row["score"], row["status"], row["3.1"], row["3.6"]) == ("0", status.value, "0", "0")
    assert row["4.3"] == ""  # a task of the other lab


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_row(status):
    assert rows_of(grades_csv(a_run([a_row(status=status)])))[0]["status"] == status.value


def test_task_columns_hold_points_before_lateness_and_adjustments():
    row = a_row(
        tests=(a_test("3.1"), a_test("3.1", Outcome.FAILED), a_test("3.4")),
        late=Late(2.5, 50.0, "moodle"),
        adjustments=(Adjustment("3.4", 1.0, "x"),),
        manual=(ManualTask("3.9", "x", 2.0, 5.0),),
        score=3.0,
    )
    cells = rows_of(grades_csv(a_run([row])))[0]
    assert (cells["3.1"], cells["3.4"], cells["3.9"], cells["late"]) == ("1", "1", "2", "2.5")


def test_hostile_rows_are_one_line_each_and_no_formula():
    text = grades_csv(evil_run())
    rows = rows_of(text)
    assert len(rows) == len(EVIL) + 1
    assert text.count("\n") == len(EVIL) + 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values() if cell)
    assert len(text) < 20_000


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_golden_markdown(golden, lang):
    golden(f"summary.{lang}.md", markdown(full_run(), lang))


def test_markdown_takes_nothing_foreign_for_markup():
    run = evil_run()
    run = replace(run, submissions=tuple(replace(row, status=Status.UNREADABLE) for row in run.submissions))
    text = markdown(run, "en")
    assert "<script" not in text
    assert "](http" not in text
    assert len(text) < 20_000


def test_what_changed_between_two_runs_and_why(golden):
    old = full_run()
    rows = list(old.submissions)
    fixed = tuple(
        replace(test, outcome=Outcome.PASSED, score=1.0) if test.outcome is Outcome.FAILED else test
        for test in rows[0].tests
    )
    rows[0] = replace(rows[0], tests=fixed, raw_score=5.0, score=5.5)
    rows[1] = replace(rows[1], manual=(replace(rows[1].manual[0], score=7.0),), raw_score=16.0, score=16.0)
    rows[2] = replace(rows[2], status=Status.GRADED, sha256="1" * 64)
    rows[4] = replace(rows[4], score=3.0, raw_score=3.0, status=Status.GRADED)
    new = replace(old, submissions=(*rows[:3], rows[4], a_row("2024000099", score=1.0)))
    golden("changes.csv", changes_csv(changes(old, new), "en"))
    assert changes(old, old) == []


def test_a_score_that_becomes_unknown_is_a_change():
    before, after = a_row(score=3.0), a_row(score=None, status=Status.INTERNAL_ERROR)
    (change,) = changes(a_run([before]), a_run([after]))
    assert (change.before, change.after, change.why.en) == (3.0, None, "graded → internal_error")
