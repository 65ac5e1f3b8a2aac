"""How late a submission is and what that costs: a policy, a time, and nothing else.

Pure, because points hang on it: times come from the platform, deadlines from lab.toml and the extensions
file, never from file times or "now".
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path
from typing import TypeVar

from grader.catalog import LatePolicy
from grader.errors import CourseError, UsageError
from grader.intake.tables import read_table
from grader.results import Late

Extensions = Mapping[tuple[str, str], datetime]  # (id, lab) -> the deadline that holds instead

_COLUMNS = {"id": ("학번",), "lab": ("실습", "과제", "assignment"), "deadline": ("마감", "기한", "until")}
_HOUR = timedelta(hours=1)
_Choice = TypeVar("_Choice")


def lateness(
    policy: LatePolicy,
    submitted_at: datetime | None,
    *,
    late_only: bool | None = None,
    extension: datetime | None = None,
    source: str = "",
) -> Late | None:
    """How late it came, or None where it was in time or nothing says that it was not.

    Hours count from the deadline. Up to `grace_h` after it nothing is late; then every day that has begun since
    the grace ended costs `percent_per_day`, up to `cap_percent`. Where the platform says only that it was late
    (`late_only`, Canvas), hours are None and nothing is taken off, unless the person has an extension: then
    it was in time. A time without a zone is in the deadline's own. `source` says who measured.
    """
    if submitted_at is None:
        if not late_only or extension is not None:
            return None
        return Late(None, 0.0, source)
    deadline = extension or deadline_of(policy)
    if deadline is None:
        return None
    if submitted_at.tzinfo is None:
        submitted_at = submitted_at.replace(tzinfo=deadline.tzinfo)
    hours = (submitted_at - deadline) / _HOUR
    if hours <= policy.grace_h or hours <= 0:
        return None
    days = ceil((hours - policy.grace_h) / 24)
    return Late(round(hours, 2), min(policy.cap_percent, days * policy.percent_per_day), source)


def deadline_of(policy: LatePolicy) -> datetime | None:
    """The deadline of a policy. Raises `CourseError` where it is no ISO time with an offset."""
    if policy.deadline is None:
        return None
    moment = _iso(policy.deadline)
    if moment is None:
        raise CourseError(
            f"[late] deadline {policy.deadline!r} is no time with an offset. Write it like 2026-03-20T23:59:00+09:00."
        )
    return moment


def after_penalty(score: float, late: Late | None) -> float:
    """A score with the penalty taken off, never below 0."""
    return score if late is None else max(0.0, score * (1 - late.penalty_percent / 100))


def counting(policy: LatePolicy, attempts: Sequence[tuple[_Choice, float]]) -> _Choice:
    """Which of a person's attempts counts. `attempts` are in order, each with its score after lateness.

    "latest": the last. "best": the highest score, of equal ones the earliest.
    """
    if policy.counts == "latest":
        return attempts[-1][0]
    return max(attempts, key=lambda attempt: attempt[1])[0]


def read_extensions(path: Path, *, ids: Collection[str], labs: Collection[str]) -> Extensions:
    """Read `id,lab,deadline`. Raises `UsageError` with file and line for an unknown id or lab, or a bad time."""
    extensions: dict[tuple[str, str], datetime] = {}
    for row in read_table(path, _COLUMNS, needed=["id", "lab", "deadline"]):
        key, where = (row["id"], row["lab"]), f"{path}:{row.line}"
        row.refuse_surplus(where)
        if row["id"] not in ids:
            raise UsageError(f"{where}: nobody has the id {row['id']!r}.")
        if row["lab"] not in labs:
            raise UsageError(f"{where}: no lab {row['lab']!r}. Choose one of: {', '.join(sorted(labs))}")
        if key in extensions:
            raise UsageError(f"{where}: a second deadline for {row['id']} and {row['lab']}. Keep one.")
        moment = _iso(row["deadline"])
        if moment is None:
            raise UsageError(
                f"{where}: {row['deadline']!r} is no time with an offset. Write it like 2026-03-20T23:59:00+09:00."
            )
        extensions[key] = moment
    return extensions


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
