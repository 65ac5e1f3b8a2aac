"""What travels to a judging process and back: values that carry no name and no id.

Stands alone so that a command that gives out work, here or to a cluster, need not load torch.
"""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.results import Accuracy, Flag, TestResult, Text

if TYPE_CHECKING:
    from grader.accuracy.dataset import Name  # the module loads torch


@dataclass(frozen=True)
class AccuracyOptions:
    """Which data, where torchvision finds it, and the run's folder for the one blinded copy."""

    dataset: "Name"
    data_dir: str | None
    folder: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """A submission to one lab. `files` maps file names to bytes; `secret` is the course's.

    `accuracy` is None where the accuracy check is left out; `disabled` names layers of the fence that are
    forced off; `only` names tasks where not all are wanted; `aliases` maps today's name of a function to an
    earlier one that counts as well; without `hints` no mistake is named.
    """

    course: str
    lab: str
    files: Mapping[str, bytes]
    secret: bytes
    seed: int
    device: str
    accuracy: AccuracyOptions | None
    disabled: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    hints: bool = True


class Graded(msgspec.Struct, frozen=True):
    """What became of a unit of work. `fault` is ours and leaves everything else empty.

    `details` (test id to text) is for an instructor's terminal; it is never written anywhere.
    """

    tests: tuple[TestResult, ...] = ()
    flags: tuple[Flag, ...] = ()
    notes: tuple[Text, ...] = ()
    accuracy: Accuracy | None = None
    level: int = 0
    cpu_s: float = 0.0
    peak_memory_bytes: int = 0
    fault: str = ""
    unreadable: Text | None = None  # why none of its files is source at all
    details: dict[str, str] = {}


def moved(work: Work, course: Path, scratch: Path) -> Work:
    """The same work for another machine: its course, its data (GRADER_DATA) and its own scratch folder."""
    accuracy = work.accuracy
    if accuracy is not None:
        data = os.environ.get("GRADER_DATA") or accuracy.data_dir
        accuracy = dataclasses.replace(accuracy, data_dir=data, folder=str(scratch / "data"))
    return dataclasses.replace(work, course=str(course), accuracy=accuracy)
