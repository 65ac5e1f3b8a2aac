"""Many submissions: where intake, judges, cache and reports meet. Start here to follow a run from end to end."""

import platform
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.catalog import Course
from grader.desk import PACKAGE, Desk, Options, Reporter, writing
from grader.intake.collect import Collection, collect
from grader.intake.roster import Roster, read_roster
from grader.intake.tree import nfc
from grader.intake.worksheet import read_worksheet
from grader.marks import read_marks, refuse_to_forget
from grader.reports.files import write_atomic
from grader.reports.privacy import nameless, without_names
from grader.reports.published import held, read_published, write_changes
from grader.reports.render import load, render_all
from grader.reports.worksheets import check_worksheet
from grader.results import SCHEMA_VERSION, LabInfo, Run, Status, Submission, Text, to_json
from grader.rows import Marks
from grader.scheduling.cache import source_digest
from grader.task import Graded
from grader.versions import cpu_name, grader_version, torch_version
from grader.zips import sha256


@dataclass(frozen=True)
class Finished:
    """A run that came to its end. `details` maps a row's name to what its hidden tests said.

    `notes` are for who started it.
    """

    run: Run
    details: Mapping[str, Mapping[str, str]]
    notes: tuple[Text, ...] = ()

    @property
    def shown(self) -> Run:
        """The run as a terminal or a log shows it: without names."""
        return nameless(self.run) if self.run.anonymous else without_names(self.run)

    @property
    def has_faults(self) -> bool:
        """Whether the grader itself failed on some submission."""
        return any(row.status is Status.INTERNAL_ERROR for row in self.run.submissions)


def grade(course: Course, submissions: Path, options: Options, reporter: Reporter) -> Finished:
    """Grade everything found at a path and write every report.

    Raises `UsageError` or `CourseError` for what a person has to mend, before anything is graded, and
    `MachineError` where the fence is below the level asked for.
    """
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    with writing(options.out):
        write_atomic(options.out / "cache" / ".writable", b"").unlink()  # now, not after an hour of grading
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
            graded = desk.grade(collection, marks, reporter)
        finally:
            desk.close()
    run = _run(course, options, desk.device, kept, list(graded.values()), started_at)
    run = held(run, published, allow_lower=options.allow_lower)
    with writing(options.out):
        write_atomic(options.out / "grades.json", to_json(run))
        notes = write_changes(published, run, options.out)
        render_all(
            run, options.out, lang=options.lang, anonymous=options.anonymous, names=options.names,
            worksheet=options.worksheet, worksheet_column=options.worksheet_column,
        )  # fmt: skip
    return Finished(run, {name: result.details for name, (_, result) in graded.items() if result.details}, notes)


def _marks(
    course: Course, options: Options, collection: Collection, roster: Roster | None, earlier: Run | None
) -> Marks:
    """What people decided, now and in the run before; whom it speaks of must be known."""
    before = earlier.submissions if earlier else ()
    stay = before if options.only else ()
    if not options.fresh:
        refuse_to_forget(before, (*collection.submissions, *stay), options.out)
    ids = {item.id for item in collection.submissions} | {row.id for row in stay}
    ids |= {person.id for person in roster.people} if roster else set()
    return read_marks(
        course, ids, marks=options.marks, adjustments=options.adjustments, extensions=options.extensions,
        before=before,
    )  # fmt: skip


def _run(
    course: Course,
    options: Options,
    device: str,
    kept: Run | None,
    graded: Sequence[tuple[Submission, Graded]],
    started_at: str,
) -> Run:
    """The run as a value, with all that decided it."""
    merged = _merged(kept, [submission for submission, _ in graded], options)
    levels = [result.level for _, result in graded if result.tests]
    return Run(
        schema_version=SCHEMA_VERSION,
        grader_version=grader_version(),
        torch_version=torch_version(),
        cpu=cpu_name(),
        started_at=started_at,
        seed=options.seed,
        device=device,
        sandbox_level=min(levels, default=kept.sandbox_level if kept else 0),
        submissions=merged,
        labs=_labs(kept, course, {*options.labs, *(submission.lab for submission in merged)}),
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


def _merged(before: Run | None, now: Sequence[Submission], options: Options) -> tuple[Submission, ...]:
    """The rows of this run and those that stay. Who is graded again keeps no row of what was handed in before."""
    rows = {(one.id, one.lab): one for one in now}
    again = {nfc(who) for who in options.only}
    for one in before.submissions if before else ():
        if one.id not in again or (options.labs and one.lab not in options.labs):
            rows.setdefault((one.id, one.lab), one)
    return tuple(rows[who] for who in sorted(rows))


def _labs(before: Run | None, course: Course, wanted: set[str]) -> tuple[LabInfo, ...]:
    """What reports need to know of the labs that have rows or were asked for."""
    labs = {lab.id: lab.info() for lab in course.labs}
    kept = [lab for lab in (before.labs if before else ()) if lab.id not in labs]
    return tuple(lab for lab in (*labs.values(), *kept) if lab.id in wanted)
