"""What a hostile submission would try, harmlessly: `grader doctor` sends this file to a real worker.

So it stands alone: standard library only, and it is never imported by the package. Each probe tries one
thing, undoes it where it worked, and says "held", "open" or "unsupported", with what came of it.
"""

import ctypes
import errno
import mmap
import os
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

HELD, OPEN, UNSUPPORTED = "held", "open", "unsupported"
Targets = dict[str, Any]
Result = tuple[str, str]
# An errno that says that this system has no such thing, rather than that it was refused.
_NOT_THERE = {errno.ENOSYS, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT, errno.ENODEV, errno.ENXIO, errno.EOPNOTSUPP}
_MB = 1 << 20
_MANY_THREADS = 3000
_SYSCALLS = {  # x86_64, aarch64
    "execve": (59, 221), "ptrace": (101, 117), "process_vm_readv": (310, 270), "prlimit64": (302, 261),
    "unshare": (272, 97), "mount": (165, 40), "io_uring_setup": (425, 425), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "memfd_create": (319, 279), "shmget": (29, 194),
    "shmctl": (31, 195), "umount2": (166, 39),
    "inotify_init1": (294, 26), "inotify_add_watch": (254, 27), "pidfd_open": (434, 434),
}  # fmt: skip
_BPF_MAP = ctypes.create_string_buffer(b"\x02\0\0\0\x04\0\0\0\x04\0\0\0\x01\0\0\0", 72)
_EVENT = ctypes.create_string_buffer(b"\x01\0\0\0\x80\0\0\0", 128)
_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


class _Unsupported(Exception):
    """Cannot be tried here."""


def run(name: str, targets: Targets) -> Result:
    """Try one probe: "held", "open" or "unsupported", and what came of it. Never raises.

    `targets` is what to aim at: hidden (paths), temporary (a folder), mark (a variable of the judge's environment),
    memory_mb, scratch_mb, loop_s.
    """
    try:
        return OPEN, str(_PROBES[name][1](targets) or "")
    except _Unsupported as reason:
        return UNSUPPORTED, str(reason)
    except OSError as error:
        kind = UNSUPPORTED if error.errno in _NOT_THERE else HELD
        return kind, error.strerror or type(error).__name__
    except (AttributeError, NotImplementedError):
        return UNSUPPORTED, f"nothing of the kind on {sys.platform}"
    except (MemoryError, RuntimeError, ValueError) as error:
        return HELD, f"{type(error).__name__}: {error}"[:200]


def titles() -> dict[str, str]:
    """What each probe tries. What may end the worker or change it for good comes last."""
    return {name: title for name, (title, _) in _PROBES.items()}


def parent() -> int:
    """The process that started this worker."""
    return os.getppid()


def _syscall(name: str, *args: Any) -> int:
    if sys.platform != "linux" or _libc is None or os.uname().machine not in ("x86_64", "aarch64"):
        raise _Unsupported(f"no such call on {sys.platform}")
    number = _SYSCALLS[name][os.uname().machine == "aarch64"]
    values = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    ctypes.set_errno(0)
    result = int(_libc.syscall(ctypes.c_long(number), *values))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _prctl(option: int, argument: int = 0) -> int:
    if sys.platform != "linux" or _libc is None:
        raise _Unsupported(f"no such call on {sys.platform}")
    result = int(_libc.prctl(option, ctypes.c_ulong(argument), *[ctypes.c_ulong(0)] * 3))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


@contextmanager
def _unless(number: int) -> Iterator[None]:
    """Go on where a call fails with this errno: it was let through."""
    try:
        yield
    except OSError as error:
        if error.errno != number:
            raise


def _none(found: list[Any], good: str) -> str:
    """What was found; raises as if refused where that is nothing."""
    if not found:
        raise PermissionError(errno.EPERM, good)
    return ", ".join(map(str, found))[:200]


def _cores() -> set[int]:
    return os.sched_getaffinity(os.getppid())


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, os.getppid())


def _first(targets: Targets) -> Path:
    if not targets["hidden"]:
        raise _Unsupported("this course has nothing hidden")
    return Path(targets["hidden"][0])


def _proc_of_parent(name: str) -> Path:
    if not Path("/proc/self").exists():
        raise _Unsupported("no /proc")
    return Path(f"/proc/{os.getppid()}/{name}")


def _read_hidden(targets: Targets) -> None:
    _first(targets)
    refusals = []
    for path in targets["hidden"]:
        try:
            Path(path).read_bytes()
            return
        except OSError as error:
            refusals.append(error)
    raise refusals[0]


def _link_to_hidden(targets: Targets) -> str:
    target = _first(targets)
    refusals = []
    for make in (os.symlink, os.link):
        link = Path(f"probe-{make.__name__}")
        try:
            make(target, link)
            link.read_bytes()
            return make.__name__
        except OSError as error:
            refusals.append(error)
        finally:
            link.unlink(missing_ok=True)
    raise refusals[0]


def _write_into(folder: Path) -> None:
    if not folder.is_dir():
        raise _Unsupported(f"no {folder}")
    handle, path = tempfile.mkstemp(prefix="grader-probe-", dir=folder)
    os.close(handle)
    Path(path).unlink()


def _write_packages(_: Targets) -> None:
    with Path(os.__file__).open("ab"):
        return


def _change_metadata(targets: Targets) -> None:
    path = _first(targets)
    before = path.stat()
    path.chmod(stat.S_IMODE(before.st_mode))  # what it is already; a real change moves its ctime
    if path.stat().st_ctime_ns == before.st_ctime_ns:
        raise PermissionError(errno.EPERM, "nothing changed")


def _make_device(_: Targets) -> None:
    path = Path("probe-device")
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    path.unlink()


def _open_devices(_: Targets) -> str:
    for name in ("mem", "kmsg", "tty", "vda", "sda", "nvme0n1", "fuse", "kvm"):
        with suppress(OSError):
            os.close(os.open(f"/dev/{name}", os.O_RDONLY | os.O_NONBLOCK))
            return name
    raise PermissionError(errno.EACCES, "none of them opens")


def _socket(family: str, kind: int) -> None:
    socket.socket(getattr(socket, family), kind).close()


def _datagram_pair(_: Targets) -> None:
    for end in socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM):
        end.close()


def _send_descriptor(_: Targets) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        socket.send_fds(ours, [b"x"], [0])


def _fork(_: Targets) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _execute(_: Targets) -> None:
    program = next((path for path in ("/bin/true", "/usr/bin/true") if Path(path).exists()), None)
    if program is None:
        raise _Unsupported("no program to try")
    with _unless(errno.EFAULT):  # the arguments cannot be read, so nothing starts
        _syscall("execve", program.encode(), 1, 0)


def _read_parent(_: Targets) -> None:
    there = (ctypes.c_size_t * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    with _unless(errno.EFAULT):  # the call was made, only this address is not mapped there
        _syscall("process_vm_readv", os.getppid(), here, 1, there, 1, 0)


def _limit_parent(_: Targets) -> None:
    buffer = ctypes.create_string_buffer(16)
    _syscall("prlimit64", os.getppid(), 7, None, buffer)
    _syscall("prlimit64", os.getppid(), 7, buffer, None)  # what it has already


def _shared_segment(_: Targets) -> None:
    segment = _syscall("shmget", 0, 4096, 0o1600)
    _syscall("shmctl", segment, 0, None)


def _watch_files(targets: Targets) -> None:
    fd = _syscall("inotify_init1", 0)
    try:
        _syscall("inotify_add_watch", fd, os.fsencode(_first(targets).parent), 0x20)
    finally:
        os.close(fd)


def _capabilities(_: Targets) -> str:
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        raise _Unsupported("no /proc/self/status") from None
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    sets = ["CapPrm", "CapEff", "CapAmb", *(["CapBnd"] if os.geteuid() == 0 else [])]  # only root can empty CapBnd
    found = [name for name in sets if int(status[name], 16)] + ["NoNewPrivs"] * (status["NoNewPrivs"] != "1")
    return _none(found, "none")


def _inherited(_: Targets) -> str:
    sockets, others = [], []
    null = Path(os.devnull).stat().st_rdev
    for fd in range(1024):
        with suppress(OSError):
            status = os.fstat(fd)
            if stat.S_ISSOCK(status.st_mode):
                sockets.append(fd)
            elif not (stat.S_ISCHR(status.st_mode) and status.st_rdev == null):
                others.append(fd)
    return _none(others + sockets[1:], "its channel and /dev/null")


def _environment(targets: Targets) -> None:
    mark = str(targets["mark"])
    seen = "".join(os.environ)
    with suppress(OSError):  # no /proc, or hidden from an ordinary user
        seen += Path("/proc/self/environ").read_bytes().decode(errors="replace")
    if mark not in seen:
        raise PermissionError(errno.EPERM, "nothing of the judge's")


def _be_traced(_: Targets) -> None:
    if _prctl(3) == 0:  # PR_GET_DUMPABLE
        raise PermissionError(errno.EPERM, "its memory is hidden")


def _raise_limits(_: Targets) -> str:
    import resource  # not on Windows, where this file must still be read

    for name in ("CPU", "DATA", "FSIZE", "NOFILE"):
        number = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(number)[1]
        if hard == resource.RLIM_INFINITY:
            return name
        with suppress(OSError, ValueError):
            resource.setrlimit(number, (hard, hard + 1))
            return name
    raise PermissionError(errno.EPERM, "none can be raised")


def _large_file(targets: Targets) -> None:
    path = Path("probe-large")
    try:
        with path.open("wb") as file:
            file.truncate((targets["scratch_mb"] + 1) * _MB)
    finally:
        path.unlink(missing_ok=True)


def _many_files(targets: Targets) -> None:
    folder, piece = Path("probe-many"), bytes(8 * _MB)
    folder.mkdir()
    for number in range(targets["scratch_mb"] // 8 + 8):
        (folder / str(number)).write_bytes(piece)
    time.sleep(1.5)


def _private_memory(targets: Targets) -> None:
    mmap.mmap(-1, (targets["memory_mb"] + 64) * _MB, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()


def _mount(_: Targets) -> None:
    Path("probe-mount").mkdir(exist_ok=True)
    _syscall("mount", b"none", b"probe-mount", b"tmpfs", 0, b"size=4k")
    _syscall("umount2", b"probe-mount", 2)


def _shared_memory(targets: Targets) -> None:
    size, piece = targets["memory_mb"] + 64, bytes(_MB)
    with mmap.mmap(-1, size * _MB, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS) as memory:
        for _ in range(size):
            memory.write(piece)
        time.sleep(0.5)  # the watch looks every 50 ms


def _threads(targets: Targets) -> None:
    stop = threading.Event()
    threading.stack_size(64 << 10)
    try:
        for _ in range(_MANY_THREADS):
            threading.Thread(target=stop.wait, daemon=True).start()
        time.sleep(0.5)
    finally:
        stop.set()


def _endless_loop(targets: Targets) -> None:
    until = time.process_time() + targets["loop_s"]
    while time.process_time() < until:
        pass


_PROBES: dict[str, tuple[str, Callable[[Targets], object]]] = {
    "read_hidden": ("read a solution, a hidden test or the secret", _read_hidden),
    "list_hidden": ("list their folder", lambda t: len(list(_first(t).parent.iterdir()))),
    "link_to_hidden": ("read one through a link", _link_to_hidden),
    "proc_root": ("read one through /proc/self/root", lambda t: len(Path(f"/proc/self/root{_first(t)}").read_bytes())),
    "see_hidden": ("see that a hidden file exists, and its size", lambda t: _first(t).stat().st_size),
    "watch_hidden": ("watch which hidden files are opened", _watch_files),
    "neighbours": ("list the scratch folders of other workers", lambda _: len(list(Path.cwd().parent.iterdir()))),
    "write_course": ("write into the course", lambda t: _write_into(_first(t).parent)),
    "write_temporary": ("write outside its scratch folder", lambda t: _write_into(Path(t["temporary"]))),
    "write_shm": ("write to /dev/shm", lambda _: _write_into(Path("/dev/shm"))),
    "write_packages": ("write into Python's packages", _write_packages),
    "change_metadata": ("change a hidden file's mode", _change_metadata),
    "make_device": ("make a device", _make_device),
    "open_devices": ("open a disk, a terminal or the kernel's log", _open_devices),
    "internet": ("open an internet socket", lambda _: _socket("AF_INET", socket.SOCK_STREAM)),
    "internet_6": ("open an IPv6 socket", lambda _: _socket("AF_INET6", socket.SOCK_DGRAM)),
    "netlink": ("talk to the kernel's network", lambda _: _socket("AF_NETLINK", socket.SOCK_RAW)),
    "vsock": ("talk to the host of a virtual machine", lambda _: _socket("AF_VSOCK", socket.SOCK_STREAM)),
    "unix_socket": ("open a local socket", lambda _: _socket("AF_UNIX", socket.SOCK_STREAM)),
    "datagram_pair": ("make a pair of sockets that can reach others", _datagram_pair),
    "send_descriptor": ("send an open file over a socket", _send_descriptor),
    "fork": ("start a process", _fork),
    "execute": ("start a program", _execute),
    "signal_parent": ("send a signal to its parent", lambda _: os.kill(os.getppid(), 0)),
    "signal_init": ("send a signal to process 1", lambda _: os.kill(1, 0)),
    "open_parent": ("get a handle of its parent", lambda _: os.close(_syscall("pidfd_open", os.getppid(), 0))),
    "parent_memory": ("open its parent's memory", lambda _: _proc_of_parent("mem").open("rb").close()),
    "parent_environment": ("read its parent's environment", lambda _: len(_proc_of_parent("environ").read_bytes())),
    "parent_files": ("list its parent's open files", lambda _: len(list(_proc_of_parent("fd").iterdir()))),
    "read_parent": ("copy from its parent's memory", _read_parent),
    "limit_parent": ("set its parent's limits", _limit_parent),
    "slow_parent": ("set its parent's priority", lambda _: os.setpriority(os.PRIO_PROCESS, os.getppid(), _priority())),
    "move_parent": ("choose its parent's cores", lambda _: os.sched_setaffinity(os.getppid(), _cores())),
    "io_uring": ("use io_uring", lambda _: os.close(_syscall("io_uring_setup", 1, ctypes.create_string_buffer(120)))),
    "keyring": ("reach the user's keys", lambda _: _syscall("keyctl", 0, -3, 0)),
    "bpf": ("load a BPF map", lambda _: os.close(_syscall("bpf", 0, _BPF_MAP, 72))),
    "perf_events": (
        "count the processor's events",
        lambda _: os.close(_syscall("perf_event_open", _EVENT, 0, -1, -1, 0)),
    ),
    "userfaultfd": ("handle its own page faults", lambda _: os.close(_syscall("userfaultfd", 1))),
    "memory_file": ("keep files in memory unseen", lambda _: os.close(_syscall("memfd_create", b"probe", 0))),
    "shared_segment": ("leave shared memory behind", _shared_segment),
    "capabilities": ("keep a privilege", _capabilities),
    "inherited": ("inherit open files", _inherited),
    "environment": ("read the judge's environment", _environment),
    "be_traced": ("let a neighbour read its memory", _be_traced),
    "outlive_parent": ("outlive its parent", lambda _: _prctl(1, int(signal.SIGKILL))),
    "raise_limits": ("raise its own limits", _raise_limits),
    "large_file": ("write a file above the limit", _large_file),
    "private_memory": ("reserve memory above the limit", _private_memory),
    # From here on a probe may end the worker, or change it for good.
    "mount": ("mount a file system", _mount),
    "unshare": ("enter a user namespace of its own", lambda _: _syscall("unshare", 0x10000000)),
    "trace_parent": ("trace its parent", lambda _: _syscall("ptrace", 0x4206, os.getppid(), 0, 0)),
    "shared_memory": ("use shared memory above the limit", _shared_memory),
    "many_files": ("fill the disk with many files", _many_files),
    "threads": ("start thousands of threads", _threads),
    "endless_loop": ("compute for ever", _endless_loop),
}
