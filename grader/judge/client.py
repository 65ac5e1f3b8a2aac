"""The judge's end of the wire: starts workers, keeps every deadline, and ends them from outside.

CPU time counts first, wall time only catches sleepers, memory is watched as really used. Whatever a worker
sends is decoded within bounds; anything invalid is the submission's failure, never a crash of the judge.
"""

import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from shutil import disk_usage, rmtree
from typing import Any

from grader import wire
from grader.errors import InternalFault, WireError
from grader.judge.checks import say
from grader.judge.process import Exit, Process, Spawned, Zygote, can_fork, zygote
from grader.limits import Limits
from grader.procfs import cpu_seconds, folder_bytes, is_runnable, memory_bytes, oom_kills, starved_seconds, threads
from grader.results import Outcome, Text

# Between two looks at CPU time and memory: short enough not to overshoot 2 GB by much, long enough to cost nothing.
_POLL_S = 0.05
_GLANCE_S = 10 * _POLL_S  # who finds more than this gone between two looks was away
_FOLDER_S = 0.5
_LEAST, _MOST = 1 << 16, 1 << 20  # bytes asked of the channel at once
# Requests sent before the first reply is read. A worker that cannot send a reply reads nothing, so all of them must
# fit into the channel, whose buffer holds 200 KB and counts almost 1 KB for the smallest message.
_AHEAD, _AHEAD_BYTES = 32, 1 << 16
# What honest submissions may need for what they save; with less their errors would be ours.
_FREE_BYTES = 16 << 20


class WorkerEnded(Exception):
    """The worker is gone: by deadline, by memory, or by itself. Says how in both languages."""

    def __init__(self, outcome: Outcome, text: Text) -> None:
        super().__init__(text.en)
        self.outcome = outcome
        self.text = text


class Launcher:
    """Starts workers in the best way this machine has, and makes their scratch folders."""

    def __init__(self, policy: Mapping[str, Any]) -> None:
        self._policy = policy
        self._zygote: Zygote | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="grader-"))

    def start(self, limits: Limits, **changes: Any) -> "Worker":
        """A new worker with its own scratch folder. Raises `InternalFault` where it does not come up."""
        if not self._folder.is_dir():  # a long run may outlive a tidy system's idea of temporary
            self._folder = Path(tempfile.mkdtemp(prefix="grader-"))
        if disk_usage(self._folder).free < _FREE_BYTES:
            raise InternalFault(f"the disk of {self._folder.parent} is full; free some space or set TMPDIR")
        scratch = Path(tempfile.mkdtemp(dir=self._folder))
        table = {name: getattr(limits, name) for name in limits.__dataclass_fields__}
        policy = {**self._policy, "scratch": str(scratch), "limits": table, **changes}
        try:
            process, channel = self._process(policy)
        except InternalFault:
            rmtree(scratch, ignore_errors=True)
            self.close_zygote()  # the next start gets a new one
            raise
        return Worker(process, channel, scratch, limits)

    def warm_up(self) -> None:
        """Have what starts workers come up while something else is done."""
        if can_fork():
            self._running()

    def preload(self, module: str) -> None:
        """Have a heavy package imported before the next fork; a spawned worker imports it for itself."""
        if can_fork():
            self._running().preload(module)

    def close_zygote(self) -> None:
        """End the zygote; the next start brings a new one."""
        if self._zygote:
            self._zygote.close()
            self._zygote = None

    def close(self) -> None:
        """End everything and remove every scratch folder."""
        self.close_zygote()
        rmtree(self._folder, ignore_errors=True)

    def _running(self) -> Zygote:
        if self._zygote is None:
            self._zygote = zygote()
        return self._zygote

    def _process(self, policy: Mapping[str, Any]) -> tuple[Process, socket.socket]:
        if can_fork():
            return self._running().fork(policy)
        spawned = Spawned(policy)
        return spawned, spawned.channel


class Clock:
    """The time one test may take: CPU seconds of the worker first, wall seconds generously.

    Wall time is what this process saw pass: not while it got no core itself or was stopped, nor while the worker
    wanted a core and got none. That is the machine's time, and costs nobody points.
    """

    def __init__(self, limits: Limits, pid: int) -> None:
        self._pid = pid
        self._limits = limits
        self._cpu_0 = cpu_seconds(pid) or 0.0
        self._starved_0 = starved_seconds(pid)
        self._seen, self._looked_at = 0.0, time.monotonic()

    def is_over(self) -> bool:
        """Whether either time has run out. Asked again and again while there is something to wait for."""
        now = time.monotonic()
        self._seen += min(now - self._looked_at, _GLANCE_S)
        self._looked_at = now
        cpu = cpu_seconds(self._pid)
        if cpu is not None and cpu - self._cpu_0 > self._limits.cpu_s:
            return True
        if self._seen <= self._limits.wall_s:
            return False
        starved = starved_seconds(self._pid) - self._starved_0
        return self._seen - starved > self._limits.wall_s and not is_runnable(self._pid)


class Worker:
    """One worker process: requests out, replies in, ended by the judge at the latest by the clock."""

    def __init__(self, process: Process, channel: socket.socket, scratch: Path, limits: Limits) -> None:
        self._process = process
        self._channel = channel
        self._channel.setblocking(False)
        self._scratch = scratch
        self._limits = limits
        self._seq = 0
        self._received = bytearray()  # what has come and was not asked for yet: one look at the channel, not three
        self._memory_0: int | None = None  # known once the worker is ready; only what comes on top is limited
        self._looked_at = self._watched_at = time.monotonic()
        self._oom_kills_0 = oom_kills()
        self.exit: Exit | None = None
        self.clock = Clock(Limits(cpu_s=process.hello_s, memory_mb=limits.memory_mb), process.pid)
        self.ready = self._hello()
        self._memory_0 = memory_bytes(process.pid) or 0
        self.start_clock(limits)

    def start_clock(self, limits: Limits) -> None:
        """A test begins: its time starts now."""
        self.clock = Clock(limits, self._process.pid)

    def next_seq(self) -> int:
        """The number that the reply to the next request must carry."""
        self._seq += 1
        return self._seq

    def send(self, message: wire.Message, body: bytes = b"") -> None:
        """Send a message that has no reply."""
        data = memoryview(wire.frame(message, body))
        while data:
            try:
                data = data[self._channel.send(data) :]
            except BlockingIOError:
                self._wait(write=True)
            except OSError as error:
                raise self._gone() from error

    def give(self, start: wire.Start, body: bytes) -> None:
        """Hand over a submission. Raises `InternalFault` where that fails: nothing of it has run yet."""
        try:
            self.send(start, body)
            reply, _ = self._receive()
        except (WireError, WorkerEnded) as error:
            self.end()
            raise InternalFault(f"the worker went away before it was given anything: {error}") from error
        if not isinstance(reply, wire.Ready) or reply.fault:
            self.end()
            raise InternalFault(f"the worker cannot take the files: {getattr(reply, 'fault', 'no answer')}")

    def ask(self, message: wire.Call | wire.Import, body: bytes = b"") -> tuple[wire.Imported | wire.Reply, bytes]:
        """Send a request and wait for its reply and the reply's body."""
        self.send(message, body)
        return self._reply(message)

    def ask_all(
        self, requests: Iterable[tuple[wire.Call, bytes]]
    ) -> Iterator[tuple[wire.Imported | wire.Reply, bytes]]:
        """Replies in the order of the requests, of which some are sent ahead: one wait instead of one for each."""
        ahead: deque[tuple[wire.Call, int]] = deque()
        for message, body in requests:
            while ahead and (len(ahead) >= _AHEAD or sum(size for _, size in ahead) + len(body) > _AHEAD_BYTES):
                yield self._reply(ahead.popleft()[0])
            self.send(message, body)
            ahead.append((message, len(body)))
        while ahead:
            yield self._reply(ahead.popleft()[0])

    def _reply(self, message: wire.Call | wire.Import) -> tuple[wire.Imported | wire.Reply, bytes]:
        try:
            reply, data = self._receive()
            if isinstance(message, wire.Import):
                self._look()  # a bomb that a module plants is its own doing, not that of whichever test it goes off in
        except WireError as error:
            self.end()
            raise WorkerEnded(
                Outcome.CRASHED,
                say(
                    f"The worker sent something that is no reply ({error}).",
                    f"워커가 답이 아닌 것을 보냈어요({error}).",
                ),
            ) from error
        if isinstance(reply, wire.Ready) or reply.seq != message.seq:
            self.end()
            raise WorkerEnded(
                Outcome.CRASHED,
                say("The worker answered something that was not asked.", "워커가 묻지 않은 것에 답했어요."),
            )
        return reply, data

    def end(self) -> Exit:
        """Kill the worker and all it started, and remove its scratch folder."""
        if self.exit is None:
            self._channel.close()
            self.exit = self._process.end()
            rmtree(self._scratch, ignore_errors=True)
        return self.exit

    def _hello(self) -> wire.Ready:
        try:
            message, _ = self._receive()
        except (WireError, WorkerEnded) as error:
            self.end()
            raise InternalFault(f"the worker did not come up: {error}") from error
        if not isinstance(message, wire.Ready) or message.fault:
            self.end()
            raise InternalFault(f"the fence does not hold: {getattr(message, 'fault', 'no greeting')}")
        return message

    def _receive(self) -> tuple[wire.ToJudge, bytes]:
        self._await(wire.PREFIX_BYTES)
        header, body = wire.lengths(bytes(self._received[: wire.PREFIX_BYTES]))
        start, end = wire.PREFIX_BYTES + header, wire.PREFIX_BYTES + header + body
        self._await(start)
        message = wire.decode_for_judge(bytes(self._received[wire.PREFIX_BYTES : start]))
        self._await(end)
        data = bytes(memoryview(self._received)[start:end])
        del self._received[:end]
        return message, data

    def _await(self, size: int) -> None:
        """Until that many bytes have come."""
        while len(self._received) < size:
            self._wait()
            try:
                part = self._channel.recv(min(max(size - len(self._received), _LEAST), _MOST))
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._gone() from error
            if not part:
                raise self._gone()
            self._received += part

    def _wait(self, *, write: bool = False) -> None:
        """Until the channel is ready or a limit is over; then the worker is ended."""
        while True:
            readers, writers = ([], [self._channel]) if write else ([self._channel], [])
            ready = any(select.select(readers, writers, [], _POLL_S))
            # Looked at also while bytes drip in, so that a worker cannot put off its end by sending slowly.
            if not ready or time.monotonic() - self._watched_at > _POLL_S:
                self._watched_at = time.monotonic()
                self._look()
            if ready:
                return

    def _look(self) -> None:
        """End the worker if it is over a limit that only somebody outside can keep."""
        pid = self._process.pid
        problem = None
        if self.clock.is_over():
            problem = Outcome.TIMEOUT, TIMEOUT
        elif self._memory_0 is not None and (memory_bytes(pid) or 0) - self._memory_0 > self._limits.memory_mb << 20:
            problem = Outcome.OUT_OF_MEMORY, OUT_OF_MEMORY
        elif (threads(pid) or 0) > self._limits.threads:
            problem = Outcome.CRASHED, TOO_MANY_THREADS
        elif self._scratch_is_full():
            problem = Outcome.CRASHED, TOO_MANY_FILES
        if problem is not None:
            self.end()
            raise WorkerEnded(*problem)

    def _scratch_is_full(self) -> bool:
        """Whether the scratch folder is over its limit; looked at now and then, since that walks the folder."""
        if time.monotonic() - self._looked_at < _FOLDER_S:
            return False
        self._looked_at = time.monotonic()
        most = self._limits.scratch_mb << 20
        return folder_bytes(self._scratch, most) > most

    def _gone(self) -> WorkerEnded:
        status = self.end().status
        code = os.waitstatus_to_exitcode(status) if sys.platform != "win32" else status >> 8
        if code == -getattr(signal, "SIGXCPU", 24):
            return WorkerEnded(Outcome.TIMEOUT, TIMEOUT)
        if code == -getattr(signal, "SIGKILL", 9) and oom_kills() > self._oom_kills_0:
            raise InternalFault("this machine ran out of memory; grade with fewer --jobs")
        if code < 0:
            name = signal.Signals(-code).name if -code in {*signal.Signals} else f"signal {-code}"
            en, ko = f"The process that ran your code died ({name}).", f"코드를 실행하던 프로세스가 죽었어요({name})."
        else:
            en = f"Your code ended the whole process (exit code {code}); remove calls such as exit() or os._exit()."
            ko = f"코드가 프로세스를 통째로 끝냈어요(종료 코드 {code}). exit()나 os._exit() 같은 호출을 지워 주세요."
        return WorkerEnded(Outcome.CRASHED, say(en, ko))


TIMEOUT = say(
    "It did not finish within the time limit; look for a loop that never ends or far too much work.",
    "제한 시간 안에 끝나지 않았어요. 끝나지 않는 반복문이나 지나치게 많은 계산이 있는지 살펴보세요.",
)
TOO_MANY_THREADS = say(
    "It started too many threads; look for a loop that starts one in every round.",
    "스레드를 너무 많이 만들었어요. 반복문 안에서 계속 만들고 있는지 살펴보세요.",
)
TOO_MANY_FILES = say(
    "It wrote more files than the limit; look for a loop that writes without end.",
    "파일을 너무 많이 썼어요. 끝없이 쓰는 반복문이 있는지 살펴보세요.",
)
OUT_OF_MEMORY = say(
    "It used more memory than the limit; look for something that grows without end.",
    "정해진 메모리보다 많이 썼어요. 끝없이 커지는 값이 있는지 살펴보세요.",
)
