"""`students/<id>.html`: all labs of one student, self-contained, so that it opens from a mail attachment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.reports import accuracy_view, text
from grader.reports.accuracy_view import AccuracyView
from grader.reports.feedback import (
    ShownTask,
    ShownTest,
    Step,
    first_to_look_at,
    lab_of,
    mapped,
    message_of,
    score_steps,
    shown_tasks,
)
from grader.reports.html import anchor, render
from grader.reports.listing import Listing, anchors, listings, places
from grader.reports.tables import percent
from grader.reports.words import OUTCOMES, STATUSES, VOID, Word
from grader.results import LabInfo, Lang, Outcome, Run, Submission, Text

_ANSWER_CHARS = 50_000


@dataclass(frozen=True)
class LabView:
    """One lab as the template needs it. `ids` are the page's ids of tests, `lines` those of lines of code."""

    row: Submission
    anchor: str
    title: Text
    word: Word
    percent: float | None
    message: Text
    notes: tuple[Text, ...]
    steps: list[Step]
    tasks: list[ShownTask]
    look: list[ShownTest]
    ids: Mapping[str, str]
    lines: Mapping[tuple[str, int], str]
    accuracy: AccuracyView | None
    code: list[Listing]
    answers: tuple[str, ...]
    receipt: str


def student_page(run: Run, rows: Sequence[Submission], *, lang: Lang) -> str:
    """The page of one student; `rows` are that student's and are shown in the order of the run's labs."""
    order = {lab.id: place for place, lab in enumerate(run.labs)}
    rows = sorted(rows, key=lambda row: order.get(row.lab, len(order)))
    labs = [_lab_view(row, lab_of(run, row.lab)) for row in rows]
    who = text.name(rows[0].name or rows[0].id)
    tests = [test for lab in labs for task in lab.tasks for test in task.tests]
    seen = {test.outcome for test in tests if not test.void}
    legend = [OUTCOMES[outcome] for outcome in Outcome if outcome in seen]
    return render(
        "student.html",
        lang=lang,
        title=Text(f"{who}: results", f"{who}: 채점 결과"),
        scripts=("page.js",),
        id=rows[0].id,
        name=rows[0].name,
        labs=labs,
        outcomes=OUTCOMES,
        void=VOID,
        legend=[*legend, VOID] if any(test.void for test in tests) else legend,
    )


def _lab_view(row: Submission, lab: LabInfo) -> LabView:
    tasks = shown_tasks(row, lab)
    tests = [test for task in tasks for test in task.tests]
    message = message_of(row)
    notes = tuple(mapped(note, text.clean) for note in row.notes)
    said = [message, *notes, *(test.message for test in tests), *(test.hint for test in tests)]
    spoken_of = places(sentence for words in said for sentence in {words.en, words.ko} if ".py" in sentence)
    where = anchor(row.lab)
    lines = anchors(row.code, spoken_of, f"{where}-f")
    return LabView(
        row=row,
        anchor=where,
        title=mapped(lab.title, text.line),
        word=STATUSES[row.status],
        percent=percent(row),
        message=message,
        notes=notes,
        steps=score_steps(row),
        tasks=tasks,
        look=first_to_look_at(tasks),
        ids={test.name: f"{where}-t{number}" for number, test in enumerate(tests)},
        lines=lines,
        accuracy=accuracy_view.view(row.accuracy) if row.accuracy else None,
        code=listings(row.code, lines),
        answers=tuple(dict.fromkeys(text.clean(task.answer, _ANSWER_CHARS) for task in row.manual if task.answer)),
        receipt=text.line(row.receipt),
    )
