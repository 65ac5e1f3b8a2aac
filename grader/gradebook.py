"""The rows of a run without the memory for all of them: they stay in a file and are read one at a time.

`grades.json` is written and read here, row by row; what is about a whole class gets the `overview` of a run.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, overload

import msgspec
from msgspec.structs import replace

from grader.errors import UsageError
from grader.results import EMPTY, SCHEMA_VERSION, Run, Submission, TestResult, to_json
from grader.spool import Span, Spool

# How a `grades.json` is laid out (`to_json`): a line for each bracket, a space for each level.
_BEFORE, _AFTER = b' "submissions": [\n', (b" ],\n", b" ]\n")
_LAST_OF_ROW = (b"  },\n", b"  }\n")
_NO_ROWS = b' "submissions": []'
_DECODER = msgspec.json.Decoder(Submission)


class _Lazy(Sequence[Submission]):
    """Rows that are made when they are looked at."""

    @abstractmethod
    def _at(self, place: int) -> Submission:
        """The row at a place from 0."""

    @overload
    def __getitem__(self, place: int) -> Submission: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Submission]: ...
    def __getitem__(self, place: int | slice) -> Submission | Sequence[Submission]:
        if isinstance(place, slice):
            return tuple(self._at(one) for one in range(len(self))[place])
        return self._at(range(len(self))[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


class Rows(_Lazy):
    """Rows in a spool."""

    def __init__(self, spool: Spool, spans: Iterable[Span] = ()) -> None:
        self._spool = spool
        self._spans = list(spans)

    def append(self, row: Submission) -> None:
        """Put a row at the end. Raises `OSError` where the disk does not take it."""
        self._spans.append(self._spool.put(msgspec.json.encode(row)))

    def arranged(self, places: Iterable[int]) -> "Rows":
        """The rows at these places, in this order."""
        return Rows(self._spool, (self._spans[place] for place in places))

    def __len__(self) -> int:
        return len(self._spans)

    def _at(self, place: int) -> Submission:
        return _DECODER.decode(self._spool.get(self._spans[place]))


class _Changed(_Lazy):
    def __init__(self, rows: Sequence[Submission], change: Callable[[Submission], Submission]) -> None:
        self._rows, self._change = rows, change

    def __len__(self) -> int:
        return len(self._rows)

    def _at(self, place: int) -> Submission:
        return self._change(self._rows[place])


def changed(run: Run, change: Callable[[Submission], Submission]) -> Run:
    """The run with something done to every row, each time the row is looked at."""
    return replace(run, submissions=_Changed(run.submissions, change))


def overview(run: Run) -> Run:
    """The run for tables and statistics of a whole class: its rows are in memory, without what only students read.

    Results that many rows share are there once.
    """
    known: dict[TestResult, TestResult] = {}
    return replace(run, submissions=tuple(_brief(row, known) for row in run.submissions))


def _brief(row: Submission, known: dict[TestResult, TestResult]) -> Submission:
    tests = (replace(test, message="", message_i18n=EMPTY, counterexample="", duration_s=0.0) for test in row.tests)
    return replace(
        row,
        code=(),
        notes=(),
        manual=tuple(replace(task, answer="") for task in row.manual),
        accuracy=replace(row.accuracy, samples=(), history=(), confusion=()) if row.accuracy else None,
        tests=tuple(known.setdefault(test, test) for test in tests),
    )


def grades_json(run: Run) -> Iterator[bytes]:
    """The content of `grades.json`, as `to_json` would give it."""
    head, tail = to_json(replace(run, submissions=())).split(_NO_ROWS)
    yield head
    if not run.submissions:
        yield _NO_ROWS
    for place, row in enumerate(run.submissions):
        yield b",\n  " if place else _BEFORE + b"  "
        yield to_json(row).rstrip(b"\n").replace(b"\n", b"\n  ")
    yield (b"\n ]" if run.submissions else b"") + tail


class _Version(msgspec.Struct):
    schema_version: int


def load(path: Path) -> Run:
    """Read a `grades.json` of this or an earlier schema version; its rows stay in the file.

    Raises `UsageError` with one line where there is none, where it is something else, or where it is newer.
    """
    try:
        run = _read(path)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror or error}). Name the grades.json of a run."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(path, error) from error
    if run.schema_version > SCHEMA_VERSION:
        raise _newer(path, run.schema_version)
    return run


def _damaged(path: Path, error: Exception) -> UsageError:
    try:
        version = msgspec.json.decode(path.read_bytes(), type=_Version).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError) as foreign:
        return UsageError(f"{path}: is not a grades.json ({foreign}).")
    if version > SCHEMA_VERSION:
        return _newer(path, version)
    return UsageError(
        f"{path}: is not a whole grades.json ({error}). Take it from a copy, or move it away and grade again."
    )


def _newer(path: Path, version: int) -> UsageError:
    return UsageError(f"{path}: schema {version} is newer than this grader's ({SCHEMA_VERSION}). Update the grader.")


def _read(path: Path) -> Run:
    file = path.open("rb")
    try:
        return _row_by_row(file)
    except (msgspec.DecodeError, UnicodeDecodeError):
        file.close()  # laid out by somebody else, or no grades.json at all: the whole of it tells
    run = msgspec.json.decode(path.read_bytes(), type=Run)
    return replace(run, submissions=tuple(run.submissions))


def _row_by_row(file: IO[bytes]) -> Run:
    rest, spans = _parts(file)
    run = msgspec.json.decode(rest, type=Run)
    rows = Rows(Spool(file), spans)
    for _ in rows:
        pass  # what is wrong with a row is said now
    return replace(run, submissions=rows if spans else tuple(run.submissions))


def _parts(file: IO[bytes]) -> tuple[bytes, list[Span]]:
    """All but the rows, and where each row stands; of another layout, all of it and no rows."""
    rest: list[bytes] = []
    spans: list[Span] = []
    place = start = 0
    among_rows = False
    for line in file:
        end = place + len(line)
        if not among_rows:
            rest.append(line)
            among_rows, start = line == _BEFORE, end
        elif line in _LAST_OF_ROW:
            spans.append((start, place + len("  }") - start))
            start = end
        elif line in _AFTER and start == place:
            rest.append(line)
            among_rows = False
        place = end
    return b"".join(rest), spans
