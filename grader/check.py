"""A student's own check: the public suite through the same runner, on the files that would be handed in."""

import hashlib
import locale
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from grader.accuracy.dataset import Name
from grader.catalog import Course, Lab
from grader.checkview import ONLY_PUBLIC, Line, accuracy_lines, no_public_test, report, show
from grader.errors import GraderError, InternalFault
from grader.handin import HandIn, find_hand_ins
from grader.judge.checks import say
from grader.judge.client import Launcher
from grader.judge.inprocess import InProcessLauncher
from grader.judge.judge import Judge, Judged
from grader.judge.training import check_accuracy
from grader.results import Lang, Outcome
from grader.task import AccuracyOptions

# Anybody may know these: at home nothing is hidden, and two checks of the same files say the same.
KEY = hashlib.sha256(b"grader check").digest()
_POLL_S = 0.5  # between two looks at the files with --watch: soon enough for a person


@dataclass(frozen=True, kw_only=True)
class CheckOptions:
    """What `check` was asked for. `lang` None: the language of the system."""

    task: str | None = None
    watch: bool = False
    debug: bool = False
    accuracy: bool = False
    pack: bool = False
    lang: Lang | None = None
    dataset: Name = "mnist"
    data: Path | None = None


def check(course: Course, path: Path, options: CheckOptions) -> int:
    """Check a student's folder (or one module in it) and print what was found.

    Returns the exit code: 0 every public test passes, 1 some do not. Raises `GraderError` for what a person has to
    mend; with `watch` that is said, and the next save tries again.
    """
    lang = options.lang or system_lang()
    with checker(debug=options.debug) as checks:
        while True:
            try:
                code = _check_once(checks, course, path, options, lang)
            except GraderError as error:
                if not options.watch:
                    raise
                code = error.exit_code
                show([Line(str(error), style="red")])
            if not options.watch:
                return code
            try:
                _wait_for_change(path if path.is_dir() else path.parent, lang)
            except KeyboardInterrupt:
                return code


def _check_once(checks: "Checker", course: Course, path: Path, options: CheckOptions, lang: Lang) -> int:
    folder, only_file = (path.parent, path.name) if path.is_file() else (path, "")
    code = 0
    try:
        for found in find_hand_ins(folder, course):
            tasks = _tasks(found.lab, options.task, only_file)
            if tasks is not None:
                code |= checks.run(found, tasks, options, lang)
    except InternalFault as error:
        raise GraderError(
            f"The grader itself failed ({error}). This is not your fault; tell your instructor."
        ) from error
    show([Line(ONLY_PUBLIC.in_lang(lang), style="bold")])
    return code


@contextmanager
def checker(*, debug: bool = False) -> Iterator["Checker"]:
    """A `Checker` whose processes end with the block."""
    launcher = Launcher({"disabled": [], "canaries": []})
    with tempfile.TemporaryDirectory(prefix="grader-check-") as folder:
        try:
            yield Checker(launcher, folder, debug=debug)
        finally:
            launcher.close()


class Checker:
    """Runs public suites. Keeps what is slow to start for the next check."""

    def __init__(self, launcher: Launcher, folder: str, *, debug: bool = False) -> None:
        self._launcher = launcher
        self._folder = folder
        self._debug = debug
        self._judges: dict[str, Judge] = {}

    def run(self, found: HandIn, tasks: tuple[str, ...], options: CheckOptions, lang: Lang) -> int:
        """Check one hand-in and print what was found; 0 where every public test passes, else 1."""
        judge = self._judge(found)
        if not any(spec.task in tasks for spec in judge.suite.specs):
            show([Line(no_public_test(", ".join(tasks)).in_lang(lang))])
            return 1
        judged = judge.grade(found.files, only=tasks)
        show(report(found.lab, judged.tests, (*found.notes, *judged.session.notes), lang))
        show(Line(f"{flag.where}: {flag.message}", 2, "yellow") for flag in judged.session.flags)
        if options.accuracy and found.lab.toml.accuracy is not None:
            self._accuracy(judge, judged, options, lang)
        if options.pack:
            show(_packed(found, lang))
        return 0 if all(test.outcome is Outcome.PASSED for test in judged.tests) else 1

    def _accuracy(self, judge: Judge, judged: Judged, options: CheckOptions, lang: Lang) -> None:
        text = say("Training your model for the accuracy check ...", "정확도 검사를 위해 모델을 학습하고 있어요 ...")
        show([Line(text.in_lang(lang), style="dim")])
        chosen = AccuracyOptions(options.dataset, str(options.data) if options.data else None, self._folder)
        checked = check_accuracy(judge, judged.session, chosen, KEY, seed=0, device="cpu")
        show(accuracy_lines(checked.accuracy, checked.test.message_i18n, lang))

    def _judge(self, found: HandIn) -> Judge:
        if self._debug:  # in this process, on the files where they stand
            return Judge(found.lab, KEY, InProcessLauncher(found.folder), public_only=True, debug=True)
        if found.lab.id not in self._judges:
            self._judges[found.lab.id] = Judge(found.lab, KEY, self._launcher, public_only=True)
        return self._judges[found.lab.id]


def system_lang() -> Lang:
    """Korean where the system speaks it, else English."""
    language = locale.getlocale()[0] or ""
    return "ko" if language.casefold().startswith(("ko", "korean")) else "en"


def _tasks(lab: Lab, task: str | None, file: str) -> tuple[str, ...] | None:
    """Ids of the tasks to check, or None where the lab has none of them. Raises `CourseError` for an unknown one."""
    if task is not None:
        return (lab.task(task).id,)
    stem = Path(file).stem
    chosen = tuple(t.id for t in lab.toml.task if not file or Path(t.file).stem == stem)
    return chosen or None


def _packed(found: HandIn, lang: Lang) -> Iterator[Line]:
    path = found.pack()
    names = ", ".join(sorted(found.files))
    yield Line(say(f"Packed {names}", f"압축한 파일: {names}").in_lang(lang))
    text = say(
        f"Upload {path.name}. Its receipt is {found.receipt}; your graded page shows the same code.",
        f"{path.name} 파일을 제출해 주세요. 접수 코드는 {found.receipt}이고, 채점 결과에도 같은 코드가 나와요.",
    )
    yield Line(text.in_lang(lang), style="bold")


def _wait_for_change(folder: Path, lang: Lang) -> None:
    """Return once a source in the folder was saved, created or removed."""
    text = say("Waiting for you to save a file (Ctrl+C ends) ...", "파일을 저장하면 다시 점검해요(Ctrl+C로 끝내기) ...")
    show([Line(text.in_lang(lang), style="dim")])
    before = _state(folder)
    while _state(folder) == before:
        sleep(_POLL_S)


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Every source in the folder and one below it, with its time and size."""
    found = {}
    for path in (*folder.glob("*"), *folder.glob("*/*")):
        if path.suffix in {".py", ".ipynb", ".md"}:
            try:
                status = path.stat()
            except OSError:  # an editor replaces a file by removing it first
                continue
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
