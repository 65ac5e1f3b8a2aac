"""Limits, priority and cores of the judge and of neighbours."""

import os
import resource


def attack():
    own = os.getpid()
    for pid in (os.getppid(), *range(max(2, own - 30), own)):
        for act in (
            lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, resource.prlimit(pid, resource.RLIMIT_NOFILE)),
            lambda: os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid)),
            lambda: os.sched_setaffinity(pid, os.sched_getaffinity(pid)),
        ):
            try:
                act()
                return f"changed {pid}"
            except OSError:
                continue
