"""What of a file is the student's own: for fingerprints, and for tools that compare code (JPlag, Dolos).

Whatever the handout gave is taken away by text alone. A student's source or notebook is never parsed here, since
that can crash the parser; only our own stubs are.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from grader.catalog import Lab
from grader.cells import CHECK, SETUP
from grader.decode import ExtractError, module_source

# Less is soon the same by chance: the whole answer to a small task is one line.
_TELLING_CHARS = 200
_LARGEST = 4 << 20  # bytes; no honest module is nearly as large
_CONTINUES = re.compile(r"[)\]}]|else\b|elif\b|except\b|finally\b")
_CELL_TYPE = re.compile(r'\s*"cell_type": "(\w+)"')
_ROLE = re.compile(r'\s*"role": "(\w+)"')
_SOURCE = re.compile(r'\s*"source": \[\s*$')


def code_of(name: str, data: bytes) -> str | None:
    """The code of a module or notebook as text; None where it is neither or cannot be read."""
    if len(data) > _LARGEST:
        return None
    if name.endswith(".ipynb"):
        return "\n".join(_notebook_lines(data.decode("utf-8", "replace")))
    try:
        return module_source(name, data) if name.endswith(".py") else None
    except ExtractError:
        return None


def own_code(text: str, stub: str) -> str:
    """The text without what is the stub's: whole top-level parts as they were given, and docstrings.

    What is left still parses where the text does: a header stays for as long as something stands below it.
    """
    given = {_plain(block) for block in _blocks(stub)}
    docs = _docstrings(stub)
    kept = [_without_docstrings(block, docs) for block in _blocks(text) if _plain(block) not in given]
    return "\n".join(line for block in kept for line in block)


def fingerprints(files: Mapping[str, bytes], lab: Lab) -> dict[str, str]:
    """Module -> a hash of the student's own code in it, comments and white space aside; the telling ones alone."""
    found = {}
    for module in lab.modules:
        name = next((name for name in (f"{module}.py", f"{module}.ipynb") if name in files), "")
        text, stub = code_of(name, files[name]) if name else None, stub_of(lab, f"{module}.py")
        if not text or not stub:  # without the stub, all that it gave would look like everybody's own
            continue
        given = set(_lines(stub))
        own = "\n".join(line for line in _lines(text) if line not in given)
        if len(own) >= _TELLING_CHARS:
            found[f"{module}.py"] = hashlib.sha256(own.encode("utf-8", "replace")).hexdigest()
    return found


def _lines(text: str) -> list[str]:
    """The lines that do something, without comments and with one space where there is any."""
    lines = (line if "'" in line or '"' in line else line.partition("#")[0] for line in text.split("\n"))
    plain = (" ".join(line.split()) for line in lines)
    return [line for line in plain if line and not line.startswith("#")]


def stub_of(lab: Lab, file: str) -> str:
    """A file as it is handed out; nothing where it is not there."""
    try:
        return (lab.assignment_dir / file).read_text(encoding="utf-8")
    except OSError:
        return ""


def _notebook_lines(text: str) -> Iterator[str]:
    """The lines of a module's code cells, from the one string per line that Jupyter and Colab write."""
    wanted, inside = False, False
    for line in text.splitlines():
        if found := _CELL_TYPE.match(line):
            wanted = found[1] == "code"
        elif found := _ROLE.match(line):
            wanted = wanted and found[1] not in (SETUP, CHECK)
        if inside and line.strip() in ("]", "],"):
            inside = False
            yield ""
        elif inside and wanted:
            yield from _string_of(line.strip().removesuffix(","))
        elif _SOURCE.match(line):
            inside = True


def _string_of(literal: str) -> Iterator[str]:
    """The line of code in a JSON string; a command to Jupyter is none, but something must stand in its place."""
    try:
        value = json.loads(literal)
    except (ValueError, RecursionError):
        return
    if isinstance(value, str):
        plain = value.lstrip()
        yield value[: len(value) - len(plain)] + "pass" if plain.startswith(("%", "!")) else value.rstrip("\n")


def _blocks(text: str) -> Iterator[list[str]]:
    """Top-level parts: a line without indentation and all that belongs to it."""
    block: list[str] = []
    quoted = False
    for line in text.split("\n"):
        starts = bool(line) and not quoted and not line[0].isspace() and not _CONTINUES.match(line)
        decorated = bool(block) and all(one.startswith("@") for one in block)
        if starts and block and not decorated:
            yield block
            block = []
        block.append(line)
        quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1
    if block:
        yield block


def _plain(block: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in block if line.strip())


@lru_cache(maxsize=64)
def _docstrings(stub: str) -> tuple[tuple[str, ...], ...]:
    """The docstrings of our own stub, as the stripped lines they stand on."""
    lines = stub.split("\n")
    found = []
    for node in ast.walk(ast.parse(stub)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
            doc = node.body[0]
            found.append(tuple(line.strip() for line in lines[doc.lineno - 1 : doc.end_lineno]))
    return tuple(found)


def _without_docstrings(block: list[str], docs: Sequence[tuple[str, ...]]) -> list[str]:
    for doc in docs:
        plain = [line.strip() for line in block]
        for start in range(1, len(block) - len(doc) + 1):
            end = start + len(doc)
            if tuple(plain[start:end]) == doc and _goes_on(block, start, end):
                block = [*block[:start], *block[end:]]
                break
    return block


def _goes_on(block: Sequence[str], start: int, end: int) -> bool:
    """Whether a statement of the same body follows, so that the docstring is not all there is."""
    following = next((line for line in block[end:] if line.strip() and not line.strip().startswith("#")), "")
    return _indent(following) == _indent(block[start])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
