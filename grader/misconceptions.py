"""Known wrong programs: `solutions/<lab>/misconceptions/<id>.py`, one mistake of one task each.

Read by the audit (a suite must notice each of them) and by the diagnosis (a student whose results are those of
one reads its hint). They are sources here, never imported: a worker runs them, as it runs submissions.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import Lab
from grader.errors import CourseError
from grader.results import Text

FOLDER = "misconceptions"
_KEYS = ("task", "en", "ko")


@dataclass(frozen=True)
class Misconception:
    """A wrong version of one task. `idea` is for instructors, `hint` for students; `code` defines what is wrong."""

    id: str
    task: str
    idea: str
    hint: Text
    code: str


def misconceptions(lab: Lab) -> tuple[Misconception, ...]:
    """Every misconception of a lab, by id. Raises `CourseError` with the file and what it lacks."""
    return tuple(_read(lab, path) for path in sorted((lab.solution_dir / FOLDER).glob("*.py")))


def reference_files(lab: Lab) -> dict[str, bytes]:
    """What the reference would hand in, by name."""
    names = (*lab.toml.lab.files, *lab.toml.lab.given)
    return {name: (lab.solution_dir / name).read_bytes() for name in names if (lab.solution_dir / name).is_file()}


def with_code(files: Mapping[str, bytes], file: str, code: str) -> dict[str, bytes]:
    """A submission in which `code` takes the place of what a file defines by the same names."""
    return {**files, file: files[file] + b"\n\n" + code.encode()}


def defined(node: ast.stmt) -> list[str]:
    """The names that one top-level statement defines."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [node.target.id] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []


def _read(lab: Lab, path: Path) -> Misconception:
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (OSError, UnicodeDecodeError, SyntaxError) as error:
        raise CourseError(f"{path}: {error}") from error
    head, fields = _header(path, ast.get_docstring(tree) or "")
    task = lab.task(fields["task"])
    if not {name for node in tree.body for name in defined(node)} & set(task.names):
        raise CourseError(f"{path}: defines none of task {task.id}: {', '.join(task.names)}.")
    code = "\n".join(source.splitlines()[tree.body[0].end_lineno or 0 :]).strip() + "\n"
    return Misconception(path.stem, task.id, head, Text(fields["en"], fields["ko"]), code)


def _header(path: Path, docstring: str) -> tuple[str, dict[str, str]]:
    """The idea, and the lines `task:`, `en:` and `ko:` of the docstring."""
    fields: dict[str, str] = {}
    idea: list[str] = []
    for line in docstring.splitlines():
        key, colon, value = line.partition(":")
        if colon and key in _KEYS:
            fields[key] = value.strip()
        elif not fields:
            idea.append(line.strip())
    lacking = [key for key in _KEYS if not fields.get(key)]
    if lacking or not any(idea):
        wanted = ", ".join(f"`{key}:`" for key in lacking) or "the idea behind the mistake"
        raise CourseError(f"{path}: its docstring lacks {wanted}. See solutions/README.md.")
    return " ".join(idea).strip(), fields
