"""Names: forbidden functions are noticed under any, and an earlier name of a task counts."""

from collections.abc import Callable

import pytest

from grader.judge.judge import Judge
from grader.results import Outcome

Make = Callable[..., dict[str, bytes]]
JudgeOf = Callable[..., Judge]

FORBIDDEN = ('names = ["relu"]\n', 'names = ["relu"]\nforbidden = ["torch.relu"]\n')
LAYERS = """
import pytest, torch
from grader.judge.checks import assert_close

@pytest.mark.task("1.1")
def test_relu(student):
    X = torch.tensor([-1.0, 2.0])
    assert_close(student.relu(X), X.clamp(min=0))
"""
NET = """
import pytest, torch
from grader.judge.checks import assert_close

@pytest.mark.task("1.2")
def test_net(student):
    X = torch.tensor([-1.0, 2.0])
    assert_close(student.net(X), student.relu(X).sum())
"""
SUITE = {"public/test_layers.py": LAYERS, "public/test_mlp.py": NET}


def relu(body: str) -> str:
    return f"import torch\n\ndef relu(X):\n    {body}\n"


@pytest.mark.parametrize(
    ("body", "flags"),
    [
        ("return torch.clamp(X, min=0)", []),
        ("return getattr(torch, 're' + 'lu')(X)", [("relu()", "torch.relu")]),
        ("return X.relu()", [("relu()", "torch.relu")]),
        ("return X.clone().relu_()", [("relu()", "torch.relu")]),
        ("return torch.relu(X)", [("layers.py:4", "torch.relu")]),
    ],
)
def test_a_forbidden_function_is_noticed_and_costs_nothing(
    judge_of: JudgeOf, submission: Make, body: str, flags: list[tuple[str, str]]
) -> None:
    judged = judge_of(SUITE, FORBIDDEN).grade(submission(layers=relu(body)))
    assert [test.outcome for test in judged.tests] == [Outcome.PASSED, Outcome.PASSED]
    assert [(flag.where, flag.message) for flag in judged.session.flags] == flags
    assert {flag.kind for flag in judged.session.flags} <= {"forbidden-call"}


def test_a_stand_in_is_not_taken_for_a_forbidden_call(judge_of: JudgeOf, submission: Make) -> None:
    judge = judge_of({**SUITE, "standins.py": "import torch\nrelu = torch.relu\n"}, FORBIDDEN)
    judged = judge.grade(
        submission(layers=relu("return -1 - 0 * X"), mlp="def net(X):\n    return X.clamp(min=0).sum()\n")
    )
    outcomes = {test.id: test.outcome for test in judged.tests}
    assert outcomes == {"test_layers.py::test_relu": Outcome.FAILED, "test_mlp.py::test_net": Outcome.PASSED}
    assert judged.session.flags == ()


def test_an_earlier_name_counts_where_todays_is_absent(judge_of: JudgeOf, submission: Make) -> None:
    judge = judge_of(SUITE)
    layers = "def ramp(X):\n    return X.clamp(min=0)\n"
    mlp = "from layers import ramp\n\ndef net(X):\n    return ramp(X).sum()\n"
    files = submission(layers=layers, mlp=mlp)
    assert judge.grade(files).tests[0].outcome is Outcome.MISSING
    outcomes = [test.outcome for test in judge.grade(files, aliases={"relu": "ramp", "ramp": "relu"}).tests]
    assert outcomes == [Outcome.PASSED, Outcome.PASSED]
    nothing = submission(layers="x = 1\n", mlp=mlp)
    assert judge.grade(nothing, aliases={"relu": "ramp", "ramp": "relu"}).tests[0].outcome is Outcome.MISSING
