"""Task 2.7: training with Adam, and what XOR needs."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, assert_tensor, check, say

CORNERS = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
# About three of four random starts learn XOR; this one does.
XOR_START = [
    torch.tensor([[-0.7, -0.6], [-0.3, -0.7], [0.1, -0.6]]),
    torch.tensor([0.4, 0.3, 0.1]),
    torch.tensor([[0.4, -0.1, 0.3]]),
    torch.tensor([-0.4]),
]
HISTORY = say("list of losses", "손실 리스트")


def loader(student, x, y, batch_size):
    """The rows in their own order, in batches."""
    data = student.torch.utils.data
    return data.DataLoader(data.TensorDataset(x, y), batch_size=batch_size)


def perceptron(student, start):
    """One sigmoid unit from torch's own layers."""
    nn = student.torch.nn
    net = nn.Sequential(nn.Linear(start[0].shape[1], 1), nn.Sigmoid())
    student.load(net, start)
    return net


@pytest.mark.task("2.7")
def test_first_step_of_adam(student):
    """The first step of Adam moves every parameter by lr against its gradient.

    ko: Adam의 첫걸음은 모든 파라미터를 기울기 반대쪽으로 lr만큼 움직여요.
    """
    W, b = torch.tensor([[-1.0, 1.0]]), torch.tensor([0.0])
    net = perceptron(student, [W, b])
    assert_floats(student.train(net, loader(student, CORNERS, XOR, 4), 1, 0.01), 1, what=HISTORY)
    new_W, new_b = student.parameters_like(net, [W, b])
    # At this start the gradients are about -0.04 and 0.14 for W, and 0.11 for b.
    hint = say(
        "One batch makes one step of torch.optim.Adam with this lr.",
        "배치 하나마다 주어진 lr로 torch.optim.Adam이 한 걸음씩 가요.",
    )
    assert_close(new_W, torch.tensor([[-0.99, 0.99]]), atol=1e-5, what=say("new W", "새 W"), hint=hint)
    assert_close(new_b, torch.tensor([-0.01]), atol=1e-5, what=say("new b", "새 b"), hint=hint)


@pytest.mark.task("2.7")
def test_history_is_the_loss_per_row(student):
    """With lr 0 nothing moves, and every epoch reports the sum of squared errors per row.

    ko: lr이 0이면 아무것도 움직이지 않고, 에포크마다 행 하나당 제곱 오차가 나와요.
    """
    W, b = torch.tensor([[2.0]]), torch.tensor([-1.0])
    x = torch.tensor([[0.0], [1.0], [2.0], [0.5], [3.0]])
    y = torch.tensor([[0.0], [1.0], [0.0], [1.0], [0.0]])
    history = student.train(perceptron(student, [W, b]), loader(student, x, y, 2), 3, 0.0)
    expected = float(((torch.sigmoid(x @ W.T + b) - y) ** 2).sum() / 5)
    hint = say(
        "Add up the losses of all batches, then divide by the number of rows.",
        "모든 배치의 손실을 더한 다음 행의 개수로 나눠요.",
    )
    assert_close(
        torch.tensor(assert_floats(history, 3, what=HISTORY)), torch.full((3,), expected), what=HISTORY, hint=hint
    )


@pytest.mark.task("2.7")
def test_one_perceptron_cannot_learn_xor(student):
    """A single perceptron gets stuck on XOR: every answer is 0.5.

    ko: 퍼셉트론 하나는 XOR를 배우지 못해요. 모든 답이 0.5가 돼요.
    """
    net = perceptron(student, [torch.tensor([[0.4, -0.3]]), torch.tensor([0.2])])
    history = assert_floats(student.train(net, loader(student, CORNERS, XOR, 4), 150, 0.1), 150, what=HISTORY)
    p = assert_tensor(net(CORNERS), shape=(4, 1))
    # After 150 epochs the solution is within 1e-3 of 0.5 and its loss within 1e-6 of 0.25.
    assert_close(p, torch.full((4, 1), 0.5), atol=0.02, what=say("answers", "답"))
    assert_close(history[-1], 0.25, atol=1e-3, what=say("last loss", "마지막 손실"))


@pytest.mark.task("2.7")
def test_two_layers_learn_xor(student):
    """With three hidden units the network gets all four right.

    ko: 은닉 유닛이 셋 있으면 넷을 모두 맞혀요.
    """
    nn = student.torch.nn
    net = nn.Sequential(nn.Linear(2, 3), nn.Sigmoid(), nn.Linear(3, 1), nn.Sigmoid())
    student.load(net, XOR_START)
    history = assert_floats(student.train(net, loader(student, CORNERS, XOR, 4), 150, 0.1), 150, what=HISTORY)
    p = assert_tensor(net(CORNERS), shape=(4, 1))
    right = int(((p > 0.5) == (XOR > 0.5)).sum())
    text = say(f"{right} of 4 are right after 150 epochs.", f"150 에포크 뒤에 4개 가운데 {right}개가 맞아요.")
    check(right == 4, text, f"answers: {p.flatten().tolist()}")
    # The solution ends at 0.0014.
    check(
        history[-1] < 0.01,
        say("The loss should fall below 0.01.", "손실이 0.01 아래로 내려가야 해요."),
        f"last loss: {history[-1]}",
    )
