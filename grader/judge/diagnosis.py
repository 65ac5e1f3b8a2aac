"""Which misconception a wrong answer shows: a student's replies held against those of known wrong programs.

Both were asked the same by the same test, with the same seed. A misconception is named only where every reply in
which it differs from the reference is the student's reply too, in every test that it fails; none is forced. Nothing
here gives or takes a point.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.judge.judge import Judge
from grader.judge.likeness import Clues, Transcript, agrees, clues, unmoved
from grader.judge.scoring import TestSpec
from grader.judge.suite import Ran
from grader.misconceptions import Misconception, misconceptions, reference_files, with_code
from grader.results import Outcome, TestResult, Text

_STIR = 0x5EED  # changes the worker's seed, so that chance can be told from the program


@dataclass(frozen=True)
class _Known:
    """A misconception as it shows in this suite: its clues by the id of each test that it fails."""

    misconception: Misconception
    fails: Mapping[str, Clues]


class Diagnoser:
    """Names misconceptions for one lab and one seed. Each is run once, when somebody first fails its task."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._all = misconceptions(judge.lab)
        self._known: dict[str, tuple[_Known, ...]] = {}

    def diagnose(self, ran: Sequence[Ran], *, unknown: Collection[str] = ()) -> dict[str, tuple[Misconception, ...]]:
        """The misconceptions that each failed test shows, by test id; tests that show none are left out.

        Those in `unknown` are not thought of: what is named instead of them says how often a hint misleads.
        """
        found: dict[str, list[Misconception]] = {}
        by_task: dict[str, dict[str, Ran]] = {}
        for run in ran:
            by_task.setdefault(run.spec.task, {})[run.spec.id] = run
        for task, runs in by_task.items():
            if not any(_may_tell(run) for run in runs.values()):
                continue
            thinkable = [known for known in self._of_task(task) if known.misconception.id not in unknown]
            fitting = [known for known in thinkable if _fits(known, runs)]
            for known in _widest(fitting):
                for test in known.fails:
                    found.setdefault(test, []).append(known.misconception)
        return {test: tuple(those) for test, those in found.items()}

    def _of_task(self, task: str) -> tuple[_Known, ...]:
        if task not in self._known:
            wrong = [one for one in self._all if one.task == task]
            specs = [spec for spec in self.judge.suite.specs if spec.task == task]
            self._known[task] = tuple(self._learned(wrong, specs)) if wrong else ()
        return self._known[task]

    def _learned(self, wrong: Iterable[Misconception], specs: Sequence[TestSpec]) -> Iterable[_Known]:
        lab = self.judge.lab
        reference = reference_files(lab)
        suite, session = self.judge.suite, self.judge.session
        right = suite.observe(session(reference), specs)
        right_again = suite.observe(session(reference), specs, stir=_STIR)
        chancy = {s.id for s in specs if not unmoved(_of(right[s.id]), _of(right_again[s.id]))}
        for one in wrong:
            files = with_code(reference, lab.task(one.task).file, one.code)
            said = suite.observe(session(files), specs)
            failed = [spec for spec in specs if said[spec.id].verdict.outcome is not Outcome.PASSED]
            # Another seed is worth a run only where chance plays a part in the right program as well.
            again = {**said, **suite.observe(session(files), [s for s in failed if s.id in chancy], stir=_STIR)}
            yield _Known(
                one,
                {
                    s.id: clues(_of(said[s.id]), _of(right[s.id]), (_of(again[s.id]), _of(right_again[s.id])))
                    for s in failed
                },
            )


def with_hints(tests: Iterable[TestResult], named: Mapping[str, Sequence[Misconception]]) -> tuple[TestResult, ...]:
    """The results with the ids and hints of what was named."""
    return tuple(_hinted(test, named.get(test.id, ())) for test in tests)


def _hinted(test: TestResult, named: Sequence[Misconception]) -> TestResult:
    if not named:
        return test
    hint = Text("\n".join(one.hint.en for one in named), "\n".join(one.hint.ko for one in named))
    fields = {name: getattr(test, name) for name in test.__struct_fields__}
    return TestResult(**{**fields, "diagnosis": tuple(one.id for one in named), "hint_i18n": hint})


def _of(run: Ran) -> Transcript:
    return Transcript(run.seen)


def _may_tell(run: Ran) -> bool:
    """Whether a test says something of the program: what came was wrong, and the task's own function was there."""
    ended = run.verdict.outcome in (Outcome.FAILED, Outcome.ERROR, Outcome.MISSING)
    return ended and not run.verdict.absent and bool(run.seen)


def _fits(known: _Known, runs: Mapping[str, Ran]) -> bool:
    """Whether a student shows this misconception in every test that it fails, and somewhere for certain."""
    certain = False
    for test, found in known.fails.items():
        run = runs.get(test)
        if run is None or not _may_tell(run):
            return False
        agreed = agrees(found, _of(run))
        if agreed is False:
            return False
        certain |= agreed is True
    return certain


def _widest(fitting: Sequence[_Known]) -> list[_Known]:
    """Those that explain most: one whose failures are a part of another's says less."""
    return [one for one in fitting if not any(set(one.fails) < set(other.fails) for other in fitting)]
