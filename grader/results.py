"""The schema of results: what `grades.json` holds, and nothing that computes it.

Every report is a pure function of these values, so an old file renders without grading.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Literal

import msgspec

SCHEMA_VERSION = 1

Lang = Literal["en", "ko"]


class Text(msgspec.Struct, frozen=True):
    """A sentence for people in both languages of the course."""

    en: str
    ko: str

    def in_lang(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.ko if lang == "ko" else self.en


EMPTY = Text("", "")


class Outcome(StrEnum):
    """How one test ended. A fault of ours is an outcome of its own, never a zero."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    MISSING = "missing"
    SKIPPED = "skipped"
    INTERNAL_ERROR = "internal_error"


# What ends a worker: the next test needs a fresh one, and the test is run once more, alone, before it counts.
ENDED_BADLY = frozenset({Outcome.TIMEOUT, Outcome.CRASHED, Outcome.OUT_OF_MEMORY})


class Status(StrEnum):
    """What became of one submission to one lab."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    INTERNAL_ERROR = "internal_error"


class Late(msgspec.Struct, frozen=True, rename={"source": "from"}):
    """How late it came. `hours` is None where the platform says only that it was late."""

    hours: float | None
    penalty_percent: float
    source: str


class Adjustment(msgspec.Struct, frozen=True):
    """Points that a person added or took away, with the reason."""

    task: str
    points: float
    reason: str
    by: str = ""


class ManualTask(msgspec.Struct, frozen=True):
    """A task marked by hand. `score` is None until its points are read; `marker` says who gave them."""

    task: str
    title: str
    score: float | None
    max_score: float
    comment: str = ""
    title_i18n: Text = EMPTY
    answer: str = ""
    marker: str = ""


class Flag(msgspec.Struct, frozen=True):
    """Something a person should look at. It never changes a score."""

    kind: str
    where: str
    message: str


class TestResult(msgspec.Struct, frozen=True):
    """One test of one suite on one submission. `duration_s` in seconds; scores in points.

    `void`: the test turned out to be wrong, and everyone has its points.
    """

    __test__ = False  # pytest would otherwise collect this class where it is imported

    id: str
    task: str
    title: str
    visibility: Literal["public", "hidden"]
    outcome: Outcome
    score: float
    max_score: float
    message: str = ""
    counterexample: str = ""
    diagnosis: tuple[str, ...] = ()
    duration_s: float = 0.0
    title_i18n: Text = EMPTY
    message_i18n: Text = EMPTY
    hint_i18n: Text = EMPTY  # the hints of `diagnosis`, in words
    void: bool = False


class Sample(msgspec.Struct, frozen=True):
    """One test image: 28 x 28 bytes in base64, what it is and what the model said."""

    pixels: str
    label: int
    prediction: int


class Epoch(msgspec.Struct, frozen=True):
    """One entry of the student's history, checked for form only: a claim, not a measurement."""

    epoch: int
    loss: float | None
    validation_accuracy: float | None


class Accuracy(msgspec.Struct, frozen=True):
    """The accuracy check. Accuracies are fractions in [0, 1]; `train_s` in seconds."""

    dataset: str
    device: str
    seed: int
    test_accuracy: float | None
    validation_accuracy: float | None
    untrained_accuracy: float | None
    tiers: tuple[tuple[float, float], ...]
    score: float
    max_score: float
    runs: int
    method: str = ""  # "forward" (the judge's own) or "noisy-worker" (a model of another shape)
    confusion: tuple[tuple[int, ...], ...] = ()
    samples: tuple[Sample, ...] = ()
    history: tuple[Epoch, ...] = ()
    train_s: float = 0.0


class SourceFile(msgspec.Struct, frozen=True):
    """A submitted module as text, for the student's own page."""

    name: str
    text: str


class Submission(msgspec.Struct, frozen=True):
    """One row: one person (or group member) and one lab. `score` is None only for `internal_error`."""

    id: str
    name: str
    lab: str
    source: str
    sha256: str
    receipt: str
    status: Status
    score: float | None
    raw_score: float | None
    max_score: float
    message: str = ""
    late: Late | None = None
    adjustments: tuple[Adjustment, ...] = ()
    manual: tuple[ManualTask, ...] = ()
    flags: tuple[Flag, ...] = ()
    tests: tuple[TestResult, ...] = ()
    accuracy: Accuracy | None = None
    message_i18n: Text = EMPTY
    notes: tuple[Text, ...] = ()  # what was done to read it: shown to the student
    code: tuple[SourceFile, ...] = ()
    email: str = ""
    section: str = ""
    cpu_s: float = 0.0
    peak_memory_bytes: int = 0
    extension: str = ""  # this person's own deadline, as an ISO time
    alias: str = ""  # what anonymous pages call this person: a keyed hash of the id
    handout: str = ""  # the version of the handout that the files come from, where they say it
    kept_points: float = 0.0  # part of `score`: what keeps it from falling below the published one
    fingerprints: dict[str, str] = {}  # file -> hash of what is not the handout's own


class RubricLine(msgspec.Struct, frozen=True):
    """One line of a rubric, for who marks by hand; students never see it."""

    title: Text
    points: float


class TaskInfo(msgspec.Struct, frozen=True):
    """What a report needs to know of a task without the course at hand."""

    id: str
    title: Text
    points: float
    manual: bool = False
    rubric: tuple[RubricLine, ...] = ()


class LabInfo(msgspec.Struct, frozen=True):
    """What a report needs to know of a lab without the course at hand.

    `suite` is the hash of everything that decides a score in it.
    """

    id: str
    title: Text
    tasks: tuple[TaskInfo, ...]
    max_score: float
    hidden_feedback: str = "diagnosis"
    suite: str = ""


class Run(msgspec.Struct, frozen=True):
    """All of a run: the content of `grades.json`. Its rows may stand in a file (`gradebook.py`).

    `grader_digest` is the hash of the grader's own sources; `inputs` maps what people gave beside the submissions
    ("marks", "roster", ...) to the hash of the file.
    """

    schema_version: int
    grader_version: str
    torch_version: str
    cpu: str
    started_at: str
    seed: int
    device: str
    sandbox_level: int
    submissions: Sequence[Submission]
    labs: tuple[LabInfo, ...] = ()
    lang: Lang = "en"
    finished_at: str = ""
    course: str = ""
    python_version: str = ""
    grader_digest: str = ""
    inputs: dict[str, str] = {}
    anonymous: bool = False


def to_json(value: Any) -> bytes:
    """Canonical, indented JSON with a newline at its end, so that equal runs are equal bytes."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
