"""`grader doctor`: it tries what it says, and says what it found."""

import ast
import json
from pathlib import Path

import pytest

from grader.catalog import load_course
from grader.judge import doctor

REPO = Path(__file__).resolve().parents[3]
PROBES = REPO / "grader" / "worker" / "probes.py"


@pytest.fixture(scope="module")
def course():
    return load_course(REPO)


@pytest.fixture(scope="module")
def found(course):
    """What doctor finds here with everything in place."""
    return doctor.diagnose(course, None)


@pytest.fixture(scope="module")
def without_landlock(course):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADER_DISABLE", "landlock")
        return doctor.diagnose(course, None)


def states(found):
    return {probe.name: probe.state for probe in found.probes}


def test_every_probe_has_a_layer_that_holds_it(found):
    assert {probe.name for probe in found.probes} == set(doctor.HOLDERS)


def test_what_the_layers_hold_is_held(found):
    broken = [probe for probe in found.probes if not probe.expected and doctor.HOLDERS[probe.name] != ("watch",)]
    assert broken == []
    if found.layers["landlock"] == "on":
        assert states(found)["read_hidden"] == "held"
    if found.layers["seccomp"] == "on":
        assert states(found)["internet"] == "held"


def test_the_watch_ends_what_no_limit_of_the_kernel_counts(found):
    assert states(found)["shared_memory"] == "held"
    assert states(found)["endless_loop"] == "held"
    assert states(found)["environment"] == "held"


def test_without_a_layer_it_says_what_opens_and_why(found, without_landlock):
    if found.layers["landlock"] != "on":
        pytest.skip("no Landlock here, so nothing changes without it")
    assert without_landlock.level == 2
    opened = {probe.name: probe for probe in without_landlock.probes if probe.state == "open"}
    assert opened["read_hidden"].expected
    assert opened["read_hidden"].fix == "take landlock out of GRADER_DISABLE"
    assert "GRADER_NAMESPACES=1" in opened["see_hidden"].fix  # nobody has switched that off
    assert without_landlock.layers["landlock"] == "off: switched off"
    assert states(without_landlock)["internet"] == states(found)["internet"]


def test_lines_say_each_probe_and_the_level(found):
    text = "\n".join(doctor.lines(found, 4))
    for probe in found.probes:
        assert probe.title in text
    assert f"Sandbox level {found.level} of 4" in text
    assert ("below the required level" in text) == (found.level < 4)


def test_the_exit_code_follows_the_required_level(found, course, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "diagnose", lambda *_: found)
    assert doctor.run(require_level=None, as_json=False, course=course, data=None) == 0
    assert doctor.run(require_level=found.level, as_json=False, course=course, data=None) == 0
    assert doctor.run(require_level=found.level + 1, as_json=False, course=course, data=None) == 3
    capsys.readouterr()


def test_json_has_everything(found, course, monkeypatch, capsys):
    monkeypatch.setattr(doctor, "diagnose", lambda *_: found)
    doctor.run(require_level=2, as_json=True, course=course, data=None)
    said = json.loads(capsys.readouterr().out)
    assert (said["level"], said["required_level"]) == (found.level, 2)
    assert {probe["name"]: probe["state"] for probe in said["probes"]} == states(found)
    assert set(said["machine"]) >= {"cores", "device", "data", "as_root", "zygote_threads"}


def test_a_fence_that_does_not_hold_is_level_0(course, monkeypatch, capsys):
    monkeypatch.setattr(
        doctor, "diagnose", lambda *_: doctor.Diagnosis(0, {}, (), {}, (), "a worker can read solutions/x.py")
    )
    assert doctor.run(require_level=None, as_json=False, course=course, data=None) == 1
    assert doctor.run(require_level=1, as_json=False, course=course, data=None) == 3
    assert "solutions/x.py" in capsys.readouterr().out


def test_probes_stand_alone():
    """They travel as a submission, so nothing of the package may be needed."""
    tree = ast.parse(PROBES.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", "")])
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert not imported & {"grader", "torch", "numpy", "msgspec"}


def test_mnist_counts_as_there_only_when_all_of_it_is(tmp_path, course, found):
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
    for name in names[:3]:
        (raw / f"{name}.gz").touch()
    assert not doctor._has_mnist(tmp_path)
    (raw / names[3]).touch()
    assert doctor._has_mnist(tmp_path)


def test_hidden_files_are_all_that_a_student_may_not_read(course):
    names = {path.relative_to(REPO).as_posix() for path in course.hidden_files}
    assert "solutions/regularization/layers.py" in names
    assert "tests/labs/regularization/hidden/test_layers_hidden.py" in names
    assert not any("/public/" in name for name in names)
