"""What students get of one lab, made from its sources: the one place that decides which files those are.

`assignments/<lab>/` is this on disk, committed so that it can be read and diffed; bundles hold the same bytes.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from grader.catalog import PUBLIC_TOML, Course, Lab, LatePolicy
from grader.errors import CourseError
from grader.handin import TESTS
from grader.handouts import FOLDER, Handout, HandoutTask, mark, stub_hash, version_in, version_of
from grader.notebook import NotebookTask, to_notebook
from grader.release.public import public_toml
from grader.release.strip import strip, strip_markdown

HANDOUTS = ("README.md", "README.ko.md")
FIGURES = "figures"
VARIANTS = "variants"  # right programs in other styles, which try the suite and never leave the course
ANSWER_HERE = "*(your answer / 여기에 답을 써 주세요)*"
_TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".svg", ".json", ".ipynb", ".yml", ".yaml"}


def student_files(lab: Lab) -> dict[str, bytes]:
    """Relative POSIX name -> content of everything a student gets of a lab, in sorted order.

    Raises `CourseError`: a file that lab.toml names does not exist, or its marks are wrong.
    """
    files: dict[str, bytes] = {}
    for name in (*lab.toml.lab.files, *lab.toml.lab.given):
        files[name] = _public_form(lab, name).encode()
    line = mark(lab.id, _version(lab, files))
    files |= {name: f"{line}\n".encode() + files[name] for name in lab.toml.lab.files if name.endswith(".py")}
    for module in lab.modules:
        source = f"{module}.py"
        asked = (task for task in lab.toml.task if task.names and task.file in {"", source})
        tasks = [NotebookTask(task.id, task.title, task.names) for task in asked]
        files[f"{module}.ipynb"] = to_notebook(files[source], source, tasks)
    for name in HANDOUTS:
        if (lab.solution_dir / name).is_file():
            files[name] = read_source(lab.solution_dir / name)
    for path in tree(lab.solution_dir / FIGURES):
        files[f"{FIGURES}/{path.relative_to(lab.solution_dir / FIGURES).as_posix()}"] = read_source(path)
    for visibility, folder in lab.suite_dirs:
        if visibility == "public":
            files |= {f"{TESTS}/{path.relative_to(folder).as_posix()}": read_source(path) for path in tree(folder)}
    files[PUBLIC_TOML] = f"{line}\n{public_toml(lab.toml)}".encode()
    return dict(sorted(files.items()))


def _version(lab: Lab, stubs: Mapping[str, bytes]) -> str:
    """The version of what a student's work is held to: names, points, signatures, docstrings.

    Neither a word in README.md nor another deadline makes a new one.
    """
    public = public_toml(msgspec.structs.replace(lab.toml, late=LatePolicy()))
    parts = [name.encode() + b"\0" + data for name, data in sorted(stubs.items())]
    return version_of(b"\0".join([public.encode(), *parts]))


def record(lab: Lab) -> Path:
    """Keep what this version of the handout asks, so that a submission made from it can still be told and graded."""
    files = student_files(lab)
    stubs = {name: files[name] for name in (*lab.toml.lab.files, *lab.toml.lab.given)}
    version = version_in({PUBLIC_TOML: files[PUBLIC_TOML]}, lab.id)
    tasks = tuple(HandoutTask(task.id, task.points, task.names) for task in lab.toml.task)
    handout = Handout(version, tasks, {name: stub_hash(data) for name, data in stubs.items()})
    path = lab.solution_dir / FOLDER / f"{version}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(handout), indent=1) + b"\n")
    return path


def refresh(course: Course, labs: Sequence[str] = (), *, check: bool) -> list[str]:
    """Write `assignments/<lab>/` of the named labs (none named: of all) from their sources.

    Returns a line per file that was stale, missing or extra; with `check` nothing is written, and an empty list
    means fresh. Raises `CourseError` for unknown labs and wrong sources.
    """
    lines: list[str] = []
    for lab in [course.lab(name) for name in labs] or course.labs:
        if lab.toml_path.name == PUBLIC_TOML:
            raise CourseError(f"{lab.toml_path.parent} is what students get; there is nothing to release from.")
        wanted = student_files(lab)
        for state, path in _differences(lab.assignment_dir, wanted):
            lines.append(f"{state}: {path.relative_to(course.path).as_posix()}")
            if not check:
                _settle(path, wanted.get(path.relative_to(lab.assignment_dir).as_posix()))
    return lines


def read_source(path: Path) -> bytes:
    """The bytes of a source, text with one kind of line end, so that a checkout on Windows releases the same."""
    data = path.read_bytes()
    return data.replace(b"\r\n", b"\n") if path.suffix in _TEXT else data


def _public_form(lab: Lab, name: str) -> str:
    path = lab.solution_dir / name
    try:
        source = read_source(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}. {lab.toml_path} names this file.") from error
    if path.suffix == ".py":
        return strip(source, str(path), lambda function: _task_of(lab, name, function))
    return strip_markdown(source, str(path), ANSWER_HERE) if path.suffix == ".md" else source


def _task_of(lab: Lab, file: str, function: str) -> str | None:
    found = (task.id for task in lab.toml.task if function in task.names and task.file in {"", file})
    return next(found, None)


def tree(folder: Path) -> list[Path]:
    """Files below a folder that people wrote: no caches, nothing hidden."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in paths if not any(_is_debris(part) for part in path.relative_to(folder).parts)]


def _is_debris(part: str) -> bool:
    return part == "__pycache__" or part.startswith(".") or bool(re.search(r"\.py[co]$|~$", part))


def _differences(folder: Path, wanted: dict[str, bytes]) -> list[tuple[str, Path]]:
    found = {path.relative_to(folder).as_posix(): path for path in tree(folder)}
    states = [("missing", folder / name) for name in wanted if name not in found]
    states += [
        ("stale", found[name]) for name, data in wanted.items() if name in found and read_source(found[name]) != data
    ]
    states += [("extra", path) for name, path in found.items() if name not in wanted]
    return sorted(states, key=lambda item: item[1].as_posix())


def _settle(path: Path, data: bytes | None) -> None:
    """Make one file what it should be; without data it should not be there."""
    if data is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return
    path.unlink()
    if not any(path.parent.iterdir()):
        path.parent.rmdir()
