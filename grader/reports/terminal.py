"""What a person at the terminal sees: how the run goes, problems as they happen, and a summary at its end.

Progress goes to standard error and the summary to standard output. rich honours `NO_COLOR` and `TERM` itself;
nothing foreign reaches the terminal unless `text.py` has cleaned it, and none of it is markup.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Literal, Protocol

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text as Words

from grader.reports import text
from grader.reports.diff import Change
from grader.reports.feedback import message_of
from grader.reports.stats import LabStats, class_stats
from grader.reports.tables import percent
from grader.reports.words import OUTCOMES, STATUSES
from grader.results import Lang, Outcome, Run, Status, Submission, Text

Mode = Literal["auto", "plain", "none"]
_COLOURS = {"good": "green", "bad": "red", "warn": "yellow", "quiet": "dim"}
_RUNNING = 3  # names beside the bar; more would not fit
_ROWS = 40  # a small class is shown row by row, a large one has its page
_PROBLEMS = 20


class Found(Protocol):
    """What was found before anything is graded: as much of intake's collection as is said here."""

    @property
    def submissions(self) -> Sequence[object]:
        """The rows of the run to be."""

    @property
    def notes(self) -> Sequence[Text]:
        """What the instructor should know."""

    def describe(self) -> Text:
        """One line."""


class Plain:
    """A line per event, for logs and for whoever asks for it."""

    def __init__(self, lang: Lang, console: Console) -> None:
        self._lang: Lang = lang
        self._console = console
        self._total = self._done = self._judged = 0
        self._since = monotonic()

    def detected(self, collection: Found) -> None:
        """What was found, before anything is graded."""
        self._total, self._since = len(collection.submissions), monotonic()
        for line in [collection.describe(), *collection.notes]:
            self._console.print(Words(text.line(line.in_lang(self._lang))))

    def started(self, name: str) -> None:
        """A submission was given to a judge."""

    def finished(self, name: str, submission: Submission, *, cached: bool) -> None:
        """A submission has its row."""
        self._done += 1
        self._judged += not cached and submission.status is Status.GRADED
        line = Words(f"[{self._done}/{self._total}] {text.line(name)}: ")
        line.append_text(verdict(submission, self._lang))
        if cached:
            line.append(Text(" (as before)", " (이전 결과)").in_lang(self._lang))
        line.append(self._estimate())
        self._console.print(line)

    def _estimate(self) -> str:
        left = self._total - self._done
        minutes = (monotonic() - self._since) / self._done * left / 60
        if self._judged == 0 or left <= 0 or self._done % 10 or minutes < 1:
            return ""
        return Text(f" – about {minutes:.0f} min left", f" – 약 {minutes:.0f}분 남음").in_lang(self._lang)


class Live:
    """A bar with what is running and an estimate; lines above it only for what needs a person."""

    def __init__(self, lang: Lang, console: Console) -> None:
        self._lang: Lang = lang
        self._running: dict[str, None] = {}
        self._progress = Progress(
            SpinnerColumn(),
            MofNCompleteColumn(),
            BarColumn(bar_width=30),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.description}", markup=False),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "Live":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def detected(self, collection: Found) -> None:
        """What was found, before anything is graded."""
        for line in [collection.describe(), *collection.notes]:
            self._progress.console.print(Words(text.line(line.in_lang(self._lang))))
        self._progress.update(self._task, total=len(collection.submissions))

    def started(self, name: str) -> None:
        """A submission was given to a judge."""
        self._running[name] = None
        self._describe()

    def finished(self, name: str, submission: Submission, *, cached: bool) -> None:
        """A submission has its row."""
        self._running.pop(name, None)
        if needs_a_person(submission):
            line = Words(f"{text.line(name)}: ")
            self._progress.console.print(line.append_text(verdict(submission, self._lang)))
        self._progress.advance(self._task)
        self._describe()

    def _describe(self) -> None:
        names = [text.name(name) for name in self._running]
        more = f" +{len(names) - _RUNNING}" if len(names) > _RUNNING else ""
        self._progress.update(self._task, description=", ".join(names[:_RUNNING]) + more)


class Silent:
    """Says nothing."""

    def detected(self, collection: Found) -> None:
        """Nothing."""

    def started(self, name: str) -> None:
        """Nothing."""

    def finished(self, name: str, submission: Submission, *, cached: bool) -> None:
        """Nothing."""


@contextmanager
def reporter(progress: Mode, lang: Lang, console: Console | None = None) -> Iterator[Plain | Live | Silent]:
    """Who is told how a run goes. `auto` is live on a terminal and plain lines elsewhere."""
    console = console or Console(file=sys.stderr, highlight=False, soft_wrap=True)
    if progress == "none":
        yield Silent()
    elif progress == "plain" or not console.is_terminal:
        yield Plain(lang, console)
    else:
        with Live(lang, console) as live:
            yield live


def needs_a_person(row: Submission) -> bool:
    """Whether a row is worth a line of its own while the class is being graded."""
    return row.status is not Status.GRADED or any(test.outcome is Outcome.INTERNAL_ERROR for test in row.tests)


def verdict(row: Submission, lang: Lang) -> Words:
    """A row in a few words: its score, or why it has none, and how tests ended that did not end by themselves."""
    word = STATUSES[row.status]
    if row.status is not Status.GRADED:
        message = text.line(message_of(row).in_lang(lang), 200)
        said = f"{word.sign} {word.label.in_lang(lang)}"
        return Words(f"{said}. {message}" if message else said, style=_COLOURS[word.tone])
    line = Words(f"{text.number(row.score)} / {text.number(row.max_score)}")
    counts = Counter(test.outcome for test in row.tests)
    for outcome in (Outcome.TIMEOUT, Outcome.CRASHED, Outcome.OUT_OF_MEMORY, Outcome.INTERNAL_ERROR):
        if counts[outcome]:
            word = OUTCOMES[outcome]
            line.append(f"  {word.sign} {word.label.in_lang(lang)} ×{counts[outcome]}", _COLOURS[word.tone])
    return line


def summary(run: Run, out: Path, lang: Lang, console: Console | None = None) -> None:
    """Print the summary of a run and where its pages are."""
    console = console or Console(highlight=False)
    console.print(summary_table(run, lang))
    console.print(Words(f"{Text('Open', '열어 보세요:').in_lang(lang)} {out / 'index.html'}"), soft_wrap=True)


def summary_table(run: Run, lang: Lang) -> RenderableType:
    """The class in a table per lab, how tests ended, the rows of a small class, and what needs a person."""
    stats = class_stats(run)
    parts: list[RenderableType] = [_labs(stats, lang), _outcomes(stats, lang)]
    if 0 < len(run.submissions) <= _ROWS:
        parts.append(_rows(run.submissions, lang))
    else:
        parts.append(_problems(run.submissions, lang))
    return Group(*parts)


def changes_table(found: Sequence[Change], lang: Lang) -> RenderableType:
    """What changed between two runs, for `report --diff`."""
    if not found:
        return Words(Text("Nothing changed.", "바뀐 것이 없어요.").in_lang(lang))
    table = _table((Text("Id", "학번"), False), (Text("Lab", "실습"), False), (Text("Task", "과제"), False),
                   (Text("Before", "이전"), True), (Text("After", "지금"), True), (Text("Why", "이유"), False),
                   lang=lang)  # fmt: skip
    for one in found:
        task = text.line(one.task) or Text("(total)", "(합계)").in_lang(lang)
        points = [text.number(one.before) or "?", text.number(one.after) or "?"]
        why = text.line(one.why.in_lang(lang))
        table.add_row(*map(Words, [text.name(one.id), text.line(one.lab), task, *points, why]))
    return table


def _table(*columns: tuple[Text, bool], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for label, numeric in columns:
        table.add_column(Words(label.in_lang(lang)), justify="right" if numeric else "left", overflow="fold")
    return table


def _labs(stats: Sequence[LabStats], lang: Lang) -> Table:
    met = [status for status in STATUSES if any(one.statuses[status] for one in stats)]
    statuses = [(STATUSES[status].label, True) for status in met]
    middle_of = ((Text("Mean", "평균"), True), (Text("Median", "중앙값"), True), (Text("of", "만점"), True))
    table = _table((Text("Lab", "실습"), False), *statuses, *middle_of, lang=lang)
    for one in stats:
        counts = [str(one.statuses[status]) for status in met]
        middle = [text.number(one.scores.mean), text.number(one.scores.median)] if one.scores else ["–", "–"]
        most = text.number(max(row.max_score for row in one.rows))
        table.add_row(*map(Words, [text.line(one.lab.title.in_lang(lang)), *counts, *middle, most]))
    return table


def _outcomes(stats: Sequence[LabStats], lang: Lang) -> Words:
    line = Words(Text("Tests: ", "테스트: ").in_lang(lang))
    for outcome, word in OUTCOMES.items():
        count = sum(one.outcomes[outcome] for one in stats)
        if count:
            line.append(f"{word.sign} {word.label.in_lang(lang)} {count}  ", _COLOURS[word.tone])
    return line


def _rows(rows: Sequence[Submission], lang: Lang) -> Table:
    table = _table((Text("Id", "학번"), False), (Text("Lab", "실습"), False), (Text("%", "%"), True),
                   (Text("Accuracy", "정확도"), True), (Text("Score", "점수"), False), lang=lang)  # fmt: skip
    for row in rows:
        accuracy = row.accuracy.test_accuracy if row.accuracy else None
        shown = text.number(None if accuracy is None else 100 * accuracy)
        cells = [text.name(row.id), text.line(row.lab), text.number(percent(row), 0), shown]
        table.add_row(*map(Words, cells), verdict(row, lang))
    return table


def _problems(rows: Sequence[Submission], lang: Lang) -> RenderableType:
    found = [row for row in rows if needs_a_person(row)]
    lines = [
        Words(f"{text.name(row.id)} / {text.line(row.lab)}: ").append_text(verdict(row, lang))
        for row in found[:_PROBLEMS]
    ]
    if len(found) > _PROBLEMS:
        more = len(found) - _PROBLEMS
        lines.append(
            Words(
                Text(f"and {more} more; see the class page", f"그 밖에 {more}개는 성적 페이지에 있어요").in_lang(lang)
            )
        )
    return Group(*lines)
