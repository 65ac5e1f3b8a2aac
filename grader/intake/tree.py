"""Folders and files as they were handed in, on disk or in an archive, read only when asked.

Stands alone so that what an LMS hands over is recognised once, on one kind of tree. Names are in NFC.
"""

import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from grader.errors import IntakeError, UsageError
from grader.results import Text

MAX_FILES = 5_000  # in one submission: the labs ask for a handful
MAX_DEPTH = 32

# What tools and systems leave behind, beside every name that starts with a dot.
_JUNK = frozenset({"__pycache__", "__macosx", "node_modules", "site-packages", "venv", "thumbs.db", "desktop.ini"})


class Unreadable(IntakeError):
    """A submission cannot be read: one sentence that a student can act on, in both languages."""

    def __init__(self, en: str, ko: str) -> None:
        super().__init__(en)
        self.text = Text(en, ko)


@dataclass(frozen=True)
class File:
    """A file: its name in NFC, its size in bytes as its container says, and how it is opened for reading."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    on_disk: bool = False

    def read(self, limit: int) -> bytes:
        """All of its bytes. Raises `Unreadable` where there are more than `limit`."""
        if self.size <= limit:
            with self.open() as stream:
                data = stream.read(limit + 1)
            if len(data) <= limit:
                return data
        raise Unreadable(
            f"{self.name} is larger than {limit >> 20} MB. Leave out data and outputs and hand it in again.",
            f"{self.name} 파일이 {limit >> 20} MB보다 커요. 데이터와 출력 결과를 빼고 다시 제출해 주세요.",
        )


@dataclass(frozen=True)
class Refused:
    """What is neither file nor folder, such as a link. A submission that holds it cannot be read."""

    name: str
    text: Text


@dataclass(frozen=True)
class Folder:
    """A folder: its name in NFC, its name as it stands, and what is in it, listed when asked."""

    name: str
    listing: Callable[[], Sequence["Node"]]
    raw_name: str = field(default="", kw_only=True)

    @cached_property
    def everything(self) -> tuple["Node", ...]:
        """All that is in it, sorted by name."""
        return tuple(sorted(self.listing(), key=lambda node: node.name))

    @cached_property
    def children(self) -> tuple["Node", ...]:
        """What is in it without what tools and systems leave behind."""
        return tuple(node for node in self.everything if not is_junk(node.name))

    @property
    def files(self) -> tuple[File, ...]:
        """The files right in it."""
        return tuple(node for node in self.children if isinstance(node, File))

    @property
    def folders(self) -> tuple["Folder", ...]:
        """The folders right in it."""
        return tuple(node for node in self.children if isinstance(node, Folder))

    def has(self, name: str) -> bool:
        """Whether something of this name is right in it."""
        return any(node.name == name for node in self.everything)


Node = File | Folder | Refused


def is_junk(name: str) -> bool:
    """Whether a name is of something that tools and systems leave behind."""
    return name.startswith((".", "~$")) or name.casefold() in _JUNK


def nfc(name: str) -> str:
    """A name as people compare it: macOS writes Hangul decomposed."""
    return unicodedata.normalize("NFC", name)


def from_disk(path: Path) -> Node:
    """The tree at a path. Links and devices are refused, never followed. Raises `UsageError` on a system's error."""
    return _from_disk(path, nfc(path.name))


def _from_disk(path: Path, name: str) -> Node:
    try:
        status = path.lstat()
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error
    if stat.S_ISDIR(status.st_mode):
        return Folder(name, lambda: _list(path), raw_name=path.name)
    if stat.S_ISREG(status.st_mode):
        return File(name, status.st_size, lambda: _open(path), on_disk=True)
    return refused(name)


def _list(path: Path) -> list[Node]:
    try:
        return [_from_disk(child, nfc(child.name)) for child in path.iterdir()]
    except OSError as error:
        raise UsageError(f"Cannot read the folder {path}: {error.strerror}.") from error


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error


def refused(name: str) -> Refused:
    """A link, a device or the like, with its reason."""
    return Refused(
        name,
        Text(
            f"{name} is a link or a special file. Hand in the file itself.",
            f"{name}: 링크나 특수 파일이에요. 실제 파일을 제출해 주세요.",
        ),
    )


def walk(node: Node, prefix: str = "") -> Iterator[tuple[str, File]]:
    """Every file below a node with its path in it. Raises `Unreadable` for links, and for more than anyone means."""
    for count, (path, found) in enumerate(_walk(node, prefix, 0)):
        if count >= MAX_FILES:
            raise Unreadable(
                f"It holds more than {MAX_FILES} files. Hand in only the files of the lab.",
                f"파일이 {MAX_FILES}개가 넘어요. 실습 파일만 제출해 주세요.",
            )
        yield path, found


def _walk(node: Node, prefix: str, depth: int) -> Iterator[tuple[str, File]]:
    if isinstance(node, Refused):
        raise Unreadable(node.text.en, node.text.ko)
    if isinstance(node, File):
        yield prefix + node.name, node
        return
    if depth > MAX_DEPTH:
        raise Unreadable(
            f"Its folders are nested more than {MAX_DEPTH} deep. Hand in only the files of the lab.",
            f"폴더가 {MAX_DEPTH}겹 넘게 들어 있어요. 실습 파일만 제출해 주세요.",
        )
    for child in node.children:
        if isinstance(child, Folder) and child.has("pyvenv.cfg"):
            continue  # a virtual environment
        path = prefix + child.name
        yield from _walk(child, f"{path}/" if isinstance(child, Folder) else prefix, depth + 1)
