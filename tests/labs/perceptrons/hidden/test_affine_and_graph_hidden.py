"""Tasks 2.1 to 2.3: stacked affine maps, a small graph, the sum of squared errors."""

import pytest
import torch

from grader.judge.checks import assert_close, assert_items, assert_tensor, assert_unchanged, check, say


@pytest.mark.task("2.1")
def test_composition_of_any_size(student, reference, rng):
    """Any number of inputs, hidden units and outputs, in float32 and float64; nothing given is changed.

    ko: 입력, 은닉, 출력의 개수가 달라도 맞고, 넘겨준 값은 그대로예요.
    """
    for d, h, q, dtype in ((4, 3, 2, torch.float32), (1, 5, 3, torch.float64), (3, 3, 3, torch.float32)):
        given = [torch.randn(shape, dtype=dtype, generator=rng) for shape in ((h, d), (h,), (q, h), (q,))]
        observed = student.call("compose_affine", *given)
        A, c = assert_items(observed.result(), 2)
        expected_A, expected_c = reference.compose_affine(*given)
        assert_close(A, expected_A, atol=1e-5, what=say("matrix A", "행렬 A"))
        assert_close(c, expected_c, atol=1e-5, what=say("offset c", "상수항 c"))
        for before, after in zip(given, observed.args_after, strict=True):
            assert_unchanged(before, after)


@pytest.mark.task("2.1")
def test_three_maps_fold_into_one(student, rng):
    """Three stacked maps fold into one, from either side.

    ko: 변환 셋도 어느 쪽부터 합치든 하나가 돼요.
    """
    maps = [(torch.randn(n, m, generator=rng), torch.randn(n, generator=rng)) for m, n in ((2, 4), (4, 3), (3, 1))]
    first, second, third = maps
    left = assert_items(student.compose_affine(*assert_items(student.compose_affine(*first, *second), 2), *third), 2)
    right = assert_items(student.compose_affine(*first, *assert_items(student.compose_affine(*second, *third), 2)), 2)
    x = torch.randn(2, generator=rng)
    y = x
    for A, c in maps:
        y = A @ y + c
    for A, c in (left, right):
        assert_tensor(A, shape=(1, 2), what=say("matrix A", "행렬 A"))
        assert_tensor(c, shape=(1,), what=say("offset c", "상수항 c"))
        assert_close(A @ x + c, y, rtol=1e-3, atol=1e-4)


@pytest.mark.task("2.2")
def test_gradients_in_any_shape(student, reference, rng):
    """Other shapes and float64: n is the number of elements, and `a` keeps its values.

    ko: 모양이 다르거나 float64여도 맞아요. n은 원소의 개수이고, a의 값은 그대로예요.
    """
    for shape, dtype in (((2, 3), torch.float64), ((5,), torch.float32), ((2, 2, 2), torch.float32)):
        a = torch.randn(shape, dtype=dtype, generator=rng)
        observed = student.call("graph_gradients", a)
        de_da, dd_da = assert_items(observed.result(), 2)
        expected_e, expected_d = reference.graph_gradients(a)
        assert_close(de_da, expected_e, what=say("gradient de/da", "기울기 de/da"))
        assert_close(dd_da, expected_d, what=say("gradient dd/da", "기울기 dd/da"))
        assert_unchanged(a, observed.args_after[0], what=say("a", "a"))


@pytest.mark.task("2.2")
def test_gradients_of_an_input_that_requires_them(student, rng):
    """An input that already requires a gradient gives the same two gradients.

    ko: 이미 requires_grad인 입력에서도 두 기울기가 같아요.
    """
    a = torch.randn(1, 4, generator=rng)
    observed = student.call("graph_gradients", a, grad=(0,))
    de_da, dd_da = assert_items(observed.result(), 2)
    assert_close(de_da, 4 * a, what=say("gradient de/da", "기울기 de/da"))
    assert_close(dd_da, a, what=say("gradient dd/da", "기울기 dd/da"))
    kept = student.call(student.torch.clone, a, keep=True).result()
    kept.requires_grad_()
    student.graph_gradients(kept)
    check(
        kept.attr("grad") is None,
        say(
            "The call left something in the .grad of its input; ask autograd for the gradients instead.",
            "함수를 부른 뒤에 입력의 .grad가 채워져 있어요. autograd에 기울기를 직접 물어보세요.",
        ),
    )


@pytest.mark.task("2.3")
def test_sse_of_any_shape(student, reference, rng):
    """The sum goes over all elements, in float32 and float64, and nothing given is changed.

    ko: 모든 원소의 합이고 float32와 float64에서 맞으며, 넘겨준 값은 그대로예요.
    """
    for shape, dtype in (((8, 1), torch.float32), ((4, 3), torch.float64), ((2, 3, 2), torch.float32)):
        y_hat, y = (torch.randn(shape, dtype=dtype, generator=rng) for _ in range(2))
        observed = student.call("sum_squared_error", y_hat, y)
        assert_close(observed.result(), reference.sum_squared_error(y_hat, y))
        assert_unchanged(y_hat, observed.args_after[0], what=say("y_hat", "y_hat"))
        assert_unchanged(y, observed.args_after[1], what=say("y", "y"))
