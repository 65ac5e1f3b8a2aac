"""What is a student's own: the handout is set aside by text alone, and what is left still parses."""

import ast
import json
from pathlib import Path

import pytest

from grader.catalog import Course, Lab, load_course
from grader.integrity import code_of, fingerprints, own_code, stub_of
from tests.grader.classroom import REPOSITORY

STUB = '''\
"""Two tasks.

Over several lines.
"""

import torch

GIVEN = (
    1,
    2,
)


def relu(X):
    """max(X, 0).

    X: any shape.
    """
    raise NotImplementedError("Task 1: relu")


class Net:
    """A net."""

    def forward(self, x):
        """x: any shape."""
        raise NotImplementedError("Task 2: Net.forward")

    def given(self):
        """One."""
        return 1
'''
OWN = STUB.replace('raise NotImplementedError("Task 1: relu")', "return X.clamp(min=0)")


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(REPOSITORY)


@pytest.fixture(scope="module")
def lab(course: Course) -> Lab:
    return course.lab("regularization")


def test_what_was_given_is_taken_away() -> None:
    assert own_code(STUB, STUB).strip() == ""
    assert own_code(OWN, STUB).strip() == "def relu(X):\n    return X.clamp(min=0)"


@pytest.mark.parametrize(
    "change",
    [
        ('    """x: any shape."""\n        raise', "    raise"),
        ('raise NotImplementedError("Task 2: Net.forward")', "return x"),
        ('        raise NotImplementedError("Task 2: Net.forward")\n', ""),
        ("Over several lines.", "By me: '''a quote'''."),
        ("    2,\n", "    3,\n"),
        ("import torch\n", "@decorated\ndef mine(): ...\n"),
    ],
)
def test_what_is_left_parses_and_keeps_the_change(change: tuple[str, str]) -> None:
    old, new = change
    assert old in STUB
    own = own_code(STUB.replace(old, new), STUB)
    ast.parse(own)
    assert new.strip() in own
    assert 'NotImplementedError("Task 1' not in own


def test_every_right_variant_of_every_lab_still_parses(course: Course) -> None:
    for lab in course.labs:
        for path in [*lab.solution_dir.glob("*.py"), *lab.solution_dir.glob("variants/*/*.py")]:
            own = own_code(path.read_text(encoding="utf-8"), stub_of(lab, path.name) or "x = 1\n")
            assert ast.dump(ast.parse(own))


def test_a_notebook_is_its_code_cells(lab: Lab) -> None:
    notebook = (lab.assignment_dir / "layers.ipynb").read_bytes()
    code = code_of("layers.ipynb", notebook)
    assert code is not None
    assert own_code(code, stub_of(lab, "layers.py")).strip() == ""
    content = json.loads(notebook)
    content["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [], "source": ["%pip x\n", "y = 1"]})
    code = code_of("layers.ipynb", json.dumps(content, indent=1, sort_keys=True).encode())
    assert code is not None
    assert own_code(code, stub_of(lab, "layers.py")).split() == ["pass", "y", "=", "1"]


@pytest.mark.parametrize("data", [b"\x80\x81\xff\xff", b"PK\x03\x04", b"x" * (5 << 20)])
def test_what_cannot_be_read_has_no_code(data: bytes, lab: Lab) -> None:
    assert code_of("layers.ipynb", data) in (None, "")
    assert code_of("layers.ipynb", b"[" * 100_000) == ""
    assert "layers.py" not in fingerprints({"layers.py": data}, lab)


def fingerprint(lab: Lab, text: str, name: str = "layers.py") -> str | None:
    return fingerprints({name: text.encode()}, lab).get("layers.py")


def test_a_fingerprint_sees_through_comments_and_layout_and_no_further(lab: Lab) -> None:
    text = (lab.solution_dir / "layers.py").read_text(encoding="utf-8")
    first = fingerprint(lab, text)
    assert first is not None
    assert fingerprint(lab, "# mine\r\n" + text.replace("\n\n", "\n\n\n").replace("\n", "\r\n")) == first
    assert fingerprint(lab, text.replace("  # SOLUTION", " # by me")) == first
    assert fingerprint(lab, text.replace("kept", "mask")) != first


def test_little_code_is_nobodys_copy(lab: Lab) -> None:
    stub = stub_of(lab, "layers.py")
    line = 'raise NotImplementedError("Task 3.1: relu")'
    assert line in stub
    assert fingerprint(lab, stub) is None
    assert fingerprint(lab, stub.replace(line, "return X.clamp(min=0)")) is None


def test_without_the_handout_nothing_is_told(course: Course, lab: Lab, tmp_path: Path) -> None:
    text = (lab.solution_dir / "layers.py").read_text(encoding="utf-8")
    bare = Lab(lab.toml, lab.toml_path, lab.solution_dir, tmp_path, lab.suite_dirs, lab.course)
    assert fingerprint(bare, text) is None
