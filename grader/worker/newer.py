"""Tells source of a newer Python from source that is simply wrong.

Stands alone because it must be right: a wrong program is the student's, a newer one is our fault. Each
construct of a newer version is rewritten in its older form; if that makes the whole parse, it was that.
"""

import ast
import re
import sys
from collections.abc import Callable

Version = tuple[int, int]

_GENERIC = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class|type)[ \t]+\w+[ \t]*(?=\[)", re.MULTILINE)
_TYPE_ALIAS = re.compile(r"^([ \t]*)type[ \t]+(?=\w+[ \t]*=[^=])", re.MULTILINE)
_BARE_EXCEPT = re.compile(r"^([ \t]*except\*?[ \t]+)([\w. \t]+(?:,[\w. \t]+)+)(?=:)", re.MULTILINE)
_TEMPLATE = re.compile(r"(?<![\w\"'])(?:t|tr|rt)(?=[\"'])", re.IGNORECASE)
_STRING = re.compile(r"(?<!\w)([a-zA-Z]{0,2})(\"\"\"|'''|\"|')")
_COMMENT_OR_STRING = re.compile(r"#|" + _STRING.pattern)


def required_version(source: str) -> str | None:
    """The first Python version, as "3.12", that parses a source which the running one does not; else None."""
    needed: Version = (0, 0)
    for version, rewrite in _REWRITES:
        if parses(source):
            break
        rewritten = rewrite(source)
        if rewritten != source:
            source, needed = rewritten, max(needed, version)
    if needed <= sys.version_info[:2] or not parses(source):
        return None
    return f"{needed[0]}.{needed[1]}"


def parses(source: str) -> bool:
    """Whether the running Python parses a source."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_templates(source: str) -> str:
    return _TEMPLATE.sub(lambda m: m.group().lower().replace("t", "f"), source)


def _with_parentheses(source: str) -> str:
    """`except A, B:` -> `except (A, B):`. Names of exceptions only: `except A, e:` is Python 2."""

    def rewrite(found: re.Match[str]) -> str:
        names = [name.strip().split(".")[-1] for name in found.group(2).split(",")]
        return f"{found.group(1)}({found.group(2)})" if all(n[:1].isupper() for n in names) else found.group()

    return _BARE_EXCEPT.sub(rewrite, source)


def _without_defaults(source: str) -> str:
    """`class A[T = int]:` -> `class A:`."""
    return _without_parameters(source, only_defaults=True)


def _without_parameters(source: str, only_defaults: bool = False) -> str:
    """`def f[T](x):` -> `def f(x):`."""
    done = 0
    while found := _GENERIC.search(source, done):
        end = _closing(source, found.end())
        done = found.end()
        if end and (not only_defaults or "=" in source[found.end() : end]):
            source = source[: found.end()] + source[end:]
    return source


def _closing(source: str, start: int) -> int:
    """The index behind the bracket that closes the one at `start`, 0 where none does on that line or near."""
    depth = 0
    for index in range(start, min(len(source), start + 1000)):
        depth += {"[": 1, "]": -1}.get(source[index], 0)
        if depth == 0:
            return index + 1
    return 0


def _without_alias(source: str) -> str:
    return _TYPE_ALIAS.sub(r"\1", source)


def _with_plain_strings(source: str) -> str:
    """Every f-string as an empty string, its ends found as 3.12 finds them (PEP 701)."""
    out, index = [], 0
    while found := _COMMENT_OR_STRING.search(source, index):
        out.append(source[index : found.start()])
        formatted = False
        if found.group() == "#":
            end = source.find("\n", found.start())
        else:
            formatted = "f" in found.group(1).lower()
            end = _string_end(source, found.end(), found.group(2), formatted)
        if end < 0:
            return "".join(out) + source[found.start() :]
        out.append('""' if formatted else source[found.start() : end])
        index = end
    return "".join(out) + source[index:]


def _string_end(source: str, index: int, quote: str, formatted: bool) -> int:
    """The index behind a string's closing quote, -1 where none closes it.

    In a replacement field strings may nest, whatever their quotes.
    """
    while 0 <= index < len(source):
        if source.startswith(quote, index):
            return index + len(quote)
        if source[index] == "\n" and len(quote) == 1:
            return -1
        if source[index] == "\\" or (formatted and source.startswith("{{", index)):
            index += 2
        elif formatted and source[index] == "{":
            index = _field_end(source, index + 1)
        else:
            index += 1
    return -1


def _field_end(source: str, index: int) -> int:
    """The index behind the brace that closes a replacement field, -1 where none does."""
    depth = 1
    while 0 <= index < len(source):
        if string := _STRING.match(source, index):
            index = _string_end(source, string.end(), string.group(2), "f" in string.group(1).lower())
            continue
        depth += {"{": 1, "}": -1}.get(source[index], 0)
        index += 1
        if depth == 0:
            return index
    return -1


# Oldest first, so that the version named is the first one that will do.
_REWRITES: tuple[tuple[Version, Callable[[str], str]], ...] = (
    ((3, 13), _without_defaults),
    ((3, 12), _without_parameters),
    ((3, 12), _without_alias),
    ((3, 12), _with_plain_strings),
    ((3, 14), _with_parentheses),
    ((3, 14), _without_templates),
)
