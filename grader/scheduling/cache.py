"""Results by content: what was graded once with the same inputs is never graded again.

A key covers everything that decides a result (files, suite, versions, options), so that a changed input
misses by itself and an interrupted run goes on where it stopped.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

Entry = TypeVar("Entry")


def key(parts: Iterable[str]) -> str:
    """A content key over strings; their order and borders count."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def source_digest(folder: Path) -> str:
    """SHA-256 over the Python sources below a folder: the version of the grader that wrote a result."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


class Cache(Generic[Entry]):
    """One JSON file per result. Damaged entries count as absent."""

    def __init__(self, folder: Path, kind: type[Entry]) -> None:
        self._folder = folder
        self._decoder = msgspec.json.Decoder(kind)

    def get(self, entry_key: str) -> Entry | None:
        """The stored result, or None."""
        try:
            return self._decoder.decode((self._folder / f"{entry_key}.json").read_bytes())
        except (OSError, msgspec.MsgspecError):
            return None

    def has(self, entry_key: str) -> bool:
        """Whether something is stored, which may turn out to be damaged."""
        return (self._folder / f"{entry_key}.json").exists()

    def put(self, entry_key: str, entry: Entry) -> None:
        """Store a result, whole or not at all. Raises `OSError` where the disk does not take it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{entry_key}.json"
        draft = path.with_suffix(f".{os.getpid()}.part")  # two runs may share a cache
        try:
            draft.write_bytes(msgspec.json.encode(entry))
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
