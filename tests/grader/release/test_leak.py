"""Leaks of every kind that is likely to happen are found, wherever they hide, and a clean release is clean."""

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.catalog import Course, load_course
from grader.release.bundle import github_zip, student_zip
from grader.release.hidden import hidden_of
from grader.release.leak import Leak, find_leaks
from grader.release.skeleton import new_lab
from grader.release.views import members
from grader.zips import zip_bytes

SECRET = bytes(range(100, 132))
LINE = "quarter_turns = torch.full((), 0.5, dtype=X.dtype)"
HIDDEN_TEST = "solutions/../tests/labs/tiny/hidden/test_tiny_hidden.py"

Files = dict[str, bytes]


@pytest.fixture
def released(course: Course) -> tuple[Course, Files]:
    """The course with a secret, and the files of its student zip, the wheel cut short to be read quickly."""
    (course.path / ".secret").write_text(SECRET.hex() + "\n")
    files = contents(student_zip(course.lab("tiny")))
    wheel = next(name for name in files if name.endswith(".whl"))
    files[wheel] = zip_bytes({name: data for name, data in contents(files[wheel]).items() if name.count("/") == 1})
    return course, files


def contents(archive: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist()}


def text(name: str, addition: str) -> Callable[[Files], None]:
    """Adds a line to a file of the zip."""

    def plant(files: Files) -> None:
        files[f"tiny/{name}"] = files.get(f"tiny/{name}", b"") + f"\n{addition}\n".encode()

    return plant


def file(name: str, data: bytes) -> Callable[[Files], None]:
    """Adds a file to the zip."""
    return lambda files: files.__setitem__(f"tiny/{name}", data)


def in_wheel(name: str, data: bytes) -> Callable[[Files], None]:
    """Adds a file to the wheel inside the zip."""

    def plant(files: Files) -> None:
        wheel = next(name for name in files if name.endswith(".whl"))
        files[wheel] = zip_bytes({**contents(files[wheel]), name: data})

    return plant


def notebook(cell: dict[str, object]) -> bytes:
    base = {"cell_type": "code", "metadata": {}, "execution_count": None, "source": [], "outputs": []}
    return json.dumps({"cells": [base | cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def png(kind: bytes, body: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    pixel = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + pixel + chunk(kind, body) + chunk(b"IEND", b"")


def zip_comment(files: Files) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "nothing here")
        archive.comment = LINE.encode()
    files["tiny/figures/more.zip"] = buffer.getvalue()


PLANTED = {
    "a solution line": text("tiny.py", f"    {LINE}"),
    "other white space": text("tiny.py", "    quarter_turns=torch.full( (), 0.5,\n        dtype = X.dtype )"),
    "in a comment": text("given.py", f"# was: {LINE}"),
    "in a handout": text("README.ko.md", f"`{LINE}`"),
    "in a handout with entities": text(
        "README.md", "<code>quarter_turns = torch.full((), 0&#46;5, dtype=X.dtype)</code>"
    ),
    "a forgotten mark": text("tiny.py", "# END SOLUTION"),
    "in a notebook cell": file("tiny.ipynb", notebook({"source": [LINE[:20], LINE[20:]]})),
    "a notebook output": file("tiny.ipynb", notebook({"outputs": [{"output_type": "stream", "text": ["ok"]}]})),
    "in notebook metadata": file("tiny.ipynb", notebook({"metadata": {"grader": {"solution": LINE}}})),
    "base64": text("README.md", base64.b64encode(LINE.encode()).decode()),
    "base64 over lines": text("README.md", base64.encodebytes((LINE * 4).encode()).decode()),
    "base64 of gzip": text("given.py", f'DATA = "{base64.b64encode(gzip.compress(LINE.encode())).decode()}"'),
    "hex": text("given.py", f'DATA = "{LINE.encode().hex()}"'),
    "utf-16": file("notes.txt", LINE.encode("utf-16")),
    "inside the wheel": in_wheel("grader/help.py", LINE.encode()),
    "a hidden test inside the wheel": in_wheel("grader/data/test_tiny_hidden.py", b""),
    "compiled": in_wheel("grader/__pycache__/help.cpython-312.pyc", b"\0\0"),
    "compiled beside the stub": file("tiny.pyc", b"\0\0"),
    "a hidden file name": file("tests/test_tiny_hidden.py", b""),
    "mentions a hidden file": text("README.md", "see test_tiny_hidden for more"),
    "a hidden test's name": text("tests/test_tiny.py", "def test_doubles_negatives(student): ..."),
    "a hidden test's title": text("README.md", "Hint: negative numbers?\nNegative numbers are doubled as well."),
    "a hidden test's Korean title": text("README.ko.md", "음수도 두 배가 돼요. 홀수도 소수점까지 맞아요."),
    "a line of a hidden test": text("tests/test_tiny.py", "    assert_close(out, reference.double(X))"),
    "a hidden number": text("README.md", "Try 7316.250 as well."),
    "a hidden number, otherwise written": text("given.py", "X = 7.31625e3"),
    "a misconception's id": text("README.md", "Beware of halved-by-floor."),
    "a misconception's hint": text("README.md", "What becomes of the digits behind the point?"),
    "a misconception's code": text("given.py", "def double_(X):\n    whole_part = X//1 * 2"),
    "a line of a variant": text("README.md", "`X.mul(1 << 1).to(dtype = X.dtype)` works as well."),
    "a line of a variant inside the wheel": in_wheel(
        "grader/help.py", b"y = X.to(wide).ldexp(-X.new_ones(())).to(X.dtype)"
    ),
    "a comment of a variant": text("README.md", "It is exact, since a power of two only moves the exponent."),
    "a variant's description": text("README.md", "Doubling by a step to\nthe left of the point"),
    "a variant as a notebook": file("help.ipynb", notebook({"source": ["X.mul(1 << 1).to(dtype=X.dtype)"]})),
    "a file of a variant": file("variants/by_shift/tiny.py", b""),
    "a comment of lab.toml": text("lab.public.toml", "# (The hidden suite tries very large numbers too)"),
    "a rubric": text("answers.md", "- Names the rounding (1 point)"),
    "a voided test": text("lab.public.toml", 'void = ["test_halves"]'),
    "a reference answer": text("answers.md", "> Because neither number has a finite binary form."),
    "a file of reference answers": text(
        "README.md", "Because: Both are rounded to the next number that\nhas a finite binary form, and so is their sum."
    ),
    "the secret's bytes": file("figures/noise.png", png(b"tEXt", b"Comment\0" + SECRET)),
    "the secret in hex": text("pytest.ini", f"# {SECRET.hex()}"),
    "the secret in upper case": text("pytest.ini", f"# {SECRET.hex().upper()}"),
    "the secret in base64": text("pytest.ini", f"# {base64.b64encode(SECRET).decode()}"),
    "the secret's file": file(".secret", b"\n"),
    "git's history": file(".git/objects/ab/cdef", b"x"),
    "a zip inside the zip": file("figures/old.txt", zip_bytes({"a/b.py": LINE.encode()})),
    "the comment of a zip": zip_comment,
    "a kind that cannot be read": file("figures/plot.pdf", b"%PDF-1.7"),
    "weights": file("model.pt", b"\0"),
    "text of an image": file("figures/plot.png", png(b"tEXt", b"Description\0" + LINE.encode())),
    "packed text of an image": file("figures/plot.png", png(b"zTXt", b"D\0\0" + zlib.compress(LINE.encode()))),
    "a comment of a drawing": text("figures/line.svg", f"<!-- {LINE} -->"),
    "notebook checkpoints": file(".ipynb_checkpoints/tiny-checkpoint.py", b""),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_leak_is_found(released: tuple[Course, Files], plant: Callable[[Files], None]):
    course, files = released
    plant(files)
    assert find_leaks(hidden_of(course), "tiny.zip", zip_bytes(files))


def test_what_is_released_is_clean(released: tuple[Course, Files]):
    lab, hidden = released[0].lab("tiny"), hidden_of(released[0])
    assert find_leaks(hidden, "tiny.zip", student_zip(lab)) == []
    assert find_leaks(hidden, "tiny-github.zip", github_zip(lab)) == []


def test_a_leak_says_where_and_of_what_but_not_what_it_is(released: tuple[Course, Files]):
    course, files = released
    in_wheel("grader/help.py", LINE.encode())(files)
    (leak,) = find_leaks(hidden_of(course), "tiny.zip", zip_bytes(files))
    assert leak.where.startswith("tiny.zip > tiny/")
    assert leak.where.endswith(".whl > grader/help.py")
    assert leak.what == "solution line tiny.py:18"
    assert "quarter" not in str(leak)


@pytest.mark.parametrize(
    "harmless",
    [
        text("README.md", "return x; loss.backward(); optimizer.step()"),
        text("README.md", "The test uses tensors of shape (2, 2) and 60000 images, lr 0.001."),
        text("tiny.py", "with torch.no_grad():"),
        text("README.md", "torch.full((3,), 2.0) is what the public test compares with."),
        # Of a variant, and yet what the stub shows, or what everybody imports.
        text("given.py", 'def double(X: Tensor) -> Tensor:\n    """2 X, any shape and dtype."""'),
        text("given.py", "from torch import Tensor, nn, float64 as wide"),
        file("figures/plot.svg", b'<svg><path d="M 7316.25 14632.5"/></svg>'),
    ],
)
def test_what_everybody_writes_is_no_leak(released: tuple[Course, Files], harmless: Callable[[Files], None]):
    course, files = released
    harmless(files)
    assert find_leaks(hidden_of(course), "tiny.zip", zip_bytes(files)) == []


def test_a_mistake_that_does_not_parse_is_looked_for_by_its_lines(released: tuple[Course, Files]):
    course, files = released
    path = course.path / "solutions/tiny/misconceptions/unfinished.py"
    path.write_text("def double(X):\n    return X.new_full(X.shape, 2 * X.sum()", encoding="utf-8")
    text("README.md", "return X.new_full(X.shape, 2 * X.sum()")(files)
    (leak,) = find_leaks(hidden_of(course), "tiny.zip", zip_bytes(files))
    assert leak.what == "line of misconception unfinished:2"


def test_a_damaged_zip_is_not_called_clean(released: tuple[Course, Files]):
    hidden = hidden_of(released[0])
    assert find_leaks(hidden, "tiny.zip", student_zip(released[0].lab("tiny"))[:-100])
    assert find_leaks(hidden, "tiny.zip", b"PK\x03\x04")


def test_the_solution_of_another_lab_is_a_leak_too(course: Course):
    new_lab(course, "attention")
    both = load_course(course.path)
    (course.path / "solutions/tiny/README.md").write_text("Use `centred / centred.pow(2).mean(dim=0).sqrt()`.")
    (leak,) = find_leaks(hidden_of(both), "tiny.zip", student_zip(both.lab("tiny")))
    assert leak == Leak("tiny.zip > tiny/README.md", "solution line attention.py:21")


def test_the_labs_of_this_course_are_clean():
    course = load_course(Path(__file__).parents[3])
    hidden = hidden_of(course)
    for lab in course.labs:
        archive = student_zip(lab)
        assert find_leaks(hidden, f"{lab.id}.zip", archive) == []
        assert any(name.endswith("lab.public.toml") for name in members(archive))
