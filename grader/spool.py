"""Bytes that wait outside of memory: in a file without a name, so that nothing can change it or leave it behind.

A class may be of any size, and memory is not.
"""

import tempfile
import weakref
from os import SEEK_END
from pathlib import Path
from typing import IO

Span = tuple[int, int]  # where it starts, and how many bytes it has


class Spool:
    """A file to put pieces into and take them out of; open until nobody holds it any more."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        weakref.finalize(self, file.close)

    @classmethod
    def new(cls, folder: Path | None = None) -> "Spool":
        """An empty one that takes room in a folder, or where the system keeps what is temporary."""
        return cls(tempfile.TemporaryFile(dir=folder, buffering=0))

    def put(self, data: bytes) -> Span:
        """Add a piece. Raises `OSError` where the disk does not take it."""
        span = (self._file.seek(0, SEEK_END), len(data))
        rest = memoryview(data)
        while rest:  # without a buffer, a disk that is nearly full takes a part
            rest = rest[self._file.write(rest) :]
        return span

    def get(self, span: Span) -> bytes:
        """A piece that was put in."""
        start, size = span
        self._file.seek(start)
        return self._file.read(size)
