"""The fence tries itself, from inside, before the first student byte: what must be held, is it?

Each canary belongs to the layers that have to hold it. Where they are missing the canary is not tried: then
the level says what is not promised. Where they stand and it opens, no student code runs.
"""

import os
import socket
from collections.abc import Collection, Iterable

from grader.worker.policy import FenceError


def check(paths: Iterable[str], layers: Collection[str], parent: int) -> None:
    """Try what the layers that are on must hold. Raises `FenceError` for the first thing that opens."""
    if "landlock" in layers:
        for path in paths:
            if _opens(path):
                raise FenceError(
                    f"a worker can read {path}: move the course out of the folders of Python and its packages"
                )
        if _opens(f"/proc/{parent}/mem"):
            raise FenceError("a worker can read the memory of the process that started it")
    if "seccomp" in layers:
        for family in (socket.AF_INET, socket.AF_UNIX):
            if _connects(family):
                raise FenceError("a worker can open a socket")
        if _signals(parent):
            raise FenceError("a worker can send signals to the process that started it")
        if _forks():
            raise FenceError("a worker can start processes")


def _opens(path: str) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_CLOEXEC))
    except OSError:
        return False
    return True


def _connects(family: int) -> bool:
    try:
        socket.socket(family).close()
    except OSError:
        return False
    return True


def _signals(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _forks() -> bool:
    try:
        pid = os.fork()
    except OSError:
        return False
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True
