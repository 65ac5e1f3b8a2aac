"""Reads what people decide beside the machine: hand marks, adjustments and extensions, as CSV.

A row that does not fit is an error with its number, and then nothing of any file is applied.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path

from grader.catalog import Course
from grader.errors import CourseError, UsageError
from grader.intake.lateness import read_extensions
from grader.intake.tables import Row, read_table
from grader.results import Adjustment
from grader.rows import Marks


def read_marks(
    course: Course, ids: Collection[str], *, marks: Path | None, adjustments: Path | None, extensions: Path | None
) -> Marks:
    """All three files, checked whole against the course and the ids of this run.

    Raises `UsageError` with file and row for whatever does not fit.
    """
    manual: dict[tuple[str, str], dict[str, tuple[float, str]]] = {}
    for where, row in _rows(marks, ids, ("points",), ("comment",)):
        name, most = _task(course, row, where, manual=True)
        points = _number(row["points"], where)
        if not 0 <= points <= most:
            raise UsageError(f"{where}: {points:g} points for task {name}, which has 0 to {most:g}.")
        given = manual.setdefault((row["id"], row["lab"]), {})
        if name in given:
            raise UsageError(f"{where}: a second row for {row['id']}, {row['lab']}, task {name}.")
        given[name] = (points, row["comment"])
    changed: dict[tuple[str, str], list[Adjustment]] = {}
    for where, row in _rows(adjustments, ids, ("points", "reason"), ("by",)):
        name, most = _task(course, row, where, manual=False)
        points = _number(row["points"], where)
        if abs(points) > most:
            raise UsageError(f"{where}: {points:g} points is more than task {name} has ({most:g}).")
        changed.setdefault((row["id"], row["lab"]), []).append(Adjustment(name, points, row["reason"], row["by"]))
    labs = [lab.id for lab in course.labs]
    deadlines = read_extensions(extensions, ids=ids, labs=labs) if extensions else {}
    return Marks(manual, changed, deadlines)


_COLUMNS: Mapping[str, Sequence[str]] = {
    "id": ("학번",),
    "lab": ("실습", "과제"),
    "task": ("문항", "문제", "과제"),
    "points": ("점수",),
    "comment": ("의견",),
    "reason": ("사유",),
    "by": ("담당",),
}


def _rows(
    path: Path | None, ids: Collection[str], needed: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    """Rows of a file, each with the place that messages name."""
    if path is None:
        return
    keys = ("id", "lab", "task", *needed)
    columns = {name: _COLUMNS[name] for name in (*keys, *optional)}
    for row in read_table(path, columns, needed=keys):
        where = f"{path}:{row.line}"
        if row["id"] not in ids:
            raise UsageError(f"{where}: nobody has the id {row['id']!r}.")
        yield where, row


def _lab(course: Course, row: Row, where: str) -> None:
    try:
        course.lab(row["lab"])
    except CourseError as error:
        raise UsageError(f"{where}: {error}") from error


def _task(course: Course, row: Row, where: str, *, manual: bool) -> tuple[str, float]:
    _lab(course, row, where)
    try:
        task = course.lab(row["lab"]).task(row["task"])
    except CourseError as error:
        raise UsageError(f"{where}: {error}") from error
    if manual and not task.manual:
        raise UsageError(f"{where}: task {task.id} is not marked by hand; use --adjustments for it.")
    return task.id, task.points


def _number(text: str, where: str) -> float:
    try:
        points = float(text)
    except ValueError as error:
        raise UsageError(f"{where}: {text!r} is no number of points.") from error
    if not isfinite(points):
        raise UsageError(f"{where}: {text!r} is no number of points.")
    return points
