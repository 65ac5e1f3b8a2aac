"""A submission in real workers: what comes back, what a bad end costs, and how its modules are read."""

import dataclasses
import os
import select
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch

from grader import wire
from grader.catalog import Lab
from grader.errors import InternalFault
from grader.judge import process
from grader.judge.checks import Mismatch
from grader.judge.client import Launcher, Worker, WorkerEnded
from grader.judge.proxy import Handle, Student, StudentError
from grader.judge.session import Session
from grader.results import Outcome

Files = dict[str, bytes]
Make = Callable[..., Files]
Opened = Callable[..., tuple[Student, Session]]

LAYERS = textwrap.dedent("""
    import collections, ctypes, itertools, os, random, signal, sys, threading, time
    import numpy as np
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self, n_in, n_out):
            super().__init__()
            self.first, self.second = nn.Linear(n_in, n_out), nn.Linear(n_out, n_out)
        def forward(self, X):
            return self.second(torch.relu(self.first(X)))
        def explain(self, *, loud=False):
            return "LINEAR" if loud else "linear"

    class Liar:
        def __eq__(self, other): return True
        def __hash__(self): return 0
        def __float__(self): return 1.0

    class Agreeable(torch.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            return True if func is torch.equal else super().__torch_function__(func, types, args, kwargs or {})

    class Mute(Exception):
        def __str__(self): raise ValueError("no words")

    Pair = collections.namedtuple("Pair", "a b")
    def relu(X): return torch.clamp(X, min=0)
    def echo(*args, **kwargs): return (list(args), kwargs) if kwargs else args[0] if len(args) == 1 else args
    def kinds():
        return {"np": np.float64(1.5), "array": np.arange(3), "pair": Pair(1, 2), "set": {3}, "range": range(2),
                "ordered": collections.OrderedDict(a=1), "top": torch.ones(2).max(0), "gen": (i for i in range(3)),
                "size": torch.ones(2, 3).shape, "parameter": nn.Parameter(torch.ones(1))}
    def liar(): return [Liar()]
    def agreeable(X): return X.as_subclass(Agreeable)
    def forever(): return itertools.count()
    def huge(): return torch.zeros(70 << 20, dtype=torch.uint8)
    def looped():
        x = []
        x.append(x)
        return x
    def power(X, p=2): return X ** p
    def spoil(X):
        X.zero_()
        return X
    def split(X): return X * 2, "rest"
    def draw(): return [float(torch.rand(())), random.random(), float(np.random.rand())]
    def batches(n): return ((torch.full((2,), float(i)), i) for i in range(n))
    def says(n):
        print("x" * n)
        print("to stderr", file=sys.stderr)
        return n
    def surrogate():
        print("\\udcff")
        return 1
    def raises(message): raise ValueError(message)
    def raises_surrogate(): raise ValueError("bad \\udcff")
    def raises_mute(): raise Mute
    def raises_bare_syntax_error(): raise SyntaxError
    def exits(): sys.exit(3)
    def interrupts(): raise KeyboardInterrupt
    def recurses(): return recurses()
    def asks_for_memory(): raise MemoryError
    def fills_memory(): return bytearray(1 << 42)
    def zeros(n): return torch.zeros(n)
    def ends_at(n): return n if n < 2 else os._exit(3)
    def os_exits(code): os._exit(code)
    def segfaults(): ctypes.string_at(0)
    def by_signal(number): signal.raise_signal(number)
    def loops():
        while True: pass
    def sleeps(): time.sleep(1000)
    def eats():
        kept = []
        while True: kept.append(bytearray(20_000_000))
    def closes(): os.closerange(3, 64)
    def channel():
        import socket, stat
        return next(fd for fd in range(3, 64) if is_socket(fd))
    def is_socket(fd):
        import stat
        try: return stat.S_ISSOCK(os.fstat(fd).st_mode)
        except OSError: return False
    def writes(data):
        os.write(channel(), data)
        return 1
    def drips():
        os.write(channel(), (1000).to_bytes(4, "big") + (0).to_bytes(4, "big"))
        while True:
            os.write(channel(), b"x")
            time.sleep(0.02)
    def dies_later(): threading.Timer(0.2, os._exit, (5,)).start()
    def marks():
        global kept
        kept = True
    def marked(): return "kept" in globals()
""")


@pytest.fixture(scope="module")
def session(launcher: Launcher, lab: Lab) -> Iterator[Session]:
    session = Session(launcher, lab, {"layers.py": LAYERS.encode(), "mlp.py": b""}, lab.limits)
    yield session
    session.end()


@pytest.fixture
def student(session: Session) -> Student:
    session.begin(7)
    return Student(session)


# What comes back


def test_data_comes_back_as_data(student: Student) -> None:
    for value in (None, True, 3, 10**30, 2.5, "가", b"b", [1, (2, {"k": None})], {1: [], "b": ()}):
        back = student.echo(value)
        assert (type(back), back) == (type(value), value)
    assert torch.equal(student.echo(torch.ones(2, 3)), torch.ones(2, 3))
    assert student.echo(1, 2, key="word") == ([1, 2], {"key": "word"})


def test_close_relatives_of_data_come_back_as_data(student: Student) -> None:
    kinds = student.kinds()
    top, parameter = kinds.pop("top"), kinds.pop("parameter")
    assert (type(top), top[0].item(), top[1].item()) == (tuple, 1.0, 0)
    assert (type(parameter), parameter.requires_grad) == (torch.Tensor, False)
    array = kinds.pop("array")
    assert isinstance(array, np.ndarray)
    assert array.tolist() == [0, 1, 2]
    assert kinds == {"np": 1.5, "pair": (1, 2), "set": [3], "range": [0, 1], "ordered": {"a": 1}, "gen": [0, 1, 2],
                     "size": (2, 3)}  # fmt: skip


def test_an_object_that_equals_everything_stays_where_it_is(student: Student) -> None:
    (liar,) = student.liar()
    assert isinstance(liar, Handle)
    assert (liar == 1, liar.type, liar.mro[0]) == (False, "Liar", "layers.Liar")


def test_a_tensor_subclass_comes_back_plain(student: Student) -> None:
    back = student.agreeable(torch.zeros(2))
    assert type(back) is torch.Tensor
    assert not torch.equal(back, torch.ones(2))


def test_what_never_ends_is_cut(student: Student) -> None:
    assert student.forever() == list(range(10_000))


@pytest.mark.parametrize("name", ["huge", "looped"])
def test_what_cannot_be_sent_is_the_submissions_error(student: Student, name: str) -> None:
    error = student.call(name).error
    assert error is not None
    assert error.type == "CannotReturn"


def test_gradients(student: Student) -> None:
    x, w = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 0.0, 2.0])
    seen = student.call("power", x, grad=(0,), cotangent=w)
    assert torch.equal(seen.grads[0], 2 * x * w)  # type: ignore[arg-type]
    assert student.call("power", x).grads == ()
    assert torch.equal(student.call("split", x, grad=[0]).grads[0], torch.full((3,), 2.0))  # type: ignore[arg-type]
    assert student.call("says", 1, 2, grad=()).error is not None
    assert student.call("echo", torch.ones(2), x, grad=(0, 1)).grads[1] is None
    assert student.call("relu", torch.ones(2).long().float(), grad=(0,)).grads[0] is not None


def test_arguments_after_the_call(student: Student) -> None:
    x = torch.ones(2)
    seen = student.call("spoil", x)
    assert seen.args_after[0].tolist() == [0, 0]
    assert x.tolist() == [1, 1]
    assert torch.equal(student.call("relu", x).args_after[0], x)


def test_many_calls_at_once_are_observed_one_by_one(student: Student) -> None:
    cases = [(torch.tensor([2.0]), 3), ("x", 2), (torch.tensor([5.0]),)]
    first, second, third = student.each("power", cases, grad=(0,))
    assert (first.value.tolist(), first.grads[0].tolist()) == ([8.0], [12.0])
    assert second.error is not None
    assert third.value.tolist() == [25.0]
    assert len(student.seen) == 3
    assert student.each("echo", []) == []


def test_calls_that_do_not_fit_into_the_channel_together_still_come_through(student: Student) -> None:
    tensors = [torch.full((50_000,), float(n)) for n in range(40)]  # 200 KB each, there and back
    for call, tensor in zip(student.each("echo", [(tensor,) for tensor in tensors]), tensors, strict=True):
        assert torch.equal(call.result(), tensor)
    assert [call.value for call in student.each("echo", [(n,) for n in range(500)])] == [*range(500)]


def test_small_questions_with_large_answers_do_not_block_each_other(student: Student) -> None:
    answers = student.each("zeros", [(1 << 20,)] * 40)
    assert {tuple(call.value.shape) for call in answers} == {(1 << 20,)}


def test_a_worker_that_ends_between_calls_sent_together_ends_the_test(session: Session, student: Student) -> None:
    with pytest.raises(WorkerEnded) as raised:
        student.each("ends_at", [(n,) for n in range(5)])
    assert "exit code 3" in raised.value.text.en
    assert [seen.observation.value for seen in student.seen] == [0, 1]
    with pytest.raises(WorkerEnded):
        student.echo(1)
    session.begin(7)
    assert student.echo(1) == 1


def test_collect_takes_the_first_items(student: Student) -> None:
    items = student.call("batches", 100, collect=3).value
    assert [(x.tolist(), i) for x, i in items] == [([0, 0], 0), ([1, 1], 1), ([2, 2], 2)]
    assert len(student.call("batches", 2, collect=3).value) == 2


def test_seeds(session: Session, student: Student) -> None:
    first, again, other = student.draw(), student.call("draw", seed=5).value, student.call("draw", seed=6).value
    assert student.call("draw", seed=5).value == again
    assert all(a != b for a, b in zip(again, other, strict=True))
    session.begin(7)  # the same test again: the same numbers without a seed
    assert student.draw() == first


def test_what_is_printed_is_bounded_and_apart(student: Student) -> None:
    seen = student.call("says", 10)
    assert (seen.value, seen.stdout) == (10, "x" * 10 + "\n")
    assert len(student.call("says", 5_000_000).stdout) == 20_000
    seen = student.call("surrogate")
    assert (seen.value, seen.error) == (1, None)


# Handles


def test_a_module_is_a_handle(student: Student) -> None:
    net = student.Net(3, 2)
    assert (net.type, net.mro[:2]) == ("Net", ("layers.Net", "torch.nn.modules.module.Module"))
    assert net(torch.ones(4, 3)).shape == (4, 2)
    assert [tuple(p.shape) for p in net.parameters()] == [(2, 3), (2,), (2, 2), (2,)]
    assert set(net.state_dict()) == {"first.weight", "first.bias", "second.weight", "second.bias"}
    assert net.attr("training") is True
    net.eval()
    assert net.attr("training") is False
    assert net.attr("first.in_features") == 3
    assert net.explain(loud=True) == "LINEAR"
    assert student.call(net.first, torch.ones(1, 3), grad=(0,)).grads[0].shape == (1, 3)  # type: ignore[union-attr]


def test_handles_are_arguments_again(student: Student) -> None:
    net = student.Net(3, 2)
    for back in (student.echo(net), student.echo([net])[0], student.echo({"k": (net,)})["k"][0]):
        assert torch.equal(back(torch.ones(1, 3)), net(torch.ones(1, 3)))
    data = student.torch.utils.data.TensorDataset(torch.ones(4, 2), torch.zeros(4))
    assert len(student.call(student.torch.utils.data.DataLoader, data, batch_size=2, collect=9).value) == 2
    assert torch.equal(student.echo(student.torch.relu)(torch.tensor([-1.0])), torch.zeros(1))


def test_what_a_handle_does_not_have_is_missing(student: Student) -> None:
    net = student.Net(3, 2)
    error = student.call(net.no_such_method).error
    assert error is not None
    assert error.missing
    error = student.call("no_such_name").error
    assert error is not None
    assert (error.missing, error.message) == (True, "no_such_name")


def test_parameters_by_their_shapes(student: Student) -> None:
    net = student.Net(2, 3)
    own = [torch.ones(3), torch.full((3, 2), 2.0), torch.zeros(3, 3), torch.full((3,), 4.0)]
    student.load(net, own)
    assert all(torch.equal(a, b) for a, b in zip(student.parameters_like(net, own), own, strict=True))
    state = net.state_dict()
    assert torch.equal(state["first.bias"], own[0])
    assert torch.equal(state["second.bias"], own[3])
    with pytest.raises(Mismatch, match="7"):
        student.load(net, [torch.ones(7), *own[1:]])
    with pytest.raises(Mismatch, match="not expected"):
        student.load(net, own[:3])
    with pytest.raises(Mismatch):
        student.load(3, own)  # type: ignore[arg-type]


def test_a_probe_records_how_a_model_is_called(student: Student) -> None:
    probe = student.probe(student.Net(3, 2))
    probe(torch.full((4, 3), -2.0))
    probe.eval()
    probe(torch.ones(1, 3))
    assert probe.attr("calls") == [
        {"training": True, "grad_enabled": True, "shape": [4, 3], "max": 2.0},
        {"training": False, "grad_enabled": True, "shape": [1, 3], "max": 1.0},
    ]


def test_a_suite_cannot_pass_what_is_no_data(student: Student) -> None:
    with pytest.raises(TypeError):
        student.echo(object())


# Errors and bad ends


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("raises_surrogate", "ValueError", "bad ?"),
        ("raises_mute", "Mute", ""),
        ("raises_bare_syntax_error", "SyntaxError", "None"),
        ("exits", "SystemExit", "3"),
        ("interrupts", "KeyboardInterrupt", ""),
        ("recurses", "RecursionError", "maximum recursion depth exceeded"),
    ],
)
def test_whatever_is_raised_is_data(session: Session, student: Student, name: str, kind: str, message: str) -> None:
    worker = session.worker
    error = student.call(name).error
    assert error is not None
    assert (error.type, error.message) == (kind, message)
    assert student.echo(1) == 1
    assert session.worker is worker


def test_an_error_names_the_submissions_own_line(student: Student) -> None:
    with pytest.raises(StudentError) as raised:
        student.raises("not ready <object at 0x7f0123456789>")
    error = raised.value.error
    line = LAYERS.splitlines().index("def raises(message): raise ValueError(message)") + 1
    assert (error.type, error.where) == ("ValueError", f"layers.py:{line}")
    assert error.message == "not ready <object at 0x...>"


@pytest.mark.parametrize("name", ["asks_for_memory", "fills_memory", "eats"])
def test_a_lack_of_memory_is_told_apart(student: Student, name: str) -> None:
    try:
        error = student.call(name).error
        told_apart = error is not None and error.memory
    except WorkerEnded as ended:  # ended from outside, where the worker cannot limit itself
        told_apart = ended.outcome is Outcome.OUT_OF_MEMORY
    assert told_apart


BAD_ENDS: list[tuple[str, tuple[Any, ...], Outcome, str]] = [
    ("os_exits", (3,), Outcome.CRASHED, "exit code 3"),
    ("os_exits", (0,), Outcome.CRASHED, "exit code 0"),
    ("segfaults", (), Outcome.CRASHED, "SIGSEGV"),
    ("by_signal", (40,), Outcome.CRASHED, "signal 40"),
    ("loops", (), Outcome.TIMEOUT, "time limit"),
    ("sleeps", (), Outcome.TIMEOUT, "time limit"),
    ("drips", (), Outcome.TIMEOUT, "time limit"),
    ("closes", (), Outcome.CRASHED, ""),
    ("writes", (b"x" * 100,), Outcome.CRASHED, "no reply"),
    ("writes", (bytes(8),), Outcome.CRASHED, "no reply"),
    ("writes", (b"\xff" * 8,), Outcome.CRASHED, "no reply"),
]


@pytest.mark.parametrize(("name", "args", "outcome", "said"), BAD_ENDS, ids=[f"{e[0]}{e[1]}"[:30] for e in BAD_ENDS])
def test_a_bad_end_costs_one_test(
    session: Session, student: Student, name: str, args: tuple[Any, ...], outcome: Outcome, said: str
) -> None:
    if sys.platform != "linux" and name == "by_signal":
        pytest.skip("real-time signals are Linux's")
    if outcome is Outcome.TIMEOUT:
        session.limits = dataclasses.replace(session.lab.limits, cpu_s=0.5)  # wall time: 2 s
        session.begin(7)
    with pytest.raises(WorkerEnded) as raised:
        student.call(name, *args)
    assert raised.value.outcome is outcome
    assert said in raised.value.text.en
    with pytest.raises(WorkerEnded):
        student.echo(1)  # the worker is gone for the rest of the test
    session.limits = session.lab.limits
    session.begin(7)
    assert student.echo(1) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says when it ended a process for want of memory")
def test_a_worker_that_the_kernel_ends_for_want_of_memory_is_our_fault(
    session: Session, student: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = session.worker
    assert isinstance(worker, Worker)
    os.kill(worker._process.pid, signal.SIGKILL)
    monkeypatch.setattr("grader.judge.client.oom_kills", lambda: worker._oom_kills_0 + 1)
    with pytest.raises(InternalFault, match="fewer --jobs"):
        student.echo(1)


def test_a_training_of_what_is_not_there_says_what_is_missing(student: Student) -> None:
    with pytest.raises(StudentError) as raised:
        student._op("train", "NoSuchModel", "echo", {})
    assert raised.value.error.missing
    assert raised.value.error.message == "NoSuchModel"


def test_a_reply_that_was_not_asked_for(session: Session, student: Student) -> None:
    for forged in (wire.Reply(10**6, 1), wire.Imported(10**6, "full"), wire.Ready(9, {})):
        session.begin(7)
        with pytest.raises(WorkerEnded) as raised:
            student.writes(wire.frame(forged))
        assert raised.value.outcome is Outcome.CRASHED


def test_a_reply_with_impossible_data_ends_the_test(session: Session, student: Student) -> None:
    student.echo(1)
    bad = wire.Reply(session._seq + 1, wire.TensorData("float32", (2,), 0, 8))
    with pytest.raises(WorkerEnded) as raised:
        student.writes(wire.frame(bad))
    assert raised.value.outcome is Outcome.CRASHED
    with pytest.raises(WorkerEnded):
        student.echo(1)
    session.begin(7)
    assert student.echo(1) == 1


def test_a_worker_that_dies_between_two_tests_is_no_fault(session: Session, student: Student) -> None:
    student.dies_later()
    worker = session.worker
    assert isinstance(worker, Worker)
    select.select([worker._channel], [], [], 60)  # until it has closed its end
    session.begin(7)
    assert student.echo(1) == 1
    assert session.worker is not worker


def test_one_worker_serves_many_tests_and_alone_means_a_fresh_one(session: Session, student: Student) -> None:
    student.marks()
    session.begin(8)
    assert student.marked() is True
    session.begin(8, alone=True)
    assert student.marked() is False


def test_a_system_that_tidies_temporary_files_does_not_end_a_run(session: Session, student: Student) -> None:
    worker = session.worker
    assert isinstance(worker, Worker)
    session.end()
    shutil.rmtree(worker._scratch.parent)
    session.begin(8)
    assert student.echo(1) == 1


def test_what_was_used_is_counted(opened: Opened, submission: Make) -> None:
    student, session = opened(submission())
    student.relu(torch.ones(1))
    assert session.cpu_s == 0
    session.end()
    assert session.cpu_s > 0
    assert session.peak_bytes > 1 << 20
    assert 0 <= session.level <= 4


@pytest.mark.skipif(not process.can_fork(), reason="a zygote forks")
def test_a_zygote_that_was_started_ahead_is_the_one_that_is_used(lab: Lab) -> None:
    process.start_ahead()
    process.start_ahead()
    [ahead] = process._ahead
    launcher = Launcher({"disabled": [], "canaries": []})
    try:
        launcher.start(lab.limits).end()
        assert launcher._zygote is ahead
        assert not process._ahead
    finally:
        launcher.close()


@pytest.mark.skipif(not process.can_fork(), reason="a zygote forks")
def test_a_zygote_that_nobody_asks_for_ends_with_its_process() -> None:
    code = "from grader.judge import process; process.start_ahead(); print(process._ahead[0]._process.pid)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
