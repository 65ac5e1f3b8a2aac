"""What was given out is kept: no later run lowers it unasked, and each says what changed and why."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.errors import UsageError
from grader.reports.published import changes_since, held, publish, read_published, write_changes
from grader.results import Adjustment, Outcome, Run, Status, Submission
from tests.grader.reports.factory import MNIST, REGULARIZATION, a_row, a_run, a_test, full_run

AT = "2026-03-09T10:00:00+00:00"


def scored(points: float | None, most: float = 10.0, **changes: object) -> Submission:
    return a_row(score=points, raw_score=points, max_score=most, **changes)


def given_out(folder: Path, *rows: Submission) -> None:
    publish(a_run(rows), folder, at=AT, grades_sha256="0" * 64)


def after(folder: Path, row: Submission, *, allow_lower: bool = False) -> Submission:
    return held(a_run([row]), read_published(folder), allow_lower=allow_lower).submissions[0]


@pytest.mark.parametrize(
    ("before", "now", "score", "kept"),
    [
        ((8.0, 10.0), (6.5, 10.0), 8.0, 1.5),
        ((8.0, 10.0), (8.0, 10.0), 8.0, 0.0),
        ((8.0, 10.0), (9.0, 10.0), 9.0, 0.0),
        ((8.0, 10.0), (8.5, 20.0), 8.5, 0.0),  # marks by hand came in: more points, whatever the share
        ((8.0, 10.0), (4.0, 5.0), 4.0, 0.0),  # a task is gone: the share is kept, not the number
        ((8.0, 10.0), (3.0, 5.0), 4.0, 1.0),
        ((0.0, 0.0), (3.0, 5.0), 3.0, 0.0),
        ((None, 10.0), (3.0, 10.0), 3.0, 0.0),
        ((8.0, 10.0), (None, 10.0), None, 0.0),
    ],
)
def test_a_published_score_is_not_lowered(tmp_path, before, now, score, kept):
    given_out(tmp_path, scored(*before))
    row = after(tmp_path, scored(*now))
    assert (row.score, row.kept_points) == (score, kept)
    own = after(tmp_path, scored(*now), allow_lower=True)
    assert (own.score, own.kept_points) == (now[0], 0.0)


def test_keeping_twice_keeps_once(tmp_path):
    given_out(tmp_path, scored(8.0))
    once = after(tmp_path, scored(6.5))
    assert after(tmp_path, once) == once
    assert after(tmp_path / "nothing here", once).score == 6.5


def test_a_publication_is_hashes_and_rows_without_what_students_wrote(tmp_path):
    publish(replace(full_run(), inputs={"marks": "ab"}), tmp_path, at=AT, grades_sha256="f" * 64)
    (lab, other) = read_published(tmp_path).publications
    assert {lab.lab, other.lab} == {"regularization", "mnist_mlp"}
    assert (lab.published_at, lab.grades_sha256, lab.run.inputs) == (AT, "f" * 64, {"marks": "ab"})
    assert [info.id for info in lab.run.labs] == [lab.lab]
    text = (tmp_path / "published.json").read_text(encoding="utf-8")
    assert "torch.max" not in text
    assert '"pixels"' not in text


def test_each_lab_is_given_out_by_itself(tmp_path):
    given_out(tmp_path, scored(8.0))
    given_out(tmp_path, scored(5.0, lab="mnist_mlp"))
    given_out(tmp_path, scored(9.0))
    rows = [row for one in read_published(tmp_path).publications for row in one.run.submissions]
    assert {(row.lab, row.score) for row in rows} == {("regularization", 9.0), ("mnist_mlp", 5.0)}
    assert changes_since(read_published(tmp_path), a_run([scored(5.0, lab="mnist_mlp")])) == []


def with_suite(run: Run, suite: str) -> Run:
    return replace(run, labs=(replace(REGULARIZATION, suite=suite), MNIST))


def test_changes_say_why(tmp_path):
    old = scored(2.0, tests=(a_test("3.1"), a_test("3.4", Outcome.FAILED, id="t")))
    publish(with_suite(a_run([old]), "one"), tmp_path, at=AT, grades_sha256="")
    void = replace(old, score=3.0, raw_score=3.0, tests=(old.tests[0], replace(old.tests[1], void=True, score=1.0)))
    run = replace(with_suite(a_run([void]), "two"), grader_version="0.2.0")
    task, whole = changes_since(read_published(tmp_path), run)
    assert (task.task, task.before, task.after) == ("3.4", 0.0, 1.0)
    assert task.why.en == "another suite; grader 0.1.0 → 0.2.0; t is void: everyone gets its points"
    assert (whole.task, whole.before, whole.after) == ("", 2.0, 3.0)
    assert "tasks changed" in whole.why.en


def test_changes_csv_counts_what_was_kept(tmp_path):
    assert write_changes(read_published(tmp_path), a_run([scored(8.0)]), tmp_path) == ()
    given_out(tmp_path, scored(8.0), scored(4.0, row_id="2"))
    rows = [scored(6.0), scored(4.5, row_id="2", adjustments=(Adjustment("3.1", 0.5, "appeal"),))]
    run = held(a_run(rows), read_published(tmp_path), allow_lower=False)
    (note,) = write_changes(read_published(tmp_path), run, tmp_path)
    assert "2 changes" in note.en
    assert "1 scores would be lower" in note.en
    lines = (tmp_path / "changes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1:] == [
        '2024000017,regularization,,8,8,"tasks changed; would be 6, kept as published"',
        "2,regularization,,4,4.5,tasks changed; adjustments",
    ]


def test_a_fault_of_ours_is_a_change_and_never_a_number(tmp_path):
    given_out(tmp_path, scored(8.0))
    row = after(tmp_path, scored(None, status=Status.INTERNAL_ERROR))
    assert row.score is None
    (change,) = changes_since(read_published(tmp_path), a_run([row]))
    assert (change.before, change.after) == (8.0, None)


def test_a_damaged_publication_is_one_clear_line(tmp_path):
    (tmp_path / "published.json").write_bytes(b"{")
    with pytest.raises(UsageError, match=r"published\.json: cannot be read"):
        read_published(tmp_path)
    (tmp_path / "published.json").write_bytes(b'{"schema_version": 99}')
    with pytest.raises(UsageError, match="schema 99"):
        read_published(tmp_path)
