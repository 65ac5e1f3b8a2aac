"""From what was graded to the rows of a gradebook: identity, lateness, hand marks and adjustments, in that order.

The same inputs give the same rows, whatever the rest of the class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from grader.catalog import Lab
from grader.handouts import version_in
from grader.intake.collect import Collected
from grader.intake.lateness import after_penalty, lateness
from grader.integrity import fingerprints
from grader.judge.scoring import total
from grader.older import by_points, flag_of, note_of, older, points_of
from grader.receipt import receipt
from grader.results import (
    EMPTY,
    Adjustment,
    Lang,
    ManualTask,
    SourceFile,
    Status,
    Submission,
    TestResult,
    Text,
)
from grader.task import Graded

# What a page shows of one file; larger sources are flagged anyway.
_SHOWN_CHARS = 100_000
_FAULT = Text(
    "The grader itself failed here; there is no score yet. Your instructor has been told.",
    "채점 프로그램에 문제가 있어서 아직 점수가 없어요. 강사님에게 알려 드렸어요.",
)
_MISSING = Text("Nothing was handed in.", "제출한 것이 없어요.")


@dataclass(frozen=True)
class HandMark:
    """What a person gave for one task; `by` says who."""

    points: float
    comment: str = ""
    by: str = ""


@dataclass(frozen=True)
class Marks:
    """What people decide beside the machine, by (id, lab)."""

    manual: Mapping[tuple[str, str], Mapping[str, HandMark]] = field(default_factory=dict)
    adjustments: Mapping[tuple[str, str], Sequence[Adjustment]] = field(default_factory=dict)
    deadlines: Mapping[tuple[str, str], datetime] = field(default_factory=dict)


def row(
    collected: Collected,
    lab: Lab,
    graded: Graded | None,
    marks: Marks,
    *,
    accuracy: bool,
    lang: Lang,
    late_from: str,
    alias: str = "",
) -> Submission:
    """The row of one submission. `graded` is None where there was nothing to grade.

    `alias` is what anonymous pages call its author.
    """
    who = (collected.id, collected.lab)
    before = older(lab, collected.files)
    points = points_of(lab, before)
    manual = _manual(collected, lab, marks.manual.get(who, {}), lang)
    status, text = _status(collected, graded)
    tests = by_points(graded.tests, lab, points) if graded and status is Status.GRADED else ()
    tests = tuple(_in_lang(test, lang) for test in tests)
    shown = [task for task in manual if task.score is not None]
    most = total([*_machine_points(lab, points, accuracy), *(task.max_score for task in shown)])
    raw = None if status is Status.INTERNAL_ERROR else total(
        [*(test.score for test in tests), *(task.score or 0.0 for task in shown)]
    )  # fmt: skip
    extension = marks.deadlines.get(who)
    late = lateness(
        lab.toml.late,
        collected.submitted_at,
        late_only=collected.late_only,
        extension=extension,
        source=late_from,
    )
    adjustments = tuple(marks.adjustments.get(who, ()))
    score = raw
    if raw is not None:
        score = total([after_penalty(raw, late), *(adjustment.points for adjustment in adjustments)])
    return Submission(
        id=collected.id,
        name=collected.name,
        lab=collected.lab,
        source=collected.source,
        sha256=collected.sha256,
        receipt=receipt(collected.sha256) if collected.sha256 else "",
        status=status,
        score=score,
        raw_score=raw,
        max_score=most,
        message=text.in_lang(lang),
        late=late,
        adjustments=adjustments,
        manual=manual,
        flags=(*(graded.flags if graded else ()), *([flag_of(before)] if before else [])),
        tests=tests,
        accuracy=graded.accuracy if graded else None,
        message_i18n=text,
        notes=(*collected.notes, *([note_of(lab, before)] if before else []), *(graded.notes if graded else ())),
        code=_code(collected, lab),
        email=collected.email,
        section=collected.section,
        cpu_s=graded.cpu_s if graded else 0.0,
        peak_memory_bytes=graded.peak_memory_bytes if graded else 0,
        extension=extension.isoformat() if extension else "",
        alias=alias,
        handout=version_in(collected.files, lab.id),
        fingerprints=fingerprints(collected.files, lab),
    )


def _status(collected: Collected, graded: Graded | None) -> tuple[Status, Text]:
    if collected.problem is not None:
        return Status.UNREADABLE, collected.problem
    if graded is None:
        return Status.MISSING, _MISSING
    if graded.unreadable is not None:
        return Status.UNREADABLE, graded.unreadable
    if graded.fault:
        return Status.INTERNAL_ERROR, Text(f"{_FAULT.en} ({graded.fault})", f"{_FAULT.ko} ({graded.fault})")
    return Status.GRADED, EMPTY


def _machine_points(lab: Lab, points: Mapping[str, float], accuracy: bool) -> list[float]:
    """Points that the machine could give: by task, since a test's own share is rounded."""
    check = lab.toml.accuracy.task if lab.toml.accuracy else ""
    tasks = [task.id for task in lab.toml.task if not task.manual and (accuracy or task.id != check)]
    return [points[task] for task in tasks if task in points]


def _manual(collected: Collected, lab: Lab, given: Mapping[str, HandMark], lang: Lang) -> tuple[ManualTask, ...]:
    answers = "\n".join(
        data.decode("utf-8", "replace")[:_SHOWN_CHARS]
        for name, data in sorted(collected.files.items())
        if name.endswith(".md") and name in lab.toml.lab.files
    )
    tasks = []
    for task in lab.toml.task:
        if task.manual:
            mark, title = given.get(task.id), task.title.in_lang(lang)
            score, comment, by = (mark.points, mark.comment, mark.by) if mark else (None, "", "")
            tasks.append(ManualTask(task.id, title, score, task.points, comment, task.title, answers, by))
    return tuple(tasks)


def _code(collected: Collected, lab: Lab) -> tuple[SourceFile, ...]:
    found = []
    for name in lab.toml.lab.files:
        data = collected.files.get(name)
        if data is not None and name.endswith(".py"):
            found.append(SourceFile(name, _text(data)[:_SHOWN_CHARS]))
    return tuple(found)


def _text(data: bytes) -> str:
    """A source as text for a page: UTF-8, else CP949, else what can be shown of it."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _in_lang(test: TestResult, lang: Lang) -> TestResult:
    fields = {name: getattr(test, name) for name in test.__struct_fields__}
    return TestResult(**{**fields, "title": test.title_i18n.in_lang(lang), "message": test.message_i18n.in_lang(lang)})
