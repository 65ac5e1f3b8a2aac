"""Which files a worker can reach."""

import pytest

from grader.worker.policy import interpreter_paths

FILES = (
    "read_hidden", "list_hidden", "link_to_hidden", "proc_root", "neighbours", "write_course", "write_temporary",
    "write_shm", "write_packages", "open_devices", "parent_memory", "parent_environment", "parent_files",
)  # fmt: skip


def test_nothing_outside_can_be_read_or_written(fenced, needs):
    needs("landlock")
    assert fenced(*FILES).open == set()


def test_landlock_holds_it_alone(fenced, needs):
    needs("landlock")
    assert fenced(*FILES, "execute", "signal_parent", "trace_parent", disabled=("seccomp",)).open == set()


def test_what_opens_without_it(fenced):
    opened = fenced(*FILES, disabled=("landlock",)).open
    assert {"read_hidden", "list_hidden", "link_to_hidden", "proc_root", "write_temporary"} <= opened


def test_data_that_is_granted_can_be_read_but_not_written(fenced, needs, place):
    needs("landlock")
    data = place.hidden.parent.parent / "data"
    data.mkdir()
    (data / "images.bin").write_bytes(b"pixels")
    code = f"""
from pathlib import Path
result = [Path("{data}/images.bin").read_bytes().decode()]
for action in (lambda: Path("{data}/images.bin").write_bytes(b""), lambda: Path("{data}/more").touch()):
    try:
        action()
    except PermissionError:
        result.append("refused")
"""
    met = fenced(code=code, policy={"extra_readable": [str(data)]})
    assert met.result == ["pixels", "refused", "refused"]


def test_the_scratch_folder_is_a_folder_like_any_other(fenced, place):
    code = """
import os, pathlib, shutil, tempfile
pathlib.Path("a/b").mkdir(parents=True)
pathlib.Path("a/b/x.txt").write_text("x")
os.rename("a/b/x.txt", "a/y.txt")
os.symlink("y.txt", "a/z.txt")
shutil.copy2("a/y.txt", "copy.txt")
with tempfile.NamedTemporaryFile() as file:
    in_scratch = os.path.dirname(file.name) == os.getcwd()
os.truncate("copy.txt", 0)
shutil.rmtree("a")
result = [in_scratch, os.getcwd(), os.path.expanduser("~"), os.path.getsize("copy.txt"), sorted(os.listdir())]
"""
    scratch = str(place.scratch)
    assert fenced(code=code).result == [True, scratch, scratch, 0, ["copy.txt"]]


@pytest.mark.parametrize("abi", [1, 2, 3, 4, 5, 6])
def test_older_kernels_hold_what_they_know(fenced, needs, abi):
    """Their interface is a subset of today's, so it can be asked for by number."""
    needs("landlock")
    met = fenced(*FILES, change={"landlock_abi": abi})
    assert met.open == set()
    assert met.level == (3 if abi >= 3 else 2)


def test_python_reads_exact_folders_only():
    paths = interpreter_paths()
    assert not {"/", "/usr", "/home", "/root", "/opt", "/proc", "/tmp"} & set(paths)
    assert not any(__file__.startswith(path + "/") for path in paths)


def test_packages_of_another_environment_are_read_and_a_source_tree_is_not(tmp_path, monkeypatch):
    packages, tree = tmp_path / "site-packages", tmp_path / "course"
    for folder in (packages, tree):
        folder.mkdir()
        monkeypatch.syspath_prepend(str(folder))
    assert str(packages) in interpreter_paths()
    assert str(tree) not in interpreter_paths()
