"""The accuracy check: the student's model and train loop run in a worker, the judge evaluates by itself.

The worker gets training data with renamed labels and gives back weights as data. No student code ever sees
a test image, but for a model whose shape the judge does not know: that one gets noisy copies, in a fresh
worker, without labels, and the report says so.
"""

import dataclasses
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from torch import Tensor

from grader.accuracy import evaluate, tiers
from grader.accuracy.blinding import Blind, Prepared, prepare
from grader.accuracy.dataset import load
from grader.catalog import AccuracySpec
from grader.errors import InternalFault
from grader.judge.checks import say
from grader.judge.client import WorkerEnded
from grader.judge.judge import VOID, Judge
from grader.judge.proxy import Student, StudentError
from grader.judge.scoring import ACCURACY, TestSpec
from grader.judge.session import Session
from grader.judge.verdict import verdict_of
from grader.results import ENDED_BADLY, Accuracy, Outcome, TestResult, Text
from grader.task import AccuracyOptions

_TITLE = say("Accuracy check", "정확도 검사")
_EVALUATION_BATCH = 997  # no divisor of the test set: nothing can be told from a batch's place
# The data is mapped into every worker; its pages count as used memory though all workers share them.
_DATA_MB = 256
_NOISY = say(
    "Your model has another shape than the task's, so it was evaluated on slightly noisy copies of the test images.",
    "과제와 구조가 다른 모델이라서 테스트 이미지에 약한 잡음을 섞어 평가했어요.",
)
_NO_ANSWER = say(
    "After training, the model did not give 10 finite numbers for each test image.",
    "학습이 끝난 모델이 테스트 이미지마다 유한한 숫자 10개를 돌려주지 않았어요.",
)


@dataclass(frozen=True)
class Checked:
    """The accuracy check of one submission: its report, its row among the tests, and what it used."""

    accuracy: Accuracy
    test: TestResult
    notes: tuple[Text, ...]
    cpu_s: float
    peak_bytes: int


@dataclass(frozen=True)
class _Attempt:
    """One training run. `problem` says why there is no accuracy."""

    outcome: Outcome
    problem: Text | None = None
    test: evaluate.Measured | None = None
    validation: float | None = None
    untrained: float | None = None
    history: Any = None
    method: str = ""
    train_s: float = 0.0


@lru_cache(maxsize=4)
def prepared(options: AccuracyOptions, secret: bytes, blind: Blind) -> Prepared:
    """The run's data in this process: loaded once, its blinded copy written by whoever comes first."""
    data = load(options.dataset, Path(options.data_dir) if options.data_dir else None)
    return prepare(data, secret, blind, Path(options.folder))


def check_accuracy(
    judge: Judge, before: Session, options: AccuracyOptions, secret: bytes, *, seed: int, device: str
) -> Checked:
    """Train and evaluate a submission; just below a tier, twice more with other seeds, and the best counts.

    `before` is the session in which the suite ran on the same files.
    """
    spec = judge.lab.toml.accuracy
    assert spec is not None
    data = prepared(options, secret, spec.blind)
    limits = dataclasses.replace(judge.lab.limits, cpu_s=spec.budget_s, memory_mb=judge.lab.limits.memory_mb + _DATA_MB)
    policy = {"extra_readable": [options.folder], "gpu": device.startswith("cuda")}
    session = Session(judge.launcher, judge.lab, before.files, limits, device, policy=policy, before=before)
    steps = spec.tiers.get(options.dataset, ())
    attempts = [_attempt_fairly(judge, session, data, spec, seed)]
    first = attempts[0].test
    if first is not None and tiers.just_below(first.accuracy, steps, spec.spread.get(options.dataset, 0.0)):
        attempts += [_attempt(judge, session, data, spec, seed + extra) for extra in range(1, tiers.EXTRA_RUNS + 1)]
    session.end()
    best = max(attempts, key=lambda attempt: attempt.test.accuracy if attempt.test else -1.0)
    accuracy = _report(best, data, options, steps, seed, device, runs=len(attempts))
    notes = (*session.notes, _NOISY) if best.method == "noisy-worker" else tuple(session.notes)
    return Checked(accuracy, _row(judge, best, accuracy, steps), notes, session.cpu_s, session.peak_bytes)


def _attempt_fairly(judge: Judge, session: Session, data: Prepared, spec: AccuracySpec, seed: int) -> _Attempt:
    """A training that ended badly runs once more, alone, before it counts."""
    attempt = _attempt(judge, session, data, spec, seed)
    return _attempt(judge, session, data, spec, seed) if attempt.outcome in ENDED_BADLY else attempt


def _attempt(judge: Judge, session: Session, data: Prepared, spec: AccuracySpec, seed: int) -> _Attempt:
    request = {
        "seed": seed, "device": session.device, "epochs": spec.epochs, "lr": spec.lr, "batch_size": spec.batch_size,
        "data": data.worker_data(),
    }  # fmt: skip
    student = Student(session)
    started = time.perf_counter()
    try:
        session.begin(seed, alone=True)
        for file in dict.fromkeys(task.file for task in judge.lab.toml.task if task.file):
            dead = session.dead(file)
            if dead:
                return _Attempt(*dead)
        claimed = student._op("train", spec.model, spec.train, request)
    except (StudentError, WorkerEnded) as error:
        return _failed(judge, spec, error, student)
    reply = claimed if isinstance(claimed, dict) else {}
    train_s = time.perf_counter() - started
    before = evaluate.untrained_accuracy(reply.get("untrained"), data)
    problem = tiers.untrained_problem(before)
    if problem is not None:
        return _Attempt(Outcome.FAILED, problem, untrained=before)
    trained = reply.get("trained")
    state = trained.get("state") if isinstance(trained, dict) else None
    validation, logits = evaluate.look(trained, data)
    method = "forward"
    if logits is None and isinstance(state, dict):
        method = "noisy-worker"
        try:
            logits = _ask_fresh_worker(session, data, spec, state, seed)
        except (StudentError, WorkerEnded) as error:
            return _failed(judge, spec, error, student)
    test = evaluate.measure(logits, data.dataset.test_labels, data.relabel)
    if test is None:
        return _Attempt(Outcome.FAILED, _NO_ANSWER, untrained=before)
    return _Attempt(
        Outcome.PASSED, None, test, validation.accuracy if validation else None, before, reply.get("history"), method,
        train_s,
    )  # fmt: skip


def _failed(judge: Judge, spec: AccuracySpec, error: StudentError | WorkerEnded, student: Student) -> _Attempt:
    """What a training that raised or ended its worker is told as: like any public test."""
    row = TestSpec(ACCURACY, spec.task, _TITLE, "public")
    verdict = verdict_of(("call", _Info(error)), row, judge.lab, student.last)
    return _Attempt(verdict.outcome, verdict.text)


@dataclass(frozen=True)
class _Info:
    """The part of pytest's ExceptionInfo that a verdict looks at."""

    value: BaseException


def _ask_fresh_worker(
    session: Session, data: Prepared, spec: AccuracySpec, state: Mapping[Any, Any], seed: int
) -> Tensor | None:
    images, order = evaluate.question(data, seed)
    request = {"seed": seed, "device": session.device, "images": images, "batch_size": _EVALUATION_BATCH}
    session.begin(seed, alone=True)
    reply = Student(session)._op("predict", spec.model, dict(state), request)
    return evaluate.in_order(reply, order)


def _report(
    attempt: _Attempt, data: Prepared, options: AccuracyOptions, steps: tiers.Tiers, seed: int, device: str, runs: int
) -> Accuracy:
    test = attempt.test
    labels = data.dataset.test_labels
    return Accuracy(
        dataset=options.dataset,
        device=device,
        seed=seed,
        test_accuracy=round(test.accuracy, 6) if test else None,
        validation_accuracy=round(attempt.validation, 6) if attempt.validation is not None else None,
        untrained_accuracy=round(attempt.untrained, 6) if attempt.untrained is not None else None,
        tiers=tuple((float(least), float(points)) for least, points in steps),
        score=tiers.points(test.accuracy, steps) if test else 0.0,
        max_score=max((points for _, points in steps), default=0.0),
        runs=runs,
        method=attempt.method,
        confusion=test.confusion if test else (),
        samples=evaluate.samples(data.dataset.test_images, labels, test.predictions, seed) if test else (),
        history=evaluate.history(attempt.history),
        train_s=round(attempt.train_s, 2),
    )


def _row(judge: Judge, attempt: _Attempt, accuracy: Accuracy, steps: tiers.Tiers) -> TestResult:
    spec, void = judge.lab.toml.accuracy, ACCURACY in judge.lab.toml.void
    outcome, text = attempt.outcome, attempt.problem
    if attempt.test is not None:
        text = tiers.verdict(attempt.test.accuracy, steps)
        outcome = Outcome.PASSED if accuracy.score == accuracy.max_score else Outcome.FAILED
    text = VOID if void else text
    if spec is None or text is None:
        raise InternalFault("an accuracy check ended without a word")
    return TestResult(
        id=ACCURACY,
        task=spec.task,
        title=_TITLE.en,
        visibility="public",
        outcome=outcome,
        score=accuracy.max_score if void else accuracy.score,
        max_score=accuracy.max_score,
        message=text.en,
        title_i18n=_TITLE,
        message_i18n=text,
        duration_s=accuracy.train_s,
        void=void,
    )
