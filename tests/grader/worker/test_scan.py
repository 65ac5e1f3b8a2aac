"""Forbidden names are seen under whatever name they were imported, and nothing else is taken for one."""

import pytest

from grader.worker.scan import parsed, scan

FORBIDDEN = ("torch.relu", "torch.nn.functional.relu", "torch.nn.ReLU")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import torch\ntorch.relu(X)", ["a.py:2 torch.relu"]),
        ("import torch as t\nt.relu(X)", ["a.py:2 torch.relu"]),
        ("from torch import relu as r\nr(X)", ["a.py:1 torch.relu"]),
        ("import torch.nn.functional as fun\nfun.relu(X)", ["a.py:2 torch.nn.functional.relu"]),
        ("from torch.nn import functional as fun\nfun.relu(X)", ["a.py:2 torch.nn.functional.relu"]),
        ("import torch.nn as layers\nlayers.ReLU()", ["a.py:2 torch.nn.ReLU"]),
        ("import torch\ntorch.nn.functional.relu(X)", ["a.py:2 torch.nn.functional.relu"]),
        ("from shortcuts import *\nnn.ReLU()", ["a.py:2 torch.nn.ReLU"]),
        ("import mytorch as torch\ntorch.relu(X)", []),
        ("from mine import nn\nnn.ReLU()", []),
        ("import torch\ntorch.relu6(X)\ntorch.nn.ReLU6()\nnet().relu(X)", []),
        ("import torch\nx = 'torch.relu'  # torch.relu", []),
    ],
)
def test_forbidden_names(source: str, found: list[str]) -> None:
    flags = scan("a.py", source.encode(), parsed("a.py", source.encode()), FORBIDDEN)
    assert [f"{where} {name}" for _, where, name in flags] == found
    assert {kind for kind, _, _ in flags} <= {"forbidden-call"}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("x = [" + "1," * 600 + "]", "large-literal"),
        ("x = {" + ",".join(f"{n}: 0" for n in range(600)) + "}", "large-literal"),
        ("x = b'" + "a" * 3000 + "'", "large-literal"),
        ("x = 0x1" + "f" * 8000, "large-literal"),
        ("#" * 70_000, "large-file"),
    ],
)
def test_what_could_hold_labels_is_seen(source: str, kind: str) -> None:
    assert [flag[0] for flag in scan("a.py", source.encode(), parsed("a.py", source.encode()), ())] == [kind]


def test_a_long_docstring_is_no_literal() -> None:
    source = f'"""{"word " * 1000}"""\ndef f():\n    """{"word " * 1000}"""\n'.encode()
    assert scan("a.py", source, parsed("a.py", source), ()) == []
