"""Is a lab fit to be handed out? The reference earns everything, the stub nothing, and no public test is broken.

Asked before anything is written; every problem is one line for the instructor.
"""

import ast
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.accuracy.dataset import Name
from grader.catalog import Lab
from grader.release.assignment import student_files, tree
from grader.results import Outcome
from grader.secret import course_secret
from grader.task import AccuracyOptions, Graded, Work
from grader.work import grade_one

# The embedded digits need neither network nor files, so a release can be verified anywhere.
_DATA: Name = "digits"


def problems(lab: Lab) -> list[str]:
    """Every reason not to hand out this lab; empty where there is none. Raises `CourseError` for wrong sources."""
    stub = {name: data for name, data in student_files(lab).items() if "/" not in name}
    found = [*_private_imports(lab, stub)]
    with tempfile.TemporaryDirectory(prefix="grader-verify-") as folder:
        reference = {p.name: p.read_bytes() for p in tree(lab.solution_dir) if p.parent == lab.solution_dir}
        graded = _graded(lab, reference, folder)
        found += _short_of_all(lab, graded)
        if not graded.fault:  # a suite that is broken has said so
            found += _more_than_nothing(lab, _graded(lab, stub, folder))
    return found


def _graded(lab: Lab, files: Mapping[str, bytes], folder: str) -> Graded:
    wanted = {name: data for name, data in files.items() if name in (*lab.toml.lab.files, *lab.toml.lab.given)}
    trains = lab.toml.accuracy is not None and _DATA in lab.toml.accuracy.tiers
    return grade_one(
        Work(
            course=str(lab.course),
            lab=lab.id,
            files=wanted,
            secret=course_secret(lab.course),
            seed=0,
            device="cpu",
            accuracy=AccuracyOptions(_DATA, None, folder) if trains else None,
        )
    )


def _short_of_all(lab: Lab, graded: Graded) -> Iterator[str]:
    if graded.fault:
        yield f"{lab.id}: the suite fails on the reference: {graded.fault}"
    for test in graded.tests:
        if test.id not in lab.toml.void and (test.outcome is not Outcome.PASSED or test.score != test.max_score):
            yield f"{lab.id}: the reference does not pass {test.id} ({test.outcome.value}: {test.message})"


def _more_than_nothing(lab: Lab, graded: Graded) -> Iterator[str]:
    if graded.fault:
        yield f"{lab.id}: the suite fails on the stub, by an error of its own: {graded.fault}"
    for test in graded.tests:
        if test.outcome is Outcome.PASSED:  # a voided test gives its points to everybody
            yield f"{lab.id}: the stub passes {test.id}; mark that test gated=True or let it ask for more"


def _private_imports(lab: Lab, files: Mapping[str, bytes]) -> Iterator[str]:
    """Imports of modules that stand beside the sources and that students do not get."""
    public = {Path(name).stem for name in files}
    suites = [folder for kind, folder in lab.suite_dirs if kind == "hidden"]
    beside = [(p, folder) for folder in (lab.solution_dir, *suites) for p in tree(folder) if p.suffix == ".py"]
    private = {path.relative_to(folder).parts[0].removesuffix(".py") for path, folder in beside}
    private |= {folder.name for _, folder in beside} | {lab.solution_dir.parent.name, "standins"}
    sources = {str(lab.assignment_dir / name): data for name, data in files.items() if name.endswith(".py")}
    for kind, folder in lab.suite_dirs:
        if kind == "public":
            sources |= {str(path): path.read_bytes() for path in tree(folder) if path.suffix == ".py"}
    for where, data in sources.items():
        for node in ast.walk(ast.parse(data)):
            for name in _imported(node):
                if name.partition(".")[0] in private - public:
                    choices = ", ".join(sorted(public))
                    line = getattr(node, "lineno", 1)
                    yield f"{where}:{line}: imports {name}, which students do not get. They get: {choices}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
