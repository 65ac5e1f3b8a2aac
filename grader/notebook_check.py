"""`from grader.notebook_check import check; check("3.4")`: the public tests of a task, below its cell.

Checks the cells as they were run, saved or not, through the same runner and in the same worker as everywhere
else: what passes here passes when the notebook is handed in.
"""

import atexit
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from IPython import get_ipython

from grader.catalog import Lab, find_course, load_course
from grader.cells import CHECK, KEY
from grader.check import KEY as SEED
from grader.check import system_lang
from grader.checkview import ONLY_PUBLIC, no_public_test
from grader.errors import GraderError, InternalFault
from grader.handin import find_hand_ins, hand_in
from grader.judge.checks import say
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.reports.text import clean
from grader.reports.words import OUTCOMES
from grader.results import Lang, TestResult


@dataclass(frozen=True)
class Checked:
    """What a check found. Jupyter and Colab show the table, a plain console the lines."""

    title: str
    tests: Sequence[TestResult]
    lang: Lang
    message: str = ""

    def __repr__(self) -> str:
        return "\n".join([self.title, *("  ".join(filter(None, row)) for row in self._rows()), self._end()])

    def _repr_html_(self) -> str:
        cells = "".join(
            "<tr>" + "".join(f'<td style="text-align:left;white-space:pre-wrap">{html.escape(c)}</td>' for c in row)
            + "</tr>"
            for row in self._rows()
        )  # fmt: skip
        title, end = html.escape(self.title), html.escape(self._end())
        return f"<div><b>{title}</b><table>{cells}</table><small>{end}</small></div>"

    def _rows(self) -> list[tuple[str, str, str]]:
        """Outcome, title, and what happened, of every test."""
        rows = []
        for test in self.tests:
            word = OUTCOMES[test.outcome]
            said = "\n".join(filter(None, [test.message_i18n.in_lang(self.lang), test.counterexample]))
            label = f"{word.sign} {word.label.in_lang(self.lang)}"
            rows.append((label, clean(test.title_i18n.in_lang(self.lang)), clean(said)))
        return rows

    def _end(self) -> str:
        return self.message or ONLY_PUBLIC.in_lang(self.lang)


def check(task: str, *, lang: Lang | None = None) -> Checked:
    """Run the public tests of a task, as "3.4", on the cells of this notebook that were run so far.

    Says what is wrong instead of raising, so that "Run all" goes on.
    """
    language = lang or system_lang()
    try:
        lab, folder = _lab_here(task)
        found = lab.task(task)
        history = {f"{Path(found.file).stem}.ipynb": _cells_so_far()} if found.file else {}
        judge = _judge(lab.id, folder)
        if all(spec.task != task for spec in judge.suite.specs):
            return Checked(task, (), language, no_public_test(task).in_lang(language))
        judged = judge.grade(hand_in(lab, folder, history).files, only=[task])
    except (GraderError, InternalFault) as error:
        return Checked(task, (), language, str(error))
    return Checked(f"{task} {found.title.in_lang(language)}", judged.tests, language)


def _lab_here(task: str) -> tuple[Lab, Path]:
    """The lab around this notebook that has the task. Raises `GraderError` where there is none."""
    here = Path.cwd()
    course = load_course(find_course(None, here))
    for lab in course.labs:
        if any(known.id == task for known in lab.toml.task):
            return lab, next(found.folder for found in find_hand_ins(here, course) if found.lab is lab)
    known = ", ".join(known.id for lab in course.labs for known in lab.toml.task)
    raise GraderError(say(f"No task {task}. Tasks: {known}", f"{task} 과제가 없어요. 과제: {known}").en)


def _cells_so_far() -> bytes:
    """The cells that were run in this kernel, in order, as a notebook."""
    shell: Any = get_ipython()
    if shell is None:
        raise GraderError("There is no notebook here. In a terminal: python -m grader check --task <id>")
    sources = [source for source in shell.history_manager.input_hist_raw if source.strip()]
    cells = [
        {
            "cell_type": "code",
            "source": source,
            # A check, this one for instance, is no part of the module.
            "metadata": {KEY: {"role": CHECK}} if "grader.notebook_check" in source else {},
        }
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@lru_cache
def _judge(lab_id: str, folder: Path) -> Judge:
    """One judge per kernel: the second check takes no time to start."""
    launcher = Launcher({"disabled": [], "canaries": []})
    atexit.register(launcher.close)
    return Judge(load_course(find_course(None, folder)).lab(lab_id), SEED, launcher, public_only=True)
