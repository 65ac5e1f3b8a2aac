import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.errors import UsageError
from grader.gradebook import load
from grader.reports.files import safe_name
from grader.reports.render import render_all
from grader.results import Outcome, Status, to_json
from tests.grader.reports.factory import EVIL, a_row, a_run, a_test, evil_run, full_run, with_aliases


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_of_a_run_is_written_and_named(tmp_path):
    written = render_all(full_run(), tmp_path, lang="en")
    assert sorted(contents(tmp_path)) == sorted(path.relative_to(tmp_path).as_posix() for path in written)
    assert set(contents(tmp_path)) == {
        "grades.csv",
        "index.html",
        "summary.md",
        *(f"students/20240000{n}.html" for n in (17, 18, 19, 20)),
        *(f"{kind}/20240000{n}.regularization.{end}" for n in (17, 18, 19, 20) for kind, end in KINDS),
        *(f"{kind}/2024000017.mnist_mlp.{end}" for kind, end in KINDS),
    }


KINDS = (("gradescope", "json"), ("junit", "xml"))


def test_equal_runs_are_equal_bytes(tmp_path):
    for name in ("one", "two"):
        render_all(full_run(), tmp_path / name, lang="en")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_student_is_rendered_the_same_whatever_the_rest_of_the_class(tmp_path):
    run = full_run()
    alone = replace(run, submissions=run.submissions[:2])
    render_all(run, tmp_path / "all", lang="en")
    render_all(alone, tmp_path / "alone", lang="en")
    everyone, one = contents(tmp_path / "all"), contents(tmp_path / "alone")
    mine = [name for name in one if "2024000017" in name]
    assert len(mine) == 5
    assert all(everyone[name] == one[name] for name in mine)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_with_every_outcome_is_rendered(tmp_path, status):
    tests = tuple(
        a_test("3.1", outcome, visibility=kind, id=f"{outcome}{kind}") for outcome in Outcome for kind in KINDS_OF_TEST
    )
    assert render_all(a_run([a_row(tests=tests, status=status)]), tmp_path, lang="ko")


KINDS_OF_TEST = ("public", "hidden")


def test_hostile_ids_stay_inside_the_folder(tmp_path):
    written = render_all(evil_run(), tmp_path / "out", lang="en")
    assert all(path.resolve().is_relative_to(tmp_path / "out") for path in written)
    assert len(list((tmp_path / "out" / "students").iterdir())) == len(EVIL) + 1
    assert sum(len(data) for data in contents(tmp_path / "out").values()) < 3_000_000


def test_links_of_the_class_page_lead_to_the_pages_on_disk(tmp_path):
    row = a_row("홍길동/1")
    render_all(a_run([row]), tmp_path, lang="en")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f"{safe_name('홍길동/1')}.html" in [path.name for path in (tmp_path / "students").iterdir()]
    assert f'href="students/{safe_name("홍길동/1").replace("%", "%25")}.html#' in page


def test_the_class_page_has_names_where_asked(tmp_path):
    for names in (False, True):
        render_all(full_run(), tmp_path, lang="en", names=names)
        assert ("김하늘" in (tmp_path / "index.html").read_text(encoding="utf-8")) == names
        assert "김하늘" in (tmp_path / "students" / "2024000017.html").read_text(encoding="utf-8")


def test_anonymous_pages_but_whole_gradebooks(tmp_path):
    run = with_aliases(full_run())
    render_all(run, tmp_path, lang="en")
    written = render_all(run, tmp_path, lang="en", anonymous=True)
    names = [path.name for path in written if path.parent.name == "students"]
    assert sorted(names) == sorted(path.name for path in (tmp_path / "students").iterdir())
    assert len(names) == 4
    assert not any("2024" in name for name in names)
    pages = [data.decode() for name, data in contents(tmp_path).items() if name.endswith(".html")]
    assert not any("김하늘" in page or "2024000017" in page for page in pages)
    assert "김하늘" in (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")


# --- reading a run ---


def test_what_was_written_is_read(tmp_path):
    path = tmp_path / "grades.json"
    path.write_bytes(to_json(full_run()))
    assert load(path) == full_run()


def test_fields_of_a_later_time_that_are_absent_or_unknown_do_no_harm(tmp_path):
    data = json.loads(to_json(full_run()))
    del data["labs"], data["lang"], data["finished_at"]
    for row in data["submissions"]:
        row["something_new"] = 1
        for name in ("message_i18n", "notes", "code", "email", "section", "cpu_s", "peak_memory_bytes"):
            del row[name]
    path = tmp_path / "grades.json"
    path.write_text(json.dumps(data))
    assert render_all(load(path), tmp_path / "out", lang="en")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a grades.json"),
        (b"\xff\xfe", "is not a grades.json"),
        (b"[1, 2]", "is not a grades.json"),
        (b'{"nbformat": 4}', "is not a grades.json"),
        (b'{"schema_version": 2}', "schema 2 is newer than this grader's (1)"),
        (b'{"schema_version": 1}', "is not a whole grades.json"),
        (b'{"schema_version": "one"}', "is not a grades.json"),
        (to_json(full_run())[:2000], "is not a grades.json"),
        (to_json(full_run()).replace(b'"graded"', b'"perfect"'), "is not a whole grades.json"),
    ],
)
def test_a_foreign_damaged_or_newer_file_is_one_clear_line(tmp_path, content, message):
    path = tmp_path / "grades.json"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_file_is_one_clear_line(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.json")
