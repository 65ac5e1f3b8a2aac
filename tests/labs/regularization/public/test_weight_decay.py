"""Public tests of weight_decay.py: one step by hand, and what the penalty is for."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_items, assert_tensor, check, say

WEIGHTS, BIAS = say("weights w", "가중치 w"), say("bias b", "편향 b")
BOTH = pytest.mark.parametrize("name", ["train", "train_concise"])


@pytest.mark.task("3.9")
def test_synthetic_data_follows_the_line(student):
    """synthetic_data gives new rows with y close to X w + b.

    ko: synthetic_data는 y가 X w + b에 가까운 새 행들을 만들어요.
    """
    w = torch.tensor([[2.0], [-3.4], [0.5]])
    X, y = assert_items(student.synthetic_data(w, 4.2, 50), 2)
    X = assert_tensor(X, shape=(50, 3), dtype=w.dtype, what=say("X", "X"))
    y = assert_tensor(y, shape=(50, 1), dtype=w.dtype, what=say("y", "y"))
    noise = (y - X @ w - 4.2).abs().max()
    check(
        float(noise) < 0.07,
        say("y is not X w + b with a noise of 0.01.", "y가 X w + b에 잡음 0.01을 더한 값이 아니에요."),
    )
    again = assert_items(student.synthetic_data(w, 4.2, 50), 2)[0]
    check(not torch.equal(X, again), say("Two calls gave the same rows.", "두 번 불렀는데 같은 데이터가 나왔어요."))


@pytest.mark.task("3.9")
@BOTH
def test_one_step_by_hand(student, name):
    """One step on the whole batch moves w by -lr (X^T r / n + lambda w) and b by -lr mean(r).

    ko: 전체 배치로 한 걸음 가면 w는 -lr (X^T r / n + lambda w), b는 -lr mean(r)만큼 움직여요.
    """
    X = torch.tensor([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0], [-2.0, 0.5]])
    y = torch.tensor([[1.0], [2.0], [-1.0], [0.5]])
    w, b = torch.tensor([[0.5], [-1.0]]), torch.tensor([0.25])
    r, lr, lambd = X @ w + b - y, 0.1, 2.0
    fit = getattr(student, name)(lambd, (X, y), (X, y), epochs=1, lr=lr, batch_size=4, w=w, b=b)
    new_w, new_b = assert_items(fit, 4)[:2]
    given = "4 rows, lambda = 2, lr = 0.1, one epoch of one batch"
    assert_close(new_w, w - lr * (X.T @ r / 4 + lambd * w), what=WEIGHTS, given=given)
    new_b = assert_tensor(new_b, what=BIAS).reshape(-1)
    assert_close(new_b, b - lr * r.mean(), what=BIAS, given=given)


@pytest.mark.task("3.9")
@BOTH
def test_bias_is_not_decayed(student, name):
    """Where the data are content, w shrinks by 1 - lr lambda and b stays.

    ko: 데이터의 기울기가 0이면 w는 1 - lr lambda배가 되고 b는 그대로예요.
    """
    X, y = torch.zeros(4, 2), torch.full((4, 1), 3.0)
    w, b = torch.tensor([[1.0], [-2.0]]), torch.tensor([3.0])
    fit = getattr(student, name)(3.0, (X, y), (X, y), epochs=1, lr=0.1, batch_size=4, w=w, b=b)
    new_w, new_b = assert_items(fit, 4)[:2]
    given = "X = 0, y = b = 3, lambda = 3, lr = 0.1, one step"
    assert_close(assert_tensor(new_b, what=BIAS).reshape(-1), b, what=BIAS, given=given)
    assert_close(new_w, 0.7 * w, what=WEIGHTS, given=given)


@pytest.mark.task("3.9")
@BOTH
def test_penalty_against_overfitting(student, rng, name):
    """On 20 rows and 200 weights, lambda = 0 overfits; lambda = 3 keeps w small and the test loss low.

    ko: 행 20개에 가중치 200개면 lambda = 0은 과적합하고, lambda = 3은 w를 작게, 테스트 손실을 낮게 유지해요.
    """
    true_w = torch.full((200, 1), 0.01)
    # By a generator of its own: the worker's has the test's seed, and w would start as a row of X.
    X, X_test = torch.randn(20, 200, generator=rng), torch.randn(100, 200, generator=rng)
    rows, test_rows = (X, X @ true_w + 0.05), (X_test, X_test @ true_w + 0.05)
    norm, last = {}, {}
    for lambd in (0, 3):
        fit = getattr(student, name)(lambd, rows, test_rows, epochs=15, lr=0.06, batch_size=20)
        w, _, train_losses, test_losses = assert_items(fit, 4)
        norm[lambd] = float(assert_tensor(w, shape=(200, 1), what=WEIGHTS).norm())
        last[lambd] = (assert_floats(train_losses, 15)[-1], assert_floats(test_losses, 15)[-1])
    got = f"got: |w| = {norm[0]:.3g} and {norm[3]:.3g}, losses (train, test) = {last[0]} and {last[3]}"
    check(
        last[0][1] > 100 * last[0][0],
        say(
            "Without a penalty the test loss should stay far above the training loss.",
            "페널티가 없으면 테스트 손실이 학습 손실보다 훨씬 커야 해요.",
        ),
        got,
    )
    check(
        norm[3] < 0.2 * norm[0] and last[3][1] < 0.1 * last[0][1],
        say("lambda = 3 should shrink w and the test loss.", "lambda = 3이면 w와 테스트 손실이 줄어야 해요."),
        got,
    )
