"""The fence: what a worker does to itself, and in which order, before it reads the first student byte.

Each layer needs what a later one takes away: namespaces before capabilities go, Landlock before the filter
that denies it. A layer that the system lacks is left out
and named in the report; one that is there and fails stops the worker, which is `internal_error`, never a
zero. On other systems than Linux this is a process with a few limits, and says so: level 1.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.worker import canaries, landlock, namespaces, privileges, rlimits, seccomp
from grader.worker.libc import Libc, architecture
from grader.worker.policy import (
    GPU_DEVICES,
    GPU_READABLE,
    GPU_WRITABLE,
    LAYERS,
    WRITABLE_DEVICES,
    FenceError,
    Policy,
    interpreter_paths,
)

_ON = "on"


@dataclass(frozen=True)
class Prepared:
    """What is the same for every worker, found out once, before the first fork."""

    pid: int
    parent: int
    libc: Libc | None
    machine: str | None
    landlock_abi: int
    filter: bytes | None = field(repr=False)
    filter_gpu: bytes | None = field(repr=False)
    readable: tuple[str, ...]
    tasks: int | None


@dataclass(frozen=True)
class Report:
    """How well a worker is fenced in: the level (README.md beside this file), and each layer "on" or "off: why"."""

    level: int
    layers: dict[str, str]


def prepare() -> Prepared:
    """Load and look up what a child would otherwise need time for. Hides this process's memory from its user."""
    machine = architecture()
    if machine is None:
        return Prepared(os.getpid(), os.getppid(), None, None, 0, None, None, (), None)
    libc = Libc()
    privileges.hide_memory(libc)
    filters = seccomp.is_there(libc, machine)
    return Prepared(
        pid=os.getpid(),
        parent=os.getppid(),
        libc=libc,
        machine=machine,
        landlock_abi=landlock.abi(libc),
        filter=seccomp.program(machine) if filters else None,
        filter_gpu=seccomp.program(machine, gpu=True) if filters else None,
        readable=interpreter_paths(),
        tasks=rlimits.tasks_of_user(),
    )


def enclose(prepared: Prepared, policy: Policy, keep_fds: tuple[int, ...]) -> Report:
    """Put up the fence around this process, for good. Raises `FenceError` where it does not hold.

    Keeps the descriptors `keep_fds` alone, and makes the scratch folder the working directory, home and
    place of temporary files.
    """
    os.chdir(policy.scratch)
    os.environ.update(HOME=policy.scratch, TMPDIR=policy.scratch)
    tempfile.tempdir = None
    fence = _Fence(prepared, policy, keep_fds)
    layers = {name: fence.put_up(name) for name in LAYERS}
    return Report(_level(layers, prepared.landlock_abi), layers)


def _level(layers: Mapping[str, str], landlock_abi: int) -> int:
    on = {name for name, state in layers.items() if state == _ON}
    if {"privileges", "rlimits", "landlock", "seccomp"} <= on and landlock_abi >= landlock.COMPLETE_ABI:
        return 4 if "namespaces" in on else 3
    return 2 if "rlimits" in on and on & {"landlock", "seccomp"} else 1


class _Missing(Exception):
    """This system does not have the layer. The message says what is missing."""


class _Fence:
    """One worker's fence while it is put up, layer by layer in the order of `LAYERS`."""

    def __init__(self, prepared: Prepared, policy: Policy, keep_fds: tuple[int, ...]) -> None:
        self._prepared = prepared
        self._policy = policy
        self._keep_fds = keep_fds
        self._parent = prepared.parent if prepared.pid == os.getpid() else prepared.pid
        self._on: set[str] = set()
        if prepared.libc is not None:
            if len(list(Path("/proc/self/task").iterdir())) != 1:
                raise FenceError("the worker has more than one thread before it is fenced in")
            privileges.show_memory(prepared.libc)

    def put_up(self, layer: str) -> str:
        """Put up one layer: "on", or "off: " and why."""
        if layer in self._policy.disabled:
            return "off: switched off"
        mechanism: Callable[[], None] = getattr(self, f"_{layer}")
        try:
            mechanism()
        except _Missing as missing:
            return f"off: {missing}"
        except (OSError, ValueError) as error:
            raise FenceError(f"the {layer} of a worker's fence failed: {error}") from error
        self._on.add(layer)
        return _ON

    def _linux(self) -> tuple[Libc, str]:
        prepared = self._prepared
        if prepared.libc is None or prepared.machine is None:
            raise _Missing(f"only on Linux with x86_64 or aarch64, and this is {sys.platform}")
        return prepared.libc, prepared.machine

    def _namespaces(self) -> None:
        libc, _ = self._linux()
        if not self._policy.namespaces:
            raise _Missing("not asked for")
        try:
            kept = (self._policy.scratch, *self._prepared.readable, *self._policy.extra_readable)
            namespaces.enter(libc, self._policy.canaries, kept)
        except OSError as error:
            raise _Missing(f"not allowed here ({error.strerror})") from error

    def _privileges(self) -> None:
        if os.name != "posix":
            raise _Missing(f"this is {sys.platform}")
        privileges.close_descriptors(self._prepared.libc, self._keep_fds)
        privileges.own_session()
        os.umask(0o077)
        libc, machine = self._linux()
        privileges.die_with(libc, self._parent)
        privileges.offer_to_oom_killer()
        privileges.hide_memory(libc)
        privileges.drop(libc, machine)

    def _rlimits(self) -> None:
        if os.name != "posix":
            raise _Missing(f"this is {sys.platform}")
        rlimits.apply(self._policy, self._prepared.tasks)

    def _landlock(self) -> None:
        libc, _ = self._linux()
        version, policy = self._prepared.landlock_abi, self._policy
        if not version:
            raise _Missing("this kernel has no Landlock, or it is not switched on (lsm=landlock,...)")
        readable = [*self._prepared.readable, *policy.extra_readable, "/proc/self"]
        devices, writable = list(WRITABLE_DEVICES), [policy.scratch]
        if policy.gpu:
            readable += GPU_READABLE
            writable += GPU_WRITABLE
            devices += [str(path) for pattern in GPU_DEVICES for path in Path("/dev").glob(pattern)]
        landlock.restrict(libc, version, {landlock.READ: readable, landlock.WRITE: writable, landlock.DEVICE: devices})

    def _seccomp(self) -> None:
        libc, machine = self._linux()
        code = self._prepared.filter_gpu if self._policy.gpu else self._prepared.filter
        if code is None:
            raise _Missing("this kernel takes no system call filters")
        seccomp.install(libc, machine, seccomp.for_process(code, os.getpid()))

    def _canaries(self) -> None:
        self._linux()
        canaries.check(self._policy.canaries, self._on, self._parent)
