"""A run without its people: for `--anonymous` pages, where nothing may say whose work it is."""

import hashlib
import hmac
import re
from collections.abc import Callable

from msgspec.structs import replace

from grader.results import Run, SourceFile, Submission, Text

_BLANK = "•••"


def nameless(run: Run, key: bytes = b"") -> Run:
    """The run without names, addresses and sections; its own name is blanked in what a student wrote.

    With a key the ids become keyed hashes too, in pages and in their file names. Without one they stay: a hash
    that anybody can compute hides no student number.
    """
    return replace(run, submissions=tuple(_nameless(row, key) for row in run.submissions))


def alias(row_id: str, key: bytes) -> str:
    """What a page calls a student: twelve hexadecimal digits that only the holder of the key can trace."""
    return hmac.new(key, row_id.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:12] if key else row_id


def _nameless(row: Submission, key: bytes) -> Submission:
    blank = _blanking([row.name, row.email, *([row.id] if key else [])])

    def blank_both(words: Text) -> Text:
        return Text(blank(words.en), blank(words.ko))

    return replace(
        row,
        id=alias(row.id, key),
        name="",
        email="",
        section="",
        source="",
        message=blank(row.message),
        message_i18n=blank_both(row.message_i18n),
        notes=tuple(map(blank_both, row.notes)),
        code=tuple(SourceFile(blank(file.name), blank(file.text)) for file in row.code),
        manual=tuple(replace(task, answer=blank(task.answer), comment=blank(task.comment)) for task in row.manual),
        flags=tuple(replace(flag, where=blank(flag.where), message=blank(flag.message)) for flag in row.flags),
    )


def _blanking(names: list[str]) -> Callable[[str], str]:
    """Blanks these names where they stand as whole words, as in the comment at the top of a module."""
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    if not known:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")
    return lambda text: pattern.sub(_BLANK, text)
