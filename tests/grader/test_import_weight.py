"""Help and mistakes are answered in a blink: nothing heavy is imported before there is something to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grader.classroom import REPOSITORY

HEAVY = ("torch", "torchvision", "numpy", "matplotlib", "pytest", "hypothesis", "jinja2", "nbformat")


@pytest.mark.parametrize("module", ["grader.cli", "grader.catalog", "grader.results", "grader.worker.policy"])
def test_nothing_heavy_comes_along(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(done.stdout) == []


def test_giving_out_work_needs_no_torch() -> None:
    code = "import json, sys, grader.grading; print(json.dumps('torch' in sys.modules or 'distributed' in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(done.stdout) is False


def test_files_that_cannot_be_checked_are_told_before_torch_loads(tmp_path: Path) -> None:
    (tmp_path / "notes.py").write_text("x = 1\n")
    code = f"""
import sys
from grader import cli
try:
    cli.main(["check", {str(tmp_path)!r}])
except SystemExit as exit:
    print(exit.code, "torch" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert done.stdout.split() == ["2", "False"], done.stderr
    assert "no file of a lab is here" in done.stderr
