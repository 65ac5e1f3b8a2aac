"""After a course: what goes, what stays, and code for other tools."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.catalog import load_course
from grader.errors import CourseError, UsageError
from grader.gradebook import load
from grader.reports.published import publish
from grader.reports.render import render_all
from grader.results import to_json
from grader.semester.export import export_code
from grader.semester.purge import purge
from tests.grader.classroom import REPOSITORY
from tests.grader.reports.factory import full_run


def contents(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*") if path.is_file())


def test_a_purge_takes_code_answers_and_pages_and_leaves_scores(tmp_path: Path) -> None:
    run = full_run()
    rows = [replace(row, manual=tuple(replace(t, answer="my essay") for t in row.manual)) for row in run.submissions]
    run = replace(run, submissions=tuple(rows))
    (tmp_path / "grades.json").write_bytes(to_json(run))
    render_all(run, tmp_path, lang="en")
    publish(run, tmp_path, at="2026-03-02T10:00:00+00:00", grades_sha256="")
    for name in ("cache/ab.json", "marking/part-1/answers.html", "marking/part-1/marking.csv", "notes.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("torch.max my essay" if name.endswith(("json", "html")) else "x")
    assert "torch.max" in contents(tmp_path)
    said = "\n".join(purge(tmp_path))
    assert not any(word in contents(tmp_path) for word in ("torch.max", "my essay", '"pixels"'))
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["grades.csv", "grades.json", "marking/part-1/marking.csv", "notes.docx", "published.json"]
    assert all(f"left {tmp_path / name}: " in said for name in left)
    assert "notes.docx: not known to the grader" in said
    kept = load(tmp_path / "grades.json")
    assert [row.score for row in kept.submissions] == [row.score for row in run.submissions]


def test_where_there_is_no_run_nothing_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "students").mkdir()
    with pytest.raises(UsageError, match=r"grades\.json"):
        list(purge(tmp_path))
    assert (tmp_path / "students").is_dir()


def write_class(folder: Path) -> Path:
    solutions = REPOSITORY / "solutions" / "regularization"
    for who in ("2026000001", "2026000002"):
        (folder / who).mkdir(parents=True)
        (folder / who / "layers.py").write_bytes((solutions / "layers.py").read_bytes())
    stub = REPOSITORY / "assignments" / "regularization" / "layers.py"
    (folder / "2026000003").mkdir()
    (folder / "2026000003" / "layers.py").write_bytes(stub.read_bytes())
    return folder


def test_code_for_other_tools_has_a_folder_per_student_and_no_stub(tmp_path: Path) -> None:
    course = load_course(REPOSITORY)
    lines = export_code(course, write_class(tmp_path / "in"), tmp_path / "out", labs=["regularization"])
    files = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.py"))
    assert files == [f"regularization/202600000{n}/layers.py" for n in (1, 2)]
    code = (tmp_path / "out" / files[0]).read_text(encoding="utf-8")
    assert "torch.clamp(X, min=0)" in code
    assert '"""' not in code
    assert lines[-1] == "No code of their own found in 1: 2026000003 / regularization"
    with pytest.raises(UsageError, match="is not empty"):
        export_code(course, tmp_path / "in", tmp_path / "out")
    export_code(course, tmp_path / "in", tmp_path / "hidden", labs=["regularization"], page_key=b"key")
    assert "2026" not in json.dumps([path.as_posix() for path in (tmp_path / "hidden").rglob("*")]).replace(
        tmp_path.as_posix(), ""
    )


def test_code_cannot_be_told_from_a_handout_that_is_not_there(tmp_path: Path) -> None:
    toml = tmp_path / "course" / "solutions" / "regularization" / "lab.toml"
    toml.parent.mkdir(parents=True)
    toml.write_bytes((REPOSITORY / "solutions" / "regularization" / "lab.toml").read_bytes())
    with pytest.raises(CourseError, match="release regularization"):
        export_code(load_course(tmp_path / "course"), write_class(tmp_path / "in"), tmp_path / "out")
