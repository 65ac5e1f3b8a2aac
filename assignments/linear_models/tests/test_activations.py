"""Task 1.1: sigmoid and tanh from exp."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_kept, assert_tensor, say

# float32 and float64 agree to 1.2e-7 here. A textbook's e = 2.7183 is off by 3e-6, which is not what the task is about.
ATOL = 1e-5


@pytest.mark.task("1.1")
def test_sigmoid_values(student):
    """The sigmoid of a few known numbers.

    ko: 값을 아는 몇 점에서의 시그모이드예요.
    """
    z = torch.tensor([-2.0, 0.0, 1.0, 3.0])
    expected = torch.tensor([0.11920292, 0.5, 0.73105858, 0.95257413])
    hint = say("sigmoid(z) = 1 / (1 + exp(-z)).", "sigmoid(z) = 1 / (1 + exp(-z))예요.")
    observed = student.call("sigmoid", z)
    assert_close(observed.result(), expected, atol=ATOL, given="z = [-2, 0, 1, 3]", hint=hint)
    assert_kept(observed.args_after, z=z)


@pytest.mark.task("1.1")
def test_tanh_values(student):
    """The tanh of a few known numbers.

    ko: 값을 아는 몇 점에서의 tanh예요.
    """
    z = torch.tensor([-2.0, 0.0, 0.5, 1.0])
    expected = torch.tensor([-0.96402758, 0.0, 0.46211716, 0.76159416])
    hint = say("tanh(0) is 0, and tanh(-z) = -tanh(z).", "tanh(0)은 0이고 tanh(-z) = -tanh(z)예요.")
    observed = student.call("tanh", z)
    assert_close(observed.result(), expected, atol=ATOL, given="z = [-2, 0, 0.5, 1]", hint=hint)
    assert_kept(observed.args_after, z=z)


@pytest.mark.task("1.1")
def test_sigmoid_of_large_numbers(student):
    """The sigmoid stays finite for very large and very small numbers.

    ko: 아주 크거나 작은 수에서도 시그모이드가 유한해요.
    """
    z = torch.tensor([-1e4, -100.0, 100.0, 1e4])
    hint = say("How large is exp of 100 in float32?", "float32에서 exp(100)은 얼마나 클까요?")
    assert_close(
        student.sigmoid(z), torch.tensor([0.0, 0.0, 1.0, 1.0]), atol=ATOL, given="z = [-1e4, -100, 100, 1e4]", hint=hint
    )


@pytest.mark.task("1.1")
def test_tanh_of_large_numbers(student):
    """The tanh stays finite for very large and very small numbers.

    ko: 아주 크거나 작은 수에서도 tanh가 유한해요.
    """
    z = torch.tensor([-1e4, -100.0, 100.0, 1e4])
    hint = say("Infinity divided by infinity is NaN.", "무한대를 무한대로 나누면 NaN이 돼요.")
    assert_close(
        student.tanh(z), torch.tensor([-1.0, -1.0, 1.0, 1.0]), atol=ATOL, given="z = [-1e4, -100, 100, 1e4]", hint=hint
    )


@pytest.mark.task("1.1")
def test_gradients(student):
    """Autograd finds s (1 - s) for the sigmoid and 1 - t^2 for tanh, also at 0.

    ko: autograd로 구한 기울기가 시그모이드는 s(1 - s), tanh는 1 - t²이에요. 0에서도요.
    """
    z = torch.tensor([-3.0, -0.5, 0.0, 0.5, 2.0])
    s, t = torch.sigmoid(z), torch.tanh(z)
    for name, slope in (("sigmoid", s * (1 - s)), ("tanh", 1 - t**2)):
        observed = student.call(name, z, grad=(0,))
        assert_tensor(observed.result())
        what = say(f"gradient of {name}", f"{name}의 기울기")
        hint = say(
            "Does every step use torch, and is z = 0 treated right?", "모든 계산을 torch로 했나요? z = 0에서도 맞나요?"
        )
        gradient = assert_tensor(observed.grads[0], shape=z.shape, what=what, hint=hint)
        assert_close(gradient, slope, atol=ATOL, what=what, given="z = [-3, -0.5, 0, 0.5, 2]", hint=hint)
