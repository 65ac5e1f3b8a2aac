"""Runs pure work in processes of this machine, a bounded number at a time, and survives a lost process.

A cluster has the same shape (`run`), so that nothing above cares where a submission is graded.
"""

import atexit
import importlib
import multiprocessing
import multiprocessing.connection
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Generic, TypeVar

from grader.errors import InternalFault

Job = TypeVar("Job")
Result = TypeVar("Result")
Answer = TypeVar("Answer")

# Waiting in the pool beside those that run: enough to keep every process busy, little enough to keep memory flat.
_AHEAD = 1
# More than a zygote takes to end what it started (zygote.py).
_CLEANING_S = 15.0


@dataclass(frozen=True)
class ByName(Generic[Job, Result]):
    """A function by module and name: who gives out work need not load what doing it needs."""

    module: str
    name: str

    def __call__(self, job: Job) -> Result:
        """Call it."""
        result: Result = getattr(importlib.import_module(self.module), self.name)(job)
        return result


class LocalExecutor(Generic[Job, Result]):
    """`jobs` processes of this machine. A job whose process dies is tried once more; then it is a fault of ours.

    `scratch` is a folder of whoever made this, where the processes put all that is temporary, so that nothing of one
    that is killed stays; they remove it where its maker is killed and cannot.
    `beside` starts something that comes up beside each process, where there are more cores than processes.
    """

    def __init__(
        self,
        function: Callable[[Job], Result],
        jobs: int,
        scratch: Path | None = None,
        beside: Callable[[], None] | None = None,
    ) -> None:
        self._function = function
        self._jobs = jobs
        self._scratch = scratch
        self._beside = beside
        self._pool: ProcessPoolExecutor | None = None

    def run(
        self, work: Iterable[tuple[str, Job]], started: Callable[[str], None]
    ) -> Iterator[tuple[str, Result | InternalFault]]:
        """Do every job, in any order. Yields its name and its result as soon as it is there.

        `started` is told the name of a job that was given to a process.
        """
        waiting = iter(work)
        running: dict[Future[Result], tuple[str, Job]] = {}
        while True:
            while len(running) < self._jobs + _AHEAD and (item := next(waiting, None)) is not None:
                started(item[0])
                running[self._submitted(item[1])] = item
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                wait(running)  # all in the pool are lost with the one process; none of them may be left behind
                done = set(running)
            lost = []
            for future in done:
                name, job = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    lost.append((name, job))
                else:
                    yield name, future.result()
            if lost:
                yield from self._alone(lost)

    def _alone(self, lost: Iterable[tuple[str, Job]]) -> Iterator[tuple[str, Result | InternalFault]]:
        """Do jobs again, one after the other, so that only the one that takes its process down is a fault."""
        for name, job in lost:
            self.close()
            try:
                result: Result | InternalFault = self._submitted(job).result()
            except BrokenProcessPool:
                result = InternalFault("the judging process was lost twice; is there enough memory?")
            yield name, result
        self.close()

    def _submitted(self, job: Job) -> Future[Result]:
        try:
            return self._running(self._jobs).submit(self._function, job)
        except BrokenProcessPool as error:  # a process died since the pool was last looked at
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def call(self, function: Callable[[Job], Answer], job: Job) -> Answer:
        """Do one thing in a process of the pool, and wait for it. Raises `InternalFault` where two are lost with it."""
        return self.everywhere(function, job)[0]

    def everywhere(self, function: Callable[[Job], Answer], job: Job, *, processes: int = 1) -> list[Answer]:
        """Do one thing on every machine there is, which is this one, in that many of its processes at once.

        Raises as `call` does.
        """
        for _ in range(2):
            try:
                wanted = min(processes, self._jobs)
                asked = [self._running(wanted).submit(function, job) for _ in range(wanted)]
                return [future.result() for future in asked]
            except BrokenProcessPool:
                self.close()
        raise InternalFault("the judging process was lost twice before it graded anything; is there enough memory?")

    def close(self) -> None:
        """End every process of the pool."""
        if self._pool is not None:
            processes = list((self._pool._processes or {}).values())  # shutdown forgets them
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()  # it ends its zygote and workers; where it cannot, they watch their channel
            self._pool = None

    def finish(self) -> None:
        """Let every process end by itself, so that it can clean up."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _running(self, processes: int) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn: a judge keeps sockets and threads of its own, and fork would share the parent's.
            context = multiprocessing.get_context("spawn")
            beside = self._beside if processes < (os.cpu_count() or 1) else None
            self._pool = ProcessPoolExecutor(
                self._jobs, mp_context=context, initializer=_begin, initargs=(self._scratch, beside)
            )
        return self._pool


def _begin(scratch: Path | None, beside: Callable[[], None] | None) -> None:
    _live_with_parent(scratch)
    if scratch is not None:
        tempfile.tempdir = str(scratch)
    atexit.register(os._exit, 0)  # the last to be called: what a judge loads takes half a second to be torn down
    if beside is not None:
        beside()


def _live_with_parent(scratch: Path | None) -> None:
    """Leave interrupts to the parent, and clean up and end where it asks for that or is gone.

    A pool's process whose parent was killed would otherwise wait for work for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _clean_up_and_end)
    threading.Thread(target=_watch_parent, args=(scratch,), daemon=True).start()


def _watch_parent(scratch: Path | None) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    multiprocessing.connection.wait([parent.sentinel])
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)
    os.kill(os.getpid(), signal.SIGTERM)  # handled in the main thread, where the cleaning may disturb nobody
    time.sleep(_CLEANING_S)
    os._exit(1)


def _clean_up_and_end(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    atexit._run_exitfuncs()  # no exception: a test of the suite that runs right now would catch it
    os._exit(1)
