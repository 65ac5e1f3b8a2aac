"""What a class looks like in numbers: pure functions from rows to counts, shares and correlations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev

from grader.reports import text
from grader.reports.feedback import lab_of, mapped, title_of
from grader.reports.tables import by_lab, percent, task_points
from grader.results import EMPTY, LabInfo, Outcome, Run, Status, Submission, TestResult, Text

BINS = 10
# Below this a correlation over students says more about chance than about a task.
_FEW = 8


@dataclass(frozen=True)
class TaskStats:
    """One task over the class. `share` is the mean part of its points; `discrimination` in [-1, 1] or None."""

    id: str
    title: Text
    max_score: float
    share: float
    discrimination: float | None
    students: int


@dataclass(frozen=True)
class TestStats:
    """One test over the class."""

    __test__ = False

    id: str
    task: str
    title: Text
    passed: int
    students: int


@dataclass(frozen=True)
class Misconception:
    """How many students a diagnosis fits, and its hint where a test gives it alone."""

    id: str
    students: int
    tasks: tuple[str, ...]
    hint: Text


@dataclass(frozen=True)
class Spread:
    """Five numbers of a list that is not empty."""

    least: float
    median: float
    mean: float
    most: float
    deviation: float


@dataclass(frozen=True)
class LabStats:
    """A lab over the class. Histogram: students per tenth of the points, the last one with full marks."""

    lab: LabInfo
    rows: tuple[Submission, ...]
    statuses: dict[Status, int]
    outcomes: dict[Outcome, int]
    scores: Spread | None
    histogram: tuple[int, ...]
    tasks: tuple[TaskStats, ...]
    tests: tuple[TestStats, ...]
    misconceptions: tuple[Misconception, ...]
    cpu_s: Spread | None
    memory_mb: Spread | None

    @property
    def failed_by_all(self) -> tuple[TestStats, ...]:
        """Tests that nobody passed: either very hard or wrong."""
        return tuple(test for test in self.tests if test.passed == 0)


def class_stats(run: Run) -> list[LabStats]:
    """Every lab of the run, in the order in which the run knows them."""
    rows = by_lab(run.submissions)
    known = [lab.id for lab in run.labs if lab.id in rows]
    return [lab_stats(lab_of(run, lab), rows[lab]) for lab in dict.fromkeys([*known, *rows])]


def lab_stats(lab: LabInfo, rows: Sequence[Submission]) -> LabStats:
    """One lab; tasks and tests count only what was graded."""
    graded = [row for row in rows if row.status is Status.GRADED]
    shares = [share for row in graded if (share := percent(row)) is not None]
    statuses = Counter(row.status for row in rows)
    outcomes = Counter(test.outcome for row in rows for test in row.tests)
    return LabStats(
        lab=lab,
        rows=tuple(rows),
        statuses={status: statuses[status] for status in Status},
        outcomes={outcome: outcomes[outcome] for outcome in Outcome},
        scores=spread(row.score for row in graded if row.score is not None),
        histogram=histogram(shares),
        tasks=task_stats(lab, graded),
        tests=test_stats(graded),
        misconceptions=misconceptions(graded),
        cpu_s=spread(row.cpu_s for row in graded if row.cpu_s > 0),
        memory_mb=spread(row.peak_memory_bytes / 2**20 for row in graded if row.peak_memory_bytes > 0),
    )


def spread(values: Iterable[float]) -> Spread | None:
    """Least, median, mean, most and standard deviation; None of nothing."""
    numbers = sorted(values)
    if not numbers:
        return None
    return Spread(numbers[0], median(numbers), fmean(numbers), numbers[-1], pstdev(numbers))


def histogram(percents: Iterable[float]) -> tuple[int, ...]:
    """Students per tenth; 100 % and more belongs to the last."""
    counts = [0] * BINS
    for value in percents:
        counts[min(max(int(value / (100 / BINS) + 1e-9), 0), BINS - 1)] += 1
    return tuple(counts)


def task_stats(lab: LabInfo, graded: Sequence[Submission]) -> tuple[TaskStats, ...]:
    """Success and discrimination per task: the correlation of its points with those of all other tasks."""
    points = [{task: value for task, value in task_points(row).items() if value is not None} for row in graded]
    most: dict[str, float] = {}
    for row in graded:
        for task, value in _max_points(row).items():
            most[task] = max(most.get(task, 0.0), value)
    titles = {task.id: task.title for task in lab.tasks}
    order = [task.id for task in lab.tasks if task.id in most]
    found = []
    for task in dict.fromkeys([*order, *most]):
        own = [row[task] for row in points if task in row]
        rest = [sum(row.values()) - row[task] for row in points if task in row]
        if own and most[task] > 0:
            share = fmean(own) / most[task]
            title = titles.get(task, EMPTY)
            found.append(TaskStats(task, title, most[task], share, correlation(own, rest), len(own)))
    return tuple(found)


def _max_points(row: Submission) -> dict[str, float]:
    most: dict[str, float] = {}
    for test in row.tests:
        most[test.task] = most.get(test.task, 0.0) + test.max_score
    for task in row.manual:
        most[task.task] = most.get(task.task, 0.0) + task.max_score
    return most


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Pearson's r (point-biserial where one side is all or nothing); None where it says nothing."""
    if len(left) < _FEW:
        return None
    mean_left, mean_right = fmean(left), fmean(right)
    together = sum((a - mean_left) * (b - mean_right) for a, b in zip(left, right, strict=True))
    alone = sum((a - mean_left) ** 2 for a in left) * sum((b - mean_right) ** 2 for b in right)
    return together / float(alone**0.5) if alone > 1e-12 else None


def test_stats(graded: Sequence[Submission]) -> tuple[TestStats, ...]:
    """Every test with how many passed it, the hardest first."""
    counted: dict[str, list[int]] = {}
    known: dict[str, TestResult] = {}
    for row in graded:
        for test in row.tests:
            if test.void or test.outcome in (Outcome.SKIPPED, Outcome.INTERNAL_ERROR):
                continue
            known.setdefault(test.id, test)
            count = counted.setdefault(test.id, [0, 0])
            count[0] += test.outcome is Outcome.PASSED
            count[1] += 1
    tests = [
        TestStats(text.line(test_id), text.line(test.task), title_of(test), *counted[test_id])
        for test_id, test in known.items()
    ]
    return tuple(sorted(tests, key=lambda test: (test.passed / test.students, test.id)))


def misconceptions(graded: Sequence[Submission]) -> tuple[Misconception, ...]:
    """Which diagnosis fits how many students, the most frequent first."""
    students: Counter[str] = Counter()
    tasks: dict[str, dict[str, None]] = {}
    hints: dict[str, Text] = {}
    for row in graded:
        mine = set()
        for test in row.tests:
            for name in () if test.void else test.diagnosis:
                mine.add(name)
                tasks.setdefault(name, {})[test.task] = None
                if len(test.diagnosis) == 1 and test.hint_i18n != EMPTY:
                    hints.setdefault(name, mapped(test.hint_i18n, text.clean))
        students.update(sorted(mine))
    found = [
        Misconception(name, count, tuple(text.line(task) for task in tasks[name]), hints.get(name, EMPTY))
        for name, count in students.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.students, one.id)))
