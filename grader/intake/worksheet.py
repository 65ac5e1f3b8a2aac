"""Moodle's grading worksheet as a source: whose folder a number is, and when it was handed in.

A Moodle download says neither student numbers nor times; the worksheet of the same assignment says both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.intake.found import Found, Person
from grader.intake.roster import name_keys
from grader.intake.tables import Row, read_table
from grader.intake.times import parse_spoken

_COLUMNS: Mapping[str, Sequence[str]] = {
    "identifier": ("식별자",),
    "name": ("full name", "성명", "이름", "전체 이름"),
    "number": ("id number", "학번", "고유 번호", "식별번호"),
    "email": ("email address", "이메일 주소", "이메일"),
    "time": ("last modified (submission)", "마지막 수정됨(제출)"),
}


@dataclass(frozen=True)
class Entry:
    """What the worksheet says of one participant. A time has no zone: it is that of who downloaded it."""

    person: Person
    submitted_at: datetime | None


def read_worksheet(path: Path) -> dict[str, Entry]:
    """The participants of a Moodle worksheet by number; nothing of another table. Raises `UsageError`."""
    entries = (_entry(row) for row in read_table(path, _COLUMNS, needed=()))
    return {number: entry for number, entry in entries if number}


def _entry(row: Row) -> tuple[str, Entry]:
    number = row["identifier"].split()[-1] if row["identifier"] else ""
    person = Person(row["number"] or number, row["name"], row["email"])
    return number, Entry(person, parse_spoken(row["time"]))


def joined(found: Sequence[Found], register: Mapping[str, Entry]) -> list[Found]:
    """Submissions with what the worksheet says of them, where number and name both fit."""
    return [_joined(submission, register) for submission in found]


def _joined(submission: Found, register: Mapping[str, Entry]) -> Found:
    [person] = submission.people
    entry = register.get(person.id)
    # A group's folder has the number of the group, which may be a participant's as well.
    if entry is None or (person.name and not name_keys(person) & name_keys(entry.person)):
        return submission
    return replace(submission, people=(entry.person,), submitted_at=entry.submitted_at)
