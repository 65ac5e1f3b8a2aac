"""Small kindnesses to honest code, none of them a matter of security.

Packages that are not installed become placeholders that raise only when used; `.cuda()` goes to the
run's device; DataLoaders work in their own process. Each leaves a note that the student can read.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch.utils.data import DataLoader

from grader.korean import josa

Note = Callable[[str, str], None]


class Placeholder:
    """Stands for something of a package that is not here. Raises when it is called or computed with."""

    def __init__(self, name: str) -> None:
        self.__name = name

    def __getattr__(self, attribute: str) -> "Placeholder":
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return Placeholder(f"{self.__name}.{attribute}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Raise: this is the use that has to wait for the package."""
        raise ModuleNotFoundError(f"{self.__name} is not installed where this is graded")

    __iter__ = __len__ = __getitem__ = __enter__ = __exit__ = __call__


class PlaceholderFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Last in line: makes a module for a name that a submission imports and nobody else found.

    A library's own optional imports must fail as usual, so only imports from the submission's folder count.
    """

    def __init__(self, folder: Path, note: Note) -> None:
        self._folder = folder
        self._note = note

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A placeholder for an absent package and what is below it, never for a part of a real package."""
        parent = fullname.rpartition(".")[0]
        if parent and not getattr(sys.modules.get(parent), "__placeholder__", False):
            return None
        if not parent and not self._asked_by_submission():
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def _asked_by_submission(self) -> bool:
        """Whether the code that imports, behind the machinery of import, is the submission's."""
        frame = sys._getframe(1)
        while frame.f_back and (frame.f_code.co_filename.startswith("<frozen importlib") or frame.f_code in _OWN_CODE):
            frame = frame.f_back
        return Path(frame.f_code.co_filename).is_relative_to(self._folder)

    def exec_module(self, module: ModuleType) -> None:
        """Let every attribute be a placeholder; a progress bar simply hands its items through."""
        name = module.__name__
        module.__dict__["__placeholder__"] = True
        if name.split(".")[0] == "tqdm":
            module.__dict__["tqdm"] = module.__dict__["trange"] = _ProgressBar
            module.__dict__["trange"] = lambda *args, **kwargs: _ProgressBar(range(*args))
            return
        self._note(f"{name} is not installed here; it is ignored until it is used.",
                   f"여기에는 {josa(name, '이', '가')} 설치되어 있지 않아서 쓰기 전까지는 무시해요.")  # fmt: skip

        def missing(attribute: str) -> Placeholder:
            if attribute.startswith("__"):
                raise AttributeError(attribute)
            return Placeholder(f"{name}.{attribute}")

        module.__dict__["__getattr__"] = missing


_OWN_CODE = (PlaceholderFinder.find_spec.__code__, PlaceholderFinder._asked_by_submission.__code__)


class _ProgressBar:
    """A progress bar without the bar."""

    def __init__(self, iterable: Iterable[Any] = (), *args: Any, **kwargs: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Any:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]

    def __enter__(self) -> "_ProgressBar":
        return self

    def __exit__(self, *args: object) -> None:
        return None

    def __getattr__(self, attribute: str) -> Any:
        return lambda *args, **kwargs: None


def install(device: str, folder: Path, note: Note) -> None:
    """Put every kindness in place, once, before the first student byte is read."""
    sys.meta_path.append(PlaceholderFinder(folder, note))
    _one_process_loaders(note)
    if not device.startswith("cuda"):
        _cuda_to(device, note)


def _one_process_loaders(note: Note) -> None:
    """A worker may not start processes, so `num_workers` counts as 0."""
    real = DataLoader.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("num_workers"):
            kwargs["num_workers"] = 0
            kwargs.pop("prefetch_factor", None)
            kwargs.pop("persistent_workers", None)
            kwargs.pop("multiprocessing_context", None)
            note("DataLoader(num_workers=...) counts as 0 here.", "여기서는 DataLoader의 num_workers를 0으로 봐요.")
        real(self, *args, **kwargs)

    DataLoader.__init__ = init  # type: ignore[method-assign]


def _cuda_to(device: str, note: Note) -> None:
    """`.cuda()` and `.to("cuda")` go to the run's device."""

    def elsewhere(wanted: Any) -> Any:
        text = str(wanted) if isinstance(wanted, str | torch.device) else ""
        if not text.startswith("cuda"):
            return wanted
        note(
            f"There is no GPU here: {text} became {device}.",
            f"여기에는 GPU가 없어서 {text} 대신 {device}에서 돌렸어요.",
        )
        return torch.device(device)

    for owner in (torch.Tensor, torch.nn.Module):
        real_to = owner.to

        def to(self: Any, *args: Any, __real: Any = real_to, **kwargs: Any) -> Any:
            if "device" in kwargs:
                kwargs["device"] = elsewhere(kwargs["device"])
            return __real(self, *[elsewhere(arg) for arg in args], **kwargs)

        def cuda(self: Any, *args: Any, **kwargs: Any) -> Any:
            return self.to(elsewhere("cuda"))

        owner.to = to  # type: ignore[method-assign]
        owner.cuda = cuda  # type: ignore[method-assign]
