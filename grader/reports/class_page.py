"""`index.html`: the class at a glance, problems first, and a table of every row. For instructors alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from grader.reports import figures, text
from grader.reports.feedback import mapped, message_of
from grader.reports.files import safe_name
from grader.reports.html import anchor, badge, render
from grader.reports.stats import LabStats, TestStats, class_stats
from grader.reports.tables import percent
from grader.reports.twins import twins
from grader.reports.words import OUTCOMES, STATUSES, Word
from grader.results import Accuracy, Flag, Lang, Outcome, Run, Status, Submission, Text

_HARDEST = 8
_NAMED = 20
_PROBLEMS = (Status.INTERNAL_ERROR, Status.UNREADABLE, Status.MISSING)


@dataclass(frozen=True)
class Column:
    """A column of the table of all rows."""

    label: Text
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the table, ready to print."""

    href: str
    id: str
    name: str
    section: str
    lab: str
    score: str
    max_score: str
    percent: str
    status: str
    badge: Markup
    accuracy: str
    late: str
    flags: str
    cpu_s: str
    memory_mb: str
    message: Text


@dataclass(frozen=True)
class Problem:
    """Rows that have no score for the same reason."""

    word: Word
    rows: list[Row]


@dataclass(frozen=True)
class SharedFile:
    """A file that several uploads share; `rows` are the first of them, `uploads` counts all."""

    lab: str
    file: str
    rows: list[Row]
    uploads: int


@dataclass(frozen=True)
class AccuracyChart:
    """One data set's accuracies: the picture, and students per tier."""

    dataset: str
    svg: Markup
    tiers: list[tuple[Text, int]]


@dataclass(frozen=True)
class LabSection:
    """One lab's part of the page."""

    stats: LabStats
    anchor: str
    histogram: Markup
    task_bars: Markup
    hardest: Sequence[TestStats]
    accuracy: list[AccuracyChart]


def class_page(run: Run, *, lang: Lang) -> str:
    """The class page of a run."""
    rows = [_row(row) for row in run.submissions]
    names, sections = any(row.name for row in rows), any(row.section for row in rows)
    return render(
        "index.html",
        lang=lang,
        title=Text("Grades", "성적"),
        scripts=("page.js", "table.js"),
        run=run,
        students=len({row.id for row in run.submissions}),
        problems=_problems(run.submissions, rows),
        flagged=_flagged(run.submissions, rows),
        shared=_shared(run.submissions, rows),
        labs=[_section(stats) for stats in class_stats(run)],
        rows=rows,
        columns=_columns(names, sections),
        names=names,
        sections=sections,
        outcomes=OUTCOMES,
        statuses=STATUSES,
    )


def _columns(names: bool, sections: bool) -> list[Column]:
    return [
        Column(Text("Id", "학번")),
        *([Column(Text("Name", "이름"))] if names else []),
        *([Column(Text("Section", "분반"))] if sections else []),
        Column(Text("Lab", "실습")),
        Column(Text("Score", "점수"), True),
        Column(Text("of", "만점"), True),
        Column(Text("%", "%"), True),
        Column(Text("Status", "상태")),
        Column(Text("Accuracy %", "정확도(%)"), True),
        Column(Text("Late h", "지각(시간)"), True),
        Column(Text("Flags", "표시"), True),
        Column(Text("CPU s", "CPU(초)"), True),
        Column(Text("MiB", "MiB"), True),
    ]


def page_href(row: Submission) -> str:
    """The address of a row's part of its student's page, seen from the class page."""
    return f"students/{quote(safe_name(row.id))}.html#{anchor(row.lab)}"


def _row(row: Submission) -> Row:
    accuracy = row.accuracy.test_accuracy if row.accuracy else None
    return Row(
        href=page_href(row),
        id=text.name(row.id),
        name=text.name(row.name),
        section=text.name(row.section),
        lab=text.line(row.lab),
        score=text.number(row.score),
        max_score=text.number(row.max_score),
        percent=text.number(percent(row), 1),
        status=row.status.value,
        badge=badge(STATUSES[row.status]),
        accuracy=text.number(None if accuracy is None else 100 * accuracy),
        late=text.number(row.late.hours if row.late else None),
        flags=str(len(row.flags) or ""),
        cpu_s=text.number(row.cpu_s or None, 1),
        memory_mb=text.number(row.peak_memory_bytes / 2**20 or None, 0),
        message=mapped(message_of(row), text.line),
    )


def _problems(submissions: Sequence[Submission], rows: Sequence[Row]) -> list[Problem]:
    found = [Problem(STATUSES[status], [row for row in rows if row.status == status.value]) for status in _PROBLEMS]
    partly = [
        row
        for submission, row in zip(submissions, rows, strict=True)
        if submission.status is Status.GRADED
        and any(test.outcome is Outcome.INTERNAL_ERROR for test in submission.tests)
    ]
    return [problem for problem in [Problem(OUTCOMES[Outcome.INTERNAL_ERROR], partly), *found] if problem.rows]


def _flagged(submissions: Sequence[Submission], rows: Sequence[Row]) -> list[tuple[Row, Flag]]:
    pairs = zip(submissions, rows, strict=True)
    return [(row, flag) for submission, row in pairs for flag in submission.flags]


def _shared(submissions: Sequence[Submission], rows: Sequence[Row]) -> list[SharedFile]:
    places = {(submission.id, submission.lab): row for submission, row in zip(submissions, rows, strict=True)}
    return [
        SharedFile(one.lab, one.file, [places[row.id, row.lab] for row in one.rows[:_NAMED]], len(one.rows))
        for one in twins(submissions)
    ]


def _section(stats: LabStats) -> LabSection:
    where = anchor(stats.lab.id)
    tasks = [(text.line(task.id, 20), task.share) for task in stats.tasks]
    return LabSection(
        stats=stats,
        anchor=where,
        histogram=Markup(figures.histogram(f"{where}-h", stats.histogram) if stats.scores else ""),
        task_bars=Markup(figures.task_bars(f"{where}-t", tasks) if tasks else ""),
        hardest=stats.tests[: max(_HARDEST, len(stats.failed_by_all))],
        accuracy=_accuracy_charts(stats, where),
    )


def _accuracy_charts(stats: LabStats, where: str) -> list[AccuracyChart]:
    checks: dict[str, list[Accuracy]] = {}
    for row in stats.rows:
        if row.accuracy:
            checks.setdefault(row.accuracy.dataset, []).append(row.accuracy)
    charts = []
    for number, (dataset, group) in enumerate(checks.items()):
        values = [check.test_accuracy for check in group if check.test_accuracy is not None]
        tiers = group[0].tiers
        if values:
            svg = Markup(figures.accuracies(f"{where}-a{number}", values, tiers))
            charts.append(AccuracyChart(dataset, svg, _per_tier(values, tiers)))
    return charts


def _per_tier(values: Sequence[float], tiers: Sequence[tuple[float, float]]) -> list[tuple[Text, int]]:
    bounds = sorted(bound for bound, _ in tiers)
    edges = [*bounds, float("inf")]
    first = edges[0] if bounds else 0.0
    below = [(Text(f"below {100 * first:g} %", f"{100 * first:g}% 미만"), sum(value < first for value in values))]
    steps = [
        (Text(f"{100 * low:g} % and above", f"{100 * low:g}% 이상"), sum(low <= value < high for value in values))
        for low, high in zip(bounds, edges[1:], strict=True)
    ]
    return [*(below if bounds else []), *steps]
