"""What a student may see of a row, in one place, so that no format can show more than another.

Hidden tests never show a counterexample; `hidden_feedback` of the lab decides what else they show. Every text
that leaves here is clean (`text.py`); markup is left to each format.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.reports import text
from grader.reports.words import STATUSES
from grader.results import (
    EMPTY,
    Adjustment,
    LabInfo,
    Lang,
    ManualTask,
    Outcome,
    Run,
    Status,
    Submission,
    TestResult,
    Text,
)

_TITLE_CHARS = 300
_LATE = Text("Handed in late", "늦게 제출함")
_NO_PENALTY = Text("no points taken off", "감점 없음")
_TOGETHER = Text("Hidden tests of this task", "이 과제의 비공개 테스트")
_KEPT = Text("Kept at the score that was given out", "이미 공개한 점수로 유지")


@dataclass(frozen=True)
class ShownTest:
    """One test as a student sees it. `name` is unique in its row and free of inputs; points as scored."""

    task: str
    name: str
    title: Text
    visibility: str
    outcome: Outcome
    score: float | None
    max_score: float
    message: Text = EMPTY
    hint: Text = EMPTY
    counterexample: str = ""
    void: bool = False


@dataclass(frozen=True)
class ShownTask:
    """One task with what was tested and what a person marked. `score` is None where it is not known (yet)."""

    id: str
    title: Text
    score: float | None
    max_score: float
    tests: tuple[ShownTest, ...] = ()
    manual: ManualTask | None = None


@dataclass(frozen=True)
class Step:
    """One line of how a score came about, in points."""

    label: Text
    points: float | None
    note: str = ""


def both(i18n: Text, plain: str) -> Text:
    """The bilingual form of a text, the run's own language where a translation is missing."""
    return Text(i18n.en or plain, i18n.ko or plain)


def mapped(words: Text, function: Callable[[str], str]) -> Text:
    """The same done to both languages."""
    return Text(function(words.en), function(words.ko))


@lru_cache(maxsize=4096)  # a class shares its titles
def _title(i18n: Text, plain: str) -> Text:
    return mapped(both(i18n, plain), lambda words: text.line(words, _TITLE_CHARS))


def title_of(test: TestResult) -> Text:
    """The title of a test, for instructors; its id where it has none."""
    return _title(test.title_i18n, test.title or test.id)


def message_of(row: Submission) -> Text:
    """What is said of the submission as a whole; nothing where its status says it all."""
    if row.status is Status.MISSING:
        return EMPTY
    return mapped(both(row.message_i18n, row.message), text.clean)


def lab_of(run: Run, lab_id: str) -> LabInfo:
    """What the run knows of a lab; a lab it does not describe is called by its id."""
    for lab in run.labs:
        if lab.id == lab_id:
            return lab
    return LabInfo(lab_id, Text(lab_id, lab_id), (), 0.0)


def shown_tests(row: Submission, lab: LabInfo) -> list[ShownTest]:
    """The tests of a row as its student may see them."""
    if lab.hidden_feedback != "total":
        return _unique([_shown(test, lab) for test in row.tests])
    shown: list[ShownTest] = []
    for task in dict.fromkeys(test.task for test in row.tests):
        tests = [test for test in row.tests if test.task == task]
        shown += [_shown(test, lab) for test in tests if test.visibility == "public"]
        hidden = [test for test in tests if test.visibility == "hidden"]
        shown += [_together(task, hidden)] if hidden else []
    return _unique(shown)


def _shown(test: TestResult, lab: LabInfo) -> ShownTest:
    public = test.visibility == "public"
    talk = public or lab.hidden_feedback == "diagnosis" or test.void
    # A parameter in brackets is an input, and inputs of hidden tests stay hidden.
    name = text.line(test.id if public else test.id.partition("[")[0], _TITLE_CHARS)
    return ShownTest(
        task=test.task,
        name=name,
        title=_title(test.title_i18n, test.title or name),
        visibility=test.visibility,
        outcome=test.outcome,
        score=None if test.outcome is Outcome.INTERNAL_ERROR else test.score,
        max_score=test.max_score,
        message=mapped(both(test.message_i18n, test.message), text.clean) if talk else EMPTY,
        hint=mapped(test.hint_i18n, text.clean) if talk and not test.void else EMPTY,
        counterexample=text.clean(test.counterexample) if public and not test.void else "",
        void=test.void,
    )


def _together(task: str, tests: Sequence[TestResult]) -> ShownTest:
    outcomes = [Outcome.PASSED if test.void else test.outcome for test in tests]
    passed, unknown = outcomes.count(Outcome.PASSED), Outcome.INTERNAL_ERROR in outcomes
    whole = Outcome.PASSED if passed == len(tests) else Outcome.FAILED
    said = Text(f"{passed} of {len(tests)} passed.", f"{len(tests)}개 가운데 {passed}개를 통과했어요.")
    if void := sum(test.void for test in tests):
        en = f"{said.en} {void} of them turned out to be wrong, so everyone has the points."
        said = Text(en, f"{said.ko} 그중 {void}개는 테스트에 오류가 있어서 모두에게 점수를 드렸어요.")
    return ShownTest(
        task=task,
        name=f"hidden tests of {text.line(task)}",
        title=_TOGETHER,
        visibility="hidden",
        outcome=Outcome.INTERNAL_ERROR if unknown else whole,
        score=None if unknown else sum(test.score for test in tests),
        max_score=sum(test.max_score for test in tests),
        message=said,
    )


def _unique(tests: Sequence[ShownTest]) -> list[ShownTest]:
    """Tests that share a name (hidden parameters were cut off) are numbered."""
    seen: dict[str, int] = {}
    result = []
    for test in tests:
        seen[test.name] = count = seen.get(test.name, 0) + 1
        result.append(test if count == 1 else replace(test, name=f"{test.name} #{count}"))
    return result


def shown_tasks(row: Submission, lab: LabInfo) -> list[ShownTask]:
    """The tasks of a row in the lab's order, each with its tests."""
    tests: dict[str, list[ShownTest]] = {}
    for test in shown_tests(row, lab):
        tests.setdefault(test.task, []).append(test)
    manual = {task.task: task for task in row.manual}
    titles = {task.id: task.title for task in lab.tasks}
    order = [task.id for task in lab.tasks if task.id in tests or task.id in manual]
    return [
        _task(task, titles.get(task), tests.get(task, []), manual.get(task))
        for task in dict.fromkeys([*order, *tests, *manual])
    ]


def _task(task_id: str, title: Text | None, tests: Sequence[ShownTest], manual: ManualTask | None) -> ShownTask:
    parts = [(test.score, test.max_score) for test in tests]
    if manual:
        parts.append((manual.score, manual.max_score))
        title = title or both(manual.title_i18n, manual.title)
    known = [score for score, _ in parts if score is not None]
    score = sum(known) if len(known) == len(parts) else None
    return ShownTask(
        text.line(task_id), _title(title or EMPTY, ""), score, sum(most for _, most in parts), tuple(tests), manual
    )


def score_steps(row: Submission) -> list[Step]:
    """How the score came about: what was tested, what was marked, lateness, adjustments, what was given out.

    Empty without a score, and where nothing was graded and nobody changed anything.
    """
    if row.score is None or row.raw_score is None:
        return []
    if row.status is not Status.GRADED and not row.adjustments and not row.kept_points:
        return []
    by_hand = sum(task.score or 0.0 for task in row.manual)
    steps = [Step(Text("Tests", "테스트"), row.raw_score - by_hand)]
    if any(task.score is not None for task in row.manual):
        steps.append(Step(Text("Marked by hand", "직접 채점"), by_hand))
    changes = sum(change.points for change in row.adjustments) + row.kept_points
    if row.late:
        steps.append(Step(late_words(row), row.score - changes - row.raw_score))
    steps += [_adjusted(change) for change in row.adjustments]
    if row.kept_points:
        steps.append(Step(_KEPT, row.kept_points))
    return steps


def decisions(row: Submission) -> list[Text]:
    """What people added or took away, a line each, for formats that have no table of steps."""
    steps = [_adjusted(change) for change in row.adjustments]
    steps += [Step(_KEPT, row.kept_points)] if row.kept_points else []
    return [Text(_signed(step.label.en, step), _signed(step.label.ko, step)) for step in steps]


def _signed(label: str, step: Step) -> str:
    points = text.number(step.points)
    sign = "" if points.startswith("-") else "+"
    return f"{label}: {sign}{points}{f' ({step.note})' if step.note else ''}"


def _adjusted(change: Adjustment) -> Step:
    task = text.line(change.task)
    label = Text(f"Adjustment for {task}", f"{task} 점수 조정") if task else Text("Adjustment", "점수 조정")
    return Step(label, change.points, text.line(change.reason))


def late_words(row: Submission) -> Text:
    """The late policy as it was applied, in a sentence; empty for who was in time."""
    late = row.late
    if late is None:
        return EMPTY
    source, percent = text.line(late.source), text.number(late.penalty_percent)
    by = Text(f" (time from {source})" if source else "", f" (기준: {source})" if source else "")
    hours = text.number(late.hours)
    when = Text(f"Handed in {hours} h late", f"{hours}시간 늦게 제출함") if hours else _LATE
    off = Text(f"−{percent} %", f"−{percent}%") if late.penalty_percent else _NO_PENALTY
    return Text(f"{when.en}{by.en}: {off.en}", f"{when.ko}{by.ko}: {off.ko}")


def first_to_look_at(tasks: Sequence[ShownTask], most: int = 3) -> list[ShownTest]:
    """The tests that cost most points, one per task: where looking pays first."""
    worst = []
    for task in tasks:
        lost = [
            test
            for test in task.tests
            if test.outcome is not Outcome.SKIPPED and test.score is not None and test.score < test.max_score
        ]
        if lost:
            # A public test has a counterexample to work with, so it goes before a hidden one.
            worst.append(
                min(lost, key=lambda test: (test.visibility != "public", (test.score or 0.0) - test.max_score))
            )
    gaps = {task.id: task.max_score - (task.score or 0.0) for task in tasks}
    worst.sort(key=lambda test: -gaps.get(test.task, 0.0))
    return worst[:most]


def summary(row: Submission, lab: LabInfo, lang: Lang) -> tuple[str, str, str]:
    """Three lines for a gradebook's feedback cell: the score, what is right, what to look at."""
    title = text.line(lab.title.in_lang(lang))
    score, most = text.number(row.score), text.number(row.max_score)
    late = f" ({late_words(row).in_lang(lang)})" if row.late else ""
    tasks = shown_tasks(row, lab)
    full = [task.id for task in tasks if task.score is not None and task.score >= task.max_score]
    rest = [
        f"{task.id} {task.title.in_lang(lang)}".strip()
        for task in tasks
        if task.score is not None and task.score < task.max_score
    ]
    if lang == "ko":
        right = f"맞은 과제: {', '.join(full) or '아직 없어요'}"
        look = f"다시 볼 과제: {', '.join(rest) or '없어요'}"
    else:
        right = f"Right: {', '.join(full) or 'nothing yet'}"
        look = f"Look again at: {', '.join(rest) or 'nothing'}"
    if row.status is not Status.GRADED:
        right, look = message_of(row).in_lang(lang) or STATUSES[row.status].meaning.in_lang(lang), ""
    return f"{title}: {score} / {most}{late}", text.line(right), text.line(look)
