"""What a worker may do, as a value. The mechanisms beside this file take it as an argument."""

import site
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from grader.errors import InternalFault
from grader.limits import Limits

# The layers in the order in which they are put up; `Policy.disabled`, `Report.layers` and GRADER_DISABLE name them.
LAYERS = ("namespaces", "privileges", "rlimits", "landlock", "seccomp", "canaries")

# What CPython, torch, numpy and matplotlib read outside their own folders. No folder here may ever hold
# a course: /usr as a whole would (containers put one in /usr/src/app).
_SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/usr/share",
    "/lib",
    "/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/group",
    "/etc/mime.types",
    "/etc/fonts",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/kernel/mm/transparent_hugepage",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/loadavg",
    "/proc/uptime",
    "/proc/version",
    "/proc/filesystems",
    "/proc/sys/kernel/osrelease",
    "/proc/sys/vm/overcommit_memory",
    "/dev/random",
    "/dev/urandom",
)
# Devices without memory of their own.
WRITABLE_DEVICES = ("/dev/null", "/dev/zero", "/dev/full")
# What a CUDA context needs besides. A driver's ioctls are a large surface: level 3 at most, and doctor says so.
GPU_READABLE = (
    "/proc/driver/nvidia",
    "/proc/devices",
    "/sys/bus/pci",
    "/sys/devices",
    "/sys/module",
    "/usr/local/cuda",
    "/usr/local/nvidia",
    "/usr/lib/wsl",
)
GPU_WRITABLE = ("/proc/self/task",)  # the driver names its threads
GPU_DEVICES = ("nvidia[0-9]*", "nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-caps/*", "dxg")  # in /dev


class FenceError(InternalFault):
    """The fence does not stand as it should, so no student code may run behind it."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What one worker may do.

    scratch: the only folder it may write to, which exists and is its own.
    limits: what one test may use; `lifetime_cpu_s` is a backstop over the worker's whole life, because the
    judge ends a worker by its own clock long before.
    extra_readable: files and folders it may read besides what Python needs (the data of the accuracy check).
    canaries: paths it must not be able to open: real solutions, hidden tests, the course's secret.
    disabled: layers that are forced off, for tests and for machines where one of them is broken.
    gpu: whether it may open the GPU's devices.
    namespaces: whether it gets its own network, IPC, host name and mounts, where the system allows that.
    """

    scratch: str
    limits: Limits
    extra_readable: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()
    disabled: frozenset[str] = frozenset()
    gpu: bool = False
    namespaces: bool = False
    lifetime_cpu_s: int = 4 * 3600


def interpreter_paths() -> tuple[str, ...]:
    """What this Python and its packages need to read: exact folders, never a whole prefix or the course.

    An editable install puts its source tree on `sys.path`; only folders below the interpreter's own
    prefixes, and those that are made to hold packages, are taken, so that one stays out.
    """
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    paths = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    for entry in (*sys.path, *site.getsitepackages()):
        path = Path(entry).resolve()
        # A .pth file may lead to the packages of another environment.
        if any(prefix in path.parents for prefix in prefixes) or path.name in ("site-packages", "dist-packages"):
            paths.append(path)
    paths += [prefix / name for prefix in prefixes for name in ("lib", "lib64", "pyvenv.cfg")]
    found = {path.resolve() for path in (*paths, *map(Path, _SYSTEM)) if path.exists()}
    return tuple(sorted(str(path) for path in found if found.isdisjoint(path.parents)))
