"""A class of submissions to the lab `regularization`, each with what it must get: the reference with small edits.

`lost` are the tasks a submission must not get full points for; every other task keeps all its points.
`outcomes` are the outcomes that must be seen among the tests of those tasks.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOLUTIONS = REPOSITORY / "solutions"

RELU = "    return torch.clamp(X, min=0)  # SOLUTION"
DROPOUT = "    kept = torch.rand(X.shape, device=X.device) >= dropout"
HEAD = "def relu(X: Tensor) -> Tensor:"


@dataclass(frozen=True)
class Case:
    """One submission: edits of layers.py (old text, new text), something appended, or another file altogether."""

    edits: tuple[tuple[str, str], ...] = ()
    appended: str = ""
    layers: bytes | None = None
    lost: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    status: str = "graded"

    def sources(self) -> dict[str, bytes]:
        """The files of the submission."""
        files = {path.name: path.read_bytes() for path in (SOLUTIONS / "regularization").glob("*.py")}
        files.pop("figures.py", None)
        text = files["layers.py"].decode()
        for old, new in self.edits:
            assert old in text, old
            text = text.replace(old, new)
        files["layers.py"] = (text + self.appended).encode() if self.layers is None else self.layers
        return files


def relu(body: str) -> tuple[tuple[str, str], ...]:
    """The edit that gives relu another body."""
    return ((RELU, body),)


LOST_RELU = ("3.1",)
CLASS = {
    # Right, in different styles
    "right": Case(),
    "right-where": Case(relu("    return torch.where(X > 0, X, torch.zeros_like(X))")),
    "right-maximum": Case(relu("    return torch.maximum(X, torch.zeros_like(X))")),
    "right-mask": Case(relu("    return X * (X > 0)")),
    "right-own-copy": Case(relu("    X = X.clone()\n    X[X < 0] = 0\n    return X")),
    "right-module": Case(relu("    return torch.nn.ReLU()(X)")),
    "right-prints": Case(relu("    print('relu', X.shape)\n    return X.clamp(min=0)")),
    "right-greater-mask": Case(((">= dropout", "> dropout"),)),
    "right-cp949": Case(layers=b""),  # filled in below
    "right-bom-crlf": Case(layers=b""),
    "right-main": Case(appended="\nif __name__ == '__main__':\n    raise SystemExit\n"),
    "right-absent-package": Case(appended="\nimport seaborn_of_nowhere as sns\nfrom google.colab import drive\n"),
    # Wrong
    "leaky": Case(relu("    return torch.where(X > 0, X, 0.01 * X)"), lost=LOST_RELU, outcomes=("failed",)),
    "max-over-rows": Case(relu("    return torch.max(X, 0)"), lost=LOST_RELU, outcomes=("failed",)),
    "in-place": Case(relu("    X[X < 0] = 0\n    return X"), lost=LOST_RELU),
    "unscaled": Case((("kept * X / (1 - dropout)", "kept * X"),), lost=("3.4",), outcomes=("failed",)),
    "keep-probability": Case(((DROPOUT, DROPOUT.replace(">=", "<")),), lost=("3.4",), outcomes=("failed",)),
    "returns-none": Case(relu("    torch.clamp(X, min=0)"), lost=LOST_RELU, outcomes=("failed",)),
    "returns-list": Case(relu("    return torch.clamp(X, min=0).tolist()"), lost=LOST_RELU, outcomes=("failed",)),
    "returns-nan": Case(relu("    return X * float('nan')"), lost=LOST_RELU, outcomes=("failed",)),
    "wrong-shape": Case(relu("    return torch.clamp(X, min=0).flatten()[None]"), lost=LOST_RELU, outcomes=("failed",)),
    "wrong-dtype": Case(relu("    return torch.clamp(X, min=0).double()"), lost=LOST_RELU, outcomes=("failed",)),
    # Objects that would fool a comparison in one process
    "equals-everything": Case(
        relu("    return Liar()"),
        appended="""

class Liar:
    shape, dtype = (2,), torch.float32
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    def __float__(self): return 0.0
    def __getattr__(self, name): return self
    def __call__(self, *args, **kwargs): return self
""",
        lost=LOST_RELU,
        outcomes=("failed",),
    ),
    "tensor-subclass": Case(
        relu("    return (X * 0 + 7).as_subclass(Agreeable)"),
        appended="""

class Agreeable(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func in (torch.allclose, torch.equal, torch.isclose):
            return True
        return super().__torch_function__(func, types, args, kwargs or {})
""",
        lost=LOST_RELU,
        outcomes=("failed",),
    ),
    # Broken in every way
    "raises": Case(relu("    raise ValueError('not ready')"), lost=LOST_RELU, outcomes=("error",)),
    "unwritten": Case(relu("    raise NotImplementedError('Task 3.1: relu')"), lost=LOST_RELU, outcomes=("missing",)),
    "absent": Case(((HEAD, "def ReLU(X: Tensor) -> Tensor:"),), lost=LOST_RELU, outcomes=("missing",)),
    "system-exit": Case(relu("    raise SystemExit(0)"), lost=LOST_RELU, outcomes=("error",)),
    "os-exit": Case(relu("    import os; os._exit(0)"), lost=LOST_RELU, outcomes=("crashed",)),
    "loops": Case(relu("    while True: pass"), lost=LOST_RELU, outcomes=("timeout",)),
    "eats-memory": Case(
        relu("    kept = []\n    while True: kept.append(bytearray(50_000_000))"),
        lost=LOST_RELU,
        outcomes=("out_of_memory",),
    ),
    "does-not-parse": Case(appended="\n\ndef relu(:\n", lost=("3.1", "3.2", "3.3", "3.4"), outcomes=("error",)),
    "import-raises": Case(appended="\n\nraise RuntimeError('left over')\n"),
    "import-exits": Case(appended="\n\nraise SystemExit(3)\n"),
    "import-os-exits": Case(appended="\n\nimport os\nos._exit(0)\n"),
    "import-loops": Case(appended="\n\nwhile True:\n    pass\n"),
    "binary-junk": Case(layers=bytes(range(256)) * 8, lost=("3.1", "3.2", "3.3", "3.4"), status="any"),
}


def write(folder: Path, names: tuple[str, ...] = ()) -> Path:
    """Write the class (or some of it) as a folder per student."""
    for name, case in CLASS.items():
        if names and name not in names:
            continue
        files = case.sources()
        if name == "right-cp949":
            files["layers.py"] = ("# 한글 주석\n" + Case().sources()["layers.py"].decode()).encode("cp949")
        if name == "right-bom-crlf":
            files["layers.py"] = b"\xef\xbb\xbf" + Case().sources()["layers.py"].replace(b"\n", b"\r\n")
        for file, data in files.items():
            path = folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return folder


def run_grader(*arguments: str | Path, check: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m grader` as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "120", **environment},
        capture_output=True,
        text=True,
        check=check,
        timeout=1500,  # a busy machine must not fail it
    )
