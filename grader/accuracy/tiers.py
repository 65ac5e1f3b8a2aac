"""From an accuracy to points, and to the sentence that a student reads. Pure: no data, no torch, no clock.

Accuracies are fractions in [0, 1]; tiers are pairs (accuracy, points) in any order.
"""

from collections.abc import Sequence

from grader.results import Text

Tiers = Sequence[tuple[float, float]]

UNTRAINED_LIMIT = 0.30
EXTRA_RUNS = 2
_SPREADS = 2
_ROUNDING = 1e-9  # so that 0.968 + 2 * 0.001 reaches 0.97


def points(accuracy: float, tiers: Tiers) -> float:
    """The points of the best tier that is reached; 0 below all of them."""
    return max((p for least, p in tiers if accuracy >= least), default=0.0)


def just_below(accuracy: float, tiers: Tiers, spread: float) -> bool:
    """Whether a tier with more points is at most two standard deviations of the reference's seeds away.

    Then chance may have decided: the check runs with `EXTRA_RUNS` more seeds, and the best counts.
    """
    reach = accuracy + _SPREADS * spread + _ROUNDING
    return points(reach, tiers) > points(accuracy, tiers)


def untrained_problem(untrained: float | None) -> Text | None:
    """Why an accuracy before training gives no points, or None where it is as it should be."""
    if untrained is None:
        return Text(
            "The model could not be evaluated before training: it should return 10 numbers, none of them NaN, for "
            "each image.",
            "학습하기 전의 모델을 평가할 수 없었어요. 이미지마다 NaN이 아닌 숫자 10개를 돌려줘야 해요.",
        )
    if untrained < UNTRAINED_LIMIT:
        return None
    return Text(
        f"The model already gets {percent(untrained)} right before training, where about 10% is chance. "
        f"It should start from random weights and stay below {percent(UNTRAINED_LIMIT)}.",
        f"학습하기도 전에 이미 {percent(untrained)}를 맞혔어요. 찍어도 10% 정도는 맞아요. "
        f"무작위 가중치에서 시작해서 {percent(UNTRAINED_LIMIT)}보다 낮아야 해요.",
    )


def verdict(accuracy: float, tiers: Tiers) -> Text:
    """What was reached and what comes next."""
    reached = points(accuracy, tiers)
    higher = [least for least, p in tiers if p > reached]
    if not higher:
        return Text(
            f"Test accuracy {percent(accuracy)}: the top tier.",
            f"테스트 정확도 {percent(accuracy)}, 가장 높은 단계예요.",
        )
    return Text(
        f"Test accuracy {percent(accuracy)}. More points start at {percent(min(higher))}.",
        f"테스트 정확도는 {percent(accuracy)}예요. {percent(min(higher))}부터 점수가 더 올라가요.",
    )


def percent(accuracy: float) -> str:
    """An accuracy as people read it, never rounded up to a tier it did not reach."""
    hundredths = int(accuracy * 10_000 + _ROUNDING)
    return f"{hundredths / 100:g}%"
