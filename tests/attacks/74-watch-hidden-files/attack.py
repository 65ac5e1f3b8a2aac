"""Be told which hidden files the judge opens."""

import ctypes


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.inotify_init()
    if fd >= 0 and libc.inotify_add_watch(fd, b"@COURSE@/tests/labs/regularization/hidden", 0x20) >= 0:
        return "watching"
