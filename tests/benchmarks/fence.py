"""What the fence costs a worker: medians over forks of a warm parent, with and without, layer by layer.

Run: python tests/benchmarks/fence.py [--runs 200]. Prints milliseconds; asserts nothing.
"""

import argparse
import gc
import os
import struct
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.append(str(Path(__file__).resolve().parents[2]))

import torch

from grader.limits import Limits
from grader.worker.policy import LAYERS, Policy
from grader.worker.sandbox import Prepared, enclose, prepare

ALL = frozenset(LAYERS)


def fork_ms(prepared: Prepared, policy: Policy | None) -> tuple[float, float]:
    """One forked child: milliseconds from fork to its end, and milliseconds of CPU time in `enclose`."""
    reader, writer = os.pipe()
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        begun = time.process_time()
        if policy is not None:
            enclose(prepared, policy, (writer,))
        os.write(writer, struct.pack("=d", time.process_time() - begun))
        os._exit(0)
    os.waitpid(pid, 0)
    total = time.perf_counter() - start
    (inside,) = struct.unpack("=d", os.read(reader, 8))
    os.close(reader)
    os.close(writer)
    return 1e3 * total, 1e3 * inside


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    runs = parser.parse_args().runs
    torch.set_num_threads(1)
    prepared = prepare()
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory() as scratch:

        def policy(disabled: frozenset[str] = frozenset(), namespaces: bool = False) -> Policy:
            canaries = (str(Path(__file__).resolve()),)
            return Policy(scratch=scratch, limits=Limits(), canaries=canaries, disabled=disabled, namespaces=namespaces)

        variants: dict[str, Policy | None] = {"no fence": None, "all": policy()}
        for layer in LAYERS[1:]:
            variants[f"{layer} alone"] = policy(ALL - {layer})
        variants["all, namespaces too"] = policy(namespaces=True)
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in variants}
        for _ in range(runs):  # in turn, so that a busy moment meets all of them
            for name, value in variants.items():
                times[name].append(fork_ms(prepared, value))
    print(f"{'':22}{'fork to end':>14}{'enclose':>10}   median ms of {runs}, wall and CPU time")
    for name, pairs in times.items():
        print(f"{name:22}{median(a for a, _ in pairs):14.2f}{median(b for _, b in pairs):10.2f}")


if __name__ == "__main__":
    main()
