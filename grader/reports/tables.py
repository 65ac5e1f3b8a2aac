"""The class as a table: `grades.csv` for spreadsheets and a summary in Markdown."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import TypeVar

from grader.reports.text import NAME_CHARS, cell, number
from grader.results import Outcome, Run, Status, Submission

HEADER = ("id", "name", "lab", "score", "max_score", "percent", "status", "accuracy", "late")
BOM = "\ufeff"
Item = TypeVar("Item")


def grades_csv(run: Run) -> str:
    """A row per id and lab, with BOM for Excel. An unknown score is an empty cell."""
    tasks = task_columns(run)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*HEADER, *map(cell, tasks)])
    lab_tasks = {lab.id: {task.id for task in lab.tasks if not task.manual} for lab in run.labs}
    for row in run.submissions:
        points = task_points(row)
        if row.status in (Status.UNREADABLE, Status.MISSING):
            points = {**dict.fromkeys(lab_tasks.get(row.lab, ()), 0.0), **points}
        writer.writerow([*_head(row), *(number(points.get(task)) for task in tasks)])
    return BOM + out.getvalue()


def _head(row: Submission) -> list[str]:
    accuracy = row.accuracy.test_accuracy if row.accuracy else None
    return [
        cell(row.id, NAME_CHARS),
        cell(row.name, NAME_CHARS),
        cell(row.lab),
        number(row.score),
        number(row.max_score),
        number(percent(row)),
        row.status.value,
        number(None if accuracy is None else 100 * accuracy),
        number(row.late.hours if row.late else None),
    ]


def percent(row: Submission) -> float | None:
    """The score in percent of the lab's points; None where the score is not known."""
    if row.score is None or row.max_score <= 0:
        return None
    return 100 * row.score / row.max_score


def task_columns(run: Run) -> list[str]:
    """Every task of the run once, in the order of the labs, then of first appearance."""
    known = [task.id for lab in run.labs for task in lab.tasks]
    seen = [test.task for row in run.submissions for test in row.tests]
    manual = [task.task for row in run.submissions for task in row.manual]
    return list(dict.fromkeys([*known, *seen, *manual]))


def task_points(row: Submission) -> dict[str, float | None]:
    """Points per task before lateness and adjustments; None where a part of them is not known."""
    points: dict[str, float | None] = {}
    for test in row.tests:
        known = None if test.outcome is Outcome.INTERNAL_ERROR else test.score
        points[test.task] = _plus(points.get(test.task, 0.0), known)
    for task in row.manual:
        points[task.task] = _plus(points.get(task.task, 0.0), task.score)
    if row.status is Status.INTERNAL_ERROR:
        return dict.fromkeys(points)
    return points


def _plus(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left + right


def by_lab(rows: Iterable[Submission]) -> dict[str, list[Submission]]:
    """Rows by lab, labs in order of appearance."""
    return grouped(rows, lambda row: row.lab)


def grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """Items by a key, keys in order of appearance."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
