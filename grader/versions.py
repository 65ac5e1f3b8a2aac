"""What a run was graded with. Alone and light, so that `--version` is answered without torch."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.errors import UsageError


def grader_version() -> str:
    """The version of this package."""
    try:
        return version("mlp-grader")
    except PackageNotFoundError:
        return "source"


def torch_version() -> str:
    """The version of torch, without importing it."""
    try:
        return version("torch")
    except PackageNotFoundError as error:
        raise UsageError("torch is not installed; run: pip install torch torchvision") from error


def cpu_name() -> str:
    """What kind of CPU this is: accuracies depend on it in the last digits."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
