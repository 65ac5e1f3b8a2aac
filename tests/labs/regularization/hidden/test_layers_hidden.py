"""Hidden tests of layers.py: random inputs, gradients, dtypes and devices."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_tensor, check, say

GRADIENT = say("gradient", "기울기")

# ------------------------------------------------------------------------------------------------ 3.1


@pytest.mark.task("3.1")
def test_relu_gradient_with_weights(student, rng):
    """relu and its gradient agree with torch's on random tensors.

    ko: 무작위 텐서에서 relu와 기울기가 torch와 같아요.
    """
    X = torch.randn(3, 4, 5, generator=rng, dtype=torch.float64)
    c = torch.randn(3, 4, 5, generator=rng, dtype=torch.float64)
    call = student.call("relu", X, grad=(0,), cotangent=c)
    assert_close(call.result(), torch.relu(X))
    assert_close(call.grads[0], c * (X > 0), what=GRADIENT)


# ------------------------------------------------------------------------------------------------ 3.2


@pytest.mark.task("3.2")
def test_lp_norm_of_any_order(student, rng):
    """lp_norm agrees with torch.linalg.vector_norm for several orders.

    ko: 여러 p에서 lp_norm이 torch.linalg.vector_norm과 같아요.
    """
    cases = [
        (torch.randn(9, generator=rng, dtype=dtype), p)
        for p in (1, 1.5, 2, 3, 4.0)
        for dtype in (torch.float32, torch.float64)
    ]
    for call, (x, p) in zip(student.each("lp_norm", cases), cases, strict=True):
        assert_close(call.result(), torch.linalg.vector_norm(x, p))


@pytest.mark.task("3.2")
def test_lp_norm_has_a_gradient(student, rng):
    """The gradient of the L2 norm is x / ||x||.

    ko: L2 노름의 기울기는 x / ||x||예요.
    """
    x = torch.randn(6, generator=rng, dtype=torch.float64)
    call = student.call("lp_norm", x, 2, grad=(0,))
    call.result()
    assert_close(call.grads[0], x / x.pow(2).sum().sqrt(), what=GRADIENT)


@pytest.mark.task("3.2")
def test_losses_and_their_gradients(student, rng):
    """Both losses and their gradients agree with torch's sums.

    ko: 두 손실과 기울기가 torch의 합과 같아요.
    """
    functional = torch.nn.functional
    for name, theirs in (("l1_loss", functional.l1_loss), ("l2_loss", functional.mse_loss)):
        cases = [torch.randn(2, *s, generator=rng, dtype=torch.float64).unbind() for s in ((7,), (5, 1), (3, 4))]
        for call, (y_hat, y) in zip(student.each(name, cases, grad=(0,)), cases, strict=True):
            leaf = y_hat.clone().requires_grad_()
            expected = theirs(leaf, y, reduction="sum")
            expected.backward()
            assert_close(call.result(), expected)
            assert_close(call.grads[0], leaf.grad, what=GRADIENT)


# ------------------------------------------------------------------------------------------------ 3.3


@pytest.mark.task("3.3")
def test_penalties_of_any_shape(student, rng):
    """Both penalties take weights of any shape and give one number of their dtype.

    ko: 두 페널티 모두 어떤 모양의 가중치든 받아서 같은 dtype의 수 하나를 줘요.
    """
    weights = [
        torch.randn(shape, generator=rng, dtype=dtype)
        for shape in ((200, 1), (4, 5), (3,))
        for dtype in (torch.float32, torch.float64)
    ]
    for name, penalty in (("l2_penalty", lambda w: (w * w).sum() / 2), ("l1_penalty", lambda w: w.abs().sum())):
        for call, w in zip(student.each(name, [(w,) for w in weights]), weights, strict=True):
            assert_close(call.result(), penalty(w))


@pytest.mark.task("3.3")
def test_l2_penalty_grows_with_the_square(student, rng):
    """Three times the weights cost nine times the L2 penalty and three times the L1 penalty.

    ko: 가중치가 3배면 L2 페널티는 9배, L1 페널티는 3배예요.
    """
    w = torch.randn(8, generator=rng, dtype=torch.float64)
    assert_close(student.l2_penalty(3 * w), 4.5 * (w * w).sum())
    assert_close(student.l1_penalty(3 * w), 3 * w.abs().sum())


@pytest.mark.task("3.3")
def test_l1_penalty_gradient_is_the_sign(student, rng):
    """The gradient of l1_penalty is the sign of each weight.

    ko: l1_penalty의 기울기는 가중치의 부호예요.
    """
    w = torch.randn(5, 2, generator=rng)
    call = student.call("l1_penalty", w, grad=(0,))
    call.result()
    assert_close(call.grads[0], w.sign(), what=GRADIENT)


# ------------------------------------------------------------------------------------------------ 3.4


@pytest.mark.task("3.4")
def test_dropout_gradient_is_the_mask(student, rng):
    """The gradient goes through the units that were kept, with the same factor.

    ko: 기울기는 살아남은 값으로만, 같은 배수로 흘러요.
    """
    X = torch.rand(15, 20, generator=rng) + 0.5
    c = torch.randn(15, 20, generator=rng)
    for p in (0.0, 0.3, 0.8):
        call = student.call("dropout_layer", X, p, grad=(0,), cotangent=c)
        kept = assert_tensor(call.result(), shape=(15, 20)) != 0
        assert_close(call.grads[0], c * kept / (1 - p), what=GRADIENT)


@pytest.mark.task("3.4")
def test_dropout_follows_shape_dtype_and_device(student, rng):
    """The result has the shape, the dtype and the device of X.

    ko: 결과의 모양, dtype, 장치가 X와 같아요.
    """
    inputs = [torch.rand(s, generator=rng, dtype=torch.float64) + 1 for s in ((7,), (4, 3, 5), (2, 1, 6, 6))]
    cases = [(X, p) for X in inputs for p in (0.0, 0.3, 1.0)]
    for call, (X, p) in zip(student.each("dropout_layer", cases), cases, strict=True):
        out = assert_tensor(call.result(), shape=X.shape, dtype=torch.float64)
        check(
            bool(((out == 0) | ((out - X / max(1 - p, 0.1)).abs() < 1e-6)).all()),
            say("Each value is 0 or x / (1 - p).", "값은 모두 0이거나 x / (1 - p)예요."),
        )
    # The meta device holds no numbers, but it refuses to meet the CPU, just as a GPU does.
    call = student.call("dropout_layer", torch.ones(3, 4, device="meta"), 0.3)
    check(
        call.error is None,
        say(
            "X was not on the CPU, and the call failed: the mask must be made where X is.",
            "X가 CPU에 없을 때 실패했어요. 마스크도 X가 있는 장치에서 만들어야 해요.",
        ),
    )
    out = assert_tensor(call.value, shape=(3, 4), dtype=torch.float32)
    check(out.device.type == "meta", say("The result is not where X is.", "결과가 X와 다른 장치에 있어요."))
