"""Use descriptors that were left open."""

import os
import stat


def attack():
    found = []
    for fd in range(3, 1024):
        try:
            found.append((fd, os.fstat(fd).st_mode))
        except OSError:
            continue
    others = [fd for fd, mode in found if not stat.S_ISSOCK(mode)]
    if others or len(found) > 1:
        return f"{len(found)} descriptors, {others}"
