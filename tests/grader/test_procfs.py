"""What is seen of a process from outside."""

import mmap
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from grader.procfs import cpu_seconds, folder_bytes, memory_bytes, threads

MB = 1 << 20


@pytest.fixture(autouse=True)
def _needs_proc():
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here")


def test_shared_mappings_count_as_memory():
    before = memory_bytes(os.getpid())
    with mmap.mmap(-1, 64 * MB) as shared:
        for offset in range(0, 64 * MB, mmap.PAGESIZE):
            shared[offset] = 1
        assert memory_bytes(os.getpid()) - before > 50 * MB


def test_computing_counts_as_cpu_time():
    before = cpu_seconds(os.getpid())
    until = time.process_time() + 0.2
    while time.process_time() < until:
        pass
    assert cpu_seconds(os.getpid()) - before >= 0.1


def test_threads_are_counted():
    before, stop = threads(os.getpid()), threading.Event()
    started = [threading.Thread(target=stop.wait) for _ in range(3)]
    for thread in started:
        thread.start()
    assert threads(os.getpid()) == before + 3
    stop.set()
    for thread in started:
        thread.join()


def test_a_process_that_is_gone_has_no_numbers():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert [look(process.pid) for look in (memory_bytes, cpu_seconds, threads)] == [None, None, None]


def test_a_process_that_nobody_has_reaped_has_no_memory():
    process = subprocess.Popen([sys.executable, "-c", ""])
    until = time.monotonic() + 20
    while "State:\tZ" not in Path(f"/proc/{process.pid}/status").read_text():
        assert time.monotonic() < until
        time.sleep(0.01)
    assert memory_bytes(process.pid) is None
    process.wait()


def test_a_folder_counts_what_its_files_take(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "full").write_bytes(os.urandom(2 * MB))
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(500 * MB)
    assert 2 * MB <= folder_bytes(tmp_path, 100 * MB) < 3 * MB


def test_a_folder_over_the_limit_is_not_counted_to_its_end(tmp_path):
    for number in range(100):
        (tmp_path / str(number)).write_bytes(os.urandom(8192))
    assert 64 << 10 < folder_bytes(tmp_path, 64 << 10) < 256 << 10


def test_a_folder_of_very_many_entries_is_full(tmp_path):
    for number in range(20_001):
        (tmp_path / str(number)).symlink_to("x")
    assert folder_bytes(tmp_path, 1 << 40) > 1 << 40


def test_a_folder_that_is_gone_is_empty(tmp_path):
    assert folder_bytes(tmp_path / "none", MB) == 0
