"""From outcomes to points. Pure: no process, no file, no clock."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.catalog import Visibility
from grader.results import Text

ACCURACY = "accuracy"  # the id of the accuracy check among a lab's tests


@dataclass(frozen=True)
class TestSpec:
    """One test of a suite, as its source declares it."""

    __test__ = False  # not a test class for pytest

    id: str
    task: str
    title: Text
    visibility: Visibility
    weight: float = 1.0
    gated: bool = False
    isolated: bool = False


def max_scores(points: Mapping[str, float], specs: Sequence[TestSpec]) -> dict[str, float]:
    """Points of each test: a task's points split over its tests by weight, by test id."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    for spec in specs:
        total[spec.task] += Fraction(spec.weight)
    return {spec.id: rounded(Fraction(points[spec.task]) * Fraction(spec.weight) / total[spec.task]) for spec in specs}


def closed_gates(specs: Sequence[TestSpec], passed: Collection[str], void: Collection[str] = ()) -> set[str]:
    """Ids of passed gated tests that earn nothing, because no other test of their task passed.

    A void test says nothing of a submission, so it opens no gate; where all that could are void, gates are open.
    """
    judging = [spec for spec in specs if not spec.gated and spec.id not in void]
    undecided = {spec.task for spec in specs if not spec.gated} - {spec.task for spec in judging}
    open_tasks = undecided | {spec.task for spec in judging if spec.id in passed}
    return {spec.id for spec in specs if spec.gated and spec.id in passed and spec.task not in open_tasks}


def rounded(points: Fraction | float) -> float:
    """Points as they stand in files: six decimals, so that sums of sevenths come out whole."""
    return round(float(points), 6)


def total(scores: Sequence[float]) -> float:
    """A sum of points, free of the rounding of its parts."""
    return round(float(sum(Fraction(score).limit_denominator(10**6) for score in scores)), 2)
