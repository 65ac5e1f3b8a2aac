"""Tasks 1.6 to 1.8: logistic regression."""

import math

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_kept, assert_tensor, check, say

AND_X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND_Y = torch.tensor([[0.0], [0.0], [0.0], [1.0]])
COSTS = say("list of costs", "cost 리스트")


def logistic(student, W, b):
    """Torch's own logistic regression in the worker, with these weights."""
    layer = student.torch.nn.Linear(W.shape[1], 1)
    net = student.torch.nn.Sequential(layer, student.torch.nn.Sigmoid())
    student.load(net, [W, b])
    return net


@pytest.mark.task("1.6")
def test_bce_value(student):
    """Probabilities 0.9, 0.2, 0.6 for the labels 1, 0, 1.

    ko: 레이블이 1, 0, 1이고 확률이 0.9, 0.2, 0.6일 때의 값이에요.
    """
    y_hat, y = torch.tensor([0.9, 0.2, 0.6]), torch.tensor([1.0, 0.0, 1.0])
    hint = say(
        "Here it is -(log 0.9 + log 0.8 + log 0.6) / 3, with natural logarithms.",
        "여기서는 -(log 0.9 + log 0.8 + log 0.6) / 3이고, 로그는 자연로그예요.",
    )
    # A guard of up to 1e-6 inside the logarithms moves the value by less than 1e-5.
    observed = student.call("binary_cross_entropy", y_hat, y)
    assert_close(observed.result(), torch.tensor(0.27977655), atol=1e-5, hint=hint)
    assert_kept(observed.args_after, y_hat=y_hat, y=y)


@pytest.mark.task("1.6")
def test_bce_gradient(student):
    """Autograd can go through the loss: the gradient is (p - y) / (p (1 - p)) / n.

    ko: 손실을 autograd로 미분할 수 있어요. 기울기는 (p - y) / (p(1 - p)) / n이에요.
    """
    p, y = torch.tensor([0.9, 0.2, 0.6, 0.5]), torch.tensor([1.0, 0.0, 1.0, 0.0])
    observed = student.call("binary_cross_entropy", p, y, grad=(0,))
    assert_tensor(observed.result())
    assert_close(observed.grads[0], (p - y) / (p * (1 - p)) / 4, atol=1e-5, what=say("gradient", "기울기"))


@pytest.mark.task("1.6")
def test_bce_of_certain_right_answers(student):
    """Probabilities of exactly 0 and 1 that are right cost (nearly) nothing.

    ko: 정확히 0이나 1인 확률이 정답이면 손실은 거의 0이에요.
    """
    hint = say(
        "0 * log(0) is NaN: keep the logarithm away from 0.",
        "0 * log(0)은 NaN이에요. 로그에 0이 들어가지 않게 해 주세요.",
    )
    for certain in (0.0, 1.0):
        y = torch.full((3, 1), certain)
        loss = student.binary_cross_entropy(y.clone(), y)
        assert_close(loss, torch.tensor(0.0), atol=1e-5, given=f"y_hat = y = {certain:g}", hint=hint)


@pytest.mark.task("1.6")
def test_bce_of_certain_wrong_answers(student):
    """Probabilities of exactly 0 and 1 that are wrong cost much, but not infinitely much.

    ko: 정확히 0이나 1인 확률이 오답이면 손실이 크지만 무한대는 아니에요.
    """
    for p in (0.0, 1.0):
        loss = assert_tensor(student.binary_cross_entropy(torch.tensor([p]), torch.tensor([1 - p])), shape=())
        check(
            10 < float(loss) < math.inf,
            say(
                f"For y_hat = {p:g} and y = {1 - p:g} the loss should be large and finite. In float32, 1 - 1e-8 is 1.",
                f"y_hat = {p:g}, y = {1 - p:g}일 때 손실은 크지만 유한해야 해요. float32에서 1 - 1e-8은 1이에요.",
            ),
            f"got: {float(loss)}",
        )


@pytest.mark.task("1.7")
def test_logistic_regression_output(student):
    """The output is the sigmoid of x W^T + b.

    ko: 출력은 x Wᵀ + b의 시그모이드예요.
    """
    net = student.LogisticRegression(2, 1)
    student.load(net, [torch.tensor([[2.0, -1.0]]), torch.tensor([0.5])])
    expected = torch.tensor([[0.62245933], [0.37754067], [0.92414182], [0.81757448]])
    hint = say("The sigmoid comes once, at the end.", "시그모이드는 맨 끝에 한 번만 있어요.")
    assert_close(net(AND_X), expected, atol=1e-5, hint=hint)


@pytest.mark.task("1.7")
def test_logistic_regression_range(student):
    """With large weights the outputs come close to 0 and to 1.

    ko: 가중치가 크면 출력이 0과 1에 가까워져요.
    """
    net = student.LogisticRegression(2, 1)
    student.load(net, [torch.tensor([[40.0, 40.0]]), torch.tensor([-60.0])])
    hint = say("These are probabilities: small for 0, large for 1.", "출력은 확률이에요. 0이면 작고 1이면 커야 해요.")
    assert_close(net(AND_X), AND_Y, atol=1e-5, hint=hint)


@pytest.mark.task("1.8")
def test_first_step_on_and(student):
    """One epoch on the AND gate moves the weights by lr times the gradient.

    ko: AND 게이트에서 한 에포크를 돌리면 가중치가 lr × 기울기만큼 움직여요.
    """
    W, b = torch.tensor([[1.0, -0.5]]), torch.tensor([0.25])
    net = logistic(student, W, b)
    costs = assert_floats(student.fit_logistic(net, AND_X, AND_Y, 1, 0.5), 1, what=COSTS)
    p = torch.sigmoid(AND_X @ W.T + b)
    dz = (p - AND_Y) / 4
    new_W, new_b = student.parameters_like(net, [W, b])
    hint = say("The cost is the mean over the four rows.", "cost는 네 행의 평균이에요.")
    # float32 and float64 differ by less than 1e-6; guards of up to 1e-6 in the logarithm by as little.
    assert_close(new_W, W - 0.5 * dz.T @ AND_X, atol=1e-5, what=say("new W", "새 W"), hint=hint)
    assert_close(new_b, b - 0.5 * dz.sum(0), atol=1e-5, what=say("new b", "새 b"), hint=hint)
    before = float(torch.nn.functional.binary_cross_entropy(p, AND_Y))
    hint = say("It is the cost before the step.", "한 걸음 가기 전의 cost예요.")
    assert_close(costs[0], before, atol=1e-5, what=say("first cost", "첫 cost"), hint=hint)


@pytest.mark.task("1.8")
def test_learns_and(student):
    """Four hundred epochs at lr 1 are enough to tell AND right.

    ko: lr 1로 400 에포크면 AND를 모두 맞혀요.
    """
    net = logistic(student, torch.tensor([[0.3, -0.2]]), torch.tensor([0.1]))
    costs = assert_floats(student.fit_logistic(net, AND_X, AND_Y, 400, 1.0), 400, what=COSTS)
    p = assert_tensor(net(AND_X), shape=(4, 1))
    check(
        bool(((p > 0.5) == (AND_Y > 0.5)).all()),
        say("The model should say yes to (1, 1) only.", "모델은 (1, 1)에만 1이라고 해야 해요."),
        f"probabilities: {p.flatten().tolist()}",
    )
    # The solution ends at 0.043.
    check(
        costs[-1] < 0.06,
        say("The cost should fall below 0.06.", "cost가 0.06 아래로 내려가야 해요."),
        f"last cost: {costs[-1]}",
    )
