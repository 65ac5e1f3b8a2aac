"""What a person needs to mark by hand: every answer of a share of the class beside its rubric. For markers alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.reports import text
from grader.reports.feedback import both, lab_of, mapped
from grader.reports.html import render
from grader.results import Lang, ManualTask, RubricLine, Run, Submission, Text

_ANSWER_CHARS = 100_000


@dataclass(frozen=True)
class Question:
    """One task of one student that waits for points. `who` is what the sheet calls the student."""

    who: str
    lab: Text
    task: str
    title: Text
    most: float
    rubric: tuple[RubricLine, ...]
    answer: str


def rubric_of(run: Run, row: Submission, task: ManualTask) -> tuple[RubricLine, ...]:
    """The lines of a task's rubric; none where the task has none."""
    tasks = lab_of(run, row.lab).tasks
    return next((one.rubric for one in tasks if one.id == task.task), ())


def marking_page(run: Run, waiting: Sequence[tuple[Submission, ManualTask]], *, lang: Lang) -> str:
    """The page beside a marking sheet, in the sheet's order; `waiting` are rows as the sheet shows them."""
    questions = [
        Question(
            who=row.id,
            lab=mapped(lab_of(run, row.lab).title, text.line),
            task=text.line(task.task),
            title=mapped(both(task.title_i18n, task.title), text.line),
            most=task.max_score,
            rubric=rubric_of(run, row, task),
            answer=text.clean(task.answer, _ANSWER_CHARS),
        )
        for row, task in waiting
    ]
    title = Text("Answers to mark", "채점할 답")
    return render("answers.html", lang=lang, title=title, scripts=("page.js",), questions=questions)
