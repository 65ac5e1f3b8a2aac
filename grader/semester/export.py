"""`export-code`: a class's own code for JPlag or Dolos, the handout's parts removed, a folder per student."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.catalog import Course, Lab
from grader.errors import CourseError, UsageError
from grader.intake.collect import Collected, collect
from grader.intake.roster import read_roster
from grader.integrity import code_of, own_code, stub_of
from grader.reports.files import safe_name, write_atomic
from grader.reports.privacy import alias


def export_code(
    course: Course,
    submissions: Path,
    out: Path,
    *,
    labs: Sequence[str] = (),
    roster: Path | None = None,
    page_key: bytes | None = None,
) -> list[str]:
    """Write `OUT/<lab>/<id>/<module>.py`; with a key, aliases instead of ids. Returns lines to print.

    Raises `UsageError` where there is nothing to read or where `out` holds something already, which these tools
    would take for a student's.
    """
    if out.exists() and any(out.iterdir()):
        raise UsageError(
            f"{out} is not empty, and whatever is in it would be compared too. Name a new folder with --out."
        )
    _need_stubs([course.lab(name) for name in labs] or course.labs)
    known = read_roster(roster) if roster else None
    collection = collect(submissions, course, labs=labs, roster=known)
    counts: dict[str, int] = {}
    unread = []
    for item in collection.submissions:
        if item.missing:
            continue
        who = alias(item.id, page_key) if page_key else safe_name(item.id)
        files = dict(_own_files(item, course.lab(item.lab))) if item.problem is None else {}
        for name, text in files.items():
            write_atomic(out / safe_name(item.lab) / who / name, text)
        if files:
            counts[item.lab] = counts.get(item.lab, 0) + 1
        else:
            unread.append(f"{who} / {item.lab}")
    lines = [f"{out / safe_name(lab)}: {count} students" for lab, count in counts.items()]
    return lines + ([f"No code of their own found in {len(unread)}: {', '.join(unread[:10])}"] if unread else [])


def _need_stubs(labs: Sequence[Lab]) -> None:
    """What was handed out can only be taken away where it is at hand. Raises `CourseError`."""
    for lab in labs:
        for module in lab.modules:
            if not stub_of(lab, f"{module}.py"):
                raise CourseError(
                    f"{lab.assignment_dir / module}.py is not there. Run: python -m grader release {lab.id}"
                )


def _own_files(item: Collected, lab: Lab) -> Iterator[tuple[str, str]]:
    """The modules of a submission as Python files, notebooks included, without what was handed out."""
    for module in lab.modules:
        name = next((name for name in (f"{module}.py", f"{module}.ipynb") if name in item.files), "")
        text = code_of(name, item.files[name]) if name else None
        own = own_code(text, stub_of(lab, f"{module}.py")) if text else ""
        if own.strip():
            yield f"{module}.py", own.strip("\n") + "\n"
