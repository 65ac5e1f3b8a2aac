"""From outcomes to points: shares by weight, gates, sums."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge.scoring import TestSpec, closed_gates, max_scores, total
from grader.results import EMPTY


def spec(name: str, task: str = "1.1", weight: float = 1.0, *, gated: bool = False) -> TestSpec:
    return TestSpec(name, task, EMPTY, "public", weight, gated)


def test_a_task_is_shared_equally_unless_a_weight_says_otherwise() -> None:
    specs = [spec("a"), spec("b"), spec("c", weight=2), spec("d", "1.2")]
    assert max_scores({"1.1": 8, "1.2": 3, "1.3": 5}, specs) == {"a": 2, "b": 2, "c": 4, "d": 3}


@settings(max_examples=200, deadline=None, database=None)
@given(
    st.integers(1, 400).map(lambda quarters: quarters / 4),
    st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.0, 0.1]), min_size=1, max_size=40),
)
def test_all_tests_passed_are_all_points(points: float, weights: list[float]) -> None:
    specs = [spec(str(n), weight=weight) for n, weight in enumerate(weights)]
    shares = max_scores({"1.1": points}, specs)
    assert total(list(shares.values())) == points
    assert all(share > 0 for share in shares.values())


def test_sums_are_free_of_binary_fractions() -> None:
    assert total([0.1] * 3) == 0.3
    assert total([0.333333] * 3) == 1.0
    assert total([1.428571] * 7) == 10.0
    assert total([]) == 0.0
    assert total([5.0, -0.5]) == 4.5


def test_a_gated_test_needs_another_of_its_task() -> None:
    specs = [spec("open"), spec("gate", gated=True), spec("other gate", gated=True), spec("elsewhere", "1.2")]
    assert closed_gates(specs, {"open", "gate", "other gate"}) == set()
    assert closed_gates(specs, {"gate", "elsewhere"}) == {"gate"}
    assert closed_gates(specs, {"gate", "other gate"}) == {"gate", "other gate"}  # they do not open each other
    assert closed_gates(specs, {"open"}) == set()


def test_a_void_test_decides_no_gate() -> None:
    specs = [spec("void"), spec("open"), spec("gate", gated=True)]
    assert closed_gates(specs, {"void", "gate"}, {"void"}) == {"gate"}
    assert closed_gates(specs, {"open", "gate"}, {"void"}) == set()
    assert closed_gates([spec("void"), spec("gate", gated=True)], {"gate"}, {"void"}) == set()


@pytest.mark.parametrize("passed", [set(), {"open"}])
def test_what_failed_has_no_gate_to_close(passed: set[str]) -> None:
    assert closed_gates([spec("open"), spec("gate", gated=True)], passed) == set()
