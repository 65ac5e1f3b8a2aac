"""Own namespaces for network, IPC, host name and mounts, where the system allows them. A bonus.

Off unless asked for: it costs more than all other layers together (tests/benchmarks/fence.py), and what it
adds is that nobody sees whether a hidden file exists. No process namespace, which would need a second fork.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.worker.libc import Libc

_CLONE_NEWNS, _CLONE_NEWUTS, _CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_RDONLY = 2, 4, 8, 1
_MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x20, 0x1000, 0x4000, 0x40000
_MS_SAFE = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC
# Where processes of the machine meet: shared memory, sockets of services.
_MEETING_PLACES = ("/dev/shm", "/dev/mqueue", "/run")


def enter(libc: Libc, hidden: Iterable[str], kept: Iterable[str]) -> None:
    """Leave the machine's namespaces; folders of `hidden` files are empty afterwards. Raises `OSError`.

    What must stay in sight in such a folder (`kept`, a virtual environment in the course for instance) does; a folder
    that is itself kept, or in one that is, stays as it is.
    """
    uid, gid = os.getuid(), os.getgid()
    own = _CLONE_NEWNS | _CLONE_NEWUTS | _CLONE_NEWIPC | _CLONE_NEWNET
    libc.unshare(own | _CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    libc.mount("", "/", "", _MS_REC | _MS_PRIVATE)
    in_sight = {Path(path).resolve() for path in kept}
    folders = {Path(path).resolve().parent for path in hidden}
    for folder in (*map(Path, _MEETING_PLACES), *sorted(folders)):
        if folder.is_dir() and in_sight.isdisjoint((folder, *folder.parents)):
            _cover(libc, folder, [path for path in in_sight if folder in path.parents and path.exists()])


def _cover(libc: Libc, folder: Path, in_sight: Sequence[Path]) -> None:
    """Put an empty folder over this one, with nothing in it but what must stay in sight."""
    fds = [os.open(path, os.O_PATH | os.O_CLOEXEC) for path in in_sight]
    libc.mount("none", str(folder), "tmpfs", _MS_SAFE, "size=64k,mode=755")
    for path, fd in zip(in_sight, fds, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            path.mkdir(exist_ok=True)
        else:
            path.touch()
        libc.mount(f"/proc/self/fd/{fd}", str(path), "", _MS_BIND | _MS_REC)
        os.close(fd)
    libc.mount("none", str(folder), "", _MS_REMOUNT | _MS_RDONLY | _MS_SAFE)
