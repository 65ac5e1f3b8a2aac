"""How late, and what it costs: at each edge of the policy."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog import LatePolicy
from grader.errors import CourseError, UsageError
from grader.intake.lateness import after_penalty, counting, lateness, read_extensions
from grader.results import Late

SEOUL = timezone(timedelta(hours=9))
DUE = datetime(2026, 3, 20, 23, 59, tzinfo=SEOUL)
POLICY = LatePolicy(deadline=DUE.isoformat(), grace_h=1.0, percent_per_day=10.0, cap_percent=25.0)


def at(hours):
    return DUE + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hours", "penalty"), [(-5, None), (0, None), (1, None), (1.01, 10), (25, 10), (25.01, 20), (49.01, 25), (900, 25)]
)
def test_each_edge_of_the_policy(hours, penalty):
    late = lateness(POLICY, at(hours), source="gradescope")
    assert late == (None if penalty is None else Late(hours, penalty, "gradescope"))


def test_zones_are_one_moment():
    assert lateness(POLICY, at(2).astimezone(UTC)) == lateness(POLICY, at(2))
    assert lateness(POLICY, at(2).replace(tzinfo=None)) == lateness(POLICY, at(2))


def test_without_deadline_or_time_nothing_is_late():
    assert lateness(LatePolicy(), at(99)) is None
    assert lateness(POLICY, None) is None
    assert lateness(POLICY, None, late_only=False) is None


def test_an_extension_takes_the_deadlines_place():
    assert lateness(POLICY, at(30), extension=at(48)) is None
    assert lateness(POLICY, at(50), extension=at(48)) == Late(2.0, 10.0, "")
    assert lateness(LatePolicy(percent_per_day=10), at(3), extension=DUE) == Late(3.0, 10.0, "")


def test_canvas_says_only_late_and_an_extension_decides():
    assert lateness(POLICY, None, late_only=True, source="canvas") == Late(None, 0.0, "canvas")
    assert lateness(POLICY, None, late_only=True, extension=at(48), source="canvas") is None


def test_a_deadline_without_zone_is_an_error():
    with pytest.raises(CourseError, match="no time with an offset"):
        lateness(LatePolicy(deadline="2026-03-20"), at(1))


@given(st.floats(0, 2_000), st.floats(0, 2_000))
def test_later_never_costs_less(first, second):
    costs = [late.penalty_percent if (late := lateness(POLICY, at(h))) else 0.0 for h in sorted((first, second))]
    assert 0 <= costs[0] <= costs[1] <= POLICY.cap_percent


def test_what_is_left_of_a_score():
    assert after_penalty(40.0, None) == 40.0
    assert after_penalty(40.0, Late(5.25, 10.0, "")) == 36.0
    assert after_penalty(40.0, Late(5.25, 100.0, "")) == 0.0


def test_latest_or_best():
    attempts = [("first", 30.0), ("second", 45.0), ("third", 45.0), ("fourth", 20.0)]
    assert counting(LatePolicy(counts="latest"), attempts) == "fourth"
    assert counting(LatePolicy(counts="best"), attempts) == "second"


IDS, LABS = {"1", "2"}, {"regularization"}


def test_extensions(tmp_path):
    path = tmp_path / "extensions.csv"
    path.write_bytes("학번;실습;마감\n1;regularization;2026-03-22T23:59+09:00\n".encode("cp949"))
    assert read_extensions(path, ids=IDS, labs=LABS) == {("1", "regularization"): DUE + timedelta(days=2)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("9,regularization,2026-03-22T23:59+09:00", r":2: nobody has the id '9'"),
        ("1,other,2026-03-22T23:59+09:00", r":2: no lab 'other'\. Choose one of: regularization"),
        ("1,regularization,22.3.2026", r":2: '22\.3\.2026' is no time"),
        ("1,regularization,2026-03-22T23:59", r":2: .* is no time with an offset"),
        ("2,regularization,2026-03-22T23:59Z\n2,regularization,2026-03-23T23:59Z", r":3: a second deadline"),
    ],
)
def test_extensions_that_do_not_fit(tmp_path, line, message):
    path = tmp_path / "extensions.csv"
    path.write_text(f"id,lab,deadline\n{line}\n")
    with pytest.raises(UsageError, match=message):
        read_extensions(path, ids=IDS, labs=LABS)
