"""Resource limits that the kernel keeps for one process.

Because a worker can start no other process, they are limits of the whole submission. They are backstops:
the judge watches time, memory and threads from outside (`procfs.py`), since an address space says little
about what is really used, and shared mappings count in no limit.
"""

import os
from pathlib import Path

from grader.worker.policy import Policy

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

# Files open at a time. Times the largest file, it bounds what deleted but open files can hold.
_FILES, _FILES_GPU = 128, 1024
# Address space beyond what is there: bounds page tables, and is far from what honest code reserves.
_ADDRESS_SPACE = 64 << 30
# Threads beyond those that the user runs already, since the kernel counts a user's threads together.
_THREADS = 1024
_SIGNALS = 256
_CPU_GRACE_S = 2


def tasks_of_user() -> int | None:
    """Threads that run under this user id now; None for root, whom the kernel does not limit."""
    uid = os.getuid()
    if uid == 0:
        return None
    total = 0
    for entry in os.scandir("/proc"):
        try:
            if entry.name.isdecimal() and entry.stat().st_uid in (0, uid):
                fields = Path(entry.path, "status").read_text()
                if int(_field(fields, "Uid:")) == uid:
                    total += int(_field(fields, "Threads:"))
        except OSError:  # ended meanwhile
            continue
    return total


def _field(status: str, name: str) -> str:
    return status.split(f"\n{name}", 1)[1].split(None, 1)[0]


def apply(policy: Policy, tasks: int | None) -> None:
    """Set the limits of this process, soft and hard, never above what it has. Raises `OSError`, `ValueError`.

    `tasks` is what `tasks_of_user` said in the parent.
    """
    limits = policy.limits
    _set("CORE", 0)
    _set("FSIZE", limits.scratch_mb << 20)
    _set("NOFILE", _FILES_GPU if policy.gpu else _FILES)
    _set("CPU", policy.lifetime_cpu_s, _CPU_GRACE_S)
    _set("SIGPENDING", _SIGNALS)
    _set("MSGQUEUE", 0)
    _set("NICE", 0)
    _set("RTPRIO", 0)
    if tasks is not None:
        _set("NPROC", tasks + _THREADS)
    if not policy.gpu:  # CUDA pins memory and reserves address space by the terabyte
        _set("MEMLOCK", 0)
        _limit_memory(limits.memory_mb << 20)


def _limit_memory(budget: int) -> None:
    try:
        pages = Path("/proc/self/statm").read_text().split()
    except OSError:  # no /proc: the limit would be a guess
        return
    page = os.sysconf("SC_PAGE_SIZE")
    _set("DATA", int(pages[5]) * page + budget)
    _set("AS", int(pages[0]) * page + budget + _ADDRESS_SPACE)


def _set(name: str, value: int, grace: int = 0) -> None:
    number = getattr(resource, f"RLIMIT_{name}", None)
    if number is None:  # this system has no such limit
        return
    soft, hard = resource.getrlimit(number)
    resource.setrlimit(number, (_least(value, soft, hard), _least(value + grace, hard)))


def _least(*values: int) -> int:
    return min((value for value in values if value != resource.RLIM_INFINITY), default=resource.RLIM_INFINITY)
