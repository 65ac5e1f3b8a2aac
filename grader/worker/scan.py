"""Looks through a source for what a person should see: very large files and literals, forbidden names.

Runs in the worker, since parsing hostile text can crash the parser. What it finds is a flag, never a zero.
"""

import ast
from collections.abc import Iterator, Sequence

# The largest file of a course reference is under 12 KB; ten thousand labels compress to about 4 KB.
LARGE_FILE_BYTES = 64 * 1024
LARGE_LITERAL_CHARS = 2048
LARGE_LITERAL_ITEMS = 512

Flag = tuple[str, str, str]


def parsed(file: str, data: bytes) -> ast.Module | None:
    """The tree of a module as it stands; None for a notebook, and where Python does not take it."""
    try:
        return ast.parse(data) if file.endswith(".py") else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def scan(file: str, data: bytes, tree: ast.Module | None, forbidden: Sequence[str]) -> list[Flag]:
    """Flags of one source and its `parsed` tree: (kind, where, message). Notebooks are judged by their size alone."""
    flags: list[Flag] = []
    if len(data) > LARGE_FILE_BYTES and file.endswith(".py"):
        flags.append(("large-file", file, f"{len(data)} bytes of source"))
    nodes = list(ast.walk(tree)) if tree else []  # once: walking a tree takes longer than reading it
    flags.extend(_large_literals(file, nodes))
    if not data.isascii() or any(name.rpartition(".")[2].encode() in data for name in forbidden):
        flags.extend(_forbidden(file, nodes, forbidden))
    return flags[:50]


def _large_literals(file: str, nodes: Sequence[ast.AST]) -> Iterator[Flag]:
    docstrings = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes:
        line = f"{file}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            size = len(node.value) if isinstance(node.value, str | bytes) else 0
            if isinstance(node.value, int) and node.value.bit_length() > 4 * LARGE_LITERAL_CHARS:
                size = node.value.bit_length() // 8
            if size > LARGE_LITERAL_CHARS:
                yield "large-literal", line, f"a literal of {size} characters or bytes"
        elif isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) > LARGE_LITERAL_ITEMS:
            yield "large-literal", line, f"a literal of {len(node.elts)} items"
        elif isinstance(node, ast.Dict) and len(node.keys) > LARGE_LITERAL_ITEMS:
            yield "large-literal", line, f"a literal of {len(node.keys)} items"


def _forbidden(file: str, nodes: Sequence[ast.AST], forbidden: Sequence[str]) -> Iterator[Flag]:
    """Uses of forbidden dotted names, whatever name they were imported under.

    Where an owner's origin is not known (a star import, say), the last two parts decide.
    """
    origins = dict(_imports(nodes))
    tails = {tuple(name.split(".")[-2:]): name for name in forbidden}
    for node in nodes:
        if isinstance(node, ast.Attribute):
            parts = _dotted(node)
            whole = ".".join([origins.get(parts[0], parts[0]), *parts[1:]]) if parts else ""
            tail = tails.get(tuple(parts[-2:])) if parts and parts[0] not in origins else None
            if found := whole if whole in forbidden else tail:
                yield "forbidden-call", f"{file}:{node.lineno}", found
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if f"{node.module}.{alias.name}" in forbidden:
                    yield "forbidden-call", f"{file}:{node.lineno}", f"{node.module}.{alias.name}"


def _imports(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, str]]:
    """What each imported name stands for: `F` for `torch.nn.functional`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _dotted(node: ast.AST) -> list[str]:
    """The parts of `a.b.c`; nothing where it does not begin with a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []
