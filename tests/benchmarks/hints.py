"""How good are the hints? Every misconception as another student would have written it, and what is named for it.

    python -m tests.benchmarks.hints [LAB...]

Each misconception is rewritten (other names, other order, loops for loops: `grader.audit.rewrites`) and graded.
own: its own hint is among those shown. Then the same once more while its hint is unknown, as a mistake that nobody
has described yet: whatever is named now belongs to another mistake, and is counted as misleading.
"""

import sys
from pathlib import Path

from grader.audit.rewrites import rewritten
from grader.catalog import Lab, load_course
from grader.judge.client import Launcher
from grader.judge.diagnosis import Diagnoser
from grader.judge.judge import Judge
from grader.misconceptions import misconceptions, reference_files, with_code
from grader.work import suite_key

COURSE = Path(__file__).parents[2]


def measure(lab: Lab, launcher: Launcher) -> tuple[int, int, int]:
    """Number of misconceptions, of those with their own hint, and of those misled while theirs is unknown."""
    judge = Judge(lab, suite_key(b"the secret of this benchmark....", 0), launcher)
    diagnoser = Diagnoser(judge)
    reference = reference_files(lab)
    own = misled = 0
    everything = misconceptions(lab)
    for one in everything:
        file = lab.task(one.task).file
        files = with_code(reference, file, one.code)
        files[file] = dict(rewritten(files[file].decode()))["everything at once"].encode()
        ran = judge.grade(files, only=[one.task]).ran
        named = {m.id for those in diagnoser.diagnose(ran).values() for m in those}
        own += one.id in named
        if one.id not in named:
            print(f"  not named: {one.id}" + (f" (but {', '.join(sorted(named))})" if named else ""))
        others = {m.id for those in diagnoser.diagnose(ran, unknown={one.id}).values() for m in those}
        misled += bool(others)
        if others:
            print(f"  unknown, {one.id} would pass for {', '.join(sorted(others))}")
    return len(everything), own, misled


def main() -> None:
    course = load_course(COURSE)
    launcher = Launcher({"disabled": [], "canaries": []})
    total = [0, 0, 0]
    for lab in course.labs:
        if len(sys.argv) == 1 or lab.id in sys.argv[1:]:
            found = measure(lab, launcher)
            total = [a + b for a, b in zip(total, found, strict=True)]
            print(f"{lab.id}: {found[0]} misconceptions, {found[1]} with their own hint, {found[2]} misleading")
    print(f"all: own {total[1] / max(total[0], 1):.1%}, misleading {total[2] / max(total[0], 1):.1%}")
    launcher.close()


if __name__ == "__main__":
    main()
