"""What this machine gives: a real worker tries what a hostile submission would, on the real paths.

It acts and does not read version numbers: the probes (`worker/probes.py`) go to the worker as if they were
a submission, through the same client and behind the same fence.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader import wire
from grader.accuracy.dataset import default_dir
from grader.catalog import Course
from grader.errors import InternalFault
from grader.judge.client import Launcher, Worker, WorkerEnded
from grader.limits import Limits
from grader.procfs import threads

_PROBES = Path(__file__).resolve().parent.parent / "worker" / "probes.py"
# Small, so that trying them takes little of this machine; memory is beyond what a worker starts with.
OPEN, HELD = "open", "held"
_SWITCHED_OFF = "off: switched off"
_MARK = "GRADER_DOCTOR_WAS_HERE"
_LIMITS = Limits(cpu_s=2.0, memory_mb=1024, scratch_mb=64)
_LOOP_S = 6.0

# The layers of which any one holds a probe; "watch" is the judge, which looks at every worker from outside.
_LANDLOCK, _SECCOMP, _RLIMITS, _PRIVILEGES, _NAMESPACES = "landlock", "seccomp", "rlimits", "privileges", "namespaces"
_WATCH = "watch"
HOLDERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("read_hidden", "proc_root", "write_shm", "write_course"), (_LANDLOCK, _NAMESPACES)),
    **dict.fromkeys(("list_hidden", "link_to_hidden", "neighbours", "write_temporary", "write_packages"), (_LANDLOCK,)),
    **dict.fromkeys(("open_devices", "parent_files"), (_LANDLOCK,)),
    **dict.fromkeys(("parent_memory", "parent_environment"), (_LANDLOCK, _PRIVILEGES)),
    "see_hidden": (_NAMESPACES,),
    **dict.fromkeys(("watch_hidden", "change_metadata"), (_SECCOMP, _NAMESPACES)),
    "make_device": (_LANDLOCK, _SECCOMP, _PRIVILEGES),
    **dict.fromkeys(("execute", "signal_parent", "signal_init"), (_LANDLOCK, _SECCOMP)),
    **dict.fromkeys(("read_parent", "trace_parent"), (_LANDLOCK, _SECCOMP, _PRIVILEGES)),
    **dict.fromkeys(
        ("internet", "internet_6", "netlink", "vsock", "unix_socket", "datagram_pair", "send_descriptor", "fork",
         "open_parent", "limit_parent", "slow_parent", "move_parent", "io_uring", "keyring", "bpf", "perf_events",
         "userfaultfd", "memory_file", "shared_segment", "outlive_parent", "unshare"),
        (_SECCOMP,),
    ),
    "mount": (_SECCOMP, _PRIVILEGES),
    **dict.fromkeys(("capabilities", "inherited", "be_traced"), (_PRIVILEGES,)),
    **dict.fromkeys(("raise_limits", "large_file", "private_memory"), (_RLIMITS,)),
    **dict.fromkeys(("environment", "shared_memory", "many_files", "threads", "endless_loop"), (_WATCH,)),
}  # fmt: skip
FIXES = {
    _LANDLOCK: "use a Linux kernel of 5.19 or newer with landlock in its boot option lsm=, or a container on one",
    _SECCOMP: "use Linux on x86_64 or aarch64 with system call filters (every distribution's kernel has them)",
    _RLIMITS: "use Linux, or a container on it",
    _PRIVILEGES: "use Linux, or a container on it",
    _NAMESPACES: "level 4 alone promises it: set GRADER_NAMESPACES=1 where user namespaces are allowed",
}
_CONTAINER = (
    "docker run --network none --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges "
    "--pids-limit 256 --memory 4g"
)
_LEVELS = ("no fence", "a process of its own with limits", "partial", "good", "strong")


@dataclass(frozen=True)
class Finding:
    """One probe: "held", "open" or "unsupported". `expected` says whether the layers that stand explain it."""

    name: str
    title: str
    state: str
    detail: str
    expected: bool
    fix: str
    duration_s: float


@dataclass(frozen=True)
class Diagnosis:
    """Everything that doctor found. `fault` says why no worker started; then there are no findings."""

    level: int
    layers: dict[str, str]
    probes: tuple[Finding, ...]
    machine: dict[str, Any]
    notes: tuple[str, ...]
    fault: str = ""


def run(*, require_level: int | None, as_json: bool, course: Course, data: Path | None) -> int:
    """Try everything and print it. Returns 3 below `require_level`, 1 where no worker starts, else 0."""
    found = diagnose(course, data)
    if as_json:
        print(json.dumps({"schema_version": 1, "required_level": require_level, **asdict(found)}, indent=2))
    else:
        print("\n".join(lines(found, require_level)))
    if require_level is not None and found.level < require_level:
        return 3
    return 1 if found.fault else 0


def diagnose(course: Course, data: Path | None) -> Diagnosis:
    """Start a worker as `grade` does and let it try every probe. Raises nothing but what the machine raises."""
    hidden = [str(path) for path in course.hidden_files]
    disabled = [name for name in os.environ.get("GRADER_DISABLE", "").split(",") if name]
    namespaces = os.environ.get("GRADER_NAMESPACES") == "1"
    os.environ[_MARK] = "1"  # no worker may see it
    launcher = Launcher({"disabled": disabled, "canaries": hidden, "namespaces": namespaces})
    machine = _machine(data)
    try:
        patient = _Patient(launcher, hidden)
        findings = tuple(patient.findings())
        machine |= patient.parent()
        level, layers = patient.level, patient.layers
    except InternalFault as fault:
        return Diagnosis(0, {}, (), machine, _notes(machine), str(fault))
    finally:
        launcher.close()
        del os.environ[_MARK]
    if any(not finding.expected and HOLDERS[finding.name] != (_WATCH,) for finding in findings):
        level = min(level, 1)  # a layer that stands does not hold what it is for
    return Diagnosis(level, layers, findings, machine, _notes(machine))


class _Patient:
    """A worker that holds the probes, started again whenever a probe has ended it."""

    def __init__(self, launcher: Launcher, hidden: Sequence[str]) -> None:
        self._launcher = launcher
        self._worker = self._start()
        self.level = self._worker.ready.level
        self.layers = dict(self._worker.ready.layers)
        self._targets = {
            "hidden": list(hidden),
            "temporary": tempfile.gettempdir(),
            "mark": _MARK,
            "memory_mb": _LIMITS.memory_mb,
            "scratch_mb": _LIMITS.scratch_mb,
            "loop_s": _LOOP_S,
        }

    def findings(self) -> Iterator[Finding]:
        """Every probe's outcome, in the probes' own order."""
        for name, title in self._ask("titles").items():
            begun = time.monotonic()
            try:
                state, detail = self._ask("run", name, self._targets)
            except WorkerEnded as ended:
                state, detail = HELD, ended.text.en
                self._worker = self._start()
            held_by = [layer for layer in HOLDERS[name] if layer == _WATCH or self.layers.get(layer) == "on"]
            fix = "" if state != OPEN else self._fix(HOLDERS[name], held_by)
            duration = round(time.monotonic() - begun, 4)
            yield Finding(name, title, state, detail, state != OPEN or not held_by, fix, duration)

    def parent(self) -> dict[str, Any]:
        """What there is to know of the process that forks workers. Ends the worker."""
        pid = int(self._ask("parent"))
        self._worker.end()
        return {"zygote_threads": threads(pid) if pid != os.getpid() else None}

    def _fix(self, holders: Sequence[str], standing: Sequence[str]) -> str:
        """What would hold a probe that is open: another machine, or a layer that somebody has switched off."""
        if standing:
            return f"please report this as a fault of the grader ({' and '.join(standing)} should hold it)"
        off = [layer for layer in holders if self.layers.get(layer) == _SWITCHED_OFF]
        if off:
            return f"take {' and '.join(off)} out of GRADER_DISABLE"
        return " or ".join(dict.fromkeys(FIXES[layer] for layer in holders))

    def _start(self) -> Worker:
        worker = self._launcher.start(_LIMITS)
        packer = wire.Packer(_only_data)
        names, sources = packer.pack_all([_PROBES.name]), packer.pack_all([_PROBES.read_bytes()])
        worker.give(wire.Start(wire.DictData(names, sources), {_PROBES.stem: "full"}), packer.body)
        worker.ask(wire.Import(worker.next_seq(), _PROBES.stem))
        return worker

    def _ask(self, function: str, *args: Any) -> Any:
        packer = wire.Packer(_only_data)
        values = wire.ListData(packer.pack_all(args))
        self._worker.start_clock(_LIMITS)
        call = wire.Call(self._worker.next_seq(), "name", function, values, wire.DictData((), ()))
        reply, body = self._worker.ask(call, packer.body)
        if not isinstance(reply, wire.Reply) or reply.error is not None:
            raise InternalFault(f"the probes do not run: {getattr(reply, 'error', reply)}")
        return wire.unpack(reply.value, body, _only_data)


def _only_data(value: object) -> Any:
    raise InternalFault(f"the probes deal in plain data only, not in {type(value).__name__}")


def _machine(data: Path | None) -> dict[str, Any]:
    """Device, data, cores, user: what else a run depends on."""
    folder = data or Path(os.environ.get("GRADER_DATA") or default_dir())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "cores": cores,
        "as_root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "device": _gpu() or "cpu",
        "data": str(folder),
        "data_is_there": _has_mnist(folder),
    }


def _has_mnist(folder: Path) -> bool:
    raw = folder / "MNIST" / "raw"
    names = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
    return all((raw / name).exists() or (raw / f"{name}.gz").exists() for name in names)


def _gpu() -> str:
    """The GPU's name, if torch can use one. Asked in a process of its own: CUDA does not survive forks."""
    if not Path("/dev/nvidiactl").exists() and shutil.which("nvidia-smi") is None:
        return ""
    code = "import torch; print(torch.cuda.get_device_name() if torch.cuda.is_available() else '')"
    try:
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return said.stdout.strip()


def _notes(machine: Mapping[str, Any]) -> tuple[str, ...]:
    """What a person should know beside the probes."""
    notes = []
    if machine["as_root"]:
        notes.append("Running as root: workers keep no capability of it, but an ordinary user is better still.")
    if machine["device"] != "cpu":
        notes.append("The accuracy check uses the GPU: its driver is reachable from that worker, a weaker fence.")
    if not machine["data_is_there"]:
        notes.append("MNIST is not at hand: it is downloaded at first use, or name its folder with --data.")
    if (machine.get("zygote_threads") or 1) > 1:
        notes.append("The process that forks workers has several threads; its BLAS ignores *_NUM_THREADS=1.")
    return tuple(notes)


def lines(found: Diagnosis, required: int | None) -> Iterator[str]:
    """The report for a terminal."""
    if found.fault:
        yield f"No worker starts behind the fence: {found.fault}"
    for finding in found.probes:
        mark = "" if finding.expected else "!"
        tail = f"-> {finding.fix}" if finding.fix else finding.detail
        yield f"{finding.state + mark:12} {finding.title:48} {tail}"
    yield ""
    for name, state in found.layers.items():
        yield f"{'layer':12} {name:48} {state}"
    for name, value in found.machine.items():
        yield f"{'machine':12} {name:48} {value}"
    for note in found.notes:
        yield f"{'note':12} {note}"
    yield ""
    yield f"Sandbox level {found.level} of 4: {_LEVELS[found.level]}."
    if found.level < max(required or 0, 3):
        yield f"A container gives level 3 on any Linux kernel with Landlock: {_CONTAINER}"
    if required is not None and found.level < required:
        yield f"That is below the required level {required}."
