"""From a suite and a submission to scored results: outcomes told apart, gates, second runs, and who is told what."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch

from grader.judge.checks import Mismatch, assert_close, describe
from grader.judge.judge import Judge, Judged
from grader.results import Outcome, TestResult

Make = Callable[..., dict[str, bytes]]
JudgeOf = Callable[..., Judge]

HEAD = """
import pytest, torch
from grader.judge.checks import assert_close, assert_equal, assert_tensor, check, say
X = torch.tensor([-1.5, 2.25])
"""
PLAIN = (
    HEAD
    + '''
@pytest.mark.task("1.1")
def test_relu(student):
    """Negative values become zero.

    ko: 음수는 0이 돼요.
    """
    assert_close(student.relu(X), X.clamp(min=0), given="X = [-1.5, 2.25]", hint=say("Look at zero.", "0을 보세요."))
'''
)
NET = (
    HEAD
    + '''
@pytest.mark.task("1.2")
def test_net(student):
    """The net adds up."""
    assert_close(student.net(X), torch.tensor(2.25))
'''
)


def suite(**files: str) -> Mapping[str, str]:
    """Tests by file: `layers` and `mlp` are public, `layers_hidden` and `mlp_hidden` hidden."""
    return {
        f"{'hidden' if name.endswith('_hidden') else 'public'}/{'standins' if name == 's' else f'test_{name}'}.py": text
        for name, text in files.items()
    }


def by_name(judged: Judged) -> dict[str, TestResult]:
    return {test.id.partition("::")[2]: test for test in judged.tests}


def failing(body: str) -> str:
    return f"import torch\n\ndef relu(X):\n    {body}\n"


# Outcomes


@pytest.mark.parametrize(
    ("layers", "outcome", "said"),
    [
        (failing("return torch.clamp(X, min=0)"), Outcome.PASSED, ""),
        (failing("return X"), Outcome.FAILED, "1 of 2 values of the result are not as expected. Look at zero."),
        (failing("return None"), Outcome.FAILED, "it is None"),
        (failing("return X.clamp(min=0).tolist()"), Outcome.FAILED, "list of 2 items"),
        (failing("return X * float('nan')"), Outcome.FAILED, "NaN"),
        (
            failing("raise ValueError('not ready')"),
            Outcome.ERROR,
            "Your code raised ValueError at layers.py:4: not ready",
        ),
        (failing("raise NotImplementedError('Task 1.1: relu')"), Outcome.MISSING, "not written yet"),
        (failing("raise NotImplementedError('Task 1.2: net')"), Outcome.ERROR, "uses task 1.2, which is not written"),
        (failing("raise NotImplementedError('later')"), Outcome.ERROR, "NotImplementedError"),
        ("import torch\n", Outcome.MISSING, "relu is not defined"),
        (failing("import os; os._exit(0)"), Outcome.CRASHED, "ended the whole process"),
        (failing("import ctypes; ctypes.string_at(0)"), Outcome.CRASHED, "SIGSEGV"),
        (failing("import sys; sys.exit(0)"), Outcome.ERROR, "SystemExit at layers.py:4: 0. exit() ends the whole"),
        (failing("input('x')"), Outcome.ERROR, "EOFError at layers.py:4: EOF when reading a line. Nobody can type"),
        (failing("raise KeyError"), Outcome.ERROR, "Your code raised KeyError at layers.py:4."),
        (failing("return type('Odd', (), {})()"), Outcome.FAILED, "it is an object of class Odd."),
        (failing("return X.numpy()"), Outcome.FAILED, "it is ndarray [-1.5 2.25]."),
        (failing("return [X]"), Outcome.FAILED, "list of 1 item."),
        (failing("raise MemoryError"), Outcome.OUT_OF_MEMORY, "more memory"),
        (failing("return torch.zeros(70 << 20, dtype=torch.uint8)"), Outcome.ERROR, "cannot be sent"),
        ("def relu(:\n", Outcome.ERROR, "layers.py:1 cannot be read"),
    ],
)
def test_outcomes_are_told_apart(judge_of: JudgeOf, submission: Make, layers: str, outcome: Outcome, said: str) -> None:
    result = by_name(judge_of(suite(layers=PLAIN, mlp=NET)).grade(submission(layers=layers)))["test_relu"]
    assert result.outcome is outcome
    assert said in result.message
    assert (result.score, result.max_score) == (4.0 if outcome is Outcome.PASSED else 0.0, 4.0)
    assert (result.title, result.title_i18n.ko) == ("Negative values become zero.", "음수는 0이 돼요.")
    assert (result.message == "") == (result.message_i18n.ko == "") == (outcome is Outcome.PASSED)


def test_a_public_test_shows_what_came(judge_of: JudgeOf, submission: Make) -> None:
    result = by_name(judge_of(suite(layers=PLAIN, mlp=NET)).grade(submission(layers=failing("return X"))))["test_relu"]
    assert result.counterexample == "input: X = [-1.5, 2.25]\nexpected: [0.0, 2.25]\ngot: [-1.5, 2.25]"
    assert "0을 보세요." in result.message_i18n.ko


def test_values_are_described_in_both_languages() -> None:
    assert describe(torch.zeros(2, 3)).ko == "모양이 (2, 3)인 float32 텐서 [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]"
    assert describe(torch.zeros(20)).en == "tensor of shape (20,), float32"
    assert describe([1, 2]).ko == "항목이 2개인 list"
    with pytest.raises(Mismatch) as raised:
        assert_close(torch.zeros(1), torch.ones(1))
    assert raised.value.text.ko == "결과값: [1.0]이어야 하는데 [0.0]이 나왔어요."


def test_a_plain_assert_and_an_odd_value_are_failures(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
@pytest.mark.task("1.1")
def test_assert(student):
    assert student.relu(X).sum() > 100

@pytest.mark.task("1.1")
def test_odd(student):
    first, second = student.relu(X)[3][4]
"""
    )
    results = by_name(judge_of(suite(layers=tests, mlp=NET)).grade(submission()))
    assert [r.outcome for r in results.values()][:2] == [Outcome.FAILED, Outcome.FAILED]
    assert "does not hold" in results["test_assert"].message
    assert "tensor of shape (2,)" in results["test_odd"].message


def test_a_falsifying_example_is_the_smallest(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
from hypothesis import given, settings, strategies as st

@pytest.mark.task("1.1")
@settings(max_examples=20)
@given(n=st.integers(0, 50))
def test_property(student, n):
    assert_equal(tuple(student.relu(torch.ones(n)).shape), (n,))
"""
    )
    judge = judge_of(suite(layers=tests, mlp=NET))
    files = submission(layers=failing("return torch.clamp(X[:7], min=0)"))
    first, second = (by_name(judge.grade(files))["test_property"] for _ in range(2))
    assert first.outcome is Outcome.FAILED
    assert first.counterexample.startswith("input: n=8")
    assert (first.message, first.counterexample) == (second.message, second.counterexample)
    assert by_name(judge.grade(submission()))["test_property"].outcome is Outcome.PASSED


def test_a_worker_that_dies_inside_a_property_is_a_crash(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
from hypothesis import given, settings, strategies as st

@pytest.mark.task("1.1")
@settings(max_examples=10)
@given(n=st.integers(0, 50))
def test_property(student, n):
    student.relu(torch.ones(n))
"""
    )
    files = submission(layers=failing("import os; os._exit(1)"))
    assert by_name(judge_of(suite(layers=tests, mlp=NET)).grade(files))["test_property"].outcome is Outcome.CRASHED


# Points


def test_weights_and_void_tests(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
@pytest.mark.task("1.1", weight=3)
def test_heavy(student):
    student.relu(X)

@pytest.mark.task("1.1")
def test_impossible(student):
    assert False
"""
    )
    results = by_name(judge_of(suite(layers=tests, mlp=NET)).grade(submission()))
    assert [(r.score, r.max_score) for r in results.values()] == [(3.0, 3.0), (0.0, 1.0), (6.0, 6.0)]
    void = ("[lab]\n", 'void = ["test_layers.py::test_impossible"]\n[lab]\n')
    result = by_name(judge_of(suite(layers=tests, mlp=NET), void).grade(submission()))["test_impossible"]
    assert (result.score, result.outcome) == (1.0, Outcome.FAILED)
    assert "everyone gets its points" in result.message


GATED = (
    HEAD
    + """
@pytest.mark.task("1.1", gated=True)
def test_refuses(student):
    check(student.call("relu", "no tensor").error is not None, say("It must raise.", "오류를 내야 해요."))

@pytest.mark.task("1.1")
def test_positive(student):
    assert_close(student.relu(X), X.clamp(min=0))
"""
)


@pytest.mark.parametrize(
    ("layers", "outcomes"),
    [
        (failing("return torch.clamp(X, min=0)"), [Outcome.PASSED, Outcome.PASSED]),
        (failing("raise ValueError"), [Outcome.FAILED, Outcome.ERROR]),
        (failing("raise NotImplementedError('Task 1.1: relu')"), [Outcome.MISSING, Outcome.MISSING]),
    ],
)
def test_a_gate_stays_closed_for_who_always_raises(
    judge_of: JudgeOf, submission: Make, layers: str, outcomes: list[Outcome]
) -> None:
    judged = judge_of(suite(layers=GATED, mlp=NET)).grade(submission(layers=layers))
    results = by_name(judged)
    assert [results["test_refuses"].outcome, results["test_positive"].outcome] == outcomes
    assert results["test_refuses"].score == (2.0 if outcomes[0] is Outcome.PASSED else 0.0)


# Second runs


STATEFUL = """
import os, torch
calls = 0
def relu(X):
    global calls
    calls += 1
    {what}
    return torch.clamp(X, min=0)
"""
TWICE = (
    HEAD
    + """
@pytest.mark.task("1.1")
def test_first(student):
    assert_close(student.relu(X), X.clamp(min=0))

@pytest.mark.task("1.1")
def test_second(student):
    assert_close(student.relu(X), X.clamp(min=0))
"""
)


def test_what_ended_badly_runs_once_more_alone(judge_of: JudgeOf, submission: Make, launcher: Any) -> None:
    judge = judge_of(suite(layers=TWICE, mlp=NET))
    before = launcher.started
    files = submission(layers=STATEFUL.format(what="if calls == 2: os._exit(1)"))
    results = by_name(judge.grade(files))
    assert [r.outcome for r in results.values()] == [Outcome.PASSED] * 3
    assert launcher.started - before == 3  # the first, the next after the crash, and one alone


def test_what_failed_does_not_run_again(judge_of: JudgeOf, submission: Make, launcher: Any) -> None:
    judge = judge_of(suite(layers=TWICE, mlp=NET))
    before = launcher.started
    results = by_name(judge.grade(submission(layers=STATEFUL.format(what="if calls == 2: return X"))))
    assert [r.outcome for r in results.values()] == [Outcome.PASSED, Outcome.FAILED, Outcome.PASSED]
    assert launcher.started - before == 1


def test_an_isolated_test_has_a_worker_of_its_own(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
@pytest.mark.task("1.1")
def test_first(student):
    assert student.count() == 1

@pytest.mark.task("1.1")
def test_same_worker(student):
    assert student.count() == 2

@pytest.mark.isolated
@pytest.mark.task("1.1")
def test_alone(student):
    assert student.count() == 1

@pytest.mark.task("1.1")
def test_after(student):
    assert student.count() == 1
"""
    )
    layers = "calls = 0\ndef relu(X): return X\ndef count():\n    global calls\n    calls += 1\n    return calls\n"
    judged = judge_of(suite(layers=tests, mlp=NET)).grade(submission(layers=layers))
    results = by_name(judged)
    del results["test_net"]
    assert {r.outcome for r in results.values()} == {Outcome.PASSED}


STANDINS = "import torch\nrelu = torch.relu\n\n\ndef net(X):\n    return torch.relu(X).sum()\n"


@pytest.mark.parametrize(
    ("layers", "outcomes"),
    [
        (failing("raise NotImplementedError('Task 1.1: relu')"), [Outcome.MISSING, Outcome.PASSED]),
        (failing("return X"), [Outcome.FAILED, Outcome.PASSED]),
        (failing("import os; os._exit(0)"), [Outcome.CRASHED, Outcome.PASSED]),
    ],
)
def test_a_later_task_is_tried_with_a_stand_in(
    judge_of: JudgeOf, submission: Make, layers: str, outcomes: list[Outcome]
) -> None:
    tests = {**suite(layers=PLAIN, mlp=NET), "standins.py": STANDINS}
    results = by_name(judge_of(tests).grade(submission(layers=layers)))
    assert [results["test_relu"].outcome, results["test_net"].outcome] == outcomes
    assert "a working version of the earlier tasks" in results["test_net"].message


@pytest.mark.parametrize("mlp", ["def net(X):\n    raise NotImplementedError('Task 1.2: net')\n", "x = 1\n"])
def test_a_stand_in_never_does_the_tasks_own_work(judge_of: JudgeOf, submission: Make, mlp: str) -> None:
    tests = {**suite(layers=PLAIN, mlp=NET), "standins.py": STANDINS}
    results = by_name(judge_of(tests).grade(submission(layers=failing("return X"), mlp=mlp)))
    assert results["test_net"].outcome is Outcome.MISSING
    assert results["test_net"].score == 0


# Hidden tests

SECRET = 8675.25
HIDDEN = (
    HEAD
    + f'''
@pytest.mark.task("1.2")
def test_secret(student, reference):
    """Large values count too."""
    X = torch.full((2,), {SECRET})
    assert_close(student.net(X), reference.net(X), given=str(X))
'''
)


@pytest.mark.parametrize(
    "body",
    [
        "return X.sum() + 100",
        "return float(X[0])",
        "raise ValueError(str(X))",
        "raise type(f'E{X[0]}', (Exception,), {})()",
        "raise NotImplementedError(f'Task {X[0]}')",
        "raise AttributeError(str(X[0]))",
        "exec(compile('1/0', os.path.join(os.path.dirname(__file__), f'{X[0]}.py'), 'exec'))",
        "return object() if print(X) else undefined",
        "os._exit(7)",
        "tell(X); return X",
        "tell(X); os._exit(1)",
    ],
)
def test_nothing_of_a_hidden_test_comes_out(judge_of: JudgeOf, submission: Make, body: str) -> None:
    judge = judge_of(suite(layers=PLAIN, mlp_hidden=HIDDEN))
    net = f"""
import gc, os, sys
def net(X):
    {body}

def tell(X):
    for found in gc.get_objects():
        if type(found).__name__ == "Runtime":
            found._notes.append((str(X), str(X)))
"""
    judged = judge.grade(submission(mlp=net))
    result = by_name(judged)["test_secret"]
    assert result.outcome is not Outcome.PASSED
    assert result.title == "Large values count too."
    assert result.counterexample == ""
    assert result.message
    shown = repr((judged.tests, judged.session.notes, judged.session.flags))
    assert not re.search(r"8675|8,675", shown)


def test_a_person_may_ask_for_the_details(judge_of: JudgeOf, submission: Make) -> None:
    judge = judge_of(suite(layers=PLAIN, mlp_hidden=HIDDEN))
    judged = judge.grade(submission(mlp="def net(X):\n    return X.sum() + 100\n"))
    (detail,) = judged.details.values()
    assert "17350" in detail
    judged = judge.grade(submission(mlp="def net(X):\n    raise ValueError(str(X))\n"))
    (detail,) = judged.details.values()
    assert "8675" in detail
    assert "ValueError at mlp.py:2" in by_name(judged)["test_secret"].message


def test_a_hidden_test_names_what_is_missing(judge_of: JudgeOf, submission: Make) -> None:
    judge = judge_of(suite(layers=PLAIN, mlp_hidden=HIDDEN))
    result = by_name(judge.grade(submission(mlp="")))["test_secret"]
    assert (result.outcome, result.message) == (Outcome.MISSING, "net is not defined.")


def test_random_inputs_hang_on_the_key_and_the_test(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
@pytest.mark.task("1.1")
@pytest.mark.parametrize("n", [1, 2])
def test_draws(student, rng, n):
    check(False, say("no", "no"), f"{torch.rand(3, generator=rng).tolist()} {torch.rand(2).tolist()}")
"""
    )
    judge = judge_of(suite(layers=tests, mlp=NET))
    same, again = (judge.grade(submission()) for _ in range(2))
    other = Judge(judge.lab, b"\x01" * 32, judge.launcher).grade(submission())  # type: ignore[arg-type]
    draws = [test.counterexample for judged in (same, again, other) for test in judged.tests if test.task == "1.1"]
    assert draws[:2] == draws[2:4]
    assert len(set(draws)) == 4
