"""Holds torch, warmed once, and forks a worker whenever the judge asks. Runs no student code itself.

It must stay single-threaded: libgomp does not survive a fork with threads (pytorch#17199), so it asserts
that before each fork and refuses otherwise. It is the subreaper of everything below it, so that nothing
survives the end of a worker.
"""

import array
import ctypes
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional
import torch.optim
import torch.utils.data

from grader.worker.hugepages import HugePages
from grader.worker.libc import Libc
from grader.worker.sandbox import Prepared, prepare
from grader.worker.server import policy_from, serve

_SWEEP_S = 5.0  # how long the children of a dead worker may take to die of SIGKILL


def main() -> None:
    """Answer the judge's requests (one JSON line each) until it closes the control channel."""
    torch.set_num_threads(1)
    control = socket.socket(fileno=int(sys.stdin.buffer.readline()))
    _warm()
    prepared = prepare()
    _become_subreaper()
    gc.collect()
    gc.freeze()  # what is here now stays shared with every child
    pages = HugePages(Libc())
    _answer(control, {"ready": True})
    while True:
        # Not while a worker lives: what they share would be there twice.
        while pages.left and not _children() and not _is_asked(control):
            pages.step()
        request, fds = _receive(control)
        if request is None:
            break
        _answer(control, _handle(control, request, fds, prepared))
    _sweep()
    os._exit(0)  # nothing here needs to be torn down, and torch takes its time over it


def _handle(control: socket.socket, request: dict[str, Any], fds: list[int], prepared: Prepared) -> dict[str, Any]:
    if request["op"] == "preload":
        try:
            importlib.import_module(request["module"])
        except ImportError as error:
            return {"error": str(error)}
        return {}
    if request["op"] == "end":
        return _end(request["pid"])
    return _fork(control, request, fds[0], prepared)


def _warm() -> None:
    """Load now what every child would otherwise load for itself at its first call.

    The first optimizer alone imports 900 modules (torch._dynamo among them): 1.9 s.
    """
    # A tiny backward and step load torch's lazy parts; one thread, so nothing is left running.
    layer = torch.nn.Linear(2, 1)
    optimizer = torch.optim.Adam(layer.parameters())
    loss = torch.nn.functional.mse_loss(layer(torch.ones(1, 2)), torch.ones(1, 1))
    torch.autograd.backward(loss)
    optimizer.step()


def _become_subreaper() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(36, 1, 0, 0, 0) != 0:  # PR_SET_CHILD_SUBREAPER
        raise OSError(ctypes.get_errno(), "PR_SET_CHILD_SUBREAPER")


def _threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def _fork(control: socket.socket, request: dict[str, Any], fd: int, prepared: Prepared) -> dict[str, Any]:
    if _threads() != 1:
        os.close(fd)
        return {"error": f"the zygote has {_threads()} threads; forking it would hang its children"}
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.close(fd)
        return {"pid": pid}
    status = 70
    try:
        control.close()
        os.setsid()
        channel = socket.socket(fileno=fd)
        serve(channel, prepared, policy_from(request["policy"]))
        status = 0
    finally:
        os._exit(status)


def _end(pid: int) -> dict[str, Any]:
    """Kill a worker and everything below it; how it ended and what it used."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status = 0
    try:
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        usage = before
    _sweep()
    return {
        "status": status,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * 1024,
    }


def _children() -> list[int]:
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    return [int(pid) for pid in text.split()]


def _sweep() -> None:
    """Kill and reap until there is no child: orphans of a worker come to us, the subreaper."""
    deadline = time.monotonic() + _SWEEP_S
    while time.monotonic() < deadline:
        for pid in _children():
            os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _is_asked(control: socket.socket) -> bool:
    return any(select.select([control], [], [], 0))


def _receive(control: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    data, ancillary, _, _ = control.recvmsg(1 << 20, socket.CMSG_SPACE(4))
    fds = array.array("i")
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(content[: len(content) - len(content) % fds.itemsize])
    return (json.loads(data) if data else None), list(fds)


def _answer(control: socket.socket, reply: dict[str, Any]) -> None:
    control.sendall(json.dumps(reply).encode())
