"""What a worker inherits and must not keep: descriptors, capabilities, groups, its parent's lifetime."""

import os
import signal
import struct
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from grader.worker.libc import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    Libc,
)
from grader.worker.policy import FenceError

_CLOSE_RANGE = 436  # the same on every architecture
_LAST_FD = 1 << 31
_MOST_FDS = 1 << 16
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION_3 = 0x20080522


def close_descriptors(libc: Libc | None, keep: Iterable[int]) -> None:
    """Close all but `keep`; standard input, output and error become /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    kept = sorted({fd for fd in keep if fd > 2})
    for below, above in pairwise([2, *kept, _LAST_FD]):
        _close_range(libc, below + 1, above - 1)


def _close_range(libc: Libc | None, first: int, last: int) -> None:
    if first > last:
        return
    if libc is not None:
        with suppress(OSError):  # before Linux 5.9
            libc.syscall(_CLOSE_RANGE, first, last, 0)
            return
    os.closerange(first, min(last + 1, os.sysconf("SC_OPEN_MAX"), _MOST_FDS))


def own_session() -> None:
    """Away from every terminal and process group."""
    if os.getsid(0) != os.getpid():
        os.setsid()


def die_with(libc: Libc, parent: int) -> None:
    """Be killed when the parent ends. Raises `FenceError` if it has ended already."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise FenceError("the process that started the worker is gone")


def offer_to_oom_killer() -> None:
    """If memory runs out, the kernel should end this process before any other."""
    with suppress(OSError):  # a kindness, no part of the fence: containers may have /proc read-only
        Path("/proc/self/oom_score_adj").write_text("1000")


def hide_memory(libc: Libc) -> None:
    """No other process of the same user may trace this one or read its memory."""
    libc.prctl(PR_SET_DUMPABLE, 0)


def show_memory(libc: Libc) -> None:
    """Undo `hide_memory`, so that an ordinary user may write to its own /proc/self again."""
    libc.prctl(PR_SET_DUMPABLE, 1)


def drop(libc: Libc, architecture: str) -> None:
    """Give up every capability and supplementary group, and any way of getting one back. Raises `OSError`."""
    if os.geteuid() == 0:
        with suppress(PermissionError):  # in a user namespace groups cannot be changed
            os.setgroups([])
        with suppress(PermissionError):  # root in name only: there is no capability to give up
            last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
            for capability in range(last + 1):
                libc.prctl(PR_CAPBSET_DROP, capability)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    libc.syscall(_CAPSET[architecture], header, bytes(24))
