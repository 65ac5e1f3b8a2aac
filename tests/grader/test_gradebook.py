"""Rows that stay in a file: the bytes of grades.json, whatever layout it is read in, and memory that does not grow."""

import json
import tracemalloc
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.gradebook import Rows, changed, grades_json, load, overview
from grader.results import Run, Submission, to_json
from grader.spool import Spool
from tests.grader.reports.factory import a_row, a_run, full_run


def spooled(run: Run) -> Run:
    rows = Rows(Spool.new())
    for row in run.submissions:
        rows.append(row)
    return replace(run, submissions=rows)


@pytest.mark.parametrize("run", [full_run(), a_run([a_row('"submissions": []')]), a_run([])])
def test_written_row_by_row_it_is_the_same_file(run: Run) -> None:
    assert b"".join(grades_json(spooled(run))) == to_json(run)


def own(data: bytes) -> bytes:
    return data


def compact(data: bytes) -> bytes:
    return json.dumps(json.loads(data)).encode()


def wide(data: bytes) -> bytes:
    return json.dumps(json.loads(data), indent=4, ensure_ascii=False).encode()


def windows(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def one_row_on_a_line(data: bytes) -> bytes:
    start = data.index(b"  {")
    end = data.index(b"\n  },") + len(b"\n  }")
    return data[:start] + json.dumps(json.loads(data[start:end])).encode() + data[end:]


def last_row_on_a_line(data: bytes) -> bytes:
    start, end = data.rindex(b"\n  {\n") + 1, data.rindex(b"\n  }\n") + len(b"\n  }")
    return data[:start] + b"  " + json.dumps(json.loads(data[start:end])).encode() + data[end:]


@pytest.mark.parametrize("layout", [own, compact, wide, windows, one_row_on_a_line, last_row_on_a_line])
def test_a_run_is_read_in_any_layout(tmp_path: Path, layout) -> None:
    path = tmp_path / "grades.json"
    path.write_bytes(layout(to_json(replace(full_run(), labs=()))))
    assert load(path) == replace(full_run(), labs=())


def test_rows_are_those_of_the_file_that_was_read_whatever_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "grades.json"
    path.write_bytes(to_json(full_run()))
    run = load(path)
    (tmp_path / "new").write_bytes(to_json(a_run([])))
    (tmp_path / "new").replace(path)
    assert run == full_run()
    assert not load(path).submissions


def test_rows_are_a_sequence(tmp_path: Path) -> None:
    rows = spooled(full_run()).submissions
    assert (rows[-1], rows[1:3]) == (full_run().submissions[-1], full_run().submissions[1:3])
    with pytest.raises(IndexError):
        rows[len(rows)]
    assert rows.arranged([2, 0]) == (rows[2], rows[0])
    renamed = changed(spooled(full_run()), lambda row: replace(row, name="x"))
    assert {row.name for row in renamed.submissions} == {"x"}


def test_an_overview_has_nothing_that_students_wrote_and_equal_results_once() -> None:
    (first, *_) = full_run().submissions
    twice = overview(a_run([first, replace(first, id="2")]))
    one, two = twice.submissions
    assert all(mine is theirs for mine, theirs in zip(one.tests, two.tests, strict=True))
    assert [(test.id, test.score) for test in one.tests] == [(test.id, test.score) for test in first.tests]
    assert not one.code


def heavy(number: int) -> Submission:
    (row, *_) = full_run().submissions
    return replace(row, id=str(number), code=tuple(replace(file, text="x" * 100_000) for file in row.code))


def test_a_large_class_does_not_fill_the_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        rows = Rows(Spool.new())
        for number in range(300):
            rows.append(heavy(number))
        run = replace(full_run(), submissions=rows)
        with (tmp_path / "grades.json").open("wb") as file:
            file.writelines(grades_json(run))
        assert len(overview(load(tmp_path / "grades.json")).submissions) == 300
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "grades.json").stat().st_size > 30e6
    assert most < 6e6
