"""A tiny course, real workers for it, and submissions to it."""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Course, Lab, load_course
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.judge.proxy import Student
from grader.judge.session import Session

# Each loop of a test costs its CPU time twice; a busy machine still gives an honest call four times that.
TOML = """\
[lab]
id = "tiny"
order = 1
title = { en = "Tiny", ko = "작은 실습" }
files = ["layers.py", "mlp.py"]
[[task]]
id = "1.1"
title = { en = "ReLU", ko = "ReLU" }
points = 4
names = ["relu"]
file = "layers.py"
[[task]]
id = "1.2"
title = { en = "Net", ko = "Net" }
points = 6
names = ["net"]
file = "mlp.py"
[limits]
cpu_s = 2
memory_mb = 700
"""
REFERENCE = {
    "layers.py": "import torch\n\ndef relu(X):\n    return torch.clamp(X, min=0)\n",
    "mlp.py": "from layers import relu\n\ndef net(X):\n    return relu(X).sum()\n",
}
TESTS = {
    "public/test_layers.py": '''
        import pytest, torch
        from grader.judge.checks import assert_close

        @pytest.mark.task("1.1")
        def test_relu(student):
            """Negative values become zero.

            ko: 음수는 0이 돼요.
            """
            assert_close(student.relu(torch.tensor([-1.0, 2.0])), torch.tensor([0.0, 2.0]), given="[-1, 2]")
    ''',
    "hidden/test_mlp_hidden.py": '''
        import pytest, torch
        from grader.judge.checks import assert_close

        @pytest.mark.task("1.2")
        def test_net(student, reference, rng):
            """The net adds up."""
            X = torch.randn(5, generator=rng)
            assert_close(student.net(X), reference.net(X), given=str(X))
    ''',
}


class Counting(Launcher):
    """A launcher that knows how many workers it has started."""

    started = 0

    def start(self, *args: Any, **changes: Any) -> Any:
        self.started += 1
        return super().start(*args, **changes)


@pytest.fixture(scope="module")
def launcher() -> Iterator[Counting]:
    launcher = Counting({"disabled": [], "canaries": []})
    yield launcher
    launcher.close()


def write_course(root: Path, tests: Mapping[str, str], toml: str, **solutions: str) -> Course:
    files = {
        "solutions/tiny/lab.toml": toml,
        **{f"solutions/tiny/{name}": text for name, text in REFERENCE.items()},
        **{f"tests/labs/tiny/{name}": textwrap.dedent(text) for name, text in tests.items()},
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_course(root)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """The lab with its two tests."""
    return write_course(tmp_path_factory.mktemp("course"), TESTS, TOML).lab("tiny")


@pytest.fixture
def judge_of(tmp_path: Path, launcher: Counting) -> Callable[..., Judge]:
    """A judge of the lab with other tests: file name -> source, and replacements (old, new) in lab.toml."""

    def make(tests: Mapping[str, str] = TESTS, *replaced: tuple[str, str]) -> Judge:
        toml = TOML
        for old, new in replaced:
            assert old in toml
            toml = toml.replace(old, new)
        return Judge(write_course(tmp_path, tests, toml).lab("tiny"), bytes(32), launcher)

    return make


@pytest.fixture(scope="session")
def submission() -> Callable[..., dict[str, bytes]]:
    """Files of a submission: the reference, with other sources for the modules that are named."""

    def make(**modules: str | bytes) -> dict[str, bytes]:
        sources: dict[str, str | bytes] = {**REFERENCE, **{f"{name}.py": text for name, text in modules.items()}}
        return {
            name: text if isinstance(text, bytes) else textwrap.dedent(text).encode() for name, text in sources.items()
        }

    return make


@pytest.fixture
def opened(lab: Lab, launcher: Counting) -> Iterator[Callable[..., tuple[Student, Session]]]:
    """A submission in which a test has just begun: `student` and the session behind it."""
    sessions: list[Session] = []

    def make(files: Mapping[str, bytes], **changes: Any) -> tuple[Student, Session]:
        session = Session(launcher, lab, files, lab.limits, **changes)
        sessions.append(session)
        session.begin(7)
        return Student(session), session

    yield make
    for session in sessions:
        session.end()
