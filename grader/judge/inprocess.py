"""`check --debug`: a student's own code in the student's own process, so that breakpoints and debuggers work.

The only place where student code is loaded beside a judge, and only at home, where nothing is hidden. It
speaks the same wire as a worker does, so a suite cannot tell the difference; there are no deadlines.
"""

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from grader import wire
from grader.judge.process import Exit
from grader.limits import Limits


class InProcessWorker:
    """Answers a judge in its own process. `folder` holds the student's files, so that breakpoints are hit."""

    def __init__(self, folder: Path) -> None:
        # By name, since nobody imports the worker: here alone it is wanted in this process.
        runtime = importlib.import_module("grader.worker.runtime")
        self._runtime = runtime.Runtime(folder, in_place=True)
        self._modules: tuple[str, ...] = ()
        self._finders = list(sys.meta_path)
        self._path = list(sys.path)
        self.ready = wire.Ready(0, {})

    def start_clock(self, limits: Limits) -> None:
        """There is no clock: a person may be standing at a breakpoint."""

    def give(self, start: wire.Start, body: bytes) -> None:
        """Hand over a submission."""
        self._modules = tuple(start.plan)
        self._runtime.start(start, body)

    def send(self, message: wire.Message, body: bytes = b"") -> None:
        """Hand over a message that has no reply."""
        if isinstance(message, wire.Begin):
            self._runtime.begin(message.seed)

    def ask(self, message: wire.Call | wire.Import, body: bytes = b"") -> tuple[wire.Imported | wire.Reply, bytes]:
        """Hand over a request; its reply as it would have crossed the wire."""
        if isinstance(message, wire.Import):
            report: wire.Imported = self._runtime.load(message)
            return report, b""
        reply: bytes = self._runtime.call(message, body)
        header, _ = wire.lengths(reply[: wire.PREFIX_BYTES])
        end = wire.PREFIX_BYTES + header
        answer = wire.decode_for_judge(reply[wire.PREFIX_BYTES : end])
        assert isinstance(answer, wire.Reply)
        return answer, reply[end:]

    def ask_all(
        self, requests: Iterable[tuple[wire.Call, bytes]]
    ) -> Iterator[tuple[wire.Imported | wire.Reply, bytes]]:
        """Hand over requests, one after the other."""
        for message, body in requests:
            yield self.ask(message, body)

    def end(self) -> Exit:
        """Forget the student's modules, so that the next check reads them again."""
        for module in self._modules:
            sys.modules.pop(module, None)
        sys.meta_path[:], sys.path[:] = self._finders, self._path
        return Exit(0, 0.0, 0)


class InProcessLauncher:
    """Starts workers that are no processes, for one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def start(self, limits: Limits, **changes: Any) -> InProcessWorker:
        """A worker in this process."""
        return InProcessWorker(self._folder)

    def preload(self, module: str) -> None:
        """Nothing to do: there is no zygote."""

    def close_zygote(self) -> None:
        """Nothing to do: there is no zygote."""

    def close(self) -> None:
        """Nothing to do: there is no process."""
