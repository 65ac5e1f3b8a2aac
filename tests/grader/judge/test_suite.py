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


HANGS = {
    "plainly": "(student):\n    while True: pass\n",
    "with a fixture of pytest": "(student, tmp_path):\n    while True: pass\n",
    "in a property": "(student, n):\n    while True: pass\n",
}


@pytest.mark.parametrize("how", HANGS)
def test_a_suite_that_hangs_is_our_fault(judge_of: JudgeOf, submission: Make, how: str) -> None:
    given = "from hypothesis import given, strategies\n@given(n=strategies.integers())\n" if "property" in how else ""
    tests = HEAD + f'\n{given}@pytest.mark.task("1.1")\ndef test_endless{HANGS[how]}'
    with pytest.raises(InternalFault, match="test_endless of the suite did not end"):
        judge_of(suite(layers=tests, mlp=NET), ("cpu_s = 2", "cpu_s = 0.1")).grade(submission())


def test_a_suite_may_use_all_of_pytest(judge_of: JudgeOf, submission: Make) -> None:
    tests = (
        HEAD
        + """
torn_down = []

@pytest.fixture
def twice(student):
    yield lambda x: 2 * student.relu(x)
    torn_down.append("twice")

@pytest.fixture(autouse=True)
def counted():
    counted.calls = getattr(counted, "calls", 0) + 1

@pytest.mark.task("1.1")
@pytest.mark.parametrize("n", [1, 2])
def test_own_fixture(twice, rng, n):
    assert_close(twice(n * X), 2 * n * X.clamp(min=0))

@pytest.mark.task("1.1")
def test_before(request, tmp_path, monkeypatch):
    assert torn_down == ["twice", "twice"]
    assert request.node.name == "test_before"

class TestInAClass:
    def setup_method(self):
        self.ready = True

    @pytest.mark.task("1.1")
    def test_method(self, student):
        assert self.ready
        assert_close(student.relu(X), X.clamp(min=0))

@pytest.mark.task("1.1")
@pytest.mark.skip(reason="not today")
def test_skipped(student):
    raise AssertionError
"""
    )
    judge = judge_of(suite(layers=tests, mlp=NET))
    judged = judge.grade(submission())
    outcomes = {test.id.rpartition("::")[2]: test.outcome for test in judged.tests}
    assert outcomes.pop("test_skipped") is Outcome.SKIPPED
    assert len(outcomes) == 5
    assert set(outcomes.values()) == {Outcome.PASSED}, outcomes
