"""Solutions become stubs that parse, say the task and keep their format; wrong marks are errors with file and line."""

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from grader.errors import CourseError
from grader.release.strip import strip, strip_markdown

TASKS = {"relu": "3.1", "MLP": "4.3", "train": "2.7"}
SOLUTION = '''\
"""Layers."""

import torch

# BEGIN SOLUTION
import math

# END SOLUTION
from torch import Tensor


def relu(X: Tensor) -> Tensor:
    """max(X, 0)."""
    return torch.clamp(X, min=0)  # SOLUTION


# BEGIN SOLUTION
def _helper(x: float) -> float:
    return math.sqrt(x)


# END SOLUTION


class MLP(torch.nn.Module):
    """A net."""

    def __init__(self, xdim: int = 784) -> None:
        super().__init__()
        # BEGIN SOLUTION
        self.layer = torch.nn.Linear(xdim, 10)

        if xdim:
            self.xdim = xdim
        # END SOLUTION

    # BEGIN SOLUTION
    def _private(self) -> float:
        return _helper(2)

    # END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """Logits."""
        # BEGIN SOLUTION
        y = self.layer(x)
        # END SOLUTION

        # Given: a word between the parts.

        # BEGIN SOLUTION
        return y
        # END SOLUTION


# Given: a constant.
MARK = """
# BEGIN SOLUTION
"""
'''
STUB = '''\
"""Layers."""

import torch

from torch import Tensor


def relu(X: Tensor) -> Tensor:
    """max(X, 0)."""
    raise NotImplementedError("Task 3.1: relu")


class MLP(torch.nn.Module):
    """A net."""

    def __init__(self, xdim: int = 784) -> None:
        super().__init__()
        raise NotImplementedError("Task 4.3: MLP.__init__")

    def forward(self, x: Tensor) -> Tensor:
        """Logits."""
        raise NotImplementedError("Task 4.3: MLP.forward")

        # Given: a word between the parts.


# Given: a constant.
MARK = """
# BEGIN SOLUTION
"""
'''


def test_parts_become_one_raise_per_function_and_vanish_elsewhere():
    assert strip(SOLUTION, "layers.py", TASKS.get) == STUB


def test_windows_line_ends_and_a_bom_give_the_same_stub():
    assert strip("\ufeff" + SOLUTION.replace("\n", "\r\n"), "layers.py", TASKS.get) == STUB


def test_a_stub_keeps_the_format_of_its_source(tmp_path: Path):
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed")
    (tmp_path / "stub.py").write_text(strip(SOLUTION, "layers.py", TASKS.get), encoding="utf-8")
    done = subprocess.run([ruff, "format", "--diff", str(tmp_path / "stub.py")], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


BODY = """\
def relu(X):
    {0}
    return X
    {1}
"""


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        (BODY.format("# BEGIN SOLUTION", "y = 1"), 2, "without an # END"),
        (BODY.format("y = 1", "# END SOLUTION"), 4, "without a # BEGIN"),
        (BODY.format("# BEGIN SOLUTION", "# BEGIN SOLUTION"), 4, "inside the part that begins on line 2"),
        (BODY.format("# BEGIN SOLUTION", "y = 1  # SOLUTION\n    # END SOLUTION"), 4, "inside the part"),
        (BODY.format("# BEGIN SOLUTION", "# END SOLUTIONS"), 4, "is no mark"),
        (BODY.format("# begin solution", "y = 1"), 2, "is no mark"),
        (BODY.format("# BEGIN SOLUTION: part a", "# END SOLUTION"), 2, "is no mark"),
        (BODY.format("# SOLUTION", "y = 1"), 2, "is no mark"),
        (BODY.format("y = 1  # BEGIN SOLUTION", "# END SOLUTION"), 2, "is no mark"),
        (BODY.format("if X: return 1  # SOLUTION", "y = 1"), 2, "one whole statement"),
        (BODY.format("y = (\n        1\n    )  # SOLUTION", "y = 1"), 4, "one whole statement"),
        (BODY.format("# BEGIN SOLUTION", "y = 1\n# END SOLUTION"), 5, "indented otherwise"),
        (BODY.format("# BEGIN SOLUTION\n    # END SOLUTION", "y = 1"), 2, "no statement between"),
        ("def helper():\n    return 1  # SOLUTION\n", 2, "no task's `names`"),
        ("class A:\n    # BEGIN SOLUTION\n    x = 1\n    # END SOLUTION\n", 1, "does not parse"),
        ("def relu(:\n", 1, "does not parse"),
    ],
)
def test_a_wrong_mark_is_an_error_with_file_and_line(source: str, line: int, said: str):
    with pytest.raises(CourseError) as caught:
        strip(source, "layers.py", TASKS.get)
    assert str(caught.value).startswith(f"layers.py:{line}: ")
    assert said in str(caught.value)


def test_the_name_of_a_function_in_another_scope_is_not_mistaken():
    source = "def train():\n    def relu():\n        return 1  # SOLUTION\n\n    return relu\n"
    assert 'raise NotImplementedError("Task 2.7: train.relu")' in strip(source, "a.py", TASKS.get)


SHEET = dedent(
    """\
    # Questions

    1. Why?

    <!-- BEGIN SOLUTION -->
    Because.
    <!-- END SOLUTION -->
    """
)


def test_an_answer_sheet_loses_its_answers():
    assert strip_markdown(SHEET, "answers.md", "here") == "# Questions\n\n1. Why?\n\nhere\n"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("<!-- END SOLUTION -->\n", "", 5),
        ("<!-- BEGIN SOLUTION -->\n", "", 6),
        ("Because.", "<!-- BEGIN SOLUTION -->", 6),
        ("<!-- BEGIN SOLUTION -->", "<!-- begin solution -->", 5),
        ("1. Why?", "1. Why? <!-- BEGIN SOLUTION -->", 3),
    ],
)
def test_wrong_marks_in_an_answer_sheet_are_errors(old: str, new: str, line: int):
    with pytest.raises(CourseError, match=f"^answers.md:{line}: "):
        strip_markdown(SHEET.replace(old, new), "answers.md", "here")
