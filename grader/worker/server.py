"""The worker's loop: reads a frame, answers it, until the channel closes. Also the spawned worker's entry.

Where there is fork, the zygote calls `serve` in the child. Where there is none, this module is started by
name in a new interpreter (`spawned`) and answers the same wire.
"""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

import torch

from grader.errors import InternalFault, WireError
from grader.limits import Limits
from grader.wire import PREFIX_BYTES, Begin, Call, Import, Ready, Start, decode_for_worker, frame, lengths
from grader.worker.policy import Policy
from grader.worker.runtime import Runtime
from grader.worker.sandbox import Prepared, enclose, prepare

_AT_ONCE = 1 << 16  # bytes


def serve(channel: socket.socket, prepared: Prepared, policy: Policy) -> None:
    """Put up the fence, say so, then answer until the judge closes the channel."""
    try:
        report = enclose(prepared, policy, (channel.fileno(),))
    except InternalFault as fault:
        channel.sendall(frame(Ready(0, {}, str(fault))))
        return
    channel.sendall(frame(Ready(report.level, report.layers)))
    os.chdir(policy.scratch)
    runtime, incoming = Runtime(Path(policy.scratch)), _Incoming(channel)
    while prefix := incoming.take(PREFIX_BYTES):
        header, body = lengths(prefix)
        message, data = decode_for_worker(incoming.take(header)), incoming.take(body)
        if isinstance(message, Begin):
            runtime.begin(message.seed)
        elif isinstance(message, Start):
            channel.sendall(frame(_started(runtime, message, data)))
        elif isinstance(message, Import):
            channel.sendall(frame(runtime.load(message)))
        elif isinstance(message, Call):
            channel.sendall(runtime.call(message, data))


def _started(runtime: Runtime, message: Start, data: bytes) -> Ready:
    """Nothing of the student has run yet: what goes wrong here, such as a full disk, is no doing of theirs."""
    try:
        runtime.start(message, data)
    except Exception as error:
        return Ready(0, {}, f"{type(error).__name__}: {error}")
    return Ready(0, {})


class _Incoming:
    """What comes through the channel; a frame is mostly there at one look."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._received = bytearray()

    def take(self, size: int) -> bytes:
        """Exactly `size` bytes, or none where the channel closed before the first."""
        while len(self._received) < size:
            part = self._channel.recv(max(size - len(self._received), _AT_ONCE))
            if not part and self._received:
                raise WireError("the channel closed in the middle of a frame")
            if not part:
                return b""
            self._received += part
        data = bytes(memoryview(self._received)[:size])
        del self._received[:size]
        return data


def policy_from(config: dict[str, Any]) -> Policy:
    """The policy of a worker, from the plain values that the judge sent."""
    fields = dict(config)
    limits = Limits(**fields.pop("limits"))
    disabled = frozenset(fields.pop("disabled"))
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return Policy(limits=limits, disabled=disabled, **plain)


def spawned() -> None:
    """Entry of a worker without fork: its policy and channel come as one JSON line on standard input."""
    torch.set_num_threads(1)
    config = json.loads(sys.stdin.buffer.readline())
    if "shared" in config:  # Windows: the socket itself, as bytes for this process
        channel = socket.fromshare(bytes.fromhex(config["shared"]))  # type: ignore[attr-defined]
    else:
        channel = socket.socket(fileno=config["fd"])
    serve(channel, prepare(), policy_from(config["policy"]))
