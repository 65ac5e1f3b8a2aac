"""What suites say about values: comparisons that cannot be fooled, with messages in both languages.

Suites import from here. Every check looks at type, shape, dtype and finiteness before values, because
broadcasting and NaN make looser comparisons true (`torch.allclose` of shapes (1,) and (3,) for one).
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from grader.judge.relations import relation
from grader.korean import josa
from grader.results import Text

# For float32 results of a few hundred operations; suites that know better pass their own.
_RTOL = {torch.float16: 1e-2, torch.bfloat16: 2e-2, torch.float32: 1e-4, torch.float64: 1e-7}
_ATOL = {torch.float16: 1e-3, torch.bfloat16: 1e-2, torch.float32: 1e-6, torch.float64: 1e-9}
_SHOWN = 12
RESULT = Text("result", "결과값")
ARGUMENT = Text("argument", "넘겨준 값")


class Mismatch(AssertionError):
    """A check that did not hold: a message for the student, and what came (for public tests only)."""

    def __init__(self, text: Text, counterexample: str = "") -> None:
        super().__init__(text.en)
        self.text = text
        self.counterexample = counterexample


def say(en: str, ko: str) -> Text:
    """A sentence in both languages."""
    return Text(en, ko)


def check(condition: bool, text: Text, counterexample: str = "") -> None:
    """Fail with `text` unless `condition` holds."""
    if not condition:
        raise Mismatch(text, counterexample)


def describe(value: Any) -> Text:
    """What a value is, in a few words: type, shape and dtype, and the values where they are few."""
    kind = type(value).__name__
    if isinstance(value, Tensor):
        shape, dtype = tuple(value.shape), str(value.dtype).removeprefix("torch.")
        values = f" {short(value)}" if value.numel() <= _SHOWN and value.device.type != "meta" else ""
        return say(
            f"tensor of shape {shape}, {dtype}{values and ':'}{values}", f"모양이 {shape}인 {dtype} 텐서{values}"
        )
    if own := getattr(type(value), "__describe__", None):
        return own(value)  # type: ignore[no-any-return]
    if isinstance(value, (list, tuple, dict)):
        return say(f"{kind} of {len(value)} item{'s' * (len(value) != 1)}", f"항목이 {len(value)}개인 {kind}")
    text = "None" if value is None else f"{kind} {' '.join(str(value).split())[:200]}"
    return say(text, text)


def short(value: Any) -> str:
    """Values in a form a person reads: four digits, no `tensor(...)` around them."""
    if isinstance(value, Tensor):
        if value.device.type == "meta":
            return describe(value).en
        if value.numel() > _SHOWN:
            return f"{describe(value).en}, first values {short(value.flatten()[:4])}"
        return str(_rounded(value.detach().tolist()))
    return str(value)[:200]


def _must(value: object) -> str:
    return josa(str(value), "이어야", "여야") + " 하는데"


def _is(value: object) -> str:
    return josa(str(value), "이에요", "예요")


def _came(value: str) -> str:
    return josa(value, "이", "가") + " 나왔어요"


def _rounded(value: Any) -> Any:
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


def _with_hint(en: str, ko: str, hint: Text | None) -> Text:
    return Text(f"{en} {hint.en}", f"{ko} {hint.ko}") if hint else Text(en, ko)


def assert_tensor(
    value: Any,
    *,
    shape: Sequence[int] | None = None,
    dtype: torch.dtype | None = None,
    what: Text = RESULT,
    hint: Text | None = None,
) -> Tensor:
    """Fail unless `value` is a tensor of this shape and dtype; returns it."""
    if not isinstance(value, Tensor):
        raise Mismatch(
            _with_hint(f"Expected the {what.en} to be a tensor, but it is {describe(value).en}.",
                       f"{what.ko}: 텐서여야 하는데 {_came(describe(value).ko)}.", hint)
        )  # fmt: skip
    if shape is not None and tuple(value.shape) != tuple(shape):
        raise Mismatch(
            _with_hint(f"Expected the {what.en} to have shape {tuple(shape)}, but it has {tuple(value.shape)}.",
                       f"{what.ko}: 모양이 {_must(tuple(shape))} {_is(tuple(value.shape))}.", hint)
        )  # fmt: skip
    if dtype is not None and value.dtype != dtype:
        raise Mismatch(
            _with_hint(f"Expected the {what.en} to have dtype {dtype}, but it has {value.dtype}.",
                       f"{what.ko}: dtype이 {_must(dtype)} {_is(value.dtype)}.", hint)
        )  # fmt: skip
    return value


def assert_close(
    actual: Any,
    expected: Tensor | float,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    check_dtype: bool = True,
    what: Text = RESULT,
    given: str = "",
    hint: Text | None = None,
) -> None:
    """Fail unless `actual` is a tensor of the shape, dtype and values of `expected`.

    A float as `expected` stands for a 0-dim tensor (a float as `actual` is then accepted only if `expected`
    is a float: a metric). `given` describes the input in the counterexample.
    """
    if isinstance(expected, float | int) and isinstance(actual, float | int) and not isinstance(actual, bool):
        actual, expected, check_dtype = torch.tensor(float(actual)), torch.tensor(float(expected)), False
    wanted = expected if isinstance(expected, Tensor) else torch.tensor(float(expected))
    is_number = not isinstance(expected, Tensor)
    if isinstance(actual, Tensor) and actual.shape != wanted.shape and (related := relation(actual, wanted)):
        hint = Text(f"{related.en} {hint.en}", f"{related.ko} {hint.ko}") if hint else related
    got = assert_tensor(
        actual, shape=wanted.shape, dtype=None if is_number or not check_dtype else wanted.dtype, what=what, hint=hint
    ).detach()
    high = torch.promote_types(got.dtype, wanted.dtype)
    rtol, atol = _RTOL.get(high, 0.0) if rtol is None else rtol, _ATOL.get(high, 0.0) if atol is None else atol
    wrong = int((~(excess(got, wanted, rtol, atol) <= 1)).sum())
    if not wrong:
        return
    if wanted.dtype.is_floating_point:
        _assert_finite(got, wanted, what, given, hint)
    example = counterexample(given, got, wanted)
    if wanted.numel() == 1:
        en = f"The {what.en} should be {short(wanted)}, but it is {short(got)}."
        ko = f"{what.ko}: {_must(short(wanted))} {_came(short(got))}."
    else:
        en = f"{wrong} of {wanted.numel()} values of the {what.en} are not as expected."
        ko = f"{what.ko}: 값 {wanted.numel()}개 가운데 {wrong}개가 기대와 달라요."
    related = relation(got, wanted)
    en, ko = (f"{en} {related.en}", f"{ko} {related.ko}") if related else (en, ko)
    raise Mismatch(_with_hint(en, ko, hint), example)


def excess(got: Tensor, wanted: Tensor, rtol: float, atol: float) -> Tensor:
    """How far each value is off, in units of what is allowed: up to 1 is rounding. Equal values are 0, NaN is NaN."""
    a, b = got.to(torch.float64), wanted.detach().to(torch.float64)
    return torch.where(a == b, 0.0, (a - b).abs() / (atol + rtol * b.abs()))


def _assert_finite(got: Tensor, wanted: Tensor, what: Text, given: str, hint: Text | None) -> None:
    bad = ~torch.isfinite(got) & torch.isfinite(wanted)
    if bool(bad.any()):
        raise Mismatch(
            _with_hint(f"The {what.en} has NaN or infinite values where it should be finite.",
                       f"{what.ko}: 유한한 값이어야 하는 자리에 NaN이나 무한대가 있어요.", hint),
            counterexample(given, got, wanted),
        )  # fmt: skip


def counterexample(given: str, got: Any, wanted: Any) -> str:
    """What was given, what came and what was expected, for a public test."""
    lines = [f"input: {given}"] if given else []
    return "\n".join([*lines, f"expected: {short(wanted)}", f"got: {short(got)}"])


def assert_equal(actual: Any, expected: Any, *, what: Text = RESULT, given: str = "", hint: Text | None = None) -> None:
    """Fail unless two plain values (numbers, strings, tuples, lists) are of one type and equal."""
    same = type(actual) is type(expected) and bool(actual == expected)
    if not same:
        raise Mismatch(
            _with_hint(f"The {what.en} should be {short(expected)}, but it is {describe(actual).en}.",
                       f"{what.ko}: {_must(short(expected))} {_came(describe(actual).ko)}.", hint),
            counterexample(given, actual, expected),
        )  # fmt: skip


def assert_unchanged(before: Tensor, after: Any, *, what: Text = ARGUMENT, hint: Text | None = None) -> None:
    """Fail if a call changed one of its arguments (`observation.args_after`)."""
    same = isinstance(after, Tensor) and after.shape == before.shape and bool(torch.equal(after, before.detach()))
    if not same:
        raise Mismatch(
            _with_hint(f"The call changed its {what.en}; work on a copy instead.",
                       f"함수를 부른 뒤에 넘겨준 값({what.ko})이 바뀌었어요. 복사본에서 계산해 보세요.", hint),
            counterexample("", after, before),
        )  # fmt: skip


def assert_kept(after: Sequence[Any], **before: Tensor) -> None:
    """Fail if a call changed one of its first arguments; `after` is `args_after`, names are for the message."""
    for got, (name, tensor) in zip(after, before.items(), strict=False):
        assert_unchanged(tensor, got, what=say(name, name))


def assert_items(value: Any, count: int, *, what: Text = RESULT, hint: Text | None = None) -> tuple[Any, ...]:
    """Fail unless `value` is a tuple or list of `count` items; returns them."""
    if not isinstance(value, tuple | list) or len(value) != count:
        came = describe(value)
        en = f"Expected the {what.en} to be a tuple or list of {count} items, but it is {came.en}."
        ko = f"{what.ko}: 값 {count}개를 담은 튜플이나 리스트여야 하는데 {_came(came.ko)}."
        raise Mismatch(_with_hint(en, ko, hint))
    return tuple(value)


def assert_floats(value: Any, count: int, *, what: Text = RESULT, hint: Text | None = None) -> list[float]:
    """Fail unless `value` is a list of `count` numbers; returns them as floats.

    Tensors of one element count as numbers: whether a student wrote `.item()` is a matter of style.
    """
    items = value.tolist() if isinstance(value, Tensor) and value.dim() == 1 else value
    numbers = []
    for index, item in enumerate(assert_items(items, count, what=what, hint=hint)):
        if not _is_number(item):
            en = f"Item {index} of the {what.en} should be a number, but it is {describe(item).en}."
            ko = f"{what.ko}: {index}번째 항목이 숫자여야 하는데 {_came(describe(item).ko)}."
            raise Mismatch(_with_hint(en, ko, hint))
        numbers.append(float(item))
    return numbers


def _is_number(item: Any) -> bool:
    if isinstance(item, Tensor):
        return item.numel() == 1
    return isinstance(item, int | float) and not isinstance(item, bool)
