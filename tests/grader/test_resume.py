"""A run that is interrupted loses nothing: what was graded stays, and the same command ends with the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.grader.classroom import REPOSITORY, run_grader, write
from tests.grader.test_class import timeless

FEW = ("right", "leaky", "unscaled", "right-where", "right-mask")


def descendants(pid: int) -> set[int]:
    """Every process below a process."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                parents[int(stat.parent.name)] = int(fields[1])
    found, below = set(), {pid}
    while below:
        below = {child for child, parent in parents.items() if parent in below}
        found |= below
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    folder, temporary = write(tmp_path / "submissions", ("loops",)), tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", str(folder), "--lab", "regularization", "--out", str(tmp_path / "reports")],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1", "TMPDIR": str(temporary)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 300
    while not list(temporary.glob("grader-*/*/submission")) and time.monotonic() < until:
        time.sleep(0.05)
    below = descendants(process.pid)
    assert len(below) >= 3, "a judge, its zygote, a worker"
    process.send_signal(number)
    assert process.wait(60) == (130 if number is signal.SIGTERM else -number)
    while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]
    left = [path.name for path in temporary.iterdir()]
    assert left == [] or number is signal.SIGKILL, left
    assert all(name.startswith("grader-run-") for name in left), left


def test_interrupted_and_started_again(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "submissions", FEW), tmp_path / "reports"
    options = ["--lab", "regularization", "--jobs", "1", "--progress", "plain"]
    # Whoever starts tests in the background leaves this signal ignored, and that is inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", str(folder), *options, "--out", str(out)],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # only this process is interrupted
    )
    deadline = time.monotonic() + 300
    while len(list((out / "cache").glob("*.json"))) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    kept = {path.name: path.read_bytes() for path in (out / "cache").glob("*.json")}
    assert 2 <= len(kept) < len(FEW)
    assert run_grader(folder, *options, "--out", out).returncode == 0
    assert {name: (out / "cache" / name).read_bytes() for name in kept} == kept
    assert run_grader(folder, *options, "--out", tmp_path / "at-once").returncode == 0
    again, at_once = (json.loads((place / "grades.json").read_text()) for place in (out, tmp_path / "at-once"))
    assert timeless(again) == timeless(at_once)
