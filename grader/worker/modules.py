"""Reads a submission's modules: by name, in the worker, as Python would or definitions only.

A module of the lab is served from the submission's bytes, so that nothing else of that name can take its
place and a stand-in can be put where an earlier task's name is defined. Whatever a module raises while it is
read costs no point by itself: it is read a second time, definitions and plain assignments only.
"""

import ast
import importlib.abc
import importlib.machinery
import re
import signal
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.errors import WireError
from grader.wire import ErrorData, FlagData, Imported
from grader.worker.extract import ExtractError, newer_python, read_module
from grader.worker.scan import parsed, scan

_FULL, _DEFINITIONS, _DEAD = "full", "definitions", "dead"

# In a second reading an assignment may call something slow (a training run, say); then it is left out.
_ASSIGNMENT_S = 1.0
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


class Dead(Exception):
    """A module that is not read again, because reading it ended a worker before."""


def error_data(error: BaseException, folder: Path) -> ErrorData:
    """What a person needs of an exception: type, message, and the submission's own last line."""
    where = ""
    for entry in traceback.extract_tb(error.__traceback__):
        path = Path(entry.filename)
        if path.parent == folder:
            where = f"{path.name}:{entry.lineno}"
    if isinstance(error, SyntaxError) and isinstance(error.filename, str) and Path(error.filename).parent == folder:
        where = f"{Path(error.filename).name}:{error.lineno}"
    try:
        message = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    except Exception:  # the exception is the student's own class
        message = ""
    # Neither an address nor a scratch folder may make two runs differ.
    message = sendable(_ADDRESS.sub("0x...", message.replace(f"{folder}/", "")))
    text = message.lower()
    memory = isinstance(error, MemoryError) or "can't allocate memory" in text or "not enough memory" in text
    return ErrorData(type(error).__name__[:100], message[:2000], where, memory=memory)


def sendable(text: str) -> str:
    """Text without lone surrogates, which UTF-8 (and so the wire) does not have."""
    return text.encode("utf-8", "replace").decode()


class Submission(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The modules of one submission, as a finder for their names.

    `files` maps file names to bytes, `plan` a module name to how it is read, `replace` a name to the module
    that defines it, `standins` a name to what stands in for it, `aliases` a name to another that counts for it.
    """

    def __init__(
        self,
        folder: Path,
        files: Mapping[str, bytes],
        plan: Mapping[str, str],
        standins: Mapping[str, Any],
        replace: Mapping[str, str],
        forbidden: Mapping[str, Sequence[str]],
        aliases: Mapping[str, str],
    ) -> None:
        self.folder = folder
        self._files = files
        self._plan = plan
        self._standins = {name: standins[name] for name in replace if name in standins}
        self._replace = replace
        self._forbidden = forbidden
        self._aliases = aliases
        self._reports: dict[str, Imported] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Serve the lab's modules; everything else is found as usual."""
        if fullname not in self._plan:
            return None
        origin = str(self.folder / f"{fullname}.py")
        return importlib.machinery.ModuleSpec(fullname, self, origin=origin)

    def exec_module(self, module: ModuleType) -> None:
        """Read a module by its plan; never raises for what the student wrote in a second reading."""
        name = module.__name__
        module.__file__ = str(self.folder / f"{name}.py")
        self._reports[name] = self._read(module, name)
        for attribute, value in self._standins.items():
            if self._replace[attribute] == name or attribute in module.__dict__:
                module.__dict__[attribute] = value

    def load(self, name: str, seq: int) -> Imported:
        """Import a module of the lab now and say how it went."""
        error: ErrorData | None = None
        try:
            module: ModuleType | None = importlib.import_module(name)
        except BaseException as raised:
            module, error = None, error_data(raised, self.folder)
        report = self._reports.get(name, Imported(seq, _DEAD, error))
        names = tuple(sorted(n for n in vars(module) if not n.startswith("__")))[:2000] if module else ()
        return Imported(seq, report.mode, report.error, names, report.notes, report.flags, report.newer_python)

    def _source(self, name: str) -> tuple[str, bytes] | None:
        for file in (f"{name}.py", f"{name}.ipynb"):
            if file in self._files:
                return file, self._files[file]
        return None

    def _read(self, module: ModuleType, name: str) -> Imported:
        found, mode = self._source(name), self._plan[name]
        if found is None:
            return Imported(0, _DEAD, ErrorData("ModuleNotFoundError", f"no file {name}.py", missing=True))
        file, data = found
        tree = parsed(file, data)
        flags = tuple(FlagData(*flag) for flag in scan(file, data, tree, self._forbidden.get(f"{name}.py", ())))
        if mode == _DEAD:
            raise Dead(name)
        try:
            first = None
            if mode == _FULL:
                fresh = dict(module.__dict__)
                first, notes = self._run(module, file, data, _FULL, tree)
                if first is None:
                    return Imported(0, _FULL, notes=notes, flags=flags)
                module.__dict__.clear()
                module.__dict__.update(fresh)
            taken, notes = self._run(module, file, data, _DEFINITIONS, tree)
        except ExtractError as error:
            return Imported(0, _DEAD, ErrorData("ExtractError", error.en), notes=((error.en, error.ko),), flags=flags)
        except SyntaxError as error:
            newer = newer_python(data, error) or ""
            return Imported(0, _DEAD, error_data(error, self.folder), flags=flags, newer_python=newer)
        return Imported(0, _DEFINITIONS, first or taken, notes=notes, flags=flags)

    def _run(
        self, module: ModuleType, file: str, data: bytes, mode: str, tree: ast.Module | None
    ) -> tuple[ErrorData | None, tuple[tuple[str, str], ...]]:
        """Execute a reading in the module: what it raised, if that ended the reading, and its notes."""
        reading = read_module(file, data, mode, str(self.folder / file), tree)
        for unit in reading:
            try:
                with _at_most(_ASSIGNMENT_S if unit.ignore_errors else None):
                    exec(unit.code, module.__dict__)  # the student's own code, in the student's own zone
            except BaseException as error:
                if unit.ignore_errors:
                    continue
                return error_data(error, self.folder), reading.notes
        return None, reading.notes

    def lookup(self, name: str) -> Any:
        """What the submission calls by this name (or its alias), over the lab's modules. Raises `KeyError`."""
        found = sys.modules.get(self._replace.get(name, ""), None)
        if found is not None and name in self._standins:
            return self._standins[name]
        for wanted in (name, self._aliases.get(name, name)):
            for module in self._plan:
                namespace = vars(sys.modules[module]) if module in sys.modules else {}
                if wanted in namespace and getattr(namespace[wanted], "__module__", module) == module:
                    return namespace[wanted]
            for module in self._plan:
                if module in sys.modules and wanted in vars(sys.modules[module]):
                    return vars(sys.modules[module])[wanted]
        raise KeyError(name)


class _TooLong(BaseException):
    """An assignment of a second reading took too long."""


@contextmanager
def _at_most(cpu_s: float | None) -> Iterator[None]:
    """Interrupt Python code after some CPU time. A kindness only: the judge keeps the real deadline."""
    if cpu_s is None or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run_standins(source: str) -> dict[str, Any]:
    """The names that a lab's stand-ins define. They come from the judge and use torch alone."""
    namespace: dict[str, Any] = {"__name__": "standins"}
    if source:
        try:
            exec(compile(source, "standins", "exec"), namespace)
        except Exception as error:
            raise WireError(f"stand-ins do not run: {error}") from error
    return namespace
