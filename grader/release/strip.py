"""Turns a solution into its stub. Stands alone because it is all text: it needs no lab on disk and runs nothing.

A solution part stands between `# BEGIN SOLUTION` and `# END SOLUTION`, or on one line that ends in
`# SOLUTION`. Inside a function the first part becomes `raise NotImplementedError("Task 3.1: relu")`
and the others vanish; outside functions every part vanishes. All else stays as it is written.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.errors import CourseError

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
LINE = "# SOLUTION"

# A mark with a typing error would hand out the solution below it, so everything that looks like one must be one.
_LOOKS_LIKE_A_MARK = re.compile(r"#\W*(?i:(begin|start|end)\W*solutions?|solutions?)\W*$|\bSOLUTION\b")

# Dotted name of a function ("relu", "MLP.forward") -> id of the task that asks for it, or None.
TaskOf = Callable[[str], str | None]


@dataclass(frozen=True)
class _Part:
    """Lines `first..last` (1-based, marks included) that students do not get."""

    first: int
    last: int
    indent: str


@dataclass(frozen=True)
class _Scope:
    """A function or class of the source: its dotted name and its lines."""

    name: str
    first: int
    last: int
    is_function: bool


def strip(source: str, where: str, task_of: TaskOf) -> str:
    """The stub of a solution. `where` names the file in messages.

    Raises `CourseError` with file and line: marks that are unbalanced, nested, stray or misspelt, a part in
    a function that no task asks for, and a stub that would not parse.
    """
    source = source.removeprefix("\ufeff").replace("\r\n", "\n")
    tree = _parse(source, where, "does not parse")
    parts = _parts(source, where, tree)
    scopes = list(_scopes(tree))
    replacements: dict[int, tuple[_Part, str | None]] = {}
    raised: set[str] = set()
    for part in parts:
        function = _function_around(part, scopes)
        line = None
        if function is not None and function.name not in raised:
            raised.add(function.name)
            line = part.indent + _raise_line(function.name, f"{where}:{part.first}", task_of)
        replacements[part.first] = (part, line)
    stub = _replace(source.split("\n"), replacements)
    _parse(stub, where, "the stub does not parse; a mark cuts a statement or stands at another indentation")
    return stub


def strip_markdown(source: str, where: str, filler: str) -> str:
    """An answer sheet without its answers: `<!-- BEGIN SOLUTION -->` ... `<!-- END SOLUTION -->` becomes `filler`.

    Raises `CourseError` with file and line where marks are unbalanced, nested or misspelt.
    """
    lines = source.removeprefix("\ufeff").splitlines()
    for first, last in reversed(_markdown_parts(lines, where)):
        lines[first - 1 : last] = [filler]
    return "\n".join(lines).rstrip("\n") + "\n"


def answer_parts(source: str, where: str) -> list[str]:
    """The marked answers of an answer sheet. Raises `CourseError` as `strip_markdown` does."""
    lines = source.splitlines()
    return ["\n".join(lines[first : last - 1]) for first, last in _markdown_parts(lines, where)]


def _markdown_parts(lines: list[str], where: str) -> list[tuple[int, int]]:
    """First and last line of every part, marks included, counted from 1."""
    parts: list[tuple[int, int]] = []
    opened = 0
    for number, line in enumerate(lines, 1):
        mark = line.strip()
        if mark == "<!-- BEGIN SOLUTION -->":
            if opened:
                raise CourseError(f"{where}:{number}: BEGIN SOLUTION inside the part that begins on line {opened}.")
            opened = number
        elif mark == "<!-- END SOLUTION -->":
            if not opened:
                raise CourseError(f"{where}:{number}: END SOLUTION without a BEGIN SOLUTION before it.")
            parts.append((opened, number))
            opened = 0
        elif re.search(r"<!--\W*(begin|end)?\W*solutions?\b", line, re.IGNORECASE):
            raise CourseError(f"{where}:{number}: write the mark alone on its line: <!-- BEGIN SOLUTION -->")
    if opened:
        raise CourseError(f"{where}:{opened}: BEGIN SOLUTION without an END SOLUTION after it.")
    return parts


def _parse(source: str, where: str, what: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"{where}:{error.lineno or 1}: {what} ({error.msg}).") from error


@dataclass(frozen=True)
class _Mark:
    """One mark: which of BEGIN, END and LINE, and where."""

    kind: str
    line: int
    indent: str


def _marks(source: str, where: str) -> Iterator[_Mark]:
    """Every mark, in order. Comments are found by the tokenizer, so a string is never a mark."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or not _LOOKS_LIKE_A_MARK.search(token.string):
            continue
        line, column = token.start
        before = token.line[:column]
        if token.string in {BEGIN, END} and not before.strip():
            yield _Mark(token.string, line, before)
        elif token.string.endswith(LINE) and before.strip():
            yield _Mark(LINE, line, before[: len(before) - len(before.lstrip())])
        else:
            raise CourseError(
                f"{where}:{line}: {token.string!r} is no mark here. Marks: {BEGIN} and {END}, each alone on its line, "
                f"and {LINE} after a statement."
            )


def _parts(source: str, where: str, tree: ast.Module) -> list[_Part]:
    """Every marked part, in order."""
    starts, one_liners = _starts(tree), _starts(tree, whole_line=True)
    parts: list[_Part] = []
    begin: _Mark | None = None
    for mark in _marks(source, where):
        place = f"{where}:{mark.line}"
        if begin is None:
            if mark.kind == END:
                raise CourseError(f"{place}: {END} without a {BEGIN} before it.")
            if mark.kind == BEGIN:
                begin = mark
            elif (mark.line, len(mark.indent)) in one_liners:
                parts.append(_Part(mark.line, mark.line, mark.indent))
            else:
                raise CourseError(f"{place}: {LINE} marks one whole statement on one line; use {BEGIN} and {END} here.")
            continue
        if mark.kind != END:
            raise CourseError(f"{place}: {mark.kind} inside the part that begins on line {begin.line}.")
        if mark.indent != begin.indent:
            raise CourseError(f"{place}: {END} is indented otherwise than its {BEGIN} on line {begin.line}.")
        if not any(begin.line < start < mark.line for start, _ in starts):
            raise CourseError(f"{where}:{begin.line}: no statement between {BEGIN} and {END}.")
        parts.append(_Part(begin.line, mark.line, begin.indent))
        begin = None
    if begin:
        raise CourseError(f"{where}:{begin.line}: {BEGIN} without an {END} after it.")
    return parts


def _starts(tree: ast.Module, *, whole_line: bool = False) -> set[tuple[int, int]]:
    """(line, column) where statements begin; `whole_line`: of those on one line that hold no other statement."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    if whole_line:
        nodes = [node for node in nodes if node.lineno == node.end_lineno and not hasattr(node, "body")]
    return {(node.lineno, node.col_offset) for node in nodes}


def _scopes(node: ast.AST, prefix: str = "") -> Iterator[_Scope]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = prefix + child.name
            yield _Scope(name, child.lineno, child.end_lineno or child.lineno, not isinstance(child, ast.ClassDef))
            yield from _scopes(child, name + ".")
        else:
            yield from _scopes(child, prefix)


def _function_around(part: _Part, scopes: list[_Scope]) -> _Scope | None:
    """The innermost function or class around a part, where that is a function."""
    around = [s for s in scopes if s.first < part.first <= s.last]
    return around[-1] if around and around[-1].is_function else None


def _raise_line(function: str, place: str, task_of: TaskOf) -> str:
    steps = function.split(".")
    for length in range(len(steps), 0, -1):
        task = task_of(".".join(steps[:length]))
        if task is not None:
            return f'raise NotImplementedError("Task {task}: {function}")'
    raise CourseError(f"{place}: a solution in {function}(), which stands in no task's `names` in lab.toml.")


def _replace(lines: list[str], replacements: dict[int, tuple[_Part, str | None]]) -> str:
    """The lines with each part replaced. Where a part vanishes, the larger of the two gaps around it stays."""
    kept: list[str] = []
    number = 1
    while number <= len(lines):
        if number not in replacements:
            kept.append(lines[number - 1])
            number += 1
            continue
        part, line = replacements[number]
        number = part.last + 1
        if line is not None:
            kept.append(line)
            continue
        before = _drop_blank_end(kept)
        after = 0
        while number <= len(lines) and not lines[number - 1].strip():
            after += 1
            number += 1
        kept += [""] * max(before, after)
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept) + "\n"


def _drop_blank_end(lines: list[str]) -> int:
    dropped = 0
    while lines and not lines[-1].strip():
        lines.pop()
        dropped += 1
    return dropped


def solution_parts(source: str, where: str) -> list[tuple[int, list[str]]]:
    """The marked parts of a solution: (number of the first line, its lines without the marks). Raises `CourseError`."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = source.split("\n")
    found = []
    for part in _parts(source, where, _parse(source, where, "does not parse")):
        if part.first == part.last:
            found.append((part.first, [lines[part.first - 1].rpartition(LINE)[0]]))
        else:
            found.append((part.first + 1, lines[part.first : part.last - 1]))
    return found
