"""One folder with the shapes that a class of students really hands in, collected in one run."""

import bz2
import gzip
import io
import json
import stat
import struct
import tarfile
import unicodedata
import zipfile
from dataclasses import dataclass

import pytest

from grader.desk import Options
from grader.grading import grade
from grader.intake.collect import collect
from grader.results import Status

LAYERS = "def relu(X):\n    return X  # 음수는 0\n\n\ndef dropout_layer(X, p):\n    return X\n"
MLP = "class Net:\n    pass\n\n\ndef net(X, params):\n    return X\n"
BOTH = {"layers.py": LAYERS.encode(), "mlp.py": MLP.encode()}
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [{"cell_type": "code", "metadata": {}, "source": LAYERS, "outputs": [], "execution_count": None}],
    }
).encode()


def zipped(files, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files, mode="w", extra=()):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in extra:
            archive.addfile(info)
    return out.getvalue()


def cp949_zip(files):
    """As Windows in Korean writes it: names in CP949, no UTF-8 flag."""
    places = {name: str(i).zfill(len(name.encode("cp949"))) for i, name in enumerate(files)}
    data = zipped({places[name]: content for name, content in files.items()})
    for name, place in places.items():
        data = data.replace(place.encode(), name.encode("cp949"))
    return data


def flagged(data, bit):
    """Every entry of a zip with one more general flag."""
    out = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(signature)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", out, at + offset)
            struct.pack_into("<H", out, at + offset, flags | bit)
            at = out.find(signature, at + 4)
    return bytes(out)


def with_mode(name, data, mode):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("layers.py", LAYERS)
        archive.writestr(info, data)
    return out.getvalue()


def twice_named():
    """Two entries of one name, which only a hand-made archive has."""
    return zipped({"layers.py": LAYERS, "layerz.py": MLP}).replace(b"layerz.py", b"layers.py")


def overlapping():
    """Two entries that share their bytes."""
    data = bytearray(zipped({"a.py": LAYERS, "b.py": MLP}))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, second + 42, 3)
    return bytes(data)


def link(name, kind=tarfile.SYMTYPE, target="/etc/passwd"):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@dataclass
class Shape:
    """What is laid into the folder under this name, and what its row must say."""

    name: str
    content: object  # bytes: a file; dict: a folder of files
    problem: str = ""  # a word of the message; "" where it is read
    id: str = ""
    files: tuple[str, ...] = ("layers.py", "mlp.py")


NFD = unicodedata.normalize("NFD", "한글이름")
GOOD = zipped(BOTH)
SHAPES = [
    Shape("s01-folder", BOTH),
    Shape("s02-zip.zip", GOOD),
    Shape("s03-deep.zip", zipped({f"과제/실습 3/제출/{n}": d for n, d in BOTH.items()})),
    Shape("s04-mac.zip", zipped({**BOTH, "__MACOSX/._layers.py": b"\0\5\x16\7", ".DS_Store": b"\0\0\0\1Bud1"})),
    Shape("s05-cp949.zip", cp949_zip({f"한글폴더/{n}": d for n, d in BOTH.items()})),
    Shape("s06-backslashes.zip", zipped({f"hw\\{n}": d for n, d in BOTH.items()})),
    Shape("s07-nested", {"hw.zip": GOOD}),
    Shape("s08-zip-in-zip.zip", zipped({"inner.zip": GOOD})),
    Shape("s09-tar.tar", tarred(BOTH)),
    Shape("s10-tgz.tar.gz", tarred(BOTH, "w:gz")),
    Shape("s11-tbz.tar.bz2", tarred(BOTH, "w:bz2")),
    Shape("s12-txz.tar.xz", tarred(BOTH, "w:xz")),
    Shape(NFD, BOTH, id=unicodedata.normalize("NFC", NFD)),
    Shape("김민지_2024000014.zip", GOOD, id="김민지_2024000014"),
    Shape("s15-one-file.py", LAYERS.encode() + MLP.encode(), files=("layers.py",)),
    Shape("s16-copies", {"layers (1).py": BOTH["layers.py"], "mlp - 복사본.py": BOTH["mlp.py"]}),
    Shape("s17-capitals", {"Layers.PY": BOTH["layers.py"], "Mlp.PY": BOTH["mlp.py"]}),
    Shape("s18-txt", {"layers.py.txt": BOTH["layers.py"]}, files=("layers.py",)),
    Shape("s19-bom-crlf", {"layers.py": b"\xef\xbb\xbf" + LAYERS.replace("\n", "\r\n").encode()}, files=("layers.py",)),
    Shape("s20-cp949-source", {"layers.py": LAYERS.encode("cp949")}, files=("layers.py",)),
    Shape("s21-notebook", {"layers.ipynb": NOTEBOOK}, files=("layers.ipynb",)),
    Shape("s22-notebook-of-the-lab", {"regularization.ipynb": NOTEBOOK}, files=("layers.ipynb",)),
    Shape("s23-notebook-of-any-name", {"최종 과제.ipynb": NOTEBOOK}, files=("layers.ipynb",)),
    Shape("s24-git", {".git/HEAD": b"ref: refs/heads/main", ".git/layers.py": b"old", **BOTH}),
    Shape("s25-venv", {"env/pyvenv.cfg": b"", "env/lib/layers.py": b"x", ".venv/mlp.py": b"y", **BOTH}),
    Shape("s26-checkpoints", {".ipynb_checkpoints/layers-checkpoint.py": b"x", **BOTH}),
    Shape("s27-stub-and-notebook", {"layers.py": "stub", "layers.ipynb": NOTEBOOK}, files=("layers.ipynb",)),
    Shape("s28-backup-alike", {**BOTH, "backup/layers.py": BOTH["layers.py"]}),
    Shape("s29-helper", {**BOTH, "u/t.py": b"x = 1", "data.bin": b"\0" * 99}, files=("layers.py", "mlp.py", "u/t.py")),
    Shape("s30-lab-folder", {f"regularization/{n}": d for n, d in BOTH.items()}),
    Shape("s31-named-for-a-person", {f"2024000031_{n}": d for n, d in BOTH.items()}),
    Shape("s32-empty-folder", {}, "Nothing was handed in"),
    Shape("s33-empty.zip", zipped({}), "Nothing was handed in"),
    Shape("s34-zero-bytes.zip", b"", "empty (0 bytes)"),
    Shape("s35-corrupt.zip", GOOD[: len(GOOD) // 2], "damaged"),
    Shape("s36-bad-sum.zip", GOOD.replace(GOOD[45:55], bytes(10), 1), "damaged"),
    Shape("s37-password.zip", flagged(GOOD, 1), "password"),
    Shape("s38-too-nested.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": GOOD})})}), "archive in an archive"),
    Shape("s39-bomb.zip", zipped({"layers.py": b"\0" * (64 << 20)}), "far more"),
    Shape("s40-bomb.tar.gz", gzip.compress(bytes(192 << 20), 1), "far more"),
    Shape("s41-escape.zip", zipped({"../../layers.py": LAYERS}), "leads out"),
    Shape("s42-absolute.zip", zipped({"/tmp/layers.py": LAYERS}), "leads out"),
    Shape("s43-drive.zip", zipped({"C:\\layers.py": LAYERS}), "leads out"),
    Shape("s44-link.zip", with_mode("mlp.py", "/etc/passwd", stat.S_IFLNK | 0o777), "link"),
    Shape("s45-link.tar", tarred(BOTH, extra=[link("x.py")]), "link"),
    Shape("s46-device.tar", tarred(BOTH, extra=[link("x.py", tarfile.CHRTYPE)]), "link or a special file"),
    Shape("s47-escape.tar", tarred({"../layers.py": b"x"}), "leads out"),
    Shape("s48-many.zip", zipped({f"f{i}": b"" for i in range(20_000)}), "more than 5000"),
    Shape("s49-case.zip", zipped({"layers.py": LAYERS, "Layers.py": MLP}), "upper and lower case"),
    Shape("s50-twice.zip", twice_named(), "twice"),
    Shape("s51-overlap.zip", overlapping(), "damaged"),
    Shape("s52-empty-source", {"layers.py": b"", "mlp.py": b" \n"}, "is empty"),
    Shape("s53-binary", {"layers.py": bytes(range(256))}, "binary"),
    Shape("s54-broken-json", {"layers.ipynb": NOTEBOOK[:100]}, "not a whole notebook"),
    Shape("s55-two-layers", {"a/layers.py": b"x = 1", "b/layers.py": b"y = 2"}, "Different files could be layers.py"),
    Shape("s56-wrong-lab", {"model.py": b"class MLP: pass"}, "This is the lab mnist_mlp"),
    Shape("s57-report.pdf", b"%PDF-1.7", "No file of the lab"),
    Shape("s58-seven.7z", b"7z\xbc\xaf\x27\x1c\0\4", "of a kind that is not read"),
    Shape("s59-egg.zip", b"EGGA" + bytes(40), "of a kind that is not read"),
    Shape("s60-forms.zip", zipped({"한.py": b"a", unicodedata.normalize("NFD", "한.py"): b"b"}), "twice"),
    Shape("s61-huge.zip", bz2.compress(b"x" * 100), "damaged"),
    Shape("s62-names", {"demo.py": b"def something(): pass"}, "No file of the lab"),
]  # fmt: skip


def lay(folder, shape, course):
    """Write one shape into the class folder."""
    if isinstance(shape.content, bytes):
        (folder / shape.name).write_bytes(shape.content)
        return
    (folder / shape.name).mkdir()
    for name, data in shape.content.items():
        path = folder / shape.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((course.lab("regularization").assignment_dir / name).read_bytes() if data == "stub" else data)


def row_id(shape):
    name = shape.name
    for ending in (".tar.gz", ".tar.bz2", ".tar.xz", ".tar", ".zip", ".7z", ".py"):
        name = name.removesuffix(ending)
    return shape.id or name


@pytest.fixture(scope="module")
def submissions(tmp_path_factory, course):
    folder = tmp_path_factory.mktemp("class")
    for shape in SHAPES:
        lay(folder, shape, course)
    (folder / "s63-link.py").symlink_to("/etc/passwd")
    return folder


@pytest.fixture(scope="module")
def collected(submissions, course):
    before = sorted(submissions.parent.rglob("*"))
    found = collect(submissions, course, labs=["regularization"])
    assert sorted(submissions.parent.rglob("*")) == before, "intake writes nothing"
    return found


def test_every_shape_has_its_row(collected):
    rows = {row.id: row for row in collected.submissions}
    assert len(collected.submissions) == len(rows) == len(SHAPES) + 1
    said = {}
    for shape in SHAPES:
        row = rows[row_id(shape)]
        said[shape.name] = row.problem.en if row.problem else tuple(sorted(row.files))
        expected = shape.problem or tuple(sorted(shape.files))
        if shape.problem:
            assert row.problem, f"{shape.name} was read: {sorted(row.files)}"
            assert shape.problem in row.problem.en, said[shape.name]
            assert row.problem.ko != row.problem.en
            assert not row.files
        else:
            assert said[shape.name] == expected, shape.name
            assert row.sha256
    assert "link" in rows["s63-link"].problem.en
    assert "63" in collected.describe().en


def test_what_is_read_is_what_was_handed_in(collected):
    rows = {row.id: row for row in collected.submissions}
    for who in ("s01-folder", "s02-zip", "s03-deep", "s08-zip-in-zip", "s12-txz", "s24-git", "s30-lab-folder"):
        assert dict(rows[who].files) == BOTH, who
        assert rows[who].sha256 == rows["s01-folder"].sha256


class Silent:
    """A reporter that nobody listens to."""

    def detected(self, collection):
        pass

    def started(self, name):
        pass

    def finished(self, name, submission, *, cached):
        pass


def test_every_shape_is_graded_in_one_run(submissions, course, tmp_path):
    options = Options(labs=["regularization"], accuracy=False, out=tmp_path / "reports", jobs=2)
    run = grade(course, submissions, options, Silent()).run
    rows = {row.id: row for row in run.submissions}
    assert len(rows) == len(SHAPES) + 1
    assert {shape.name: rows[row_id(shape)].status for shape in SHAPES} == {
        shape.name: Status.UNREADABLE if shape.problem else Status.GRADED for shape in SHAPES
    }
    for shape in SHAPES:
        points = {test.task: test.score for test in rows[row_id(shape)].tests}
        assert shape.problem or points["2.1"] == 5.0, shape.name
        assert not shape.problem or shape.problem in rows[row_id(shape)].message_i18n.en
