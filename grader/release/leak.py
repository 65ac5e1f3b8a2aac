"""The last look before anything is handed out: nothing that must stay at home is in it, however it is wrapped.

Two questions. Is every file of a kind that belongs there and can be read? And does any text in it, unpacked
and decoded, hold a fingerprint of something hidden (`hidden.py`)? A finding names the place and the kind,
never the secret.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.release.hidden import NUMBER, Hidden, finite, significant
from grader.release.views import Unreadable, View, members, views

_KINDS = {
    "", ".cfg", ".css", ".csv", ".gif", ".html", ".ini", ".ipynb", ".jpeg", ".jpg", ".js", ".json", ".md", ".png",
    ".py", ".svg", ".toml", ".txt", ".whl", ".xml", ".yaml", ".yml",
}  # fmt: skip
_STAYS_HOME = {
    ".git", ".hg", ".svn", "__pycache__", ".ipynb_checkpoints", "misconceptions", "variants", "hidden",
    ".secret",
}  # fmt: skip
_MARK = re.compile(r"(BEGIN|END) SOLUTION|# SOLUTION$", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Leak:
    """One finding: where, and what it gives away."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def find_leaks(hidden: Hidden, name: str, archive: bytes) -> list[Leak]:
    """Everything in a zip for students that must not be there, in order; empty means clean.

    `hidden` comes from `hidden_of(course)`.
    """
    return sorted(set(_in_zip(hidden, name, archive)))


def _in_zip(hidden: Hidden, where: str, archive: bytes) -> Iterator[Leak]:
    try:
        files = members(archive)
    except Unreadable as error:
        yield Leak(where, f"{error} cannot be looked into")
        return
    for name, data in files.items():
        place = f"{where} > {name}"
        yield from _misplaced(place, name, data)
        yield from _in_view(hidden, View(place, name, b""))
        if name.endswith(".whl"):
            yield from _in_zip(hidden, place, data)
            continue
        try:
            for view in views(place, data):
                yield from _in_view(hidden, view)
        except Unreadable as error:
            yield Leak(place, f"{error} cannot be looked into")


def _misplaced(place: str, name: str, data: bytes) -> Iterator[Leak]:
    """What no release holds, whatever is in it."""
    path = PurePosixPath(name)
    if _STAYS_HOME & set(path.parts):
        yield Leak(place, "a folder or file that stays at home")
    elif path.suffix.lower() not in _KINDS:
        yield Leak(place, f"files of the kind {path.suffix!r} cannot be looked into")
    if path.suffix == ".ipynb" and _has_outputs(data):
        yield Leak(place, "a notebook with outputs; releases carry none")
    if ".whl" not in place and _MARK.search(data.decode("utf-8", errors="replace")):
        yield Leak(place, "a solution mark")


def _has_outputs(data: bytes) -> bool:
    try:
        return any(cell.get("outputs") for cell in json.loads(data)["cells"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return True  # no notebook at all: a person should look


def _in_view(hidden: Hidden, view: View) -> Iterator[Leak]:
    """Every fingerprint in one text."""
    for piece in hidden.pieces_in(view.text):
        yield Leak(view.where, hidden.pieces[piece])
    for word in set(re.findall(r"[\w-]+", view.text)) & hidden.words.keys():
        yield Leak(view.where, hidden.words[word])
    for word in set(re.findall(r"\w+", view.text)) & hidden.words.keys():
        yield Leak(view.where, hidden.words[word])
    for secret, what in hidden.secrets.items():
        if secret in view.data or secret in view.text.encode("utf-8", errors="replace"):
            yield Leak(view.where, what)
    # The coordinates of a drawing are numbers by the thousand; one of them is soon a test's.
    if hidden.numbers and not view.where.endswith(".svg"):
        for text in NUMBER.findall(view.text):
            value = finite(text) if significant(text) >= 5 else None
            if value in hidden.numbers:
                yield Leak(view.where, hidden.numbers[value])
