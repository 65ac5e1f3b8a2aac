"""The processes of a run, found from outside: the command, its judges, and the zygotes that hold torch for them."""

import os
import signal
from pathlib import Path


def children(pid: int) -> list[int]:
    """Ids of the processes that any thread of this one started; none where it is gone."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in file.read_text().split()]
        except OSError:
            continue
    return found


def below(pid: int) -> list[int]:
    """Ids of all processes below this one."""
    return [found for child in children(pid) for found in (child, *below(child))]


def judges(pid: int) -> list[int]:
    """The judging processes of a command."""
    return [found for found in below(pid) if "spawn_main" in _command(found)]


def zygotes(pid: int) -> list[int]:
    """The zygotes below a command, without the workers that look like them."""
    return [zygote for judge in judges(pid) for zygote in children(judge) if "grader.worker.zygote" in _command(zygote)]


def is_running(pid: int) -> bool:
    """Whether a process is there and not only unburied."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(pid: int) -> None:
    """SIGKILL; nothing where it is gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
