"""Tasks 1.6 to 1.8: logistic regression."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_tensor, assert_unchanged, check, say

AND_X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
AND_Y = torch.tensor([[0.0], [0.0], [0.0], [1.0]])
COSTS = say("list of costs", "cost 리스트")


def logistic(nn, inputs):
    """A logistic regression from torch's own layers, `nn` being `torch.nn` here or in the worker."""
    return nn.Sequential(nn.Linear(inputs, 1), nn.Sigmoid())


@pytest.mark.task("1.6")
def test_bce_of_any_shape(student, reference, rng):
    """The mean goes over all elements, in float32 and float64, and nothing given is changed.

    ko: 모든 원소의 평균이고 float32와 float64에서 맞으며, 넘겨준 값은 그대로예요.
    """
    for shape, dtype in (((6, 1), torch.float32), ((4, 3), torch.float64), ((5,), torch.float32)):
        p = 0.02 + 0.96 * torch.rand(shape, dtype=dtype, generator=rng)
        y = torch.randint(2, shape, generator=rng).to(dtype)
        observed = student.call("binary_cross_entropy", p, y)
        # Guards of up to 1e-6 inside the logarithms are right in float64 as well.
        assert_close(observed.result(), reference.binary_cross_entropy(p, y), rtol=1e-4, atol=1e-5)
        assert_unchanged(p, observed.args_after[0], what=say("y_hat", "y_hat"))
        assert_unchanged(y, observed.args_after[1], what=say("y", "y"))


@pytest.mark.task("1.6")
def test_bce_of_certain_and_uncertain_answers(student):
    """Certain answers among others spoil nothing, in float32 and float64.

    ko: 확실한 답이 섞여 있어도 값이 망가지지 않아요. float32와 float64 모두요.
    """
    for dtype in (torch.float32, torch.float64):
        expected = -(torch.tensor(0.5, dtype=dtype).log() + torch.tensor(0.2, dtype=dtype).log()) / 3
        for certain in (0.0, 1.0):
            p = torch.tensor([[certain], [0.5], [0.8]], dtype=dtype)
            y = torch.tensor([[certain], [1.0], [0.0]], dtype=dtype)
            observed = student.call("binary_cross_entropy", p, y)
            assert_close(observed.result(), expected, rtol=1e-4, atol=1e-5)
            assert_unchanged(p, observed.args_after[0], what=say("y_hat", "y_hat"))


@pytest.mark.task("1.7")
def test_logistic_regression_sizes(student, rng):
    """Any number of inputs and outputs works, and gradients reach the input.

    ko: 입력과 출력의 개수가 달라져도 맞고, 기울기가 입력까지 전해져요.
    """
    for inputs, outputs in ((3, 1), (4, 2)):
        net = student.LogisticRegression(inputs, outputs)
        W, b = torch.randn(outputs, inputs, generator=rng), torch.randn(outputs, generator=rng)
        student.load(net, [W, b])
        x = torch.randn(6, inputs, generator=rng)
        p = torch.sigmoid(x @ W.T + b)
        observed = student.call(net, x, grad=(0,))
        assert_close(observed.result(), p, atol=1e-5)
        assert_close(observed.grads[0], (p * (1 - p)) @ W, atol=1e-5, what=say("gradient", "기울기"))


@pytest.mark.task("1.7")
def test_logistic_regression_parameters(student):
    """Its parameters are one weight (out, in) and one bias (out).

    ko: 파라미터는 (out, in) 모양의 가중치 하나와 (out) 모양의 편향 하나예요.
    """
    for inputs, outputs in ((2, 1), (5, 3)):
        shapes = sorted(tuple(p.shape) for p in student.LogisticRegression(inputs, outputs).parameters())
        wanted = sorted([(outputs, inputs), (outputs,)])
        check(
            shapes == wanted,
            say(f"LogisticRegression({inputs}, {outputs}) should have parameters of shapes {wanted}, but has {shapes}.",
                f"LogisticRegression({inputs}, {outputs})의 파라미터 모양은 {wanted}여야 하는데 {shapes}이에요."),
        )  # fmt: skip


@pytest.mark.task("1.8")
def test_same_steps_as_the_solution(student, reference, rng):
    """Five epochs on random rows: the same weights and costs as the solution.

    ko: 임의의 데이터로 다섯 에포크를 돌리면 가중치와 cost가 모범 답안과 같아요.
    """
    x = torch.randn(9, 3, generator=rng)
    y = (torch.rand(9, 1, generator=rng) < 0.4).float()
    start = [0.3 * torch.randn(1, 3, generator=rng), 0.3 * torch.randn(1, generator=rng)]
    own = logistic(torch.nn, 3)
    own.load_state_dict(dict(zip(own.state_dict(), start, strict=True)))
    expected_costs = reference.fit_logistic(own, x, y, epochs=5, lr=0.5)
    net = logistic(student.torch.nn, 3)
    student.load(net, start)
    costs = torch.tensor(assert_floats(student.fit_logistic(net, x, y, epochs=5, lr=0.5), 5, what=COSTS))
    # Over 300 such starts float32 and float64 differ by at most 2e-7, guards of 1e-6 in the logarithm by 5e-6.
    assert_close(costs, torch.tensor(expected_costs), atol=2e-5, what=COSTS)
    for value, expected in zip(student.parameters_like(net, start), own.parameters(), strict=True):
        assert_close(value, expected.detach(), atol=2e-5, what=say("trained parameters", "학습된 파라미터"))


@pytest.mark.task("1.8")
def test_and_table(student):
    """AND gate, lr 0.1, 8000 epochs: about 2.6e-5, 2.6e-2, 2.6e-2 and 0.964.

    ko: AND 게이트를 lr 0.1로 8000 에포크: 약 2.6e-5, 2.6e-2, 2.6e-2, 0.964
    """
    net = logistic(student.torch.nn, 2)
    start = [torch.tensor([[-0.1, 0.4]]), torch.tensor([-0.3])]
    student.load(net, start)
    costs = assert_floats(student.fit_logistic(net, AND_X, AND_Y, 8000, 0.1), 8000, what=COSTS)
    p = assert_tensor(net(AND_X), shape=(4, 1))
    # The slide's own run. Random starts end within 4 % of one another, float32 within 0.01 % of float64.
    table = torch.tensor([[2.6e-5], [2.56e-2], [2.56e-2], [0.964]])
    assert_close(p, table, rtol=0.1, atol=0.0, what=say("table of AND", "AND 표"))
    check(costs[-1] < costs[0], say("The cost should fall.", "cost가 내려가야 해요."))


@pytest.mark.task("1.8")
def test_continues_where_the_model_is(student, reference, rng):
    """Training twice for two epochs is the same as training once for four.

    ko: 두 에포크씩 두 번 학습하면 네 에포크를 한 번에 학습한 것과 같아요.
    """
    start = [torch.randn(1, 2, generator=rng), torch.randn(1, generator=rng)]
    own = logistic(torch.nn, 2)
    own.load_state_dict(dict(zip(own.state_dict(), start, strict=True)))
    expected = reference.fit_logistic(own, AND_X, AND_Y, 4, 0.3)
    net = logistic(student.torch.nn, 2)
    student.load(net, start)
    costs = [
        cost for _ in range(2) for cost in assert_floats(student.fit_logistic(net, AND_X, AND_Y, 2, 0.3), 2, what=COSTS)
    ]
    assert_close(torch.tensor(costs), torch.tensor(expected), atol=1e-5, what=COSTS)
