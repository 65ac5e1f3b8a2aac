"""What is known of a submission before its files are read: who, when, and where it lies."""

from dataclasses import dataclass
from datetime import datetime

from grader.intake.tree import Node
from grader.results import Text


@dataclass(frozen=True)
class Person:
    """Who handed something in, as the platform says it. Empty where it does not."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""


@dataclass(frozen=True)
class Found:
    """One submission: what was handed in, by whom, and what the platform says about it.

    `hints` are further names in which a roster's id may stand; `folder` is the name in the download.
    """

    source: str
    nodes: tuple[Node, ...]
    people: tuple[Person, ...]
    hints: tuple[str, ...] = ()
    lab: str = ""
    submitted_at: datetime | None = None
    attempt: int | None = None
    late_only: bool | None = None
    folder: str = ""
    notes: tuple[Text, ...] = ()
    problem: Text | None = None


@dataclass(frozen=True)
class Detected:
    """The shape in words, the submissions, and the names of files that are nobody's.

    `platform` names the LMS whose download it is, "" where it is none's.
    """

    shape: Text
    found: tuple[Found, ...]
    ignored: tuple[str, ...] = ()
    platform: str = ""


SINGLE = Text("one student's files", "학생 한 명의 파일")
FOLDERS = Text("a folder or archive per student", "학생별 폴더나 압축 파일")
FILES = Text("a file per student", "학생별 파일")
REPOSITORIES = Text("a Git repository per student", "학생별 Git 저장소")
LABS = Text("a folder per lab, in it one per student", "실습별 폴더 안에 학생별 폴더")
