"""What grading one submission costs, side by side in one run: our warm judge, and one pytest process per submission.

    python tests/benchmarks/cost.py [--lab regularization] [--rounds 5] [--json FILE]

The pytest process does what graders in use do: it starts, imports torch and the student's module, and runs
the very same suite in one process. Ratios of medians are printed; nothing is asserted.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import torch

from grader.catalog import Lab, load_course
from grader.judge.client import Launcher
from grader.judge.judge import Judge

REPOSITORY = Path(__file__).resolve().parents[2]
IN_PROCESS = """
import pytest
import torch
from pathlib import Path
from grader.catalog import load_course
from grader.judge.inprocess import InProcessLauncher
from grader.judge.plugin import Reference
from grader.judge.proxy import Student
from grader.judge.session import Session

lab = load_course(Path({course!r})).lab({lab!r})
folder = Path({folder!r})
session = Session(InProcessLauncher(folder), lab, {{p.name: p.read_bytes() for p in folder.glob("*.py")}}, lab.limits)

def pytest_configure(config):
    config.addinivalue_line("markers", "task(id, weight=1, gated=False): the task")
    config.addinivalue_line("markers", "isolated: alone")

@pytest.fixture
def student():
    torch.manual_seed(1)
    session.begin(1)
    return Student(session)

@pytest.fixture
def reference():
    return Reference(lab)

@pytest.fixture
def rng():
    return torch.Generator().manual_seed(1)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", default="regularization")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    lab = load_course(REPOSITORY).lab(options.lab)
    files = {name: (lab.solution_dir / name).read_bytes() for name in lab.toml.lab.files if name.endswith(".py")}
    launcher = Launcher({"disabled": [], "canaries": []})
    with tempfile.TemporaryDirectory() as place:
        judge = Judge(lab, b"benchmark".ljust(32), launcher)
        judge.grade(files)  # warm: the first one starts the zygote
        ours, theirs = [], []
        for _ in range(options.rounds):  # in turns, so that a busy neighbour hurts both
            ours.append(_seconds(lambda: _graded(judge, files)))
            theirs.append(_seconds(lambda: _pytest_process(lab, files, Path(place))))
    launcher.close()
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"{lab.id}: {len(judge.suite.specs)} tests, {options.rounds} rounds, seconds per submission")
    for name, values in (("warm judge and worker", ours), ("one pytest process", theirs)):
        print(f"  {name:22} median {statistics.median(values):.3f}  from {min(values):.3f} to {max(values):.3f}")
    print(f"  ratio of medians       {ratio:.1f}")
    if options.json:
        options.json.write_text(json.dumps({"lab": lab.id, "ours_s": ours, "pytest_s": theirs, "ratio": ratio}))


def _seconds(action: Callable[[], None]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _graded(judge: Judge, files: dict[str, bytes]) -> None:
    judged = judge.grade(files)
    failed = [test.id for test in judged.tests if test.outcome.value != "passed"]
    if failed:
        raise SystemExit(f"the reference fails {failed}")


def _pytest_process(lab: Lab, files: dict[str, bytes], place: Path) -> None:
    folder = place / "submission"
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (place / "in_process.py").write_text(
        textwrap.dedent(IN_PROCESS.format(course=str(REPOSITORY), lab=lab.id, folder=str(folder)))
    )
    suites = [str(suite) for _, suite in lab.suite_dirs]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "in_process", "-p", "no:cacheprovider", *suites]
    environment = {
        **os.environ,
        "PYTHONPATH": f"{place}{os.pathsep}{REPOSITORY}",
        "OMP_NUM_THREADS": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    command += ["--import-mode=importlib", "-c", os.devnull, f"--rootdir={REPOSITORY}"]
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise SystemExit(finished.stdout[-2000:] + finished.stderr[-2000:])


if __name__ == "__main__":
    main()
