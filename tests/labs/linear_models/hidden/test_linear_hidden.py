"""Tasks 1.2 to 1.5: linear regression."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_items, assert_tensor, assert_unchanged, say

NEW_W = say("new W", "새 W")
NEW_B = say("new b", "새 b")
COSTS = say("list of costs", "cost 리스트")


@pytest.mark.task("1.2")
def test_mse_of_any_shape(student, reference, rng):
    """The mean goes over all elements, in float32 and float64.

    ko: 모든 원소의 평균이고, float32와 float64에서 모두 맞아요.
    """
    for shape, dtype in (((4, 3), torch.float32), ((2, 3, 2), torch.float64), ((7,), torch.float64)):
        y_hat, y = (torch.randn(shape, dtype=dtype, generator=rng) for _ in range(2))
        assert_close(student.mse_loss(y_hat, y), reference.mse_loss(y_hat, y))


@pytest.mark.task("1.2")
def test_mse_changes_nothing_given(student, rng):
    """Predictions and targets stay as they were.

    ko: 예측값과 정답은 그대로 남아요.
    """
    y_hat, y = (torch.randn(5, 1, generator=rng) for _ in range(2))
    observed = student.call("mse_loss", y_hat, y)
    assert_tensor(observed.result(), shape=())
    assert_unchanged(y_hat, observed.args_after[0], what=say("y_hat", "y_hat"))
    assert_unchanged(y, observed.args_after[1], what=say("y", "y"))


@pytest.mark.task("1.3")
def test_step_in_any_shape(student, reference, rng):
    """x, y, W and b may have any of the allowed shapes.

    ko: x, y, W, b가 허용된 어떤 모양이어도 맞아요.
    """
    n, d = 6, 3
    for x_shape, y_shape, W_shape, b_shape in (
        ((n,), (n,), (1,), (1,)),
        ((n, 1), (n, 1), (1,), (1,)),
        ((n, 1), (n,), (1, 1), ()),
        ((n, d), (n,), (d,), (1,)),
        ((n, d), (n, 1), (1, d), (1,)),
        ((n, d), (n, 1), (d, 1), ()),
    ):
        x, y, W, b = (torch.randn(shape, generator=rng) for shape in (x_shape, y_shape, W_shape, b_shape))
        new_W, new_b = assert_items(student.gradient_step(x, y, W, b, 0.3), 2)
        expected_W, expected_b = reference.gradient_step(x, y, W, b, 0.3)
        assert_close(new_W, expected_W, atol=1e-5, what=NEW_W)
        assert_close(new_b, expected_b, atol=1e-5, what=NEW_B)


@pytest.mark.task("1.3")
def test_step_in_float64(student, reference, rng):
    """The step keeps float64.

    ko: float64를 넣으면 float64로 계산해요.
    """
    x, y, W, b = (torch.randn(shape, dtype=torch.float64, generator=rng) for shape in ((5, 2), (5,), (2,), (1,)))
    new_W, new_b = assert_items(student.gradient_step(x, y, W, b, 0.05), 2)
    expected_W, expected_b = reference.gradient_step(x, y, W, b, 0.05)
    assert_close(new_W, expected_W, what=NEW_W)
    assert_close(new_b, expected_b, what=NEW_B)


@pytest.mark.task("1.3")
def test_steps_lead_to_the_line(student, rng):
    """Three hundred steps on points of a line find the line.

    ko: 한 직선 위의 점들로 300걸음을 가면 그 직선을 찾아요.
    """
    x = torch.tensor([-1.0, 0.0, 1.0, 2.0])
    slope, offset = 1 + 2 * torch.rand(2, generator=rng)
    y = slope * x + offset
    W, b = torch.tensor([0.5]), torch.zeros(1)
    for _ in range(300):
        W, b = assert_items(student.gradient_step(x, y, W, b, 0.2), 2)
    # The slower of the two directions shrinks by 0.87 a step; what is left of it is far below 1e-3.
    assert_close(W, slope.reshape(1), atol=1e-3, what=NEW_W)
    assert_close(b, offset.reshape(1), atol=1e-3, what=NEW_B)


@pytest.mark.task("1.4")
def test_same_steps_as_the_solution(student, reference, rng):
    """Five epochs on random rows: the same W, b and costs as the solution.

    ko: 임의의 데이터로 다섯 에포크를 돌리면 W, b, cost가 모범 답안과 같아요.
    """
    x, y = (torch.randn(8, 1, generator=rng) for _ in range(2))
    start_W, start_b = torch.randn(1, generator=rng), torch.randn(1, generator=rng)
    W, b, costs = assert_items(student.fit_linear(x, y, epochs=5, lr=0.1, W=start_W, b=start_b), 3)
    expected_W, expected_b, expected_costs = reference.fit_linear(x, y, epochs=5, lr=0.1, W=start_W, b=start_b)
    # float32 and float64 differ by at most 1.4e-6 over 200 such starts.
    assert_close(W, expected_W, atol=1e-5, what=say("weight W", "가중치 W"))
    assert_close(b, expected_b, atol=1e-5, what=say("bias b", "편향 b"))
    numbers = torch.tensor(assert_floats(costs, 5, what=COSTS))
    assert_close(numbers, torch.tensor(expected_costs), atol=1e-5, what=COSTS)


@pytest.mark.task("1.4")
def test_finds_the_line(student, rng):
    """Enough epochs find slope and offset from any start.

    ko: 에포크가 충분하면 어디서 시작해도 기울기와 절편을 찾아요.
    """
    x = torch.tensor([[-1.0], [0.0], [1.0], [2.0]])
    slope, offset = 1 + 2 * torch.rand(2, generator=rng)
    W, b, costs = assert_items(student.fit_linear(x, slope * x + offset, epochs=200, lr=0.1), 3)
    assert_close(W, slope.reshape(1), atol=1e-2, what=say("weight W", "가중치 W"))
    assert_close(b, offset.reshape(1), atol=1e-2, what=say("bias b", "편향 b"))
    assert_floats(costs, 200, what=COSTS)


@pytest.mark.task("1.5")
def test_linear_regression_steps_like_raw_tensors(student, reference, rng):
    """From the same start the module takes the steps of task 1.4.

    ko: 같은 시작점에서 과제 1.4와 똑같이 움직여요.
    """
    x, y = (torch.randn(6, 1, generator=rng) for _ in range(2))
    W, b = torch.randn(1, generator=rng), torch.randn(1, generator=rng)
    expected_W, expected_b, expected_costs = reference.fit_linear(x, y, epochs=4, lr=0.1, W=W, b=b)
    net = student.LinearRegression(1, 1)
    costs = []
    for _ in range(4):
        student.load(net, [W.reshape(1, 1), b])
        dz = assert_tensor(net(x), shape=(6, 1)) - y
        costs.append((dz**2).mean())
        W, b = W - 0.1 * 2 * (x * dz).mean(), b - 0.1 * 2 * dz.mean()
    assert_close(torch.stack(costs), torch.tensor(expected_costs), atol=1e-5, what=COSTS)
    assert_close(W, expected_W, atol=1e-5, what=NEW_W)
    assert_close(b, expected_b, atol=1e-5, what=NEW_B)


@pytest.mark.task("1.5")
def test_linear_regression_sizes(student, rng):
    """Any number of inputs and outputs works, and gradients reach the input.

    ko: 입력과 출력의 개수가 달라져도 맞고, 기울기가 입력까지 전해져요.
    """
    for inputs, outputs in ((1, 4), (5, 2)):
        net = student.LinearRegression(inputs, outputs)
        W, b = torch.randn(outputs, inputs, generator=rng), torch.randn(outputs, generator=rng)
        student.load(net, [W, b])
        x, cotangent = torch.randn(7, inputs, generator=rng), torch.randn(7, outputs, generator=rng)
        observed = student.call(net, x, grad=(0,), cotangent=cotangent)
        assert_close(observed.result(), x @ W.T + b, atol=1e-5)
        assert_close(observed.grads[0], cotangent @ W, atol=1e-5, what=say("gradient", "기울기"))
