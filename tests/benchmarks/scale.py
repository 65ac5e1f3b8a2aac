"""A class of 10, 100 and 1,000 submissions through the command: time, memory, cost of one more, the first row.

Run: python -m tests.benchmarks.scale [--sizes 10,100,1000] [--jobs 2] [--pair 240] [--semester] [--json FILE].
Prints; asserts nothing. Submissions differ, so nothing comes from a cache.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from grader.catalog import load_course
from tests.benchmarks.bare import files_of
from tests.benchmarks.measuring import machine, write
from tests.grader.classroom import CLASS, REPOSITORY

# As in a class: most are right, some raise, some are wrong in one place and get a second run.
KINDS = ("right", "right-where", "leaky", "right-mask", "unscaled", "right-module", "raises", "right-maximum")
_UNIT = ("--lab", "regularization", "--no-accuracy")
_STUDENTS = 16  # of the sample of a semester
_SAMPLE_S = 0.2


@dataclass(frozen=True)
class Run:
    """One run of the command. `cpu_s` counts all of its processes, `memory_mb` the command's own most."""

    submissions: int
    jobs: int
    wall_s: float
    cpu_s: float
    first_row_s: float
    last_row_s: float
    memory_mb: float
    judge_mb: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10,100,1000")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--pair", type=int, default=240, help="submissions that one job and two jobs are compared with")
    parser.add_argument("--semester", action="store_true", help="four labs with accuracy, and one or two jobs")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    print(machine())
    result: dict[str, Any] = {"startup_s": startup()}
    print("start-up, s: " + ", ".join(f"{name} {seconds:.2f}" for name, seconds in result["startup_s"].items()))
    with tempfile.TemporaryDirectory() as place:
        result["runs"] = [asdict(run) for run in _sizes(Path(place), sizes, options.jobs)]
        result["only_s"] = _only(Path(place) / "submissions", Path(place) / f"out{sizes[-1]}", options.jobs)
        print(f"  one student of {sizes[-1]} again with --only: {result['only_s']:.1f} s", flush=True)
        if options.pair:
            result["pair"] = [asdict(run) for run in _pair(Path(place), options.pair)]
        if options.semester:
            result["semester"] = _semester(Path(place))
    write(options.json, result)


def startup() -> dict[str, float]:
    """Median wall seconds of help and of a usage error."""
    commands = {"--help": ["--help"], "usage error": ["grade", "no-such-folder"]}
    return {name: statistics.median(_startup_s(arguments) for _ in range(7)) for name, arguments in commands.items()}


def _startup_s(arguments: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "grader", *arguments], cwd=REPOSITORY, capture_output=True, check=False)
    return time.perf_counter() - started


def _sizes(place: Path, sizes: Sequence[int], jobs: int) -> list[Run]:
    runs: list[Run] = []
    print(
        f"  {'submissions':>12}{'jobs':>6}{'wall s':>9}{'CPU s':>9}{'first row':>11}{'command MB':>12}{'judge MB':>10}"
    )
    for size in sizes:
        write_class(place / "submissions", size)
        runs.append(_shown(measured(place / "submissions", place / f"out{size}", size, jobs)))
    for less, more in pairwise(runs):
        count = more.submissions - less.submissions
        wall, cpu = (1e3 * (b - a) / count for a, b in ((less.wall_s, more.wall_s), (less.cpu_s, more.cpu_s)))
        print(f"  each from {less.submissions} to {more.submissions}: {wall:.0f} ms wall, {cpu:.0f} ms CPU", flush=True)
    return runs


def _pair(place: Path, size: int) -> list[Run]:
    """The same class with one job and with two, start-up apart: the first row is when grading has begun.

    Each process learns a task's misconceptions at the first failure of it, 2 s for this class, whatever its size.
    """
    write_class(place / "pair", size)
    one, two = (_shown(measured(place / "pair", place / f"pair{jobs}", size, jobs)) for jobs in (1, 2))
    rest = (one.wall_s - one.first_row_s) / (two.wall_s - two.first_row_s)
    print(
        f"  two jobs are {_times(one, two):.2f} times one from first to last row, {rest:.2f} with the reports",
        flush=True,
    )
    return [one, two]


def _only(folder: Path, out: Path, jobs: int) -> float:
    name = min(path.name for path in folder.iterdir())
    layers = folder / name / "layers.py"
    layers.write_text(layers.read_text() + "\n# handed in again\n")
    return _command(folder, out, jobs, *_UNIT, "--only", name)[0]


def _semester(place: Path) -> dict[str, Any]:
    """Four labs with the accuracy check: seconds that one more student costs with one job, and what two jobs save."""
    runs = []
    for count, jobs in ((1, 1), (_STUDENTS, 1), (_STUDENTS, 2)):
        folder = place / f"semester{count}"
        for number in range(count):
            for lab in load_course(REPOSITORY).labs:
                for name, data in files_of(lab).items():
                    path = folder / f"student{number}" / lab.id / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data + f"\n# {number}\n".encode())
        runs.append(_shown(Run(4 * count, jobs, *_rounded(_command(folder, place / f"semester-{count}-{jobs}", jobs)))))
    few, one, two = runs
    each = (one.wall_s - few.wall_s) / (_STUDENTS - 1)
    print(
        f"  four labs with accuracy: {each:.1f} s for one more student; 250 on one core {250 * each / 60:.0f} minutes; "
        f"two jobs are {_times(one, two):.2f} times one from first to last row"
    )
    return {"student_s": each, "runs": [asdict(run) for run in runs]}


def _times(one: Run, two: Run) -> float:
    return (one.last_row_s - one.first_row_s) / (two.last_row_s - two.first_row_s)


def write_class(folder: Path, size: int) -> None:
    """That many submissions, each with a line of its own."""
    for number in range(size):
        place = folder / f"{2026000000 + number}"
        if place.exists():
            continue
        place.mkdir(parents=True)
        for name, data in CLASS[KINDS[number % len(KINDS)]].sources().items():
            (place / name).write_bytes(data + f"\n# {number}\n".encode())


def measured(folder: Path, out: Path, size: int, jobs: int) -> Run:
    """The command on a folder, and what it took."""
    return Run(size, jobs, *_rounded(_command(folder, out, jobs, *_UNIT)))


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 2) for value in values]


def _command(folder: Path, out: Path, jobs: int, *more: str) -> tuple[float, float, float, float, float, float]:
    arguments = [str(folder), "--jobs", str(jobs), "--out", str(out)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *arguments, "--progress", "plain", *more], cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    watch = _Memory(process.pid)
    watch.start()
    first = last = 0.0
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("["):
            last = time.perf_counter() - started
            first = first or last
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status != 0:
        raise SystemExit(f"{arguments} ended with {status}")
    return wall, usage.ru_utime + usage.ru_stime, first, last, watch.own, watch.judge


class _Memory(threading.Thread):
    """Looks now and then at the most memory that the command and its largest judge had, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self.own, self.judge = pid, 0.0, 0.0

    def run(self) -> None:
        while (most := _most_mb(self._pid)) is not None:
            self.own = max(self.own, most)
            try:
                pids = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
            except OSError:
                return
            self.judge = max([self.judge, *(_most_mb(int(pid)) or 0.0 for pid in pids)])
            time.sleep(_SAMPLE_S)


def _most_mb(pid: int) -> float | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), None)
    return int(line.split()[1]) / 1024 if line else None


def _shown(run: Run) -> Run:
    times = f"{run.wall_s:9.1f}{run.cpu_s:9.1f}{run.first_row_s:11.1f}"
    print(f"  {run.submissions:12}{run.jobs:6}{times}{run.memory_mb:12.0f}{run.judge_mb:10.0f}", flush=True)
    return run


if __name__ == "__main__":
    main()
