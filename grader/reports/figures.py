"""The class page's charts, drawn by matplotlib as inline SVG.

Colours and words are left open while drawing and filled with CSS variables and both languages afterwards, so
that one picture serves both themes and both languages. A table with the same numbers stands beside each.
"""

import io
import re
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from grader.results import Text

# Colours that no chart would use stand for the page's variables until `_inline`.
_INK, _BAR, _SOFT, _MARK = "#010101", "#020202", "#030303", "#040404"
_VARIABLES = {_INK: "var(--muted)", _BAR: "var(--accent)", _SOFT: "var(--line)", _MARK: "var(--warn)"}
_WORDS = {
    "percent": Text("Score in %", "점수(%)"),
    "students": Text("Students", "학생 수"),
    "success": Text("Mean share of points in %", "평균 득점률(%)"),
    "accuracy": Text("Test accuracy in %", "테스트 정확도(%)"),
    "rank": Text("Students, lowest to highest", "학생(낮은 순)"),
}


@cache
def _matplotlib() -> tuple[Any, Any]:
    # Imported here because it takes most of a second, and `check` and `doctor` never draw.
    from matplotlib import style
    from matplotlib.figure import Figure

    return style, Figure


def _draw(key: str, size: tuple[float, float], paint: Callable[[Any], None]) -> str:
    style, figure_type = _matplotlib()
    options = {
        "svg.fonttype": "none",
        "svg.hashsalt": key,
        "font.size": 9,
        "axes.edgecolor": _SOFT,
        "axes.labelcolor": _INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.color": _SOFT,
        "grid.linewidth": 0.6,
        "text.color": _INK,
        "xtick.color": _SOFT,
        "ytick.color": _SOFT,
        "xtick.labelcolor": _INK,
        "ytick.labelcolor": _INK,
        "figure.facecolor": "none",
        "axes.facecolor": "none",
    }
    # The person's own matplotlibrc must not change a report.
    with style.context(["default", options]):
        figure = figure_type(figsize=size)
        axes = figure.add_subplot()
        paint(axes)
        out = io.StringIO()
        with warnings.catch_warnings():
            # The browser has glyphs for names that matplotlib's own font lacks.
            warnings.filterwarnings("ignore", "Glyph .* missing")
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return _inline(out.getvalue(), key)


def histogram(key: str, counts: Sequence[int]) -> str:
    """Students per tenth of the points."""

    def paint(axes: Any) -> None:
        width = 100 / len(counts)
        bars = axes.bar([width * (i + 0.5) for i in range(len(counts))], counts, width=0.9 * width, color=_BAR)
        axes.bar_label(bars, [str(count) if count else "" for count in counts], padding=2, color=_INK)
        axes.set_xlim(0, 100)
        axes.set_ylim(0, max(1, *counts) * 1.15)
        axes.set_xticks(range(0, 101, 20))
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y")
        axes.set_xlabel("@percent@")
        axes.set_ylabel("@students@")
        axes.figure.subplots_adjust(left=0.13, right=0.96, top=0.96, bottom=0.2)

    return _draw(key, (4.3, 2.4), paint)


def task_bars(key: str, tasks: Sequence[tuple[str, float]]) -> str:
    """Mean share of points per task; `tasks` are (id, share in [0, 1]) from top to bottom."""

    def paint(axes: Any) -> None:
        places = range(len(tasks))
        bars = axes.barh(places, [100 * share for _, share in tasks], height=0.7, color=_BAR)
        axes.bar_label(bars, [f"{100 * share:.0f}" for _, share in tasks], padding=3, color=_INK)
        axes.set_yticks(places, [task.replace("@", "").replace("$", "") for task, _ in tasks])
        axes.invert_yaxis()
        axes.set_xlim(0, 108)
        axes.set_xticks(range(0, 101, 20))
        axes.grid(axis="x")
        axes.set_xlabel("@success@")
        height = axes.figure.get_size_inches()[1]
        axes.figure.subplots_adjust(left=0.15, right=0.98, top=1 - 0.08 / height, bottom=0.5 / height)

    return _draw(key, (4.3, 0.7 + 0.27 * len(tasks)), paint)


def accuracies(key: str, values: Sequence[float], tiers: Sequence[tuple[float, float]]) -> str:
    """Every student's test accuracy, sorted, with the tiers as lines. Accuracies in [0, 1]."""
    ranked = sorted(100 * value for value in values)
    bounds = [100 * bound for bound, _ in tiers]

    def paint(axes: Any) -> None:
        places = range(1, len(ranked) + 1)
        many = len(ranked) > 150  # a line stays small where a thousand dots would not
        axes.plot(places, ranked, color=_BAR, linewidth=2 if many else 1, marker="" if many else "o", markersize=4)
        for number, ((_, points), bound) in enumerate(zip(tiers, bounds, strict=True)):
            # Tiers close together: their labels stand on either side.
            side, shift, end = ("left", 3, 0) if number % 2 == 0 else ("right", -3, 1)
            axes.axhline(bound, color=_MARK, linewidth=1, linestyle=(0, (4, 3)))
            axes.annotate(f"{bound:g} → {points:g}", (end, bound), xytext=(shift, 2),
                          xycoords=("axes fraction", "data"), textcoords="offset points", ha=side,
                          color=_INK)  # fmt: skip
        # Most of a class sits close to the tiers; whoever is far below stands at the edge and in the table.
        low = max(0.0, min([*bounds, *(value for value in ranked if value > 50)] or [0.0]) - 3)
        axes.set_ylim(low, 100.5)
        axes.set_xlim(0, len(ranked) + 1)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y")
        axes.set_xlabel("@rank@")
        axes.set_ylabel("@accuracy@")
        axes.figure.subplots_adjust(left=0.14, right=0.98, top=0.96, bottom=0.2)

    return _draw(key, (4.3, 2.6), paint)


_HEAD = re.compile(r"^.*?(?=<svg )", re.S)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*|<defs>\s*<style.*?</style>\s*</defs>\s*", re.S)
_ID = re.compile(r' id="([^"]*)"')
_USED = re.compile(r'(xlink:href="#|url\(#)([^")]*)')


def _inline(svg: str, key: str) -> str:
    """An SVG file as part of a page: no ids that could collide, no fonts, colours and words of the page."""
    svg = _METADATA.sub("", _HEAD.sub("", svg))
    used = {name for _, name in _USED.findall(svg)}
    svg = _ID.sub(lambda found: f' id="{key}-{found[1]}"' if found[1] in used else "", svg)
    svg = _USED.sub(lambda found: f"{found[1]}{key}-{found[2]}", svg)
    svg = re.sub(r"font-family: [^;\"]*;? ?", "", svg)
    svg = re.sub(r' transform="rotate\(-?0 [^)]*\)"', "", svg)
    svg = re.sub(r'<svg ([^>]*?)width="[^"]*" height="[^"]*" ', r'<svg aria-hidden="true" focusable="false" \1', svg)
    svg = re.sub(r"<g>\s*</g>\s*", "", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, variable)
    for word, words in _WORDS.items():
        spans = f'<tspan class="en" lang="en">{words.en}</tspan><tspan class="ko" lang="ko">{words.ko}</tspan>'
        svg = svg.replace(f"@{word}@", spans)
    return svg.strip()
