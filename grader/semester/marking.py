"""Marking by hand, shared: sheets for several markers out of one run, and their points back as one file.

A sheet has a row per task, or per line of its rubric where it has one. What comes back is checked whole: one row
that does not fit, or two markers who disagree, and nothing is written.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError
from grader.intake.tables import Row, read_table
from grader.marks import number
from grader.reports import text
from grader.reports.feedback import both
from grader.reports.files import safe_name, write_atomic
from grader.reports.marking_page import marking_page, rubric_of
from grader.reports.privacy import nameless, without_names
from grader.reports.tables import BOM
from grader.results import Lang, ManualTask, Run, Status, Submission

SHEET, PAGE = "marking.csv", "answers.html"
_HEADER = ("id", "lab", "task", "item", "question", "most", "points", "comment", "by")
_MARKS = ("id", "lab", "task", "points", "comment", "by")


class Place(NamedTuple):
    """What one row of a sheet marks; `item` counts the lines of the rubric from 1, "" without one."""

    id: str
    lab: str
    task: str
    item: str


@dataclass(frozen=True)
class Mark:
    """A row of a sheet that has points, and where it stands."""

    where: str
    points: float
    comment: str
    by: str


# --- out ---------------------------------------------------------------------------------------------------------


def split(
    run: Run, out: Path, *, parts: int | None, by_section: bool, anonymous: bool, lang: Lang
) -> list[tuple[Path, int]]:
    """Write a folder per part with its sheet and the answers; returns each sheet and how many students are in it.

    Only tasks without points are in it. Raises `UsageError` where nothing is left to mark or the parts make no sense.
    """
    shown = nameless(run) if anonymous else without_names(run)
    if anonymous and not all(row.alias for row in run.submissions):
        raise UsageError("This grades.json is of an earlier version and has no aliases. Grade once more.")
    waiting = [
        (row, shown_row, tasks)
        for row, shown_row in zip(run.submissions, shown.submissions, strict=True)
        if row.status is Status.GRADED and (tasks := [task for task in shown_row.manual if task.score is None])
    ]
    if not waiting:
        raise UsageError("Nothing is left to mark by hand in this run.")
    # In an order that an alias decides, a share does not follow the class list.
    people = sorted({row.id: shown_row.id for row, shown_row, _ in waiting}.items(), key=lambda pair: pair[1])
    sections = {row.id: row.section for row, _, _ in waiting}
    share = (
        _by_section(sections) if by_section else _by_number([who for who, _ in people], 1 if parts is None else parts)
    )
    written = []
    for name in dict.fromkeys(sorted(share.values())):
        mine = [who for who, _ in people if share[who] == name]
        pairs = [
            (shown_row, task) for who in mine for row, shown_row, tasks in waiting if row.id == who for task in tasks
        ]
        write_atomic(out / name / PAGE, marking_page(run, pairs, lang=lang))
        written.append((write_atomic(out / name / SHEET, _sheet(run, pairs, lang)), len(mine)))
    return written


def _by_section(sections: Mapping[str, str]) -> dict[str, str]:
    if not any(sections.values()):
        raise UsageError("No row of this run has a section. Grade with a --roster that has a column section.")
    return {who: f"section-{safe_name(section)}" if section else "no-section" for who, section in sections.items()}


def _by_number(people: Sequence[str], parts: int) -> dict[str, str]:
    if not 1 <= parts <= len(people):
        raise UsageError(f"--parts {parts}: choose 1 to {len(people)}, the number of students with something to mark.")
    width = len(str(parts))
    return {who: f"part-{place % parts + 1:0{width}d}" for place, who in enumerate(people)}


def _sheet(run: Run, pairs: Sequence[tuple[Submission, ManualTask]], lang: Lang) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for row, task in pairs:
        for item, question, most in _lines(run, row, task, lang):
            head = [text.cell(row.id, text.NAME_CHARS), text.cell(row.lab), text.cell(task.task), item]
            writer.writerow([*head, text.cell(question), text.number(most), "", "", ""])
    return BOM + out.getvalue()


def _lines(run: Run, row: Submission, task: ManualTask, lang: Lang) -> Iterator[tuple[str, str, float]]:
    """(item, question, points) per row of a sheet."""
    rubric = rubric_of(run, row, task)
    for count, line in enumerate(rubric, 1):
        yield str(count), line.title.in_lang(lang), line.points
    if not rubric:
        yield "", both(task.title_i18n, task.title).in_lang(lang), task.max_score


# --- and back ----------------------------------------------------------------------------------------------------

_COLUMNS: Mapping[str, Sequence[str]] = dict.fromkeys(("id", "lab", "task", "item", "points", "comment", "by"), ())


def merge(run: Run, sheets: Sequence[Path]) -> tuple[str, list[str]]:
    """One file for `--marks` from any number of sheets and the marks that the run has, and lines to print.

    Raises `UsageError` with every conflict, or with the first row that does not fit.
    """
    most = dict(_places(run))
    found: dict[Place, Mark] = {}
    conflicts = []
    for sheet in sheets:
        for place, mark in _read(sheet, run, most).items():
            before = found.get(place)
            if before is not None and before.points != mark.points:
                where = f"{place.id}, {place.lab}, {place.task}{f' item {place.item}' if place.item else ''}"
                conflicts.append(f"{before.where} and {mark.where}: {where}: {before.points:g} and {mark.points:g}")
            found[place] = _both(before, mark) if before else mark
    if conflicts:
        raise UsageError("\n  ".join(["Nothing was written; these sheets disagree:", *conflicts]))
    return _merged(run, found)


def _both(first: Mark, second: Mark) -> Mark:
    """Two sheets with the same points: what both say."""
    return replace(first, comment=_joined([first.comment, second.comment]), by=_joined([first.by, second.by]))


def _joined(parts: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, parts)))


def _places(run: Run) -> Iterator[tuple[Place, float]]:
    """Every place that can be marked, with its most points."""
    for row in run.submissions:
        for task in row.manual:
            for item, _, most in _lines(run, row, task, "en"):
                yield Place(row.id, row.lab, task.task, item), most


def _read(sheet: Path, run: Run, most: Mapping[Place, float]) -> dict[Place, Mark]:
    """The rows of one sheet that have points."""
    people = {name: row.id for row in run.submissions for name in (row.alias, row.id, text.cell(row.id)) if name}
    marks: dict[Place, Mark] = {}
    seen: set[Place] = set()
    for row in read_table(sheet, _COLUMNS, needed=["id", "lab", "task", "points"]):
        where = f"{sheet}:{row.line}"
        row.refuse_surplus(where)
        if row["id"] not in people:
            raise UsageError(f"{where}: nobody has the id {row['id']!r}.")
        place = Place(people[row["id"]], row["lab"], row["task"], row["item"])
        _check(place, most, where)
        if place in seen:
            raise UsageError(f"{where}: a second row for {row['id']}, {place.lab}, task {place.task}. Keep one.")
        seen.add(place)
        if row["points"]:
            marks[place] = _mark(row, most[place], where)
    return marks


def _check(place: Place, most: Mapping[Place, float], where: str) -> None:
    if place in most:
        return
    mine = [one for one in most if one.id == place.id]
    levels = (("lab", [one.lab for one in mine], place.lab),
              ("task to mark by hand", [one.task for one in mine if one.lab == place.lab], place.task),
              ("item", [one.item for one in mine if one[:3] == place[:3]], place.item))  # fmt: skip
    for what, choices, given in levels:
        if given not in choices:
            known = ", ".join(dict.fromkeys(choices)) or "none"
            raise UsageError(f"{where}: no {what} {given!r}. Choose one of: {known}")


def _mark(row: Row, most: float, where: str) -> Mark:
    points = number(row["points"], where)
    if not 0 <= points <= most:
        raise UsageError(f"{where}: {points:g} points, but there are 0 to {most:g}.")
    return Mark(where, points, row["comment"], row["by"])


def _merged(run: Run, found: Mapping[Place, Mark]) -> tuple[str, list[str]]:
    """The file, and what is worth saying of it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_MARKS)
    written, changed, unfinished = 0, 0, []
    for row in run.submissions:
        for task in row.manual:
            places = [Place(row.id, row.lab, task.task, item) for item, _, _ in _lines(run, row, task, "en")]
            marks = {place.item: found[place] for place in places if place in found}
            if len(marks) == len(places):
                points = round(sum(mark.points for mark in marks.values()), 6)
                said = [
                    f"{item}: {mark.comment}" if item else mark.comment for item, mark in marks.items() if mark.comment
                ]
                comment, by = "; ".join(said), _joined([mark.by for mark in marks.values()])
                changed += task.score is not None and task.score != points
            elif marks or task.score is None:
                if row.status is Status.GRADED:
                    unfinished.append(f"{row.id}, {row.lab}, {task.task}")
                continue
            else:
                points, comment, by = task.score, task.comment, task.marker
            head = [text.cell(row.id, text.NAME_CHARS), text.cell(row.lab), text.cell(task.task)]
            writer.writerow([*head, text.number(points, 6), text.cell(comment, text.MESSAGE_CHARS), text.cell(by)])
            written += 1
    notes = [f"{written} tasks have points."]
    notes += [f"{changed} of them had other points before."] if changed else []
    notes += [f"{len(unfinished)} are not finished (first: {unfinished[0]})."] if unfinished else []
    return BOM + out.getvalue(), notes
