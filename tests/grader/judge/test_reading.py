"""How a submission's modules are read: in full, a second time by definitions, or not at all."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
import torch

from grader.errors import InternalFault
from grader.judge.proxy import Student
from grader.judge.session import Session
from grader.results import Outcome

Make = Callable[..., dict[str, bytes]]
Opened = Callable[..., tuple[Student, Session]]

RELU = "import os, sys\nimport torch\n\nconstant = 3\n\ndef relu(X):\n    return torch.clamp(X, min=0)\n\n"
X = torch.tensor([-1.0, 2.0])


def notes(session: Session) -> str:
    return "\n".join(note.en for note in session.notes)


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        ("raise RuntimeError('left over')", "RuntimeError at layers.py:9: left over"),
        ("sys.exit(3)", "SystemExit"),
        ("os._exit(0)", "exit code 0"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("while True: pass", "time limit"),
        ("print(undefined)", "NameError"),
    ],
)
def test_an_import_that_does_not_end_well_is_paid_once(
    opened: Opened, submission: Make, launcher: Any, tail: str, said: str
) -> None:
    before = launcher.started
    student, session = opened(submission(layers=RELU + tail + "\n"))
    assert torch.equal(student.relu(X), X.clamp(min=0))
    assert student.net(X).item() == 2  # what imports it has it too
    assert "only its definitions and assignments were read" in notes(session)
    assert said in notes(session)
    paid = launcher.started - before
    assert paid <= 2
    session.begin(8, alone=True)
    opened(session.files, before=session)
    assert launcher.started - before == paid + 2


def test_a_module_that_kills_every_reading_is_dead(opened: Opened, submission: Make) -> None:
    _, session = opened(submission(mlp="import os\nnet = os._exit(4)\n"))
    dead = session.dead("mlp.py")
    assert dead is not None
    assert dead[0] is Outcome.CRASHED
    assert "Reading mlp.py" in dead[1].en
    assert dead[1] in session.notes
    assert session.dead("layers.py") is None
    student = Student(session)
    assert torch.equal(student.relu(X), X.clamp(min=0))


def test_source_that_does_not_parse(opened: Opened, submission: Make) -> None:
    student, session = opened(submission(mlp="def net(:\n"))
    dead = session.dead("mlp.py")
    assert dead is not None
    assert dead[0] is Outcome.ERROR
    assert "mlp.py:1" in dead[1].en
    assert list(session.notes) == [dead[1]], "the cause, once, at the top of the page"
    assert torch.equal(student.relu(X), X.clamp(min=0))


def test_a_file_that_is_not_there(opened: Opened, submission: Make) -> None:
    files = submission()
    del files["mlp.py"]
    student, session = opened(files)
    assert (session.is_there("layers.py"), session.is_there("mlp.py")) == (True, False)
    assert session.dead("mlp.py") is None
    error = student.call("net", X).error
    assert error is not None
    assert error.missing


def test_a_second_reading_keeps_definitions_and_assignments(opened: Opened, submission: Make) -> None:
    source = (
        RELU
        + "values = [constant * 2]\nvalues.append(1)\nfor _ in range(3): values.append(0)\nraise ValueError\nlate = 5\n"
    )
    source += "def total():\n    return values, late\n"
    student, _ = opened(submission(layers=source))
    assert student.total() == ([6], 5)


def test_prints_and_main_blocks_cost_nothing(opened: Opened, submission: Make) -> None:
    source = (
        RELU + "print('hello', '\\udcff')\nprint('x', file=sys.stderr)\nif __name__ == '__main__':\n    sys.exit(1)\n"
    )
    student, session = opened(submission(layers=source))
    assert torch.equal(student.relu(X), X.clamp(min=0))
    assert not session.notes


def test_source_of_a_newer_python_is_our_fault(opened: Opened, submission: Make) -> None:
    newer = {(3, 11): ("3.12", "def relu[T](X: T) -> T:\n    return X\n"),
             (3, 12): ("3.13", "class A[T = int]:\n    pass\n"),
             (3, 13): ("3.14", "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n")}  # fmt: skip
    if sys.version_info[:2] not in newer:
        pytest.skip("nothing newer is known to this version")
    version, source = newer[sys.version_info[:2]]
    with pytest.raises(InternalFault, match=version):
        opened(submission(layers=source))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_encodings(opened: Opened, submission: Make, encoding: str) -> None:
    student, session = opened(submission(layers=("# 한글 주석\n" + RELU).encode(encoding)))
    assert torch.equal(student.relu(X), X.clamp(min=0))
    assert not any("definitions" in note.en for note in session.notes)


def test_a_file_called_like_a_package_shadows_nothing(opened: Opened, submission: Make) -> None:
    source = (
        RELU
        + "import json, random\n"
        + "def places():\n    return [m.__file__ for m in (torch, json, random)], json.dumps([1])\n"
    )
    files = submission(layers=source)
    for name in ("torch", "json", "random", "numpy", "typing", "grader", "layers_helper"):
        files[f"{name}.py"] = b"raise RuntimeError('shadowed')\n"
    student, session = opened(files)
    places, text = student.places()
    assert text == "[1]"
    assert not any("submission" in place for place in places)
    assert not session.notes


def test_a_helper_of_their_own_can_be_imported(opened: Opened, submission: Make) -> None:
    files = submission(layers="from my_helper import relu\n")
    files["my_helper.py"] = RELU.encode()
    student, _ = opened(files)
    assert torch.equal(student.relu(X), X.clamp(min=0))


# Kindnesses

ABSENT = (
    RELU
    + """
import package_of_nowhere as pon
import package_of_nowhere.plots.deep
from google_of_nowhere.colab import drive
from tqdm import tqdm, trange
from tqdm.auto import tqdm as auto

class Plotter(object):
    style = pon.styles.default

def uses():
    return pon.plot([1, 2])

def mounts():
    drive.mount("/content")

def counts():
    with tqdm(total=3) as bar:
        bar.update(1)
        bar.set_description("x")
    return [i for i in tqdm([1, 2], desc="d")] + [i for i in trange(2)] + list(auto(range(1))), len(tqdm([1, 2]))
"""
)


def test_absent_packages_raise_only_when_they_are_used(opened: Opened, submission: Make) -> None:
    student, session = opened(submission(layers=ABSENT))
    assert torch.equal(student.relu(X), X.clamp(min=0))
    for name, package in (("uses", "package_of_nowhere.plot"), ("mounts", "google_of_nowhere.colab.drive.mount")):
        error = student.call(name).error
        assert error is not None
        assert (error.type, error.missing) == ("ModuleNotFoundError", False)
        assert package in error.message
    assert "package_of_nowhere is not installed" in notes(session)
    assert session.plan["layers"] == "full"


def test_progress_bars_hand_their_items_through(opened: Opened, submission: Make) -> None:
    student, _ = opened(submission(layers=ABSENT))
    assert student.counts() == ([1, 2, 0, 1, 0], 2)


def test_a_misspelt_name_of_a_real_package_is_an_error(opened: Opened, submission: Make) -> None:
    source = (
        RELU + "def misspelt():\n    import torch.no_such_part\n\ndef misspelt_too():\n    from torch import no_such\n"
    )
    student, _ = opened(submission(layers=source))
    for name in ("misspelt", "misspelt_too"):
        error = student.call(name).error
        assert error is not None
        assert error.type in ("ModuleNotFoundError", "ImportError")


DEVICES = (
    RELU
    + """
from torch.utils.data import DataLoader, TensorDataset

def moves():
    net = torch.nn.Linear(2, 2).cuda().to("cuda:0").to(torch.device("cuda")).to(device="cuda").to(torch.float64)
    x = torch.ones(1, 2).cuda().to("cuda", torch.float64)
    return net(x).device.type, x.dtype == torch.float64

def loads():
    data = TensorDataset(torch.arange(6.0).reshape(6, 1))
    loader = DataLoader(data, batch_size=4, num_workers=2, prefetch_factor=2, persistent_workers=True)
    return [x.flatten().tolist() for x, in loader]
"""
)


def test_cuda_on_a_machine_without_goes_to_the_runs_device(opened: Opened, submission: Make) -> None:
    student, session = opened(submission(layers=DEVICES))
    assert student.moves() == ("cpu", True)
    assert "There is no GPU here" in notes(session)


def test_loaders_work_in_their_own_process(opened: Opened, submission: Make) -> None:
    student, session = opened(submission(layers=DEVICES))
    assert student.loads() == [[0, 1, 2, 3], [4, 5]]
    assert "num_workers" in notes(session)


def test_libraries_may_ask_for_what_is_not_there(opened: Opened, submission: Make) -> None:
    """A library that looks for an optional package must not be told that it is there."""
    source = (
        RELU
        + "def plots():\n    import matplotlib.pyplot as plt\n    plt.plot([1, 2])\n    return len(plt.gca().lines)\n"
    )
    student, _ = opened(submission(layers=source))
    assert student.plots() == 1


# Stand-ins

EARLIER = "relu = lambda X: X * 0 + 5\ndef net(X): return 'stood in'\n"


@pytest.mark.parametrize(
    "mlp",
    [
        "from layers import relu\ndef net(X):\n    return relu(X).sum()\n",
        "from layers import *\ndef net(X):\n    return relu(X).sum()\n",
        "import layers\ndef net(X):\n    return layers.relu(X).sum()\n",
        "import layers as L\ndef net(X):\n    return L.relu(X).sum()\n",
        "def relu(X):\n    return X\ndef net(X):\n    return relu(X).sum()\n",
        "from layers import relu as r\ndef net(X):\n    return r(X).sum()\n",
        "def net(X):\n    from layers import relu\n    return relu(X).sum()\n",
    ],
    ids=["from", "star", "module", "alias of the module", "a name of the same file", "alias", "inside"],
)
def test_a_stand_in_takes_the_place_of_an_earlier_task(opened: Opened, submission: Make, mlp: str) -> None:
    files = submission(layers="def relu(X):\n    raise NotImplementedError('Task 1.1: relu')\n", mlp=mlp)
    student, _ = opened(files, standins=EARLIER, replace={"relu": "layers"})
    assert student.net(X).item() == 10
    assert torch.equal(student.relu(X), torch.full((2,), 5.0))


def test_a_stand_in_reaches_the_functions_of_its_own_file(opened: Opened, submission: Make) -> None:
    files = submission(layers="def relu(X):\n    return X\ndef twice(X):\n    return relu(X) * 2\n")
    student, _ = opened(files, standins=EARLIER, replace={"relu": "layers"})
    assert torch.equal(student.twice(X), torch.full((2,), 10.0))


def test_a_stand_in_is_there_where_the_name_is_not(opened: Opened, submission: Make) -> None:
    student, _ = opened(submission(layers="other = 1\n"), standins=EARLIER, replace={"relu": "layers"})
    assert student.net(X).item() == 10
