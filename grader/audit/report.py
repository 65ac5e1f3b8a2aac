"""The audit for people and machines: lines for the terminal, JSON, and one page with the matrix."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from grader.audit.programs import Kind
from grader.audit.run import Audit, LabAudit, Row
from grader.reports import html
from grader.reports.files import write_atomic
from grader.results import Lang, Text, to_json

_TITLE = Text("Audit of the suites", "테스트 점검")


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal while programs are tried, nothing elsewhere: (done, of how many)."""
    console = Console(file=sys.stderr)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("programs", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def write(audit: Audit, out: Path, lang: Lang) -> list[Path]:
    """`audit.json` and `audit.html` in a folder."""
    data = {"good": audit.is_good, "seed": audit.seed, "labs": [_plain(lab) for lab in audit.labs]}
    page = html.render(
        "audit.html", lang=lang, title=_TITLE, scripts=("page.js",), audit=audit, kinds=list(Kind), killers=_killers,
        shown=_shown, counts=_counts,
    )  # fmt: skip
    return [write_atomic(out / "audit.json", to_json(data)), write_atomic(out / "audit.html", page)]


def show(audit: Audit) -> None:
    """Print the summary by lab, then everything that has to be mended."""
    console = Console(highlight=False)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("lab", "right", "misconceptions", "own hint", "other hint", "mutants", "equal"):
        table.add_column(column, justify="left" if column == "lab" else "right")
    for lab in audit.labs:
        table.add_row(lab.lab, *_counts(lab))
    console.print(table)
    for lab in audit.labs:
        for row in lab.problems:
            console.print(f"[red]{lab.lab}[/red]: {row.kind} {escape(row.name)}: {escape(row.problem)}", soft_wrap=True)
        if lab.idle:
            names = escape(", ".join(lab.idle))
            console.print(f"[yellow]{lab.lab}[/yellow]: no wrong program fails {names}", soft_wrap=True)
    good = "Every wrong program is noticed and no right one is punished."
    console.print(good if audit.is_good else "The suites have holes.")


def _counts(lab: LabAudit) -> tuple[str, ...]:
    """Right programs with full marks, misconceptions killed and hinted at, mutants killed, mutants left out."""
    right = [row for row in lab.rows if row.kind in (Kind.REFERENCE, Kind.VARIANT)]
    wrong = lab.of(Kind.MISCONCEPTION)
    mutants = [row for row in lab.of(Kind.MUTANT) if not row.equivalent]
    spared = len(lab.of(Kind.MUTANT)) - len(mutants)
    return (
        _of(right), _of(wrong), f"{lab.hinted}/{len(wrong)}", f"{lab.misled}/{len(wrong)}", _of(mutants), str(spared),
    )  # fmt: skip


def _of(rows: Sequence[Row]) -> str:
    return f"{sum(not row.problem for row in rows)}/{len(rows)}"


def _killers(lab: LabAudit) -> Iterator[tuple[str, int, int]]:
    """(test, misconceptions that it notices, mutants that it notices) of every test."""
    for test in lab.tests:
        kinds = [row.kind for row in lab.rows if test in row.failed]
        yield test, kinds.count(Kind.MISCONCEPTION.value), kinds.count(Kind.MUTANT.value)


def _shown(lab: LabAudit) -> list[Row]:
    """The rows of the matrix: what people wrote. Mutants that die as they should would only bury the others."""
    return [row for row in lab.rows if row.kind == Kind.MISCONCEPTION or row.problem]


def _plain(lab: LabAudit) -> dict[str, object]:
    plain: dict[str, object] = msgspec.to_builtins(lab)
    return plain
