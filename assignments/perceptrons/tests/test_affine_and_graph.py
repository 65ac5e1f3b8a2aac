"""Tasks 2.1 to 2.3: stacked affine maps, a small graph, the sum of squared errors."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.judge.checks import assert_close, assert_items, assert_kept, assert_tensor, say

A_TEXT = say("matrix A", "행렬 A")
C_TEXT = say("offset c", "상수항 c")
DE_DA = say("gradient de/da", "기울기 de/da")
DD_DA = say("gradient dd/da", "기울기 dd/da")
GRADIENT = say("gradient", "기울기")


@pytest.mark.task("2.1")
def test_composed_matrix(student):
    """The matrix of the composed map, for 3 inputs, 2 hidden units and 2 outputs.

    ko: 입력 3개, 은닉 2개, 출력 2개일 때 합친 변환의 행렬이에요.
    """
    A1, c1 = torch.tensor([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]]), torch.tensor([1.0, 2.0])
    A2, c2 = torch.tensor([[2.0, 1.0], [0.0, 3.0]]), torch.tensor([-1.0, 0.5])
    observed = student.call("compose_affine", A1, c1, A2, c2)
    A, _ = assert_items(observed.result(), 2)
    hint = say("The first map acts on x first.", "x에는 첫 번째 변환이 먼저 작용해요.")
    assert_close(A, torch.tensor([[2.0, -1.0, 5.0], [0.0, -3.0, 3.0]]), what=A_TEXT, hint=hint)
    assert_kept(observed.args_after, A1=A1, c1=c1, A2=A2, c2=c2)


@pytest.mark.task("2.1")
def test_composed_offset(student):
    """The offset of the composed map is a vector that holds both offsets.

    ko: 합친 변환의 상수항은 두 상수항이 모두 들어간 벡터예요.
    """
    A1, c1 = torch.tensor([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]]), torch.tensor([1.0, 2.0])
    A2, c2 = torch.tensor([[2.0, 1.0], [0.0, 3.0]]), torch.tensor([-1.0, 0.5])
    _, c = assert_items(student.compose_affine(A1, c1, A2, c2), 2)
    hint = say("What comes out of both maps for x = 0?", "x = 0을 넣으면 두 변환을 거쳐 무엇이 나올까요?")
    assert_close(c, torch.tensor([3.0, 6.5]), what=C_TEXT, hint=hint)


@pytest.mark.task("2.1")
@settings(max_examples=15)
@given(d=st.integers(1, 4), h=st.integers(1, 4), q=st.integers(1, 4))
def test_one_map_does_what_two_did(student, d, h, q):
    """For a batch of inputs, one map gives what the two maps gave one after the other.

    ko: 입력 배치에 대해 합친 변환 하나가 두 변환을 차례로 적용한 것과 같아요.
    """
    # Small whole numbers, so that nothing is rounded.
    A1, c1, A2, c2, X = (torch.randint(-3, 4, shape).float() for shape in ((h, d), (h,), (q, h), (q,), (5, d)))
    A, c = assert_items(student.compose_affine(A1, c1, A2, c2), 2)
    assert_tensor(A, shape=(q, d), dtype=X.dtype, what=A_TEXT)
    assert_tensor(c, shape=(q,), dtype=X.dtype, what=C_TEXT)
    size = f"A1 of shape {(h, d)}, A2 of shape {(q, h)}"
    assert_close(X @ A.T + c, (X @ A1.T + c1) @ A2.T + c2, what=say("output for a batch", "배치의 출력"), given=size)


@pytest.mark.task("2.2")
def test_gradient_of_the_sum(student):
    """de/da comes first and is 4a.

    ko: de/da가 먼저 나오고 값은 4a예요.
    """
    a = torch.tensor([[1.0, -2.0, 0.5, 3.0]])
    observed = student.call("graph_gradients", a)
    de_da, _ = assert_items(observed.result(), 2)
    assert_close(de_da, torch.tensor([[4.0, -8.0, 2.0, 12.0]]), what=DE_DA, given="a = [[1, -2, 0.5, 3]]")
    assert_kept(observed.args_after, a=a)


@pytest.mark.task("2.2")
def test_gradient_of_the_mean(student):
    """dd/da comes second and is 4a / n.

    ko: dd/da가 다음에 나오고 값은 4a/n이에요.
    """
    a = torch.tensor([[1.0, -2.0, 0.5, 3.0, -1.5]])
    _, dd_da = assert_items(student.graph_gradients(a), 2)
    hint = say("One gradient must not be added to the other.", "한 기울기가 다른 기울기에 더해지면 안 돼요.")
    assert_close(
        dd_da, torch.tensor([[0.8, -1.6, 0.4, 2.4, -1.2]]), what=DD_DA, given="a = [[1, -2, 0.5, 3, -1.5]]", hint=hint
    )


@pytest.mark.task("2.3")
def test_sse_value(student):
    """Errors of 1, -2 and 3 have the sum of squares 14.

    ko: 오차가 1, -2, 3이면 제곱의 합은 14예요.
    """
    y_hat, y = torch.tensor([2.0, 0.0, 5.0]), torch.tensor([1.0, 2.0, 2.0])
    hint = say("A sum, not a mean, and no 1/2.", "평균이 아니라 합이고, 1/2도 없어요.")
    inputs = "y_hat = [2, 0, 5], y = [1, 2, 2]"
    observed = student.call("sum_squared_error", y_hat, y)
    assert_close(observed.result(), torch.tensor(14.0), given=inputs, hint=hint)
    assert_kept(observed.args_after, y_hat=y_hat, y=y)


@pytest.mark.task("2.3")
def test_sse_gradient(student):
    """Autograd can go through the loss: the gradient is 2 (y_hat - y).

    ko: 손실을 autograd로 미분할 수 있어요. 기울기는 2(y_hat - y)예요.
    """
    y_hat, y = torch.tensor([2.0, 0.0, 5.0]), torch.tensor([1.0, 2.0, 2.0])
    observed = student.call("sum_squared_error", y_hat, y, grad=(0,))
    assert_tensor(observed.result())
    assert_close(observed.grads[0], torch.tensor([2.0, -4.0, 6.0]), what=GRADIENT)
