"""`gradescope/<id>.<lab>.json`: Gradescope's results.json. Times are left out, so that equal runs are equal bytes.

Hidden tests are `visible` here, with the feedback that the lab allows: Gradescope withholds the total from
students as soon as one test is not.
"""

from typing import Any

import msgspec

from grader.reports import text
from grader.reports.feedback import ShownTask, ShownTest, decisions, late_words, message_of, shown_tasks
from grader.reports.words import OUTCOMES, STATUSES, VOID
from grader.results import LabInfo, Lang, Outcome, Status, Submission, Text


def results_json(row: Submission, lab: LabInfo, lang: Lang) -> bytes:
    """One submission. A row without a score has no `score` and no tests: Gradescope then reports a failure, not 0."""
    known = row.score is not None and row.status is not Status.INTERNAL_ERROR
    result: dict[str, Any] = {"score": _points(row.score)} if known else {}
    result |= {
        "output": "\n".join(_head(row, lang)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "lab": text.line(row.lab),
            "status": row.status.value,
            "receipt": text.line(row.receipt),
            "sha256": text.line(row.sha256),
        },
        "tests": [entry for task in shown_tasks(row, lab) for entry in _tests(task, lang)] if known else [],
    }
    return msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n"


def _head(row: Submission, lang: Lang) -> list[str]:
    lines = [] if row.status is Status.GRADED else [STATUSES[row.status].meaning.in_lang(lang)]
    lines.append(message_of(row).in_lang(lang))
    if row.score is not None:
        lines += [late_words(row).in_lang(lang), *(words.in_lang(lang) for words in decisions(row))]
    return [line for line in lines if line]


def _points(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def _tests(task: ShownTask, lang: Lang) -> list[dict[str, Any]]:
    entries = [_test(f"{task.id}.{number}", test, lang) for number, test in enumerate(task.tests, 1)]
    if task.manual and task.manual.score is not None:
        entries.append(
            {
                "name": f"{task.id} {task.title.in_lang(lang)}".strip(),
                "number": f"{task.id}.{len(entries) + 1}",
                "score": _points(task.manual.score),
                "max_score": _points(task.manual.max_score),
                "output": Text("Marked by hand.", "직접 채점했어요.").in_lang(lang),
                "visibility": "visible",
            }
        )
    return entries


def _test(number: str, test: ShownTest, lang: Lang) -> dict[str, Any]:
    word = OUTCOMES[test.outcome]
    ended = VOID if test.void else word
    said = [f"{ended.sign} {ended.label.in_lang(lang)}", test.message.in_lang(lang), test.counterexample]
    said.append(test.hint.in_lang(lang))
    entry: dict[str, Any] = {
        "name": test.title.in_lang(lang),
        "number": number,
        "score": _points(test.score),
        "max_score": _points(test.max_score),
        "status": "passed" if test.outcome is Outcome.PASSED or test.void else "failed",
        "output": "\n".join(line for line in said if line),
        "tags": [test.task, test.visibility, test.outcome.value],
        "visibility": "visible",
    }
    if test.score is None or test.outcome is Outcome.SKIPPED:
        del entry["status"]  # neither passed nor failed
    if test.score is None:
        del entry["score"]
    return entry
