"""Points for an accuracy, and when chance gets two more tries."""

import pytest

from grader.accuracy import tiers

STEPS = ((0.95, 4.0), (0.90, 2.0), (0.97, 6.0))


@pytest.mark.parametrize(
    ("accuracy", "expected"),
    [(0.0, 0), (0.8999, 0), (0.9, 2), (0.9499, 2), (0.95, 4), (9700 / 10_000, 6), (9699 / 10_000, 4), (1.0, 6)],
)
def test_the_best_tier_that_is_reached_counts(accuracy, expected):
    assert tiers.points(accuracy, STEPS) == expected


def test_no_tiers_no_points():
    assert tiers.points(0.99, ()) == 0
    assert not tiers.just_below(0.99, (), 0.1)


@pytest.mark.parametrize(
    ("accuracy", "again"),
    [(0.9680, True), (0.9679, False), (0.9699, True), (0.97, False), (0.99, False), (0.8985, True), (0.90, False)],
)
def test_two_standard_deviations_below_a_tier_is_just_below(accuracy, again):
    assert tiers.just_below(accuracy, STEPS, 0.001) is again


def test_without_a_spread_nothing_is_just_below():
    assert not tiers.just_below(0.9699, STEPS, 0.0)


def test_a_tier_that_gives_no_more_is_no_reason_to_run_again():
    assert not tiers.just_below(0.949, ((0.90, 2.0), (0.95, 2.0)), 0.01)


@pytest.mark.parametrize("untrained", [0.0, 0.1, 0.2999])
def test_near_chance_before_training_is_no_problem(untrained):
    assert tiers.untrained_problem(untrained) is None


@pytest.mark.parametrize(("untrained", "said"), [(0.30, "30%"), (0.9731, "97.31%")])
def test_knowing_before_training_is_said_in_both_languages(untrained, said):
    problem = tiers.untrained_problem(untrained)
    assert problem is not None
    assert said in problem.en
    assert said in problem.ko


def test_a_model_that_could_not_be_evaluated_is_a_problem():
    problem = tiers.untrained_problem(None)
    assert problem is not None
    assert problem.en != problem.ko


def test_the_verdict_names_the_next_tier():
    assert "97.81%" in tiers.verdict(0.9781, STEPS).en
    assert "top tier" in tiers.verdict(0.9781, STEPS).en
    below = tiers.verdict(0.96, STEPS)
    for text in (below.en, below.ko):
        assert "96%" in text
        assert "97%" in text
    assert "90%" in tiers.verdict(0.5, STEPS).en


@pytest.mark.parametrize(("accuracy", "shown"), [(0.96999, "96.99%"), (0.97, "97%"), (0.0712, "7.12%"), (1.0, "100%")])
def test_percentages_are_never_rounded_up(accuracy, shown):
    assert tiers.percent(accuracy) == shown
