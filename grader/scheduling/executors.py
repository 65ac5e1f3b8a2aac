"""Runs pure work in processes of this machine, a bounded number at a time, and survives a lost process.

A cluster has the same shape (`run`), so that nothing above cares where a submission is graded.
"""

import atexit
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from grader.errors import InternalFault

Job = TypeVar("Job")
Result = TypeVar("Result")
Answer = TypeVar("Answer")

# Waiting in the pool beside those that run: enough to keep every process busy, little enough to keep memory flat.
_AHEAD = 1


class LocalExecutor(Generic[Job, Result]):
    """`jobs` processes of this machine. A job whose process dies is tried once more; then it is a fault of ours."""

    def __init__(self, function: Callable[[Job], Result], jobs: int) -> None:
        self._function = function
        self._jobs = jobs
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
            return self._running().submit(self._function, job)
        except BrokenProcessPool as error:  # a process died since the pool was last looked at
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def call(self, function: Callable[[Job], Answer], job: Job) -> Answer:
        """Do one thing in a process of the pool, and wait for it. Raises `InternalFault` where that process is lost."""
        try:
            return self._running().submit(function, job).result()
        except BrokenProcessPool as error:
            self.close()
            raise InternalFault(
                "the judging process was lost before it graded anything; is there enough memory?"
            ) from error

    def close(self) -> None:
        """End every process of the pool."""
        if self._pool is not None:
            processes = list((self._pool._processes or {}).values())  # shutdown forgets them
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()  # its zygote and workers end with it: they watch their channel
            self._pool = None

    def finish(self) -> None:
        """Let every process end by itself, so that it can clean up."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn: a judge keeps sockets and threads of its own, and fork would share the parent's.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_belong_to_parent)
        return self._pool


def _belong_to_parent() -> None:
    """Interrupts are the parent's to handle, and without it there is nobody to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A pool's process waits for its next job for ever, also when the parent was killed and none can come.
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGTERM)  # there, so that nothing is begun while it is cleaned up
    else:
        _end()


def _end(*_: object) -> None:
    """End this process from wherever it is, but not without its zygote and its scratch folders."""
    atexit._run_exitfuncs()
    os._exit(1)
