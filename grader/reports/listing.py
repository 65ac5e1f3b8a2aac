"""A student's code as a listing with line numbers, and the links between it and the messages that speak of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from grader.reports import text
from grader.results import SourceFile

_FILE_CHARS = 200_000
_LINE_CHARS = 400
_FILES = 40
# "layers.py:12" as messages have it, and 'File "layers.py", line 12' as Python's own tracebacks do.
_PLACE = re.compile(r'(?P<file>[^\s"\'`/\\:,()]+\.py)(?::|"?, line )(?P<line>\d{1,6})')


@dataclass(frozen=True)
class Listing:
    """One file ready for a page: its numbers and lines as two columns, so that copying takes no numbers."""

    name: str
    numbers: str
    lines: Markup
    marked: tuple[tuple[int, str], ...]  # line and its id on the page
    cut: bool


def places(messages: Iterable[str]) -> dict[str, set[int]]:
    """Which lines of which files the messages speak of."""
    found: dict[str, set[int]] = {}
    for message in messages:
        for place in _PLACE.finditer(message):
            found.setdefault(place["file"], set()).add(int(place["line"]))
    return found


def anchors(code: Iterable[SourceFile], marked: Mapping[str, set[int]], prefix: str) -> dict[tuple[str, int], str]:
    """Ids of the lines that are spoken of and exist, by file name and line."""
    result: dict[tuple[str, int], str] = {}
    for index, file in enumerate(list(code)[:_FILES]):
        wanted = marked.get(file.name, set())
        count = len(_shown_lines(file)[0]) if wanted else 0
        result |= {(file.name, line): f"{prefix}-{index}-{line}" for line in sorted(wanted) if 1 <= line <= count}
    return result


def linked(message: str, ids: Mapping[tuple[str, int], str]) -> Markup:
    """A clean message as markup, its places linked to the listing."""
    if not ids or ".py" not in message:
        return escape(message)
    parts, end = [], 0
    for place in _PLACE.finditer(message):
        anchor = ids.get((place["file"], int(place["line"])))
        if anchor:
            parts.append(escape(message[end : place.start()]))
            parts.append(Markup('<a href="#{}">{}</a>').format(anchor, place[0]))
            end = place.end()
    return Markup("").join([*parts, escape(message[end:])])


def listings(code: Iterable[SourceFile], ids: Mapping[tuple[str, int], str]) -> list[Listing]:
    """Every file as a listing; files and lines beyond what a page can hold are cut, and `cut` says so."""
    return [_listing(file, ids) for file in list(code)[:_FILES]]


def _listing(file: SourceFile, ids: Mapping[tuple[str, int], str]) -> Listing:
    lines, cut = _shown_lines(file)
    marked = {line: ids[file.name, line] for line in range(1, len(lines) + 1) if (file.name, line) in ids}
    rows = escape("\n".join(lines)).split("\n")
    for line, anchor in marked.items():
        rows[line - 1] = Markup('<mark id="{}" tabindex="-1">{}</mark>').format(anchor, rows[line - 1] or Markup(" "))
    numbers = "\n".join(f"{line} ▸" if line in marked else str(line) for line in range(1, len(lines) + 1))
    return Listing(text.line(file.name), numbers, Markup("\n").join(rows), tuple(marked.items()), cut)


def _shown_lines(file: SourceFile) -> tuple[list[str], bool]:
    lines = text.clean(file.text, _FILE_CHARS).split("\n")
    shown = [one if len(one) <= _LINE_CHARS else one[: _LINE_CHARS - 1] + "…" for one in lines]
    cut = len(file.text) > _FILE_CHARS or any(len(one) > _LINE_CHARS for one in lines)
    return (shown[:-1] if shown[-1] == "" else shown), cut
