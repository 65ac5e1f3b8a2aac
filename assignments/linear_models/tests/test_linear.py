"""Tasks 1.2 to 1.5: linear regression."""

from itertools import pairwise

import pytest
import torch

from grader.judge.checks import (
    assert_close,
    assert_floats,
    assert_items,
    assert_kept,
    assert_tensor,
    assert_unchanged,
    check,
    say,
)

LINE = torch.tensor([[1.0], [2.0], [3.0]])
NEW_W = say("new W", "새 W")
NEW_B = say("new b", "새 b")
COSTS = say("list of costs", "cost 리스트")
GRADIENT = say("gradient", "기울기")


@pytest.mark.task("1.2")
def test_mse_value(student):
    """Errors of 1, -2 and 3 have the mean square 14/3.

    ko: 오차가 1, -2, 3이면 제곱의 평균은 14/3이에요.
    """
    y_hat, y = torch.tensor([2.0, 0.0, 5.0]), torch.tensor([1.0, 2.0, 2.0])
    hint = say(
        "Square each error, then take the mean: one number.",
        "오차를 각각 제곱한 다음 평균을 내요. 숫자 하나가 나와야 해요.",
    )
    observed = student.call("mse_loss", y_hat, y)
    assert_close(observed.result(), torch.tensor(14 / 3), given="y_hat = [2, 0, 5], y = [1, 2, 2]", hint=hint)
    assert_kept(observed.args_after, y_hat=y_hat, y=y)


@pytest.mark.task("1.2")
def test_mse_gradient(student):
    """Autograd can go through the loss: the gradient is 2 (y_hat - y) / n.

    ko: 손실을 autograd로 미분할 수 있어요. 기울기는 2(y_hat - y)/n이에요.
    """
    y_hat, y = torch.tensor([2.0, 0.0, 5.0]), torch.tensor([1.0, 2.0, 2.0])
    observed = student.call("mse_loss", y_hat, y, grad=(0,))
    assert_tensor(observed.result())
    hint = say(
        "If none came at all: .item() and .detach() cut the graph.",
        "기울기가 아예 없다면, .item()이나 .detach()가 그래프를 끊은 거예요.",
    )
    assert_close(observed.grads[0], 2 * (y_hat - y) / 3, what=GRADIENT, hint=hint)


@pytest.mark.task("1.3")
def test_step_on_one_row(student):
    """One row: x = 2, y = 1, W = 1.5, b = 0.5 and lr = 0.1.

    ko: 데이터 하나로 한 걸음: x = 2, y = 1, W = 1.5, b = 0.5, lr = 0.1
    """
    x, y, W, b = (torch.tensor([value]) for value in (2.0, 1.0, 1.5, 0.5))
    new_W, new_b = assert_items(student.gradient_step(x, y, W, b, 0.1), 2)
    hint = say("The loss is 1/2 (a - y)^2, so dz = a - y = 2.5.", "손실이 1/2(a - y)²이니까 dz = a - y = 2.5예요.")
    assert_close(new_W, torch.tensor([1.0]), what=NEW_W, hint=hint)
    assert_close(new_b, torch.tensor([0.25]), what=NEW_B, hint=hint)


@pytest.mark.task("1.3")
def test_step_takes_the_mean_over_rows(student):
    """Several rows: dW and db are means over the rows.

    ko: 데이터가 여럿이면 dW와 db는 평균이에요.
    """
    x = y = torch.tensor([1.0, 2.0, 3.0])
    W, b = torch.tensor([0.5]), torch.zeros(1)
    new_W, new_b = assert_items(student.gradient_step(x, y, W, b, 0.1), 2)
    hint = say(
        "Here dW = -(0.5 + 2 + 4.5) / 3 and db = -(0.5 + 1 + 1.5) / 3.",
        "여기서 dW = -(0.5 + 2 + 4.5)/3, db = -(0.5 + 1 + 1.5)/3이에요.",
    )
    assert_close(new_W, torch.tensor([0.5 + 0.7 / 3]), what=NEW_W, hint=hint)
    assert_close(new_b, torch.tensor([0.1]), what=NEW_B, hint=hint)


@pytest.mark.task("1.3")
def test_step_with_two_features(student):
    """Two features: every weight follows its own column of x.

    ko: 특성이 둘이면 가중치마다 x의 자기 열을 따라가요.
    """
    x = torch.tensor([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0], [2.0, -1.0]])
    y = torch.tensor([1.0, 0.0, 2.0, 1.0])
    W, b = torch.tensor([0.5, -1.0]), torch.tensor(0.0)
    new_W, new_b = assert_items(student.gradient_step(x, y, W, b, 0.2), 2)
    hint = say("dz = a - y is [-0.5, -2, -2.5, 1] here.", "여기서 dz = a - y는 [-0.5, -2, -2.5, 1]이에요.")
    assert_close(new_W, torch.tensor([0.55, -0.625]), what=NEW_W, hint=hint)
    assert_close(new_b, torch.tensor(0.2), what=NEW_B, hint=hint)


@pytest.mark.task("1.3")
def test_step_changes_nothing_given(student):
    """The step returns new tensors and leaves x, y, W and b alone.

    ko: 새 텐서를 돌려주고 x, y, W, b는 건드리지 않아요.
    """
    given = (LINE, 2 * LINE, torch.tensor([0.3]), torch.tensor([0.1]))
    observed = student.call("gradient_step", *given, 0.1)
    new_W, _ = assert_items(observed.result(), 2)
    assert_tensor(new_W, shape=(1,), what=NEW_W)
    for name, before, after in zip(("x", "y", "W", "b"), given, observed.args_after, strict=False):
        assert_unchanged(before, after, what=say(name, name))


@pytest.mark.task("1.4")
def test_first_epoch(student):
    """One epoch on x = y = [1, 2, 3] from W = 0.5 and b = 0.

    ko: x = y = [1, 2, 3]에서 W = 0.5, b = 0으로 시작한 한 에포크예요.
    """
    W, b, costs = assert_items(student.fit_linear(LINE, LINE, 1, 0.01, torch.tensor([0.5]), torch.zeros(1)), 3)
    hint = say(
        "The cost is the mean of squares, so dW = -14/3 and db = -2.",
        "cost는 제곱의 평균이니까 dW = -14/3, db = -2예요.",
    )
    assert_close(W, torch.tensor([0.5 + 0.14 / 3]), what=say("weight W", "가중치 W"), hint=hint)
    assert_close(b, torch.tensor([0.02]), what=say("bias b", "편향 b"), hint=hint)
    before = say("It is the cost before the step.", "한 걸음 가기 전의 cost예요.")
    assert_close(assert_floats(costs, 1, what=COSTS)[0], 3.5 / 3, what=say("first cost", "첫 cost"), hint=before)


@pytest.mark.task("1.4")
def test_three_epochs(student):
    """Three epochs from W = 0 and b = 0.5: every step begins with fresh gradients.

    ko: W = 0, b = 0.5에서 시작한 세 에포크예요. 걸음마다 기울기를 새로 구해요.
    """
    W, b, costs = assert_items(student.fit_linear(LINE, LINE, 3, 0.01, torch.zeros(1), torch.tensor([0.5])), 3)
    hint = say("backward() adds to .grad; what empties it?", "backward()는 .grad에 더해요. 무엇이 비워 줄까요?")
    # float32 and float64 differ by less than 1e-6 here.
    assert_close(W, torch.tensor([0.1967588]), atol=1e-5, what=say("weight W", "가중치 W"), hint=hint)
    assert_close(b, torch.tensor([0.5797924]), atol=1e-5, what=say("bias b", "편향 b"), hint=hint)
    expected = torch.tensor([2.9166667, 2.3236852, 1.8548776])
    assert_close(torch.tensor(assert_floats(costs, 3, what=COSTS)), expected, what=COSTS, hint=hint)


@pytest.mark.task("1.4")
def test_defaults(student):
    """Without a start it begins at random, and 30 epochs lower the cost 30 times.

    ko: 시작값을 주지 않으면 무작위로 시작해서 30 에포크 동안 cost가 계속 내려가요.
    """
    W, b, costs = assert_items(student.fit_linear(LINE, LINE), 3)
    assert_tensor(W, shape=(1,), what=say("weight W", "가중치 W"))
    assert_tensor(b, shape=(1,), what=say("bias b", "편향 b"))
    numbers = assert_floats(costs, 30, what=COSTS)
    # A start that is nearly right may stand still: then nothing but rounding is left to lower.
    falling = all(after <= before + 1e-6 for before, after in pairwise(numbers))
    check(
        falling,
        say("The cost should fall in every epoch at lr 0.01.", "lr이 0.01이면 cost가 에포크마다 내려가야 해요."),
        str(numbers),
    )


@pytest.mark.task("1.4")
def test_given_start_is_not_changed(student):
    """The start that is handed in keeps its values.

    ko: 넘겨준 시작값은 그대로 남아요.
    """
    W, b = torch.tensor([0.7]), torch.tensor([-0.2])
    observed = student.call("fit_linear", LINE, LINE, 2, 0.1, W, b)
    new_W, _, _ = assert_items(observed.result(), 3)
    assert_tensor(new_W, shape=(1,), what=say("weight W", "가중치 W"))
    assert_unchanged(W, observed.args_after[4], what=say("weight W", "가중치 W"))
    assert_unchanged(b, observed.args_after[5], what=say("bias b", "편향 b"))


@pytest.mark.task("1.5")
def test_linear_regression_output(student):
    """The output is x W^T + b, with nothing after it.

    ko: 출력은 x Wᵀ + b이고, 그 뒤에는 아무것도 없어요.
    """
    net = student.LinearRegression(2, 3)
    W = torch.tensor([[1.0, 2.0], [0.0, -1.0], [-3.0, 0.5]])
    b = torch.tensor([0.5, 0.0, -1.0])
    student.load(net, [W, b])
    x = torch.tensor([[1.0, 1.0], [2.0, -1.0], [0.0, 4.0], [-2.0, 0.0]])
    expected = torch.tensor([[3.5, -1.0, -3.5], [0.5, 1.0, -7.5], [8.5, -4.0, 1.0], [-1.5, 0.0, 5.0]])
    assert_close(net(x), expected)


@pytest.mark.task("1.5")
def test_linear_regression_parameters(student):
    """Its parameters are one weight (out, in) and one bias (out).

    ko: 파라미터는 (out, in) 모양의 가중치 하나와 (out) 모양의 편향 하나예요.
    """
    for inputs, outputs in ((1, 1), (3, 2)):
        net = student.LinearRegression(inputs, outputs)
        shapes = sorted(tuple(p.shape) for p in net.parameters())
        wanted = sorted([(outputs, inputs), (outputs,)])
        check(
            shapes == wanted,
            say(f"LinearRegression({inputs}, {outputs}) should have parameters of shapes {wanted}, but has {shapes}.",
                f"LinearRegression({inputs}, {outputs})의 파라미터 모양은 {wanted}여야 하는데 {shapes}이에요."),
        )  # fmt: skip
