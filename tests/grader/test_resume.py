"""Nothing is lost: whatever is killed, fills up or goes away, the same command ends with the same bytes."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.grader import processes
from tests.grader.classroom import REPOSITORY, run_grader, write
from tests.grader.test_class import timeless

FEW = ("right", "leaky", "unscaled", "right-where", "right-mask")
OPTIONS = ("--lab", "regularization", "--jobs", "1", "--progress", "plain")


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The grades of a run that nothing happened to."""
    folder = tmp_path_factory.mktemp("at-once")
    assert run_grader(write(folder / "submissions", FEW), *OPTIONS, "--out", folder / "out").returncode == 0
    return grades(folder / "out")


def grades(out: Path) -> Any:
    return timeless(json.loads((out / "grades.json").read_text()))


def start(folder: Path, out: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "grader", str(folder), *OPTIONS, "--out", str(out)],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # only this process is interrupted
    )


def kept(out: Path) -> dict[str, bytes]:
    """What is in the cache of results."""
    return {path.name: path.read_bytes() for path in (out / "cache").glob("*.json")}


def wait_for_results(process: subprocess.Popen[str], out: Path, count: int) -> None:
    deadline = time.monotonic() + 300
    while len(kept(out)) < count and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)


def test_interrupted_and_started_again(tmp_path: Path, at_once: Any) -> None:
    folder, out = write(tmp_path / "submissions", FEW), tmp_path / "reports"
    # Whoever starts tests in the background leaves this signal ignored, and that is inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = start(folder, out)
    wait_for_results(process, out, 2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    before = kept(out)
    assert 2 <= len(before) < len(FEW)
    assert run_grader(folder, *OPTIONS, "--out", out).returncode == 0
    assert {name: data for name, data in kept(out).items() if name in before} == before
    assert grades(out) == at_once


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")
def test_killed_twice_and_started_again(tmp_path: Path, at_once: Any) -> None:
    folder, out = write(tmp_path / "submissions", FEW), tmp_path / "reports"
    started = list[int]()
    for results in (1, 3):
        process = start(folder, out)
        wait_for_results(process, out, results)
        started += processes.below(process.pid)
        process.kill()
        process.communicate(timeout=120)
        assert results <= len(kept(out)) < len(FEW)
    assert run_grader(folder, *OPTIONS, "--out", out).returncode == 0
    assert grades(out) == at_once
    deadline = time.monotonic() + 60
    while any(map(processes.is_running, started)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(processes.is_running, started)), "a process of a killed run is still there"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")
def test_a_zygote_and_a_judge_are_killed_and_a_submission_goes_away(tmp_path: Path, at_once: Any) -> None:
    folder, out = write(tmp_path / "submissions", FEW), tmp_path / "reports"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = start(folder, out, TMPDIR=str(temporary))
    wait_for_results(process, out, 1)
    shutil.rmtree(folder / max(FEW))
    for results, found in ((1, processes.zygotes), (2, processes.judges)):
        wait_for_results(process, out, results)
        lost = found(process.pid)
        assert lost
        for pid in lost:
            processes.kill(pid)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert grades(out) == at_once
    assert list(temporary.iterdir()) == []


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """A file system of its own; skips where this user may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def one_line(finished: subprocess.CompletedProcess[str]) -> str:
    said = finished.stderr.strip().splitlines()
    assert finished.returncode == 2
    assert len(said) == 1, finished.stderr
    return said[0]


@pytest.mark.skipif(shutil.which("mount") is None, reason="needs mount")
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_graded(tmp_path: Path) -> None:
    folder = write(tmp_path / "submissions", FEW[:1])
    with small_disk(tmp_path / "disk", "size=64k,ro") as disk:
        finished = run_grader(folder, *OPTIONS, "--out", disk / "out")
        assert "Read-only file system" in one_line(finished)
        assert finished.stdout == ""


def test_a_disk_that_fills_up_loses_nothing(tmp_path: Path, at_once: Any) -> None:
    folder, out = write(tmp_path / "submissions", FEW[:1]), tmp_path / "reports"
    # A result fits and grades.json does not, as on a disk that is full by then.
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    finished = subprocess.run(
        [sys.executable, "-m", "grader", str(folder), *OPTIONS[:-1], "none", "--out", str(out)],
        check=False, capture_output=True, text=True, timeout=600, cwd=REPOSITORY,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (45_000, hard)),
    )  # fmt: skip
    assert "cannot be written: File too large" in one_line(finished)
    assert not list(out.rglob("*.part"))
    before = kept(out)
    assert len(before) == 1
    assert run_grader(folder, *OPTIONS, "--out", out).returncode == 0
    assert kept(out) == before
    assert grades(out)["submissions"] == [row for row in at_once["submissions"] if row["id"] == FEW[0]]


@pytest.mark.skipif(shutil.which("mount") is None, reason="needs mount")
def test_a_full_folder_for_temporary_files_is_no_fault_of_a_student(tmp_path: Path) -> None:
    folder = write(tmp_path / "submissions", FEW[:1])
    with small_disk(tmp_path / "disk", "size=32k") as disk:
        finished = run_grader(folder, *OPTIONS, "--out", tmp_path / "out", TMPDIR=str(disk))
    assert finished.returncode == 1, finished.stderr
    [row] = grades(tmp_path / "out")["submissions"]
    assert row["status"] == "internal_error"
    assert row["score"] is None
    assert "full" in row["message"]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")
def test_a_run_that_is_ended_from_outside_leaves_no_process(tmp_path: Path) -> None:
    folder, temporary = write(tmp_path / "submissions", ("loops",)), tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", str(folder), *OPTIONS, "--out", str(tmp_path / "reports")],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1", "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 300
    while not list(temporary.glob("grader-run-*/grader-*/*/submission")) and time.monotonic() < until:
        time.sleep(0.05)
    started = processes.below(process.pid)
    assert len(started) >= 3, "a judge, its zygote, a worker"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 130
    while any(map(processes.is_running, started)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(processes.is_running, started))
    assert [path.name for path in temporary.iterdir()] == []
