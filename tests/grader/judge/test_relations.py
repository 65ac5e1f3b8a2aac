"""What a student reads of a number that is wrong in a simple way, and what is still rounding."""

import pytest
import torch

from grader.judge.checks import Mismatch, assert_close, assert_unchanged

RIGHT = torch.tensor([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]])
SQUARE = torch.tensor([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    ("wrong", "right", "en", "ko"),
    [
        (2 * RIGHT, RIGHT, "exactly twice", "두 배"),
        (RIGHT / 2, RIGHT, "exactly half", "절반"),
        (RIGHT * 20, RIGHT, "exactly 20 times", "20배"),
        (RIGHT / 256, RIGHT, "exactly 1/256", "256분의 1"),
        (-RIGHT, RIGHT, "opposite sign", "부호가 반대"),
        (RIGHT.abs(), RIGHT, "Only signs", "부호만"),
        (RIGHT.T, RIGHT, "transposed", "행과 열"),
        (SQUARE.T, SQUARE, "transposed", "행과 열"),
        (RIGHT.flatten(), RIGHT, "only the shape", "모양만"),
        (RIGHT.flip(0), RIGHT, "reverse order", "거꾸로"),
        (RIGHT + 0.5, RIGHT, "same amount, 0.5", "0.5만큼"),
        (torch.tensor(14.0), torch.tensor(7.0), "exactly twice", "두 배"),
        (torch.tensor([7.0]), torch.tensor(7.0), "only the shape", "모양만"),
    ],
)
def test_a_simple_slip_is_named(wrong: torch.Tensor, right: torch.Tensor, en: str, ko: str) -> None:
    with pytest.raises(Mismatch) as raised:
        assert_close(wrong, right)
    assert en in raised.value.text.en
    assert ko in raised.value.text.ko


def test_nothing_is_read_into_numbers_that_are_just_wrong() -> None:
    with pytest.raises(Mismatch) as raised:
        assert_close(torch.tensor([1.0, 5.0, 2.0]), torch.tensor([4.0, 1.0, 1.0]))
    assert raised.value.text.en == "3 of 3 values of the result are not as expected."


def test_right_but_changed_its_input() -> None:
    with pytest.raises(Mismatch, match="changed its argument"):
        assert_unchanged(torch.tensor([-1.0, 2.0]), torch.tensor([0.0, 2.0]))


@pytest.mark.parametrize("rows", [10, 1000, 100_000])
def test_a_sum_in_another_order_is_still_right(rows: int) -> None:
    x = torch.randn(rows, generator=torch.Generator().manual_seed(rows)).abs()
    total = torch.zeros(())
    for part in x.split(max(rows // 7, 1)):
        total = total + part.flip(0).sum()
    assert_close(total, x.sum())
    assert_close(total, x.double().sum().float())
