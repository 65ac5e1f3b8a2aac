"""Tasks 2.5 and 2.6: two small networks."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_tensor, check, say

CORNERS = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
# One hidden unit rises with x1, one with x2, and so on; some are negative at some corners.
SEPARATOR = [
    torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 2.0], [1.0, 1.0]]),
    torch.tensor([0.5, -0.5, -1.0, -1.5]),
    torch.tensor([[1.0, -2.0, 3.0, -1.0]]),
    torch.tensor([-1.0]),
]
XOR = [
    torch.tensor([[2.0, -1.0], [1.0, 1.0], [0.0, -3.0]]),
    torch.tensor([0.5, -1.0, 1.0]),
    torch.tensor([[1.5, -2.0, 1.0]]),
    torch.tensor([-0.5]),
]


def count(net):
    return sum(p.numel() for p in net.parameters())


@pytest.mark.task("2.5")
def test_separator_parameters(student):
    """2-4-1 with biases has 17 parameters.

    ko: 편향이 있는 2-4-1의 파라미터는 17개예요.
    """
    number = count(student.Separator())
    check(
        number == 17,
        say(f"Separator has {number} parameters, not 17.", f"Separator의 파라미터가 17개가 아니라 {number}개예요."),
    )


@pytest.mark.task("2.5")
def test_separator_output(student):
    """Known weights give known outputs at the four corners.

    ko: 정해진 가중치를 넣으면 네 꼭짓점에서 정해진 값이 나와요.
    """
    net = student.Separator()
    student.load(net, SEPARATOR)
    W1, b1, W2, b2 = SEPARATOR
    hint = say("Linear, ReLU, Linear, sigmoid.", "Linear, ReLU, Linear, 시그모이드 순서예요.")
    assert_close(net(CORNERS), torch.sigmoid(torch.relu(CORNERS @ W1.T + b1) @ W2.T + b2), atol=1e-5, hint=hint)


@pytest.mark.task("2.5")
def test_separator_range(student):
    """Outputs lie between 0 and 1 and come close to both.

    ko: 출력은 0과 1 사이이고 양쪽 끝에 가까워질 수 있어요.
    """
    net = student.Separator()
    W1, b1, _, _ = SEPARATOR
    student.load(net, [W1, b1, torch.tensor([[-10.0, 40.0, 0.0, 0.0]]), torch.tensor([0.0])])
    out = assert_tensor(net(CORNERS), shape=(4, 1))
    text = say("With large weights the smallest output should be near 0 and the largest near 1.",
               "가중치가 크면 가장 작은 출력은 0에, 가장 큰 출력은 1에 가까워야 해요.")  # fmt: skip
    check(0 <= float(out.min()) < 0.01 and 0.99 < float(out.max()) <= 1, text, f"outputs: {out.flatten().tolist()}")


@pytest.mark.task("2.6")
def test_xor_mlp_parameters(student):
    """2-3-1 with biases has 13 parameters.

    ko: 편향이 있는 2-3-1의 파라미터는 13개예요.
    """
    number = count(student.XorMLP())
    check(
        number == 13,
        say(f"XorMLP has {number} parameters, not 13.", f"XorMLP의 파라미터가 13개가 아니라 {number}개예요."),
    )


@pytest.mark.task("2.6")
def test_xor_mlp_output(student):
    """Known weights give known outputs at the four corners.

    ko: 정해진 가중치를 넣으면 네 꼭짓점에서 정해진 값이 나와요.
    """
    net = student.XorMLP()
    student.load(net, XOR)
    W1, b1, W2, b2 = XOR
    hint = say("Linear, sigmoid, Linear, sigmoid.", "Linear, 시그모이드, Linear, 시그모이드 순서예요.")
    assert_close(net(CORNERS), torch.sigmoid(torch.sigmoid(CORNERS @ W1.T + b1) @ W2.T + b2), atol=1e-5, hint=hint)


@pytest.mark.task("2.6")
def test_xor_mlp_range(student):
    """Outputs lie between 0 and 1 and come close to both.

    ko: 출력은 0과 1 사이이고 양쪽 끝에 가까워질 수 있어요.
    """
    net = student.XorMLP()
    W1, b1, W2, _ = XOR
    student.load(net, [10 * W1, 10 * b1, 20 * W2, torch.tensor([0.0])])
    out = assert_tensor(net(CORNERS), shape=(4, 1))
    text = say("With large weights the smallest output should be near 0 and the largest near 1.",
               "가중치가 크면 가장 작은 출력은 0에, 가장 큰 출력은 1에 가까워야 해요.")  # fmt: skip
    check(0 <= float(out.min()) < 0.01 and 0.99 < float(out.max()) <= 1, text, f"outputs: {out.flatten().tolist()}")
