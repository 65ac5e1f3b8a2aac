"""Many submissions: where intake, judges, cache and reports meet. Start here to follow a run from end to end."""

import hashlib
import os
import platform
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from grader.catalog import Course, Lab
from grader.errors import CourseError, InternalFault, MachineError, UsageError
from grader.intake.collect import Collected, Collection, collect
from grader.intake.lateness import counting
from grader.intake.roster import read_roster
from grader.intake.tree import nfc
from grader.intake.worksheet import read_worksheet
from grader.marks import read_marks, refuse_to_forget
from grader.older import older, other_names
from grader.reports.files import write_atomic
from grader.reports.privacy import alias, anonymous_row, nameless, row_without_name, without_names
from grader.reports.published import held, read_published, write_changes
from grader.reports.render import load, render_all
from grader.reports.worksheets import check_worksheet
from grader.results import SCHEMA_VERSION, LabInfo, Lang, Run, Status, Submission, Text, to_json
from grader.rows import Marks, row
from grader.scheduling.cache import Cache, key, source_digest
from grader.scheduling.cluster import ClusterExecutor
from grader.scheduling.executors import ByName, LocalExecutor
from grader.task import AccuracyOptions, Graded, Work, moved
from grader.versions import cpu_name, grader_version, torch_version
from grader.zips import sha256

if TYPE_CHECKING:
    from grader.accuracy.dataset import Name  # the module loads torch

PACKAGE = Path(__file__).resolve().parent
# By name: torch is loaded where work is done, and this process only gives it out.
_GRADE: ByName[Work, Graded] = ByName("grader.work", "grade_one")
_CHECK_SUITES: ByName[Work, str] = ByName("grader.work", "check_suites")
_PREPARE_DATA: ByName[Work, str] = ByName("grader.work", "prepare_data")
_NAMES_OF_NOTEBOOK: ByName[Work, str] = ByName("grader.work", "names_of_notebook")
_HAS_CUDA: ByName[Work, bool] = ByName("grader.work", "has_cuda")


class Reporter(Protocol):
    """Who is told how a run goes: a live display, plain lines, or nobody."""

    def detected(self, collection: Collection) -> None:
        """What was found, before anything is graded."""

    def started(self, name: str) -> None:
        """A submission was given to a judge."""

    def finished(self, name: str, submission: Submission, *, cached: bool) -> None:
        """A submission has its row."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What `grade` was asked for. Paths that are None are not given."""

    labs: Sequence[str] = ()
    only: Sequence[str] = ()
    explain: bool = False
    out: Path = Path("reports")
    jobs: int | None = None
    cluster: str | None = None
    device: Literal["auto", "cpu", "cuda"] = "auto"
    dataset: "Name" = "mnist"
    data: Path | None = None
    accuracy: bool = True
    seed: int = 0
    lang: Lang = "en"
    roster: Path | None = None
    worksheet: Path | None = None
    worksheet_column: str | None = None
    marks: Path | None = None
    adjustments: Path | None = None
    extensions: Path | None = None
    anonymous: bool = False
    names: bool = False
    allow_lower: bool = False
    fresh: bool = False
    require_level: int | None = None

    @property
    def given(self) -> dict[str, Path]:
        """What people gave beside the submissions and what decides points or people."""
        files = {
            "roster": self.roster, "marks": self.marks, "adjustments": self.adjustments, "extensions": self.extensions,
        }  # fmt: skip
        return {name: path for name, path in files.items() if path is not None}


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
    with _writing(options.out):
        write_atomic(options.out / "cache" / ".writable", b"").unlink()  # now, not after an hour of grading
    earlier = _earlier(options.out)
    kept = earlier if options.only else None  # where only some are graded again, the other rows stay
    published = read_published(options.out)
    roster = read_roster(options.roster) if options.roster else None
    if options.worksheet:
        check_worksheet(options.worksheet, options.worksheet_column)
    register = read_worksheet(options.worksheet) if options.worksheet else None
    with tempfile.TemporaryDirectory(prefix="grader-run-") as folder:
        desk = _Desk(course, options, Path(folder))
        try:
            collection = collect(
                submissions, course, labs=options.labs, roster=roster, register=register, only=options.only,
                known=[lab.id for lab in kept.labs] if kept else (), names_of=desk.names_of,
            )  # fmt: skip
            stay = kept.submissions if kept else ()
            before = earlier.submissions if earlier else ()
            if not options.fresh:
                refuse_to_forget(before, (*collection.submissions, *stay), options.out)
            ids = {item.id for item in collection.submissions} | {row.id for row in stay}
            ids |= {person.id for person in roster.people} if roster else set()
            marks = read_marks(
                course, ids, marks=options.marks, adjustments=options.adjustments, extensions=options.extensions,
                before=before,
            )  # fmt: skip
            reporter.detected(replace(collection, notes=()) if options.anonymous else collection)
            desk.prepare(collection)
            graded = desk.grade(collection, marks, reporter)
        finally:
            desk.close()
    merged = _merged(kept, [submission for submission, _ in graded.values()], options)
    levels = [result.level for _, result in graded.values() if result.tests]
    run = Run(
        schema_version=SCHEMA_VERSION,
        grader_version=grader_version(),
        torch_version=torch_version(),
        cpu=cpu_name(),
        started_at=started_at,
        seed=options.seed,
        device=desk.device,
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
    run = held(run, published, allow_lower=options.allow_lower)
    with _writing(options.out):
        write_atomic(options.out / "grades.json", to_json(run))
        notes = write_changes(published, run, options.out)
        render_all(
            run, options.out, lang=options.lang, anonymous=options.anonymous, names=options.names,
            worksheet=options.worksheet, worksheet_column=options.worksheet_column,
        )  # fmt: skip
    return Finished(run, {name: result.details for name, (_, result) in graded.items() if result.details}, notes)


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            f"{out} cannot be written: {reason}. What was graded stays; with room to write, the same command goes on."
        ) from error


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


class _Desk:
    """The processes, the cache and the options of one run."""

    def __init__(self, course: Course, options: Options, folder: Path) -> None:
        self._course = course
        self._options = options
        self._folder = folder
        self._secret = course_secret(course.path)
        self._page_key = page_key(course.path)
        self._cache = Cache(options.out / "cache", Graded)
        self._executor: LocalExecutor[Work, Graded] | ClusterExecutor[Work, Graded]
        if options.cluster is not None:
            self._executor = ClusterExecutor(_GRADE, options.cluster, course.path, moved)
        else:
            self._executor = LocalExecutor(_GRADE, options.jobs or os.cpu_count() or 1, folder)
        self._versions = [grader_version(), source_digest(PACKAGE), torch_version(), platform.python_version()]
        self._disabled = tuple(filter(None, os.environ.get("GRADER_DISABLE", "").split(",")))
        self.device = "cpu"

    def names_of(self, file: str, data: bytes) -> Sequence[str]:
        """The names that a file defines: a worker reads it, since reading hostile files can crash a reader."""
        work = self._work(self._course.labs[0], {file: data})
        return self._executor.call(_NAMES_OF_NOTEBOOK, work).split()

    def prepare(self, collection: Collection) -> None:
        """Whatever can be wrong for everybody is found here, before anybody is graded; nothing where all are cached."""
        items = {
            lab.id: [i for i in collection.submissions if i.lab == lab.id and i.files] for lab in self._course.labs
        }
        trains = [lab for lab in self._course.labs if lab.toml.accuracy and items[lab.id] and self._options.accuracy]
        self.device = self._device(trains[0]) if trains else self.device
        labs = [lab for lab in self._course.labs if any(self._is_new(item, lab) for item in items[lab.id])]
        for lab in (lab for lab in trains if lab in labs):
            _check_tiers(lab, self._options.dataset)
            for problem in filter(None, self._executor.everywhere(_PREPARE_DATA, self._work(lab, {}))):
                raise UsageError(problem)
        for lab in labs:
            for problem in filter(None, self._executor.everywhere(_CHECK_SUITES, self._work(lab, {}))):
                raise CourseError(problem)

    def _device(self, lab: Lab) -> str:
        """The device of the accuracy check. A GPU that is not there must not become a student's error."""
        wanted = self._options.device
        has_driver = Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi") is not None
        if wanted == "cpu" or (wanted == "auto" and self._options.cluster is None and not has_driver):
            return "cpu"  # said at once: the other way to find out loads torch
        found = all(self._executor.everywhere(_HAS_CUDA, self._work(lab, {})))
        if wanted == "cuda" and not found:
            raise UsageError("--device cuda: torch finds no GPU here. Leave --device out to train on the CPU.")
        return "cuda" if found else "cpu"

    def grade(self, collection: Collection, marks: Marks, reporter: Reporter) -> dict[str, tuple[Submission, Graded]]:
        """A row for everybody, from the cache or from a judge. Where the best attempt counts, all are graded."""
        labs = {lab.id: lab for lab in self._course.labs}
        attempts: dict[str, list[Collected]] = {}
        for item in collection.submissions:
            best = labs[item.lab].toml.late.counts == "best"
            attempts[f"{item.id} / {item.lab}"] = [*item.earlier, item] if best else [item]
        done: dict[str, tuple[Submission, Graded]] = {}
        finished: dict[str, dict[int, tuple[Submission, Graded]]] = {name: {} for name in attempts}

        def finish(name: str, number: int, graded: Graded | None, *, cached: bool) -> None:
            item = attempts[name][number]
            lab = labs[item.lab]
            submission = row(
                item, lab, graded, marks, accuracy=self._options.accuracy, lang=self._options.lang,
                late_from=collection.platform, alias=alias(item.id, self._page_key),
            )  # fmt: skip
            finished[name][number] = (submission, graded or Graded())
            if len(finished[name]) == len(attempts[name]):
                in_order = [finished[name][n] for n in range(len(attempts[name]))]
                done[name] = counting(lab.toml.late, [(pair, pair[0].score or 0.0) for pair in in_order])
                shown = self._shown(done[name][0])
                reporter.finished(f"{shown.id} / {shown.lab}", shown, cached=cached)

        def waiting() -> Iterator[tuple[str, Work]]:
            for name, group in attempts.items():
                for number, item in enumerate(group):
                    if not item.files or item.problem is not None:
                        finish(name, number, None, cached=False)
                        continue
                    cached = self._cached(item, labs[item.lab])
                    if cached is not None:
                        finish(name, number, cached, cached=True)
                    else:
                        yield f"{name}#{number}", self._work(labs[item.lab], item.files)

        def started(key_: str) -> None:
            item = attempts[key_.rpartition("#")[0]][0]
            who = alias(item.id, self._page_key) if self._options.anonymous else item.id
            reporter.started(f"{who} / {item.lab}")

        for key_, result in self._executor.run(waiting(), started):
            name, _, count = key_.rpartition("#")
            number = int(count)
            item = attempts[name][number]
            graded = Graded(fault=str(result)) if isinstance(result, InternalFault) else result
            self._require_level(graded)
            if not graded.fault:
                with _writing(self._options.out):
                    self._cache.put(self._key(item, labs[item.lab]), _without_details(graded))
            finish(name, number, graded, cached=False)
        return {name: done[name] for name in attempts}

    def _shown(self, row: Submission) -> Submission:
        """A row as a log may have it."""
        return anonymous_row(row) if self._options.anonymous else row_without_name(row)

    def _cached(self, item: Collected, lab: Lab) -> Graded | None:
        if self._options.fresh or self._options.explain:
            return None
        return self._cache.get(self._key(item, lab))

    def _is_new(self, item: Collected, lab: Lab) -> bool:
        """Whether a judge is needed for this one, without reading what there is."""
        if self._options.fresh or self._options.explain:
            return True
        return not all(self._cache.has(self._key(attempt, lab)) for attempt in (*item.earlier, item))

    def close(self) -> None:
        """End every process of this run."""
        if sys.exc_info()[0] is None:
            self._executor.finish()
        else:
            self._executor.close()

    def _require_level(self, graded: Graded) -> None:
        required = self._options.require_level
        if required is not None and not graded.fault and graded.level < required:
            raise MachineError(
                f"This machine gives sandbox level {graded.level}, below --require-level {required}. See: grader doctor"
            )

    def _work(self, lab: Lab, files: Mapping[str, bytes]) -> Work:
        accuracy = self._accuracy_options() if self._options.accuracy and lab.toml.accuracy else None
        return Work(
            course=str(self._course.path),
            lab=lab.id,
            files=files,
            secret=self._secret,
            seed=self._options.seed,
            device=self.device,
            accuracy=accuracy,
            disabled=self._disabled,
            aliases=other_names(lab, older(lab, files)),
        )

    def _accuracy_options(self) -> AccuracyOptions:
        data = self._options.data or (Path(given) if (given := os.environ.get("GRADER_DATA")) else None)
        return AccuracyOptions(self._options.dataset, str(data) if data else None, str(self._folder / "data"))

    def _key(self, item: Collected, lab: Lab) -> str:
        options = self._options
        checked = f"{options.dataset} {self.device}" if options.accuracy and lab.toml.accuracy else "no accuracy"
        secret = key([self._secret.hex()])
        return key(
            [*self._versions, lab.id, lab.digest, item.sha256, str(options.seed), checked, secret, *self._disabled,
             *(f"{now}={then}" for now, then in other_names(lab, older(lab, item.files)).items())]
        )  # fmt: skip


def _without_details(graded: Graded) -> Graded:
    fields = {name: getattr(graded, name) for name in graded.__struct_fields__}
    return Graded(**{**fields, "details": {}})


def _check_tiers(lab: Lab, dataset: str) -> None:
    accuracy = lab.toml.accuracy
    if accuracy is not None and dataset not in accuracy.tiers:
        choices = ", ".join(accuracy.tiers)
        raise UsageError(
            f"{lab.toml_path}: [accuracy] has no tiers for {dataset}; it has: {choices}. Use --no-accuracy."
        )


def course_secret(course: Path) -> bytes:
    """The course's secret, made at first use. It seeds hidden inputs and renames labels; it is never shared."""
    path = course / ".secret"
    try:
        if not path.exists():
            with path.open("x", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
            path.chmod(0o600)
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise CourseError(f"{path}: the course's secret (64 hex digits) cannot be read or made: {error}") from error


def page_key(course: Path) -> bytes:
    """What makes the names of anonymous pages: from the course's secret, and of no use to find it."""
    return hashlib.blake2b(b"pages", key=course_secret(course), digest_size=32).digest()
