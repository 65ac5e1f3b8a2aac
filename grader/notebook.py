"""A module of ours as a notebook and back: one cell per task, the same code to the letter.

Stands alone and pure, bytes to bytes, so that a release is reproducible and a round trip can be tested. Made
for our own sources; what students hand in is read in the worker (`worker/cells.py`).
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.cells import ANSWER, CHECK, GIVEN, KEY, SETUP, TEXT
from grader.results import Text

SETUP_SOURCE = """\
# Set-up: installs what came with the handout, where it is not there yet. An installed torch stays as it is.
# 준비: 과제에 딸린 도구가 없으면 설치해요. 이미 설치된 torch는 그대로 둬요.
import importlib.util

if importlib.util.find_spec("grader") is None:
    %pip install --quiet -r requirements.txt
"""
INTRODUCTION = Text(
    "Write your answers in the cells that raise `NotImplementedError`, and run the check below each. "
    "Hand in this notebook under its name.",
    "`NotImplementedError`가 있는 셀에 답을 쓰고 바로 아래 확인 셀을 실행해 보세요. "
    "이 노트북을 이름 그대로 제출하면 돼요.",
)

# Line ends behind a cell's code in the module: two blank lines, or one line end at the end of the file.
_GAP, _LAST_GAP = 3, 1
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_SECTION = re.compile(r"^(Args|Arguments|Returns|Raises|Yields|Example|Examples|Note|Notes|Source):\s*(.*)$")
_ENTRY = re.compile(r"^    (\*{0,2}\w[\w ,*.]{0,60}: .*)$")


@dataclass(frozen=True)
class NotebookTask:
    """A task as a notebook needs it: its id, its title, and the names that it asks for."""

    id: str
    title: Text
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Part:
    """Lines of a module that go into one cell. `task` is None for given code; `gap` counts line ends behind it."""

    code: str
    gap: int
    task: NotebookTask | None
    docs: tuple[str, ...] = ()


def to_notebook(source: bytes, file: str, tasks: Sequence[NotebookTask], *, setup: str = SETUP_SOURCE) -> bytes:
    """The notebook (nbformat 4.5) of a module. Equal sources give equal bytes.

    `file` is the module's name, such as "layers.py". Raises `SyntaxError` where the source does not parse.
    """
    text = source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    tree = ast.parse(text)
    parts = list(_parts(text, tree, tasks))
    cells = [_markdown(_introduction(file, ast.get_docstring(tree)), ""), _code(setup.rstrip("\n"), SETUP, "")]
    for n, part in enumerate(parts):
        default = _LAST_GAP if n == len(parts) - 1 else _GAP
        gap = {} if part.gap == default else {"gap": part.gap}
        if part.task is None:
            cells.append(_code(part.code, GIVEN, "", **gap))
            continue
        cells.append(_markdown(_description(part.task, part.docs), part.task.id))
        cells.append(_code(part.code, ANSWER, part.task.id, **gap))
        if part.task not in [later.task for later in parts[n + 1 :]]:
            check = f'from grader.notebook_check import check\n\ncheck("{part.task.id}")'
            cells.append(_code(check, CHECK, part.task.id))
    notebook = {
        "cells": list(_with_ids(cells)),
        "metadata": {
            KEY: {"file": file},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def to_module(notebook: bytes) -> bytes:
    """The module of one of our notebooks: its given and answer cells, and what was added between them.

    Raises `ValueError` where it is no notebook.
    """
    data = json.loads(notebook)
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise ValueError("this is no notebook: it has no cells")
    cells = [cell for cell in data["cells"] if cell["cell_type"] == "code"]
    kept = [cell for cell in cells if _ours(cell).get("role") not in (SETUP, CHECK)]
    text = ""
    for n, cell in enumerate(kept):
        default = _LAST_GAP if n == len(kept) - 1 else _GAP
        text += "".join(cell["source"]) + "\n" * int(_ours(cell).get("gap", default))
    return text.encode()


def _ours(cell: dict[str, Any]) -> dict[str, Any]:
    found = cell.get("metadata", {}).get(KEY, {})
    return found if isinstance(found, dict) else {}


# --- a module in parts -------------------------------------------------------------------------------------------


def _parts(text: str, tree: ast.Module, tasks: Sequence[NotebookTask]) -> Iterator[_Part]:
    """The module in order: neighbours of one task together, all else given. Joined with their gaps they are it."""
    task_of = {name: task for task in tasks for name in task.names}
    lines = text.split("\n")
    starts: list[int] = []  # index of each part's first line
    owners: list[NotebookTask | None] = []
    docs: list[tuple[str, ...]] = []
    end = 0  # lines below this index belong to statements that have been seen
    for stmt in tree.body:
        task = task_of.get(getattr(stmt, "name", ""))
        doc = _docs(stmt) if task else ()
        start = _first_line(stmt, lines, end)
        if owners and (owners[-1] == task or start < end):
            docs[-1] += doc
        else:
            starts.append(start if owners else 0)
            owners.append(task)
            docs.append(doc)
        end = stmt.end_lineno or end
    for n, (start, owner) in enumerate(zip(starts or [0], owners or [None], strict=True)):
        stop = starts[n + 1] if n + 1 < len(starts) else len(lines)
        whole = "\n".join(lines[start:stop]) + ("\n" if stop < len(lines) else "")
        code = whole.rstrip("\n")
        yield _Part(code, len(whole) - len(code), owner, docs[n] if docs else ())


def _first_line(stmt: ast.stmt, lines: Sequence[str], end: int) -> int:
    """Index of a statement's first line, with its decorators and the comments right above it."""
    decorators = getattr(stmt, "decorator_list", [])
    first: int = min([stmt.lineno, *(d.lineno for d in decorators)]) - 1
    while first > end and lines[first - 1].startswith("#"):
        first -= 1
    return first


def _docs(stmt: ast.stmt) -> tuple[str, ...]:
    """A function's or class's signature and docstring, as Markdown; those of its public methods follow."""
    if not isinstance(stmt, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return ()
    found = [f"**`{_signature(stmt)}`**"]
    if doc := ast.get_docstring(stmt):
        found.append(_as_markdown(doc))
    if isinstance(stmt, ast.ClassDef):
        for method in stmt.body:
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and (doc := ast.get_docstring(method)):
                found += [f"**`{stmt.name}.{_signature(method)}`**", _as_markdown(doc)]
    return tuple(found)


def _signature(stmt: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    return stmt.name if isinstance(stmt, ast.ClassDef) else f"{stmt.name}({ast.unparse(stmt.args)})"


# --- text --------------------------------------------------------------------------------------------------------


def _introduction(file: str, doc: str | None) -> str:
    paragraphs = [f"# {file}", INTRODUCTION.en, INTRODUCTION.ko]
    return "\n\n".join([*paragraphs, _as_markdown(doc)] if doc else paragraphs)


def _description(task: NotebookTask, docs: Sequence[str]) -> str:
    title = task.title
    both = title.en if title.en == title.ko else f"{title.en} · {title.ko}"
    return "\n\n".join([f"## {task.id} {both}", *docs])


def _as_markdown(doc: str) -> str:
    """A docstring as Markdown: sections bold, their entries as lists, formulas and names kept from being markup."""
    out: list[str] = []
    in_section = False
    for line in doc.split("\n"):
        if section := _SECTION.match(line):
            out += ["", f"**{section[1]}**: {_escaped(section[2])}".rstrip(), ""]
            in_section = not section[2]
        elif in_section and (entry := _ENTRY.match(line)):
            out.append(f"- {_escaped(entry[1])}")
        else:
            in_section = in_section and (not line or line.startswith(" "))
            out.append(("  " if in_section and line else "") + _escaped(line.strip()))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


# --- cells -------------------------------------------------------------------------------------------------------


def _markdown(text: str, task: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": _metadata(TEXT, task), "source": text.splitlines(keepends=True)}


def _code(source: str, role: str, task: str, **more: int) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": _metadata(role, task, **more),
        "outputs": [],
        "source": [line for line in re.split(r"(?<=\n)", source) if line],
    }


def _metadata(role: str, task: str, **more: int) -> dict[str, Any]:
    ours: dict[str, Any] = {"role": role, **({"task": task} if task else {}), **more}
    # Jupyter then does not delete what must stay, such as an answer, by a slip of the hand.
    return {KEY: ours, "deletable": False} if role in (ANSWER, TEXT) and task else {KEY: ours}


def _with_ids(cells: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each cell with an id made of its role and task, so that editing one task changes no other's."""
    seen: dict[str, int] = {}
    for cell in cells:
        ours = cell["metadata"][KEY]
        name = re.sub(r"[^A-Za-z0-9_-]", "-", "-".join(filter(None, [ours["role"], ours.get("task", "")])))[:50]
        seen[name] = seen.get(name, 0) + 1
        yield {**cell, "id": name if seen[name] == 1 else f"{name}--{seen[name]}"}
