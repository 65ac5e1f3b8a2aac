"""Throws damaged input at each reader of what others send: it may refuse, and do nothing else.

    python tests/benchmarks/fuzz.py [--runs 10000] [--only NAME]     mutants of good input
    python tests/benchmarks/fuzz.py --atheris 60 --only wire         guided by coverage, for so many seconds

Prints for each reader how many inputs it refused, the slowest of them, and how much memory the process gained. Anything
but a refusal is a traceback, with the input beside it. Atheris is no dependency of the package: `pip install atheris`.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.append(str(REPOSITORY))

READERS = ("wire", "archive", "notebook", "toml")
Reader = Callable[[bytes], bool]  # whether it refused


def readers() -> dict[str, tuple[bytes, Reader]]:
    """Good input and what reads it. Imported here, so that Atheris can look into the package while it is loaded."""
    from grader import wire
    from grader.catalog import load_course
    from grader.errors import CourseError, WireError
    from grader.intake.tree import Unreadable
    from grader.worker.extract import ExtractError, read_module
    from tests.grader.intake.test_archive import FILES, opened, zipped
    from tests.grader.test_wire import refuse, whole_frame

    def frame(data: bytes) -> None:
        header, body = wire.lengths(data[: wire.PREFIX_BYTES].ljust(wire.PREFIX_BYTES, b"\0"))
        rest = data[wire.PREFIX_BYTES :]
        message = wire.decode_for_judge(rest[:header])
        for value in (message.value, message.grads, message.args_after) if isinstance(message, wire.Reply) else ():
            wire.unpack(value, rest[header : header + body], refuse)

    def toml(data: bytes) -> None:
        path.write_bytes(data)
        load_course(course)

    def or_refuse(read: Callable[[bytes], Any], *refusals: type[Exception]) -> Reader:
        def reader(data: bytes) -> bool:
            try:
                read(data)
            except refusals:
                return True
            return False

        return reader

    course = Path(tempfile.mkdtemp(prefix="grader-fuzz-"))
    path = course / "solutions" / "mnist_mlp" / "lab.toml"
    path.parent.mkdir(parents=True)
    (course / "tests" / "labs").mkdir(parents=True)
    cells = [{"cell_type": "code", "source": ["%time x = 1\n", "def f(x):\n", "    return x"], "metadata": {}}] * 2
    notebook = json.dumps({"nbformat": 4, "cells": cells, "metadata": {}}).encode()
    toml_of_lab = (REPOSITORY / "solutions" / "mnist_mlp" / "lab.toml").read_bytes()
    return {
        "wire": (whole_frame(), or_refuse(frame, WireError)),
        "archive": (zipped(FILES), or_refuse(opened, Unreadable)),
        "notebook": (
            notebook,
            or_refuse(lambda data: read_module("a.ipynb", data, "full", "a.ipynb"), ExtractError, SyntaxError),
        ),
        "toml": (toml_of_lab, or_refuse(toml, CourseError)),
    }


def mutants(name: str, good: bytes, reader: Reader, runs: int) -> None:
    """Read so many mutants, a tenth of them noise, and print what came of it."""
    from tests.grader.test_wire import mutant

    chance, refused, slowest = random.Random(0), 0, 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(runs):
        data = chance.randbytes(chance.randint(0, 200)) if number % 10 == 0 else mutant(good, chance)
        begun = time.perf_counter()
        try:
            refused += reader(data)
        except BaseException:
            print(f"{name}: {data!r}", file=sys.stderr)
            raise
        slowest = max(slowest, time.perf_counter() - begun)
    gained = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{name:10}{runs:>8}{100 * refused / runs:>9.1f} %{1e3 * slowest:>12.1f}{gained:>12.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000, help="inputs for each reader")
    parser.add_argument("--only", choices=READERS, action="append", help="this reader alone (repeatable)")
    parser.add_argument("--atheris", type=int, metavar="SECONDS", help="let Atheris choose the inputs of one reader")
    options = parser.parse_args()
    chosen = options.only or READERS
    if options.atheris:
        import atheris  # only for this

        with atheris.instrument_imports(include=["grader"]):
            good, reader = readers()[chosen[0]]
        corpus = Path(tempfile.mkdtemp(prefix="grader-corpus-"))
        (corpus / "good").write_bytes(good)
        flags = [f"-max_total_time={options.atheris}", "-timeout=5", "-rss_limit_mb=2048", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *flags, str(corpus)], lambda data: reader(data) and None)
        atheris.Fuzz()  # ends the process
    print(f"{'reader':10}{'inputs':>8}{'refused':>11}{'slowest, ms':>12}{'gained, MB':>12}")
    for name, (good, reader) in readers().items():
        if name in chosen:
            mutants(name, good, reader, options.runs)


if __name__ == "__main__":
    main()
