"""Makes foreign text harmless: names, messages and code come from students and go into every format.

Markup is escaped by each format's own writer; here goes what no format wants: terminal escapes, control
characters, marks that reorder what is read, and megabytes.
"""

import re
from functools import lru_cache

NAME_CHARS = 120
LINE_CHARS = 400
MESSAGE_CHARS = 4_000

_ANSI = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # colours, cursor
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # window titles, links
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # device strings
    r"|\x1b[ -/]*[0-~]"  # the short ones
    r"|\x9b[0-?]*[ -/]*[@-~]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CUT = "…"
# Marks that change the order in which text is read: shown by name instead of obeyed.
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: "\u2421",
    **dict.fromkeys((*range(0x80, 0xA0), 0xFFFE, 0xFFFF), "\ufffd"),
    **{code: f"[U+{code:04X}]" for code in _BIDI},
    **dict.fromkeys((0x2028, 0x2029), "\n"),
}
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str, limit: int = MESSAGE_CHARS) -> str:
    """Text as text: no terminal escapes, no control characters but newline and tab, cut at `limit` characters."""
    if len(text) <= limit and text.isprintable():  # nearly always; decides in C
        return text
    cut = len(text) > 4 * limit
    plain = _ANSI.sub("", text[: 4 * limit])
    plain = plain.replace("\r\n", "\n").translate(_HARMLESS)
    plain = _SURROGATES.sub("\ufffd", plain)
    if cut or len(plain) > limit:
        return plain[: limit - 1] + _CUT
    return plain


def line(text: str, limit: int = LINE_CHARS) -> str:
    """The same on one line: for titles, names and table cells."""
    return clean(" ".join(text[: 4 * limit].split()) if not text.isprintable() else text, limit)


@lru_cache(maxsize=4096)
def name(text: str) -> str:
    """A name or id as people read it."""
    return line(text, NAME_CHARS)


def cell(text: str, limit: int = LINE_CHARS) -> str:
    """A cell that no spreadsheet takes for a formula: those get a leading apostrophe."""
    plain = line(text, limit)
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def number(value: float | None, digits: int = 2) -> str:
    """A number without trailing zeros; nothing where there is none, for an unknown score is never 0."""
    if value is None:
        return ""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
