"""A cluster of real processes gives the grades of one machine, also where machines are lost on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import CourseError, InternalFault, UsageError
from grader.scheduling import cluster as clusters
from grader.scheduling.cluster import ClusterExecutor, check_address
from tests.grader.classroom import REPOSITORY, run_grader, write
from tests.grader.scheduling.daskcluster import DaskCluster, dask_cluster
from tests.grader.test_class import timeless

distributed = pytest.importorskip("distributed")

CLASS = ("right", "leaky", "unscaled", "right-where", "right-mask", "raises", "os-exit", "import-raises",
         "does-not-parse", "in-place")  # fmt: skip
Job = tuple[str, str]


def work(job: Job) -> str:
    """What the job says: echo, or take a process down with it; `job` is (what, a folder for marks)."""
    what, folder = job
    with (Path(folder) / what).open("a") as file:
        file.write("x")
    if what.startswith("kills-judge"):
        os.kill(os.getpid(), signal.SIGKILL)
    if what.startswith("kills-worker"):
        os.kill(os.getppid(), signal.SIGKILL)
    if what.startswith("waits"):
        time.sleep(600)
    return what.upper()


def as_it_is(job: Job, course: Path, scratch: Path) -> Job:
    assert (course / "solutions").is_dir()
    assert scratch.is_dir()
    return job


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path) as started:
        yield started


def connected(cluster: DaskCluster) -> ClusterExecutor[Job, str]:
    return ClusterExecutor(work, cluster.address, REPOSITORY, as_it_is)


def test_three_workers_and_one_killed_grade_as_one_machine_does(cluster: DaskCluster, tmp_path: Path) -> None:
    folder = write(tmp_path / "submissions", CLASS)
    options = [str(folder), "--lab", "regularization", "--no-accuracy", "--progress", "plain"]
    for _ in range(2):
        cluster.add_worker()
    lost = cluster.add_worker()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *options, "--out", str(tmp_path / "far"), "--cluster", cluster.address],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    cache = tmp_path / "far" / "cache"
    while process.poll() is None and len(list(cache.glob("*.json"))) < 3:
        time.sleep(0.05)
    lost.kill()
    said, _ = process.communicate(timeout=600)
    assert process.returncode == 0, said
    assert run_grader(*options, "--out", tmp_path / "near").returncode == 0
    far, near = (json.loads((tmp_path / place / "grades.json").read_text()) for place in ("far", "near"))
    assert timeless(far) == timeless(near)
    assert len(far["submissions"]) == len(CLASS)
    # What the scheduler saw of them: random keys.
    with distributed.Client(cluster.address, set_as_default=False) as client:
        seen = client.run_on_scheduler(lambda dask_scheduler: [str(key) for key, *_ in dask_scheduler.transition_log])
    assert len(set(seen)) >= len(CLASS)
    assert not any(name in key for name in CLASS for key in seen)


def outcomes(executor: ClusterExecutor[Job, str], names: list[str], folder: Path) -> dict[str, str]:
    jobs = ((name, (name, str(folder))) for name in names)
    return {name: "fault" if isinstance(r, InternalFault) else r for name, r in executor.run(jobs, lambda name: None)}


def test_a_job_that_takes_its_process_or_its_machine_down_twice_is_a_fault(
    cluster: DaskCluster, tmp_path: Path
) -> None:
    for _ in range(2):
        cluster.add_worker(nanny=True)  # which starts the worker again
    executor = connected(cluster)
    assert executor.call(work, ("called", str(tmp_path))) == "CALLED"
    assert executor.everywhere(work, ("everywhere", str(tmp_path))) == ["EVERYWHERE"] * 2
    for deadly in ("kills-judge", "kills-worker"):
        found = outcomes(executor, ["a", deadly, "b", "c"], tmp_path)
        assert found == {"a": "A", "b": "B", "c": "C", deadly: "fault"}
    executor.finish()
    assert [(tmp_path / name).read_text() for name in ("everywhere", "kills-judge", "kills-worker")] == ["xx"] * 3


def test_a_scheduler_that_goes_away_ends_the_run_with_one_line(cluster: DaskCluster, tmp_path: Path) -> None:
    cluster.add_worker()
    executor = connected(cluster)
    running = executor.run([(name, (name, str(tmp_path))) for name in ("a", "waits")], lambda name: None)
    assert next(running) == ("a", "A")
    cluster.scheduler.kill()
    with pytest.raises(InternalFault, match="the same command goes on"):
        next(running)
    executor.close()


def test_a_worker_with_another_suite_is_refused_before_anything_is_graded(cluster: DaskCluster, tmp_path: Path) -> None:
    course = tmp_path / "course"
    for part in ("solutions", "assignments", "tests/labs"):
        shutil.copytree(REPOSITORY / part, course / part)
    suite = next((course / "tests" / "labs" / "regularization" / "hidden").glob("test_*.py"))
    suite.write_text(suite.read_text() + "\n# changed\n")
    cluster.add_worker(GRADER_COURSE=str(course))
    with pytest.raises(CourseError, match="the suite of regularization is"):
        connected(cluster)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "localhost:8786", "tcp://[::1]:1", "tls://10.0.0.1:8786"])
def test_addresses_that_nobody_can_listen_to(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [("tcp://10.0.0.1:8786", "tls://"), ("scheduler:8786", "tls://"), ("tcp://127.0.0.1.example.org:1", "tls://"),
     ("nowhere", "tls://HOST:PORT"), ("tls://", "HOST:PORT"), ("http://127.0.0.1:80", "HOST:PORT"),
     ("tcp://127.0.0.1:port", "HOST:PORT")],
)  # fmt: skip
def test_addresses_that_are_refused(address: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        check_address(address)


def test_the_command_refuses_a_network_in_the_clear(tmp_path: Path) -> None:
    finished = run_grader(tmp_path, "--cluster", "tcp://10.0.0.1:8786")
    assert finished.returncode == 2
    assert "not encrypted" in finished.stderr
    assert len(finished.stderr.splitlines()) == 1


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_CONNECT_S", 0.5)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        ClusterExecutor(work, "tcp://127.0.0.1:9", REPOSITORY, as_it_is)


def test_a_scheduler_without_workers(cluster: DaskCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_FIRST_WORKER_S", 0.5)
    with pytest.raises(UsageError, match="has no workers"):
        connected(cluster)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made with openssl")
def test_an_encrypted_cluster(tmp_path: Path) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=grader",
         "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    tls = {"distributed.comm.tls.ca-file": str(cert)}
    tls |= {"distributed.comm.tls.client.cert": str(cert), "distributed.comm.tls.client.key": str(key)}
    files = ["--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key)]
    with dask_cluster(tmp_path, "--protocol", "tls", *files) as cluster:
        cluster.add_worker()
        with pytest.raises(UsageError, match="no certificates"):
            connected(cluster)
        import dask  # comes with distributed, which not everybody has

        with dask.config.set(tls):
            assert cluster.address.startswith("tls://")
            executor = connected(cluster)
            assert outcomes(executor, ["a"], tmp_path) == {"a": "A"}
            executor.finish()
