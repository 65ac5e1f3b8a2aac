"""The audit itself: every program graded by the suite, and what that says of the suite."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grader.audit.programs import Kind, Program, programs
from grader.catalog import Course, Lab
from grader.errors import InternalFault
from grader.results import Outcome
from grader.scheduling.executors import ByName, LocalExecutor
from grader.secret import course_secret
from grader.task import Graded, Work

# By name, as in a run: torch is loaded where the work is done.
_GRADE_ALL: ByName[list[Work], list[Graded]] = ByName("grader.work", "grade_all")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Row:
    """What became of one program. `failed` maps the ids of tests that it lost to their outcomes.

    `problem` says in one sentence what is wrong with the suite, or with a list beside it; empty where all is well.
    """

    lab: str
    kind: str
    name: str
    tasks: tuple[str, ...]
    failed: dict[str, str]
    lost: tuple[str, ...]
    hints: tuple[str, ...] = ()
    equivalent: str = ""
    problem: str = ""


@dataclass(frozen=True)
class LabAudit:
    """All rows of one lab. `idle` are tests that no wrong program fails."""

    lab: str
    tests: dict[str, str]
    rows: tuple[Row, ...]
    idle: tuple[str, ...]

    def of(self, kind: Kind) -> list[Row]:
        """The rows of one kind."""
        return [row for row in self.rows if row.kind == kind]

    @property
    def problems(self) -> list[Row]:
        """What has to be mended."""
        return [row for row in self.rows if row.problem]

    @property
    def hinted(self) -> int:
        """How many misconceptions get their own hint."""
        return sum(row.name in row.hints for row in self.of(Kind.MISCONCEPTION))

    @property
    def misled(self) -> int:
        """How many wrong programs get a hint that is not theirs beside or in place of it."""
        return sum(any(hint != row.name for hint in row.hints) for row in self.of(Kind.MISCONCEPTION))


@dataclass(frozen=True)
class Audit:
    """The audit of some labs."""

    labs: tuple[LabAudit, ...]
    seed: int = 0
    faults: tuple[str, ...] = field(default=())

    @property
    def is_good(self) -> bool:
        """Whether nothing survives and nobody is punished unjustly."""
        return not any(lab.problems for lab in self.labs)


def audit(course: Course, labs: Sequence[str], *, jobs: int | None = None, progress: Progress | None = None) -> Audit:
    """Try the suites of some labs (none named: of all) on every program there is.

    Raises `CourseError` for what is wrong with a lab, `InternalFault` where the grader itself fails.
    """
    chosen = [course.lab(name) for name in labs] or list(course.labs)
    wanted = {lab.id: programs(lab) for lab in chosen}
    total = sum(map(len, wanted.values()))
    executor: LocalExecutor[list[Work], list[Graded]] = LocalExecutor(_GRADE_ALL, jobs or os.cpu_count() or 1)
    graded: dict[str, Graded] = {}
    groups = _groups(course, wanted)
    work = ((str(number), list(group.values())) for number, group in enumerate(groups))
    try:
        for number, results in executor.run(work, lambda _: None):
            if isinstance(results, InternalFault):
                raise results
            for name, result in zip(groups[int(number)], results, strict=True):
                if result.fault:
                    raise InternalFault(f"{name}: {result.fault}")
                graded[name] = result
            if progress is not None:
                progress(len(graded), total)
        executor.finish()
    finally:
        executor.close()
    return Audit(tuple(_lab_audit(lab, wanted[lab.id], graded) for lab in chosen))


def _groups(course: Course, wanted: dict[str, list[Program]]) -> list[dict[str, Work]]:
    """Programs by name, those about one task together: the process that learns its misconceptions grades them all."""
    secret = course_secret(course.path)
    groups: dict[tuple[str, str, str], dict[str, Work]] = {}
    for lab, those in wanted.items():
        for program in those:
            work = Work(
                course=str(course.path), lab=lab, files=program.files, secret=secret, seed=0, device="cpu",
                accuracy=None, only=program.only, hints=program.kind is Kind.MISCONCEPTION,
            )  # fmt: skip
            alone = program.name if program.kind not in (Kind.MISCONCEPTION, Kind.MUTANT) else ""
            task = program.tasks[0] if program.tasks else alone
            groups.setdefault((lab, program.kind.value, task), {})[_key(lab, program)] = work
    return sorted(groups.values(), key=len, reverse=True)  # the longest first, so that no core waits at the end


def _key(lab: str, program: Program) -> str:
    return f"{lab}: {program.kind.value} {program.name}"


def _lab_audit(lab: Lab, those: Sequence[Program], graded: dict[str, Graded]) -> LabAudit:
    rows = tuple(_row(lab.id, program, graded[_key(lab.id, program)]) for program in those)
    reference = graded[_key(lab.id, those[0])]
    tests = {test.id: test.task for test in reference.tests}
    wrong = [row for row in rows if row.kind in (Kind.MISCONCEPTION, Kind.MUTANT)]
    used = {test for row in wrong for test in row.failed}
    return LabAudit(lab.id, tests, rows, tuple(test for test in tests if test not in used))


def _row(lab: str, program: Program, graded: Graded) -> Row:
    failed = {test.id: test.outcome.value for test in graded.tests if test.outcome is not Outcome.PASSED}
    lost = tuple(dict.fromkeys(test.task for test in graded.tests if test.score < test.max_score))
    hints = tuple(dict.fromkeys(name for test in graded.tests for name in test.diagnosis))
    problem = _problem(program, graded, lost)
    return Row(lab, program.kind.value, program.name, program.tasks, failed, lost, hints, program.equivalent, problem)


def _problem(program: Program, graded: Graded, lost: Sequence[str]) -> str:
    if graded.unreadable is not None:
        return f"It cannot be read: {graded.unreadable.en}"
    if program.kind is Kind.STUB:
        passed = [test.id for test in graded.tests if test.score > 0]
        return f"The stub earns points: {', '.join(passed)}" if passed else ""
    if program.kind in (Kind.REFERENCE, Kind.VARIANT):
        failed = [f"{test.id} ({test.outcome.value})" for test in graded.tests if test.score < test.max_score]
        return f"A right program loses points: {', '.join(failed)}" if failed else ""
    if program.equivalent:
        return "It is listed as equivalent, and yet the suite tells it from the reference." if lost else ""
    if not set(lost) & set(program.tasks):
        return "It survives: no test of its task notices it."
    beside = [task for task in lost if task not in program.tasks]
    return f"It also costs points in {', '.join(beside)}." if beside else ""
