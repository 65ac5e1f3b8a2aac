"""The notebook of a lab, executed in a real Jupyter kernel: the check cells, and the way back to a grade."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Course, load_course
from grader.check import CheckOptions, check
from grader.release.bundle import student_zip

nbclient: Any = pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")
import nbformat  # noqa: E402 - after it is known that notebooks can be executed

REPO = Path(__file__).parents[3]


@pytest.fixture
def home(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lab as a student unzips it; kernels find the package that is under test."""
    with zipfile.ZipFile(io.BytesIO(student_zip(course.lab("tiny")))) as archive:
        archive.extractall(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(REPO), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    return tmp_path / "tiny"


def execute(home: Path, notebook: Any) -> list[str]:
    """Run all cells in a Jupyter kernel in the lab's folder; what each check showed, as plain text."""
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(home)}}
    ).execute()
    checks = [cell for cell in notebook.cells if cell.metadata.get("grader", {}).get("role") == "check"]
    outputs = [output for cell in checks for output in cell.outputs if output.output_type == "execute_result"]
    assert len(outputs) == len(checks)
    assert all("<table>" in output.data["text/html"] for output in outputs)
    return [output.data["text/plain"] for output in outputs]


def read(home: Path) -> Any:
    return nbformat.reads((home / "tiny.ipynb").read_text(encoding="utf-8"), as_version=4)


def answer(notebook: Any, task: str, body: str) -> None:
    """Replace the stub's raise in the answer cell of a task."""
    for cell in notebook.cells:
        if cell.metadata.get("grader", {}) == {"role": "answer", "task": task}:
            line = next(line for line in cell.source.splitlines() if "NotImplementedError" in line)
            cell.source = cell.source.replace(line.strip(), body)


def test_checks_in_a_kernel_follow_the_cells_and_the_notebook_grades_like_the_module(
    home: Path, capsys: pytest.CaptureFixture[str]
):
    notebook = read(home)
    shown = execute(home, notebook)
    assert [text.splitlines()[0] for text in shown] == ["9.1 Double", "9.2 Halve"]
    assert all("Not written yet" in text and "public tests only" in text for text in shown)

    notebook = read(home)
    answer(notebook, "9.1", "return X + X")
    answer(notebook, "9.2", "return X / 3")
    first, second = execute(home, notebook)
    assert "✓ Passed  One becomes two." in first
    assert "✗ Wrong answer  Eight becomes four." in second

    nbformat.write(notebook, home / "tiny.ipynb")
    code = check(load_course(home), home, CheckOptions(lang="en"))
    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert "  ok  9.1  Double: 1 of 1" in lines
    assert "  XX  9.2  Halve: 0 of 1" in lines


def test_a_check_outside_a_lab_or_of_an_unknown_task_says_so_and_goes_on(home: Path):
    notebook = nbformat.v4.new_notebook()
    calls = ['check("3.4")', 'check("9.3")', 'import os; os.chdir("/"); check("9.1")']
    notebook.cells = [nbformat.v4.new_code_cell(f"from grader.notebook_check import check\n{call}") for call in calls]
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(home)}}).execute()
    unknown, manual, _ = (cell.outputs[-1].data["text/plain"] for cell in notebook.cells)
    assert "No task 3.4. Tasks: 9.1, 9.2, 9.3" in unknown
    assert "Task 9.3 has no public test." in manual


def test_released_notebooks_carry_no_outputs_and_say_which_cells_are_answers(home: Path):
    notebook = json.loads((home / "tiny.ipynb").read_text(encoding="utf-8"))
    roles = [cell["metadata"]["grader"]["role"] for cell in notebook["cells"]]
    assert roles == ["text", "setup", "given", "text", "answer", "check", "text", "answer", "check"]
    assert not any(cell.get("outputs") for cell in notebook["cells"])
