"""Modes, owners, times and attributes of files of the same user."""

import os


def attack():
    for path in ("@COURSE@/solutions/regularization/layers.py", "@COURSE@", "@OUT@", os.__file__):
        before = os.stat(path).st_ctime_ns
        for act in (
            lambda: os.chmod(path, 0o777),
            lambda: os.utime(path, (1, 1)),
            lambda: os.setxattr(path, "user.stolen", b"1"),
            lambda: os.chown(path, os.getuid(), -1),
        ):
            try:
                act()
            except OSError:
                pass
        if os.stat(path).st_ctime_ns != before:
            return path
