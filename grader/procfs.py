"""What a process really uses, seen from outside. None where there is no /proc or the process is gone."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_BLOCK = 512  # of st_blocks, whatever the file system's own size
_ENTRIES = 20_000  # a folder with more is full, however small they are


def cpu_seconds(pid: int) -> float | None:
    """Seconds of CPU time, user and system, of a process and its reaped children."""
    text = _read(pid, "stat")
    if not text:
        return None
    fields = text[text.rindex(")") + 2 :].split()
    return sum(int(ticks) for ticks in fields[11:15]) / _TICKS


def starved_seconds(pid: int) -> float:
    """Seconds in which the main thread of a process could have run but had no core; 0 where nobody counts them.

    The kernel adds a wait when it is over: see `is_runnable` for the one that goes on.
    """
    try:
        return int(_read(pid, "schedstat").split()[1]) / 1e9
    except (IndexError, ValueError):
        return 0.0


def is_runnable(pid: int) -> bool:
    """Whether the main thread of a process runs or waits for a core, rather than for anything else."""
    return _read(pid, "stat").rpartition(")")[2].split()[:1] == ["R"]


def memory_bytes(pid: int) -> int | None:
    """Bytes of a process in memory or swapped out, shared mappings included."""
    status = _read(pid, "status")
    resident = _field(status, "VmRSS")
    return None if resident is None else (resident + (_field(status, "VmSwap") or 0)) * 1024


def oom_kills() -> int:
    """How many processes the kernel has ended since it started because memory ran out; 0 where nobody counts them."""
    try:
        counters = dict(line.split() for line in Path("/proc/vmstat").read_text().splitlines())
    except (OSError, ValueError):
        return 0
    return int(counters.get("oom_kill", 0))


def threads(pid: int) -> int | None:
    """How many threads a process has."""
    return _field(_read(pid, "status"), "Threads")


def folder_bytes(folder: Path, most: int) -> int:
    """Bytes on disk below a folder, counted until there are more than `most`; more too if it has 20,000 entries.

    Sparse files count by what they take. A file that was deleted but is still open is not seen.
    """
    total, entries, folders = 0, 0, [str(folder)]
    while folders and total <= most:
        try:
            with os.scandir(folders.pop()) as found:
                for entry in found:
                    total += entry.stat(follow_symlinks=False).st_blocks * _BLOCK
                    entries += 1
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    if total > most or entries > _ENTRIES:
                        return max(total, most + 1)
        except OSError:  # its owner is at work there
            continue
    return total


def _read(pid: int, name: str) -> str:
    """A file of /proc, all of which fit; nothing where it is gone. Without `open`: this is asked for at every test."""
    try:
        file = os.open(f"/proc/{pid}/{name}", os.O_RDONLY)
    except OSError:
        return ""
    try:
        return os.read(file, 8192).decode(errors="replace")
    except OSError:
        return ""
    finally:
        os.close(file)


def _field(status: str, name: str) -> int | None:
    """A number of /proc/<pid>/status; None where it is missing, as in a process that nobody has reaped."""
    _, found, rest = status.partition(f"\n{name}:")
    return int(rest.split(maxsplit=1)[0]) if found else None
