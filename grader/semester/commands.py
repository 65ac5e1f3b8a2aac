"""The commands between runs, for `grader.cli`: parse, call one function, print.

What is heavy is imported inside the commands, so that help and mistakes are answered in a blink.
"""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from grader.results import Lang

Flag = Annotated[bool, Parameter(negative=())]


def register(app: App) -> None:
    """Add these commands to the grader's."""
    for command in (report,):
        app.command(command)


def report(
    grades: Path,
    /,
    *,
    out: Path | None = None,
    lang: Lang | None = None,
    diff: Path | None = None,
    publish: Flag = False,
    allow_lower: Flag = False,
    anonymous: Flag = False,
    names: Flag = False,
) -> int:
    """Render a run again without grading; show what changed; freeze what is given out.

    Parameters
    ----------
    grades
        The grades.json of a run.
    out
        Folder of the reports; beside grades.json by default.
    lang
        Language of the pages; that of the run by default.
    diff
        An earlier grades.json or published.json: print what changed since, and write nothing.
    publish
        Freeze the scores in published.json; later runs into this folder write changes.csv and lower none of them.
    allow_lower
        Let scores fall below those that were given out.
    anonymous
        No names in any page, file names included; also where the run was graded so.
    names
        Names on the class page, which else has ids alone.
    """
    from grader.semester import reporting  # jinja2 and the rest of the pages

    if diff is not None:
        print(reporting.differences(grades, diff, lang), end="")
        return 0
    options = reporting.Options(
        out=out or grades.parent, lang=lang, publish=publish, allow_lower=allow_lower, anonymous=anonymous, names=names
    )
    for line in reporting.render(grades, options):
        print(line)
    return 0
