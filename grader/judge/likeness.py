"""How a wrong program shows: where its replies differ from the right ones, and whether a student's replies agree there.

Pure. A transcript is what one test asked of one program and what came. A clue is one place of it where the wrong
program betrays itself; a student whose replies are the same in every such place made the same mistake, as far
as anybody can tell from outside. Programs that draw random numbers are compared by what chance leaves alone:
the share of zeros, the mean, the spread and the extremes of large tensors.
"""

import hashlib
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from grader.judge.proxy import Function, Handle, Observation, Seen, Torch

# Two replies are the same where they differ by less than this share of what tells right from wrong.
_NEAR = 0.02
_ROUNDING = 1e-5  # float32 sums in another order differ by less than this share of the largest value
_KEPT = 64  # values kept of one tensor: where the wrong one is furthest off
_MANY = 8  # below this many values statistics say nothing
# A statistic tells where it differs by this many times what another seed changes, and agrees within half of that.
_APART = 4.0
_CHANCE = 0.02

_SHARES = torch.tensor([True] * 3 + [False] * 4 + [True] * 2)  # statistics whose own size says nothing

Features = dict[str, Hashable | Tensor]


@dataclass(frozen=True)
class Clue:
    """One place where a wrong program betrays itself: the `call` of a test, and what it says there."""

    call: int
    where: str
    said: Hashable = None
    at: Tensor | None = None  # indices into a flat tensor, and the wrong values there
    values: Tensor | None = None
    reach: tuple[float, ...] = ()  # how far from `values` still agrees
    size: int = 0


@dataclass(frozen=True)
class Clues:
    """All clues of one wrong program in one test; `asked` are the requests up to the last, as digests."""

    asked: tuple[bytes, ...]
    found: tuple[Clue, ...]


class Transcript:
    """What one test asked of a program, and what came."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        self._seen = seen

    def __len__(self) -> int:
        return len(self._seen)

    @cached_property
    def requests(self) -> tuple[bytes, ...]:
        """A digest of each request."""
        return tuple(_request(one) for one in self._seen)

    def failed(self, index: int) -> bool:
        """Whether a call raised."""
        return self._seen[index].observation.error is not None

    def features(self, index: int) -> Features:
        """What came of one call, part by part: structure as a hashable value, numbers as float64 tensors.

        `again` says whether the last equal call had the same reply.
        """
        observation = self._seen[index].observation
        if observation.error is not None:
            text = re.sub(r"0x[0-9a-f]+|\d+", "#", observation.error.message)
            return {"error": (observation.error.type, text)}
        found: Features = {}
        for part in ("value", "grads", "args_after"):
            found[part] = _structure(getattr(observation, part), part, found)
        earlier = [n for n in range(index) if self.requests[n] == self.requests[index]]
        if earlier:
            found["again"] = _same(self._seen[earlier[-1]].observation, observation)
        return found


def clues(wrong: Transcript, right: Transcript, stirred: tuple[Transcript, Transcript]) -> Clues:
    """Where a wrong program's replies differ from the right ones. `stirred`: both once more, with another seed."""
    found: list[Clue] = []
    again = min(_alike(one.requests, right.requests) for one in stirred)
    for index in range(_alike(wrong.requests, right.requests)):
        other = [one.features(index) for one in stirred] if index < again else None
        found += _differences(index, wrong.features(index), right.features(index), other)
        if wrong.failed(index) or right.failed(index):
            break
    last = max((clue.call for clue in found), default=-1)
    return Clues(right.requests[: last + 1], tuple(found))


def unmoved(one: Transcript, again: Transcript) -> bool:
    """Whether another seed changed nothing."""
    if one.requests != again.requests:
        return False
    for index in range(len(one)):
        mine, theirs = one.features(index), again.features(index)
        if mine.keys() != theirs.keys():
            return False
        for where, said in mine.items():
            other = theirs[where]
            if not (_steady(said, other) if isinstance(said, Tensor) else said == other):
                return False
    return True


def agrees(known: Clues, student: Transcript) -> bool | None:
    """Whether a student's replies are the wrong program's in every clue; None where there is nothing to go by."""
    reached = _alike(known.asked, student.requests)
    within = [clue for clue in known.found if clue.call < reached]
    if not within:
        return None
    said = {call: student.features(call) for call in {clue.call for clue in within}}
    return all(_holds(clue, said[clue.call]) for clue in within)


def _alike(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many requests are equal, from the first."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (mine, theirs) in enumerate(pairs) if mine != theirs), min(len(one), len(other)))


def _request(seen: Seen) -> bytes:
    """A digest of what was asked. Objects that live in a worker count as equal: their numbers mean nothing."""
    total = hashlib.blake2b(seen.target.encode(), digest_size=16)
    _digest(total, (seen.args, tuple(sorted(seen.kwargs.items()))))
    return total.digest()


def _differences(call: int, wrong: Features, right: Features, other: Sequence[Features] | None) -> list[Clue]:
    """The clues of one call; where there is one, its other replies have to agree as well."""
    found, beside = [], []
    for where, said in wrong.items():
        truth = right.get(where)
        if isinstance(said, Tensor):
            stirred = [f.get(where) for f in other] if other else [said, truth]
            if isinstance(truth, Tensor) and truth.shape == said.shape:
                clue = _tensor_clue(call, where, said, truth, stirred)
                found += [clue] if clue is not None else []
                beside += [_far(call, where, said, truth)] if clue is None and _steady(said, stirred[0]) else []
            elif "error" not in right and _steady(said, stirred[0]):
                found.append(_far(call, where, said, torch.zeros_like(said)))
        elif said != truth:
            found.append(Clue(call, where, said))
    return [*found, *beside] if found else []


def _tensor_clue(call: int, where: str, wrong: Tensor, right: Tensor, stirred: Sequence[Any]) -> Clue | None:
    if _steady(wrong, stirred[0]) and _steady(right, stirred[1]):
        return None if _close(wrong, right) else _far(call, where, wrong, right)
    if wrong.numel() < _MANY or not all(isinstance(o, Tensor) and o.shape == wrong.shape for o in stirred):
        return None
    mine, truth = _statistics(wrong), _statistics(right)
    mine_2, truth_2 = _statistics(stirred[0]), _statistics(stirred[1])
    floor = _CHANCE * torch.where(_SHARES, 1.0, torch.maximum(mine.abs(), truth.abs()))
    noise = torch.stack([(mine - mine_2).abs(), (truth - truth_2).abs(), floor]).amax(0)
    apart = ((mine - truth).abs() > _APART * noise) & torch.isfinite(mine) & torch.isfinite(truth)
    if not bool(apart.any()):
        return None
    at = apart.nonzero().flatten()
    reach = tuple(float(_APART / 2 * noise[i]) for i in at)
    return Clue(call, f"{where} by chance", None, at, mine[at], reach, wrong.numel())


def _far(call: int, where: str, wrong: Tensor, right: Tensor) -> Clue:
    """The places where a wrong tensor is furthest off; where it is not, some places that must be right too."""
    wrong, right = wrong.flatten(), right.flatten()
    off = torch.nan_to_num((wrong - right).abs(), nan=torch.inf, posinf=torch.inf)
    at = off.topk(min(_KEPT, off.numel())).indices
    finite = off[torch.isfinite(off)]
    largest = float(finite.max()) if finite.numel() else 0.0
    size = float(torch.nan_to_num(wrong, nan=0.0, posinf=0.0, neginf=0.0).abs().max()) if wrong.numel() else 0.0
    scale = largest if largest > _ROUNDING * size else size
    return Clue(call, where, None, at, wrong[at].clone(), (_NEAR * scale,) * len(at), wrong.numel())


def _holds(clue: Clue, said: Mapping[str, Hashable | Tensor]) -> bool:
    if clue.values is None or clue.at is None:
        return said.get(clue.where) == clue.said
    mine = said.get(clue.where.removesuffix(" by chance"))
    if not isinstance(mine, Tensor) or mine.numel() != clue.size:
        return False
    mine = _statistics(mine)[clue.at] if clue.where.endswith(" by chance") else mine.flatten()[clue.at]
    same = (mine == clue.values) | (mine.isnan() & clue.values.isnan())
    near = (mine - clue.values).abs() <= torch.tensor(clue.reach, dtype=torch.float64)
    return bool((same | near).all())


def _statistics(values: Tensor) -> Tensor:
    """What chance leaves alone. Shares of zeros, of empty rows and of empty columns; mean, deviation and extremes;
    how large the values are, and how much larger the first half of them is than the second, as logarithms."""
    flat = values.flatten()
    kept = flat[flat != 0] if bool((flat != 0).any()) else torch.zeros(1, dtype=torch.float64)
    shares = [(flat == 0).double().mean()]
    shares += [(values == 0).all(dim).double().mean() if values.dim() == 2 else shares[0] for dim in (1, 0)]
    logs = kept.abs().clamp(min=1e-300).log()
    half = max(len(logs) // 2, 1)
    trend = logs[:half].mean() - logs[-half:].mean()
    return torch.stack([*shares, flat.mean(), flat.std(), kept.min(), kept.max(), logs.mean(), trend])


def _steady(one: Tensor, again: Any) -> bool:
    """Whether another seed gave the same."""
    return isinstance(again, Tensor) and again.shape == one.shape and _close(one, again)


def _close(one: Tensor, other: Tensor) -> bool:
    scale = float(torch.nan_to_num(other, nan=0.0, posinf=0.0, neginf=0.0).abs().max()) if other.numel() else 0.0
    return bool(torch.allclose(one, other, rtol=0.0, atol=_ROUNDING * max(scale, 1e-3), equal_nan=True))


def _same(one: Observation, other: Observation) -> bool:
    mine: Features = {}
    theirs: Features = {}
    if _structure(one.value, "", mine) != _structure(other.value, "", theirs):
        return False
    pairs = ((value, theirs[key]) for key, value in mine.items())
    return all(torch.equal(a, b) for a, b in pairs if isinstance(a, Tensor) and isinstance(b, Tensor))


def _structure(value: Any, where: str, leaves: Features) -> Hashable:
    """The form of a value. Its numbers go into `leaves`, as float64 tensors by their place."""
    if isinstance(value, Tensor):
        if value.device.type != "meta" and not value.is_complex():
            leaves[f"{where}="] = value.detach().double()
        return ("tensor", str(value.dtype), tuple(value.shape))
    if isinstance(value, bool | str | bytes) or value is None:
        return (type(value).__name__, value)
    if isinstance(value, int | float):
        leaves[f"{where}="] = torch.tensor([value], dtype=torch.float64)
        return type(value).__name__
    if isinstance(value, list) and value and all(type(item) in (int, float) for item in value):
        leaves[f"{where}="] = torch.tensor(value, dtype=torch.float64)
        return ("numbers", len(value))
    if isinstance(value, tuple) and [isinstance(item, str | Tensor) for item in value] == [True, True]:
        value = [item for item in value if isinstance(item, Tensor)]  # of named_parameters(): names are free
    if isinstance(value, tuple | list):
        inner = tuple(_structure(item, f"{where}/{i}", leaves) for i, item in enumerate(value))
        return (type(value).__name__, inner)
    if isinstance(value, dict):
        named = zip(_telling_keys(value), value.values(), strict=True)
        return ("dict", tuple((key, _structure(item, f"{where}/{key}", leaves)) for key, item in named))
    return "object"


def _telling_keys(value: Mapping[Any, Any]) -> list[str]:
    """The keys of a dict; of a state_dict only their number, since the names of submodules are the student's own."""
    is_state = all(isinstance(item, Tensor) for item in value.values())
    return [str(number if is_state else key) for number, key in enumerate(value)]


def _digest(total: "hashlib.blake2b", value: Any) -> None:
    if isinstance(value, Tensor):
        total.update(f"{value.dtype}{tuple(value.shape)}{value.device.type}".encode())
        if value.device.type != "meta":
            total.update(value.detach().contiguous().view(-1).view(torch.uint8).numpy().tobytes())
    elif isinstance(value, tuple | list):
        total.update(f"[{len(value)}".encode())
        for item in value:
            _digest(total, item)
    elif isinstance(value, dict):
        _digest(total, tuple(zip(_telling_keys(value), value.values(), strict=True)))
    elif isinstance(value, Handle):
        total.update(b"object")
    elif isinstance(value, Torch | Function):
        total.update(getattr(value, "_path", "").encode())
    else:
        total.update(f"{type(value).__name__}{value!r}".encode())
