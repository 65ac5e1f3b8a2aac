"""The clock of one test: work and sleep count, waiting for a core does not."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.judge.client import Clock
from grader.limits import Limits

BUSY = "import os, sys\nos.nice(int(sys.argv[1]))\nprint(flush=True)\nwhile True: pass"
SLEEPY = "import time\nprint(flush=True)\ntime.sleep(600)"


@pytest.fixture
def start():
    """Starts interpreters that share one core, and ends them."""
    if not hasattr(os, "sched_setaffinity") or not Path("/proc/self/schedstat").exists():
        pytest.skip("this system does not count how long a process waits for a core")
    core = min(os.sched_getaffinity(0))
    with ExitStack() as stack:

        def started(code, *arguments):
            process = stack.enter_context(
                subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
            )
            stack.callback(process.kill)
            os.sched_setaffinity(process.pid, {core})
            assert process.stdout.readline() == b"\n"
            return process

        yield started


def wait_until(over, until):
    while not over() and time.monotonic() < until:
        time.sleep(0.02)


def test_a_process_that_gets_no_core_is_not_out_of_time(start):
    starved = start(BUSY, "19")
    for _ in range(3):
        start(BUSY, "0")
    clock = Clock(Limits(cpu_s=0.4), starved.pid)
    wait_until(clock.is_over, time.monotonic() + 2 * Limits(cpu_s=0.4).wall_s)
    assert not clock.is_over()


@pytest.mark.parametrize("code", [SLEEPY, BUSY])
def test_a_process_that_sleeps_or_computes_is(start, code):
    clock = Clock(Limits(cpu_s=0.2), start(code, "0").pid)
    wait_until(clock.is_over, time.monotonic() + 120)
    assert clock.is_over()


def test_time_that_nobody_saw_pass_is_nobodys(start):
    clock = Clock(Limits(cpu_s=0.4), start(SLEEPY, "0").pid)
    time.sleep(2)  # as if this process had been stopped for longer than the 1.6 s
    assert not clock.is_over()
