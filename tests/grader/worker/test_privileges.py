"""What a worker keeps of its parent: nothing."""

import json
import subprocess
import time
from pathlib import Path

PROBES = ("capabilities", "inherited", "be_traced")


def test_nothing_is_kept(fenced):
    assert fenced(*PROBES).open == set()


def test_what_opens_without_them(fenced):
    assert {"inherited", "be_traced"} <= fenced(*PROBES, disabled=("privileges",)).open


def test_standard_streams_lead_nowhere(fenced):
    code = """
import os, sys
os.write(1, b"noise")
print("noise", file=sys.stderr, flush=True)
result = [os.path.realpath(f"/proc/self/fd/{fd}") for fd in range(3)] + [sys.stdin.read()]
"""
    assert fenced(code=code).result == ["/dev/null", "/dev/null", "/dev/null", ""]


def test_it_has_its_own_session_and_private_files(fenced):
    code = """
import os
os.close(os.open("file", os.O_CREAT))
result = [os.getsid(0) == os.getpid(), oct(os.stat("file").st_mode)]
"""
    assert fenced(code=code).result == [True, "0o100700"]


def test_the_kernel_ends_it_first_when_memory_runs_out(fenced):
    assert fenced(code="result = open('/proc/self/oom_score_adj').read().strip()").result == "1000"


def test_it_ends_with_its_parent(place):
    config = place.config(probes=(), code="import time; time.sleep(60)", disabled=(), linger=True)
    done = subprocess.run([*place.command, config], capture_output=True, text=True, timeout=60, check=True)
    pid = json.loads(done.stdout)["child"]
    status = Path(f"/proc/{pid}/status")
    until = time.monotonic() + 20
    while status.exists() and "State:\tZ" not in status.read_text():
        assert time.monotonic() < until, "the child outlived its parent"
        time.sleep(0.01)
