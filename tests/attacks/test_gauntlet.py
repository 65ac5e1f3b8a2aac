"""Attackers and honest students graded as one class: nothing gained, nothing read, nothing left behind."""

import ctypes
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.gauntlet import HERE, LAB, REPOSITORY, attackers, expected, hand_in, make_course
from tests.attacks.honest import sources

# The whole class is one fixture: nearly two hundred submissions, one for each core at a time. The other runs are
# small, and one job saves them half of what it costs to start.
pytestmark = pytest.mark.timeout(3000)

HONEST = 100
# A few are graded once more without any attacker beside them.
ALONE = range(5, HONEST, 10)
BASE_SCORE, FULL_SCORE = 18.0, 22.0
# Where an attacker might leave a file; each carries the mark of the run.
PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/autograder/results", "/etc", "/usr/local/lib")
TIMELESS = ("_at", "_s", "_bytes")


@dataclass
class Ran:
    """One run of the grader over the class, and what came of it."""

    rows: dict[str, dict[str, Any]]
    level: int
    code: int
    output: str
    folder: Path
    mark: str
    token: str
    received: list[bytes] = field(default_factory=list)
    survivors: list[str] = field(default_factory=list)

    @property
    def written(self) -> str:
        """Everything that the run wrote for people, and what it printed."""
        texts = [path.read_bytes().decode(errors="replace") for path in self.folder.rglob("*") if path.is_file()]
        return "\n".join([*texts, self.output])


class Listeners:
    """A server, a datagram port and two local sockets. Whatever arrives is proof that an attack got out."""

    def __init__(self, folder: Path, mark: str) -> None:
        self.received: list[bytes] = []
        self._stack = ExitStack()
        tcp = self._open(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        udp = self._open(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self.places = {"PORT": str(tcp.getsockname()[1]), "UDP": str(udp.getsockname()[1])}
        self.places |= {"SOCKET": str(folder / "socket"), "ABSTRACT": mark}
        self._open(socket.AF_UNIX, socket.SOCK_STREAM, self.places["SOCKET"])
        Path(self.places["SOCKET"]).chmod(0o777)
        self._open(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{mark}")

    def close(self) -> None:
        self._stack.close()

    def _open(self, family: int, kind: int, address: Any) -> socket.socket:
        server = self._stack.enter_context(socket.socket(family, kind))
        server.bind(address)
        if kind == socket.SOCK_STREAM:
            server.listen()
        threading.Thread(target=self._serve, args=(server, kind), daemon=True).start()
        return server

    def _serve(self, server: socket.socket, kind: int) -> None:
        while True:
            try:
                if kind == socket.SOCK_STREAM:
                    client, _ = server.accept()
                    with client:
                        self.received.append(b"connection")
                else:
                    self.received.append(server.recv(100))
            except OSError:
                return


def run_class(names: list[str], students: list[int], disabled: str = "", jobs: int | None = None) -> Ran:
    """Grade attackers and honest students together, in a course of their own."""
    token, mark = f"CANARY-IN-{secrets.token_hex(8)}", f"gauntlet-{secrets.token_hex(6)}"
    # Not in pytest's own folder: its mode would hide the course where the fence does not.
    folder = Path(tempfile.mkdtemp(prefix="class-"))
    folder.chmod(0o755)
    listeners = Listeners(folder, mark)
    places = {
        "COURSE": str(folder / "course"), "OUT": str(folder / "out"), "SUBMISSIONS": str(folder / "submissions"),
        "MARK": mark, **listeners.places,
    }  # fmt: skip
    make_course(folder / "course", token)
    for name in names:
        hand_in(HERE / name, folder / "submissions" / name, places)
    for number in students:
        path = folder / "submissions" / f"honest-{number:03d}" / "layers.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(sources(number))
    try:
        return _grade(folder, mark, token, listeners, disabled, jobs)
    finally:
        listeners.close()
        shutil.rmtree(folder)
        _remove_marked(mark)


def _grade(folder: Path, mark: str, token: str, listeners: Listeners, disabled: str, jobs: int | None) -> Ran:
    before = _children()
    done = subprocess.run(
        [sys.executable, "-m", "grader", "grade", folder / "submissions", "--course", folder / "course",
         "--lab", LAB, "--out", folder / "out", "--no-accuracy", "--progress", "plain",
         *(["--jobs", str(jobs)] if jobs else [])],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1", "GRADER_CANARY": token, "GRADER_DISABLE": disabled},
        capture_output=True,
        text=True,
        check=False,
        timeout=3000,
    )  # fmt: skip
    survivors = _survivors(before)
    grades = folder / "out" / "grades.json"
    assert grades.exists(), done.stdout + done.stderr
    run = json.loads(grades.read_text(encoding="utf-8"))
    marked = [path for path in _marked(mark, folder) if path != Path(listeners.places["SOCKET"])]
    # What is looked at later is copied out of a folder that is about to go.
    kept = Path(tempfile.mkdtemp(prefix="class-out-"))
    shutil.copytree(folder / "out", kept / "out", ignore=shutil.ignore_patterns("cache"))
    ran = Ran(
        rows={row["id"]: row for row in run["submissions"]},
        level=run["sandbox_level"],
        code=done.returncode,
        output=done.stdout + done.stderr,
        folder=kept / "out",
        mark=mark,
        token=token,
        received=listeners.received,
        survivors=survivors,
    )
    ran.output += "".join(f"\nMARKED {path}" for path in marked)
    return ran


def _children() -> set[str]:
    """Everything that descends from this process: it is the subreaper of whatever the grader leaves behind."""
    found, waiting = set(), [str(os.getpid())]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            try:
                new = set(task.read_text().split()) - found
            except OSError:
                continue
            found |= new
            waiting += new
    return found


def _survivors(before: set[str]) -> list[str]:
    """What still runs some seconds after the grader has ended. Ends it, so that nothing outlives this test."""
    until = time.monotonic() + 20
    while True:
        left = []
        for pid in _children() - before:
            with suppress(ChildProcessError):  # no child of ours yet, but of one of them
                os.waitpid(int(pid), os.WNOHANG)
            with suppress(OSError):
                if "State:\tZ" not in Path(f"/proc/{pid}/status").read_text():
                    left.append(pid)
        if not left:
            return []
        if time.monotonic() > until:
            names = [f"{pid} {Path(f'/proc/{pid}/cmdline').read_text()[:100]}" for pid in left]
            for pid in left:
                os.kill(int(pid), signal.SIGKILL)
            return names
        time.sleep(0.2)


def _marked(mark: str, folder: Path) -> list[Path]:
    """Files of this run's mark outside scratch folders."""
    import torch

    places = [*map(Path, PLACES), Path.home(), Path.home() / ".cache", REPOSITORY, Path(torch.__file__).parent]
    found = [path for place in places if place.is_dir() for path in place.glob(f"*{mark}*")]
    return found + [path for path in folder.rglob(f"*{mark}*") if "students" not in path.parts]


def _remove_marked(mark: str) -> None:
    for place in PLACES:
        for path in Path(place).glob(f"*{mark}*"):
            path.unlink(missing_ok=True)


@pytest.fixture(scope="module", autouse=True)
def _subreaper() -> Iterator[None]:
    if sys.platform != "linux":
        pytest.skip("the fence is Linux's; elsewhere there is level 1")
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    yield
    ctypes.CDLL(None).prctl(36, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def ran() -> Iterator[Ran]:
    """Everybody in one class, with every layer that this machine has."""
    done = run_class([path.name for path in attackers()], list(range(HONEST)))
    yield done
    shutil.rmtree(done.folder.parent)


def needs_level_3(ran: Ran) -> None:
    if ran.level < 3:
        pytest.skip(f"this machine's sandbox level is {ran.level}: what it leaves open is what doctor says")


def loot(row: dict[str, Any]) -> list[str]:
    return [test["message"] for test in row["tests"] if "LOOT" in test["message"]]


def test_the_catalogue_is_covered():
    assert len(attackers()) >= 60
    rows = {row for path in attackers() for row in expected(path)["rows"]}
    # What neither split nor fence can stop (38), what is graded by behaviour anyway (52), what the accuracy check's own
    # tests cover (64 to 66), what flags and people are for (67), and what is not scored (68).
    assert rows == set(range(1, 64)) - {38, 52}


@pytest.mark.parametrize("name", [path.name for path in attackers()])
def test_an_attacker_gets_what_is_expected(ran, name):
    row, wanted = ran.rows[name], expected(HERE / name)
    assert row["status"] in wanted["status"], row["message"]
    if wanted["score"] == "any":
        assert row["score"] <= BASE_SCORE
    else:
        assert row["score"] == pytest.approx(wanted["score"], abs=0.05)
    outcomes = {test["outcome"] for test in row["tests"] if test["task"] == "3.1"}
    if wanted["outcomes"] != "any":
        assert outcomes <= set(wanted["outcomes"])
    assert set(wanted["flags"]) <= {flag["kind"] for flag in row["flags"]}
    if ran.level >= 3:
        assert loot(row) == []


def test_nothing_is_gained(ran):
    gained = {
        path.name: ran.rows[path.name]["score"]
        for path in attackers()
        if 60 not in expected(path)["rows"] and 61 not in expected(path)["rows"]
    }
    assert {name: score for name, score in gained.items() if score > BASE_SCORE} == {}


def test_no_canary_is_read(ran):
    needs_level_3(ran)
    assert ran.token not in ran.written
    assert {name for name, row in ran.rows.items() if loot(row)} == set()


def test_nothing_is_written_outside_the_scratch_folders(ran):
    needs_level_3(ran)
    assert [line for line in ran.output.splitlines() if line.startswith("MARKED")] == []


def test_nothing_leaves_over_a_socket(ran):
    needs_level_3(ran)
    assert ran.received == []


def test_nobody_survives(ran):
    assert ran.survivors == []


def test_nobody_is_a_fault_of_ours(ran):
    assert ran.code == 0, ran.output[-2000:]
    assert {name for name, row in ran.rows.items() if row["status"] == "internal_error"} == set()


def test_hidden_inputs_stay_hidden(ran):
    for name in ("34-print-hidden-inputs", "35-raise-hidden-inputs"):
        hidden = [test for test in ran.rows[name]["tests"] if test["visibility"] == "hidden"]
        assert hidden
        assert "HIDDENINPUT" not in json.dumps(hidden)


def test_pages_show_text_as_text(ran):
    pages = "".join(path.read_text(encoding="utf-8") for path in ran.folder.rglob("*.html"))
    assert f"&lt;script&gt;{ran.mark}" in pages
    assert f"<script>{ran.mark}" not in pages
    assert f"onerror={ran.mark}>" not in pages
    assert "\x1b[2J" not in ran.written
    for line in (ran.folder / "grades.csv").read_text(encoding="utf-8-sig").splitlines():
        assert not any(cell.lstrip('"').startswith(("=", "@", "\t")) for cell in line.split(","))


@pytest.mark.parametrize("number", range(HONEST))
def test_honest_noise_costs_nothing(ran, number):
    row = ran.rows[f"honest-{number:03d}"]
    assert row["status"] == "graded"
    assert row["score"] == FULL_SCORE, [t for t in row["tests"] if t["score"] < t["max_score"]]
    assert row["flags"] == []


def test_honest_students_get_the_same_without_attackers_beside_them(ran):
    alone = run_class([], list(ALONE), jobs=1)
    shutil.rmtree(alone.folder.parent)
    for number in ALONE:
        name = f"honest-{number:03d}"
        assert timeless(alone.rows[name]) == timeless(ran.rows[name])


def timeless(value: Any) -> Any:
    """A row without what may differ between two runs."""
    if isinstance(value, dict):
        # An alias comes from the course's secret, and each run here has a course of its own.
        return {key: timeless(item) for key, item in value.items() if not key.endswith(TIMELESS) and key != "alias"}
    return [timeless(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("layer", "level", "opens", "holds"),
    [
        ("landlock", 2, ["02-read-solution", "03-read-hidden-tests", "70-native-code"], ["43-tcp", "53-fork-bomb"]),
        ("seccomp", 2, ["53-fork-bomb", "59-memory-files", "73-metadata"], ["02-read-solution", "69-neighbours"]),
        # A second line each: the other layers and the judge's watch hold what they hold.
        ("privileges,rlimits", 1, [], ["36-parents-memory", "42-inherited-files", "58-shared-memory-bomb"]),
    ],
)
def test_without_a_layer_the_attacks_work_that_it_holds(ran, layer, level, opens, holds):
    """The gauntlet can lose: what is open shows. Still nothing is gained by it."""
    needs_level_3(ran)
    weaker = run_class([*opens, *holds], [], layer, jobs=1)
    shutil.rmtree(weaker.folder.parent)
    assert weaker.level == level
    assert {name for name in weaker.rows if loot(weaker.rows[name])} == set(opens)
    assert all(row["score"] <= BASE_SCORE for row in weaker.rows.values())
    assert weaker.survivors == []
