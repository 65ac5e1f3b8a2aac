"""The code cells of a notebook as Python source: versions 3 and 4, magics and shell lines dropped.

Read by hand, because a notebook is hostile input: outputs are never looked at, wrong types are passed over,
every size is bounded. Runs in the worker only.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from grader.cells import CHECK, KEY, SETUP
from grader.decode import ExtractError
from grader.worker.newer import parses

MAX_CELLS = 5_000
MAX_SOURCE_CHARS = 2_000_000

# A line for IPython, not for Python: `%magic`, `!shell`, `?help`, `name?` and `files = !ls`.
_MAGIC = re.compile(r"^(\s*)(?:%{1,2}[A-Za-z_]|!|\?\??\s*\w|[\w.]+\?\??\s*$|[\w, ]+=\s*(?:!|%[A-Za-z_])).*$")
# Cell magics whose body is Python; the body of any other is another language.
_PYTHON_MAGIC = re.compile(r"^%%(?:time|capture|prun|python3?|writefile\s+\S+\.py)\b")


@dataclass(frozen=True)
class Cell:
    """One code cell. `number` counts code cells from 1; `role` is one of `grader.cells`, "" in others' notebooks."""

    number: int
    source: str
    role: str = ""


def is_notebook(name: str, data: bytes) -> bool:
    """Whether these bytes are to be read as a notebook: by name, or as one that was renamed to `.py`."""
    if name.endswith(".ipynb"):
        return True
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"nbformat"' in data


def code_cells(name: str, data: bytes) -> list[Cell]:
    """The code cells in order, without those that are no part of the module. Raises `ExtractError`."""
    found: list[Cell] = []
    for cell in _raw_cells(name, _load(name, data)):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        ours = cell.get("metadata", {}).get(KEY, {}) if isinstance(cell.get("metadata"), dict) else {}
        role = ours.get("role", "") if isinstance(ours, dict) else ""
        source = _joined(cell.get("source", cell.get("input", "")))
        found.append(Cell(len(found) + 1, python_source(source), role if isinstance(role, str) else ""))
    if len(found) > MAX_CELLS or sum(len(cell.source) for cell in found) > MAX_SOURCE_CHARS:
        raise ExtractError(
            f"{name} has more code than can be read ({len(found)} cells). Hand in only the cells of the assignment.",
            f"{name}에 코드가 너무 많아요 (셀 {len(found)}개). 과제에 필요한 셀만 남겨서 제출해 주세요.",
        )
    return [cell for cell in found if cell.role not in (SETUP, CHECK)]


def python_source(source: str) -> str:
    """A cell's text with what only IPython understands replaced by `pass`, line numbers kept."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if source.lstrip().startswith("%%"):
        start = len(source) - len(source.lstrip())
        if not _PYTHON_MAGIC.match(source[start:]):
            return ""
        first, newline, rest = source[start:].partition("\n")
        return "\n" * source[:start].count("\n") + f"# {first}{newline}{python_source(rest)}"
    if parses(source):  # `%` may well start a line of an ordinary expression
        return source
    return "\n".join(_MAGIC.sub(r"\1pass", line) for line in source.split("\n"))


def _load(name: str, data: bytes) -> Any:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return json.loads(data.decode(encoding))
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExtractError(
            f"{name} is not a whole notebook (its JSON is broken). Open it in Jupyter, save it, and hand it in again.",
            f"{name}: JSON이 깨져서 노트북으로 읽을 수 없어요. Jupyter에서 열어 저장한 뒤 다시 제출해 주세요.",
        ) from error


def _raw_cells(name: str, notebook: Any) -> list[Any]:
    """Cells of version 4, or of all worksheets of version 3."""
    if isinstance(notebook, dict):
        if isinstance(cells := notebook.get("cells"), list):
            return cells
        if isinstance(sheets := notebook.get("worksheets"), list):
            lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
            return [cell for cells in lists if isinstance(cells, list) for cell in cells]
    raise ExtractError(
        f"{name} is JSON but not a notebook: it has no cells. Save it in Jupyter as .ipynb and hand it in again.",
        f"{name}에 셀이 없어요. Jupyter에서 .ipynb로 저장해서 다시 제출해 주세요.",
    )


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
