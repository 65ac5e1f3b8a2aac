"""Notices forbidden functions of torch while they are called, by whatever name the student calls them.

The scan of the source sees `torch.relu`; this sees `getattr(torch, name)`, `X.relu()` and an import under
another name as well. Only calls of the functions that a task asks for are watched, since elsewhere in the lab
the same function may be allowed. What is noticed is a flag for a person, never a zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

_MOST = 10


class Observer(TorchFunctionMode):
    """While it is entered, remembers which of these names (such as "torch.nn.functional.relu") are called."""

    def __init__(self, forbidden: Iterable[str]) -> None:
        super().__init__()
        self.called: dict[str, None] = {}
        self._names: dict[Any, str] = {}
        for name in forbidden:
            for function in _functions(name):
                self._names.setdefault(function, name)

    def __torch_function__(
        self, func: Any, types: Sequence[Any], args: Sequence[Any] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Look, then do what was asked."""
        name = self._names.get(func)
        if name is not None and len(self.called) < _MOST:
            self.called[name] = None
        return func(*args, **(kwargs or {}))


def _functions(name: str) -> list[Any]:
    """What torch itself calls when this name is used: a function, and the tensor's method of that name.

    A module's name (torch.nn.ReLU) is left to the scan: what it calls stands in the list under its own name.
    """
    found: Any = torch
    for part in name.removeprefix("torch.").split("."):
        found = getattr(found, part, None)
    functions = [] if found is None or isinstance(found, type) else [found]
    owner, _, last = name.rpartition(".")
    if owner == "torch":
        functions += [method for m in (last, f"{last}_") if (method := getattr(torch.Tensor, m, None))]
    return functions
