"""Reads what people decide beside the machine: hand marks, adjustments and extensions, as CSV.

A row that does not fit is an error with its number, and then nothing of any file is applied. What was decided
in an earlier run stays until a file of the same kind takes its place.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import isfinite
from pathlib import Path

from grader.catalog import Course
from grader.errors import CourseError, UsageError
from grader.intake.collect import Collected
from grader.intake.lateness import read_extensions
from grader.intake.tables import Row, read_table
from grader.results import Adjustment, Submission
from grader.rows import HandMark, Marks

_Manual = dict[tuple[str, str], dict[str, HandMark]]
_Adjustments = dict[tuple[str, str], list[Adjustment]]


def read_marks(
    course: Course,
    ids: Collection[str],
    *,
    marks: Path | None,
    adjustments: Path | None,
    extensions: Path | None,
    before: Sequence[Submission] = (),
) -> Marks:
    """All three files, checked whole against the course and the ids of this run.

    Where a file is not given, what the rows `before` hold of its kind stays. Raises `UsageError` with file and row
    for whatever does not fit.
    """
    labs = [lab.id for lab in course.labs]
    return Marks(
        _read_manual(course, marks, ids) if marks else _kept_manual(course, before),
        _read_adjustments(course, adjustments, ids) if adjustments else _kept_adjustments(before),
        read_extensions(extensions, ids=ids, labs=labs) if extensions else _kept_extensions(before),
    )


def _read_manual(course: Course, path: Path, ids: Collection[str]) -> _Manual:
    manual: _Manual = {}
    for where, row in _rows(path, ids, ("points",), ("comment", "by")):
        name, most = _task(course, row, where, manual=True)
        points = number(row["points"], where)
        if not 0 <= points <= most:
            raise UsageError(f"{where}: {points:g} points for task {name}, which has 0 to {most:g}.")
        given = manual.setdefault((row["id"], row["lab"]), {})
        if name in given:
            raise UsageError(f"{where}: a second row for {row['id']}, {row['lab']}, task {name}. Keep one.")
        given[name] = HandMark(points, row["comment"], row["by"])
    return manual


def _read_adjustments(course: Course, path: Path, ids: Collection[str]) -> _Adjustments:
    changed: _Adjustments = {}
    for where, row in _rows(path, ids, ("points", "reason"), ("by",)):
        name, most = _task(course, row, where, manual=False)
        points = number(row["points"], where)
        if abs(points) > most:
            raise UsageError(f"{where}: {points:g} points is more than task {name} has ({most:g}).")
        if not row["reason"]:
            raise UsageError(f"{where}: no reason. The student's page shows it beside the points.")
        given = changed.setdefault((row["id"], row["lab"]), [])
        if any(one.task == name for one in given):
            raise UsageError(f"{where}: a second row for {row['id']}, {row['lab']}, task {name}. Keep one.")
        given.append(Adjustment(name, points, row["reason"], row["by"]))
    return changed


# --- what an earlier run decided ---------------------------------------------------------------------------------


def _kept_manual(course: Course, before: Sequence[Submission]) -> _Manual:
    most = {(lab.id, task.id): task.points for lab in course.labs for task in lab.toml.task if task.manual}
    kept: _Manual = {}
    for row in before:
        for task in row.manual:
            if task.score is None or (row.lab, task.task) not in most:
                continue
            if task.score > most[row.lab, task.task]:
                raise UsageError(
                    f"{row.lab}, task {task.task}: {row.id} was marked {task.score:g}, but the task now has "
                    f"{most[row.lab, task.task]:g} points. Give the marks anew with --marks."
                )
            kept.setdefault((row.id, row.lab), {})[task.task] = HandMark(task.score, task.comment, task.marker)
    return kept


def _kept_adjustments(before: Sequence[Submission]) -> _Adjustments:
    return {(row.id, row.lab): list(row.adjustments) for row in before if row.adjustments}


def _kept_extensions(before: Sequence[Submission]) -> Mapping[tuple[str, str], datetime]:
    return {(row.id, row.lab): datetime.fromisoformat(row.extension) for row in before if row.extension}


def refuse_to_forget(before: Sequence[Submission], now: Iterable[Collected | Submission], out: Path) -> None:
    """Raise `UsageError` where a run leaves out rows with decisions of people, which no machine can find again."""
    there = {(row.id, row.lab) for row in now}
    lost = [row for row in before if _decided(row) and (row.id, row.lab) not in there]
    if lost:
        raise UsageError(
            f"{out / 'grades.json'} has marks, adjustments or extensions of {len(lost)} rows that are not among these "
            f"submissions (first: {lost[0].id}, {lost[0].lab}). Use another --out, or --fresh to drop them."
        )


def _decided(row: Submission) -> bool:
    return bool(row.adjustments or row.extension or any(task.score is not None for task in row.manual))


# --- rows of a file ----------------------------------------------------------------------------------------------

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
    path: Path, ids: Collection[str], needed: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    """Rows of a file, each with the place that messages name."""
    keys = ("id", "lab", "task", *needed)
    columns = {name: _COLUMNS[name] for name in (*keys, *optional)}
    for row in read_table(path, columns, needed=keys):
        where = f"{path}:{row.line}"
        row.refuse_surplus(where)
        # An apostrophe is how our own tables keep an id from being a formula.
        who = row["id"] if row["id"] in ids else row["id"].removeprefix("'")
        if who not in ids:
            raise UsageError(f"{where}: nobody has the id {row['id']!r}.")
        yield where, replace(row, cells={**row.cells, "id": who})


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


def number(text: str, where: str) -> float:
    """Points as a person wrote them. Raises `UsageError`."""
    try:
        points = float(text)
    except ValueError as error:
        raise UsageError(f"{where}: {text!r} is no number of points.") from error
    if not isfinite(points):
        raise UsageError(f"{where}: {text!r} is no number of points.")
    return points
