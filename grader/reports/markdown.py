"""`summary.md`: the class in Markdown, for a pull request or a CI summary. It names nobody, only ids."""

import html
import re
from collections.abc import Sequence

from grader.reports import text
from grader.reports.feedback import message_of
from grader.reports.stats import LabStats, class_stats
from grader.reports.words import OUTCOMES, STATUSES
from grader.results import Lang, Run, Status, Text

_MEANS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:])")
_PROBLEMS = 50


def markdown(run: Run, lang: Lang) -> str:
    """A table per lab, how tests ended, and the rows that need a person."""
    lines = [f"# {Text('Grades', '성적').in_lang(lang)}", ""]
    for stats in class_stats(run):
        lines += _lab(stats, lang)
    return "\n".join([*lines, *_problems(run, lang)]).rstrip("\n") + "\n"


def plain(words: str) -> str:
    """Foreign words on one line, none of them markup (mentions included: a zero-width space follows each @)."""
    return _MEANS.sub(r"\\\1", html.escape(text.line(words), quote=False)).replace("@", "@\u200b")


def _table(header: Sequence[Text], rows: Sequence[Sequence[str]], lang: Lang) -> list[str]:
    head = "| " + " | ".join(words.in_lang(lang) for words in header) + " |"
    rule = "|" + "|".join(" --- " if place == 0 else " ---: " for place in range(len(header))) + "|"
    return [head, rule, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _lab(stats: LabStats, lang: Lang) -> list[str]:
    lines = [f"## {plain(stats.lab.title.in_lang(lang))}", ""]
    facts = [f"{STATUSES[status].label.in_lang(lang)}: {count}" for status, count in stats.statuses.items() if count]
    if stats.scores:
        facts.append(f"{Text('mean', '평균').in_lang(lang)}: {text.number(stats.scores.mean)}")
        facts.append(f"{Text('median', '중앙값').in_lang(lang)}: {text.number(stats.scores.median)}")
    lines += [", ".join(facts), ""]
    if stats.tasks:
        header = [
            Text("Task", "과제"),
            Text("Points", "배점"),
            Text("Mean share", "평균 득점률"),
            Text("Discrimination", "변별도"),
        ]
        lines += _table(
            header,
            [
                [
                    f"{plain(task.id)} {plain(task.title.in_lang(lang))}".strip(),
                    text.number(task.max_score),
                    f"{100 * task.share:.0f} %",
                    text.number(task.discrimination) or "–",
                ]
                for task in stats.tasks
            ],
            lang,
        )
    ended = [
        [f"{OUTCOMES[outcome].sign} {OUTCOMES[outcome].label.in_lang(lang)}", str(count)]
        for outcome, count in stats.outcomes.items()
        if count
    ]
    if ended:
        lines += _table([Text("Outcome", "결과"), Text("Tests", "테스트 수")], ended, lang)
    return lines


def _problems(run: Run, lang: Lang) -> list[str]:
    rows = [row for row in run.submissions if row.status is not Status.GRADED]
    if not rows:
        return []
    lines = [f"## {Text('Rows that need a person', '살펴볼 제출물').in_lang(lang)}", ""]
    for row in rows[:_PROBLEMS]:
        message = plain(message_of(row).in_lang(lang))
        words = f"{plain(row.id)} · {plain(row.lab)}: {STATUSES[row.status].label.in_lang(lang)}"
        lines.append(f"- {words}{'. ' + message if message else ''}")
    if len(rows) > _PROBLEMS:
        more = len(rows) - _PROBLEMS
        lines.append(f"- {Text(f'and {more} more', f'그 밖에 {more}개').in_lang(lang)}")
    return lines
