"""`release --new-course DIR`: the labs as a course of one's own, with a secret that no public repository has seen."""

import shutil
from pathlib import Path

from grader.catalog import PUBLIC_TOML, Course, load_course
from grader.errors import CourseError, UsageError
from grader.handouts import FOLDER
from grader.release.assignment import read_source, refresh, tree
from grader.release.bundle import template
from grader.release.policy import COURSE_TOML
from grader.secret import course_secret

_SOURCES = ("solutions", "tests/labs")


def new_course(course: Course, target: Path) -> list[str]:
    """Copy the sources of every lab to `target`, make its secret and its stubs. Returns lines to print.

    What was handed out by this course stays here: the new one has handed out nothing. Raises `UsageError` where
    `target` holds something or lies inside this course, `CourseError` where this is what students unzip.
    """
    if any(lab.toml_path.name == PUBLIC_TOML for lab in course.labs):
        raise CourseError(f"{course.path} is what students get; a new course is made from one with solutions/.")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"--new-course {target}: is there already. Name a new folder.")
    if target.resolve().is_relative_to(course.path.resolve()):
        raise UsageError(f"--new-course {target}: lies inside {course.path}. Name a private folder elsewhere.")
    for folder in _SOURCES:
        for path in tree(course.path / folder):
            inside = path.relative_to(course.path)
            if FOLDER not in inside.parts:
                _write(target / inside, read_source(path))
    if (course.path / COURSE_TOML).is_file():
        shutil.copy(course.path / COURSE_TOML, target / COURSE_TOML)
    _write(target / ".gitignore", template("course/gitignore", {}))
    _write(target / "README.md", template("course/README.md", {}))
    course_secret(target)
    refresh(load_course(target), check=False)
    return [
        f"{target}: {len(course.labs)} labs and a secret of their own. Keep all of it private and back up .secret.",
        f"python -m grader release --course {target}",
        f"python -m grader SUBMISSIONS --course {target}",
    ]


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
