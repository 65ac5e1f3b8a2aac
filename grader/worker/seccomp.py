"""The system call filter: classic BPF, assembled here, for x86_64 and aarch64.

A list of what is refused, since a list of what is allowed breaks with the next glibc or torch; whatever is
newer than this list does not exist for a worker. Refused calls fail with EPERM, as in a container, so that
libraries fall back; only a foreign architecture kills. Writes of metadata (chmod, utime, xattr) pretend to
succeed, so that shutil and torch.save go on.
"""

import ctypes
import errno
import struct
from collections.abc import Sequence

from grader.worker.libc import PR_SET_NO_NEW_PRIVS, Libc
from grader.worker.syscalls import AUDIT_ARCH, GAP, LAST, number

# <linux/seccomp.h>
_SET_MODE_FILTER, _GET_ACTION_AVAIL, _TSYNC = 1, 2, 1
_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
# Offsets in struct seccomp_data; arguments are 64 bits, low word first on both architectures.
_NR, _ARCH, _ARGS = 0, 4, 16
# <linux/bpf_common.h>: load word, jump if equal / if greater or equal / if any bit set, and, return
_LD, _JEQ, _JGE, _JSET, _AND, _RET = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06

_DENIED = _ERRNO | errno.EPERM
_NO_DEVICE = _ERRNO | errno.ENOTTY
_ABSENT = _ERRNO | errno.ENOSYS
_PRETEND = _ERRNO | 0

PRETENDED = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
    "setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr",
    "removexattrat", "file_setattr",
    "sync", "syncfs",  # would make every neighbour wait for the disk
)  # fmt: skip
REFUSED = (
    # another program, another process (clone is looked at below)
    "execve", "execveat", "fork", "vfork",
    # sockets; socketpair and sendto are looked at below
    "socket", "connect", "accept", "accept4", "bind", "listen", "sendmsg", "sendmmsg", "recvmmsg",
    # other processes
    "tkill", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "ptrace", "process_vm_readv", "process_vm_writev",
    "process_madvise", "process_mrelease", "kcmp", "ioprio_set", "migrate_pages", "move_pages", "setpgid", "setsid",
    # shared memory and messages that outlive a process; files in memory, which no watch would count
    "shmget", "shmat", "shmctl", "shmdt", "semget", "semop", "semctl", "semtimedop", "msgget", "msgsnd", "msgrcv",
    "msgctl", "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr",
    "memfd_create", "memfd_secret", "keyctl", "add_key", "request_key",
    # parts of the kernel that no homework needs and exploits love
    "io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup", "io_submit", "bpf", "userfaultfd",
    "perf_event_open", "personality", "modify_ldt", "vhangup", "lookup_dcookie", "nfsservctl", "uselib", "ustat",
    "sysfs", "_sysctl", "seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self",
    "lsm_set_self_attr",
    # watching files tells the names of files that cannot be read
    "inotify_init", "inotify_init1", "inotify_add_watch", "inotify_rm_watch", "fanotify_init", "fanotify_mark",
    "name_to_handle_at", "open_by_handle_at",
    # namespaces, mounts, devices, the machine itself
    "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "open_tree_attr", "move_mount",
    "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "statmount", "listmount", "mknod", "mknodat",
    "swapon", "swapoff", "reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module",
    "acct", "quotactl", "quotactl_fd", "sethostname", "setdomainname", "settimeofday", "clock_settime",
    "clock_adjtime", "adjtimex", "iopl", "ioperm", "syslog",
)  # fmt: skip

# prctl options that tell or change something of this process alone: names, timer slack, vector lengths.
# Not among them: a parent's death signal, dumpable, subreaper, tracers.
_PRCTL = (2, 3, 15, 16, 21, 23, 29, 30, 38, 39, 41, 42, 50, 51, 52, 54, 55, 56, 63, 64, 0x53564D41)
# Terminal kind (TCGETS, TCGETS2) and size, bytes waiting, blocking, close-on-exec, clone of a file's data: all
# that Python asks of a file. Others could change flags of files that may only be read.
_IOCTL = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x40049409)
# With a GPU its driver's numbers are free, but for the types of file systems ("f", "X") and terminals ("T").
_IOCTL_TYPES_REFUSED = (0x6600, 0x5800, 0x5400)
# fcntl: owner and signal of a descriptor, leases (they hold up whoever opens the file), notices.
_FCNTL_REFUSED = (8, 10, 15, 1024, 1026)
_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE_MASK = 1, 1, 0xF
_CLONE_THREAD = 0x10000
_CLONE_NEW = 0x7E020080  # every namespace

# Stands for the worker's own id until it has one; no process can have it.
_OWN_PID = 0xFFFFFFFE

Instruction = tuple[int, int, int, int]


def _ret(action: int) -> Instruction:
    return (_RET, 0, 0, action)


def _arg(index: int, *, high: bool = False) -> Instruction:
    return (_LD, 0, 0, _ARGS + 8 * index + (4 if high else 0))


def _one_of(values: Sequence[int], then: int) -> list[Instruction]:
    """Return `then` if the loaded word is one of the values, else go on."""
    return [step for value in values for step in ((_JEQ, 0, 1, value), _ret(then))]


def _for_call(machine: str, name: str, block: list[Instruction]) -> list[Instruction]:
    """A block, which must end with a return, for one call; nothing where the architecture has no such call."""
    nr = number(name, machine)
    return [] if nr is None else [(_JEQ, 0, len(block), nr), *block]


def _own_pid(index: int, *, zero: bool) -> list[Instruction]:
    """Allow a call whose argument names this process, by its id or, where that means itself, by 0."""
    return [_arg(index), *_one_of([_OWN_PID, 0] if zero else [_OWN_PID], _ALLOW), _ret(_DENIED)]


def _pretend_to_set_times(index: int) -> list[Instruction]:
    """Pretend where times are given, as in a copy; refuse "now", after which Path.touch makes the file."""
    null = [_arg(index), (_JEQ, 1, 0, 0), _ret(_PRETEND), _arg(index, high=True), (_JEQ, 1, 0, 0), _ret(_PRETEND)]
    return [*null, _ret(_DENIED)]


def _looked_at(*, gpu: bool) -> dict[str, list[Instruction]]:
    """Calls that depend on their arguments."""
    own, own_or_0 = _own_pid(0, zero=False), _own_pid(0, zero=True)
    ioctl = [_arg(1), *_one_of(_IOCTL, _ALLOW), _ret(_NO_DEVICE)]
    if gpu:
        refused = _one_of(_IOCTL_TYPES_REFUSED, _NO_DEVICE)
        ioctl = [_arg(1), *_one_of(_IOCTL, _ALLOW), (_AND, 0, 0, 0xFF00), *refused, _ret(_ALLOW)]
    return {
        "clone": [
            _arg(0), (_JSET, 0, 1, _CLONE_NEW), _ret(_DENIED), (_JSET, 0, 1, _CLONE_THREAD), _ret(_ALLOW),
            _ret(_DENIED),
        ],
        # Its flags are behind a pointer; glibc then takes clone.
        "clone3": [_ret(_ABSENT)],
        # asyncio wakes itself through a pair of its own; such a pair can reach nobody else.
        "socketpair": [
            _arg(0), (_JEQ, 1, 0, _AF_UNIX), _ret(_DENIED),
            _arg(1), (_AND, 0, 0, _SOCK_TYPE_MASK), (_JEQ, 0, 1, _SOCK_STREAM), _ret(_ALLOW), _ret(_DENIED),
        ],
        # send is sendto without an address.
        "sendto": [
            _arg(4), (_JEQ, 1, 0, 0), _ret(_DENIED), _arg(4, high=True), (_JEQ, 1, 0, 0), _ret(_DENIED), _ret(_ALLOW),
        ],
        "utime": _pretend_to_set_times(1), "utimes": _pretend_to_set_times(1),
        "futimesat": _pretend_to_set_times(2), "utimensat": _pretend_to_set_times(2),
        "kill": own, "tgkill": own, "rt_sigqueueinfo": own, "rt_tgsigqueueinfo": own,
        "prlimit64": own_or_0, "sched_setaffinity": own_or_0, "sched_setscheduler": own_or_0,
        "sched_setparam": own_or_0, "sched_setattr": own_or_0,
        "setpriority": [_arg(0), (_JEQ, 1, 0, 0), _ret(_DENIED), *_own_pid(1, zero=True)],
        "prctl": [_arg(0), *_one_of(_PRCTL, _ALLOW), _ret(_DENIED)],
        "ioctl": ioctl,
        "fcntl": [_arg(1), *_one_of(_FCNTL_REFUSED, _DENIED), _ret(_ALLOW)],
    }  # fmt: skip


def program(machine: str, *, gpu: bool = False) -> bytes:
    """The filter as an array of struct sock_filter, for a process whose id is not known yet (`for_process`)."""
    first, last = GAP[machine]
    steps: list[Instruction] = [
        (_LD, 0, 0, _ARCH), (_JEQ, 1, 0, AUDIT_ARCH[machine]), _ret(_KILL),
        (_LD, 0, 0, _NR),
        # Newer than this list, or the x32 variants of x86_64, which have the same arch.
        (_JGE, 0, 1, LAST + 1), _ret(_ABSENT),
        (_JGE, 0, 2, first), (_JGE, 1, 0, last + 1), _ret(_ABSENT),
    ]  # fmt: skip
    for name, block in _looked_at(gpu=gpu).items():
        steps += _for_call(machine, name, block)
    for names, action in ((REFUSED, _DENIED), (PRETENDED, _PRETEND)):
        steps += _one_of([nr for name in names if (nr := number(name, machine)) is not None], action)
    steps.append(_ret(_ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def for_process(code: bytes, pid: int) -> bytes:
    """The filter for the process with this id."""
    return code.replace(struct.pack("=I", _OWN_PID), struct.pack("=I", pid))


def install(libc: Libc, machine: str, code: bytes) -> None:
    """Put the filter over every thread of this process. Raises `OSError`."""
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1)  # else only root may
    buffer = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: a count, padding, a pointer
    head = struct.pack("=H6xQ", len(code) // 8, ctypes.addressof(buffer))
    seccomp = number("seccomp", machine)
    assert seccomp is not None
    libc.syscall(seccomp, _SET_MODE_FILTER, _TSYNC, head)


def is_there(libc: Libc, machine: str) -> bool:
    """Whether the kernel takes filters."""
    seccomp = number("seccomp", machine)
    assert seccomp is not None
    try:
        libc.syscall(seccomp, _GET_ACTION_AVAIL, 0, struct.pack("=I", _ERRNO))
    except OSError:
        return False
    return True
