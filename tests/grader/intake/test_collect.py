"""Several submissions of one person, doubt about names, and what a run takes of a class."""

import errno
import json
import tracemalloc
import unicodedata
from dataclasses import replace

import msgspec
import pytest

from grader.catalog import Course, LatePolicy
from grader.errors import CourseError, UsageError
from grader.intake.collect import collect, digest
from grader.intake.labs import LabFiles, settle
from grader.intake.naming import ALIKE, EXACT, TAGGED, defined, fit, tag
from grader.spool import Spool

RELU = "def relu(X):\n    return X\n"


def notebook(source):
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []}]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells})


@pytest.fixture
def hand_in(tmp_path, course):
    def make(files, **options):
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        return collect(tmp_path, course, **options)

    return make


def one(found):
    (row,) = found.submissions
    return row


@pytest.mark.parametrize(
    ("name", "expected", "rank"),
    [
        ("layers.py", "layers.py", EXACT),
        ("LAYERS.py", "layers.py", ALIKE),
        ("layers-1.py", "layers.py", ALIKE),
        ("layers (2).py", "layers.py", ALIKE),
        ("layers(2).py", "layers.py", ALIKE),
        ("layers copy.py", "layers.py", ALIKE),
        ("layers - Copy (2).py", "layers.py", ALIKE),
        ("layers - 복사본 (2).py", "layers.py", ALIKE),
        ("layers의 사본.py", "layers.py", ALIKE),
        ("Copy of layers.py", "layers.py", ALIKE),
        ("layers.py.txt", "layers.py", ALIKE),
        ("answers-1.md", "answers.md", ALIKE),
        ("2024000017_layers.py", "layers.py", TAGGED),
        ("layers_김민지.py", "layers.py", TAGGED),
        ("kim.layers (1).py", "layers.py", TAGGED),
        ("players.py", "layers.py", None),
        ("layers2d.py", "layers.py", None),
        ("layers.pyc", "layers.py", None),
        ("layers.ipynb", "layers.py", None),
        ("mlp_layers.md", "layers.py", None),
    ],
)
def test_names_of_files(name, expected, rank):
    assert fit(name, expected) == rank


def test_tags_and_definitions():
    assert tag("2024000017_layers", "layers") == "2024000017"
    assert tag("layers - kim", "layers") == "kim"
    assert tag("layers", "layers") is None
    assert tag("test_layers", "layers") is None
    source = b"class Net:\n  def forward(self): pass\nasync  def f(): pass\nx = 1\ndef relu (X): pass\n"
    assert defined(source) == {"Net", "f", "relu"}


def test_an_archive_beside_sources_is_not_passed_over_in_silence(hand_in):
    row = one(hand_in({"kim/layers.py": RELU, "kim/old.zip": "x"}, labs=["regularization"]))
    assert list(row.files) == ["layers.py"]
    assert [note.en for note in row.notes] == ["old.zip was not opened, because there is source beside it."]


@pytest.mark.parametrize("ending", [".py", ".ipynb"])
def test_a_module_of_another_lab_is_not_read_as_one_of_this(hand_in, ending):
    source = "def train(x):\n    return x\n"  # lab 2's own, and the name of a function of lab 4
    content = notebook(source) if ending == ".ipynb" else source
    row = one(hand_in({f"kim/perceptrons{ending}": content}, labs=["mnist_mlp"], names_of=lambda *_: ["train"]))
    assert row.problem is not None
    assert "This is the lab perceptrons, not mnist_mlp" in row.problem.en


def test_every_lab_that_is_there_has_its_row(hand_in):
    files = {f"kim/{n}": "x = 1" for n in ("layers.py", "mlp.py", "model.py", "perceptrons.py", "answers.md")}
    found = hand_in({**files, "lee/a.py": RELU, "lee/b.py": "class Separator: pass"})
    assert [(row.id, row.lab) for row in found.submissions] == [
        ("kim", "perceptrons"),
        ("kim", "regularization"),
        ("kim", "mnist_mlp"),
        ("lee", "perceptrons"),
        ("lee", "regularization"),
    ]
    rows = {(row.id, row.lab): row for row in found.submissions}
    assert "answers.md" in rows["kim", "mnist_mlp"].files
    assert rows["lee", "regularization"].notes[0].en == "a.py was read as layers.py."


def test_a_source_between_two_labs_is_doubt_that_names_them(hand_in):
    row = hand_in({"kim/hw.py": "def train(x): pass\n"}, labs=["perceptrons", "mnist_mlp"]).submissions[0]
    assert "more than one lab (mnist_mlp, perceptrons)" in row.problem.en


def test_one_lab_asked_for_settles_it(hand_in):
    row = one(hand_in({"kim/hw.py": "def train(x): pass\n"}, labs=["perceptrons"]))
    assert row.files["perceptrons.py"] == b"def train(x): pass\n"


def test_two_sources_for_one_module_are_doubt(hand_in):
    row = one(hand_in({"kim/new.py": RELU, "kim/old.py": RELU + "x = 1"}, labs=["regularization"]))
    assert "Different files could be layers.py: new.py, old.py" in row.problem.en


def test_a_helper_is_not_mistaken_for_a_module(hand_in):
    files = {"kim/model.py": "class MLP: pass", "kim/model_utils.py": "x = 1", "kim/test_train.py": "def train(): pass"}
    row = one(hand_in(files, labs=["mnist_mlp"]))
    assert sorted(row.files) == ["model.py", "model_utils.py"]


def test_untouched_stubs_give_way(hand_in, course):
    stub = (course.lab("regularization").assignment_dir / "layers.py").read_text()
    files = {"kim/a/layers.py": stub.replace("\n", "\r\n"), "kim/b/layers.py": RELU, "lee/layers.py": stub}
    rows = {row.id: row.files["layers.py"].decode() for row in hand_in(files, labs=["regularization"]).submissions}
    assert rows == {"kim": RELU, "lee": stub}


NAMES = {"first.ipynb": ["torch", "relu"], "second.ipynb": ["Net"], "third.ipynb": ["nothing"], "both.ipynb": ["train"]}


def names_of(name, data):
    return NAMES[name]


def test_notebooks_of_any_name_go_where_their_names_belong(hand_in):
    files = {f"kim/{n}": notebook(n) for n in ("first.ipynb", "second.ipynb", "third.ipynb")}
    row = one(hand_in(files, names_of=names_of))
    assert row.lab == "regularization"
    assert {name: data.decode() for name, data in row.files.items()} == {
        "layers.ipynb": notebook("first.ipynb"),
        "mlp.ipynb": notebook("second.ipynb"),
    }
    assert "first.ipynb was read as layers.ipynb." in [note.en for note in row.notes]


def test_notebooks_that_say_nothing_are_doubt(hand_in):
    rows = hand_in({"kim/both.ipynb": notebook("x"), "lee/third.ipynb": notebook("x")}, names_of=names_of).submissions
    said = {row.id: row.problem.en for row in rows}
    assert "more than one lab" in said["kim"]
    assert "defines nothing that a lab asks for" in said["lee"]


def test_without_a_worker_such_a_notebook_is_unreadable(hand_in):
    assert "does not say which module" in hand_in({"kim/both.ipynb": notebook("x")}).submissions[0].problem.en


def test_a_notebook_fills_what_is_absent_beside_a_module(hand_in):
    files = {"kim/layers.py": RELU, "kim/second.ipynb": notebook("x"), "kim/third.ipynb": notebook("y")}
    row = one(hand_in(files, names_of=names_of))
    assert sorted(row.files) == ["layers.py", "mlp.ipynb"]
    row = one(hand_in(files))
    assert (sorted(row.files), row.problem) == (["layers.py"], None)
    assert "does not say which module" in row.notes[0].en


def test_two_notebooks_for_one_module_are_doubt(course):
    found = LabFiles("regularization", {"a.ipynb": b"{}", "b.ipynb": b"{}"}, unsettled=("a.ipynb", "b.ipynb"))
    settled = settle(found, course.labs, {"a.ipynb": ["relu"], "b.ipynb": ["relu"]})
    assert "Different files could be layers.py" in settled.problem.en


def test_the_same_twice_is_once_and_two_without_order_are_unreadable(hand_in):
    nfd = unicodedata.normalize("NFD", "김민지")
    files = {"김민지/layers.py": RELU, f"{nfd}/layers.py": RELU, "lee/layers.py": RELU}
    assert [row.problem for row in hand_in(files).submissions] == [None, None]
    found = hand_in({f"{nfd}/layers.py": RELU + "x = 1"})
    assert "no order is known" in found.submissions[1].problem.en
    assert found.submissions[0].problem is None


def test_ids_that_differ_in_case_only_are_unreadable(hand_in):
    rows = hand_in({"kim/layers.py": RELU, "Kim/layers.py": RELU, "lee/layers.py": RELU}).submissions
    assert [(row.id, bool(row.problem)) for row in rows] == [("Kim", True), ("kim", True), ("lee", False)]


def attempts(first, second):
    return {
        "HW_kim_attempt_2026-03-19-10-00-00_layers.py": first,
        "HW_kim_attempt_2026-03-20-10-00-00_layers.py": second,
    }


def test_the_latest_valid_one_counts(hand_in):
    row = one(hand_in(attempts(RELU, "")))
    assert row.files["layers.py"].decode() == RELU
    assert "could not be read" in row.notes[-1].en


def test_earlier_ones_are_kept_where_the_best_counts(hand_in, tmp_path, course):
    assert one(hand_in(attempts(RELU, RELU + "x = 1"))).earlier == ()
    lab = course.lab("regularization")
    toml = msgspec.structs.replace(lab.toml, late=LatePolicy(counts="best"))
    row = one(collect(tmp_path, Course(course.path, (replace(lab, toml=toml),))))
    assert [earlier.files["layers.py"].decode() for earlier in row.earlier] == [RELU]
    assert row.submitted_at > row.earlier[0].submitted_at


def test_attempt_numbers_give_the_order(hand_in):
    files = {"kim_attempt_2/layers.py": RELU, "kim_attempt_10/layers.py": RELU + "x = 1", "lee/layers.py": RELU}
    rows = {row.id: row for row in hand_in(files).submissions}
    assert rows["kim"].source == "kim_attempt_10"
    assert rows["kim"].attempt == 10


def test_only_some_people(hand_in):
    files = {f"{who}/layers.py": RELU for who in ("kim", "lee", "park")}
    assert [row.id for row in hand_in(files, only=["lee"]).submissions] == ["lee"]
    with pytest.raises(UsageError, match=r"No submission of choi\. Ids there: kim, lee, park"):
        hand_in(files, only=["choi"])


def test_a_folder_with_nothing_to_grade(tmp_path, course):
    (tmp_path / "roster.csv").write_text("id\n1\n")
    with pytest.raises(UsageError, match="no submission"):
        collect(tmp_path, course)


def test_a_lab_that_does_not_exist(hand_in):
    with pytest.raises(CourseError, match="Labs there: perceptrons, regularization, mnist_mlp"):
        hand_in({"kim/layers.py": RELU}, labs=["lab9"])


def test_the_digest_is_of_names_and_contents():
    assert digest({"a": b"1", "b": b"2"}) == digest({"b": b"2", "a": b"1"})
    assert len({digest({"a": b"1"}), digest({"b": b"1"}), digest({"a": b"2"}), digest({"a": b"1b\0"})}) == 4


def test_a_thousand_submissions(tmp_path, course):
    for i in range(1_000):
        (tmp_path / f"2024{i:06d}").mkdir()
        (tmp_path / f"2024{i:06d}" / "layers.py").write_text(f"{RELU}# {i}\n")
    found = collect(tmp_path, course)
    assert len({row.sha256 for row in found.submissions}) == 1_000
    assert "1000 submissions from 1000 students" in found.describe().en


def test_what_a_large_class_handed_in_does_not_fill_the_memory(tmp_path, course):
    for number in range(100):
        (tmp_path / f"s{number}").mkdir()
        (tmp_path / f"s{number}" / "layers.py").write_text(RELU)
        (tmp_path / f"s{number}" / "table.csv").write_bytes(bytes([number]) * 250_000)
    tracemalloc.start()
    try:
        found = collect(tmp_path, course)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [row.files["table.csv"][-1] for row in sorted(found.submissions, key=lambda row: int(row.id[1:]))] == [
        *range(100)
    ]
    assert most < 8e6


def test_no_room_for_what_was_handed_in_is_one_clear_line(hand_in, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Spool, "put", full)
    with pytest.raises(UsageError, match=r"no room for what was handed in \(No space left on device\)\. Set TMPDIR"):
        hand_in({"kim/layers.py": RELU})
