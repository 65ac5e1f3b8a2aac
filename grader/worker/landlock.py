"""Landlock: which files a worker may open, no TCP, and no signal or abstract socket out of its own domain.

It knows real files, not names: links, `..` and /proc/<pid>/root lead nowhere new. Not covered by the
kernel: whether a path exists (`stat`), and sockets with a path, which seccomp denies.
"""

import os
import stat
import struct
from collections.abc import Iterable, Mapping

from grader.worker.libc import PR_SET_NO_NEW_PRIVS, Libc

_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1

# From <linux/landlock.h>, bit by bit: LANDLOCK_ACCESS_FS_*
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = (1 << bit for bit in range(4))
_REMOVE_DIR, _REMOVE_FILE, _MAKE_CHAR, _MAKE_DIR = (1 << bit for bit in range(4, 8))
_MAKE_REG, _MAKE_SOCK, _MAKE_FIFO, _MAKE_BLOCK = (1 << bit for bit in range(8, 12))
_MAKE_SYM, _REFER, _TRUNCATE, _IOCTL_DEV = (1 << bit for bit in range(12, 16))
# How many of these bits an ABI knows.
_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
_NET_TCP = 0b11  # bind, connect; since ABI 4
_SCOPES = 0b11  # abstract unix sockets, signals; since ABI 6
_LOG_OFF = 1  # LANDLOCK_RESTRICT_SELF_LOG_SAME_EXEC_OFF; since ABI 7

READ = _READ_FILE | _READ_DIR
WRITE = (
    READ
    | _WRITE_FILE
    | _TRUNCATE
    | _REMOVE_DIR
    | _REMOVE_FILE
    | _REFER
    | _MAKE_DIR
    | _MAKE_REG
    | _MAKE_FIFO
    | _MAKE_SYM
)
DEVICE = _READ_FILE | _WRITE_FILE | _TRUNCATE | _IOCTL_DEV
# What may be granted on something that is no folder.
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV

# Before ABI 3 a file outside could still be truncated.
COMPLETE_ABI = 3


def abi(libc: Libc) -> int:
    """The kernel's Landlock ABI, 0 where it has none or it is switched off."""
    try:
        return libc.syscall(_CREATE, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict(libc: Libc, version: int, allowed: Mapping[int, Iterable[str]]) -> None:
    """Restrict this thread to `allowed`: access rights to paths. A path that is not there is left out.

    Nothing may be executed and nothing else opened afterwards. Raises `OSError`.
    """
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1)  # else only root may
    handled = (1 << _FS_BITS.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", handled, _NET_TCP, _SCOPES)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE, attributes, size, 0)
    try:
        for rights, paths in allowed.items():
            for path in paths:
                _allow(libc, ruleset, path, rights & handled)
        libc.syscall(_RESTRICT_SELF, ruleset, _LOG_OFF if version >= 7 else 0)
    finally:
        os.close(ruleset)


def _allow(libc: Libc, ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= _ON_FILES
        libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", rights, fd), 0)
    finally:
        os.close(fd)
