"""Task 2.4: minibatches."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge.checks import assert_close, assert_items, assert_kept, assert_tensor, check, say

MOST = 1000


def rows(n):
    """n rows whose first column and target are their number."""
    number = torch.arange(float(n)).reshape(n, 1)
    return torch.cat([number, -number], dim=1), 10 * number


def epoch(student, x, y, batch_size, generator=None, seed=None):
    """The batches of one epoch as pairs of tensors; no more than MOST of them."""
    observed = student.call("minibatches", x, y, batch_size, generator, collect=MOST, seed=seed)
    got = observed.result()
    kind = type(got).__name__
    check(
        isinstance(got, list),
        say(f"Expected an iterable of batches, but it is {kind}.", f"배치를 차례로 내놓아야 하는데 {kind}예요."),
    )
    pairs = [assert_items(batch, 2, what=say("batch", "배치")) for batch in got]
    for x_batch, y_batch in pairs:
        assert_tensor(x_batch, what=say("x of a batch", "배치의 x"))
        assert_tensor(y_batch, what=say("y of a batch", "배치의 y"))
    check(bool(pairs), say("There should be at least one batch.", "배치가 하나는 있어야 해요."))
    return pairs


@pytest.mark.task("2.4")
@settings(max_examples=20)
@given(n=st.integers(1, 12), batch_size=st.integers(1, 12))
def test_every_row_once(student, n, batch_size):
    """Every row comes exactly once per epoch, in the last short batch too.

    ko: 모든 행이 한 에포크에 정확히 한 번씩 나와요. 마지막 짧은 배치까지요.
    """
    x, y = rows(n)
    pairs = epoch(student, x, y, batch_size)
    got = torch.cat([x_batch for x_batch, _ in pairs])
    what = say("set of all rows", "모든 행의 모음")
    assert_close(got[got[:, 0].argsort()], x, what=what, given=f"{n} rows, batch_size = {batch_size}")


@pytest.mark.task("2.4")
def test_batch_sizes(student):
    """Eight rows in batches of four come as 4 and 4, ten as 4, 4 and 2.

    ko: 행을 4개씩 나누면 여덟 행은 4, 4가 되고 열 행은 4, 4, 2가 돼요.
    """
    for n, wanted in ((8, [4, 4]), (10, [4, 4, 2])):
        sizes = [len(x_batch) for x_batch, _ in epoch(student, *rows(n), 4)]
        text = say(
            f"Batches of four from {n} rows should have {wanted} rows, but they have {sizes}.",
            f"행 {n}개를 4개씩 나누면 배치 크기가 {wanted}여야 하는데 {sizes}이에요.",
        )
        check(sizes == wanted, text)


@pytest.mark.task("2.4")
def test_pairs_stay_together(student):
    """Every x stays with its y.

    ko: x와 y의 짝이 그대로예요.
    """
    x, y = rows(30)
    assert_kept(student.call("minibatches", x, y, 7, collect=MOST).args_after, x=x, y=y)
    for x_batch, y_batch in epoch(student, x, y, 7):
        hint = say("Shuffle both with one order.", "둘을 같은 순서로 섞어 주세요.")
        assert_close(y_batch, 10 * x_batch[:, :1], what=say("y of a batch", "배치의 y"), hint=hint)


@pytest.mark.task("2.4")
def test_shuffled_anew(student):
    """The rows are shuffled, in another order every epoch.

    ko: 행을 섞고, 에포크마다 순서가 달라요.
    """
    x, y = rows(60)
    orders = [torch.cat([x_batch[:, 0] for x_batch, _ in epoch(student, x, y, 8)]) for _ in range(2)]
    check(
        not torch.equal(orders[0], x[:, 0]), say("The rows come in their old order.", "행이 원래 순서 그대로 나와요.")
    )
    check(not torch.equal(orders[0], orders[1]), say("Two epochs have the same order.", "두 에포크의 순서가 같아요."))


@pytest.mark.task("2.4")
def test_generator_fixes_the_order(student):
    """Generators with equal seeds give equal orders.

    ko: 시드가 같은 generator를 넘기면 순서가 같아요.
    """
    x, y = rows(60)
    orders = []
    for seed in (1, 2):
        generator = student.torch.Generator().manual_seed(5)
        orders.append(torch.cat([x_batch[:, 0] for x_batch, _ in epoch(student, x, y, 8, generator, seed)]))
    hint = say("Hand the generator on to whatever makes the order.", "순서를 만드는 함수에 generator를 넘겨주세요.")
    assert_close(orders[1], orders[0], what=say("second order", "두 번째 순서"), hint=hint)
