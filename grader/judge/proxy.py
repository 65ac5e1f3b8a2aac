"""`student`: what a suite holds of a submission. Every use crosses the wire; what returns is plain data.

The judge sees values and claims, never an object that a student made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from grader import wire
from grader.errors import WireError
from grader.judge.checks import Mismatch, say
from grader.judge.client import WorkerEnded
from grader.results import Outcome, Text

# A property test calls hundreds of times; the first calls tell a mistake, and the others need not be kept.
_SEEN = 200


class Asker(Protocol):
    """Whoever carries requests to a worker that is ready for them."""

    def ask(self, requests: Sequence[tuple[wire.Call, bytes]]) -> Iterator[tuple[wire.Reply, bytes]]:
        """The replies to some calls, in their order; raises `WorkerEnded` or `InternalFault`."""

    def next_seq(self) -> int:
        """The number for the next call."""

    def lose(self, ended: WorkerEnded) -> None:
        """Give up a worker whose reply is no valid data."""


class StudentError(Exception):
    """The submission raised. `error` says what and where; `name` what was called."""

    def __init__(self, error: wire.ErrorData, name: str) -> None:
        super().__init__(f"{error.type}: {error.message}")
        self.error = error
        self.name = name


@dataclass(frozen=True)
class Observation:
    """What one call did. `grads` has an entry per index asked for, None where no gradient flowed."""

    value: Any
    grads: tuple[Tensor | None, ...]
    args_after: tuple[Any, ...]
    error: wire.ErrorData | None
    stdout: str
    name: str = ""

    def result(self) -> Any:
        """The value; raises `StudentError` if the call raised."""
        if self.error is not None:
            raise StudentError(self.error, self.name)
        return self.value


@dataclass(frozen=True)
class Seen:
    """One call of a test and what came of it: what a diagnosis compares."""

    target: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    observation: Observation


class Handle:
    """An object that lives in the worker. Its methods are calls; it can be an argument again."""

    def __init__(self, student: "Student", data: wire.HandleData, path: str = "") -> None:
        self._student = student
        self._data = data
        self._path = path

    @property
    def type(self) -> str:
        """Name of its class, as the worker claims it."""
        return self._data.type

    @property
    def mro(self) -> tuple[str, ...]:
        """`module.qualname` of its classes, as the worker claims them."""
        return self._data.mro

    def attr(self, path: str) -> Any:
        """The value of an attribute (dotted paths go deeper)."""
        return self._student._op("attr", self, path)

    def __getattr__(self, name: str) -> "Handle":
        if name.startswith("__"):
            raise AttributeError(name)
        return Handle(self._student, self._data, f"{self._path}.{name}" if self._path else name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it in the worker. Raises `StudentError` if that raises."""
        return self._student.call(self, *args, **kwargs).result()

    def __repr__(self) -> str:
        return f"<{self._data.type} in the worker>"

    def __describe__(self) -> Text:
        """What it is, for a student."""
        return say(f"an object of class {self.type}", f"{self.type} 객체")


class Torch:
    """`student.torch`: torch's own functions and classes, resolved and called in the worker."""

    def __init__(self, student: "Student", path: str = "") -> None:
        self._student = student
        self._path = path

    def __getattr__(self, name: str) -> "Torch":
        if name.startswith("__"):
            raise AttributeError(name)
        return Torch(self._student, f"{self._path}.{name}" if self._path else name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it in the worker. Raises `StudentError` if that raises."""
        return self._student.call(self, *args, **kwargs).result()


class Function:
    """A function or class of the submission, by name."""

    def __init__(self, student: "Student", name: str) -> None:
        self._student = student
        self._name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it in the worker. Raises `StudentError` if that raises."""
        return self._student.call(self._name, *args, **kwargs).result()


@dataclass(frozen=True)
class _Request:
    """A call on its way, and the values that it was made of."""

    message: wire.Call
    body: bytes
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


class Student:
    """A submission, as a suite sees it."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.last: Observation | None = None
        self.seen: list[Seen] = []  # the first calls of a test, in order

    @property
    def torch(self) -> Torch:
        """torch's own functions and classes, in the worker."""
        return Torch(self)

    def __getattr__(self, name: str) -> Function:
        if name.startswith("_"):
            raise AttributeError(name)
        return Function(self, name)

    def call(
        self,
        target: str | Handle | Torch | Function,
        *args: Any,
        grad: Sequence[int] = (),
        cotangent: Tensor | None = None,
        seed: int | None = None,
        collect: int | None = None,
        keep: bool = False,
        **kwargs: Any,
    ) -> Observation:
        """Call something and observe all it did; errors of the submission are data here.

        `grad` names the positional arguments to differentiate by: gradients of `(value * cotangent).sum()`.
        `collect` turns an iterable result into a list of at most that many items; `seed` seeds every
        generator of the worker just before the call. With `keep` the result stays in the worker, even a tensor:
        a handle comes back, or with `collect` a list of handles.
        """
        kind, name, handle = _target(target)
        return self._send(
            kind, name, args, kwargs, handle=handle, grad=tuple(grad), cotangent=cotangent, seed=seed,
            collect=collect, keep=keep, after=True,
        )  # fmt: skip

    def each(
        self, target: str | Handle | Torch | Function, cases: Iterable[Sequence[Any]], *, grad: Sequence[int] = ()
    ) -> list[Observation]:
        """`call` once for each case, which is a sequence of positional arguments.

        They are all called before the first is looked at, so many small calls cost one wait.
        """
        kind, name, handle = _target(target)
        return self._send_all(
            [self._request(kind, name, args, {}, handle=handle, grad=tuple(grad), after=True) for args in cases]
        )

    def load(self, module: Handle, tensors: Sequence[Tensor]) -> None:
        """Copy tensors into a module's parameters, each into the first free one of its shape."""
        self._matched("load", module, tensors)

    def parameters_like(self, module: Handle, tensors: Sequence[Tensor]) -> list[Tensor]:
        """A module's parameters, matched to tensors of the same shapes as `load` does."""
        values: list[Tensor] = self._matched("like", module, tensors)
        return values

    def probe(self, module: Handle) -> Handle:
        """A module around another that records its calls: `probe.attr("calls")`."""
        handle: Handle = self._op("probe", module)
        return handle

    def _matched(self, op: str, module: Any, tensors: Sequence[Tensor]) -> Any:
        if not isinstance(module, Handle):
            raise Mismatch(
                say("Expected a module with parameters here.", "여기에는 파라미터가 있는 모듈이 있어야 해요.")
            )
        observation = self._send("op", op, (module, list(tensors)), {})
        error = observation.error
        if error is not None and error.type in ("LookupError", "AttributeError"):
            raise Mismatch(
                say(
                    f"The model's parameters do not have the expected shapes: {error.message}.",
                    f"모델 파라미터의 모양이 기대와 달라요: {error.message}",
                )
            )
        return observation.result()

    def _op(self, op: str, *args: Any) -> Any:
        return self._send("op", op, args, {}).result()

    def _send(self, kind: str, name: str, args: Sequence[Any], kwargs: dict[str, Any], **how: Any) -> Observation:
        [observation] = self._send_all([self._request(kind, name, args, kwargs, **how)])
        return observation

    def _request(
        self,
        kind: str,
        name: str,
        args: Sequence[Any],
        kwargs: dict[str, Any],
        *,
        handle: int = -1,
        grad: tuple[int, ...] = (),
        cotangent: Tensor | None = None,
        seed: int | None = None,
        collect: int | None = None,
        keep: bool = False,
        after: bool = False,
    ) -> "_Request":
        packer = wire.Packer(_reference)
        message = wire.Call(
            seq=self._asker.next_seq(),
            kind=kind,
            target=name,
            args=wire.ListData(packer.pack_all(args)),
            kwargs=wire.DictData(packer.pack_all(kwargs.keys()), packer.pack_all(kwargs.values())),
            handle=handle,
            grad=grad,
            cotangent=packer.pack(cotangent),
            seed=seed,
            collect=collect,
            keep=keep,
            after=after,
        )
        return _Request(message, packer.body, tuple(args), kwargs)

    def _send_all(self, requests: Sequence["_Request"]) -> list[Observation]:
        observations = []
        replies = self._asker.ask([(request.message, request.body) for request in requests])
        for request, (reply, body) in zip(requests, replies, strict=True):
            try:
                self.last = self._observation(reply, body, request.message.target)
            except WireError as error:
                ended = WorkerEnded(
                    Outcome.CRASHED,
                    say(
                        f"What came back is no valid data ({error}).", f"돌아온 값이 올바른 데이터가 아니에요({error})."
                    ),
                )
                self._asker.lose(ended)
                raise ended from error
            if len(self.seen) < _SEEN:
                what = f"{request.message.kind} {request.message.target}"
                self.seen.append(Seen(what, request.args, request.kwargs, self.last))
            observations.append(self.last)
        return observations

    def _observation(self, reply: wire.Reply, body: bytes, name: str) -> Observation:
        value = wire.unpack(reply.value, body, self._handle)
        grads = wire.unpack(reply.grads, body, self._handle) if reply.grads is not None else []
        after = wire.unpack(reply.args_after, body, self._handle) if reply.args_after is not None else []
        return Observation(value, tuple(grads), tuple(after), reply.error, reply.stdout, name)

    def _handle(self, value: Any) -> Handle:
        if not isinstance(value, wire.HandleData):
            raise WireError("a worker does not send references to torch")
        return Handle(self, value)


def _target(target: str | Handle | Torch | Function) -> tuple[str, str, int]:
    if isinstance(target, Handle):
        return "handle", target._path, target._data.id
    if isinstance(target, Torch):
        return "torch", target._path, -1
    return "name", target._name if isinstance(target, Function) else target, -1


def _reference(value: Any) -> wire.Value:
    """Wire values for what a suite may pass beside plain data."""
    if isinstance(value, Handle) and not value._path:
        return value._data
    if isinstance(value, Torch):
        return wire.TorchData(value._path)
    if isinstance(value, torch.Size):
        return wire.TupleData(tuple(int(n) for n in value))
    if isinstance(value, torch.dtype):
        return wire.TorchData(str(value).removeprefix("torch."))
    raise TypeError(f"a suite cannot pass {type(value).__name__} to a submission")
