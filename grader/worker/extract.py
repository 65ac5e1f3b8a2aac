"""What of a submitted file is run: a module as it stands, or its definitions and plain assignments only.

The second reading serves notebooks and modules whose import loops, raises or exits. Each statement is a unit
of its own, so that one that raises does not cost the others. Runs in the worker only, since even parsing
hostile text can crash the parser.
"""

import __future__

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import TypeAlias

from grader.cells import ANSWER
from grader.decode import ExtractError, module_source
from grader.worker.cells import Cell, code_cells, is_notebook
from grader.worker.newer import parses, required_version

__all__ = ["ExtractError", "Reading", "Unit", "defined_names", "definitions_only", "newer_python", "read_module"]

_DEFINITIONS: tuple[type[ast.stmt], ...] = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS: tuple[type[ast.stmt], ...] = (ast.Import, ast.ImportFrom)
_ASSIGNMENTS: tuple[type[ast.stmt], ...] = (ast.Assign, ast.AnnAssign, ast.AugAssign)
if hasattr(ast, "TypeAlias"):
    _ASSIGNMENTS = (*_ASSIGNMENTS, ast.TypeAlias)

_PARSER_GIVES_UP = (ValueError, RecursionError, MemoryError)
_Parts: TypeAlias = "list[tuple[Cell, ast.Module, list[ast.stmt]]]"


@dataclass(frozen=True)
class Unit:
    """One piece to execute. `names` are what it binds; `calls`: it may run for long, so its time is bounded."""

    code: CodeType
    ignore_errors: bool
    line: int
    names: tuple[str, ...] = ()
    calls: bool = False


@dataclass(frozen=True)
class Reading:
    """What is taken of one file: its text, the units to execute in order, and what to tell the student."""

    source: str
    units: tuple[Unit, ...]
    notes: tuple[tuple[str, str], ...] = ()  # (English, Korean)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)


def read_module(name: str, data: bytes, mode: str, filename: str, tree: ast.Module | None = None) -> Reading:
    """Read a `.py` or `.ipynb`. `mode` is "full" or "definitions"; a notebook has only these.

    `filename` is what tracebacks show; `tree` is the module's where it was parsed before.
    Raises `ExtractError` where the file is no source at all, `SyntaxError` where a `.py` does not parse or a
    cell needs a newer Python (`newer_python` tells which).
    """
    if is_notebook(name, data):
        return _read_cells(name, code_cells(name, data), filename)
    source = module_source(name, data)
    tree = tree or _parse(name, source, filename)
    if mode == "full":
        code = _compile(name, tree, filename)
        return Reading(source, (Unit(code, False, 1, tuple(_bound(tree.body)), True),))
    return Reading(source, tuple(_units(definitions_only(tree.body), filename, _future_flags(tree.body))))


def definitions_only(body: Iterable[ast.stmt]) -> list[ast.stmt]:
    """Imports, definitions and assignments of a module's body, also those inside `if`, `try` and `with`.

    Loops, bare calls and `if __name__ == "__main__"` are dropped. Line numbers stay.
    """
    kept: list[ast.stmt] = []
    for stmt in body:
        if isinstance(stmt, (*_IMPORTS, *_DEFINITIONS, *_ASSIGNMENTS)):
            kept.append(stmt)
        elif isinstance(stmt, ast.If | ast.Try | ast.With) and not _is_main(stmt):
            kept.extend(_thinned(stmt))
    return kept


def newer_python(data: bytes, error: SyntaxError) -> str | None:
    """The Python version that a `SyntaxError` asks for, as "3.12", or None where the source is simply wrong."""
    try:
        if is_notebook("", data):
            sources = [cell.source for cell in code_cells("notebook", data)]
        else:
            sources = [module_source("module", data)]
    except ExtractError:
        return None
    needed = [required_version(source) for source in sources if not parses(source)]
    return max((v for v in needed if v), key=lambda v: int(v.partition(".")[2]), default=None)


def defined_names(name: str, data: bytes) -> list[str]:
    """The names that a file binds at its top level, in order. Empty where it cannot be read."""
    try:
        if is_notebook(name, data):
            sources = [cell.source for cell in code_cells(name, data)]
        else:
            sources = [module_source(name, data)]
        trees = [ast.parse(source) for source in sources if parses(source)]
    except ExtractError:
        return []
    return list(dict.fromkeys(n for tree in trees for n in _bound(definitions_only(tree.body))))


def _parse(name: str, source: str, filename: str) -> ast.Module:
    try:
        return ast.parse(source, filename)
    except _PARSER_GIVES_UP as error:
        raise _too_deep(name) from error


def _compile(name: str, tree: ast.Module, filename: str) -> CodeType:
    try:
        return compile(tree, filename, "exec", dont_inherit=True)
    except _PARSER_GIVES_UP as error:
        raise _too_deep(name) from error


def _too_deep(name: str) -> ExtractError:
    return ExtractError(
        f"{name} is nested too deeply to be read. Simplify the expression that is nested so deeply.",
        f"{name}의 식이 너무 깊게 겹쳐 있어서 읽을 수 없어요. 겹친 부분을 풀어서 써 주세요.",
    )


def _read_cells(name: str, cells: list[Cell], filename: str) -> Reading:
    """One text of all cells, made of the statements that are taken, and its units."""
    trees: list[tuple[Cell, ast.Module]] = []
    broken: list[int] = []
    for cell in cells:
        try:
            trees.append((cell, _parse(name, cell.source, filename)))
        except SyntaxError:
            if required_version(cell.source):
                raise
            broken.append(cell.number)
    lines: list[str] = []
    units: list[Unit] = []
    for cell, tree, kept in _last_words([(c, t, definitions_only(t.body)) for c, t in trees]):
        if kept:
            lines.append(f"# code cell {cell.number}")
        for stmt in kept:
            text = _text_of(stmt, cell.source, tree.body)
            moved = [ast.increment_lineno(part, len(lines)) for part in ast.parse(text).body]
            lines.extend([*text.split("\n"), ""])
            units.extend(_units(moved, filename, _future_flags(tree.body)))
    return Reading("\n".join(lines), tuple(units), _notes(name, len(units), broken))


def _last_words(parts: _Parts) -> _Parts:
    """In our own notebooks an answer cell has the last word on the names it defines, unless it is still the stub.

    What another cell, added by the student, defines under the same name is an experiment; where the answer is
    still the stub, it is the answer. Imports and given cells always stay.
    """
    answered: set[str] = set()
    added: set[str] = set()
    for cell, _, kept in parts:
        for stmt in kept:
            if cell.role == ANSWER and not isinstance(stmt, _IMPORTS) and not _is_stub(stmt):
                answered.update(_bound([stmt]))
            elif not cell.role and not isinstance(stmt, _IMPORTS):
                added.update(_bound([stmt]))

    def stays(cell: Cell, stmt: ast.stmt) -> bool:
        if isinstance(stmt, _IMPORTS) or cell.role not in (ANSWER, ""):
            return True
        names = set(_bound([stmt]))
        return not (_is_stub(stmt) and names & added) if cell.role == ANSWER else not names & answered

    return [(cell, tree, [stmt for stmt in kept if stays(cell, stmt)]) for cell, tree, kept in parts]


def _is_stub(stmt: ast.stmt) -> bool:
    """Whether a definition still raises NotImplementedError, as it was handed out."""
    return isinstance(stmt, _DEFINITIONS) and any(
        isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node) for node in ast.walk(stmt)
    )


def _text_of(stmt: ast.stmt, source: str, body: list[ast.stmt]) -> str:
    """The lines of a statement as they stand; those of what was thinned, or shares a line, written anew."""
    if not any(stmt is other for other in body):
        return ast.unparse(stmt)
    start, end = _lines_of(stmt)
    if any(other is not stmt and _lines_of(other)[0] <= end and start <= _lines_of(other)[1] for other in body):
        return ast.unparse(stmt)
    return "\n".join(source.split("\n")[start - 1 : end])


def _lines_of(stmt: ast.stmt) -> tuple[int, int]:
    """First and last line, decorators included, from 1."""
    decorators = getattr(stmt, "decorator_list", [])
    return min([stmt.lineno, *(d.lineno for d in decorators)]), stmt.end_lineno or stmt.lineno


def _units(body: Iterable[ast.stmt], filename: str, flags: int) -> Iterator[Unit]:
    for stmt in body:
        try:
            code = compile(ast.Module([stmt], []), filename, "exec", flags=flags, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # what the parser lets through and the compiler does not: `return` outside a function
        calls = not isinstance(stmt, _DEFINITIONS) and any(isinstance(node, ast.Call) for node in ast.walk(stmt))
        yield Unit(code, True, stmt.lineno, tuple(_bound([stmt])), calls)


def _future_flags(body: Iterable[ast.stmt]) -> int:
    """Compiler flags of `from __future__ import ...`, which hold for every statement of the module."""
    flags = 0
    for stmt in body:
        if isinstance(stmt, ast.ImportFrom) and stmt.module == "__future__":
            for alias in stmt.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    return flags


def _is_main(stmt: ast.stmt) -> bool:
    return isinstance(stmt, ast.If) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(stmt.test)
    )


def _thinned(stmt: ast.If | ast.Try | ast.With) -> list[ast.stmt]:
    """The statement with only what is kept inside it; nothing where nothing is."""
    filler: list[ast.stmt] = [ast.copy_location(ast.Pass(), stmt)]
    body = definitions_only(stmt.body)
    if isinstance(stmt, ast.With):
        return [ast.copy_location(ast.With(stmt.items, body), stmt)] if body else []
    orelse = definitions_only(stmt.orelse)
    if isinstance(stmt, ast.If):
        return [ast.copy_location(ast.If(stmt.test, body or filler, orelse), stmt)] if body or orelse else []
    if not body:
        return []
    handlers = [
        ast.copy_location(ast.ExceptHandler(h.type, h.name, definitions_only(h.body) or filler), h)
        for h in stmt.handlers
    ]
    return [ast.copy_location(ast.Try(body, handlers, orelse, definitions_only(stmt.finalbody)), stmt)]


def _bound(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that statements bind in the module, those inside `if`, `try` and `with` included."""
    for stmt in body:
        if isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield stmt.name
        elif isinstance(stmt, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in stmt.names)
        elif isinstance(stmt, _ASSIGNMENTS):
            for node in ast.walk(stmt):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id
        elif isinstance(stmt, ast.If | ast.Try | ast.With):
            for field in ("body", "orelse", "finalbody"):
                yield from _bound(getattr(stmt, field, []))


def _notes(name: str, taken: int, broken: list[int]) -> tuple[tuple[str, str], ...]:
    """What is said to the student of a notebook's reading."""
    notes = [
        (
            f"From {name} the imports, definitions and assignments were taken ({taken} in all). "
            "Loops and calls outside functions are not run.",
            f"{name}에서 import, 정의, 대입문 {taken}개를 가져왔어요. 함수 밖의 반복문과 호출은 실행하지 않아요.",
        )
    ]
    if broken:
        cells = ", ".join(map(str, broken))
        notes.append(
            (
                f"Left out for a syntax error: code cell {cells} of {name}.",
                f"{name}의 코드 셀 {cells}번은 문법 오류가 있어서 뺐어요.",
            )
        )
    return tuple(notes)
