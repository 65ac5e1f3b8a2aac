"""What every benchmark does: wall and CPU seconds in turns, medians and spread, a table, a JSON file."""

import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.versions import cpu_name, torch_version

Sample = tuple[float, float]


def rounds(
    count: int, subjects: Mapping[str, Callable[[], float]], in_a_row: Mapping[str, int] | None = None
) -> dict[str, "Measured"]:
    """Wall and CPU seconds of each subject, in turns, so that a busy neighbour meets all of them.

    A subject returns the CPU seconds that were spent for it elsewhere than in this process and its children.
    One of `in_a_row` is called that often in each round, and its sample is the mean.
    """
    found = {name: Measured() for name in subjects}
    for _ in range(count):
        for name, action in subjects.items():
            times = (in_a_row or {}).get(name, 1)
            samples = [seconds(action) for _ in range(times)]
            found[name].samples.append((sum(w for w, _ in samples) / times, sum(c for _, c in samples) / times))
    return found


def seconds(action: Callable[[], float]) -> Sample:
    """Wall and CPU seconds of one call."""
    cpu, wall = cpu_s(), time.perf_counter()
    elsewhere = action()
    return time.perf_counter() - wall, cpu_s() - cpu + elsewhere


def cpu_s() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


@dataclass
class Measured:
    """Samples of one subject, in seconds."""

    samples: list[Sample] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """Median of the wall time."""
        return statistics.median(wall for wall, _ in self.samples)

    @property
    def cpu(self) -> float:
        """Median of the CPU time."""
        return statistics.median(cpu for _, cpu in self.samples)

    @property
    def spread(self) -> Sample:
        """Shortest and longest wall time."""
        walls = [wall for wall, _ in self.samples]
        return min(walls), max(walls)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {"wall_s": [wall for wall, _ in self.samples], "cpu_s": [cpu for _, cpu in self.samples]}


def table(rows: Sequence[tuple[str, Measured]], scale: float = 1e3, unit: str = "ms") -> None:
    """Print medians and spread."""
    print(f"  {'':44}{'median':>10}{'from':>10}{'to':>10}{'CPU':>10}   {unit}")
    for name, measured in rows:
        values = (measured.wall, *measured.spread, measured.cpu)
        print(f"  {name:44}" + "".join(f"{scale * value:10.1f}" for value in values), flush=True)


def machine() -> dict[str, Any]:
    """Where this was measured. `load` is the number of processes that wanted a core, ours among them."""
    return {
        "cpu": cpu_name(), "cores": os.cpu_count(), "python": platform.python_version(), "torch": torch_version(),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def write(path: Path | None, result: Mapping[str, Any]) -> None:
    """The result as a JSON file, where one is wanted."""
    if path is not None:
        path.write_text(json.dumps({"machine": machine(), **result}, indent=1) + "\n", encoding="utf-8")
