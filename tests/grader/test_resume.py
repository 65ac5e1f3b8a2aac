"""A run that is interrupted loses nothing: what was graded stays, and the same command ends with the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.grader.classroom import REPOSITORY, run_grader, write
from tests.grader.test_class import timeless

FEW = ("right", "leaky", "unscaled", "right-where", "right-mask")


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
