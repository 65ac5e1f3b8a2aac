"""Many submissions: where intake, judges, cache and reports meet. Start here to follow a run from end to end."""

import hashlib
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

from grader.accuracy.dataset import Name
from grader.catalog import Course, Lab
from grader.errors import CourseError, InternalFault, MachineError, UsageError
from grader.intake.collect import Collected, Collection, collect
from grader.intake.lateness import counting
from grader.intake.roster import read_roster
from grader.intake.tree import nfc
from grader.intake.worksheet import read_worksheet
from grader.judge.training import AccuracyOptions
from grader.marks import read_marks
from grader.reports.files import write_atomic
from grader.reports.render import load, render_all
from grader.reports.worksheets import check_worksheet
from grader.results import SCHEMA_VERSION, LabInfo, Lang, Run, Status, Submission, to_json
from grader.rows import Marks, row
from grader.scheduling.cache import Cache, key, source_digest
from grader.scheduling.executors import LocalExecutor
from grader.versions import cpu_name, grader_version, torch_version
from grader.work import Graded, Work, check_suites, grade_one, names_of_notebook, prepare_data

PACKAGE = Path(__file__).resolve().parent


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
    device: Literal["auto", "cpu", "cuda"] = "auto"
    dataset: Name = "mnist"
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
    fresh: bool = False
    require_level: int | None = None


@dataclass(frozen=True)
class Finished:
    """A run that came to its end. `details` maps a row's name to what its hidden tests said."""

    run: Run
    details: Mapping[str, Mapping[str, str]]

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
    before = _earlier(options)
    roster = read_roster(options.roster) if options.roster else None
    if options.worksheet:
        check_worksheet(options.worksheet, options.worksheet_column)
    register = read_worksheet(options.worksheet) if options.worksheet else None
    with tempfile.TemporaryDirectory(prefix="grader-run-") as folder:
        desk = _Desk(course, options, Path(folder))
        try:
            collection = collect(
                submissions, course, labs=options.labs, roster=roster, register=register, only=options.only,
                known=[lab.id for lab in before.labs] if before else (), names_of=desk.names_of,
            )  # fmt: skip
            others = before.submissions if before else ()
            ids = {item.id for item in collection.submissions} | {other.id for other in others}
            marks = read_marks(
                course, ids, marks=options.marks, adjustments=options.adjustments, extensions=options.extensions
            )
            reporter.detected(collection)
            gradable = {item.lab for item in collection.submissions if item.files}
            desk.prepare([lab for lab in course.labs if lab.id in gradable])
            graded = desk.grade(collection, marks, reporter)
        finally:
            desk.close()
    merged = _merged(before, [submission for submission, _ in graded.values()], options)
    levels = [result.level for _, result in graded.values() if result.tests]
    run = Run(
        schema_version=SCHEMA_VERSION,
        grader_version=grader_version(),
        torch_version=torch_version(),
        cpu=cpu_name(),
        started_at=started_at,
        seed=options.seed,
        device=desk.device,
        sandbox_level=min(levels, default=before.sandbox_level if before else 0),
        submissions=merged,
        labs=_labs(before, course, {*options.labs, *(submission.lab for submission in merged)}),
        lang=options.lang,
        finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    write_atomic(options.out / "grades.json", to_json(run))
    render_all(
        run, options.out, lang=options.lang, anonymous=options.anonymous, worksheet=options.worksheet,
        worksheet_column=options.worksheet_column, key=page_key(course.path),
    )  # fmt: skip
    return Finished(run, {name: result.details for name, (_, result) in graded.items() if result.details})


def _earlier(options: Options) -> Run | None:
    """The run whose other rows stay, where only some people are graded again."""
    path = options.out / "grades.json"
    return load(path) if options.only and path.exists() else None


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
        self._cache = Cache(options.out / "cache", Graded)
        self._jobs = options.jobs or os.cpu_count() or 1
        self._executor: LocalExecutor[Work, Graded] = LocalExecutor(grade_one, self._jobs)
        self._versions = [grader_version(), source_digest(PACKAGE), torch_version(), platform.python_version()]
        self._disabled = tuple(filter(None, os.environ.get("GRADER_DISABLE", "").split(",")))
        self.device = "cpu"

    def names_of(self, file: str, data: bytes) -> Sequence[str]:
        """The names that a file defines: a worker reads it, since reading hostile files can crash a reader."""
        work = self._work(self._course.labs[0], {file: data})
        return self._executor.call(names_of_notebook, work).split()

    def prepare(self, labs: Sequence[Lab]) -> None:
        """Whatever can be wrong for everybody is found here, before anybody is graded."""
        needs_data = self._options.accuracy and any(lab.toml.accuracy for lab in labs)
        self.device = _device(self._options.device, needs_data)
        for lab in labs if needs_data else ():
            _check_tiers(lab, self._options.dataset)
            problem = self._executor.call(prepare_data, self._work(lab, {}))
            if problem:
                raise UsageError(problem)
        for lab in labs:
            problem = self._executor.call(check_suites, self._work(lab, {}))
            if problem:
                raise CourseError(problem)

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
                late_from=collection.platform,
            )  # fmt: skip
            finished[name][number] = (submission, graded or Graded())
            if len(finished[name]) == len(attempts[name]):
                in_order = [finished[name][n] for n in range(len(attempts[name]))]
                done[name] = counting(lab.toml.late, [(pair, pair[0].score or 0.0) for pair in in_order])
                reporter.finished(name, done[name][0], cached=cached)

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

        for key_, result in self._executor.run(waiting(), lambda key_: reporter.started(key_.rpartition("#")[0])):
            name, _, count = key_.rpartition("#")
            number = int(count)
            item = attempts[name][number]
            graded = Graded(fault=str(result)) if isinstance(result, InternalFault) else result
            self._require_level(graded)
            if not graded.fault:
                self._cache.put(self._key(item, labs[item.lab]), _without_details(graded))
            finish(name, number, graded, cached=False)
        return {name: done[name] for name in attempts}

    def _cached(self, item: Collected, lab: Lab) -> Graded | None:
        if self._options.fresh or self._options.explain:
            return None
        return self._cache.get(self._key(item, lab))

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
        )

    def _accuracy_options(self) -> AccuracyOptions:
        data = self._options.data or (Path(given) if (given := os.environ.get("GRADER_DATA")) else None)
        return AccuracyOptions(self._options.dataset, str(data) if data else None, str(self._folder / "data"))

    def _key(self, item: Collected, lab: Lab) -> str:
        options = self._options
        checked = f"{options.dataset} {self.device}" if options.accuracy and lab.toml.accuracy else "no accuracy"
        secret = key([self._secret.hex()])
        return key(
            [*self._versions, lab.id, lab.digest, item.sha256, str(options.seed), checked, secret, *self._disabled]
        )


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


def _device(wanted: str, needed: bool) -> str:
    """The device of the accuracy check. CUDA is asked for in a process of its own: it does not survive forks."""
    if wanted != "auto":
        return wanted
    if not needed or not (Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi")):
        return "cpu"
    code = "import torch; print(torch.cuda.is_available())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    return "cuda" if said.stdout.strip() == "True" else "cpu"


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
