"""Suites: what is wrong with one is our fault and is said; one that is right serves any number of submissions."""

import re
from collections.abc import Callable, Mapping

import pytest

from grader.errors import CourseError, InternalFault
from grader.judge.judge import Judge
from grader.results import Outcome

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


def failing(body: str) -> str:
    return f"import torch\n\ndef relu(X):\n    {body}\n"


@pytest.mark.parametrize(
    "body",
    [
        "(student):\n    undefined",
        "(student, no_such_fixture):\n    pass",
        "(student):\n    import no_such_module_here",
        "(student, reference):\n    reference.no_such_name",
        "(student):\n    pytest.fail('by the suite itself')",
    ],
    ids=["a name", "a fixture", "a module", "the reference", "fail"],
)
def test_a_broken_suite_is_our_fault(judge_of: JudgeOf, submission: Make, body: str) -> None:
    tests = HEAD + f'\n@pytest.mark.task("1.1")\ndef test_broken{body}\n'
    with pytest.raises(InternalFault, match="test_broken"):
        judge_of(suite(layers=tests, mlp=NET)).grade(submission())


def test_after_a_fault_of_ours_the_next_submission_is_graded(judge_of: JudgeOf, submission: Make) -> None:
    once = """
RUNS = []

@pytest.mark.task("1.2")
def test_first(student):
    RUNS.append(1)
    if len(RUNS) == 1:
        pytest.fail("a fault that comes once")

@pytest.mark.task("1.2")
def test_second(student):
    pass
"""
    judge = judge_of(suite(layers=PLAIN, mlp=HEAD + once))
    with pytest.raises(InternalFault, match="comes once"):
        judge.grade(submission())
    assert [test.outcome for test in judge.grade(submission()).tests] == [Outcome.PASSED] * 3


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("def test_it(student):\n    pass\n", "has no task"),
        ("import pytest\n@pytest.mark.task('9.9')\ndef test_it(student):\n    pass\n", "1.1, 1.2"),
        ("import pytest\n@pytest.mark.task('1.1', wieght=2)\ndef test_it(student):\n    pass\n", "weight, gated"),
        ("import pytest\n@pytest.mark.task('1.1', weight=0)\ndef test_it(student):\n    pass\n", "above 0"),
        ("import pytest\n@pytest.mark.taks('1.1')\ndef test_it(student):\n    pass\n", "taks"),
        ("import no_such_module_here\n", "no_such_module_here"),
        ("def test_it(:\n", "SyntaxError"),
        ("", "lab.toml:7: task 1.1"),
        ("\n\ndef test_it(student):\n    pass\n", "test_layers.py:3: test_it"),
    ],
)
def test_a_suite_that_cannot_be_used_is_told_before_anybody_is_graded(judge_of: JudgeOf, tests: str, said: str) -> None:
    with pytest.raises(CourseError, match=re.escape(said)) as raised:
        judge_of(suite(layers=tests, mlp=NET))
    assert "\n" not in str(raised.value)


def test_a_voided_test_that_is_none(judge_of: JudgeOf) -> None:
    with pytest.raises(CourseError, match=r"lab\.toml:1: void names test_layers\.py::test_rule, .*::test_relu"):
        judge_of(suite(layers=PLAIN, mlp=NET), ("[lab]", 'void = ["test_layers.py::test_rule"]\n[lab]'))


def test_two_tests_of_one_name(judge_of: JudgeOf) -> None:
    with pytest.raises(CourseError, match=r"two tests are called test_layers\.py::test_relu"):
        judge_of({"public/test_layers.py": PLAIN, "hidden/test_layers.py": PLAIN, "public/test_mlp.py": NET})


def test_only_some_tasks(judge_of: JudgeOf, submission: Make) -> None:
    judge, seen = judge_of(suite(layers=PLAIN, mlp=NET)), list[str]()
    judged = judge.grade(submission(), only={"1.2"}, progress=lambda spec: seen.append(spec.task))
    assert [test.task for test in judged.tests] == seen == ["1.2"]


def test_one_judge_serves_many_submissions_and_keeps_nothing(judge_of: JudgeOf, submission: Make) -> None:
    judge = judge_of(suite(layers=PLAIN, mlp=NET))
    wrong, right = submission(layers=failing("return X")), submission()

    def outcomes(files: dict[str, bytes]) -> list[Outcome]:
        return [test.outcome for test in judge.grade(files).tests]

    assert [outcomes(wrong), outcomes(right), outcomes(wrong)] == [
        [Outcome.FAILED, Outcome.FAILED], [Outcome.PASSED, Outcome.PASSED], [Outcome.FAILED, Outcome.FAILED],
    ]  # fmt: skip
