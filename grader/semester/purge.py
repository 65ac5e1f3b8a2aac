"""`purge`: what a run keeps of people and no longer needs, deleted; and what is left, said."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from grader.gradebook import changed, grades_json, load
from grader.reports.files import write_atomic
from grader.reports.published import CHANGES, FILE
from grader.reports.render import STUDENTS, WORKSHEETS
from grader.results import Submission

_FOLDERS = ("cache", STUDENTS, "gradescope", "junit")
_FILES = ("index.html", "summary.md", f"{WORKSHEETS}/*.zip", "marking/*/answers.html")
_LEFT = {
    "grades.json": "ids, names, scores, messages and comments",
    "grades.csv": "ids, names and scores",
    FILE: "ids, names and scores as they were given out",
    CHANGES: "ids and scores",
    "marks.csv": "ids, marks and comments",
}


def purge(folder: Path) -> Iterator[str]:
    """Delete code, answers, pictures, caches and pages of a run; scores stay. Yields lines to print.

    Only what the grader writes is touched. Raises `UsageError` where there is no run.
    """
    grades = folder / "grades.json"
    run = load(grades)
    for name in _FOLDERS:
        files = [path for path in (folder / name).rglob("*") if path.is_file()]
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
            yield f"deleted {folder / name}: {len(files)} files"
    for path in sorted(path for pattern in _FILES for path in folder.glob(pattern)):
        path.unlink()
        yield f"deleted {path}"
    write_atomic(grades, grades_json(changed(run, _without_code)))
    yield f"{grades}: code, answers and pictures of {len(run.submissions)} rows removed"
    yield from _left(folder)
    yield "The submissions, the roster and the LMS's own files are wherever you keep them."


def _without_code(row: Submission) -> Submission:
    return replace(
        row,
        code=(),
        manual=tuple(replace(task, answer="") for task in row.manual),
        accuracy=replace(row.accuracy, samples=()) if row.accuracy else None,
        tests=tuple(replace(test, counterexample="") for test in row.tests),
        fingerprints={},
    )


def _left(folder: Path) -> Iterator[str]:
    """Every file that is still there, and what it says of people."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        what = _LEFT.get(name) or ("a gradebook or marks" if path.suffix == ".csv" else "not known to the grader")
        yield f"left {path}: {what}"
