"""Processes of the student's zone, however they are started: forked from a warm zygote, or spawned.

All that differs between systems is here; `client.py` speaks to what runs.
"""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from grader.errors import InternalFault
from grader.limits import FORK_HELLO_S, SPAWN_HELLO_S
from grader.procfs import cpu_seconds, memory_bytes

_REPO = Path(__file__).resolve().parent.parent.parent
# Neither -I nor an empty environment hides torch in a virtual environment; -S would.
_BOOT = (
    "import sys; sys.path.append(sys.stdin.buffer.readline().decode().rstrip()); "
    "from grader.worker.{0} import {1}; {1}()"
)
_ENV = {
    # Large pages for what a zygote holds: a fork copies the tables of its pages, and 130 MB of them are a third.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
    "MPLBACKEND": "Agg",
}


@dataclass(frozen=True)
class Exit:
    """How a worker ended: the status of `waitpid`, CPU seconds and peak memory in bytes."""

    status: int
    cpu_s: float
    peak_bytes: int


class Process(Protocol):
    """A running worker, however it was started."""

    pid: int
    hello_s: float

    def end(self) -> Exit:
        """Kill it and all it started, and say how it had ended."""


class Zygote:
    """The process that forks workers: started once, restarted when it is gone.

    It takes seconds to come up, which only the first request waits for.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control = ours
        self._control.settimeout(SPAWN_HELLO_S)
        self._process = _interpreter(_BOOT.format("zygote", "main"), theirs.fileno())
        assert self._process.stdin is not None
        self._process.stdin.write(f"{theirs.fileno()}\n".encode())
        self._process.stdin.flush()
        theirs.close()
        self._preloaded: set[str] = set()
        self._is_up = False

    def preload(self, module: str) -> None:
        """Import a heavy package once, so that workers forked from now on have it."""
        if module not in self._preloaded:
            self._preloaded.add(module)
            self._ask({"op": "preload", "module": module})

    def fork(self, policy: Mapping[str, Any]) -> tuple["Forked", socket.socket]:
        """A new worker and the judge's end of its channel."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._send({"op": "fork", "policy": policy}, [theirs.fileno()])
        return Forked(self, self._answer()["pid"]), ours

    def end(self, pid: int) -> Exit:
        """Kill and reap a worker with all it started."""
        reply = self._ask({"op": "end", "pid": pid})
        return Exit(reply["status"], reply["cpu_s"], reply["peak_bytes"])

    def close(self) -> None:
        """Let the zygote end; it ends its children first."""
        self._control.close()
        if not self._is_up:
            self._process.kill()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._send(request, [])
        return self._answer()

    def _send(self, request: Mapping[str, Any], fds: list[int]) -> None:
        if not self._is_up:
            self._answer()
            self._is_up = True
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], fds)
        except OSError as error:
            raise InternalFault(f"the zygote is gone: {error}") from error

    def _answer(self) -> dict[str, Any]:
        try:
            data = self._control.recv(1 << 16)
        except OSError as error:
            raise InternalFault(f"the zygote does not answer: {error}") from error
        reply: dict[str, Any] = json.loads(data) if data else {"error": "the zygote is gone"}
        if "error" in reply:
            raise InternalFault(reply["error"])
        return reply


@dataclass
class Forked:
    """A worker forked from a zygote."""

    zygote: Zygote
    pid: int
    hello_s: float = FORK_HELLO_S

    def end(self) -> Exit:
        """Through the zygote, its parent, so that the id cannot have been given to somebody else."""
        return self.zygote.end(self.pid)


_ahead: list[Zygote] = []


def start_ahead() -> None:
    """Have a zygote come up for whoever first asks for one in this process, which loads torch in the meantime."""
    if can_fork() and not _ahead:
        _ahead.append(Zygote())
        atexit.register(_close_unused)


def zygote() -> Zygote:
    """The one that was started ahead, else a new one."""
    return _ahead.pop() if _ahead else Zygote()


def _close_unused() -> None:
    while _ahead:
        _ahead.pop().close()


class Spawned:
    """A worker that is an interpreter of its own, where there is no fork."""

    hello_s = SPAWN_HELLO_S

    def __init__(self, policy: Mapping[str, Any]) -> None:
        self.channel, theirs = socket.socketpair()
        config: dict[str, Any] = {"policy": policy}
        self._process = _interpreter(_BOOT.format("server", "spawned"), theirs.fileno())
        self.pid = self._process.pid
        if sys.platform == "win32":
            config["shared"] = theirs.share(self.pid).hex()
        else:
            config["fd"] = theirs.fileno()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(config).encode() + b"\n")
        self._process.stdin.close()
        theirs.close()

    def end(self) -> Exit:
        """Kill it, and its group where there are groups."""
        peak = memory_bytes(self.pid) or 0
        cpu = cpu_seconds(self.pid) or 0.0
        ended = self._process.poll()
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self._process.kill()
        code = self._process.wait() if ended is None else ended
        return Exit(-code if code < 0 else code << 8, cpu, peak)


def can_fork() -> bool:
    """Whether a warm process can be forked here: on Linux, and nowhere else safely (sandbox.md)."""
    return sys.platform == "linux" and os.environ.get("GRADER_SPAWN") != "1"


def _interpreter(code: str, fd: int) -> subprocess.Popen[bytes]:
    """A clean interpreter that gets the place of this package on its standard input."""
    extra: dict[str, Any] = {"start_new_session": True, "pass_fds": (fd,)} if sys.platform != "win32" else {}
    env = dict(_ENV) if sys.platform != "win32" else {**os.environ, **_ENV, "PATH": os.environ.get("PATH", "")}
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=None if os.environ.get("GRADER_DEBUG") else subprocess.DEVNULL,
        env=env,
        cwd=tempfile.gettempdir(),
        **extra,
    )
    assert process.stdin is not None
    process.stdin.write(f"{_REPO}\n".encode())
    process.stdin.flush()
    return process
