"""How a wrong tensor relates to the right one, in words: twice, transposed, of the other sign. Pure.

Most slips in this kind of code leave a simple trace. It is named, never judged: the check that asks has failed already.
"""

import torch
from torch import Tensor

from grader.results import Text

_NEAR = 1e-4  # of the largest value: rounding in float32, and far less than any slip
_MOST = 100_000  # a factor above this is no count of anything


def relation(got: Tensor, wanted: Tensor) -> Text | None:
    """A sentence on how two tensors relate, or None where nothing simple relates them."""
    if "meta" in (got.device.type, wanted.device.type) or got.is_complex():
        return None
    a, b = got.detach().double(), wanted.detach().double()
    if a.numel() == 0 or b.numel() == 0 or not bool(torch.isfinite(a).all() and torch.isfinite(b).all()):
        return None
    if a.shape != b.shape:
        return _of_other_shape(a, b)
    if a.dim() == 2 and _near(a, b.T):
        return Text("It is right but transposed.", "값은 맞는데 행과 열이 바뀌었어요.")
    return _by_factor(a, b) or _by_place(a, b)


def _of_other_shape(a: Tensor, b: Tensor) -> Text | None:
    if a.dim() == 2 and a.T.shape == b.shape and _near(a.T, b):
        return Text("It is right but transposed.", "값은 맞는데 행과 열이 바뀌었어요.")
    if a.numel() == b.numel() and _near(a.flatten(), b.flatten()):
        return Text("The values are right, only the shape is not.", "값은 맞고 모양만 달라요.")
    return None


def _by_factor(a: Tensor, b: Tensor) -> Text | None:
    """One factor for all values: a sign, a half, or a count of rows."""
    size = float((b * b).sum())
    factor = float((a * b).sum()) / size if size > 0 else 0.0
    if factor == 0 or not _near(a, factor * b):
        return None
    if abs(factor + 1) < _NEAR:
        return Text("It has the opposite sign.", "부호가 반대예요.")
    if abs(factor - 2) < _NEAR:
        return Text("It is exactly twice as large as it should be.", "정확히 두 배로 나왔어요.")
    if abs(factor - 0.5) < _NEAR:
        return Text("It is exactly half of what it should be.", "정확히 절반으로 나왔어요.")
    count, inverse = round(factor), round(1 / factor)
    if 2 < count < _MOST and abs(factor / count - 1) < _NEAR:
        return Text(
            f"It is exactly {count} times as large as it should be; is that a number of rows or values?",
            f"정확히 {count}배로 나왔어요. 혹시 행이나 값의 개수와 같나요?",
        )
    if 2 < inverse < _MOST and abs(factor * inverse - 1) < _NEAR:
        return Text(
            f"It is exactly 1/{inverse} of what it should be; is that a number of rows or values?",
            f"정확히 {inverse}분의 1로 나왔어요. 혹시 행이나 값의 개수와 같나요?",
        )
    return None


def _by_place(a: Tensor, b: Tensor) -> Text | None:
    """The right values in other places, with other signs, or all moved by one amount."""
    if a.numel() < 3:  # two values fit too many stories
        return None
    if a.dim() > 0 and _near(a.flip(0), b):
        return Text("The values are right, in reverse order.", "값은 맞는데 순서가 거꾸로예요.")
    if _near(a.abs(), b.abs()):
        return Text("Only signs are wrong.", "부호만 달라요.")
    offset = float((a - b).mean())
    if _near(a - offset, b):
        return Text(
            f"Every value is off by the same amount, {offset:.4g}.", f"모든 값이 똑같이 {offset:.4g}만큼 달라요."
        )
    return None


def _near(a: Tensor, b: Tensor) -> bool:
    largest = float(b.abs().max()) if b.numel() else 0.0
    return a.shape == b.shape and largest > 0 and bool(((a - b).abs() <= _NEAR * largest).all())
