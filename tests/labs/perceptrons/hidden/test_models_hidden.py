"""Tasks 2.5 and 2.6: two small networks."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_tensor, check, say


def weights(hidden, rng):
    return [torch.randn(shape, generator=rng) for shape in ((hidden, 2), (hidden,), (1, hidden), (1,))]


def same_as(own, net, student, hidden, rng):
    """Outputs and gradients of `net` agree with those of the solution's network for random weights."""
    start = weights(hidden, rng)
    own.load_state_dict(dict(zip(own.state_dict(), start, strict=True)))
    student.load(net, start)
    x = torch.randn(16, 2, generator=rng)
    leaf = x.clone().requires_grad_()
    expected = own(leaf)
    (slope,) = torch.autograd.grad(expected.sum(), leaf)
    observed = student.call(net, x, grad=(0,))
    # float32 and float64 differ by less than 1e-6 here.
    assert_close(observed.result(), expected.detach(), atol=1e-5)
    assert_close(observed.grads[0], slope, atol=1e-5, what=say("gradient", "기울기"))


def starts_apart(net, hidden, student):
    """Hidden units that start alike stay alike for ever."""
    shapes = [torch.empty(shape) for shape in ((hidden, 2), (hidden,), (1, hidden), (1,))]
    W1, _, W2, _ = student.parameters_like(net, shapes)
    check(bool((W2 != 0).any()), say("The output weights are all zero.", "출력층 가중치가 모두 0이에요."))
    different = len({tuple(row) for row in W1.tolist()})
    text = say(
        "Hidden units start with equal weights, so they will stay equal.",
        "은닉 유닛의 가중치가 똑같이 시작해서 계속 똑같을 거예요.",
    )
    check(different == hidden, text)


@pytest.mark.task("2.5")
def test_separator_like_the_solution(student, reference, rng):
    """Random weights and points give the solution's outputs and gradients.

    ko: 임의의 가중치와 점에서 출력과 기울기가 모범 답안과 같아요.
    """
    for _ in range(3):
        same_as(reference.Separator(), student.Separator(), student, 4, rng)


@pytest.mark.task("2.5")
def test_separator_starts_apart(student):
    """The hidden units of a new network start with different weights.

    ko: 새로 만든 네트워크의 은닉 유닛은 서로 다른 가중치에서 시작해요.
    """
    starts_apart(student.Separator(), 4, student)


@pytest.mark.task("2.5")
def test_separator_bends(student, rng):
    """Before the last sigmoid the output is no affine function of the input.

    ko: 마지막 시그모이드 앞의 값은 입력의 아핀 함수가 아니에요.
    """
    net = student.Separator()
    W1 = torch.tensor([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    student.load(net, [W1, torch.zeros(4), torch.ones(1, 4), -torch.ones(1)])
    x = torch.rand(5, 2, generator=rng) + 0.1
    # With these weights the network is sigmoid(|x1| + |x2| - 1).
    out = assert_tensor(net(torch.cat([x, -x])), shape=(10, 1))
    assert_close(out, torch.sigmoid(x.sum(1, keepdim=True) - 1).repeat(2, 1), atol=1e-5)


@pytest.mark.task("2.6")
def test_xor_mlp_like_the_solution(student, reference, rng):
    """Random weights and points give the solution's outputs and gradients.

    ko: 임의의 가중치와 점에서 출력과 기울기가 모범 답안과 같아요.
    """
    for _ in range(3):
        same_as(reference.XorMLP(), student.XorMLP(), student, 3, rng)


@pytest.mark.task("2.6")
def test_xor_mlp_starts_apart(student):
    """The hidden units of a new network start with different weights.

    ko: 새로 만든 네트워크의 은닉 유닛은 서로 다른 가중치에서 시작해요.
    """
    starts_apart(student.XorMLP(), 3, student)
