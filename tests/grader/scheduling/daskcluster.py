"""A real Dask scheduler and real workers on this machine, as processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.grader.classroom import REPOSITORY


class DaskCluster:
    """Processes of one cluster. `environment` comes on top of this process's own."""

    def __init__(self, folder: Path, environment: Mapping[str, str], options: tuple[str, ...]) -> None:
        self._folder = folder
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        self._options = options
        self._processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._said("Scheduler at:").split()[-1]

    def add_worker(self, *, nanny: bool = False, **environment: str) -> subprocess.Popen[bytes]:
        """A worker with one thread, connected. Without a nanny nobody starts it again."""
        options = ["--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(self._folder)]
        process = self._start("worker", self.address, *options, *([] if nanny else ["--no-nanny"]), **environment)
        self._said("Registered to:")
        return process

    def close(self) -> None:
        """End all of them, the scheduler last: a nanny that cannot sign off with it waits half a minute."""
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        self._log = self._folder / f"{len(self._processes)}.log"
        with self._log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, *self._options],
                cwd=REPOSITORY, env={**self._environment, **environment}, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self._processes.append(process)
        return process

    def _said(self, words: str) -> str:
        """The line of the latest process's log that has these words, waited for."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self._processes[-1].poll() is None:
            for line in self._log.read_text(errors="replace").splitlines():
                if words in line:
                    return line
            time.sleep(0.1)
        raise AssertionError(self._log.read_text(errors="replace"))


@contextmanager
def dask_cluster(folder: Path, *options: str, **environment: str) -> Iterator[DaskCluster]:
    """A scheduler without workers; all that is started ends with the block."""
    cluster = DaskCluster(folder, environment, options)
    try:
        yield cluster
    finally:
        cluster.close()
