"""The wire: whatever is sent comes back as it was, and whatever is no message is a `WireError` and nothing else."""

import random
import struct
import tracemalloc
from typing import Any

import msgspec
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import wire
from grader.errors import WireError
from grader.limits import FRAME, FrameLimits


def refuse(value: object) -> Any:
    raise WireError(f"{type(value).__name__} is no plain data")


def sent(value: Any) -> Any:
    """The value on the other side of a frame."""
    packer = wire.Packer(refuse)
    data = wire.frame(wire.Reply(1, packer.pack(value)), packer.body)
    header, body = wire.lengths(data[: wire.PREFIX_BYTES])
    assert len(data) == wire.PREFIX_BYTES + header + body
    message = wire.decode_for_judge(data[wire.PREFIX_BYTES :][:header])
    assert isinstance(message, wire.Reply)
    return wire.unpack(message.value, data[wire.PREFIX_BYTES + header :], refuse)


def same(a: Any, b: Any) -> bool:
    """Equal in type, shape, dtype and bits; NaN equals NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, torch.Tensor):
        return a.dtype == b.dtype and a.shape == b.shape and bits(a) == bits(b)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return repr(a) == repr(b)


def bits(tensor: torch.Tensor) -> bytes:
    return tensor.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""


@st.composite
def tensors(draw: st.DrawFn) -> torch.Tensor:
    dtype = draw(st.sampled_from(list(wire.DTYPES.values())))
    shape = draw(st.lists(st.integers(0, 3), max_size=4))
    seed = draw(st.integers(0, 2**32))
    numbers = torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * 10
    return numbers.abs().to(dtype) if dtype is torch.uint8 else numbers.to(dtype)


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    tensor = draw(tensors().filter(lambda t: t.dtype is not torch.bfloat16))
    return tensor.numpy()


keys = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.binary(max_size=5) | st.tuples(st.integers())
)
leaves = (
    st.none() | st.booleans() | st.integers() | st.integers(10**30, 10**60) | st.floats() | st.text(max_size=20)
    | st.binary(max_size=20) | tensors() | arrays()
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None, database=None)
@given(values)
def test_what_is_sent_comes_back(value: Any) -> None:
    assert same(sent(value), value)


@pytest.mark.parametrize("dtype", wire.DTYPES.values(), ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (2, 3), (1,) * 8], ids=str)
def test_tensors_of_every_dtype_and_shape(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    tensor = torch.ones(shape, dtype=dtype)
    assert same(sent(tensor), tensor)


def test_views_come_back_as_values() -> None:
    complex_ = torch.tensor([1 + 2j, 3 - 4j])
    for view in (
        torch.arange(6.0).reshape(2, 3).t(),
        torch.ones(1).expand(4, 5),
        complex_.conj(),
        complex_.conj().imag,
    ):
        assert torch.equal(sent(view), view)
    array = np.arange(5.0)
    for strided in (array[::-1], array[::2], np.float32(2) * np.ones((2, 3), order="F"), np.array(3.5)):
        assert same(sent(strided), np.array(strided, order="C"))
    big_endian = np.array([1.5, 2.5], dtype=">f4")
    assert sent(big_endian).tolist() == [1.5, 2.5]


def test_a_meta_tensor_is_a_shape_alone() -> None:
    back = sent(torch.empty(10_000, 10_000, device="meta", dtype=torch.float64))
    assert (back.device.type, tuple(back.shape), back.dtype) == ("meta", (10_000, 10_000), torch.float64)


def test_a_tensor_comes_back_plain_and_detached() -> None:
    parameter = torch.nn.Parameter(torch.ones(2))
    back = sent((parameter, parameter * 2))
    assert [type(t) for t in back] == [torch.Tensor, torch.Tensor]
    assert not any(t.requires_grad for t in back)
    back[0].add_(1)  # may be written, and nothing else changes with it
    assert parameter.tolist() == [1, 1]
    assert back[1].tolist() == [2, 2]


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 10**3999, -(10**3999)], ids=hex)
def test_integers_of_any_size(number: int) -> None:
    assert sent(number) == number


def test_what_cannot_be_sent_is_refused_by_the_sender() -> None:
    looped: list[Any] = []
    looped += [looped, looped]
    for value in (
        10**4000, 10**5000, looped, object(), torch.ones(2).to_sparse(), {torch.ones(1): 1},
        dict.fromkeys(range(10_001)), np.ones(2, dtype=np.longdouble), torch.ones(1).expand(1 << 40),
    ):  # fmt: skip
        with pytest.raises(WireError):
            sent(value)
    small = FrameLimits(body_bytes=100, header_bytes=1000)
    packer = wire.Packer(refuse, small)
    with pytest.raises(WireError):
        packer.pack([torch.ones(20), torch.ones(20)])
    with pytest.raises(WireError):
        wire.frame(wire.Reply(1, "x" * 2000), b"", small)


# What a hostile worker sends


def opened(message: Any, body: bytes = b"") -> Any:
    """What the judge makes of a reply with this value, encoded without any of the sender's checks."""
    return taken(msgspec.msgpack.encode(wire.Reply(1, message)), body)


def taken(header: bytes, body: bytes) -> Any:
    """The value of a reply, as the judge takes it."""
    reply = wire.decode_for_judge(header)
    assert isinstance(reply, wire.Reply)
    return wire.unpack(reply.value, body, refuse)


T = wire.TensorData
HUGE = 2**62
HOSTILE: list[Any] = [
    T("float32", (2,), 0, 4), T("float32", (2,), 0, 16), T("float32", (3,), 0, 8), T("float64", (2,), 0, 8),
    T("float32", (2,), 60, 8), T("float32", (2,), -4, 8), T("float32", (2,), 4, -8), T("float32", (2,), 2**63, 8),
    T("float32", (-2,), 0, 8), T("float32", (-1, -2), 0, 8), T("float32", (2,) + (1,) * 8, 0, 8),
    T("float32", (HUGE, HUGE), 0, 0), T("float32", (HUGE, HUGE, 0), 0, 0), T("float32", (2**64 - 1, 0), 0, 0),
    T("float32", (HUGE, HUGE, 0), 0, 0, meta=True), T("float32", (2**41,), 0, 0, meta=True),
    T("float32", (2**64 - 1, 0), 0, 0, meta=True), T("float32", (-1,), 0, 0, meta=True),
    T("bfloat16", (2,), 0, 4, array=True), T("object", (2,), 0, 8), T("float128", (2,), 0, 32), T("", (), 0, 0),
    T("quint8", (2,), 0, 2), T("__class__", (2,), 0, 2),
    wire.BytesData(0, 65), wire.BytesData(-1, 2), wire.BytesData(64, 1), wire.BytesData(2**63, 2**63),
    wire.IntData("--5"), wire.IntData("-"), wire.IntData(""), wire.IntData("1e5"), wire.IntData("²"),
    wire.IntData("9" * 4302), wire.IntData(" 1"), wire.IntData("1_0"),
    wire.DictData((1, 2), (1,)), wire.DictData((wire.ListData(()),), (1,)),
    wire.DictData((wire.DictData((), ()),), (1,)), wire.DictData((wire.TupleData((wire.ListData(()),)),), (1,)),
    wire.DictData((T("bool", (1,), 0, 1),), (1,)),
    wire.DictData(tuple(range(10_001)), tuple(range(10_001))),
    wire.HandleData(1, "Net"), wire.TorchData("nn.Linear"),
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: repr(v)[:60])
def test_a_value_out_of_bounds(value: Any) -> None:
    for wrapped in (value, wire.ListData((value,)), wire.DictData(("k",), (value,))):
        with pytest.raises(WireError):
            opened(wrapped, bytes(64))


def test_the_same_bytes_cannot_be_claimed_again_and_again() -> None:
    body = bytes(1 << 20)
    for claim in (T("uint8", (1 << 20,), 0, 1 << 20), wire.BytesData(0, 1 << 20)):
        tracemalloc.start()
        with pytest.raises(WireError):
            opened(wire.ListData((claim,) * 1000), body)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 10 << 20


@pytest.mark.parametrize("depth", [65, 200, 5_000, 500_000])
def test_nested_too_deeply(depth: int) -> None:
    value = b"\x92\xa1l\x91" * depth + b"\xc0"  # ["l", [["l", [... None]]]]
    header = msgspec.msgpack.encode(wire.Reply(1)).replace(b"\xa5value\xc0", b"\xa5value" + value)
    assert len(header) > depth
    with pytest.raises(WireError):
        taken(header, b"")


def test_just_deep_enough() -> None:
    value: Any = 1
    for _ in range(FRAME.depth):
        value = [value]
    assert sent(value) == value


@pytest.mark.parametrize(
    "prefix", [(2**32 - 1, 0), (0, 2**32 - 1), (FRAME.header_bytes + 1, 0), (0, FRAME.body_bytes + 1)], ids=str
)
def test_lengths_out_of_bounds_are_refused_before_anything_is_read(prefix: tuple[int, int]) -> None:
    with pytest.raises(WireError):
        wire.lengths(struct.pack(">II", *prefix))


HEADERS = {
    "empty": b"",
    "not MessagePack": b"\xc1",
    "a pickle": b"\x80\x04\x95\x00\x00\x00\x00.",
    "an array of 4 G items": b"\xdd\xff\xff\xff\xff",
    "a map of 4 G items": b"\xdf\xff\xff\xff\xff",
    "a string of 4 GB": b"\xdb\xff\xff\xff\xffabc",
    "bytes of 4 GB": b"\xc6\xff\xff\xff\xffabc",
    "an extension type": msgspec.msgpack.encode({"type": "reply", "seq": 1, "value": msgspec.msgpack.Ext(5, b"x")}),
    "a time": b"\xd7\xff" + bytes(8),
    "an unknown message": msgspec.msgpack.encode({"type": "call", "seq": 1}),
    "no type": msgspec.msgpack.encode({"seq": 1}),
    "a type that is no text": msgspec.msgpack.encode({"type": 1, "seq": 1}),
    "an unknown value": msgspec.msgpack.encode({"type": "reply", "seq": 1, "value": ["z", 1]}),
    "a value without items": msgspec.msgpack.encode({"type": "reply", "seq": 1, "value": ["l"]}),
    "plain bytes as a value": msgspec.msgpack.encode({"type": "reply", "seq": 1, "value": b"abc"}),
    "a plain map as a value": msgspec.msgpack.encode({"type": "reply", "seq": 1, "value": {"a": 1}}),
    "a number as text": msgspec.msgpack.encode({"type": "reply", "seq": "1"}),
    "two messages": msgspec.msgpack.encode(wire.Reply(1)) * 2,
    "text that is no UTF-8": b"\x83\xa4type\xa5reply\xa3seq\x01\xa5value\xa2\xff\xfe",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_that_is_no_message(header: bytes) -> None:
    with pytest.raises(WireError):
        wire.decode_for_judge(header)
    with pytest.raises(WireError):
        wire.decode_for_worker(header)


def whole_frame() -> bytes:
    packer = wire.Packer(refuse)
    value = packer.pack({"a": [torch.ones(2, 3), (1, 2.5, None)], "b": b"bytes", "c": 10**30, "d": np.ones(2)})
    error = wire.ErrorData("ValueError", "message", "layers.py:3")
    after = wire.ListData(packer.pack_all([torch.zeros(2, dtype=torch.bfloat16)]))
    return wire.frame(wire.Reply(7, value, None, after, error, "printed", (("en", "ko"),)), packer.body)


def judged(data: bytes) -> None:
    """Take a frame as the judge does: only `WireError` may come of it."""
    try:
        header, body = wire.lengths(data[: wire.PREFIX_BYTES])
        rest = data[wire.PREFIX_BYTES :]
        message = wire.decode_for_judge(rest[:header])
        if isinstance(message, wire.Reply):
            for value in (message.value, message.grads, message.args_after):
                wire.unpack(value, rest[header : header + body], refuse)
    except WireError:
        pass


def test_a_truncated_frame() -> None:
    data = whole_frame()
    header, _ = wire.lengths(data[: wire.PREFIX_BYTES])
    for end in range(wire.PREFIX_BYTES, wire.PREFIX_BYTES + header):
        with pytest.raises(WireError):
            wire.decode_for_judge(data[wire.PREFIX_BYTES : end])


def mutant(data: bytes, chance: random.Random, first: int = 0) -> bytes:
    """The data with one to four bytes changed, taken out or put in, from the index `first` on."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(first, len(changed))
        match chance.randrange(3):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randint(1, 8)]
            case _:
                changed[place:place] = chance.randbytes(chance.randint(1, 8))
    return bytes(changed)


def test_ten_thousand_mutated_frames_take_no_memory() -> None:
    data, chance = whole_frame(), random.Random(0)
    tracemalloc.start()
    for _ in range(10_000):
        judged(mutant(data, chance, wire.PREFIX_BYTES))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 << 20


@settings(max_examples=500, deadline=None, database=None)
@given(st.binary(max_size=200))
def test_random_frames(noise: bytes) -> None:
    judged(struct.pack(">II", len(noise), 0) + noise)
    judged(noise.ljust(wire.PREFIX_BYTES, b"\0"))


def test_a_view_with_an_odd_stride_is_plain_data() -> None:
    matrix = torch.arange(9.0).reshape(3, 3)
    for view in (matrix[:-2, -1], matrix[:, 1], matrix.T, matrix[0, 0]):
        packer = wire.Packer(lambda value: pytest.fail(f"{value} is no plain data"))
        packed = packer.pack(view)
        assert torch.equal(wire.unpack(packed, packer.body, lambda value: value), view)
