"""Task 1.1: sigmoid and tanh from exp."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_tensor, assert_unchanged, say

# float32 and float64 agree to 1.2e-7 here; an e of 2.7183 is off by 3e-6.
ATOL = 1e-5


@pytest.mark.task("1.1")
def test_random_values(student, reference, rng):
    """Both functions are right anywhere between -20 and 20.

    ko: -20과 20 사이 어디서나 두 함수가 맞아요.
    """
    z = 40 * torch.rand(50, generator=rng) - 20
    assert_close(student.sigmoid(z), reference.sigmoid(z), atol=ATOL, what=say("sigmoid", "sigmoid"))
    assert_close(student.tanh(z), reference.tanh(z), atol=ATOL, what=say("tanh", "tanh"))


@pytest.mark.task("1.1")
def test_shapes_and_dtypes(student, rng):
    """Shape and dtype follow the input, and the input stays as it was.

    ko: 모양과 dtype이 입력을 따르고, 입력은 그대로예요.
    """
    for shape, dtype in (((2, 3, 4), torch.float64), ((), torch.float32), ((5, 1), torch.float32)):
        z = 100 * torch.randn(shape, dtype=dtype, generator=rng)
        for name, right in (("sigmoid", torch.sigmoid), ("tanh", torch.tanh)):
            observed = student.call(name, z)
            assert_close(observed.result(), right(z), rtol=1e-4, atol=ATOL, what=say(name, name))
            assert_unchanged(z, observed.args_after[0])


@pytest.mark.task("1.1")
def test_gradients_far_out(student):
    """Gradients stay finite for very large and very small numbers.

    ko: 아주 크거나 작은 수에서도 기울기가 유한해요.
    """
    for dtype in (torch.float32, torch.float64):
        z = torch.tensor([-1e4, -800.0, -95.0, 95.0, 800.0, 1e4], dtype=dtype)
        for name in ("sigmoid", "tanh"):
            observed = student.call(name, z, grad=(0,))
            observed.result()
            what = say(f"gradient of {name}", f"{name}의 기울기")
            gradient = assert_tensor(observed.grads[0], shape=z.shape, what=what)
            assert_close(gradient, torch.zeros_like(z), atol=ATOL, what=what)
