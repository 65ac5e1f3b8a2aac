"""Which tasks a change to a reference can touch, from which names its code uses. Pure.

Grading a mutant by the tests of these tasks alone says the same as grading all of it, and costs a tenth.
"""

import ast
from collections.abc import Iterable, Mapping

from grader.catalog import Lab
from grader.misconceptions import defined


def touched_tasks(
    lab: Lab, sources: Mapping[str, bytes], changed: Iterable[str], tests: Mapping[str, set[str]] | None = None
) -> tuple[str, ...]:
    """Ids of the tasks whose code uses one of the `changed` names, over any number of steps; in lab.toml's order.

    With `tests` (`tested_by`) also those whose tests call such code. Names are taken for equal over all files of a
    lab, which can only give too many tasks.
    """
    uses = _uses(lab, sources)
    reached = set(changed)
    while more := {name for name, used in uses.items() if used & reached} - reached:
        reached |= more
    named = {task.id: {*task.names, *(tests or {}).get(task.id, ())} for task in lab.toml.task if not task.manual}
    return tuple(task for task, names in named.items() if reached & names)


def tested_by(lab: Lab) -> dict[str, set[str]]:
    """Task id -> every name of the lab that its tests mention, themselves or in a helper of their file."""
    found: dict[str, set[str]] = {}
    names = {name for task in lab.toml.task for name in task.names}
    for _, folder in lab.suite_dirs:
        for path in sorted(folder.rglob("*.py")):
            body = ast.parse(path.read_bytes()).body
            helpers = {name: _words(node) for node in body for name in defined(node)}
            for node in body:
                for task in _tasks_of(node):
                    words = _words(node)
                    for word in words & helpers.keys():
                        words |= helpers[word]
                    found.setdefault(task, set()).update(words & names)
    return found


def _tasks_of(node: ast.stmt) -> list[str]:
    """The ids in `@pytest.mark.task("3.4")`."""
    if not isinstance(node, ast.FunctionDef):
        return []
    marks = [mark for mark in node.decorator_list if isinstance(mark, ast.Call) and mark.args]
    return [
        str(mark.args[0].value)
        for mark in marks
        if isinstance(mark.func, ast.Attribute) and mark.func.attr == "task" and isinstance(mark.args[0], ast.Constant)
    ]


def _words(node: ast.AST) -> set[str]:
    """Names, attributes and strings of a piece of code."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            found.add(inner.attr)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            found.add(inner.value)
    return found


def _uses(lab: Lab, sources: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Top-level name -> names that its definition mentions, over all modules of the lab."""
    found: dict[str, set[str]] = {}
    for module in lab.modules:
        tree = ast.parse(sources.get(f"{module}.py", b""))
        for node in tree.body:
            for name in defined(node):
                found.setdefault(name, set()).update(_mentioned(node, lab.modules))
    return found


def _mentioned(node: ast.AST, modules: Iterable[str]) -> set[str]:
    names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    for inner in ast.walk(node):  # layers.relu
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id in modules:
            names.add(inner.attr)
    return names
