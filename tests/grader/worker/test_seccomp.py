"""The system call filter: what it decides, on both architectures, and what the kernel makes of it here."""

import errno
import platform
import re
import signal
import struct
from pathlib import Path

import pytest

from grader.worker import seccomp
from grader.worker.syscalls import AUDIT_ARCH, GAP, LAST, NUMBERS, number

MACHINES = ("x86_64", "aarch64")
PID = 4321
ALLOWED, DENIED, ABSENT, PRETENDED, KILLED = "allowed", "denied", "absent", "pretended", "killed"
ACTIONS = {
    0x7FFF0000: ALLOWED, 0x00050000 | errno.EPERM: DENIED, 0x00050000 | errno.ENOTTY: DENIED,
    0x00050000 | errno.ENOSYS: ABSENT, 0x00050000: PRETENDED, 0x80000000: KILLED,
}  # fmt: skip
PROBES = (
    "watch_hidden", "change_metadata", "make_device", "internet", "internet_6", "netlink", "vsock", "unix_socket",
    "datagram_pair", "send_descriptor", "fork", "execute", "signal_parent", "signal_init", "open_parent", "read_parent",
    "limit_parent", "slow_parent", "move_parent", "io_uring", "keyring", "bpf", "perf_events", "userfaultfd",
    "memory_file", "shared_segment", "outlive_parent", "mount", "unshare", "trace_parent",
)  # fmt: skip


def decide(machine, name, *args, arch=None, gpu=False):
    """What the filter for process 4321 decides: a small interpreter of classic BPF."""
    code = seccomp.for_process(seccomp.program(machine, gpu=gpu), PID)
    steps = list(struct.iter_unpack("=HBBI", code))
    nr = name if isinstance(name, int) else number(name, machine)
    values = [*args, *[0] * (6 - len(args))]
    data = struct.pack("=IIQ6Q", nr, AUDIT_ARCH[machine] if arch is None else arch, 0, *[v % 2**64 for v in values])
    at, word = 0, 0
    while True:
        operation, if_true, if_false, k = steps[at]
        at += 1
        if operation == 0x06:
            return ACTIONS[k]
        if operation == 0x20:
            (word,) = struct.unpack_from("=I", data, k)
        elif operation == 0x54:
            word &= k
        else:
            true = {0x15: word == k, 0x35: word >= k, 0x45: bool(word & k)}[operation]
            at += if_true if true else if_false


@pytest.fixture(params=MACHINES)
def machine(request):
    return request.param


def test_every_jump_lands_inside_the_program(machine):
    for gpu in (False, True):
        steps = list(struct.iter_unpack("=HBBI", seccomp.program(machine, gpu=gpu)))
        assert len(steps) <= 4096
        for at, (operation, if_true, if_false, _) in enumerate(steps):
            if operation in (0x15, 0x35, 0x45):
                assert at + 1 + max(if_true, if_false) < len(steps)
        assert steps[-1][0] == 0x06


def test_refused_and_pretended_calls(machine):
    for names, decision in ((seccomp.REFUSED, DENIED), (seccomp.PRETENDED, PRETENDED)):
        for name in names:
            if number(name, machine) is not None:
                assert decide(machine, name) == decision, name


def test_ordinary_calls_pass(machine):
    named = {numbers[MACHINES.index(machine)] for numbers in NUMBERS.values()}
    first, last = GAP[machine]
    passed = [nr for nr in range(LAST + 1) if nr not in named and not first <= nr <= last]
    assert len(passed) > 150
    assert {decide(machine, nr) for nr in passed} == {ALLOWED}


def test_what_is_newer_than_the_list_is_absent(machine):
    for nr in (LAST + 1, 600, 0x40000000, 0x40000000 + 41, 2**32 - 1, *GAP[machine]):
        assert decide(machine, nr) == ABSENT


def test_a_foreign_architecture_kills(machine):
    for arch in (0x40000003, 0x40000028, AUDIT_ARCH[MACHINES[machine == "x86_64"]]):
        assert decide(machine, "kill", PID, arch=arch) == KILLED


def test_threads_but_no_processes_and_no_namespaces(machine):
    thread = 0x3D0F00
    assert decide(machine, "clone", thread) == ALLOWED
    assert decide(machine, "clone", signal.SIGCHLD) == DENIED
    assert decide(machine, "clone", 0x4100 | signal.SIGCHLD) == DENIED
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000, 0x80):
        assert decide(machine, "clone", thread | flag) == DENIED
    assert decide(machine, "clone3") == ABSENT


def test_only_itself_can_be_named(machine):
    for name in ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
        decisions = [decide(machine, name, pid, 9) for pid in (PID, 0, 1, -1, -PID, PID + 1)]
        assert decisions == [ALLOWED, *[DENIED] * 5]
    for name in ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"):
        decisions = [decide(machine, name, pid) for pid in (PID, 0, 1, -1, PID + 1)]
        assert decisions == [ALLOWED, ALLOWED, *[DENIED] * 3]
    decisions = [decide(machine, "setpriority", *args) for args in ((0, 0), (0, PID), (0, 1), (1, 0), (2, 0))]
    assert decisions == [ALLOWED, ALLOWED, *[DENIED] * 3]


def test_sockets_only_between_itself_and_itself(machine):
    assert decide(machine, "socketpair", 1, 1 | 0x80800) == ALLOWED
    for family, kind in ((1, 2), (1, 5), (2, 1), (16, 1), (1, 3)):
        assert decide(machine, "socketpair", family, kind) == DENIED
    assert decide(machine, "sendto", 3, 0x1000, 10, 0, 0, 0) == ALLOWED
    for address in (1, 1 << 32, 0x7FFF12345678):
        assert decide(machine, "sendto", 3, 0x1000, 10, 0, address, 16) == DENIED


def test_a_process_may_name_itself_but_not_change_its_fate(machine):
    assert decide(machine, "prctl", 15) == ALLOWED
    for option in (1, 4, 22, 24, 28, 35, 36, 47, 62, 0x59616D61):
        assert decide(machine, "prctl", option) == DENIED


def test_times_of_a_copy_are_pretended_and_touch_makes_the_file(machine):
    assert decide(machine, "utimensat", 0, 1, 0x7FFF00000000) == PRETENDED
    assert decide(machine, "utimensat", 0, 1, 0x1000) == PRETENDED
    assert decide(machine, "utimensat", 0, 1, 0) == DENIED


def test_files_keep_their_flags_and_descriptors_their_owner(machine):
    assert decide(machine, "ioctl", 1, 0x5401) == ALLOWED
    for request in (0x5412, 0x40086602, 0x401C5820, 0x40806685, 0x8901, 0x541C):
        assert decide(machine, "ioctl", 1, request) == DENIED
    assert decide(machine, "fcntl", 1, 2) == ALLOWED
    for command in (8, 10, 15, 1024, 1026):
        assert decide(machine, "fcntl", 1, command) == DENIED


def test_a_gpu_gets_its_drivers_requests_and_no_more(machine):
    for request in (0xC020462A, 0x30000001, 0x21):
        assert decide(machine, "ioctl", 1, request) == DENIED
        assert decide(machine, "ioctl", 1, request, gpu=True) == ALLOWED
    for request in (0x5412, 0x40086602, 0x401C5820):
        assert decide(machine, "ioctl", 1, request, gpu=True) == DENIED


@pytest.mark.parametrize(
    ("machine", "header"),
    [("x86_64", "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "/usr/include/asm-generic/unistd.h")],
)
def test_numbers_are_those_of_the_kernel(machine, header):
    if not Path(header).exists():
        pytest.skip(f"no kernel headers ({header})")
    found: dict[str, int] = {}
    for name, value in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\s*$", Path(header).read_text(), re.MULTILINE):
        found.setdefault(name, int(value))
    known = {name: number(name, machine) for name in NUMBERS}
    assert {name: nr for name, nr in known.items() if name in found and found[name] != nr} == {}
    assert len(set(known) & set(found)) > 100
    assert {name for name, nr in known.items() if nr is None} & set(found) == set()


def test_what_it_stops_alone(fenced, needs):
    needs("seccomp")
    assert fenced(*PROBES, disabled=("landlock",)).open == set()


def test_what_opens_without_it(fenced):
    opened = fenced(*PROBES, disabled=("seccomp",)).open
    assert {"unix_socket", "datagram_pair", "fork", "outlive_parent"} <= opened


def test_honest_code_notices_nothing(fenced):
    code = """
import asyncio, os, pathlib, shutil, signal, socket, subprocess, tempfile, threading, time

async def answer():
    await asyncio.sleep(0)
    return 42

pathlib.Path("new.txt").touch()
pathlib.Path("new.txt").touch()
pathlib.Path("new.txt").write_text("text")
os.chmod("new.txt", 0o644)
shutil.copy2("new.txt", "copy.txt")
pathlib.Path("tree").mkdir()
shutil.move("new.txt", "tree/new.txt")
shutil.copytree("tree", tempfile.mkdtemp() + "/tree")
seen = []
thread = threading.Thread(target=seen.append, args=(1,))
thread.start()
thread.join()
os.kill(os.getpid(), 0)
signal.signal(signal.SIGALRM, lambda *_: seen.append(2))
signal.setitimer(signal.ITIMER_REAL, 0.01)
while len(seen) < 2:
    time.sleep(0.01)
signal.raise_signal(signal.SIGALRM)
try:
    subprocess.run(["true"])
except PermissionError:
    seen.append("no program")
result = [asyncio.run(answer()), seen, pathlib.Path("copy.txt").read_text(), os.isatty(0)]
"""
    assert fenced(code=code).result == [42, [1, 2, 2, "no program"], "text", False]


def test_calls_of_another_architecture_end_the_worker(fenced, needs):
    if platform.machine() != "x86_64":
        pytest.skip("machine code of this test is x86_64's")
    needs("seccomp")
    code = """
import ctypes, mmap
memory = mmap.mmap(-1, 4096, prot=7)
memory.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20 (getpid); int 0x80; ret
result = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
"""
    met = fenced(code=code)
    # Without 32-bit calls in the kernel, the instruction itself is an error.
    assert met.exit in (-signal.SIGSYS, -signal.SIGSEGV)
