"""The commands between runs, for `grader.cli`: parse, call one function, print.

What is heavy is imported inside the commands, so that help and mistakes are answered in a blink.
"""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from grader.catalog import find_course, load_course
from grader.errors import UsageError
from grader.gradebook import load
from grader.results import Lang

marking = App(
    name="marking",
    help="Share marking by hand: sheets for several markers (split), their points back as one file (merge).",
    help_format="plaintext",
)
Flag = Annotated[bool, Parameter(negative=())]
CourseOption = Annotated[Path | None, Parameter(name="--course", help="Folder of the course.")]


def register(app: App) -> None:
    """Add these commands to the grader's."""
    for command in (report, marking, purge, export_code):
        app.command(command)


def _checked(course: Path | None) -> None:
    """As every command takes a course; all that these need of it stands in grades.json."""
    if course is not None:
        find_course(course, Path.cwd(), whole=True)


def report(
    grades: Path,
    /,
    *,
    course: CourseOption = None,
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

    _checked(course)
    if diff is not None:
        print(reporting.differences(grades, diff, lang), end="")
        return 0
    options = reporting.Options(
        out=out or grades.parent, lang=lang, publish=publish, allow_lower=allow_lower, anonymous=anonymous, names=names
    )
    for line in reporting.render(grades, options):
        print(line)
    return 0


@marking.command
def split(
    grades: Path,
    /,
    *,
    course: CourseOption = None,
    parts: int | None = None,
    by_section: Flag = False,
    anonymous: Flag = False,
    out: Path | None = None,
    lang: Lang | None = None,
) -> int:
    """Write a folder per marker: marking.csv to fill in, and answers.html to read beside it.

    Parameters
    ----------
    grades
        The grades.json of a run. What has points already is left out.
    parts
        Into how many parts; 1 by default.
    by_section
        A part per section of the roster instead.
    anonymous
        Aliases instead of ids, and names blanked in the answers.
    out
        Folder of the parts; marking/ beside grades.json by default.
    lang
        Language of questions and rubrics; that of the run by default.
    """
    from grader.semester.marking import split as divided  # jinja2 and the rest of the pages

    _checked(course)
    if parts is not None and by_section:
        raise UsageError("--parts and --by-section are two ways to divide; choose one.")
    run = load(grades)
    folder = out or grades.parent / "marking"
    for sheet, students in divided(
        run, folder, parts=parts, by_section=by_section, anonymous=anonymous, lang=lang or run.lang
    ):
        print(f"{sheet}: {students} students")
    return 0


@marking.command
def merge(grades: Path, /, *sheets: Path, course: CourseOption = None, out: Path | None = None) -> int:
    """Put filled sheets together as one file for `grade --marks`, with the marks that the run has.

    Parameters
    ----------
    grades
        The grades.json that the sheets were made from.
    sheets
        The filled marking.csv files, in any number.
    out
        The file to write; marks.csv beside grades.json by default.
    """
    from grader.reports.files import write_atomic
    from grader.semester.marking import merge as together  # jinja2 and the rest of the pages

    _checked(course)
    if not sheets:
        raise UsageError("Name the filled sheets: grader marking merge GRADES.json SHEET...")
    content, notes = together(load(grades), sheets)
    print(write_atomic(out or grades.parent / "marks.csv", content))
    print("\n".join(notes))
    return 0


def purge(folder: Path, /, *, course: CourseOption = None) -> int:
    """Delete code, answers, caches and pages of a run, and say what is left; scores stay.

    Parameters
    ----------
    folder
        The folder of the run, which holds its grades.json.
    """
    from grader.semester.purge import purge as run  # jinja2 and the rest of the pages

    _checked(course)
    for line in run(folder):
        print(line)
    return 0


def export_code(
    submissions: Path,
    /,
    *,
    course: CourseOption = None,
    lab: Annotated[list[str], Parameter(name="--lab", negative=())] = [],  # noqa: B006 - cyclopts copies it
    out: Path = Path("code"),
    roster: Path | None = None,
    anonymous: Flag = False,
) -> int:
    """Write a class's code for JPlag or Dolos, without what the handout gave: OUT/<lab>/<id>/<module>.py.

    Parameters
    ----------
    submissions
        A folder or archive, as it came from the LMS.
    lab
        This lab alone (repeatable).
    out
        A new folder for the code.
    roster
        CSV with the columns id,name (optionally email,section).
    anonymous
        Aliases instead of ids, those of anonymous pages.
    """
    from grader.semester.export import export_code as export  # all of intake

    found = load_course(find_course(course, Path.cwd(), whole=True))
    key = None
    if anonymous:
        from grader.secret import page_key  # not needed for any other command

        key = page_key(found.path)
    for line in export(found, submissions, out, labs=lab, roster=roster, page_key=key):
        print(line)
    return 0
