"""Versions of a lab's handout: a line in every stub, which a submission brings back, and what each version asked.

Stands low because the catalog knows a course's versions, `release` records them and `grade` reads them. Only
bytes are searched here; nothing of a student's is parsed.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.errors import CourseError

FOLDER = "handouts"  # below solutions/<lab>/: a file per version that was released
_MARK = re.compile(rb"# Handout: (\w+) ([0-9a-f]{8})\b")


class HandoutTask(msgspec.Struct, frozen=True):
    """A task as a version of the handout had it."""

    id: str
    points: float
    names: tuple[str, ...] = ()


class Handout(msgspec.Struct, frozen=True):
    """One version: its tasks, and the hash of each of its stubs (`stub_hash`)."""

    version: str
    tasks: tuple[HandoutTask, ...]
    stubs: dict[str, str]


def mark(lab: str, version: str) -> str:
    """The line that says which version a file comes from."""
    return f"# Handout: {lab} {version}"


def version_of(content: bytes) -> str:
    """The version that a handout of this content gets."""
    return hashlib.sha256(content).hexdigest()[:8]


def version_in(files: Mapping[str, bytes], lab: str) -> str:
    """The version that a lab's files say they come from; "" where none does or they disagree."""
    found = {match[2] for data in files.values() for match in _MARK.finditer(data) if match[1] == lab.encode()}
    return found.pop().decode() if len(found) == 1 else ""


def stub_hash(data: bytes) -> str:
    """The same for a stub whatever an editor did to its white space."""
    return hashlib.sha256(b" ".join(data.split())).hexdigest()


def read_handouts(folder: Path) -> dict[str, Handout]:
    """The versions recorded in a folder. Raises `CourseError` for a file that is none."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            handout = msgspec.json.decode(path.read_bytes(), type=Handout)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CourseError(f"{path}: is no record of a handout ({error}). Take it from a copy.") from error
        found[handout.version] = handout
    return found
