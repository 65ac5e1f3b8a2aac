"""A run that is killed again and again at random moments, and started again, ends with the grades of one left alone.

Run: python -m tests.benchmarks.kills [--kills 50] [--jobs 2] [--seed 0]. Exits 1 where grades differ, a killed run
left a process behind, or a file is broken.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.grader import processes
from tests.grader.classroom import REPOSITORY, write
from tests.grader.test_class import timeless

CLASS = ("right", "leaky", "unscaled", "right-where", "right-mask", "raises", "os-exit", "does-not-parse")
_END_S = 60.0  # what a killed run's processes may take to notice and clean up on a busy machine


def main() -> int:
    """Kill, start again, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        folder, out = write(Path(place) / "submissions", CLASS), Path(place) / "out"
        begun = time.monotonic()
        assert start(folder, Path(place) / "at-once", options.jobs).wait() == 0
        whole_s = time.monotonic() - begun
        wanted = grades(Path(place) / "at-once")
        kills = completed = 0
        while kills < options.kills:
            process = start(folder, out, options.jobs)
            try:
                process.wait(chance.uniform(0, whole_s))
            except subprocess.TimeoutExpired:
                kills += 1
                problem = killed(process, everything=chance.random() < 0.5) or broken(out)
                results = len(list((out / "cache").glob("*.json")))
                print(f"{kills:3} killed with {results} of {len(CLASS)} results", flush=True)
            else:
                completed += 1
                problem = "" if process.returncode == 0 and grades(out) == wanted else "other grades"
                print(f"    ended by itself: {problem or 'the same grades'}", flush=True)
                shutil.rmtree(out)  # the next ones are killed on the way again
            if problem:
                print(problem, file=sys.stderr)
                return 1
        if start(folder, out, options.jobs).wait() != 0 or grades(out) != wanted:
            print("other grades at the end", file=sys.stderr)
            return 1
    print(f"{kills} kills, {completed + 1} runs to the end, identical grades, no process left behind")
    return 0


def start(folder: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """The command on the class, in a session of its own."""
    arguments = [str(folder), "--lab", "regularization", "--jobs", str(jobs), "--progress", "none", "--out", str(out)]
    return subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments], cwd=REPOSITORY, env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def grades(out: Path) -> Any:
    """What a run found, without times."""
    return timeless(json.loads((out / "grades.json").read_text()))


def killed(process: subprocess.Popen[bytes], *, everything: bool) -> str:
    """Kill the command alone, or its whole session; what is wrong afterwards, or nothing."""
    started = processes.below(process.pid)
    if everything:
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    deadline = time.monotonic() + _END_S
    while any(map(processes.is_running, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return "a process was left behind" if any(map(processes.is_running, started)) else ""


def broken(out: Path) -> str:
    """A file that is there and not whole, or nothing."""
    for path in (*out.glob("cache/*.json"), *out.glob("*.json"), *out.glob("gradescope/*.json")):
        try:
            json.loads(path.read_text())
        except ValueError:
            return f"{path.name} is broken"
    return ""


if __name__ == "__main__":
    sys.exit(main())
