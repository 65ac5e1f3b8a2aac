import pytest

from grader.reports.stats import class_stats, correlation, histogram, lab_stats
from grader.results import Outcome, Status, Text
from tests.grader.reports.factory import REGULARIZATION, a_class, a_row, a_run, a_test


def test_every_tenth_has_its_bin_and_full_marks_the_last():
    assert histogram([0, 9.99, 10, 29.999999999999996, 30, 99, 100, 120, -5]) == (3, 1, 0, 2, 0, 0, 0, 0, 0, 3)


def test_a_task_that_follows_the_rest_discriminates_and_a_coin_does_not():
    rows = []
    for number in range(20):
        good = number >= 10
        tests = (
            a_test("3.1", Outcome.PASSED if good else Outcome.FAILED),
            a_test("3.2", Outcome.PASSED if good else Outcome.FAILED),
            a_test("3.4", Outcome.PASSED if number % 2 else Outcome.FAILED),
        )
        rows.append(a_row(str(number), tests=tests))
    tasks = {task.id: task for task in lab_stats(REGULARIZATION, rows).tasks}
    assert tasks["3.1"].discrimination > 0.7
    assert abs(tasks["3.4"].discrimination) < 0.2
    assert tasks["3.1"].share == 0.5


@pytest.mark.parametrize(("left", "right"), [([1.0] * 20, list(range(20))), ([1.0, 2.0], [1.0, 2.0])])
def test_a_correlation_that_says_nothing_is_none(left, right):
    assert correlation(left, right) is None


def test_the_test_that_nobody_passes_is_named():
    rows = [a_row(str(n), tests=(a_test("3.1"), a_test("3.2", Outcome.TIMEOUT))) for n in range(3)]
    (hard,) = lab_stats(REGULARIZATION, rows).failed_by_all
    assert (hard.task, hard.passed, hard.students) == ("3.2", 0, 3)


def test_a_misconception_counts_a_student_once():
    wrong = {"diagnosis": ("dropout-unscaled",), "hint_i18n": Text("think", "생각")}
    tests = (a_test("3.4", Outcome.FAILED, **wrong), a_test("3.4", Outcome.ERROR, **wrong))
    (found,) = lab_stats(REGULARIZATION, [a_row("1", tests=tests), a_row("2", tests=tests)]).misconceptions
    assert (found.id, found.students, found.tasks, found.hint.en) == ("dropout-unscaled", 2, ("3.4",), "think")


@pytest.mark.parametrize("status", [Status.MISSING, Status.UNREADABLE, Status.INTERNAL_ERROR])
def test_what_was_not_graded_enters_no_mean(status):
    rows = [a_row("1", score=8.0, tests=(a_test("3.1"),)), a_row("2", status=status, score=None)]
    stats = lab_stats(REGULARIZATION, rows)
    assert (stats.scores.mean, stats.statuses[status], stats.tests[0].students) == (8.0, 1, 1)


def test_a_run_of_nothing_and_a_lab_that_the_run_does_not_describe():
    assert class_stats(a_run([])) == []
    (stats,) = class_stats(a_run([a_row(lab="unknown", tests=(a_test("1"),))]))
    assert (stats.lab.title.en, stats.tasks[0].id) == ("unknown", "1")


def test_every_row_of_a_class_is_counted_once():
    run = a_class(50)
    stats = class_stats(run)
    assert sum(sum(one.statuses.values()) for one in stats) == len(run.submissions)
    assert all(sum(one.histogram) == one.statuses[Status.GRADED] for one in stats)
