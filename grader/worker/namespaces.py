"""Own namespaces for network, IPC, host name and mounts, where the system allows them. A bonus.

Off unless asked for: it costs more than all other layers together (tests/benchmarks/fence.py), and what it
adds is that nobody sees whether a hidden file exists. No process namespace, which would need a second fork.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from grader.worker.libc import Libc

_CLONE_NEWNS, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_RDONLY = 2, 4, 8, 1
_MS_REC, _MS_PRIVATE = 0x4000, 0x40000
# Where processes of the machine meet: shared memory, sockets of services.
_MEETING_PLACES = ("/dev/shm", "/dev/mqueue", "/run")


def enter(libc: Libc, hidden: Iterable[str], kept: Iterable[str]) -> None:
    """Leave the machine's namespaces; folders of `hidden` files are empty afterwards. Raises `OSError`.

    A folder with something in it that must stay in sight (`kept`) is left as it is.
    """
    uid, gid = os.getuid(), os.getgid()
    own = _CLONE_NEWNS | _CLONE_NEWUTS | _CLONE_NEWIPC | _CLONE_NEWNET
    libc.unshare(own | _CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    libc.mount("", "/", "", _MS_REC | _MS_PRIVATE)
    needed = {parent for path in kept for parent in (Path(path).resolve(), *Path(path).resolve().parents)}
    folders = {Path(path).resolve().parent for path in hidden} - needed
    for folder in (*map(Path, _MEETING_PLACES), *sorted(folders)):
        if folder.is_dir():
            flags = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC | _MS_RDONLY
            libc.mount("none", str(folder), "tmpfs", flags, "size=4k,mode=755")
