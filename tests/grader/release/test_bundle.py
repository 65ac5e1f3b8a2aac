"""Zips have the same bytes wherever and whenever they are built, and hold what a student needs and nothing else."""

import hashlib
import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from grader.catalog import Course, load_course
from grader.release.bundle import github_zip, student_zip
from grader.release.gradescope import gradescope_zip
from grader.release.wheel import wheel

from .conftest import write_course


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.mark.parametrize("build", [student_zip, github_zip, gradescope_zip])
def test_two_builds_in_different_folders_are_identical(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build):
    first = write_course(tmp_path / "one")
    second = write_course(tmp_path / "다른 폴더" / "two")
    for course in (first, second):
        (course.path / ".secret").write_text("ab" * 32)
    before = build(first.lab("tiny"))
    for path in second.path.rglob("*"):
        os.utime(path, (time.time() + 86_400, time.time() + 86_400))
        if path.is_file():
            path.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Seoul")
    previous = os.umask(0o077)
    try:
        assert build(second.lab("tiny")) == before
    finally:
        os.umask(previous)


def test_the_students_zip_is_one_folder_with_everything(course: Course):
    with opened(student_zip(course.lab("tiny"))) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert all(name.startswith("tiny/") for name in names)
    wheels = [name for name in names if name.endswith(".whl")]
    expected = """MANIFEST.json POLICY.ko.md POLICY.md README.ko.md README.md START.md answers.md figures/line.svg
        given.py lab.public.toml pytest.ini requirements.txt tests/test_tiny.py tiny.ipynb tiny.py"""
    assert sorted(set(names) - set(wheels)) == sorted(f"tiny/{name}" for name in expected.split())
    assert len(wheels) == 1


def test_the_manifest_names_the_hash_of_every_other_file(course: Course):
    with opened(student_zip(course.lab("tiny"))) as archive:
        manifest = json.loads(archive.read("tiny/MANIFEST.json"))
        hashes = {
            name.removeprefix("tiny/"): hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if not name.endswith("MANIFEST.json")
        }
    assert manifest == {"lab": "tiny", "files": hashes}


def test_the_requirements_name_the_wheel_in_the_zip(course: Course):
    with opened(student_zip(course.lab("tiny"))) as archive:
        lines = archive.read("tiny/requirements.txt").decode().splitlines()
        (wanted,) = [line for line in lines if not line.startswith("#")]
        assert f"tiny/{wanted.removeprefix('./')}" in archive.namelist()


def test_the_template_repository_checks_every_push(course: Course):
    with opened(github_zip(course.lab("tiny"))) as archive:
        workflow = archive.read(".github/workflows/check.yml").decode()
        names = archive.namelist()
    assert "tiny.py" in names
    assert ".gitignore" in names
    assert "run: python -m grader check" in workflow


def test_an_unzipped_template_repository_may_have_any_name(course: Course, tmp_path: Path):
    with opened(github_zip(course.lab("tiny"))) as archive:
        archive.extractall(tmp_path / "hw3-hong")
    assert load_course(tmp_path / "hw3-hong").lab("tiny").suite_dirs


def test_the_wheel_is_one_that_pip_understands():
    name, data = wheel(for_students=False)
    with opened(data) as archive:
        info = next(n for n in archive.namelist() if n.endswith("/METADATA")).removesuffix("METADATA")
        metadata = archive.read(f"{info}METADATA").decode()
        record = archive.read(f"{info}RECORD").decode().splitlines()
        names = set(archive.namelist())
    assert name == f"{info.removesuffix('.dist-info/')}-py3-none-any.whl"
    assert "Requires-Dist: torch>=" in metadata
    assert {line.split(",")[0] for line in record} == names
    assert {"grader/release/templates/setup.sh", "grader/worker/server.py"} <= names


def test_another_package_has_another_version_so_that_pip_installs_it():
    (students, _), (everything, _) = wheel(for_students=True), wheel(for_students=False)
    assert students.split("+")[0] == everything.split("+")[0]
    assert students != everything
    assert wheel(for_students=True)[0] == students


def test_students_get_no_instructors_commands():
    _, data = wheel(for_students=True)
    with opened(data) as archive:
        names = archive.namelist()
    assert not [name for name in names if name.startswith(("grader/release/", "grader/audit", "grader/examples"))]
    assert {"grader/check.py", "grader/worker/server.py", "grader/judge/suite.py"} <= set(names)


def test_only_scripts_may_be_run(course: Course):
    (course.path / ".secret").write_text("cd" * 32)
    with opened(gradescope_zip(course.lab("tiny"))) as archive:
        runnable = {info.filename for info in archive.infolist() if info.external_attr >> 16 & 0o111}
        text = archive.read("INSTRUCTOR.md").decode()
        secret = archive.read("course/.secret").decode()
    assert runnable == {"setup.sh", "run_autograder"}
    assert "For the instructor alone" in text
    assert "cd" * 32 not in secret
