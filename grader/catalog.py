"""Courses and labs as they stand on disk. Points, thresholds and limits are read here and nowhere else.

A course is a folder with `solutions/`, `assignments/` and `tests/labs/`. What a student unzips is a
smaller course: a folder per lab with `lab.public.toml`, the stubs and `tests/` (the public suite).
"""

import dataclasses
import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec

from grader.errors import CourseError
from grader.handouts import FOLDER, Handout, read_handouts, version_in
from grader.limits import Limits
from grader.results import LabInfo, RubricLine, TaskInfo, Text

PUBLIC_TOML = "lab.public.toml"
Visibility = Literal["public", "hidden"]
DatasetName = Literal["mnist", "digits"]
Positive = Annotated[float, msgspec.Meta(gt=0)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Fraction = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Title(Text, frozen=True, forbid_unknown_fields=True):
    """A title in both languages."""


class RubricItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a rubric for a task that is marked by hand."""

    title: Title
    points: float


class Task(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[task]]`: points stand here alone. `names` are what the task asks students to define.

    `cpu_s` is for the tests of a task that need more than the lab's `[limits]` give.
    """

    id: str
    title: Title
    points: float
    manual: bool = False
    names: tuple[str, ...] = ()
    file: str = ""
    forbidden: tuple[str, ...] = ()
    cpu_s: float | None = None
    rubric: tuple[RubricItem, ...] = ()


class LimitsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[limits]`: see `grader.limits.Limits` for units."""

    cpu_s: Positive = 10.0
    memory_mb: Count = 2048
    output_bytes: Annotated[int, msgspec.Meta(ge=0)] = 1_000_000


class AccuracySpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[accuracy]`: tiers are [accuracy, points] pairs per dataset; `budget_s` is CPU seconds."""

    task: str
    epochs: Count
    batch_size: Count
    lr: Positive
    budget_s: Positive
    tiers: dict[DatasetName, tuple[tuple[Fraction, float], ...]]
    blind: Literal["relabel", "permute"] = "relabel"
    # Standard deviation of the reference's test accuracy over seeds, per dataset (tiers' margins come from it).
    spread: dict[DatasetName, float] = {}
    model: str = "MLP"
    train: str = "train"


class LatePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[late]`: `deadline` is an ISO time with offset; no deadline, no lateness."""

    deadline: str | None = None
    grace_h: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    percent_per_day: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    cap_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 100.0
    counts: Literal["latest", "best"] = "latest"


class LabHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[lab]`: `files` are the modules (and answer sheets) that students hand in; `given` come with the stubs."""

    id: str
    order: int
    title: Title
    files: tuple[str, ...]
    hidden_feedback: Literal["diagnosis", "title", "total"] = "diagnosis"
    given: tuple[str, ...] = ()


class LabToml(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. An unknown key is an error that names file, line and the valid choices."""

    lab: LabHead
    task: tuple[Task, ...]
    limits: LimitsTable = LimitsTable()
    accuracy: AccuracySpec | None = None
    late: LatePolicy = LatePolicy()
    void: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lab:
    """One lab: its lab.toml and where its parts are. Paths that do not exist are simply not used."""

    toml: LabToml
    toml_path: Path
    solution_dir: Path
    assignment_dir: Path
    suite_dirs: tuple[tuple[Visibility, Path], ...]
    course: Path

    @property
    def id(self) -> str:
        """The folder name of the lab."""
        return self.toml.lab.id

    @property
    def modules(self) -> tuple[str, ...]:
        """Names of the Python modules students hand in, without `.py`, in the order of lab.toml."""
        return tuple(f[:-3] for f in self.toml.lab.files if f.endswith(".py"))

    @property
    def limits(self) -> Limits:
        """What reading a module, and one test of most tasks, may use."""
        table = self.toml.limits
        return Limits(cpu_s=table.cpu_s, memory_mb=table.memory_mb, output_bytes=table.output_bytes)

    def limits_of(self, task_id: str) -> Limits:
        """What one test of a task may use."""
        cpu_s = self.task(task_id).cpu_s
        return self.limits if cpu_s is None else dataclasses.replace(self.limits, cpu_s=cpu_s)

    def task(self, task_id: str) -> Task:
        """The task with this id. Raises `CourseError` with the valid choices."""
        for task in self.toml.task:
            if task.id == task_id:
                return task
        choices = ", ".join(t.id for t in self.toml.task)
        raise CourseError(f"{self.toml_path}: no task {task_id!r}. Choose one of: {choices}")

    def info(self) -> LabInfo:
        """What reports need to know."""
        tasks = tuple(
            TaskInfo(t.id, t.title, t.points, t.manual, tuple(RubricLine(i.title, i.points) for i in t.rubric))
            for t in self.toml.task
        )
        total = sum(t.points for t in tasks)
        return LabInfo(self.id, self.toml.lab.title, tasks, total, self.toml.lab.hidden_feedback, self.digest)

    @cached_property
    def handout(self) -> str:
        """The version of the handout as it is now; "" where there is none."""
        path = self.assignment_dir / PUBLIC_TOML
        return version_in({path.name: path.read_bytes()}, self.id) if path.is_file() else ""

    @cached_property
    def handouts(self) -> dict[str, Handout]:
        """What was handed out so far, by version. Raises `CourseError`."""
        return read_handouts(self.solution_dir / FOLDER)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that decides a result, by name and content: lab.toml, suites, solutions."""
        found = [(self.toml_path.name, self.toml_path)]
        for visibility, folder in self.suite_dirs:
            files = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            found += [(f"{visibility}/{p.relative_to(folder).as_posix()}", p) for p in files]
        standins = {folder.parent / "standins.py" for _, folder in self.suite_dirs}
        found += [(p.name, p) for p in sorted(standins) if p.is_file()]
        found += [(p.name, p) for p in sorted(self.solution_dir.glob("*.py"))]
        found += [(f"misconceptions/{p.name}", p) for p in sorted((self.solution_dir / "misconceptions").glob("*.py"))]
        total = hashlib.sha256()
        for name, path in found:
            data = path.read_bytes()
            total.update(f"{name}\0{len(data)}\0".encode() + data)
        return total.hexdigest()


@dataclass(frozen=True)
class Course:
    """A folder with labs. `labs` are in the order of their `order` keys."""

    path: Path
    labs: tuple[Lab, ...]

    def lab(self, lab_id: str) -> Lab:
        """The lab with this id. Raises `CourseError` with the valid choices."""
        for lab in self.labs:
            if lab.id == lab_id:
                return lab
        choices = ", ".join(lab.id for lab in self.labs) or "none"
        raise CourseError(f"No lab {lab_id!r} in {self.path}. Labs there: {choices}")

    @property
    def hidden_files(self) -> tuple[Path, ...]:
        """What no student may ever read: solutions, hidden suites, the secret. A student's own course has none.

        Every worker tries them all, so of a folder with variants or misconceptions there is one.
        """
        found = [self.path / ".secret"]
        for lab in self.labs:
            if lab.toml_path.name != PUBLIC_TOML:
                found += [lab.toml_path, *sorted(lab.solution_dir.glob("*.py"))]
                below = [sorted(folder.glob("*.py"))[:1] for folder in sorted(lab.solution_dir.rglob("*/"))]
                found += [path for first in below for path in first if path not in found]
                for visibility, folder in lab.suite_dirs:
                    found += sorted(folder.rglob("*.py")) if visibility == "hidden" else []
        return tuple(path for path in found if path.is_file())


def is_course(path: Path) -> bool:
    """Whether this folder is a course, an instructor's or an unzipped student's."""
    return _is_whole(path) or bool(_public_tomls(path))


def _is_whole(path: Path) -> bool:
    return (path / "solutions").is_dir() and (path / "tests" / "labs").is_dir()


def find_course(given: Path | None, start: Path, *, whole: bool = False) -> Path:
    """The course that was named, else the nearest parent of `start` that is one, else this repository.

    With `whole` only an instructor's course counts: what students unzip, and may hand in, decides no score.
    Raises `CourseError` where there is none.
    """
    accepted = _is_whole if whole else is_course
    if given is not None:
        if accepted(given):
            return given.resolve()
        needs = "solutions/ and tests/labs/" + ("" if whole else f", or {PUBLIC_TOML}")
        raise CourseError(f"{given} is not a course: it needs {needs}.")
    start = start.resolve()
    for folder in (start, *start.parents, Path(__file__).resolve().parent.parent):
        if accepted(folder):
            return folder
    raise CourseError(f"No course at {start} or above it. Name one with --course DIR.")


def load_course(path: Path) -> Course:
    """Read every lab of a course. Raises `CourseError` with file, line and the valid choices."""
    public = [] if _is_whole(path) else _public_tomls(path)
    if public:
        labs = [load_lab(p, path, solution=p.parent, assignment=p.parent, suites=p.parent / "tests") for p in public]
    else:
        labs = []
        for toml in sorted((path / "solutions").glob("*/lab.toml")):
            name = toml.parent.name
            suites = path / "tests" / "labs" / name
            labs.append(
                load_lab(toml, path, solution=toml.parent, assignment=path / "assignments" / name, suites=suites)
            )
    if not labs:
        start = "python -m grader release --new NAME --course DIR"
        raise CourseError(f"{path} has no lab: no solutions/<lab>/lab.toml there. Start one: {start}")
    return Course(path, tuple(sorted(labs, key=lambda lab: (lab.toml.lab.order, lab.id))))


def load_lab(toml_path: Path, course: Path, *, solution: Path, assignment: Path, suites: Path) -> Lab:
    """Read one lab.toml. Raises `CourseError`."""
    toml = _read_toml(toml_path)
    # Students rename what they unzip or clone; a course's own folders are where its labs are looked for.
    if toml.lab.id != toml_path.parent.name and toml_path.name != PUBLIC_TOML:
        where = line_with(toml_path, f'id = "{toml.lab.id}"')
        raise CourseError(f"{where}: lab.id is {toml.lab.id!r}, but its folder is {toml_path.parent.name!r}.")
    _check_tasks(toml, toml_path)
    folders: list[tuple[Visibility, Path]] = [("public", suites / "public"), ("hidden", suites / "hidden")]
    if toml_path.name == PUBLIC_TOML:
        folders = [("public", suites)]
    present = tuple((kind, folder) for kind, folder in folders if folder.is_dir())
    return Lab(toml, toml_path, solution, assignment, present, course)


def _public_tomls(path: Path) -> list[Path]:
    return sorted([*path.glob(PUBLIC_TOML), *path.glob(f"*/{PUBLIC_TOML}")])


def _read_toml(path: Path) -> LabToml:
    try:
        text = path.read_text(encoding="utf-8")
        data: dict[str, Any] = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise CourseError(f"{path}{f':{line.group(1)}' if line else ''}: {error}") from error
    try:
        return msgspec.convert(data, LabToml)
    except msgspec.ValidationError as error:
        raise CourseError(f"{path}{_line_of(text, str(error))}: {error}{_choices(str(error))}") from error


_SECTIONS: dict[str, type[msgspec.Struct]] = {
    "$": LabToml,
    "$.lab": LabHead,
    "$.task[...]": Task,
    "$.task[...].rubric[...]": RubricItem,
    "$.lab.title": Title,
    "$.task[...].title": Title,
    "$.task[...].rubric[...].title": Title,
    "$.limits": LimitsTable,
    "$.accuracy": AccuracySpec,
    "$.late": LatePolicy,
}


def _choices(message: str) -> str:
    """The valid keys or values where msgspec's message is about one that is not valid."""
    where = re.search(r"at (?:`key` in )?`(\$[^`]*)`", message)
    place = re.sub(r"\[\d+\]", "[...]", where.group(1)) if where else "$"
    if "unknown field" in message:
        section = _SECTIONS.get(place)
        return f". Valid keys: {', '.join(section.__struct_fields__)}" if section else ""
    parent, _, key = place.rpartition(".")
    if "enum value" not in message or parent not in _SECTIONS:
        return ""
    hint = get_type_hints(_SECTIONS[parent])[key]
    values = get_args(get_args(hint)[0] if "`key` in" in message else hint)
    return f". Choose one of: {', '.join(map(str, values))}"


def line_with(path: Path, text: str) -> str:
    """`path:line` of the first line of a file that holds this text; the path alone where none does."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text in line:
            return f"{path}:{number}"
    return str(path)


def _line_of(text: str, message: str) -> str:
    """`:line` of the key that a message is about, where it can be found."""
    field = re.search(r"unknown field `(\w+)`", message) or re.search(r"\.(\w+)(?:\[[^\]]*\])*`$", message)
    if not field:
        return ""
    name = re.escape(field.group(1))
    lines = text.splitlines()
    start = _section_start(lines, message)
    for number, line in enumerate(lines[start:], start + 1):
        if re.match(rf"\s*(\[+)?\s*{name}\b|.*[{{,.]\s*{name}\s*=", line):
            return f":{number}"
    return ""


def _section_start(lines: Sequence[str], message: str) -> int:
    """Index of the table's header that a message is about, so that the key of another table is not meant."""
    where = re.search(r"`\$\.(\w+)(?:\[(\d+)\])?", message)
    if not where:
        return 0
    headers = [i for i, line in enumerate(lines) if re.match(rf"\s*\[+\s*{where.group(1)}\s*\]", line)]
    return headers[int(where.group(2) or 0)] if headers else 0


def _check_tasks(toml: LabToml, path: Path) -> None:
    ids = [task.id for task in toml.task]
    lines = path.read_text(encoding="utf-8").splitlines()
    for index, task in enumerate(toml.task):
        where = f"{path}:{1 + _section_start(lines, f'`$.task[{index}]`')}"
        if ids.index(task.id) < index:
            raise CourseError(f"{where}: task {task.id} stands there twice.")
        if not 0 <= task.points < float("inf"):
            raise CourseError(f"{where}: task {task.id} has {task.points} points; points are 0 or more.")
        rubric = sum(item.points for item in task.rubric)
        if task.rubric and rubric != task.points:
            raise CourseError(f"{where}: task {task.id} has {task.points:g} points, but its rubric {rubric:g}.")
        if task.file and task.file not in toml.lab.files:
            choices = ", ".join(toml.lab.files)
            raise CourseError(f"{where}: task {task.id} is in {task.file}, which is none of: {choices}")
    if toml.late.deadline is not None and not _is_clear_time(toml.late.deadline):
        said = f"[late] deadline {toml.late.deadline!r} is no time with an offset"
        raise CourseError(f"{line_with(path, 'deadline')}: {said}. Write it like 2026-03-20T23:59:00+09:00.")
    if toml.accuracy is None:
        return
    if toml.accuracy.task not in ids:
        where = line_with(path, f'task = "{toml.accuracy.task}"')
        raise CourseError(f"{where}: [accuracy] task {toml.accuracy.task!r} is none of: {', '.join(ids)}")
    points = next(task.points for task in toml.task if task.id == toml.accuracy.task)
    for dataset, tiers in toml.accuracy.tiers.items():
        best = max((p for _, p in tiers), default=0.0)
        if best != points:
            where = line_with(path, f"{dataset} = [")
            raise CourseError(f"{where}: best tier of {dataset} gives {best:g} points, but the task has {points:g}.")


def _is_clear_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
