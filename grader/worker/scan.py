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


def scan(file: str, data: bytes, forbidden: Sequence[str]) -> list[Flag]:
    """Flags of one source: (kind, where, message). Notebooks are judged by their size alone."""
    flags: list[Flag] = []
    if len(data) > LARGE_FILE_BYTES and file.endswith(".py"):
        flags.append(("large-file", file, f"{len(data)} bytes of source"))
    try:
        nodes = list(ast.walk(ast.parse(data))) if file.endswith(".py") else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return flags
    flags.extend(_large_literals(file, nodes))
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
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            size = len(node.value) if isinstance(node.value, str | bytes) else 0
            if isinstance(node.value, int) and node.value.bit_length() > 4 * LARGE_LITERAL_CHARS:
                size = node.value.bit_length() // 8
            if size > LARGE_LITERAL_CHARS:
                yield "large-literal", f"{file}:{node.lineno}", f"a literal of {size} characters or bytes"
        elif isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) > LARGE_LITERAL_ITEMS:
            yield "large-literal", f"{file}:{node.lineno}", f"a literal of {len(node.elts)} items"
        elif isinstance(node, ast.Dict) and len(node.keys) > LARGE_LITERAL_ITEMS:
            yield "large-literal", f"{file}:{node.lineno}", f"a literal of {len(node.keys)} items"


def _forbidden(file: str, nodes: Sequence[ast.AST], forbidden: Sequence[str]) -> Iterator[Flag]:
    """Uses of forbidden dotted names, by their last two parts, so that `nn.Dropout` is seen as well."""
    tails = {name: tuple(name.split(".")[-2:]) for name in forbidden}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            owner = {"F": "functional"}.get(owner, owner)
            for name, tail in tails.items():
                if (owner, node.attr) == tail:
                    yield "forbidden-call", f"{file}:{node.lineno}", name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if f"{node.module}.{alias.name}" in tails:
                    yield "forbidden-call", f"{file}:{node.lineno}", f"{node.module}.{alias.name}"
