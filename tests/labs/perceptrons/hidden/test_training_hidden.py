"""Task 2.7: training with Adam."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_floats, say

HISTORY = say("list of losses", "손실 리스트")
SHAPES = ((4, 2), (4,), (1, 4), (1,))
TRAINED = say("trained parameters", "학습된 파라미터")


def network(nn):
    """A 2-4-1 network from torch's own layers, `nn` being `torch.nn` here or in the worker."""
    return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())


def loader(data, x, y, batch_size):
    """The rows in their own order, `data` being `torch.utils.data` here or in the worker."""
    return data.DataLoader(data.TensorDataset(x, y), batch_size=batch_size)


def side_by_side(student, reference, seed, *, batch_size, epochs, lr):
    """Train the same start on the same batches: (history, parameters) of the submission and of the solution.

    The data is fixed, not random: Adam divides by the size of a gradient, so a start whose gradients happen
    to be nearly zero would turn rounding into steps.
    """
    fixed = torch.Generator().manual_seed(seed)
    start = [torch.randn(shape, generator=fixed) for shape in SHAPES]
    x, y = torch.randn(6, 2, generator=fixed), torch.rand(6, 1, generator=fixed).round()
    own = network(torch.nn)
    own.load_state_dict(dict(zip(own.state_dict(), start, strict=True)))
    expected = reference.train(own, loader(torch.utils.data, x, y, batch_size), epochs, lr)
    net = network(student.torch.nn)
    student.load(net, start)
    history = student.train(net, loader(student.torch.utils.data, x, y, batch_size), epochs, lr)
    ours = torch.tensor(assert_floats(history, epochs, what=HISTORY))
    return (ours, student.parameters_like(net, start)), (torch.tensor(expected), [p.detach() for p in own.parameters()])


@pytest.mark.task("2.7", weight=2)
def test_same_steps_as_the_solution(student, reference):
    """Four steps on uneven batches: every parameter moves exactly as the solution's.

    ko: 크기가 다른 배치로 네 걸음을 가면 모든 파라미터가 모범 답안과 똑같이 움직여요.
    """
    (history, values), (expected_history, expected) = side_by_side(
        student, reference, 11, batch_size=4, epochs=2, lr=0.1
    )
    # float32 and float64 differ by at most 3e-6 here; the nearest known mistake (AdamW) by 5e-3.
    for value, wanted in zip(values, expected, strict=True):
        assert_close(value, wanted, atol=1e-4, what=TRAINED)
    assert_close(history, expected_history, atol=1e-5, what=HISTORY)


@pytest.mark.task("2.7")
def test_adam_remembers_across_epochs(student, reference):
    """One batch an epoch for five epochs: Adam keeps its memory from epoch to epoch.

    ko: 에포크마다 배치 하나씩 다섯 에포크를 돌려요. Adam은 에포크가 바뀌어도 기억을 이어 가요.
    """
    (history, values), (expected_history, expected) = side_by_side(
        student, reference, 12, batch_size=6, epochs=5, lr=0.05
    )
    for value, wanted in zip(values, expected, strict=True):
        assert_close(value, wanted, atol=1e-4, what=TRAINED)
    assert_close(history, expected_history, atol=1e-5, what=HISTORY)


@pytest.mark.task("2.7")
def test_minibatches_find_the_balance(student, rng):
    """One input with both labels: the answer settles at the share of the label 1.

    ko: 입력은 하나인데 레이블 1과 0이 섞여 있으면 답이 레이블 1의 비율로 모여요.
    """
    ones = int(torch.randint(12, 18, (1,), generator=rng))  # of the 20 rows of a batch
    nn = student.torch.nn
    net = nn.Sequential(nn.Linear(1, 1), nn.Sigmoid())
    student.load(net, [torch.tensor([[0.3]]), torch.tensor([-0.2])])
    x, y = torch.ones(100, 1), torch.tensor(([1.0] * ones + [0.0] * (20 - ones)) * 5).reshape(100, 1)
    history = student.train(net, loader(student.torch.utils.data, x, y, 20), 40, 0.1)
    share = ones / 20
    assert_close(net(x[:1]), torch.tensor([[share]]), atol=0.01, what=say("answer", "답"))
    last = assert_floats(history, 40, what=HISTORY)[-1]
    assert_close(last, share * (1 - share), atol=1e-3, what=say("last loss", "마지막 손실"))
