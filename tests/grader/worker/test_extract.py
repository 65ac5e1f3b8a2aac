"""What is taken of a submitted file, and how it is said when nothing can be."""

import ast
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cells import ANSWER, CHECK, GIVEN, KEY, SETUP
from grader.decode import ExtractError, module_source
from grader.worker.extract import defined_names, definitions_only, newer_python, read_module
from grader.worker.newer import required_version

KOREAN = 'def relu(X):\n    """음수는 0으로."""\n    return X  # 한글 주석\n'


def notebook(*cells, nbformat=4, **extra):
    """A notebook's bytes from cell sources, or from (source, role) pairs."""
    made = []
    for cell in cells:
        source, role = cell if isinstance(cell, tuple) else (cell, "")
        made.append(
            {
                "cell_type": "code",
                "metadata": {KEY: {"role": role}} if role else {},
                "source" if nbformat == 4 else "input": source,
                "outputs": [],
                "execution_count": None,
            }
        )
    body = {"cells": made} if nbformat == 4 else {"worksheets": [{"cells": made, "metadata": {}}]}
    return json.dumps({"nbformat": nbformat, "nbformat_minor": 0, "metadata": {}, **body, **extra}).encode()


def run(name, data, mode="full"):
    """The names that executing a reading leaves, as the runtime executes it."""
    namespace = {"__name__": "layers"}
    for unit in read_module(name, data, mode, f"/scratch/{name}"):
        try:
            exec(unit.code, namespace)
        except Exception:
            if not unit.ignore_errors:
                raise
    return namespace


@pytest.mark.parametrize(
    "data",
    [
        KOREAN.encode(),
        KOREAN.encode("utf-8-sig"),
        KOREAN.encode("cp949"),
        b"# -*- coding: cp949 -*-\n" + KOREAN.encode("cp949"),
        b"# coding: euc-kr\n" + KOREAN.encode("cp949"),
        b"# coding: cp949\n" + KOREAN.encode(),  # a copied line that is wrong
        b"# coding: no-such-codec\n" + KOREAN.encode(),
        KOREAN.replace("\n", "\r\n").encode(),
        KOREAN.replace("\n", "\r").encode(),
        KOREAN.encode("utf-16"),
    ],
)
def test_sources_are_read_as_korean_machines_write_them(data):
    text = module_source("layers.py", data)
    assert text.endswith(KOREAN)
    assert callable(run("layers.py", data)["relu"])


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")))
def test_any_utf8_text_survives(text):
    text = text.removeprefix("\ufeff")
    assert module_source("a.py", text.encode()) == text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1 ", "RTF"),
        (b"def f():\x00\n", "binary"),
        (bytes(range(256)), "binary"),
        (b"\xff\xfe\xfd", "UTF-8 nor CP949"),
        ("x = 1\0".encode("utf-16"), "binary"),
    ],
)
def test_what_is_no_source_is_said_in_both_languages(data, word):
    with pytest.raises(ExtractError) as caught:
        read_module("layers.py", data, "full", "layers.py")
    assert word in caught.value.en
    assert "layers.py" in caught.value.en
    assert "layers.py" in caught.value.ko


def test_a_wrong_py_is_a_syntax_error_with_its_line():
    with pytest.raises(SyntaxError) as caught:
        read_module("layers.py", b"x = 1\ndef f(:\n", "full", "/scratch/layers.py")
    assert caught.value.lineno == 2
    assert caught.value.filename == "/scratch/layers.py"


def test_deep_nesting_is_no_crash():
    with pytest.raises((ExtractError, SyntaxError)):
        read_module("layers.py", b"x = " + b"(" * 20_000 + b")" * 20_000, "full", "layers.py")
    with pytest.raises((ExtractError, SyntaxError)):
        read_module("layers.py", b"x = " + b"-" * 200_000 + b"1", "full", "layers.py")


LOOPS = b"""\
import math
from nowhere import thing
SIZE = 3
x: int = 4
x += 1
while True:
    pass
print("hello")
def relu(X):
    return X
broken = 1 / 0
class Net:
    pass
if True:
    flag = relu
else:
    print("no")
try:
    import nothing
except ImportError:
    nothing = None
with open("missing") as f:
    held = 1
if __name__ == "__main__":
    model = Net()
    relu(undefined)
after = 5
raise SystemExit
"""


def test_the_second_reading_keeps_definitions_and_assignments_only():
    names = run("layers.py", LOOPS, "definitions")
    assert (names["SIZE"], names["x"], names["after"]) == (3, 5, 5)
    assert names["flag"] is names["relu"]
    assert names["nothing"] is None
    assert names["Net"]
    assert {"broken", "held", "model"}.isdisjoint(names)


def test_the_second_reading_keeps_line_numbers():
    tree = ast.parse(LOOPS)
    assert {stmt.name: stmt.lineno for stmt in definitions_only(tree.body) if hasattr(stmt, "name")} == {
        "relu": 9,
        "Net": 12,
    }
    names = run("layers.py", LOOPS, "definitions")
    assert names["relu"].__code__.co_firstlineno == 9
    assert names["relu"].__code__.co_filename == "/scratch/layers.py"


def test_units_say_what_they_bind_and_whether_they_call():
    units = {unit.names: unit for unit in read_module("layers.py", LOOPS, "definitions", "layers.py")}
    assert units["relu",].ignore_errors
    assert not units["relu",].calls
    assert not units["SIZE",].calls
    reading = read_module("layers.py", b"h = train(model)", "definitions", "layers.py")
    assert [unit.calls for unit in reading] == [True]


def test_future_imports_hold_for_every_statement():
    source = b"from __future__ import annotations\nwhile False: pass\ndef f(x: Undefined): return x\n"
    assert run("layers.py", source, "definitions")["f"](2) == 2


def test_a_cell_that_raises_or_does_not_parse_costs_no_other():
    data = notebook("import math", "1 / 0", "def f(:", "y = undefined", "def relu(X):\n    return math.fabs(X)")
    assert run("layers.ipynb", data)["relu"](-2) == 2
    reading = read_module("layers.ipynb", data, "full", "layers.ipynb")
    assert any("code cell 3" in en and "셀 3번" in ko for en, ko in reading.notes)


MAGIC = """\
%matplotlib inline
!pip install torch
?print
relu??
files = !ls
here = %pwd
if True:
    !echo hi
def relu(X):
    return X
"""


def test_magics_and_shell_lines_are_dropped():
    data = notebook(
        MAGIC,
        "%%time\nslow = 1",
        "%%bash\nrm -rf /\nx = 1",
        "%%writefile layers.py\ndef lp_norm(x, p):\n    return p",
        "total = (7\n    % 4)",
    )
    names = run("layers.ipynb", data)
    assert names["relu"](1) == 1
    assert names["lp_norm"](0, 2) == 2
    assert (names["slow"], names["total"]) == (1, 3)
    assert "x" not in names


def test_loops_and_bare_calls_in_cells_are_not_run():
    data = notebook("while True: pass\nx = 1; print(x); y = 2\nexit()", "for i in range(3):\n    z = i")
    names = run("layers.ipynb", data)
    assert (names["x"], names["y"]) == (1, 2)
    assert "z" not in names


def test_versions_3_and_4_read_alike():
    cells = ("import math", "def relu(X):\n    return X")
    old, new = (read_module("a.ipynb", notebook(*cells, nbformat=n), "full", "a.ipynb") for n in (3, 4))
    assert old.source == new.source


def test_a_notebook_renamed_to_py_is_read_as_a_notebook():
    assert run("layers.py", notebook("def relu(X):\n    return X"))["relu"](3) == 3


def test_outputs_of_any_size_are_passed_over():
    data = json.loads(notebook("x = 1"))
    data["cells"][0]["outputs"] = [{"output_type": "stream", "text": "y" * 5_000_000}]
    assert run("a.ipynb", json.dumps(data).encode())["x"] == 1


def test_answer_cells_have_the_last_word():
    data = notebook(
        ("def check(task): pass", SETUP),
        ("import math\nSCALE = 2", GIVEN),
        ("import math\ndef relu(X: math.inf):\n    return 'answer'\nSCALE = 3", ANSWER),
        "import math\ndef relu(X):\n    return 'experiment'",
        "def helper():\n    return 1",
        ("check('3.1')\nz = 1", CHECK),
    )
    names = run("layers.ipynb", data)
    assert names["relu"](0) == "answer"
    assert names["helper"]() == 1
    assert names["SCALE"] == 3
    assert {"check", "z"}.isdisjoint(names)


STUB = "def relu(X):\n    raise NotImplementedError('Task 3.1: relu')"
REAL = "def relu(X):\n    return X"


@pytest.mark.parametrize("cells", [[(STUB, ANSWER), REAL], [REAL, (STUB, ANSWER)]])
def test_an_answer_in_a_cell_of_its_own_replaces_the_stub(cells):
    assert run("layers.ipynb", notebook(*cells))["relu"](3) == 3


def test_a_stub_that_nothing_replaces_stays():
    with pytest.raises(NotImplementedError):
        run("layers.ipynb", notebook((STUB, ANSWER), "x = 1"))["relu"](3)


def test_line_numbers_of_a_notebook_are_those_of_the_text_that_is_shown():
    data = notebook(
        "%time x = 1\nimport math",
        "print(1)\n\n@staticmethod\ndef f():\n    return 1",
        "try:\n    a = 1\nexcept E: pass",
    )
    reading = read_module("a.ipynb", data, "full", "a.ipynb")
    lines = reading.source.split("\n")
    for unit in reading:
        text = "\n".join(lines[unit.line - 1 :])
        assert text.startswith(("import math", "def f", "try:", "x = 1", "pass")), text
    assert lines[lines.index("def f():") - 1] == "@staticmethod"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"cells": 3}',
        b'{"cells": [{"cell_type": "code", "sour',
        b"[" * 100_000,
        b'{"cells":' + b"[" * 100_000,
        b"\xff\xff",
    ],
)
def test_broken_notebooks_are_refused(data):
    with pytest.raises(ExtractError) as caught:
        read_module("a.ipynb", data, "full", "a.ipynb")
    assert caught.value.en != caught.value.ko


def test_too_many_cells_are_refused():
    with pytest.raises(ExtractError, match="more code"):
        read_module("a.ipynb", notebook(*["x = 1"] * 6_000), "full", "a.ipynb")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["cells", "cell_type", "source", "metadata", KEY, "role"]), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.lists(json_values, max_size=4))
def test_cells_of_wrong_types_are_passed_over(cells):
    data = json.dumps({"nbformat": 4, "cells": cells}).encode()
    assert read_module("a.ipynb", data, "full", "a.ipynb").units == ()


NEWER = [
    ("def first[T](x: T) -> T:\n    return x\n", "3.12"),
    ("class Box[T: (int, str)]:\n    pass\n", "3.12"),
    ("type Pair = tuple[int, int]\n", "3.12"),
    ("type Pair[T] = tuple[T, T]\n", "3.12"),
    ("d = {'a': 1}\nprint(f'{d['a']}')\n", "3.12"),
    ('x = [1]\nprint(f"{"\\n".join(map(str, x))}")\n', "3.12"),
    ("print(f'''{\n  1  # one\n}''')\n", "3.12"),
    ("class Box[T = int]:\n    pass\n", "3.13"),
    ("try:\n    pass\nexcept ValueError, TypeError:\n    pass\n", "3.14"),
    ("name = 'a'\nx = t'hello {name}'\n", "3.14"),
]


@pytest.mark.parametrize(("source", "version"), NEWER)
def test_a_newer_python_is_named(source, version):
    newer = tuple(map(int, version.split("."))) > sys.version_info[:2]
    assert required_version(source) == (version if newer else None)
    for name, data in (("layers.py", source.encode()), ("layers.ipynb", notebook("x = 1", source))):
        if newer:
            with pytest.raises(SyntaxError) as caught:
                read_module(name, data, "full", name)
            assert newer_python(data, caught.value) == version
        else:
            assert read_module(name, data, "full", name).units


@pytest.mark.parametrize(
    "source",
    [
        "def f(:\n",
        "print 'hello'\n",
        "try:\n    pass\nexcept ValueError, e:\n    pass\n",
        "x = f'{a'\n",
        "def f[T(x):\n    pass\n",
        "x = (1,\n",
        "  x = 1\n y = 2\n",
        "print(f'{d['a']')\nx = = 2\n",
        "type = \n",
    ],
)
def test_what_no_python_parses_is_not_called_newer(source):
    assert required_version(source) is None


def test_names_that_a_file_defines():
    assert defined_names(
        "a.ipynb", notebook("import torch", "def relu(X): pass", "class Net: pass", "a, b = 1, 2")
    ) == [
        "torch",
        "relu",
        "Net",
        "a",
        "b",
    ]
    assert defined_names("a.ipynb", b"{") == []
