"""The wire between judge and worker: typed messages, and values as plain data.

A frame is two big-endian 32-bit lengths, a MessagePack header (one message) and a body that holds the
bytes of tensors. Lengths are checked before anything is read, shapes before anything is built. There is
no pickle here, and nothing that arrives is ever executed. Both sides use this module; the judge trusts
none of what it decodes.
"""

import math
import struct
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import torch
from torch import Tensor

from grader.errors import WireError
from grader.limits import FRAME, FrameLimits

DTYPES: dict[str, torch.dtype] = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128,
        torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.bool,
    )
}  # fmt: skip
_NAMES = {dtype: name for name, dtype in DTYPES.items()}
# Also the most that the sizes of an empty or a meta tensor may claim, since no bytes speak against them.
_MAX_ELEMENTS = 1 << 40
_MAX_DIGITS = 4000  # Python itself refuses to read integers of more than 4300
_MAX_KEYS = 10_000  # a worker may choose keys whose hashes collide; then a dict takes quadratic time
_LENGTHS = struct.Struct(">II")
PREFIX_BYTES = _LENGTHS.size
_INT64 = 1 << 63


class TensorData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="t"):
    """A tensor or array: its elements are `nbytes` bytes of the body from `offset`, row-major."""

    dtype: str
    shape: tuple[int, ...]
    offset: int
    nbytes: int
    meta: bool = False
    array: bool = False


class BytesData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="b"):
    """Bytes in the body."""

    offset: int
    nbytes: int


class IntData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="i"):
    """An integer that does not fit into 64 bits, in decimal."""

    text: str


class ListData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="l"):
    """A list."""

    items: "tuple[Value, ...]"


class TupleData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="u"):
    """A tuple; `name` is that of a named tuple's class."""

    items: "tuple[Value, ...]"
    name: str = ""


class DictData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="d"):
    """A dict, keys and values side by side."""

    keys: "tuple[Value, ...]"
    values: "tuple[Value, ...]"


class HandleData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="h"):
    """An object that stays in the worker: a module, an optimizer, a function."""

    id: int
    type: str
    mro: tuple[str, ...] = ()


class TorchData(msgspec.Struct, frozen=True, array_like=True, tag_field="_", tag="r"):
    """Something of torch itself, by its dotted path under `torch`."""

    path: str


Value = (
    None | bool | int | float | str
    | TensorData | BytesData | IntData | ListData | TupleData | DictData | HandleData | TorchData
)  # fmt: skip


class Start(msgspec.Struct, frozen=True, tag="start"):
    """Judge to worker, once: the submission's files, how each module is read, and stand-ins. Answered by `Ready`.

    `plan` maps a module to "full" (as Python would), "definitions" (second reading) or "dead" (not read).
    `replace` maps a name to the module that defines it, for the names that `standins`
    (source) replaces. `forbidden` maps a file to names whose use in it is flagged, `watched` a function of the
    submission to names that are noticed while it runs, `aliases` a name to another that counts where it is absent.
    """

    files: DictData
    plan: dict[str, str]
    device: str = "cpu"
    output_bytes: int = 1_000_000
    standins: str = ""
    replace: dict[str, str] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    watched: dict[str, tuple[str, ...]] = {}
    aliases: dict[str, str] = {}


class Import(msgspec.Struct, frozen=True, tag="import"):
    """Judge to worker: read one module now."""

    seq: int
    module: str


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """Judge to worker: a test begins; forget handles and seed every generator. Has no reply."""

    seed: int


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Judge to worker: call something.

    `kind` says what `target` is: "name" of the submission, "torch" path, "handle" (with `target` as the
    dotted path of the method, empty for a call of the object itself) or "op" of the runtime. With `keep`
    the result (with `collect`: each item of it) stays in the worker as a handle, also where it is a tensor.
    """

    seq: int
    kind: str
    target: str
    args: ListData
    kwargs: DictData
    handle: int = -1
    grad: tuple[int, ...] = ()
    cotangent: Value = None
    seed: int | None = None
    collect: int | None = None
    keep: bool = False
    after: bool = False


class ErrorData(msgspec.Struct, frozen=True):
    """An exception in the worker. `where` is the submission's own line, `missing` an absent name."""

    type: str
    message: str
    where: str = ""
    missing: bool = False
    memory: bool = False


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """Worker to judge, first: the fence stands (layers and level), or `fault` says why it does not.

    Once more after `Start`, when the files lie where they are read from.
    """

    level: int
    layers: dict[str, str]
    fault: str = ""


class FlagData(msgspec.Struct, frozen=True):
    """Something in a source that a person should look at."""

    kind: str
    where: str
    message: str


class Imported(msgspec.Struct, frozen=True, tag="imported"):
    """Worker to judge: a module was read. `mode` as in `Start.plan`; `error` is what the first reading met."""

    seq: int
    mode: str
    error: ErrorData | None = None
    names: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    flags: tuple[FlagData, ...] = ()
    newer_python: str = ""


class Reply(msgspec.Struct, frozen=True, tag="reply"):
    """Worker to judge: what a call returned or raised. `called` are watched names that were used in it."""

    seq: int
    value: Value = None
    grads: ListData | None = None
    args_after: ListData | None = None
    error: ErrorData | None = None
    stdout: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    called: tuple[str, ...] = ()


_PLAIN = frozenset((type(None), bool, int, float, str))
# What is no key of a dict on the wire: nothing of it has a value that both sides hash alike.
_NO_KEYS = (TensorData, ListData, DictData, HandleData, TorchData)

ToWorker = Start | Import | Begin | Call
ToJudge = Ready | Imported | Reply
Message = ToWorker | ToJudge

_encoder = msgspec.msgpack.Encoder()
_to_worker: msgspec.msgpack.Decoder[ToWorker] = msgspec.msgpack.Decoder(ToWorker)
_to_judge: msgspec.msgpack.Decoder[ToJudge] = msgspec.msgpack.Decoder(ToJudge)


class Packer:
    """Turns Python values into wire values and collects their bytes for the body.

    `other` is asked for whatever is no plain data; it returns a wire value or raises `WireError`.
    """

    def __init__(self, other: Callable[[Any], Value], limits: FrameLimits = FRAME) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._other = other
        self._limits = limits

    @property
    def body(self) -> bytes:
        """The bytes of every tensor packed so far."""
        return b"".join(self._parts)

    def pack(self, value: Any, depth: int = 0) -> Value:
        """The wire value of a Python value. Only exact types are data; subclasses go to `other`."""
        if depth > self._limits.depth:
            raise WireError("nested too deeply")
        kind = type(value)
        if value is None or kind in (bool, float):
            return value  # type: ignore[no-any-return]
        if kind is str:
            return value[: self._limits.text_chars]  # type: ignore[no-any-return]
        if kind is int:
            return value if -_INT64 <= value < _INT64 else _large_integer(value)
        if kind is bytes:
            return BytesData(*self._add(value))
        if kind is list:
            return ListData(self.pack_all(value, depth))
        if kind is tuple:
            return TupleData(self.pack_all(value, depth))
        if kind is dict:
            return self._dict(value, depth)
        if isinstance(value, Tensor):
            return self._tensor(value, array=False)
        if isinstance(value, np.ndarray) and value.dtype.kind in "biufc":
            return self._tensor(_as_tensor(value), array=True)
        return self._other(value)

    def pack_all(self, values: Any, depth: int = 0) -> tuple[Value, ...]:
        """The wire values of an iterable."""
        return tuple(self.pack(item, depth + 1) for item in values)

    def _dict(self, value: dict[Any, Any], depth: int) -> DictData:
        keys = self.pack_all(value.keys(), depth)
        if len(keys) > _MAX_KEYS or any(isinstance(key, _NO_KEYS) for key in keys):
            raise WireError(f"a dict with more than {_MAX_KEYS} keys, or with keys that are no plain values")
        return DictData(keys, self.pack_all(value.values(), depth))

    def _tensor(self, tensor: Tensor, *, array: bool) -> TensorData:
        dtype = _NAMES.get(tensor.dtype)
        if dtype is None or tensor.layout != torch.strided:
            raise WireError(f"a {tensor.layout} tensor of {tensor.dtype} is not plain data")
        plain = tensor.as_subclass(Tensor).detach()
        shape = tuple(plain.shape)
        if plain.is_meta:
            return TensorData(dtype, shape, 0, 0, meta=True)
        if plain.nbytes > self._limits.body_bytes:
            raise WireError(f"a tensor of shape {shape} is larger than {self._limits.body_bytes} bytes")
        offset, nbytes = self._add(_bytes_of(plain))
        return TensorData(dtype, shape, offset, nbytes, array=array)

    def _add(self, data: bytes) -> tuple[int, int]:
        offset = self._size
        self._size += len(data)
        if self._size > self._limits.body_bytes:
            raise WireError(f"more than {self._limits.body_bytes} bytes of data")
        self._parts.append(data)
        return offset, len(data)


def _bytes_of(tensor: Tensor) -> bytes:
    """Its elements, row-major whatever its strides."""
    if tensor.is_cpu and tensor.dtype is not torch.bfloat16 and not tensor.is_conj() and not tensor.is_neg():
        return tensor.numpy().tobytes()
    # What numpy does not have. clone, not contiguous(): that leaves a (1,) tensor with a stride over 1 as it is.
    flat = tensor.resolve_conj().resolve_neg().cpu().clone(memory_format=torch.contiguous_format).reshape(-1)
    return flat.view(torch.uint8).numpy().tobytes() if tensor.numel() else b""


def _large_integer(value: int) -> IntData:
    if abs(value) >= 10**_MAX_DIGITS:
        raise WireError(f"an integer of more than {_MAX_DIGITS} digits")
    return IntData(str(value))


def _as_tensor(array: np.ndarray[Any, Any]) -> Tensor:
    """The array as a tensor of the same shape; `np.ascontiguousarray` would make a 0-dim array 1-dim."""
    try:
        return torch.from_numpy(np.array(array, order="C", dtype=array.dtype.newbyteorder("=")))
    except TypeError as error:
        raise WireError(f"an array of {array.dtype} is not plain data") from error


def unpack(value: Value, body: bytes, other: Callable[[Any], Any], limits: FrameLimits = FRAME) -> Any:
    """The Python value of a wire value. `other` resolves handles and torch paths.

    Raises `WireError` for anything out of bounds: shapes, offsets, depth, dtypes.
    """
    return _Unpacker(body, other, limits).unpack(value, 0)


class _Unpacker:
    """Builds Python values from one frame, whose tensors may not claim more bytes than its body has.

    Without that a small header could name the same bytes thousands of times.
    """

    def __init__(self, body: bytes, other: Callable[[Any], Any], limits: FrameLimits) -> None:
        self._body = body
        self._left = len(body)
        self._other = other
        self._limits = limits

    def unpack(self, value: Value, depth: int) -> Any:
        if depth > self._limits.depth:
            raise WireError("nested too deeply")
        if type(value) in _PLAIN:
            return value
        if isinstance(value, TensorData):
            return self._tensor(value)
        if isinstance(value, ListData):
            return [self.unpack(item, depth + 1) for item in value.items]
        if isinstance(value, TupleData):
            return tuple(self.unpack(item, depth + 1) for item in value.items)
        if isinstance(value, DictData):
            return self._dict(value, depth)
        if isinstance(value, BytesData):
            return self._take(value.offset, value.nbytes)
        if isinstance(value, IntData):
            return _integer(value.text)
        return self._other(value)

    def _dict(self, value: DictData, depth: int) -> dict[Any, Any]:
        if len(value.keys) != len(value.values):
            raise WireError("a dict with keys and values of different number")
        if len(value.keys) > _MAX_KEYS:
            raise WireError(f"a dict with more than {_MAX_KEYS} keys")
        result = {}
        for key, item in zip(value.keys, value.values, strict=True):
            plain = self.unpack(key, depth + 1)
            if not isinstance(plain, str | int | float | bool | bytes | tuple | None):
                raise WireError("a dict key that is no plain value")
            try:
                hash(plain)
            except TypeError as error:  # a tuple with something unhashable in it
                raise WireError("a dict key that is no plain value") from error
            result[plain] = self.unpack(item, depth + 1)
        return result

    def _take(self, offset: int, nbytes: int) -> bytes:
        if offset < 0 or nbytes < 0 or offset + nbytes > len(self._body) or nbytes > self._left:
            raise WireError("data outside its frame")
        self._left -= nbytes
        return self._body[offset : offset + nbytes]

    def _tensor(self, data: TensorData) -> Tensor | np.ndarray[Any, Any]:
        dtype, shape = DTYPES.get(data.dtype), data.shape
        if dtype is None or len(shape) > self._limits.rank or min(shape, default=0) < 0:
            raise WireError("a tensor that is none")
        no_bytes = data.meta or 0 in shape  # which would speak against a size
        if no_bytes and math.prod(max(n, 1) for n in shape) > _MAX_ELEMENTS:
            raise WireError("a tensor too large")
        if data.meta:
            return torch.empty(shape, dtype=dtype, device="meta")
        raw = self._take(data.offset, data.nbytes)
        if math.prod(shape) * dtype.itemsize != len(raw):
            raise WireError("a tensor whose bytes do not fit its shape")
        # bytearray: frombuffer wants memory that may be written
        tensor = torch.frombuffer(bytearray(raw), dtype=dtype).view(shape) if raw else torch.empty(shape, dtype=dtype)
        if not data.array:
            return tensor
        if dtype is torch.bfloat16:
            raise WireError("an array of a dtype that numpy does not have")
        return tensor.numpy()


def _integer(text: str) -> int:
    if len(text) > _MAX_DIGITS + 1 or not text.removeprefix("-").isdecimal():
        raise WireError("not an integer")
    return int(text)


def frame(message: Message, body: bytes = b"", limits: FrameLimits = FRAME) -> bytes:
    """A whole frame. Raises `WireError` where it would be larger than the other side accepts."""
    header = _encoder.encode(message)
    if len(header) > limits.header_bytes or len(body) > limits.body_bytes:
        raise WireError(f"a message of {len(header)} + {len(body)} bytes is too large")
    return _LENGTHS.pack(len(header), len(body)) + header + body


def lengths(prefix: bytes, limits: FrameLimits = FRAME) -> tuple[int, int]:
    """Header and body length of a frame, from its first 8 bytes. Raises `WireError` out of bounds."""
    header, body = _LENGTHS.unpack(prefix)
    if header > limits.header_bytes or body > limits.body_bytes:
        raise WireError(f"a frame of {header} + {body} bytes is too large")
    return header, body


def decode_for_judge(header: bytes) -> ToJudge:
    """The message of a header that came from a worker. Raises `WireError` for whatever is none."""
    try:
        return _to_judge.decode(header)
    except (msgspec.MsgspecError, RecursionError, ValueError, MemoryError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from error


def decode_for_worker(header: bytes) -> ToWorker:
    """The message of a header that came from the judge."""
    try:
        return _to_worker.decode(header)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise WireError(f"not a message: {error}") from error
