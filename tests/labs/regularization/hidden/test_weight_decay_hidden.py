"""Hidden tests of weight_decay.py: exact trajectories against the reference, and what was not asked in public."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_items, assert_tensor, check, say

WEIGHTS, BIAS = say("weights w", "가중치 w"), say("bias b", "편향 b")
BOTH = pytest.mark.parametrize("name", ["train", "train_concise"])


@pytest.mark.task("3.9")
def test_synthetic_data_is_standard_normal(student, rng):
    """X comes from N(0, 1) and the noise from N(0, 0.01^2).

    ko: X는 N(0, 1), 잡음은 N(0, 0.01^2)에서 나와요.
    """
    w, b = 0.2 + 0.3 * torch.rand(5, 1, generator=rng), -0.5 - float(torch.rand(1, generator=rng))
    X, y = assert_items(student.synthetic_data(w, b, 2000), 2)
    X, y = assert_tensor(X, shape=(2000, 5)), assert_tensor(y, shape=(2000, 1))
    noise = (y - X @ w - b).double()
    # 10,000 and 2,000 draws: the standard deviations are off by 0.7 % and 1.6 %, the means by 0.01 and 0.0002.
    check(
        abs(float(X.std()) - 1) < 0.05 and abs(float(X.mean())) < 0.06,
        say("X should come from N(0, 1).", "X는 N(0, 1)에서 뽑아야 해요."),
    )
    check(
        abs(float(noise.std()) - 0.01) < 0.001 and abs(float(noise.mean())) < 0.0015,
        say("The noise should come from N(0, 0.01²).", "잡음은 N(0, 0.01²)에서 뽑아야 해요."),
    )


@pytest.mark.task("3.9")
@BOTH
def test_trajectory(student, reference, rng, name):
    """Five steps on one full batch end where the reference's end.

    ko: 전체 배치로 다섯 걸음을 가면 기준 답안과 같은 곳에 도착해요.
    """
    X, w, b = (torch.randn(s, generator=rng) for s in ((8, 4), (4, 1), (1,)))
    rows = (X, X @ torch.randn(4, 1, generator=rng) + 2)
    for lambd in (0.0, 1.5):
        start = {"epochs": 5, "lr": 0.1, "batch_size": 8, "w": w, "b": b}
        fit = assert_items(getattr(student, name)(lambd, rows, rows, **start), 4)
        expected = reference.train(lambd, rows, rows, **start)
        # float32 and float64 part by 4e-7 over these five steps.
        assert_close(fit[0], expected[0], atol=1e-5, what=WEIGHTS)
        assert_close(assert_tensor(fit[1], what=BIAS).reshape(-1), expected[1], atol=1e-5, what=BIAS)


@pytest.mark.task("3.9")
@BOTH
def test_minibatches_and_defaults(student, rng, name):
    """Batches of 5 over all rows (the last may be short), the penalty once per batch, and a start where none is given.

    ko: 모든 행을 5개씩 한 번씩 쓰고, 배치마다 페널티를 한 번 세고, 시작값이 없으면 정해요.
    """
    X, y = torch.zeros(22, 3), torch.ones(22, 1)
    w, b = torch.tensor([[1.0], [-2.0], [0.5]]) + torch.rand(3, 1, generator=rng), torch.zeros(1)
    steps, lambd = 3 * 5, 3 + 3 * float(torch.rand(1, generator=rng))
    fit = assert_items(getattr(student, name)(lambd, (X, y), (X, y), epochs=3, w=w, b=b), 4)
    assert_close(fit[0], w * (1 - 0.003 * lambd) ** steps, what=WEIGHTS)
    assert_close(assert_tensor(fit[1], what=BIAS).reshape(-1), torch.tensor([1 - (1 - 0.003) ** steps]), what=BIAS)
    # Steps of length 0 show where it starts: 400 draws have their mean within 0.05 and their deviation within 0.04.
    wide = (torch.zeros(5, 400), torch.zeros(5, 1))
    fit = assert_items(getattr(student, name)(0.0, wide, wide, epochs=1, lr=0.0), 4)
    start = assert_tensor(fit[0], shape=(400, 1), what=WEIGHTS)
    check(
        abs(float(start.mean())) < 0.25 and abs(float(start.std()) - 1) < 0.2,
        say("Where no start is given, w should come from N(0, 1).", "시작값이 없으면 w는 N(0, 1)에서 뽑아야 해요."),
    )
    assert_close(assert_tensor(fit[1], what=BIAS).reshape(-1), torch.zeros(1), what=BIAS)


@pytest.mark.task("3.9")
@BOTH
def test_losses_per_epoch(student, rng, name):
    """One training and one test loss per epoch, 100 of them by default; the last belong to the returned w and b.

    ko: 에포크마다 학습 손실과 테스트 손실이 하나씩, 기본으로 100개예요. 마지막 값은 돌려준 w, b의 손실이에요.
    """
    X, noise, X_test = (torch.randn(s, generator=rng) for s in ((6, 3), (6, 1), (9, 3)))
    line = torch.tensor([[1.0], [-2.0], [3.0]]) + torch.rand(3, 1, generator=rng)
    rows, test_rows = (X, X @ line + 0.5 * noise), (X_test, X_test @ line + 1)
    # From one start, so that a wrong loss can be told by its value. From far away the loss falls to 0.35 of the first
    # one at worst, in 40,000 draws.
    start = {"w": -3 * line, "b": torch.zeros(1)}
    fit = getattr(student, name)(0.1, rows, test_rows, lr=0.05, batch_size=6, **start)
    train_losses, test_losses = assert_items(fit, 4)[2:]
    train_losses, test_losses = assert_floats(train_losses, 100), assert_floats(test_losses, 100)
    check(
        train_losses[-1] < 0.5 * train_losses[0],
        say("The training loss does not fall.", "학습 손실이 줄지 않아요."),
    )
    # Two batches, of which the second is short: the loss of a batch is not that of all rows.
    fit = getattr(student, name)(0.1, rows, test_rows, epochs=3, lr=0.05, batch_size=4)
    w, b, train_losses, test_losses = assert_items(fit, 4)
    w, b = assert_tensor(w, shape=(3, 1), what=WEIGHTS), assert_tensor(b, what=BIAS).reshape(-1)
    train_losses, test_losses = assert_floats(train_losses, 3), assert_floats(test_losses, 3)
    for losses, (inputs, labels) in ((train_losses, rows), (test_losses, test_rows)):
        last = float((inputs @ w + b - labels).pow(2).mean() / 2)
        # Twice as much is a plain mean of squares: allowed here, since only the steps of w and b depend on the half.
        check(
            any(abs(losses[-1] - factor * last) < 1e-3 * last for factor in (1, 2)),
            say(
                "The last losses are not those of the returned w and b, over all rows and without the penalty.",
                "마지막 손실이 돌려준 w, b로 모든 행에서 페널티 없이 계산한 값이 아니에요.",
            ),
        )
