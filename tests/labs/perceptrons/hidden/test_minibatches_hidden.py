"""Task 2.4: minibatches."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_items, assert_tensor, assert_unchanged, check, say

MOST = 1000


def epoch(student, x, y, batch_size, generator=None, seed=None):
    """The rows and targets of one epoch in the order they came in, and the sizes of the batches."""
    observed = student.call("minibatches", x, y, batch_size, generator, collect=MOST, seed=seed)
    pairs = [assert_items(batch, 2, what=say("batch", "배치")) for batch in observed.result()]
    check(bool(pairs), say("There should be at least one batch.", "배치가 하나는 있어야 해요."))
    for x_batch, y_batch in pairs:
        assert_tensor(x_batch, dtype=x.dtype, what=say("x of a batch", "배치의 x"))
        assert_tensor(y_batch, dtype=y.dtype, what=say("y of a batch", "배치의 y"))
    assert_unchanged(x, observed.args_after[0], what=say("x", "x"))
    assert_unchanged(y, observed.args_after[1], what=say("y", "y"))
    return torch.cat([p[0] for p in pairs]), torch.cat([p[1] for p in pairs]), [len(p[0]) for p in pairs]


@pytest.mark.task("2.4")
def test_rows_of_any_shape(student, rng):
    """Images with whole-number labels keep shape, dtype and pairing; x and y are not changed.

    ko: 이미지와 정수 레이블도 모양, dtype, 짝이 그대로이고, x와 y는 바뀌지 않아요.
    """
    x = torch.rand(13, 2, 3, generator=rng, dtype=torch.float64)
    x[:, 0, 0] = torch.arange(13.0)
    y = torch.randint(10, (13,), generator=rng)
    got_x, got_y, sizes = epoch(student, x, y, 5)
    order = assert_tensor(got_x, shape=x.shape)[:, 0, 0].argsort()
    assert_close(got_x[order], x, what=say("set of all rows", "모든 행의 모음"))
    assert_close(assert_tensor(got_y, shape=y.shape)[order], y, what=say("labels of these rows", "그 행들의 레이블"))
    check(sizes == [5, 5, 3], say(f"The batches have {sizes} rows.", f"배치 크기가 {sizes}이에요."))


@pytest.mark.task("2.4")
def test_seeds_and_epochs_change_the_order(student):
    """Another seed or the next epoch of one generator gives another order.

    ko: 시드가 다르거나 같은 generator로 다음 에포크를 만들면 순서가 달라져요.
    """
    x = torch.arange(80.0).reshape(80, 1)
    # The global seed is no generator's own, so that it shows which of them made an order.
    generator = student.torch.Generator().manual_seed(1)
    first, _, _ = epoch(student, x, x, 16, generator, seed=7)
    following, _, _ = epoch(student, x, x, 16, generator, seed=7)
    other, _, _ = epoch(student, x, x, 16, student.torch.Generator().manual_seed(2), seed=7)
    neighbours = int((first[1:] - first[:-1] == 1).sum())
    check(neighbours < 40, say("Rows are to be shuffled, not whole batches.", "배치 통째로가 아니라 행을 섞어야 해요."))
    check(
        not torch.equal(first, following),
        say("One generator gave the same order twice.", "generator 하나에서 같은 순서가 두 번 나왔어요."),
    )
    check(not torch.equal(first, other), say("Two seeds gave the same order.", "시드가 다른데 순서가 같아요."))


@pytest.mark.task("2.4")
def test_extreme_batch_sizes(student):
    """Batches of one row, of all rows, and of more rows than there are.

    ko: 배치 크기가 1일 때, 전체일 때, 전체보다 클 때도 맞아요.
    """
    x = torch.arange(6.0).reshape(6, 1)
    for batch_size, expected in ((1, [1] * 6), (3, [3, 3]), (6, [6]), (7, [6])):
        got, _, sizes = epoch(student, x, x, batch_size)
        check(sizes == expected, say(f"The batches have {sizes} rows.", f"배치 크기가 {sizes}이에요."))
        assert_close(got.sort(dim=0).values, x, what=say("set of all rows", "모든 행의 모음"))
