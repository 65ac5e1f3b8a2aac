"""`fenced`: run something behind the fence, in a process of its own, as this user and as an ordinary one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

REPO = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("fenced_child.py")
NOBODY = 65534
MEMORY_MB, SCRATCH_MB = 128, 8


@dataclass(frozen=True)
class Met:
    """What the child met. `exit` is its exit code, negative for a signal."""

    exit: int = 0
    fault: str = ""
    level: int = 0
    layers: dict[str, str] = field(default_factory=dict)
    probes: dict[str, tuple[str, str]] = field(default_factory=dict)
    result: Any = None

    @property
    def open(self) -> set[str]:
        return {name for name, (state, _) in self.probes.items() if state == "open"}


@dataclass(frozen=True)
class Place:
    """A course's hidden file and a worker's scratch folder, readable to everybody as far as the modes go."""

    hidden: Path
    scratch: Path
    command: list[str]

    def config(self, *, probes: tuple[str, ...], code: str, disabled: tuple[str, ...], **changes: Any) -> str:
        policy = {
            "scratch": str(self.scratch),
            "limits": {"memory_mb": MEMORY_MB, "scratch_mb": SCRATCH_MB},
            "canaries": [str(self.hidden)],
            "disabled": list(disabled),
            **changes.pop("policy", {}),
        }
        targets = {
            "hidden": [str(self.hidden)], "temporary": tempfile.gettempdir(), "mark": "HOME_OF_NOBODY",
            "memory_mb": MEMORY_MB, "scratch_mb": SCRATCH_MB, "loop_s": 1,
        }  # fmt: skip
        defaults: dict[str, Any] = {"change": {}, "preload": [], "threads": 0, "linger": False, "system": "this"}
        return json.dumps(
            {"repo": str(REPO), "policy": policy, "targets": targets, "probes": probes, "code": code}
            | defaults
            | changes
        )


def ordinary_python() -> str | None:
    """An interpreter that nobody in particular may run and that can read this repository."""
    for python in (sys.executable, "/usr/bin/python3"):
        code = "import sys; sys.path.append(sys.argv[1]); assert sys.version_info >= (3, 11); import grader.limits"
        command = [*as_nobody(), python, "-I", "-c", code, str(REPO)]
        if Path(python).exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return python
    return None


def as_nobody() -> list[str]:
    return ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]


def command_for(user: str) -> list[str]:
    if user == "this user":
        return [sys.executable]
    if os.geteuid() != 0:
        pytest.skip("this user is an ordinary one")
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed")
    python = ordinary_python()
    if python is None:
        pytest.skip("no Python 3.11 or newer that an ordinary user could run with this repository")
    return [*as_nobody(), python]


@pytest.fixture(params=["this user", "ordinary user"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    if sys.platform != "linux":
        pytest.skip("the fence is Linux's; elsewhere there is level 1")
    command = command_for(request.param)
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    hidden, scratch = folder / "hidden" / "solution.py", folder / "scratch"
    hidden.parent.mkdir()
    hidden.write_text("answer = 42\n")
    scratch.mkdir()
    if request.param != "this user":
        for path in (hidden, hidden.parent, scratch):
            os.chown(path, NOBODY, NOBODY)
    yield Place(hidden, scratch, [*command, "-I", str(CHILD)])
    shutil.rmtree(folder)


@pytest.fixture
def fenced(place: Place) -> Callable[..., Met]:
    """Run probes and code behind the fence: `fenced(*probes, code="", disabled=(), policy={}, ...)`."""

    def run(*probes: str, code: str = "", disabled: tuple[str, ...] = (), **changes: Any) -> Met:
        config = place.config(probes=probes, code=code, disabled=disabled, **changes)
        done = subprocess.run([*place.command, config], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return Met(**json.loads(done.stdout))

    return run


@pytest.fixture
def needs(fenced: Callable[..., Met]) -> Callable[[str], None]:
    """Skip where this machine lacks a layer."""

    def check(layer: str) -> None:
        state = fenced().layers[layer]
        if state != "on":
            pytest.skip(f"{layer} is {state}")

    return check
