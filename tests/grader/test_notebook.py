"""Module -> notebook -> module is the identity, and the worker reads from the notebook what the module says."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cells import ANSWER, CHECK, KEY, SETUP
from grader.notebook import NotebookTask, to_module, to_notebook
from grader.results import Text
from grader.worker.extract import read_module

MODULE = '''\
"""Lab 3, layers.py: ReLU & friends.

More about x_i and |x|.
"""

import math

SCALE = 2  # given


# Where it comes from.
def relu(X):
    """max(x, 0), for each x_i.

    Args:
        X: any *shape*.
        p: a_b.

    Returns:
        A new tensor of the shape of X,
        on its device.

    Source: week 3.
    """
    raise NotImplementedError("Task 3.1: relu")


def l1(x):
    return math.fabs(x)


class Net:
    """Two layers."""

    def forward(self, x):
        """Logits."""
        return l1(x)


def l2(x):
    return SCALE * x
'''
TASKS = (
    NotebookTask("3.1", Text("ReLU", "ReLU"), ("relu",)),
    NotebookTask("3.2", Text("Norms", "노름"), ("l1", "l2")),
    NotebookTask("3.6", Text("A net", "신경망"), ("Net",)),
)


def cells_of(data, role=None):
    cells = nbformat.reads(data.decode(), as_version=4).cells
    return [cell for cell in cells if role is None or cell.metadata[KEY]["role"] == role]


def names_in(name, data):
    namespace = {"__name__": "layers"}
    for unit in read_module(name, data, "definitions", name):
        exec(unit.code, namespace)
    return {name: type(value).__name__ for name, value in namespace.items() if not name.startswith("__")}


def test_a_notebook_is_valid_and_comes_back_as_the_module():
    data = to_notebook(MODULE.encode(), "layers.py", TASKS)
    nbformat.validate(nbformat.reads(data.decode(), as_version=4))
    assert to_module(data).decode() == MODULE
    assert to_notebook(MODULE.encode(), "layers.py", TASKS) == data


def test_each_task_has_text_an_answer_and_a_check():
    data = to_notebook(MODULE.encode(), "layers.py", TASKS)
    assert [(c.metadata[KEY]["role"], c.metadata[KEY].get("task", "")) for c in cells_of(data)] == [
        ("text", ""),
        ("setup", ""),
        ("given", ""),
        ("text", "3.1"),
        ("answer", "3.1"),
        ("check", "3.1"),
        ("text", "3.2"),
        ("answer", "3.2"),
        ("text", "3.6"),
        ("answer", "3.6"),
        ("check", "3.6"),
        ("text", "3.2"),
        ("answer", "3.2"),
        ("check", "3.2"),
    ]
    assert cells_of(data, ANSWER)[0].source.startswith("# Where it comes from.\ndef relu(X):")
    assert cells_of(data, CHECK)[0].source == 'from grader.notebook_check import check\n\ncheck("3.1")'
    assert "install" in cells_of(data, SETUP)[0].source
    ids = [cell.id for cell in cells_of(data)]
    assert len(set(ids)) == len(ids)
    assert "answer-3-1" in ids


def test_docstrings_are_text_that_markdown_leaves_alone():
    text = cells_of(to_notebook(MODULE.encode(), "layers.py", TASKS), "text")
    assert "More about x\\_i and \\|x\\|." in text[0].source
    relu = text[1].source
    assert relu.startswith("## 3.1 ReLU\n")
    assert "max(x, 0), for each x\\_i." in relu
    assert "**Args**:\n\n- X: any \\*shape\\*.\n- p: a\\_b." in relu
    assert "**Returns**:\n\n  A new tensor of the shape of X,\n  on its device." in relu
    assert "**Source**: week 3." in relu
    assert text[2].source.startswith("## 3.2 Norms · 노름\n")
    assert "`Net.forward(self, x)`" in text[3].source


def test_editing_one_task_changes_no_other_cell():
    before, after = (
        to_notebook(m.encode(), "layers.py", TASKS) for m in (MODULE, MODULE.replace("Two lay", "Three lay"))
    )
    changed = [a.id for a, b in zip(cells_of(before), cells_of(after), strict=True) if a != b]
    assert changed == ["text-3-6", "answer-3-6"]


def test_the_worker_reads_the_module_from_the_notebook():
    data = to_notebook(MODULE.encode(), "layers.py", TASKS)
    assert names_in("layers.ipynb", data) == names_in("layers.py", MODULE.encode())


def test_the_way_back_takes_what_a_student_changed():
    data = json.loads(to_notebook(MODULE.encode(), "layers.py", TASKS))
    answer = next(cell for cell in data["cells"] if cell["id"] == "answer-3-1")
    answer["source"] = "def relu(X):\n    return max(X, 0)"
    answer["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "3"}]
    module = to_module(json.dumps(data).encode()).decode()
    assert "\n\ndef relu(X):\n    return max(X, 0)\n\n\ndef l1(x):" in module
    assert "check(" not in module


@pytest.mark.parametrize(
    "source", ["", "\n", "# only a comment", "import torch\n", "x = 1\r\ny = 2\r\n", "\ufeffx = 1\n"]
)
def test_modules_without_tasks(source):
    data = to_notebook(source.encode(), "layers.py", TASKS)
    nbformat.validate(nbformat.reads(data.decode(), as_version=4))
    assert to_module(data).decode() == source.replace("\r\n", "\n").removeprefix("\ufeff")


def test_what_is_no_notebook():
    with pytest.raises(ValueError, match="no notebook"):
        to_module(b'{"cells": 3}')
    with pytest.raises(SyntaxError):
        to_notebook(b"def f(:", "layers.py", TASKS)


NAMES = ("relu", "l1", "l2", "Net", "helper", "given")
text = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=15)
blocks = st.one_of(
    st.sampled_from(
        ["import math", "from math import pi", "X = [\n    1,\n\n    2,\n]", "if True:\n    Y = 3", "A = 1; B = 2"]
    ),
    text.map(lambda t: f"# {t}"),
    st.tuples(st.sampled_from(NAMES), text).map(lambda p: f"def {p[0]}(x):\n    {p[1]!r}\n\n    return x  # end"),
    st.tuples(st.sampled_from(NAMES), text).map(lambda p: f"class {p[0]}:\n    {p[1]!r}\n    def f(self): pass"),
    st.sampled_from(NAMES).map(lambda name: f"# note\n@staticmethod\ndef {name}():\n    '''\n\n# no comment\n    '''"),
)
modules = st.lists(st.tuples(blocks, st.integers(1, 5)), max_size=8).map(
    lambda parts: "".join(block + "\n" * gap for block, gap in parts)
)


@given(modules, st.integers(0, 3))
def test_any_module_comes_back(module, cut):
    source = module[: len(module) - min(cut, len(module) - len(module.rstrip("\n")))]
    data = to_notebook(source.encode(), "layers.py", TASKS)
    assert to_module(data).decode() == source
    nbformat.validate(nbformat.reads(data.decode(), as_version=4))


@given(modules)
def test_any_notebook_reads_like_its_module(module):
    data = to_notebook(module.encode(), "layers.py", TASKS)
    answers = {
        n for cell in cells_of(data, ANSWER) for n in NAMES[:4] if f" {n}(" in cell.source or f" {n}:" in cell.source
    }
    in_module, in_notebook = names_in("layers.py", module.encode()), names_in("layers.ipynb", data)
    assert in_notebook == in_module
    assert answers <= set(in_notebook)
