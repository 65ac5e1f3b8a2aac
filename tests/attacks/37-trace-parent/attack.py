"""Attach a debugger to the process above."""

import ctypes
import os


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(0x4206, os.getppid(), 0, 0) == 0:  # PTRACE_SEIZE stops nobody
        return "traced"
    if libc.syscall(434, os.getppid(), 0) >= 0:
        return "pidfd_open"
