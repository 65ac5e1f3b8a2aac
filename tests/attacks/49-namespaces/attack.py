"""Become root of a namespace of its own, mount, change root."""

import ctypes
import os


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    for flags in (0x10000000, 0x10020000, 0x20000, 0x40000000):
        if libc.unshare(flags) == 0:
            return f"unshare {flags:#x}"
    os.mkdir("here")
    if libc.mount(b"none", b"here", b"tmpfs", 0, None) == 0:
        return "mounted"
    os.chroot(".")
    return "chroot"
