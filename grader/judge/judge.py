"""Grades one submission to one lab: runs its suite and turns verdicts into scored results."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from grader.catalog import Lab
from grader.judge.checks import say
from grader.judge.client import Launcher
from grader.judge.inprocess import InProcessLauncher
from grader.judge.scoring import TestSpec, closed_gates, max_scores
from grader.judge.session import Session
from grader.judge.suite import Ran, Suite
from grader.results import Outcome, TestResult

_GATE = say(
    "This counts only once another test of the same task passes.",
    "같은 과제의 다른 테스트를 통과해야 점수로 인정돼요.",
)
VOID = say(
    "This test turned out to be wrong; everyone gets its points.",
    "이 테스트에 오류가 있어서 모두에게 점수를 드려요.",
)


@dataclass(frozen=True)
class Judged:
    """What the suite says of one submission. `details` (test id to text) is for a terminal and no file."""

    tests: tuple[TestResult, ...]
    details: Mapping[str, str]
    session: Session  # ended; what it learned of the files and what it used
    ran: tuple[Ran, ...] = ()  # what the verdicts were made of, for a diagnosis


class Judge:
    """A lab's suite, ready for any number of submissions. `key` seeds what is random in it (32 bytes).

    With `debug` nothing keeps the time and what is printed is shown; `launcher` is then one without processes.
    """

    def __init__(
        self,
        lab: Lab,
        key: bytes,
        launcher: Launcher | InProcessLauncher,
        *,
        public_only: bool = False,
        debug: bool = False,
    ) -> None:
        self.lab = lab
        self.launcher = launcher
        self.suite = Suite(lab, key, public_only=public_only, debug=debug)
        self._max = max_scores({task.id: task.points for task in lab.toml.task}, self.suite.specs)

    def session(
        self, files: Mapping[str, bytes], device: str = "cpu", aliases: Mapping[str, str] | None = None
    ) -> Session:
        """A submission with its workers."""
        return Session(self.launcher, self.lab, files, self.lab.limits, device, aliases=aliases or {})

    def grade(
        self,
        files: Mapping[str, bytes],
        *,
        device: str = "cpu",
        only: Collection[str] | None = None,
        progress: Callable[[TestSpec], None] | None = None,
        aliases: Mapping[str, str] | None = None,
    ) -> Judged:
        """Run the suite on a submission's files; `aliases` are earlier names that count for today's.

        Raises `InternalFault` where the fault is ours.
        """
        session = self.session(files, device, aliases)
        try:
            ran = self.suite.run(session, only=only, progress=progress)
        finally:
            session.end()
        passed = {run.spec.id for run in ran if run.verdict.outcome is Outcome.PASSED}
        closed = closed_gates([run.spec for run in ran], passed, self.lab.toml.void)
        unwritten = {run.spec.task for run in ran if run.verdict.outcome is Outcome.MISSING}
        return Judged(
            tests=tuple(self._result(run, _gated(run.spec, closed, unwritten)) for run in ran),
            details={run.spec.id: run.verdict.detail for run in ran if run.verdict.detail},
            session=session,
            ran=tuple(ran),
        )

    def _result(self, run: Ran, gate: Outcome | None) -> TestResult:
        spec, verdict = run.spec, run.verdict
        outcome, text = (gate, _GATE) if gate else (verdict.outcome, verdict.text)
        void = spec.id in self.lab.toml.void
        if void:
            text = VOID
        points = self._max[spec.id]
        return TestResult(
            id=spec.id,
            task=spec.task,
            title=spec.title.en,
            visibility=spec.visibility,
            outcome=outcome,
            score=points if outcome is Outcome.PASSED or void else 0.0,
            max_score=points,
            message=text.en,
            counterexample="" if void else verdict.counterexample,
            duration_s=round(run.duration_s, 4),
            title_i18n=spec.title,
            message_i18n=text,
            void=void,
        )


def _gated(spec: TestSpec, closed: Collection[str], unwritten: Collection[str]) -> Outcome | None:
    """What a passed test counts as while its gate is closed."""
    if spec.id not in closed:
        return None
    return Outcome.MISSING if spec.task in unwritten else Outcome.FAILED
