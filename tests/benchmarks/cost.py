"""What grading one submission costs, side by side in one run.

Run: python -m tests.benchmarks.cost [--lab regularization] [--rounds 7] [--others] [--json FILE]. Prints; asserts
nothing. The floor is what nobody can save: the bare checks with torch loaded, and a fork.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from grader import wire
from grader.catalog import Lab, load_course
from grader.judge.client import Launcher, Worker
from grader.judge.judge import Judge
from grader.judge.process import _ENV
from tests.benchmarks.bare import BareChecks, files_of
from tests.benchmarks.contenders import REPOSITORY, Absent, Nbgrader, Otter, PytestProcess
from tests.benchmarks.measuring import Measured, machine, rounds, table, write

OURS, BARE, FORK = "our grade", "bare checks, torch loaded", "fork of a warm process, and its end"
_IN_A_ROW = 5  # of these three in each round: in a class one follows the other, with everything still warm
# A process like a zygote, but for its fence: a line in, a fork; its CPU seconds out.
_FORKER = """
import gc, os, resource, sys, torch
torch.set_num_threads(1)
torch.optim.Adam(torch.nn.Linear(2, 1).parameters())
gc.collect()
gc.freeze()
def used():
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (0, -1)))  # itself and its children
for line in sys.stdin:
    before = used()
    if not (pid := os.fork()):
        os._exit(0)
    os.waitpid(pid, 0)
    print(used() - before, flush=True)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", action="append", help="repeatable; regularization by default")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--others", action="store_true", help="install Otter and nbgrader and compare with them")
    parser.add_argument("--environments", type=Path, help="keep their environments here for the next time")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    found = {}
    for name in options.lab or ["regularization"]:
        with tempfile.TemporaryDirectory() as place:
            os.chdir(place)  # some suites let a submission save files
            environments = options.environments or Path(place) / "environments"
            found[name] = _compare(load_course(REPOSITORY).lab(name), Path(place), environments, options)
            os.chdir(REPOSITORY)
    write(options.json, {"labs": found})


def _compare(lab: Lab, place: Path, environments: Path, options: argparse.Namespace) -> dict[str, Any]:
    files = files_of(lab)
    launcher = Launcher({"disabled": [], "canaries": []})
    judge = Judge(lab, b"benchmark".ljust(32), launcher)
    bare = BareChecks(judge.suite, lab)
    phases = Phases(launcher)
    ours = _ours(judge, files, launcher, phases)
    forker = subprocess.Popen(
        [sys.executable, "-I", "-c", _FORKER], env=_ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    subjects: dict[str, Callable[[], float]] = {
        BARE: lambda: _nothing(bare.run(files)), FORK: lambda: _asked(forker), OURS: ours,
        PytestProcess.name: PytestProcess(lab, files, place / "pytest"),
    }  # fmt: skip
    skipped = {}
    for tool in (Otter, Nbgrader) if options.others else ():
        try:
            subjects[tool.name] = tool(lab, files, place / tool.package, environments)
        except Absent as reason:
            skipped[tool.name] = str(reason)
    for name in (BARE, FORK, OURS):
        subjects[name]()  # warm: imports, zygote, caches of Python and torch
    phases.clear()
    measured = rounds(options.rounds, subjects, dict.fromkeys((BARE, FORK, OURS), _IN_A_ROW))
    launcher.close()
    forker.terminate()
    forker.communicate()
    print(f"\n{lab.id}: {len(judge.suite.specs)} tests, {options.rounds} rounds in turns, {machine()}")
    table(list(measured.items()))
    for name, reason in skipped.items():
        print(f"  {name}: skipped, {reason}")
    ratios = _ratios(measured)
    for name, (wall, cpu, least, most) in ratios.items():
        print(f"  {name:60} {wall:6.1f}  (rounds: {least:.1f} to {most:.1f}; by CPU time {cpu:.1f})")
    shares = phases.print()
    return {
        "tests": len(judge.suite.specs), "subjects": {name: m.plain() for name, m in measured.items()},
        "ratios": {name: {"wall": r[0], "cpu": r[1], "from": r[2], "to": r[3]} for name, r in ratios.items()},
        "phases_ms": shares, "skipped": skipped,
    }  # fmt: skip


def _ours(judge: Judge, files: Mapping[str, bytes], launcher: Launcher, phases: "Phases") -> Callable[[], float]:
    def grade() -> float:
        with phases.whole():
            before = _zygote_s(launcher)
            judged = judge.grade(files)
            failed = [test.id for test in judged.tests if test.outcome.value != "passed"]
            if failed:
                raise SystemExit(f"the reference fails {failed}")
            return judged.session.cpu_s + _zygote_s(launcher) - before

    return grade


def _zygote_s(launcher: Launcher) -> float:
    """CPU seconds of the process that forks, which ends with the launcher and not before."""
    if launcher._zygote is None:
        return 0.0
    return int(Path(f"/proc/{launcher._zygote._process.pid}/schedstat").read_text().split()[0]) / 1e9


def _asked(forker: "subprocess.Popen[str]") -> float:
    assert forker.stdin is not None
    assert forker.stdout is not None
    forker.stdin.write("fork\n")
    forker.stdin.flush()
    return float(forker.stdout.readline())


def _nothing(_: object) -> float:
    return 0.0


def _ratios(measured: Mapping[str, Measured]) -> dict[str, tuple[float, float, float, float]]:
    """Ratios of medians by wall and by CPU time, and the lowest and highest ratio within a round."""
    ours, both = measured[OURS], zip(measured[BARE].samples, measured[FORK].samples, strict=True)
    floor = Measured([(bare[0] + fork[0], bare[1] + fork[1]) for bare, fork in both])
    pairs = {f"{OURS} / floor (bare checks and fork)": (ours, floor)}
    pairs |= {f"{name} / {OURS}": (m, ours) for name, m in measured.items() if name not in (BARE, FORK, OURS)}
    found = {}
    for name, (above, below) in pairs.items():
        each = [a / b for (a, _), (b, _) in zip(above.samples, below.samples, strict=True)]
        found[name] = above.wall / below.wall, above.cpu / below.cpu, min(each), max(each)
    return found


class Phases:
    """Where the wall time of one submission goes, from the judge's side. Wraps the methods that wait for a worker."""

    START, READ, CALLS, END, REST = (
        "start a worker: fork, fence", "lay out the files, read the modules", "calls: the submission at work, the wire",
        "end the worker", "the judge's own work",
    )  # fmt: skip

    def __init__(self, launcher: Launcher) -> None:
        self._spent: dict[str, float] = {}
        self._rounds: list[dict[str, float]] = []
        self._wrap(launcher, "start", lambda _: self.START)
        self._wrap(Worker, "give", lambda _: self.READ)
        self._wrap(Worker, "_reply", lambda m: self.READ if isinstance(m, wire.Import) else self.CALLS)
        self._wrap(Worker, "end", lambda _: self.END)

    def _wrap(self, owner: Any, name: str, phase: Callable[[Any], str]) -> None:
        inner = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return inner(*args, **kwargs)
            finally:
                key = phase(args[1] if len(args) > 1 else None)
                self._spent[key] = self._spent.get(key, 0.0) + time.perf_counter() - started

        setattr(owner, name, timed)

    def clear(self) -> None:
        """Forget the warm-up."""
        self._rounds.clear()

    def whole(self) -> "_Whole":
        """One submission: what is not spent waiting is the judge's own."""
        return _Whole(self)

    def print(self) -> dict[str, float]:
        """Print medians in milliseconds, and return them."""
        names = (self.START, self.READ, self.CALLS, self.REST, self.END)
        shares = {name: 1e3 * statistics.median(r.get(name, 0.0) for r in self._rounds) for name in names}
        print("  where our wall time goes, ms: " + "; ".join(f"{name} {ms:.1f}" for name, ms in shares.items()))
        return shares


class _Whole:
    def __init__(self, phases: Phases) -> None:
        self._phases = phases

    def __enter__(self) -> None:
        self._phases._spent = {}
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        spent = self._phases._spent
        spent[Phases.REST] = time.perf_counter() - self._started - sum(spent.values())
        self._phases._rounds.append(spent)


if __name__ == "__main__":
    main()
