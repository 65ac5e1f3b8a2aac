"""Reach the solution through links, `..` and /proc."""

import os


def attack():
    target = "@COURSE@/solutions/regularization/layers.py"
    for name, make in (("soft", os.symlink), ("hard", os.link)):
        try:
            make(target, name)
            return open(name).read()
        except OSError:
            pass
    for way in ("/proc/self/root" + target, "/proc/self/cwd/" + "../" * 20 + target, "/proc/thread-self/root" + target):
        try:
            return open(way).read()
        except OSError:
            pass
    os.chdir("/")
    return open(target.lstrip("/")).read()
