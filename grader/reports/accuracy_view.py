"""The accuracy check as a student's page shows it: small pictures, cheap enough for every student of a class.

They are drawn by hand: matplotlib needs about 60 ms for each, a minute for a class of a thousand.
"""

import base64
import binascii
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from grader.reports import text
from grader.results import Accuracy, Sample, Text

SIDE = 28
_GRID = 25  # the course's own figure has 5 x 5 digits
_CLASSES = 10
_EPOCHS = 200
_LABEL = 13.0  # the width of a tier's label in % of the bar, on a phone
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 480, 200, 44, 26, 12


@dataclass(frozen=True)
class Digit:
    """One test image as a PNG in base64, with its label and what the model said."""

    png: str
    label: int
    prediction: int

    @property
    def right(self) -> bool:
        """Whether the model was right."""
        return self.label == self.prediction


@dataclass(frozen=True)
class Line:
    """One measured line of a chart: SVG points, single marks, and the numbers at both ends of its axis."""

    points: str
    marks: tuple[tuple[float, float], ...]
    low: str
    high: str


@dataclass(frozen=True)
class EpochRow:
    """One epoch as numbers for the table beside the curve."""

    epoch: int
    loss: str
    accuracy: str


@dataclass(frozen=True)
class Tier:
    """One tier: the accuracy it asks for in %, its points, whether it was reached, its place on the bar in %.

    Labels of tiers that are close together stand in several rows below the bar.
    """

    bound: str
    points: float
    reached: bool
    place: float
    row: int


@dataclass(frozen=True)
class AccuracyView:
    """Everything the template needs; geometry is done here."""

    accuracy: Accuracy
    percent: str
    place: float
    low: str
    tiers: tuple[Tier, ...]
    epochs: tuple[EpochRow, ...]
    ticks: tuple[tuple[float, int], ...]
    loss: Line | None
    validation: Line | None
    confusion: tuple[tuple[tuple[int, int], ...], ...]  # (count, shade 0..100) per row of true digits
    digits: tuple[Digit, ...]
    runs: Text
    size: tuple[int, int, int, int] = (_WIDTH, _HEIGHT, _LEFT, _HEIGHT - _BOTTOM)

    @property
    def tier_rows(self) -> int:
        """How many rows the labels of the tiers need."""
        return 1 + max((tier.row for tier in self.tiers), default=0)


def view(accuracy: Accuracy) -> AccuracyView:
    """The accuracy check ready for a page."""
    history = [epoch for epoch in accuracy.history if epoch.epoch >= 0][:_EPOCHS]
    steps = [epoch.epoch for epoch in history]
    losses = [epoch.loss for epoch in history]
    validations = [_percent(epoch.validation_accuracy) for epoch in history]
    low = _scale_low(accuracy)
    return AccuracyView(
        accuracy=accuracy,
        percent=text.number(_percent(accuracy.test_accuracy)),
        place=_place(accuracy.test_accuracy, low),
        low=text.number(100 * low),
        tiers=_tiers(accuracy, low),
        epochs=tuple(map(_epoch_row, steps, losses, validations)),
        ticks=_ticks(steps),
        loss=_line(steps, losses, 4),
        validation=_line(steps, validations, 2),
        confusion=_confusion(accuracy),
        runs=Text(f"best of {accuracy.runs} runs", f"{accuracy.runs}번 학습한 것 가운데 가장 좋은 결과"),
        digits=tuple(digit for sample in accuracy.samples[:_GRID] if (digit := _digit(sample))),
    )


def _percent(fraction: float | None) -> float | None:
    return None if fraction is None or not isfinite(fraction) else 100 * fraction


def _scale_low(accuracy: Accuracy) -> float:
    """Where the bar of tiers begins: low enough for the first tier and the student's own point."""
    shown = [bound for bound, _ in accuracy.tiers]
    if accuracy.test_accuracy is not None:
        shown.append(accuracy.test_accuracy)
    least = min(shown, default=0.0)
    return max(0.0, int((least - 0.05) * 20) / 20)


def _place(value: float | None, low: float) -> float:
    return round(100 * (min(max(value or 0.0, low), 1.0) - low) / (1 - low), 2) if low < 1 else 0.0


def _tiers(accuracy: Accuracy, low: float) -> tuple[Tier, ...]:
    found = []
    last: list[float] = []  # where the last label of each row stands
    for bound, points in accuracy.tiers:
        place = _place(bound, low)
        row = next((n for n, other in enumerate(last) if abs(place - other) >= _LABEL), len(last))
        last[row:] = [place, *last[row + 1 :]]
        reached = accuracy.test_accuracy is not None and accuracy.test_accuracy >= bound
        found.append(Tier(text.number(100 * bound), points, reached, place, row))
    return tuple(found)


def _epoch_row(epoch: int, loss: float | None, accuracy: float | None) -> EpochRow:
    return EpochRow(epoch, text.number(loss if loss is not None and isfinite(loss) else None, 4), text.number(accuracy))


def _x(step: int, steps: list[int]) -> float:
    first, last = min(steps), max(steps)
    part = (step - first) / (last - first) if last > first else 0.5
    return round(_LEFT + 8 + part * (_WIDTH - _LEFT - 56), 1)


def _ticks(steps: list[int]) -> tuple[tuple[float, int], ...]:
    every = max(1, -(-len(steps) // 10))
    return tuple((_x(step, steps), step) for step in steps[::every])


def _line(steps: list[int], values: list[float | None], digits: int) -> Line | None:
    known = [(step, value) for step, value in zip(steps, values, strict=True) if value is not None and isfinite(value)]
    if not known:
        return None
    low, high = min(value for _, value in known), max(value for _, value in known)
    # A claimed loss of 1e308 and one of -1e308 differ by infinity; halves do not.
    span = high / 2 - low / 2
    marks = []
    for step, value in known:
        part = (value / 2 - low / 2) / span if span > 0 else 0.5
        marks.append((_x(step, steps), round(_HEIGHT - _BOTTOM - 8 - part * (_HEIGHT - _BOTTOM - _TOP - 8), 1)))
    return Line(" ".join(f"{x},{y}" for x, y in marks), tuple(marks), _short(low, digits), _short(high, digits))


def _short(value: float, digits: int) -> str:
    return f"{value:.2g}" if abs(value) >= 1e6 else text.number(value, digits)


def _confusion(accuracy: Accuracy) -> tuple[tuple[tuple[int, int], ...], ...]:
    table = accuracy.confusion
    if len(table) != _CLASSES or any(len(row) != _CLASSES for row in table):
        return ()
    return tuple(tuple((count, round(100 * count / max(1, sum(row)))) for count in row) for row in table)


def _digit(sample: Sample) -> Digit | None:
    try:
        return Digit(png(sample.pixels), sample.label, sample.prediction)
    except (binascii.Error, ValueError):
        return None  # a damaged sample is no reason to lose the page


@lru_cache(maxsize=4096)  # a class is shown the same test images
def png(pixels: str) -> str:
    """28 x 28 grey bytes in base64 as a PNG in base64, ink dark on white as on paper. Raises `ValueError`."""
    raw = base64.b64decode(pixels, validate=True)
    if len(raw) != SIDE * SIDE:
        raise ValueError(f"{len(raw)} bytes are not {SIDE} x {SIDE}")
    ink = bytes(255 - byte for byte in raw)
    rows = b"".join(b"\0" + ink[start : start + SIDE] for start in range(0, len(ink), SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)).decode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
