"""Runs pure work on the machines of a Dask cluster, in the shape of `LocalExecutor`.

A task is one job under a random key: whatever a job is called stays on this machine. Dask moves a task to
another worker when it loses one; what must be alike on every machine is checked by the machines (`site.py`).
"""

import contextlib
import importlib
import ipaddress
import logging
import pickle
import queue
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from grader.errors import GraderError, InternalFault, UsageError
from grader.scheduling import site

Job = TypeVar("Job")
Result = TypeVar("Result")
Answer = TypeVar("Answer")

_CONNECT_S = 10.0
# Workers of a batch system may still stand in its queue.
_FIRST_WORKER_S = 120.0
# How long a run waits where every worker is gone: long enough for a cluster to bring new ones.
_NO_WORKER_S = 600.0
_LOOK_S = 1.0
# A task that was on that many lost workers and one more is given up: the second time it may be its own doing.
_LOST_WORKERS = 1
_GOES_ON = "What was graded stays; the same command goes on from there."
_TLS_HELP = "Name certificates in Dask's configuration (distributed.comm.tls; grader/scheduling/README.md)."


def check_address(address: str) -> None:
    """Raise `UsageError` where submissions would cross a network in the clear."""
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if parts.scheme not in ("tcp", "tls") or not host or port is None:
        raise UsageError(f"--cluster {address}: name a Dask scheduler as tls://HOST:PORT.")
    if parts.scheme != "tls" and not _is_loopback(host):
        raise UsageError(f"--cluster: {address} is not on this machine and not encrypted. Use tls://. {_TLS_HELP}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class ClusterExecutor(Generic[Job, Result]):
    """The workers of a Dask scheduler. `move` fits a job to a machine: its course there, a scratch folder there.

    Raises `UsageError` where nobody answers at `address`, and `CourseError` where a worker is not like this machine.
    """

    def __init__(
        self,
        function: Callable[[Job], Result],
        address: str,
        course: Path,
        move: Callable[[Job, Path, Path], Job],
    ) -> None:
        check_address(address)
        self._function = function
        self._address = address
        self._move = move
        self._site = site.site_of(course)
        self._client = _connected(address)
        self._threads, self._looked_at = 1, 0.0
        try:
            self._ready()
        except BaseException:
            self.close()
            raise

    def run(
        self, work: Iterable[tuple[str, Job]], started: Callable[[str], None]
    ) -> Iterator[tuple[str, Result | InternalFault]]:
        """Do every job, in any order. Yields its name and its result as soon as it is there.

        `started` is told the name of a job that was given out. Raises `InternalFault` where the cluster is gone.
        """
        waiting = iter(work)
        running: dict[str, str] = {}
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        while True:
            # No more than there are threads: whatever waits in a worker would share the blame for its loss.
            while len(running) < self._capacity() and (item := next(waiting, None)) is not None:
                started(item[0])
                future = self._submitted(self._function, item[1])
                running[future.key] = item[0]
                future.add_done_callback(done.put)
            if not running:
                return
            future = self._next(done)
            yield running.pop(future.key), self._result(future)

    def call(self, function: Callable[[Job], Answer], job: Job) -> Answer:
        """Do one thing on some worker, and wait for it. Raises `InternalFault` where that fails twice."""
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._submitted(function, job).add_done_callback(done.put)
        answer: Answer = _no_fault(self._result(self._next(done)))
        return answer

    def everywhere(self, function: Callable[[Job], Answer], job: Job, *, processes: int = 1) -> list[Answer]:
        """Do one thing on every worker that is there now. Raises `InternalFault` where that fails twice.

        A worker that goes away meanwhile is answered for by another one. `processes` is for a single machine.
        """
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        workers = list(self._workers())
        for worker in workers:
            future = self._submitted(function, job, workers=[worker], allow_other_workers=True)
            future.add_done_callback(done.put)
        return [_no_fault(self._result(self._next(done))) for _ in workers]

    def close(self) -> None:
        """Leave at once; what still runs is of no interest."""
        self._client.close(timeout=_LOOK_S)

    def finish(self) -> None:
        """Have every worker end the processes of this run, and leave."""
        with contextlib.suppress(OSError):  # where they went before us
            self._client.run(site.leave, on_error="ignore")
        self.close()

    def _ready(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_FIRST_WORKER_S)
        except TimeoutError as error:
            raise UsageError(f"{self._address} has no workers. Start some: dask worker {self._address}") from error
        info = self._client.scheduler_info()
        for address in (info["address"], *info["workers"]):
            try:
                check_address(address)
            except UsageError as error:
                raise UsageError(f"--cluster {self._address}: {address} is not encrypted. {_TLS_HELP}") from error
        self._client.run_on_scheduler(_limiter(_LOST_WORKERS))
        try:
            self._client.run(site.check, self._site)
        except GraderError:
            raise
        except Exception as error:  # Dask passes on whatever a worker says where it cannot load the grader
            raise UsageError(f"{self._address}: a worker cannot take part: {error}. Is the grader there?") from error

    def _submitted(self, function: Callable[[Job], Any], job: Job, **where: Any) -> Any:
        task = site.task_of(function, job, self._move, self._site)
        return self._client.submit(site.do, task, key=f"grader-{uuid.uuid4().hex}", pure=False, **where)

    def _capacity(self) -> int:
        """Threads of all workers, looked up now and then, since workers come and go."""
        if time.monotonic() - self._looked_at > _LOOK_S:
            self._threads = max(1, sum(self._workers().values()))
            self._looked_at = time.monotonic()
        return self._threads

    def _workers(self) -> dict[str, int]:
        """The threads of each worker that is there. Raises `InternalFault` where nobody knows."""
        try:
            if self._client.status == "running":
                return self._client.nthreads()  # type: ignore[no-any-return]
        except OSError:
            pass
        raise InternalFault(f"the scheduler at {self._address} is gone. {_GOES_ON}")

    def _next(self, done: "queue.SimpleQueue[Any]") -> Any:
        """The next future that ended, as long as there is somebody who could end one."""
        seen = time.monotonic()
        while True:
            try:
                return done.get(timeout=_LOOK_S)
            except queue.Empty:
                pass
            if self._workers():
                seen = time.monotonic()
            elif time.monotonic() - seen > _NO_WORKER_S:
                raise InternalFault(f"every worker of {self._address} is gone. {_GOES_ON}")

    def _result(self, future: Any) -> Any:
        if future.status == "finished":
            answer = future.result()
            return pickle.loads(answer) if isinstance(answer, bytes) else answer
        if future.status != "error":
            raise InternalFault(f"the scheduler at {self._address} lost its tasks. {_GOES_ON}")
        error = future.exception()
        if isinstance(error, GraderError):  # a worker that joined later and is not like the others
            raise error
        if isinstance(error, _dask().KilledWorker):
            return InternalFault("the machines that graded it were lost twice; is there enough memory?")
        return InternalFault(f"{type(error).__name__}: {error}")


def _no_fault(answer: Any) -> Any:
    if isinstance(answer, InternalFault):
        raise answer
    return answer


def _limiter(most: int) -> Callable[[Any], None]:
    """What makes a scheduler give up a task sooner than Dask's own limit. A closure: it need not have the grader."""

    def limit(dask_scheduler: Any) -> None:
        dask_scheduler.allowed_failures = min(dask_scheduler.allowed_failures, most)

    return limit


def _dask() -> Any:
    """Dask's distributed scheduler: an optional extra, and half a second that only a cluster is worth."""
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise UsageError(f"--cluster needs Dask ({error}): pip install 'mlp-grader[cluster]'") from error


def _connected(address: str) -> Any:
    dask = _dask()
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in one line
    encrypted = address.startswith("tls://")
    security = dask.Security(require_encryption=True) if encrypted else dask.Security()
    if encrypted and not security.tls_ca_file:
        raise UsageError(f"--cluster {address}: no certificates to encrypt with. {_TLS_HELP}")
    try:
        return dask.Client(address, security=security, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(f"--cluster: no Dask scheduler answers at {address} ({reason[:200]}).") from error
