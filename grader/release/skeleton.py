"""`release --new NAME`: a lab that grades 100 % and 0 % at once, to be replaced task by task."""

import keyword
import re
from pathlib import Path

from grader.catalog import PUBLIC_TOML, Course, is_course
from grader.errors import CourseError, UsageError
from grader.release.bundle import template


def first_course(folder: Path | None) -> Course | None:
    """The folder as a course without labs, where it holds none yet; None where there is nothing to start.

    Raises `UsageError` where it is no folder.
    """
    if folder is None or (is_course(folder) and any(folder.glob("solutions/*/lab.toml"))):
        return None
    if not folder.is_dir():
        raise UsageError(f"--course {folder} is no folder; make it first.")
    return None if is_course(folder) and not (folder / "solutions").is_dir() else Course(folder.resolve(), ())


def new_lab(course: Course, name: str) -> list[Path]:
    """Write the sources of a new lab called `name` (a Python name in small letters) and return their paths.

    Raises `UsageError` for a name that is taken or no name, `CourseError` for a course that students unzipped.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise UsageError(f"--new {name}: a lab is called like a Python module: small letters, digits and _.")
    if any(lab.toml_path.name == PUBLIC_TOML for lab in course.labs):
        raise CourseError(f"{course.path} is what students get; a new lab needs a course with solutions/.")
    solution, suites = course.path / "solutions" / name, course.path / "tests" / "labs" / name
    for folder in (solution, suites, course.path / "assignments" / name):
        if folder.exists():
            raise UsageError(f"--new {name}: {folder} is there already; choose another name.")
    order = 1 + max((lab.toml.lab.order for lab in course.labs), default=0)
    values = {"NAME": name, "ORDER": str(order), "TITLE": name.replace("_", " ").capitalize()}
    files = {
        solution / "lab.toml": "lab.toml",
        solution / f"{name}.py": "module.py",
        solution / "README.md": "README.md",
        solution / "README.ko.md": "README.ko.md",
        suites / "public" / f"test_{name}.py": "test_public.py",
        suites / "hidden" / f"test_{name}_hidden.py": "test_hidden.py",
    }
    ignored = course.path / ".gitignore"
    if not course.labs and not ignored.exists():
        files[ignored] = "gitignore"  # the secret, above all
    for path, source in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(template(f"skeleton/{source}.txt", values))
    return list(files)
