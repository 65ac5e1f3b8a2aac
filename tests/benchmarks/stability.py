"""Does a score hold still? The same right program over seeds and threads, and how much of each tolerance it needs.

    python -m tests.benchmarks.stability --seeds 20

Right programs (the reference and every variant of a lab) are graded with other seeds of the run, so with other hidden
inputs, and with two threads in place of one. Whatever does not get full marks every time is a bug of the suite.
Beside it: how far right programs stay from the expected values, as a share of what a comparison allows. A share near
1 is a tolerance that is too tight; a tolerance is derived by comparing float32 with float64, so shares are small.
"""

import argparse
import statistics
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from grader.audit.programs import VARIANTS
from grader.catalog import Lab, load_course
from grader.judge import checks
from grader.judge.client import Launcher
from grader.judge.judge import Judge
from grader.misconceptions import reference_files
from grader.work import suite_key

COURSE = Path(__file__).parents[2]
TWO_THREADS = b"import torch as _torch\n_torch.set_num_threads(2)\n"


def programs(lab: Lab) -> Iterator[tuple[str, dict[str, bytes]]]:
    reference = reference_files(lab)
    yield "reference", reference
    for folder in sorted(path for path in (lab.solution_dir / VARIANTS).glob("*") if path.is_dir()):
        yield folder.name, {**reference, **{path.name: path.read_bytes() for path in folder.glob("*.py")}}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("labs", nargs="*")
    chosen = parser.parse_args()
    course = load_course(COURSE)
    shares: list[float] = []
    measure = checks.excess

    def recorded(got: Tensor, wanted: Tensor, rtol: float, atol: float) -> Tensor:
        found = measure(got, wanted, rtol, atol)
        if found.numel():
            shares.append(float(torch.nan_to_num(found, nan=0.0).max()))
        return found

    checks.excess = recorded  # the judge is ours and in this process
    launcher = Launcher({"disabled": [], "canaries": []})
    print(f"{'lab':16} {'programs':>8} {'runs':>6} {'full':>6}   largest share of a tolerance, median of comparisons")
    for lab in course.labs:
        if chosen.labs and lab.id not in chosen.labs:
            continue
        shares.clear()
        lost: list[str] = []
        runs = 0
        everyone = list(programs(lab))
        for seed in range(chosen.seeds):
            judge = Judge(lab, suite_key(b"the secret of this benchmark....", seed), launcher)
            for name, files in everyone:
                modules = {file for file in files if file.removesuffix(".py") in lab.modules}
                threaded = {file: TWO_THREADS + data if file in modules else data for file, data in files.items()}
                for threads, sources in ((1, files), (2, threaded)) if name == "reference" else ((1, files),):
                    runs += 1
                    tests = judge.grade(sources).tests
                    lost += [f"{name}, seed {seed}, {threads} threads: {t.id}" for t in tests if t.score < t.max_score]
        largest, median = max(shares), statistics.median(shares)
        bad = len({line.rpartition(":")[0] for line in lost})
        print(f"{lab.id:16} {len(everyone):8} {runs:6} {runs - bad:6}   {largest:.3f}, {median:.2g}")
        for line in lost:
            print(f"  {line}")
    launcher.close()


if __name__ == "__main__":
    main()
