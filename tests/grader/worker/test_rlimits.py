"""Limits that the kernel keeps for a worker."""

import signal

from grader.limits import Limits
from grader.worker.policy import Policy

PROBES = ("raise_limits", "large_file", "private_memory")


def test_more_than_the_limits_is_refused(fenced):
    assert fenced(*PROBES).open == set()


def test_what_opens_without_them(fenced):
    assert {"large_file", "private_memory"} <= fenced(*PROBES, disabled=("rlimits",)).open


def test_too_much_memory_is_a_memory_error(fenced):
    code = """
try:
    result = len(bytearray(256 << 20))
except MemoryError:
    result = len(bytearray(64 << 20))
"""
    assert fenced(code=code).result == 64 << 20


def test_a_file_that_is_too_large_is_an_os_error(fenced):
    code = """
import errno
with open("large", "wb") as file:
    try:
        for _ in range(64):
            file.write(bytes(1 << 20))
            file.flush()
    except OSError as error:
        result = errno.errorcode[error.errno]
"""
    assert fenced(code=code).result == "EFBIG"


def test_a_worker_that_everybody_forgot_ends_by_itself(fenced):
    met = fenced(code="while True: pass", policy={"lifetime_cpu_s": 1})
    assert met.exit == -signal.SIGXCPU


def test_no_core_dump_and_few_open_files(fenced):
    code = """
import resource
result = [resource.getrlimit(resource.RLIMIT_CORE)[1], resource.getrlimit(resource.RLIMIT_NOFILE)[1]]
"""
    core, files = fenced(code=code).result
    assert core == 0
    assert files <= 128


def test_threads_of_an_ordinary_user_are_limited(fenced):
    code = """
import os, resource
result = [os.geteuid(), resource.getrlimit(resource.RLIMIT_NPROC)[1]]
"""
    user, limit = fenced(code=code).result
    assert user == 0 or 0 < limit < 1 << 20


def test_the_backstop_is_far_above_what_a_test_may_use():
    limits = Limits()
    assert Policy(scratch="/", limits=limits).lifetime_cpu_s > 100 * limits.cpu_s
