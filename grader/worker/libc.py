"""The few system calls that Python does not offer. Linux only; loaded once, before any fork."""

import ctypes
import os
import sys
from typing import Any

# From <linux/prctl.h>
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4


def architecture() -> str | None:
    """ "x86_64" or "aarch64", the ones this package has numbers for; None elsewhere (32 bit, other systems)."""
    if sys.platform != "linux" or sys.maxsize < 1 << 32:
        return None
    machine = os.uname().machine
    return machine if machine in ("x86_64", "aarch64") else None


class Libc:
    """The C library of this process. Every method raises `OSError` where the kernel refuses."""

    def __init__(self) -> None:
        self._lib = ctypes.CDLL(None, use_errno=True)
        self._syscall = self._lib.syscall
        self._syscall.restype = ctypes.c_long

    def syscall(self, number: int, *args: Any) -> int:
        """A system call by number. Integers are passed as longs, buffers by their address."""
        result: int = self._syscall(ctypes.c_long(number), *[_argument(arg) for arg in args])
        if result < 0:
            _fail()
        return result

    def prctl(self, option: int, *args: int) -> int:
        """`prctl(2)`, with the arguments that are not given as 0."""
        values = [ctypes.c_ulong(arg) for arg in (*args, 0, 0, 0, 0)[:4]]
        result: int = self._lib.prctl(ctypes.c_int(option), *values)
        if result < 0:
            _fail()
        return result

    def madvise(self, address: int, size: int, advice: int) -> None:
        """`madvise(2)`."""
        if self._lib.madvise(ctypes.c_void_p(address), ctypes.c_size_t(size), ctypes.c_int(advice)) != 0:
            _fail()

    def unshare(self, flags: int) -> None:
        """`unshare(2)`."""
        if self._lib.unshare(ctypes.c_int(flags)) != 0:
            _fail()

    def mount(self, source: str, target: str, kind: str, flags: int, data: str = "") -> None:
        """`mount(2)`; empty strings are passed as null."""
        texts = [ctypes.c_char_p(os.fsencode(text) if text else None) for text in (source, target, kind, data)]
        if self._lib.mount(*texts[:3], ctypes.c_ulong(flags), texts[3]) != 0:
            _fail()


def _argument(value: Any) -> Any:
    return ctypes.c_long(value) if isinstance(value, int) else value


def _fail() -> None:
    number = ctypes.get_errno()
    raise OSError(number, os.strerror(number))
