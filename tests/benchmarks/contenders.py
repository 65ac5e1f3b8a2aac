"""Other ways to grade the same submission with the same suite: a pytest process, Otter, nbgrader.

Each runs the whole suite in one process with the submission, as graders in use do. Otter and nbgrader are
installed into an environment of their own, which sees this one's torch.
"""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from grader.catalog import Lab

REPOSITORY = Path(__file__).resolve().parents[2]
_INSTALL_S = 600
# A plugin that hands the suite its fixtures, with the submission in the same process.
_PLUGIN = """
import pytest
import torch
from pathlib import Path
from grader.catalog import load_course
from grader.judge.inprocess import InProcessLauncher
from grader.judge.plugin import Reference
from grader.judge.proxy import Student
from grader.judge.session import Session

lab = load_course(Path({course!r})).lab({lab!r})
folder = Path({folder!r})
session = Session(InProcessLauncher(folder), lab, {{p.name: p.read_bytes() for p in folder.glob("*.py")}}, lab.limits)

def pytest_configure(config):
    config.addinivalue_line("markers", "task(id, weight=1, gated=False): the task")
    config.addinivalue_line("markers", "isolated: alone")

@pytest.fixture
def student():
    torch.manual_seed(1)
    session.begin(1)
    return Student(session)

@pytest.fixture
def reference():
    return Reference(lab)

@pytest.fixture
def rng():
    return torch.Generator().manual_seed(1)
"""


class Absent(Exception):
    """This contender cannot be had here; says why."""


class PytestProcess:
    """`python -m pytest`, once per submission."""

    name = "one pytest process per submission"

    def __init__(self, lab: Lab, files: Mapping[str, bytes], place: Path) -> None:
        self.place = place
        self.folder = place / "submission"
        self.folder.mkdir(parents=True)
        for name, data in files.items():
            (self.folder / name).write_bytes(data)
        text = _PLUGIN.format(course=str(REPOSITORY), lab=lab.id, folder=str(self.folder))
        (place / "in_process.py").write_text(text)
        self.arguments = ["-q", "-p", "in_process", "-p", "no:cacheprovider", "--import-mode=importlib"]
        self.arguments += ["-c", os.devnull, f"--rootdir={REPOSITORY}", *(str(suite) for _, suite in lab.suite_dirs)]
        self.environment = {
            **os.environ, "PYTHONPATH": f"{place}{os.pathsep}{REPOSITORY}", "OMP_NUM_THREADS": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }  # fmt: skip

    def __call__(self) -> float:
        """Grade it."""
        self.run([sys.executable, "-m", "pytest", *self.arguments])
        return 0.0

    def run(self, command: list[str]) -> str:
        """Run a command in the contender's folder; its output. Ends the benchmark where it fails."""
        done = subprocess.run(
            command, cwd=self.place, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command[:4])}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout + done.stderr


class _Tool(PytestProcess):
    """A grader that is installed for the occasion. Its test is one cell that runs the whole suite."""

    package = ""

    def __init__(self, lab: Lab, files: Mapping[str, bytes], place: Path, environments: Path) -> None:
        super().__init__(lab, files, place)
        home = environments / self.package
        self.bin = home / ("Scripts" if sys.platform == "win32" else "bin")
        if not self.bin.exists():
            _install(home, self.bin / "python", self.package)
        self.environment |= {"PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}", "HOME": str(place)}
        self.suite = f"import pytest\nassert pytest.main({self.arguments!r}) == 0"

    def notebook(self, *cells: tuple[str, dict[str, Any]]) -> str:
        """A notebook of these cells (source, metadata)."""
        v4 = nbformat.v4
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        made = [v4.new_code_cell(source, metadata=metadata) for source, metadata in cells]  # type: ignore[no-untyped-call]
        return nbformat.writes(v4.new_notebook(cells=made, metadata=kernel))  # type: ignore[no-untyped-call, no-any-return]


class Otter(_Tool):
    """Otter-Grader's `otter run`, which grades one submission without a container."""

    name = "Otter (otter run)"
    package = "otter-grader"

    def __init__(self, lab: Lab, files: Mapping[str, bytes], place: Path, environments: Path) -> None:
        super().__init__(lab, files, place, environments)
        (place / "tests").mkdir()
        (place / "out").mkdir()
        body = self.suite.replace("\n", "\n    ")
        (place / "tests" / "suite.py").write_text(
            "from otter.test_files import test_case\nOK_FORMAT = False\nname = 'suite'\npoints = 1\n"
            f"@test_case()\ndef test_suite(env):\n    {body}\n"
        )
        (place / "submission.ipynb").write_text(self.notebook(("import torch", {})))
        self.run(["otter", "generate", "-t", "tests", "-o", "autograder.zip"])

    def __call__(self) -> float:
        said = self.run(["otter", "run", "--no-logo", "-a", "autograder.zip", "-o", "out", "submission.ipynb"])
        if "1.000 / 1.000" not in said:
            raise SystemExit(said[-2000:])
        return 0.0


class Nbgrader(_Tool):
    """`nbgrader autograde` of one student."""

    name = "nbgrader (nbgrader autograde)"
    package = "nbgrader"

    def __init__(self, lab: Lab, files: Mapping[str, bytes], place: Path, environments: Path) -> None:
        super().__init__(lab, files, place, environments)
        (place / "nbgrader_config.py").write_text('get_config().CourseDirectory.course_id = "course"\n')
        test = {
            "grade": True, "grade_id": "suite", "locked": True, "points": 1, "schema_version": 3, "solution": False,
            "task": False, "cell_type": "code",
        }  # fmt: skip
        source = place / "source" / "ps1" / "suite.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(self.notebook(("import torch", {}), (self.suite, {"nbgrader": test})))
        self.run(["nbgrader", "generate_assignment", "ps1"])
        shutil.copytree(place / "release" / "ps1", place / "submitted" / "student" / "ps1")
        self()
        self.run(["nbgrader", "export"])
        if ",1.0," not in (place / "grades.csv").read_text():
            raise SystemExit("nbgrader does not pass the reference")

    def __call__(self) -> float:
        self.run(["nbgrader", "autograde", "ps1", "--student", "student", "--force"])
        return 0.0


def _install(home: Path, python: Path, package: str) -> None:
    """An environment with the package, and with this one's packages behind its own."""
    print(f"  installing {package} ...", flush=True)
    venv.create(home, with_pip=True)
    command = [str(python), "-m", "pip", "install", "-q", package, "ipykernel"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALL_S)
        problem = "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    except subprocess.TimeoutExpired:
        problem = "pip took too long"
    if problem:
        shutil.rmtree(home)
        raise Absent(problem)
    where = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    shared = [path for path in sys.path if path.endswith("site-packages")]
    (Path(where.stdout.strip()) / "with_torch.pth").write_text("\n".join(shared) + "\n")
