"""The desk of one run: its options, its processes and its cache. Submissions go in, a row for everybody comes out."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from grader.catalog import Course, Lab
from grader.errors import CourseError, InternalFault, MachineError, UsageError
from grader.intake.collect import Collected, Collection
from grader.intake.lateness import counting
from grader.judge.process import start_ahead
from grader.older import older, other_names
from grader.reports.privacy import alias, anonymous_row, row_without_name
from grader.results import Lang, Submission
from grader.rows import Marks, row
from grader.scheduling.cache import Cache, key, source_digest
from grader.scheduling.cluster import ClusterExecutor
from grader.scheduling.executors import ByName, LocalExecutor
from grader.secret import course_secret, page_key
from grader.task import AccuracyOptions, Graded, Work, moved
from grader.versions import grader_version, torch_version

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


class Desk:
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
            self._executor = LocalExecutor(_GRADE, options.jobs or os.cpu_count() or 1, folder, start_ahead)
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
        new = {lab.id: sum(self._is_new(item, lab) for item in items[lab.id]) for lab in self._course.labs}
        labs = [lab for lab in self._course.labs if new[lab.id]]
        for lab in (lab for lab in trains if lab in labs):
            _check_tiers(lab, self._options.dataset)
            for problem in filter(None, self._executor.everywhere(_PREPARE_DATA, self._work(lab, {}))):
                raise UsageError(problem)
        for lab in labs:  # in all processes that will be needed: they load torch at the same time
            work = self._work(lab, {})
            for problem in filter(None, self._executor.everywhere(_CHECK_SUITES, work, processes=sum(new.values()))):
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

    def grade(
        self, collection: Collection, marks: Marks, reporter: Reporter, keep: Callable[[Submission, Graded], None]
    ) -> None:
        """Hand over a row for everybody, as soon as it is there: from the cache or from a judge, in any order.

        Where the best attempt counts, all are graded.
        """
        labs = {lab.id: lab for lab in self._course.labs}
        attempts: dict[str, list[Collected]] = {}
        for item in collection.submissions:
            best = labs[item.lab].toml.late.counts == "best"
            attempts[f"{item.id} / {item.lab}"] = [*item.earlier, item] if best else [item]
        finished: dict[str, dict[int, tuple[Submission, Graded]]] = {}

        def finish(name: str, number: int, graded: Graded | None, *, cached: bool) -> None:
            item = attempts[name][number]
            lab = labs[item.lab]
            submission = row(
                item, lab, graded, marks, accuracy=self._options.accuracy, lang=self._options.lang,
                late_from=collection.platform, alias=alias(item.id, self._page_key),
            )  # fmt: skip
            mine = finished.setdefault(name, {})
            mine[number] = (submission, graded or Graded())
            if len(mine) == len(attempts[name]):
                in_order = [mine[n] for n in range(len(mine))]
                counted = counting(lab.toml.late, [(pair, pair[0].score or 0.0) for pair in in_order])
                del finished[name]
                keep(*counted)
                shown = self._shown(counted[0])
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
                with writing(self._options.out):
                    self._cache.put(self._key(item, labs[item.lab]), _without_details(graded))
            finish(name, number, graded, cached=False)

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
            files=dict(files),
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


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Whatever cannot be written is told in one line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            f"{out} cannot be written: {reason}. What was graded stays; with room to write, the same command goes on."
        ) from error
