"""A CSV file as its cells with their places, so that some can change while every other byte stays.

The `csv` module forgets which cells were quoted, and an LMS compares what it gave out with what comes back.
"""

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import UsageError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = (",", ";", "\t")
_BYTES = 50_000_000


@dataclass(frozen=True)
class Cell:
    """One cell: its value, and where it stands in the text (quotes included)."""

    value: str
    start: int
    end: int


@dataclass
class Sheet:
    """A CSV file that keeps its encoding, BOM, delimiter, quoting and line ends."""

    path: Path
    bom: bytes
    codec: str
    delimiter: str
    text: str
    rows: list[list[Cell]]
    edits: dict[tuple[int, int], str] = field(default_factory=dict)

    def value(self, row: int, column: int | None) -> str:
        """The value of a cell; nothing where the row is too short or there is no such column."""
        if column is None or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column].value

    def put(self, row: int, column: int, value: str) -> None:
        """Give a cell another value."""
        self.edits[row, column] = value

    def content(self) -> bytes:
        """The file with its edits; what its encoding cannot say becomes a question mark."""
        parts, end = [], 0
        for (row, column), value in sorted(self.edits.items()):
            cells = self.rows[row]
            if column < len(cells):
                start, stop, before = cells[column].start, cells[column].end, ""
            else:
                start = stop = cells[-1].end
                before = self.delimiter * (column - len(cells) + 1)
            quoted = self.text[start : start + 1] == '"' and not before
            parts += [self.text[end:start], before, self._quote(value, quoted)]
            end = stop
        return self.bom + "".join([*parts, self.text[end:]]).encode(self.codec, errors="replace")

    def _quote(self, value: str, always: bool) -> str:
        if always or any(char in value for char in (self.delimiter, '"', "\n", "\r")):
            return '"' + value.replace('"', '""') + '"'
        return value


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file. Raises `UsageError` with one line where it is none."""
    try:
        if path.stat().st_size > _BYTES:
            raise UsageError(f"{path}: is larger than {_BYTES // 1_000_000} MB, so it is no gradebook.")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror or error}). Name the CSV file from your LMS."
        ) from error
    bom, codec = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", ""))
    for name in [codec] if codec else ["utf-8", "cp949"]:
        try:
            text = data[len(bom) :].decode(name)
        except UnicodeDecodeError:
            continue
        delimiter = max(_DELIMITERS, key=lambda mark: len(split(text, mark, rows=1)[0]))
        return Sheet(path, bom, name, delimiter, text, split(text, delimiter))
    raise UsageError(f"{path}: is neither UTF-8 nor CP949 text. Save it as CSV (UTF-8), or download it again.")


def split(text: str, delimiter: str, rows: int | None = None) -> list[list[Cell]]:
    """The cells of a text, row by row; at least one row with one cell. Stops after `rows` rows."""
    mark = re.escape(delimiter)
    cell = re.compile(rf'(?:"((?:[^"]|"")*)"(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*))({mark}|\r\n|\n|\r|\Z)')
    found: list[list[Cell]] = [[]]
    place = 0
    while match := cell.match(text, place):
        quoted, bare, after = match.groups()
        value = bare if quoted is None else quoted.replace('""', '"')
        found[-1].append(Cell(value, match.start(), match.start(3)))
        place = match.end()
        if after == delimiter:
            continue
        if after == "" or place == len(text) or len(found) == rows:
            break
        found.append([])
    return found
