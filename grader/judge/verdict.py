"""From an exception in a test to what a student reads. The one place where outcomes are told apart.

Points need a valid reply that the judge compared itself, so whatever is not a clean return is no pass. A
fault of ours is told from a fault of the submission: `InternalFault` and broken suites are ours.
"""

import builtins
import dataclasses
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis.errors import Flaky, InvalidArgument

from grader.catalog import Lab
from grader.errors import GraderError, InternalFault
from grader.judge.checks import Mismatch, describe, say
from grader.judge.client import OUT_OF_MEMORY, WorkerEnded
from grader.judge.proxy import Observation, StudentError
from grader.judge.scoring import TestSpec
from grader.korean import josa
from grader.results import EMPTY, Outcome, Text
from grader.wire import ErrorData

_HIDDEN_FAILED = say(
    "What came back is not what the task asks for. Inputs of hidden tests are not shown; the title says where to look.",
    "과제에서 요구한 결과가 아니에요. 비공개 테스트의 입력은 보여 주지 않으니 제목을 보고 살펴볼 곳을 찾아보세요.",
)
_FLAKY = say(
    "The same input gave different results when it was tried again.",
    "같은 입력을 다시 넣었더니 결과가 달라졌어요.",
)
_STANDIN = say(
    "Counted with a working version of the earlier tasks in place of yours.",
    "앞 과제의 함수를 올바른 것으로 바꿔서 채점했을 때 통과했어요.",
)
# Exceptions whose own words help nobody.
_ADVICE = {
    "SystemExit": say(
        "exit() ends the whole program; a function gives its answer with return.",
        "exit()는 프로그램을 통째로 끝내요. 답은 return으로 돌려주세요.",
    ),
    "EOFError": say(
        "Nobody can type anything while this is graded; take input() out.",
        "채점할 때는 아무도 입력해 줄 수 없으니 input()을 빼 주세요.",
    ),
}
# A suite that is broken by itself, whatever a submission returns.
_OURS = (NameError, ImportError, SyntaxError, InternalFault, GraderError, pytest.FixtureLookupError, InvalidArgument)


@dataclass(frozen=True)
class Verdict:
    """How a test ended, in words. `detail` is for an instructor's terminal and stands in no file."""

    outcome: Outcome
    text: Text = EMPTY
    counterexample: str = ""
    detail: str = ""
    absent: bool = False  # the task's own name is not there or still the stub
    from_reading: bool = False  # decided when the module was read; running again changes nothing

    def with_standins(self) -> "Verdict":
        """The same verdict, saying that earlier tasks were stood in for."""
        return dataclasses.replace(self, text=_STANDIN)


def verdict_of(failure: Any, spec: TestSpec, lab: Lab, last: Observation | None) -> Verdict:
    """The verdict on what a test raised; `failure` is (phase, excinfo) or None where it passed."""
    if failure is None:
        return Verdict(Outcome.PASSED)
    phase, excinfo = failure
    error: BaseException = excinfo.value
    if isinstance(error, pytest.skip.Exception):
        return Verdict(Outcome.SKIPPED, say(str(error), str(error)))
    if isinstance(error, WorkerEnded):
        return Verdict(error.outcome, error.text)
    if isinstance(error, StudentError):
        return _student_error(error, spec, lab)
    if phase != "call" or isinstance(error, (*_OURS, pytest.fail.Exception)):
        text = f"{type(error).__name__}: {error}"
        raise InternalFault(f"{spec.id}: {text}") from error
    if isinstance(error, Flaky):
        # A worker that was ended answers no replay, which Hypothesis takes for a change of mind.
        ended = [e for e in getattr(error, "exceptions", ()) if isinstance(e, WorkerEnded)]
        if ended:
            return Verdict(ended[0].outcome, ended[0].text)
        return _for_people(Outcome.FAILED, _FLAKY, "", spec)
    example = _falsifying(error)
    if isinstance(error, Mismatch):
        return _for_people(Outcome.FAILED, error.text, "\n".join(filter(None, (example, error.counterexample))), spec)
    return _for_people(Outcome.FAILED, _unexpected(error, last), example, spec)


def _for_people(outcome: Outcome, text: Text, example: str, spec: TestSpec) -> Verdict:
    """For a hidden test the words are general and nothing of its data stays but in `detail`."""
    if spec.visibility == "public":
        return Verdict(outcome, text, example[:2000])
    return Verdict(outcome, _HIDDEN_FAILED, "", f"{text.en}\n{example}".strip())


def _student_error(error: StudentError, spec: TestSpec, lab: Lab) -> Verdict:
    data = error.error
    own = lab.task(spec.task).names
    hidden = spec.visibility == "hidden"
    if data.missing:
        # Whatever the worker says here could carry a hidden test's inputs; what was asked for is the judge's own word.
        said = data.message.split("'")[-2] if "'" in data.message else data.message
        name = error.name if hidden else said
        text = say(f"{name} is not defined.", f"{josa(name, '이', '가')} 정의되어 있지 않아요.")
        return Verdict(Outcome.MISSING, text, absent=error.name in own)
    stub = re.match(r"Task (\d+\.\d+)", data.message) if data.type == "NotImplementedError" else None
    if stub and stub.group(1) == spec.task:
        return Verdict(
            Outcome.MISSING, say("This task is not written yet.", "아직 작성하지 않은 과제예요."), absent=True
        )
    if stub and stub.group(1) in {task.id for task in lab.toml.task}:
        task = stub.group(1)
        text = say(
            f"It uses task {task}, which is not written yet.",
            f"아직 작성하지 않은 과제 {josa(task, '을', '를')} 사용하고 있어요.",
        )
        return Verdict(Outcome.ERROR, text)
    if data.memory:
        return Verdict(Outcome.OUT_OF_MEMORY, OUT_OF_MEMORY)
    if hidden:
        return _hidden_error(data, lab)
    return Verdict(Outcome.ERROR, _raised(data.type, data.where, data.message[:500]))


def _raised(kind: str, where: str, message: str = "") -> Text:
    """What is said of an exception; an empty `kind` is one of the submission's own."""
    said = f": {message}" if message.strip() else "."
    at_en, at_ko = (f" at {where}", f"{where}에서 ") if where else ("", "")
    en = f"Your code raised {kind or 'an exception of its own'}{at_en}{said}"
    ko = f"{at_ko}{f'{kind} 오류' if kind else '직접 정의한 예외'}가 났어요{said}"
    advice = _ADVICE.get(kind)
    return say(f"{en.rstrip('.')}. {advice.en}", f"{ko.rstrip('.')}. {advice.ko}") if advice else say(en, ko)


def _hidden_error(data: ErrorData, lab: Lab) -> Verdict:
    """What a hidden test says of an exception: nothing of the submission's own choosing, but for a line number.

    Its message, the name of a class of its own, and even a claimed place could carry the hidden inputs.
    """
    detail = f"{data.type} at {data.where}: {data.message}"
    kind = data.type if _is_known_error(data.type) else ""
    file, _, line = data.where.partition(":")
    is_place = file in lab.toml.lab.files and re.fullmatch(r"[0-9]{1,5}", line)
    return Verdict(Outcome.ERROR, _raised(kind, data.where if is_place else ""), detail=detail)


def _is_known_error(name: str) -> bool:
    """Whether this is an exception of Python itself, or one that the worker raises on its own."""
    found = getattr(builtins, name, None)
    return name == "CannotReturn" or (isinstance(found, type) and issubclass(found, BaseException))


def _unexpected(error: BaseException, last: Observation | None) -> Text:
    """A suite that could not work with what came back, or a plain assert."""
    if isinstance(error, AssertionError):
        return say("The check in the title does not hold.", "제목에 적힌 조건이 성립하지 않아요.")
    came = describe(last.value) if last else say("nothing", "없음")
    return say(
        f"The test could not work with what your code returned: {came.en}.",
        f"돌려준 값으로는 테스트를 진행할 수 없었어요: {came.ko}.",
    )


def _falsifying(error: BaseException) -> str:
    """Hypothesis's smallest failing input, in one line, without what is the same in every test."""
    note = next((note for note in getattr(error, "__notes__", []) if "(" in note and "=" in note), "")
    inputs = re.sub(r"(student|reference|rng)=<[^>]*>,?", "", note.partition("(")[2].rpartition(")")[0])
    return f"input: {' '.join(inputs.split()).rstrip(',')}" if inputs.strip() else ""
