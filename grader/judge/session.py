"""One submission under judgement: its workers, how its modules are read, and what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader import wire
from grader.catalog import Lab
from grader.errors import InternalFault
from grader.judge.checks import say
from grader.judge.client import Launcher, Worker, WorkerEnded
from grader.judge.inprocess import InProcessLauncher, InProcessWorker
from grader.judge.process import Exit
from grader.korean import josa
from grader.limits import Limits
from grader.results import Flag, Outcome, Text

FORBIDDEN = "forbidden-call"  # as the worker's scan calls the same thing in a source
_FULL, _DEFINITIONS, _DEAD = "full", "definitions", "dead"


@dataclass
class Session:
    """Starts workers for a submission when they are needed and remembers how each module has to be read.

    `files` maps file names to their bytes. With `replace` set, stand-ins take the place of the named
    functions in every worker started from then on.
    """

    launcher: Launcher | InProcessLauncher
    lab: Lab
    files: Mapping[str, bytes]
    limits: Limits
    device: str = "cpu"
    standins: str = ""
    replace: dict[str, str] = field(default_factory=dict)
    policy: Mapping[str, Any] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    before: "Session | None" = None  # another session on the same files, which knows how they have to be read
    worker: Worker | InProcessWorker | None = None
    plan: dict[str, str] = field(default_factory=dict)
    ends: dict[str, WorkerEnded] = field(default_factory=dict)
    reports: dict[str, wire.Imported] = field(default_factory=dict)
    notes: dict[Text, None] = field(default_factory=dict)
    called: dict[tuple[str, str], None] = field(default_factory=dict)  # (function, forbidden name that it called)
    cpu_s: float = 0.0
    peak_bytes: int = 0
    level: int = 0
    listening: bool = True  # whether notes of replies are kept; a hidden test's could carry its inputs out
    _ended: WorkerEnded | None = None
    _seq: int = 0

    def __post_init__(self) -> None:
        if self.before is not None:
            self.plan, self.ends, self.reports = self.before.plan, self.before.ends, self.before.reports
            self.aliases = self.before.aliases
        for module in self.lab.modules:
            self.plan.setdefault(module, _FULL)
        if any(b"torchvision" in data for data in self.files.values()):
            self.launcher.preload("torchvision")

    def begin(self, seed: int, *, alone: bool = False, limits: Limits | None = None) -> None:
        """A test begins: with a worker that is ready, its clock at zero and every generator seeded."""
        self._ended = None
        if alone:
            self.end()
        if self.worker is None:
            self.worker = self._start()
        self.worker.start_clock(limits or self.limits)
        try:
            self.worker.send(wire.Begin(seed))
        except WorkerEnded:  # it died between two tests, which is no test's own doing
            self.end()
            self.worker = self._start()
            self.worker.send(wire.Begin(seed))

    def next_seq(self) -> int:
        """The number of the next request."""
        self._seq += 1
        return self._seq

    def ask(self, requests: Sequence[tuple[wire.Call, bytes]]) -> Iterator[tuple[wire.Reply, bytes]]:
        """Carry calls to the worker. A worker that ended stays ended for the rest of the test."""
        if self._ended or self.worker is None:
            raise self._ended or InternalFault("a call outside a test")
        replies = self.worker.ask_all(requests)
        for message, _ in requests:
            try:
                reply, data = next(replies)
            except WorkerEnded as ended:
                self.lose(ended)
                raise
            if not isinstance(reply, wire.Reply):
                nothing = WorkerEnded(Outcome.CRASHED, say("The worker gave no reply.", "워커가 답하지 않았어요."))
                self.lose(nothing)
                raise nothing
            if self.listening:
                self._note(reply.notes)
            self._notice(message.target, reply.called)
            yield reply, data

    def lose(self, ended: WorkerEnded) -> None:
        """Give up the worker for the rest of the test, which every further call of it is told."""
        self._ended = ended
        self.end()

    def end(self) -> None:
        """End the worker, if there is one, and count what it used."""
        if self.worker is not None:
            self._count(self.worker.end())
            self.worker = None

    def dead(self, file: str) -> tuple[Outcome, Text] | None:
        """Why nothing of this file can be called: reading it never ended, killed the worker or failed."""
        module = file.removesuffix(".py")
        if module in self.ends and self.plan.get(module) == _DEAD:
            ended = self.ends[module]
            return ended.outcome, _reading(file, ended.text)
        report = self.reports.get(module)
        if report is None or report.mode != _DEAD or report.error is None or report.error.missing:
            return None
        error = report.error
        where = error.where or file
        en, ko = report.notes[0] if report.notes else (f"{error.type}: {error.message}",) * 2
        return Outcome.ERROR, say(f"{where} cannot be read: {en}", f"{josa(where, '을', '를')} 읽을 수 없어요: {ko}")

    @property
    def unreadable(self) -> Text | None:
        """Why there is nothing to grade: not one of its modules is source at all."""
        sent = [self.reports.get(module) for module in self.plan if self.is_there(f"{module}.py")]
        broken = [report for report in sent if report and report.error and report.error.type == "ExtractError"]
        return Text(*broken[0].notes[0]) if broken and len(broken) == len(sent) and broken[0].notes else None

    def is_there(self, file: str) -> bool:
        """Whether the submission has this file, as a module or a notebook."""
        return file in self.files or f"{Path(file).stem}.ipynb" in self.files

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What a person should look at, over all modules."""
        found = [flag for report in self.reports.values() for flag in report.flags]
        read = {flag.message for flag in found}
        seen = [Flag(FORBIDDEN, f"{name}()", called) for name, called in self.called if called not in read]
        return (*(Flag(flag.kind, flag.where, flag.message) for flag in found), *seen)

    def _start(self) -> Worker | InProcessWorker:
        """A worker with every module read. What hangs or dies is read by its definitions, then not at all."""
        for _ in range(2 * len(self.plan) + 1):
            worker = self.launcher.start(self.limits, **self.policy)
            self.level = worker.ready.level
            packer = wire.Packer(_only_data)
            files = wire.DictData(packer.pack_all(self.files.keys()), packer.pack_all(self.files.values()))
            forbidden = {
                task.file: tuple(n for other in self.lab.toml.task if other.file == task.file for n in other.forbidden)
                for task in self.lab.toml.task
            }
            watched = {
                name: task.forbidden
                for task in self.lab.toml.task
                for name in task.names
                if task.forbidden and name not in self.replace  # a stand-in is torch's own function
            }
            start = wire.Start(
                files, dict(self.plan), self.device, self.limits.output_bytes, self.standins, dict(self.replace),
                forbidden, watched, dict(self.aliases),
            )  # fmt: skip
            worker.give(start, packer.body)
            if all(self._import(worker, module) for module in self.plan if self.plan[module] != _DEAD):
                return worker
        raise InternalFault("reading the modules ends every worker")

    def _import(self, worker: Worker | InProcessWorker, module: str) -> bool:
        """Whether the worker still lives after it read a module."""
        worker.start_clock(self.lab.limits)
        try:
            report, _ = worker.ask(wire.Import(self.next_seq(), module))
        except WorkerEnded as ended:
            self._count(worker.end())
            self.ends[module] = ended
            self.plan[module] = _DEFINITIONS if self.plan[module] == _FULL else _DEAD
            self._tell_dead(module)
            return False
        if not isinstance(report, wire.Imported):
            worker.end()
            raise InternalFault("the worker answered an import with something else")
        if report.newer_python:
            worker.end()
            raise InternalFault(f"{module}.py needs Python {report.newer_python} or newer; grade it with that version")
        if module not in self.reports:
            self.reports[module] = report
            self._tell_second_reading(module, report)
            self._tell_dead(module)
        self._note(report.notes if report.mode != _DEAD else ())
        return True

    def _tell_dead(self, module: str) -> None:
        if dead := self.dead(f"{module}.py"):
            self.notes.setdefault(dead[1])

    def _tell_second_reading(self, module: str, report: wire.Imported) -> None:
        if report.mode != _DEFINITIONS:
            return
        ended, error = self.ends.get(module), report.error
        said = f": {error.message}" if error and error.message.strip() else "."
        en = ended.text.en if ended else f"{error.type} at {error.where}{said}" if error else ""
        ko = ended.text.ko if ended else f"{error.where}에서 {error.type}{said}" if error else ""
        text = say(
            f"{module}.py does not run to its end, so only its definitions and assignments were read. {en}",
            f"{module}.py가 끝까지 실행되지 않아서 정의와 대입문만 읽었어요. {ko}",
        )
        self.notes.setdefault(text)

    def _note(self, notes: tuple[tuple[str, str], ...]) -> None:
        for en, ko in notes[:20]:
            self.notes.setdefault(Text(en[:500], ko[:500]))

    def _notice(self, function: str, called: tuple[str, ...]) -> None:
        """A worker may claim anything; only names that a task forbids are passed on."""
        for task in self.lab.toml.task:
            if function in task.names:
                self.called.update(dict.fromkeys((function, name) for name in task.forbidden if name in called))

    def _count(self, exit_: Exit) -> None:
        self.cpu_s += exit_.cpu_s
        self.peak_bytes = max(self.peak_bytes, exit_.peak_bytes)


def names_in(launcher: Launcher, file: str, data: bytes) -> tuple[str, ...]:
    """The names that a notebook or module defines, as a worker of its own reads it; none where that fails."""
    module = "submitted"
    packer = wire.Packer(_only_data)
    files = wire.DictData(packer.pack_all([module + Path(file).suffix]), packer.pack_all([data]))
    worker = launcher.start(Limits())
    try:
        worker.give(wire.Start(files, {module: _DEFINITIONS}), packer.body)
        report, _ = worker.ask(wire.Import(1, module))
    except WorkerEnded:
        return ()
    finally:
        worker.end()
    return report.names if isinstance(report, wire.Imported) else ()


def _reading(file: str, text: Text) -> Text:
    return say(f"Reading {file}: {text.en}", f"{josa(file, '을', '를')} 읽는 중: {text.ko}")


def _only_data(value: object) -> wire.Value:
    raise TypeError(f"{type(value).__name__} is no plain data")
