"""The command line: parse, call one keyword-only function, print. Nothing is decided here but exit codes.

What needs torch is imported inside the commands, so that help and mistakes are answered in a blink.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, CycloptsError, Parameter

from grader.catalog import Course, find_course, load_course
from grader.errors import GraderError, InternalFault, UsageError
from grader.results import Lang
from grader.semester import commands
from grader.semester.commands import CourseOption
from grader.versions import grader_version

INTERRUPTED = 130

app = App(
    name="grader",
    help="Grades homework on multilayer perceptrons. `grader SUBMISSIONS` is the same as `grader grade SUBMISSIONS`.",
    help_format="plaintext",
    version=grader_version,
    version_flags=["--version"],
)
commands.register(app)


def _course(given: Path | None) -> Course:
    """The instructor's course; never one that lies among submissions, which may hold anything."""
    return load_course(find_course(given, Path.cwd(), whole=True))


@app.command
def grade(
    submissions: Path,
    /,
    *,
    course: CourseOption = None,
    lab: Annotated[list[str], Parameter(name="--lab", negative=())] = [],  # noqa: B006 - cyclopts copies it
    only: Annotated[list[str], Parameter(name="--only", negative=())] = [],  # noqa: B006 - cyclopts copies it
    explain: Annotated[bool, Parameter(negative=())] = False,
    out: Path = Path("reports"),
    jobs: int | None = None,
    cluster: str | None = None,
    device: Literal["auto", "cpu", "cuda"] = "auto",
    dataset: Literal["mnist", "digits"] = "mnist",
    data: Path | None = None,
    no_accuracy: Annotated[bool, Parameter(negative=())] = False,
    seed: int = 0,
    lang: Lang = "en",
    roster: Path | None = None,
    worksheet: Path | None = None,
    worksheet_column: str | None = None,
    marks: Path | None = None,
    adjustments: Path | None = None,
    extensions: Path | None = None,
    anonymous: Annotated[bool, Parameter(negative=())] = False,
    names: Annotated[bool, Parameter(negative=())] = False,
    allow_lower: Annotated[bool, Parameter(negative=())] = False,
    fresh: Annotated[bool, Parameter(negative=())] = False,
    require_level: int | None = None,
    progress: Literal["auto", "plain", "none"] = "auto",
) -> int:
    """Grade everything found at SUBMISSIONS and write reports.

    Parameters
    ----------
    submissions
        A folder or archive, as it came from the LMS.
    lab
        Grade this lab alone (repeatable).
    only
        Grade this id alone (repeatable); the other rows stay.
    explain
        With --only: show what hidden tests said, in this terminal and in no file.
    out
        Folder of the reports.
    jobs
        How many submissions are graded at once; one per core by default. A cluster has its own number.
    cluster
        Address of a Dask scheduler to grade on, as tls://HOST:PORT; plain TCP only on this machine.
    device
        Where models are trained for the accuracy check.
    dataset
        Data of the accuracy check.
    data
        Where torchvision finds MNIST (also GRADER_DATA).
    no_accuracy
        Leave the accuracy check and its points out.
    seed
        Seeds every random input and every training run.
    lang
        Language of titles and messages.
    roster
        CSV with the columns id,name (optionally email,section).
    worksheet
        Downloaded gradebook (Moodle or Canvas) to fill in a copy of.
    worksheet_column
        The column of a Canvas gradebook to fill.
    marks
        CSV id,lab,task,points,comment[,by]: marked by hand. Without it those of the run before in OUT stay.
    adjustments
        CSV id,lab,task,points,reason,by: applied last. Without it those of the run before stay.
    extensions
        CSV id,lab,deadline. Without it those of the run before stay.
    anonymous
        No names in any page, file names included.
    names
        Names on the class page, which else has ids alone.
    allow_lower
        Let scores fall below those that were given out (report --publish).
    fresh
        Ignore earlier results; marks, adjustments and extensions stay.
    require_level
        Refuse to grade below this sandbox level.
    progress
        How to show what is going on.
    """
    if not submissions.exists():
        raise UsageError(f"{submissions} does not exist. Name the folder or archive with the submissions.")
    if cluster is not None:
        from grader.scheduling.cluster import check_address  # not needed for any other run

        check_address(cluster)
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs {jobs}: at least 1 is needed.")
    if explain and not only:
        raise UsageError("--explain needs --only ID: it shows one student's hidden tests.")
    for given in (roster, worksheet, marks, adjustments, extensions):
        if given is not None and not given.is_file():
            raise UsageError(f"{given} does not exist or is no file.")
    found = _course(course)
    for name in lab:
        found.lab(name)
    from grader import grading  # imports what reports are made with
    from grader.desk import Options
    from grader.reports.terminal import reporter, summary  # only where something is graded

    options = Options(
        labs=lab, only=only, explain=explain, out=out, jobs=jobs, cluster=cluster, device=device, dataset=dataset,
        data=data, accuracy=not no_accuracy, seed=seed, lang=lang, roster=roster, worksheet=worksheet,
        worksheet_column=worksheet_column, marks=marks, adjustments=adjustments, extensions=extensions,
        anonymous=anonymous, names=names, allow_lower=allow_lower, fresh=fresh, require_level=require_level,
    )  # fmt: skip
    with reporter(progress, lang) as shown:
        finished = grading.grade(found, submissions, options, shown)
    summary(finished.shown, out, lang)
    for note in finished.notes:
        print(note.in_lang(lang))
    notes = out / "worksheets" / "notes.txt"
    if worksheet is not None and notes.is_file():
        print(notes.read_text(encoding="utf-8"), end="")
    if explain:
        for name, details in finished.details.items():
            for test, detail in details.items():
                print(f"{name}: {test}\n  {detail}")
    return 1 if finished.has_faults else 0


@app.command
def demo(*, course: CourseOption = None, out: Path = Path("demo"), jobs: int | None = None, lang: Lang = "en") -> int:
    """Write a small class of example submissions and grade it on the embedded digits, without a network.

    Parameters
    ----------
    out
        Folder for the submissions and the reports.
    jobs
        How many submissions are graded at once; one per core by default.
    lang
        Language of titles and messages.
    """
    from grader import examples  # only the demo needs it

    found = _course(course)
    folder = examples.write(found, out / "submissions")
    return grade(folder, course=found.path, out=out / "reports", jobs=jobs, dataset="digits", lang=lang)


@app.command
def check(
    path: Path = Path(),
    /,
    *,
    course: CourseOption = None,
    task: str | None = None,
    watch: Annotated[bool, Parameter(negative=())] = False,
    debug: Annotated[bool, Parameter(negative=())] = False,
    accuracy: Annotated[bool, Parameter(negative=())] = False,
    pack: Annotated[bool, Parameter(negative=())] = False,
    dataset: Literal["mnist", "digits"] = "mnist",
    data: Path | None = None,
    lang: Lang | None = None,
) -> int:
    """Run the public tests on your own work.

    Parameters
    ----------
    path
        Your folder, or one file in it.
    task
        Check this task alone, as 3.4.
    watch
        Check again each time a file is saved.
    debug
        Run your code in this process, so that breakpoint() works.
    accuracy
        Also run the accuracy check on this machine.
    pack
        Write the zip to upload and print its receipt.
    dataset
        Data of the accuracy check.
    data
        Where torchvision finds MNIST (also GRADER_DATA).
    lang
        Language of the messages; the system's by default.
    """
    if not path.exists():
        raise UsageError(f"{path} does not exist. Name the folder with your files.")
    found = load_course(find_course(course, path))
    if not watch:  # which waits for the next save instead
        from grader.handin import find_hand_ins  # not needed for any other command

        list(find_hand_ins(path if path.is_dir() else path.parent, found))  # what is wrong is said before torch loads
    if not debug:
        from grader.judge.process import start_ahead  # likewise

        start_ahead()
    from grader import check as checking  # imports torch

    options = checking.CheckOptions(
        task=task, watch=watch, debug=debug, accuracy=accuracy, pack=pack, lang=lang, dataset=dataset,
        data=data or _data_from_environment(),
    )  # fmt: skip
    return checking.check(found, path, options)


@app.command
def release(
    *lab: str,
    course: CourseOption = None,
    out: Path = Path("dist"),
    target: Annotated[list[Literal["zip", "gradescope", "github"]], Parameter(name="--target", negative=())] = [],  # noqa: B006
    check: Annotated[bool, Parameter(negative=())] = False,
    new: str | None = None,
    new_course: Path | None = None,
) -> int:
    """Build what students or a platform get, and refresh `assignments/`.

    Parameters
    ----------
    lab
        The labs to release; all of them by default.
    out
        Folder of the archives.
    target
        What to build (repeatable): zip and github by default.
    check
        Build nothing; fail if `assignments/` is stale.
    new
        Start a lab of this name; the folder that --course names becomes a course where it is none yet.
    new_course
        Copy every lab to this folder, as a private course with a secret of its own.
    """
    if new is not None:
        from grader.release.skeleton import first_course, new_lab  # not needed for any other command

        for path in new_lab(first_course(course) or _course(course), new):
            print(path)
        return 0
    found = _course(course)
    for name in lab:
        found.lab(name)
    if check:
        from grader.release.assignment import refresh  # builds nothing, so it needs no torch

        stale = refresh(found, lab, check=True)
        print("\n".join([*stale, "Run: python -m grader release"] if stale else ["assignments/ is fresh."]))
        return 1 if stale else 0
    if new_course is not None:
        from grader.release.newcourse import new_course as copied  # imports torch

        print("\n".join(copied(found, new_course)))
        return 0
    from grader.release import build  # imports torch

    for line in build.release(found, lab, out=out, targets=target or build.FOR_STUDENTS):
        print(line)
    return 0


@app.command
def audit(
    *lab: str,
    course: CourseOption = None,
    out: Path = Path("audit"),
    jobs: int | None = None,
    lang: Lang = "en",
) -> int:
    """Try the suites on right and wrong programs: is everything wrong noticed, and nothing right punished?

    Parameters
    ----------
    lab
        The labs to audit; all of them by default.
    out
        Folder of audit.json and audit.html.
    jobs
        How many programs are graded at once; one per core by default.
    lang
        Language in which the page opens.
    """
    found = _course(course)
    for name in lab:
        found.lab(name)
    from grader.audit import report as reporting  # imports torch
    from grader.audit.run import audit as run

    with reporting.progress() as counted:
        done = run(found, lab, jobs=jobs, progress=counted)
    reporting.show(done)
    for path in reporting.write(done, out, lang):
        print(path)
    return 0 if done.is_good else 1


@app.command
def doctor(
    *,
    course: CourseOption = None,
    require_level: int | None = None,
    json: Annotated[bool, Parameter(name="--json", negative=())] = False,
    data: Path | None = None,
) -> int:
    """Say what this machine gives: the fence probed from inside, the device, the data, the cores.

    Parameters
    ----------
    require_level
        Exit with code 3 below this sandbox level.
    json
        Print JSON.
    data
        Where torchvision finds MNIST (also GRADER_DATA).
    """
    found = _course(course)
    from grader.judge.doctor import run  # imports torch

    return run(require_level=require_level, as_json=json, course=found, data=data or _data_from_environment())


def _data_from_environment() -> Path | None:
    return Path(os.environ["GRADER_DATA"]) if os.environ.get("GRADER_DATA") else None


def main(argv: list[str] | None = None) -> None:
    """Run a command and exit with its code. A bare path is `grade`."""
    arguments = sys.argv[1:] if argv is None else argv
    verbs = {name for name in app if not name.startswith("-")}
    if arguments and arguments[0] not in verbs and not arguments[0].startswith("-"):
        arguments = ["grade", *arguments]
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread per worker, always; --jobs is the parallelism
    for name in ("SIGTERM", "SIGHUP"):  # whoever ends a run by other means than Ctrl+C wants the same of it
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)
    try:
        code: Any = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    except GraderError as error:
        _fail(str(error), error.exit_code)
    except InternalFault as fault:
        _fail(f"A fault of the grader, not of a submission: {fault}", 1)
    except OSError as error:  # a full or absent folder for temporary files, and the like
        _fail(f"{error.filename or 'The system'}: {error.strerror or error}.", 2)
    except CycloptsError as error:
        _fail(f"{str(error).strip()} See: python -m grader {arguments[0] if arguments else ''} --help", 2)
    except KeyboardInterrupt:
        _fail("Interrupted. What was graded stays; the same command goes on from there.", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _fail(message: str, code: int) -> None:
    print(f"grader: {message}", file=sys.stderr)
    sys.exit(code)
