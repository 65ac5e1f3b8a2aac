"""CSV tables as people really save them: UTF-8 with or without BOM, UTF-16, CP949; commas, semicolons, tabs.

Stands alone because every file that a person gives beside the submissions is such a table.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.intake.tree import nfc

_MAX_BYTES = 32 << 20


@dataclass(frozen=True)
class Row:
    """One row by column names (as asked for), and its line in the file for messages.

    `surplus` is what stands beyond the last column of the header.
    """

    line: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse_surplus(self, where: str) -> None:
        """Raise `UsageError` where a comma in a text made two cells of one, so that half of it would be lost."""
        if self.surplus:
            raise UsageError(
                f"{where}: more cells than the header has columns (from {self.surplus[0]!r}). "
                'Put a text that holds the separator between "quotes".'
            )


def read_table(path: Path, columns: Mapping[str, Sequence[str]], *, needed: Sequence[str]) -> list[Row]:
    """Read a table. `columns` maps the names asked for to those accepted in the header, in any case.

    Raises `UsageError` with file, line and what to do where it cannot be read.
    """
    lines = list(csv.reader(io.StringIO(_text(path), newline=""), delimiter=_delimiter(_text(path))))
    head = next((i for i, line in enumerate(lines) if any(cell.strip() for cell in line)), None)
    if head is None:
        raise UsageError(f"{path} is empty. Its first line names the columns: {', '.join(needed)}.")
    places = _places(lines[head], columns)
    absent = [name for name in needed if name not in places]
    if absent:
        found = ", ".join(cell.strip() for cell in lines[head])
        raise UsageError(f"{path}:{head + 1}: no column {', '.join(absent)}. Columns there: {found}.")
    rows = []
    for number, line in enumerate(lines[head + 1 :], head + 2):
        cells = {name: nfc(line[place].strip()) for name, place in places.items() if place < len(line)}
        if any(cells.values()):
            surplus = tuple(cell.strip() for cell in line[len(lines[head]) :] if cell.strip())
            rows.append(Row(number, cells, surplus))
    return rows


def _places(header: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each column asked for stands."""
    names = [_plain(cell) for cell in header]
    places = {}
    for name, accepted in columns.items():
        found = [names.index(_plain(other)) for other in (name, *accepted) if _plain(other) in names]
        if found:
            places[name] = found[0]
    return places


def _plain(name: str) -> str:
    return "".join(nfc(name).casefold().split()).replace("_", "").replace("-", "")


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.") from error
    if len(data) > _MAX_BYTES:
        raise UsageError(f"{path} is larger than {_MAX_BYTES >> 20} MB; that is no table of students.")
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UsageError(f"{path} is not text in UTF-8 or CP949. Save it as CSV UTF-8.")


def _delimiter(text: str) -> str:
    """The separator that stands most often in the first line that is not blank."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)
