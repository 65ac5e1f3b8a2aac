"""Many submissions: where intake, judges, cache and reports meet. Start here to follow a run from end to end."""

import platform
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.catalog import Course
from grader.desk import PACKAGE, Desk, Options, Reporter, writing
from grader.gradebook import Rows, grades_json, load, overview
from grader.intake.collect import Collection, collect
from grader.intake.roster import Roster, read_roster
from grader.intake.tree import nfc
from grader.intake.worksheet import read_worksheet
from grader.marks import read_marks, refuse_to_forget
from grader.reports.files import write_atomic
from grader.reports.privacy import nameless, without_names
from grader.reports.published import held, read_published, write_changes
from grader.reports.render import render_all
from grader.reports.worksheets import check_worksheet
from grader.results import SCHEMA_VERSION, LabInfo, Run, Status, Submission, Text
from grader.rows import Marks
from grader.scheduling.cache import source_digest
from grader.spool import Spool
from grader.task import Graded
from grader.versions import cpu_name, grader_version, torch_version
from grader.zips import sha256


@dataclass(frozen=True)
class Finished:
    """A run that came to its end. `details` maps a row's name to what its hidden tests said, where that was asked for.

    `notes` are for who started it.
    """

    run: Run
    overview: Run
    details: Mapping[str, Mapping[str, str]]
    notes: tuple[Text, ...] = ()

    @property
    def shown(self) -> Run:
        """The overview as a terminal or a log shows it: without names."""
        return overview(nameless(self.overview) if self.run.anonymous else without_names(self.overview))

    @property
    def has_faults(self) -> bool:
        """Whether the grader itself failed on some submission."""
        return any(row.status is Status.INTERNAL_ERROR for row in self.overview.submissions)


class _Book:
    """The rows of a run as they come, and what is known of all of them."""

    def __init__(self, options: Options) -> None:
        self._options = options
        with writing(options.out):
            self._rows = Rows(Spool.new(options.out / "cache"))
        self._places: dict[tuple[str, str], int] = {}
        self.level: int | None = None
        self.details: dict[str, Mapping[str, str]] = {}

    def add(self, row: Submission, graded: Graded) -> None:
        """Put a row of this run in."""
        self._put(row)
        if graded.tests:
            self.level = graded.level if self.level is None else min(self.level, graded.level)
        if self._options.explain and graded.details:
            self.details[f"{row.id} / {row.lab}"] = graded.details

    def add_before(self, before: Run) -> None:
        """Put in what stays of the run before. Who is graded again keeps no row of what was handed in before."""
        again, labs = {nfc(who) for who in self._options.only}, self._options.labs
        for row in before.submissions:
            stays = row.id not in again or (labs and row.lab not in labs)
            if stays and (row.id, row.lab) not in self._places:
                self._put(row)

    def _put(self, row: Submission) -> None:
        self._places[row.id, row.lab] = len(self._rows)
        with writing(self._options.out):
            self._rows.append(row)

    @property
    def labs(self) -> set[str]:
        """The labs that have rows."""
        return {lab for _, lab in self._places}

    @property
    def rows(self) -> Sequence[Submission]:
        """All rows in order of id and lab."""
        return self._rows.arranged(self._places[who] for who in sorted(self._places))


def grade(course: Course, submissions: Path, options: Options, reporter: Reporter) -> Finished:
    """Grade everything found at a path and write every report.

    Raises `UsageError` or `CourseError` for what a person has to mend, before anything is graded, and
    `MachineError` where the fence is below the level asked for.
    """
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    with writing(options.out):
        write_atomic(options.out / "cache" / ".writable", b"").unlink()  # now, not after an hour of grading
    book = _Book(options)
    earlier = _earlier(options.out)
    kept = earlier if options.only else None  # where only some are graded again, the other rows stay
    published = read_published(options.out)
    roster = read_roster(options.roster) if options.roster else None
    if options.worksheet:
        check_worksheet(options.worksheet, options.worksheet_column)
    register = read_worksheet(options.worksheet) if options.worksheet else None
    with tempfile.TemporaryDirectory(prefix="grader-run-") as folder:
        desk = Desk(course, options, Path(folder))
        try:
            collection = collect(
                submissions, course, labs=options.labs, roster=roster, register=register, only=options.only,
                known=[lab.id for lab in kept.labs] if kept else (), names_of=desk.names_of,
            )  # fmt: skip
            marks = _marks(course, options, collection, roster, earlier)
            reporter.detected(replace(collection, notes=()) if options.anonymous else collection)
            desk.prepare(collection)
            desk.grade(collection, marks, reporter, book.add)
        finally:
            desk.close()
    if kept:
        book.add_before(kept)
    run = held(_run(course, options, desk.device, kept, book, started_at), published, allow_lower=options.allow_lower)
    with writing(options.out):
        write_atomic(options.out / "grades.json", grades_json(run))
        whole = overview(run)
        notes = write_changes(published, whole, options.out)
        render_all(
            run, options.out, lang=options.lang, anonymous=options.anonymous, names=options.names,
            worksheet=options.worksheet, worksheet_column=options.worksheet_column,
        )  # fmt: skip
    return Finished(run, whole, book.details, notes)


def _marks(
    course: Course, options: Options, collection: Collection, roster: Roster | None, earlier: Run | None
) -> Marks:
    """What people decided, now and in the run before; whom it speaks of must be known."""
    before = overview(earlier).submissions if earlier else ()
    stay = before if options.only else ()
    if not options.fresh:
        refuse_to_forget(before, (*collection.submissions, *stay), options.out)
    ids = {item.id for item in collection.submissions} | {row.id for row in stay}
    ids |= {person.id for person in roster.people} if roster else set()
    return read_marks(
        course, ids, marks=options.marks, adjustments=options.adjustments, extensions=options.extensions,
        before=before,
    )  # fmt: skip


def _run(course: Course, options: Options, device: str, before: Run | None, book: _Book, started_at: str) -> Run:
    """The run as a value, with all that decided it."""
    level = book.level if book.level is not None else before.sandbox_level if before else 0
    return Run(
        schema_version=SCHEMA_VERSION,
        grader_version=grader_version(),
        torch_version=torch_version(),
        cpu=cpu_name(),
        started_at=started_at,
        seed=options.seed,
        device=device,
        sandbox_level=level,
        submissions=book.rows,
        labs=_labs(before, course, {*options.labs, *book.labs}),
        lang=options.lang,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        python_version=platform.python_version(),
        grader_digest=source_digest(PACKAGE),
        inputs={name: sha256(path.read_bytes()) for name, path in options.given.items()},
        anonymous=options.anonymous,
    )


def _earlier(out: Path) -> Run | None:
    """The run before in this folder: some of its rows may stay, and what people decided in them does."""
    path = out / "grades.json"
    return load(path) if path.exists() else None


def _labs(before: Run | None, course: Course, wanted: set[str]) -> tuple[LabInfo, ...]:
    """What reports need to know of the labs that have rows or were asked for."""
    labs = {lab.id: lab.info() for lab in course.labs}
    kept = [lab for lab in (before.labs if before else ()) if lab.id not in labs]
    return tuple(lab for lab in (*labs.values(), *kept) if lab.id in wanted)
