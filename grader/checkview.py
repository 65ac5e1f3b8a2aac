"""What `check` says, as lines: pure, so that a terminal, a notebook and a test see the same.

And how lines reach a console that cannot show every character (CP949 on Korean Windows).
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as RichText

from grader.catalog import Lab, Task
from grader.judge.checks import say
from grader.reports.text import clean
from grader.reports.words import OUTCOMES
from grader.results import Accuracy, Lang, Outcome, TestResult, Text

ONLY_PUBLIC = say(
    "public tests only (the final grade also counts hidden tests)",
    "public tests only: 공개 테스트만 돌렸어요. 최종 점수에는 비공개 테스트도 들어가요.",
)
_SIGNS = {"ok": "green", "--": "dim", "XX": "red"}
_TONES = {"good": "green", "bad": "red", "warn": "yellow", "quiet": "dim"}
# What messages use now and then and CP949 lacks, in letters that every console has.
_PLAIN = str.maketrans(
    {"—": "-", "–": "-", "‖": "||", "²": "^2", "³": "^3", "é": "e", "ö": "o", "✓": "v", "✗": "x", "−": "-"}
)


@dataclass(frozen=True)
class Line:
    """One line of output: its words, how far it is indented, and a style of rich."""

    text: str
    indent: int = 0
    style: str = ""


@dataclass(frozen=True)
class TaskRow:
    """One task of a check: its tests that ran, and how it stands."""

    task: Task
    tests: Sequence[TestResult]

    @property
    def passed(self) -> int:
        """How many of its tests passed."""
        return sum(test.outcome is Outcome.PASSED for test in self.tests)

    @property
    def is_unwritten(self) -> bool:
        """Whether nothing of it is there yet."""
        return all(test.outcome is Outcome.MISSING for test in self.tests)

    @property
    def sign(self) -> str:
        """How it stands, in two letters that every console has."""
        return "--" if self.is_unwritten else "ok" if self.passed == len(self.tests) else "XX"

    def says(self, lang: Lang) -> str:
        """How it stands, in words."""
        if self.is_unwritten:
            return OUTCOMES[Outcome.MISSING].label.in_lang(lang)
        count = say(f"{self.passed} of {len(self.tests)}", f"{len(self.tests)}개 중 {self.passed}개")
        return count.in_lang(lang)


def task_rows(lab: Lab, tests: Iterable[TestResult]) -> list[TaskRow]:
    """The tests by task, in the order of lab.toml; tasks without a test are left out."""
    by_task: dict[str, list[TestResult]] = {}
    for test in tests:
        by_task.setdefault(test.task, []).append(test)
    return [TaskRow(task, by_task[task.id]) for task in lab.toml.task if task.id in by_task]


def report(lab: Lab, tests: Sequence[TestResult], notes: Iterable[Text], lang: Lang) -> Iterator[Line]:
    """Everything a check found: a line per task, and below it what did not pass and why."""
    files = ", ".join(lab.toml.lab.files)
    yield Line(f"{lab.toml.lab.title.in_lang(lang)} ({files})", style="bold")
    for note in notes:
        yield Line(note.in_lang(lang), 2, "yellow")
    for row in task_rows(lab, tests):
        title = row.task.title.in_lang(lang)
        yield Line(f"{row.sign}  {row.task.id}  {title}: {row.says(lang)}", 2, _SIGNS[row.sign])
        if not row.is_unwritten:
            for test in row.tests:
                yield from _failure(test, lang)
    passed = sum(test.outcome is Outcome.PASSED for test in tests)
    total = say(
        f"{passed} of {len(tests)} public tests pass.", f"공개 테스트 {len(tests)}개 중 {passed}개를 통과했어요."
    )
    yield Line(total.in_lang(lang), style="bold")


def accuracy_lines(accuracy: Accuracy, message: Text, lang: Lang) -> Iterator[Line]:
    """The accuracy check at home: the same numbers that the graded page would show."""
    if accuracy.test_accuracy is not None:
        text = say(
            f"Accuracy on {accuracy.dataset} (this machine, {accuracy.device}): {100 * accuracy.test_accuracy:.2f} %, "
            f"{accuracy.score:g} of {accuracy.max_score:g} points.",
            f"{accuracy.dataset} 정확도(이 컴퓨터, {accuracy.device}): {100 * accuracy.test_accuracy:.2f} %, "
            f"{accuracy.max_score:g}점 중 {accuracy.score:g}점.",
        )
        yield Line(text.in_lang(lang), style="bold")
    if message.en:
        yield Line(message.in_lang(lang), 2)


def _failure(test: TestResult, lang: Lang) -> Iterator[Line]:
    """A test that did not pass: its title, what happened, and the smallest input that shows it."""
    if test.outcome is Outcome.PASSED:
        return
    yield Line(
        f"{OUTCOMES[test.outcome].label.in_lang(lang)}: {test.title_i18n.in_lang(lang)}",
        6,
        _TONES[OUTCOMES[test.outcome].tone],
    )
    for text in (test.message_i18n.in_lang(lang), test.counterexample):
        for line in text.splitlines():
            yield Line(line, 8)


def show(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Print lines: in colour and wrapped below their indentation where the stream is a terminal."""
    stream = stream or sys.stdout
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for line in lines:
        text = printable(clean(line.text), stream.encoding or "utf-8")
        if stream.isatty():
            console.print(Padding(RichText(text, style=line.style), (0, 0, 0, line.indent), expand=False))
        else:
            print(" " * line.indent + text, file=stream)
    stream.flush()


def no_public_test(tasks: str) -> Text:
    """What to say where nothing can be run."""
    return say(f"Task {tasks} has no public test.", f"과제 {tasks}에는 공개 테스트가 없어요.")


def printable(text: str, encoding: str) -> str:
    """The text with whatever the encoding lacks replaced by something it has."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "".join(c if _fits(c, encoding) else c.translate(_PLAIN) for c in text)
        return text.encode(encoding, "replace").decode(encoding)
    return text


def _fits(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
