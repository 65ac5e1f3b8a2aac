"""Limits as values: policy lives here and in lab.toml, mechanism takes it as an argument."""

from dataclasses import dataclass

# A busy machine must not cost points: CPU time is what a test may use, wall time only catches sleepers.
WALL_FACTOR = 4


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one test may use in the worker.

    cpu_s: seconds of CPU time of the worker over import, call and reply.
    memory_mb: MiB that the worker may use beyond what it has when it starts.
    output_bytes: what is kept of anything printed; the rest is dropped.
    scratch_mb: MiB in the worker's scratch folder, and the largest file.
    threads: threads at once; torch itself has one here, and no honest exercise needs hundreds.
    """

    cpu_s: float = 10.0
    memory_mb: int = 2048
    output_bytes: int = 1_000_000
    scratch_mb: int = 256
    threads: int = 256

    @property
    def wall_s(self) -> float:
        """Seconds of wall time after which a test that sleeps is ended."""
        return WALL_FACTOR * self.cpu_s


@dataclass(frozen=True, kw_only=True)
class FrameLimits:
    """Bounds on one frame, checked before its bytes are read (`wire.py`)."""

    header_bytes: int = 4 << 20
    body_bytes: int = 64 << 20
    rank: int = 8
    depth: int = 64
    text_chars: int = 20_000


FRAME = FrameLimits()

# A worker that has not said hello by then is a fault of ours; a spawned one imports torch first.
FORK_HELLO_S = 30.0
SPAWN_HELLO_S = 180.0
