"""One collected test, run: called at once where it asks only for this package's fixtures, else as pytest would.

Stands apart from `suite.py` because it is the innermost loop of a class: pytest's own way round a call that
needs nothing of it costs as much as the wire.
"""

import contextlib
import signal
import threading
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from _pytest.python import get_direct_param_fixture_func
from _pytest.runner import runtestprotocol

from grader.errors import InternalFault
from grader.judge.plugin import Plugin

# Marks that say something to this package or that parametrize; any other one is pytest's business.
_OWN_MARKS = frozenset(("task", "isolated", "parametrize", "hypothesis"))

Failure = tuple[str, pytest.ExceptionInfo[BaseException]]
_FAILURE: pytest.StashKey[Failure | None] = pytest.StashKey()


class _Hangs(BaseException):
    """A test of a suite does not end. No `Exception`, which Hypothesis would take for a result and try again."""


def is_plain(item: pytest.Item, plugin: Plugin) -> bool:
    """Whether a test needs nothing of pytest but the plugin's fixtures and its own parameters."""
    if type(item) is not pytest.Function or item.cls is not None:
        return False
    if any(mark.name not in _OWN_MARKS for mark in item.iter_markers()):
        return False
    found = item._fixtureinfo.name2fixturedefs
    for name in item.fixturenames:
        if name == "request":  # asked for by the plugin's own, or by the test itself (below)
            continue
        definitions = found.get(name, ())
        ours = len(definitions) == 1 and getattr(definitions[0].func, "__self__", None) is plugin
        if not ours and [d.func for d in definitions] != [get_direct_param_fixture_func]:
            return False
    return "request" not in item._fixtureinfo.argnames


def call_plainly(item: pytest.Item, plugin: Plugin) -> Failure | None:
    """Call the test's function. What it raised, in the phase "call"."""
    assert isinstance(item, pytest.Function)
    values = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    values |= {name: plugin.value(name, item.name) for name in item.fixturenames if name in plugin.FIXTURES}
    try:
        item.obj(**values)
    except (KeyboardInterrupt, pytest.exit.Exception, _Hangs):
        raise
    except BaseException:
        return "call", pytest.ExceptionInfo.from_current()
    return None


class Reports:
    """A plugin of pytest that keeps what the first failing phase of a test raised."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[Any]) -> Generator[None, Any, Any]:
        """Remember what was raised, and in which phase."""
        report = yield
        if call.excinfo is not None and item.stash.get(_FAILURE, None) is None:
            item.stash[_FAILURE] = (call.when, call.excinfo)
        return report


def by_phases(item: pytest.Item, following: pytest.Item | None) -> Failure | None:
    """Run a test by pytest's own protocol, with `Reports` among its plugins."""
    item._initrequest()  # type: ignore[attr-defined]
    item.stash[_FAILURE] = None
    runtestprotocol(item, log=False, nextitem=following)
    return item.stash[_FAILURE]


@contextlib.contextmanager
def at_most(wall_s: float, what: str) -> Iterator[None]:
    """Raise `InternalFault` where a test of a suite goes on after that many seconds; 0 leaves it alone.

    A submission is not meant: its worker is ended long before that.
    """
    alarmed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not wall_s or not alarmed:
        yield
        return

    fired = []

    def stop(*_: object) -> None:
        fired.append(True)
        raise _Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, wall_s)
    try:
        with contextlib.suppress(_Hangs):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if fired:  # also where pytest caught it
        raise InternalFault(f"{what} of the suite did not end in {wall_s:g} s")
