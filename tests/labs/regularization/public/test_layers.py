"""Public tests of layers.py: literals, properties and torch's own functions."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge.checks import assert_close, assert_kept, assert_tensor, assert_unchanged, check, say

A, B = torch.tensor([0.3, -0.3, 0.4]), torch.tensor([0.5, -0.5, 0.0])

# ------------------------------------------------------------------------------------------------ 3.1


@pytest.mark.task("3.1")
def test_relu_zeroes_negatives(student):
    """relu keeps what is positive and makes the rest 0.

    ko: 양수는 그대로 두고 나머지는 0으로 만들어요.
    """
    X = torch.tensor([-2.0, -0.5, 0.0, 0.5, 1.0, 3.0])
    expected = torch.tensor([0.0, 0.0, 0.0, 0.5, 1.0, 3.0])
    hint = say(
        "relu(x) = max(x, 0), for each element on its own.",
        "relu(x) = max(x, 0)을 원소마다 따로 계산해요.",
    )
    assert_close(student.relu(X), expected, given="[-2, -0.5, 0, 0.5, 1, 3]", hint=hint)


@pytest.mark.task("3.1")
def test_relu_keeps_shape_and_dtype(student):
    """The result has the shape and dtype of X, whatever they are.

    ko: 어떤 모양과 dtype이 들어와도 결과가 똑같은 모양과 dtype이에요.
    """
    cube = torch.linspace(-3, 3, 24).reshape(2, 3, 4)
    inputs = (cube, torch.tensor(-1.5), torch.tensor([-0.25, 0.75], dtype=torch.float64), torch.tensor([[-2, 0, 5]]))
    for call, X in zip(student.each("relu", [(X,) for X in inputs]), inputs, strict=True):
        assert_close(call.result(), torch.clamp(X, min=0), given=f"shape {tuple(X.shape)}, {X.dtype}")


@pytest.mark.task("3.1")
def test_relu_leaves_its_argument_alone(student):
    """The tensor that was given is not changed.

    ko: 넘겨준 텐서를 바꾸지 않아요.
    """
    X = torch.tensor([[-1.0, 2.0], [3.0, -4.0]])
    call = student.call("relu", X)
    assert_close(call.result(), torch.tensor([[0.0, 2.0], [3.0, 0.0]]))
    assert_unchanged(X, call.args_after[0])


@pytest.mark.task("3.1")
def test_relu_has_a_gradient(student):
    """The gradient is 1 where X is positive and 0 where it is negative.

    ko: 기울기는 X가 양수인 곳에서 1, 음수인 곳에서 0이에요.
    """
    call = student.call("relu", torch.tensor([-2.0, -0.1, 0.1, 3.0]), grad=(0,))
    assert_tensor(call.result())
    hint = say("Stay inside torch, so that autograd can follow.", "autograd가 따라올 수 있게 torch 연산만 쓰세요.")
    assert_close(call.grads[0], torch.tensor([0.0, 0.0, 1.0, 1.0]), what=say("gradient", "기울기"), hint=hint)


@pytest.mark.task("3.1")
@settings(max_examples=10)
@given(values=st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=12))
def test_relu_on_any_row(student, values):
    """relu(x) is (x + |x|) / 2, for any row of numbers.

    ko: 어떤 수가 들어와도 relu(x) = (x + |x|) / 2예요.
    """
    X = torch.tensor(values)
    assert_close(student.relu(X), (X + X.abs()) / 2, given=str(values))


# ------------------------------------------------------------------------------------------------ 3.2


@pytest.mark.task("3.2")
def test_lp_norm_of_the_slide(student):
    """The L1 and L2 norms of (0.3, -0.3, 0.4) and (0.5, -0.5, 0) are those of the slide.

    ko: (0.3, -0.3, 0.4)와 (0.5, -0.5, 0)의 L1, L2 노름이 슬라이드와 같아요.
    """
    hint = say(
        "Absolute values, powers, their sum, then the p-th root.", "절댓값, 거듭제곱, 합, 그다음 p제곱근 순서예요."
    )
    cases, norms = [(A, 1), (B, 1), (A, 2), (B, 2)], (1.0, 1.0, 0.583095, 0.707107)
    for call, (x, p), norm in zip(student.each("lp_norm", cases), cases, norms, strict=True):
        assert_close(call.result(), torch.tensor(norm), given=f"x = {x.tolist()}, p = {p}", hint=hint)
        assert_kept(call.args_after, x=x)


@pytest.mark.task("3.2")
def test_lp_norm_of_odd_order(student):
    """The L3 norm of (-3, 4, -5) is 6 (27 + 64 + 125 = 216).

    ko: (-3, 4, -5)의 L3 노름은 6이에요 (27 + 64 + 125 = 216).
    """
    assert_close(student.lp_norm(torch.tensor([-3.0, 4.0, -5.0]), 3), torch.tensor(6.0), given="(-3, 4, -5), p = 3")


@pytest.mark.task("3.2")
def test_l1_loss_is_a_sum(student):
    """l1_loss adds up the absolute errors.

    ko: l1_loss는 절대 오차를 모두 더해요.
    """
    y_hat, y = torch.tensor([[1.0], [2.0], [4.0]]), torch.tensor([[2.0], [0.0], [1.0]])
    hint = say("A sum, not a mean.", "평균이 아니라 합이에요.")
    call = student.call("l1_loss", y_hat, y)
    assert_close(call.result(), torch.tensor(6.0), given="errors -1, 2, 3", hint=hint)
    assert_kept(call.args_after, y_hat=y_hat, y=y)


@pytest.mark.task("3.2")
def test_l2_loss_is_a_sum(student):
    """l2_loss adds up the squared errors.

    ko: l2_loss는 제곱 오차를 모두 더해요.
    """
    y_hat, y = torch.tensor([[1.0], [2.0], [4.0]]), torch.tensor([[2.0], [0.0], [1.0]])
    hint = say("A sum, not a mean, and no factor 1/2.", "평균이 아니라 합이고, 1/2도 붙지 않아요.")
    call = student.call("l2_loss", y_hat, y)
    assert_close(call.result(), torch.tensor(14.0), given="errors -1, 2, 3", hint=hint)
    assert_kept(call.args_after, y_hat=y_hat, y=y)


# ------------------------------------------------------------------------------------------------ 3.3


@pytest.mark.task("3.3")
def test_l2_penalty_is_half_the_sum_of_squares(student):
    """l2_penalty of (1, -2, 3) is (1 + 4 + 9) / 2 = 7.

    ko: (1, -2, 3)의 l2_penalty는 (1 + 4 + 9) / 2 = 7이에요.
    """
    w = torch.tensor([1.0, -2.0, 3.0])
    call = student.call("l2_penalty", w)
    assert_close(call.result(), torch.tensor(7.0), given="(1, -2, 3)")
    assert_kept(call.args_after, w=w)


@pytest.mark.task("3.3")
def test_l1_penalty_is_the_sum_of_absolute_values(student):
    """l1_penalty of (1, -2, 3) is 1 + 2 + 3 = 6.

    ko: (1, -2, 3)의 l1_penalty는 1 + 2 + 3 = 6이에요.
    """
    hint = say(
        "The half of the L2 penalty cancels a 2; here there is none.",
        "L2의 1/2은 2를 없애려는 거예요. 여기에는 없어요.",
    )
    w = torch.tensor([1.0, -2.0, 3.0])
    call = student.call("l1_penalty", w)
    assert_close(call.result(), torch.tensor(6.0), given="(1, -2, 3)", hint=hint)
    assert_kept(call.args_after, w=w)


@pytest.mark.task("3.3")
def test_l2_penalty_pulls_each_weight_to_zero(student):
    """The gradient of l2_penalty is w itself.

    ko: l2_penalty의 기울기는 w 그 자체예요.
    """
    w = torch.tensor([[1.0], [-2.0], [0.5]])
    call = student.call("l2_penalty", w, grad=(0,))
    assert_tensor(call.result())
    hint = say("Return a tensor that autograd can go through.", "autograd가 지나갈 수 있는 텐서를 돌려주세요.")
    assert_close(call.grads[0], w, what=say("gradient", "기울기"), hint=hint)


# ------------------------------------------------------------------------------------------------ 3.4


@pytest.mark.task("3.4")
def test_dropout_of_nothing_and_of_all(student):
    """Dropout 0 gives X back and dropout 1 gives zeros (the example of the slides).

    ko: dropout이 0이면 X 그대로, 1이면 모두 0이에요 (슬라이드의 예).
    """
    X = torch.arange(16, dtype=torch.float32).reshape(2, 8)
    assert_close(student.dropout_layer(X, 0.0), X, given="arange(16) as 2x8, dropout = 0")
    hint = say("Dividing by 1 - p is no good at p = 1.", "p = 1이면 1 - p로 나눌 수 없어요.")
    assert_close(student.dropout_layer(X, 1.0), torch.zeros(2, 8), given="arange(16) as 2x8, dropout = 1", hint=hint)


@pytest.mark.task("3.4")
def test_kept_units_are_scaled(student):
    """Units that survive are divided by 1 - p, so that the mean stays.

    ko: 살아남은 값은 1 - p로 나눠서 평균이 그대로예요.
    """
    X = torch.arange(1.0, 601.0).reshape(20, 30)
    rates = (0.3, 0.8)
    for call, p in zip(student.each("dropout_layer", [(X, p) for p in rates]), rates, strict=True):
        out = assert_tensor(call.result(), shape=(20, 30), dtype=torch.float32)
        kept = out != 0
        check(bool(kept.any()), say("Nothing survived.", "살아남은 값이 하나도 없어요."))
        hint = say("Which factor brings the mean back?", "평균을 되돌리는 배수는 무엇일까요?")
        assert_close(out[kept], X[kept] / (1 - p), what=say("kept values", "살아남은 값"), given=f"p = {p}", hint=hint)


@pytest.mark.task("3.4")
def test_each_unit_drops_with_probability_p(student):
    """Every element is dropped on its own, with probability p.

    ko: 원소마다 따로, 확률 p로 0이 돼요.
    """
    X = torch.ones(200, 200)
    # The fraction of 40,000 has a standard deviation of at most 0.0023: 0.014 is six of them. A row of 200 passes
    # its bounds once in 1e13.
    for p, low, high in ((0.3, 0.05, 0.6), (0.8, 0.5, 0.98)):
        zero = (assert_tensor(student.dropout_layer(X, p), shape=(200, 200)) == 0).double()
        fraction = float(zero.mean())
        check(
            abs(fraction - p) < 0.014,
            say(
                f"With dropout = {p}, a fraction of about {p} must become 0, but it is not so.",
                f"dropout = {p}이면 약 {p}만큼이 0이 돼야 하는데 그렇지 않아요.",
            ),
            f"input: ones(200, 200), dropout = {p}\nexpected: {p} of them 0\ngot: {fraction:.3f}",
        )
        lines = torch.cat([zero.mean(0), zero.mean(1)])
        check(
            bool(((lines > low) & (lines < high)).all()),
            say(
                "Some rows or columns are dropped (or kept) as a whole; each element needs a draw of its own.",
                "행이나 열이 통째로 0이 되거나 남아요. 원소마다 따로 뽑아야 해요.",
            ),
        )


@pytest.mark.task("3.4")
def test_mask_is_new_each_time_and_follows_the_seed(student):
    """Each call draws a new mask, and torch.manual_seed repeats it.

    ko: 부를 때마다 마스크가 새로 뽑히고, torch.manual_seed로 되풀이할 수 있어요.
    """
    X = torch.ones(20, 30)
    student.torch.manual_seed(7)
    first, second = student.dropout_layer(X, 0.4), student.dropout_layer(X, 0.4)
    student.torch.manual_seed(7)
    again = student.dropout_layer(X, 0.4)
    student.torch.manual_seed(8)
    other = student.dropout_layer(X, 0.4)
    first, second, again, other = (assert_tensor(out, shape=(20, 30)) for out in (first, second, again, other))
    check(
        not torch.equal(first, second) and not torch.equal(first, other),
        say("Two calls dropped the same elements.", "두 번 불렀는데 똑같은 원소가 0이 됐어요."),
    )
    check(
        torch.equal(first, again),
        say(
            "After torch.manual_seed the same mask should come again; draw it with torch.",
            "torch.manual_seed 뒤에는 같은 마스크가 다시 나와야 해요. torch로 뽑으세요.",
        ),
    )


@pytest.mark.task("3.4", gated=True)
def test_dropout_leaves_its_argument_alone(student):
    """The tensor that was given is not changed, for any p.

    ko: p가 무엇이든 넘겨준 텐서를 바꾸지 않아요.
    """
    X = torch.linspace(1, 2, 12).reshape(3, 4)
    for call in student.each("dropout_layer", [(X, p) for p in (0.0, 0.4, 1.0)]):
        assert_tensor(call.result(), shape=(3, 4))
        assert_unchanged(X, call.args_after[0])


@pytest.mark.task("3.4", gated=True)
def test_probability_outside_is_an_error(student):
    """A probability outside [0, 1] is an error.

    ko: 확률이 [0, 1] 밖이면 오류를 내요.
    """
    rates = (-0.1, 1.5)
    for call, p in zip(student.each("dropout_layer", [(torch.ones(2, 3), p) for p in rates]), rates, strict=True):
        check(
            call.error is not None,
            say(
                f"dropout = {p} must be an error, but a value came back.",
                f"dropout = {p}은 오류여야 하는데 값이 나왔어요.",
            ),
        )
