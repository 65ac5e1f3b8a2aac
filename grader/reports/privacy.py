"""A run without its people: for pages and logs where nothing may say whose work it is."""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterator
from itertools import permutations

from msgspec.structs import replace

from grader.gradebook import changed
from grader.results import Run, SourceFile, Submission, Text

_BLANK = "•••"
_ALIAS_DIGITS = 12  # 48 bits: two students of one class never share an alias by chance
_ALIAS = "s"  # begins with a letter, or a spreadsheet takes some of them for numbers such as 12e45
# What platforms put behind a student's name in the names of files and folders, and words that are nobody's name.
_BEHIND_NAME = re.compile(r"_(?:LATE_)?\d.*$")
_NOBODY = frozenset({"", "anon", "assignment", "attempt", "group", "hw", "lab", "participant", "submission", "team"})
_SHORTEST = 2  # a single letter is in every text
_WORDS = 4  # of a name that is looked for in every order


def alias(row_id: str, key: bytes) -> str:
    """What a page calls a student: a letter and hexadecimal digits that only the holder of the key can trace."""
    digest = hmac.new(key, row_id.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return _ALIAS + digest[:_ALIAS_DIGITS]


def nameless(run: Run) -> Run:
    """The run as anonymous pages show it: no names, addresses or sections, aliases instead of ids.

    A student's own name is blanked in what that student wrote and was told. A row of an old file has no alias and
    keeps its id: a hash that anybody can compute hides no student number.
    """
    uploads = {source: str(place) for place, source in enumerate(dict.fromkeys(row.source for row in run.submissions))}
    return changed(run, lambda row: replace(anonymous_row(row), source=uploads[row.source]))


def without_names(run: Run) -> Run:
    """The run as a class page or a log shows it unless names were asked for: ids, and nobody's name."""
    return changed(run, row_without_name)


def row_without_name(row: Submission) -> Submission:
    """One row with its id and without its name, also where a message names the file that the name stands in."""
    blank = _blanking(row, with_id=False)
    return replace(row, name="", message=blank(row.message), message_i18n=_both(row.message_i18n, blank))


def anonymous_row(row: Submission) -> Submission:
    """One row of an anonymous run: its alias, and nothing that says who it is."""
    blank = _blanking(row, with_id=bool(row.alias))
    return replace(
        row,
        id=row.alias or row.id,
        name="",
        email="",
        section="",
        source="",
        message=blank(row.message),
        message_i18n=_both(row.message_i18n, blank),
        notes=tuple(_both(note, blank) for note in row.notes),
        code=tuple(SourceFile(blank(file.name), blank(file.text)) for file in row.code),
        manual=tuple(replace(task, answer=blank(task.answer), comment=blank(task.comment)) for task in row.manual),
        flags=tuple(replace(flag, where=blank(flag.where), message=blank(flag.message)) for flag in row.flags),
    )


def _both(words: Text, function: Callable[[str], str]) -> Text:
    return Text(function(words.en), function(words.ko))


def _blanking(row: Submission, *, with_id: bool) -> Callable[[str], str]:
    """Blanks what names a student where it stands as whole words, as in a comment at the top of a module.

    An underscore is no part of a word here: platforms write names into file names.
    """
    known = {row.email, *_names(row), *([row.id] if with_id else [])}
    patterns = sorted({_loosely(name) for name in known if len(name) >= _SHORTEST}, key=len, reverse=True)
    if not patterns:
        return lambda text: text
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)
    return lambda text: pattern.sub(_BLANK, text)


def _names(row: Submission) -> Iterator[str]:
    """A name in every order of its words, and what a platform calls the student in the name of the upload."""
    parts = [part for part in row.source.split("/") if "_" in part and not part.endswith((".py", ".ipynb"))]
    for name in {row.name, *(_BEHIND_NAME.sub("", part) for part in parts)} - {row.id}:
        words = re.findall(r"[^\W_]+", name)
        if re.fullmatch("[가-힣]{3,4}", name):
            words = [name[0], name[1:]]  # a surname is nearly always one syllable
        if name.casefold() not in _NOBODY:
            yield name
            yield from map(" ".join, permutations(words) if len(words) <= _WORDS else ())


def _loosely(name: str) -> str:
    """A pattern for a name, however its words are joined."""
    return r"[\s_,.-]*".join(re.escape(part) for part in re.split(r"[\s_,]+", name) if part)
