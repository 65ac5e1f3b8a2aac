"""Mutants of a reference: what is changed, how it is named, and what is left alone."""

import ast

from grader.audit.mutants import mutants

STUB = """
def given(x):
    return x + 1


def scale(X):
    raise NotImplementedError("Task 1.1: scale")
"""
SOURCE = '''
def given(x):
    return x + 1


def scale(X):
    """Never touched: 3 + 4."""
    total = X.sum(dim=0)
    total -= 1
    return total / 2
'''


def changes() -> dict[str, str]:
    return {mutant.id: mutant.source for mutant in mutants("a.py", SOURCE, STUB)}


def test_each_is_one_change_of_what_students_write() -> None:
    found = changes()
    for wanted in (
        "a.py scale: X.sum(dim=0) -> X.mean(dim=0)",
        "a.py scale: X.sum(dim=0) -> X.sum()",
        "a.py scale: 0 -> 1",
        "a.py scale: total -= 1 -> pass",
        "a.py scale: total / 2 -> total * 2",
        "a.py scale: total / 2 -> 2 / total",
    ):
        assert wanted in found
    assert not any("given" in name for name in found)
    plain = ast.unparse(ast.parse(SOURCE)).splitlines()
    for name, source in found.items():
        changed = [pair for pair in zip(plain, source.splitlines(), strict=True) if pair[0] != pair[1]]
        assert len(changed) == 1, name


def test_ids_do_not_move_with_the_lines_above() -> None:
    below = "\n# a comment\nimport math\n" + SOURCE
    assert {mutant.id for mutant in mutants("a.py", below, STUB)} == set(changes())
