"""Makes the factory importable, and compares with golden files."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).parent / "golden"
if str(ROOT) not in sys.path:  # `pytest` alone does not add it, `python -m pytest` does
    sys.path.append(str(ROOT))


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Fails where a text differs from its golden file; GRADER_GOLDEN=write makes the files anew, to be read."""

    def compare(name: str, actual: str) -> None:
        path = GOLDEN / name
        if os.environ.get("GRADER_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(actual.encode())
        assert actual == path.read_bytes().decode(), (
            f"{name} changed; look at it, then write it with GRADER_GOLDEN=write"
        )

    return compare
