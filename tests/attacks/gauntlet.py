"""Lays out the class: attackers, honest students, and the course they are graded in.

A folder `NN-name/` is one attacker: `attack.py` is appended to `base.py`, files ending in `.attack` are handed
in beside it under their own names, `make.py` makes what cannot be kept in Git, `expected.toml` says which rows of
the catalogue it covers and what it must get. In each file @NAME@ stands for a place (`places`).
A function `attack()` returns evidence if the attack worked, and is harmless if it did: it signals with SIGCONT,
starts few and short-lived processes, and writes files that carry the mark of this run.
"""

import importlib.util
import re
import secrets
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
LAB = "regularization"
BASE = HERE / "base.py"
TRIGGER = """

try:
    LOOT = str(attack() or "")[:300]
except Exception:
    pass
"""


def attackers() -> list[Path]:
    """The folders of all attackers, in order."""
    return sorted(path for path in HERE.iterdir() if re.match(r"\d\d-", path.name))


def expected(folder: Path) -> dict[str, Any]:
    """What an attacker must get: rows, title, score, outcomes, status, flags."""
    defaults = {"score": 18.0, "outcomes": ["failed"], "status": ["graded"], "flags": []}
    return defaults | tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))


def hand_in(attacker: Path, folder: Path, places: Mapping[str, str]) -> None:
    """Write what an attacker hands in."""
    folder.mkdir(parents=True)
    for path in attacker.glob("*.attack"):
        (folder / path.stem).write_text(_filled(path, places), encoding="utf-8")
    if (attacker / "make.py").exists():
        spec = importlib.util.spec_from_file_location("make", attacker / "make.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.make(folder, places)
    if (attacker / "attack.py").exists():
        attack = _filled(attacker / "attack.py", places)
        trigger = TRIGGER if "def attack(" in attack else ""
        text = f"{BASE.read_text(encoding='utf-8')}\n\n{attack}{trigger}"
        (folder / "layers.py").write_text(text, encoding="utf-8")


def make_course(folder: Path, token: str) -> Path:
    """The lab's first file and its real suite, with short limits; what is hidden carries the token."""
    solution, suites = folder / "solutions" / LAB, folder / "tests" / "labs" / LAB
    solution.mkdir(parents=True)
    marked = f"\n# {token}\n"
    layers = (REPOSITORY / "solutions" / LAB / "layers.py").read_text(encoding="utf-8")
    (solution / "layers.py").write_text(layers + marked, encoding="utf-8")
    (solution / "lab.toml").write_text(_lab_toml(), encoding="utf-8")
    for visibility in ("public", "hidden"):
        (suites / visibility).mkdir(parents=True)
        for path in (REPOSITORY / "tests" / "labs" / LAB / visibility).glob("test_layers*.py"):
            text = path.read_text(encoding="utf-8") + (marked if visibility == "hidden" else "")
            (suites / visibility / path.name).write_text(text, encoding="utf-8")
    shutil.copy(REPOSITORY / "tests" / "labs" / LAB / "standins.py", suites)
    (folder / "assignments").mkdir()
    (folder / ".secret").write_text(secrets.token_hex(32))
    return folder


def _lab_toml() -> str:
    """The lab's own table without the tasks of other files, with limits that end an attack soon."""
    text = (REPOSITORY / "solutions" / LAB / "lab.toml").read_text(encoding="utf-8")
    head, *tasks = text.split("[[task]]")
    head = re.sub(r"files = \[.*\]", 'files = ["layers.py"]', head)
    kept = [re.split(r"\n\[(?!\[)", task)[0] for task in tasks if 'file = "layers.py"' in task]
    limits = "\n[limits]\ncpu_s = 2\nmemory_mb = 1024\n"  # whoever sleeps costs 8 s, twice
    return head + "".join("[[task]]" + task for task in kept) + limits


def _filled(path: Path, places: Mapping[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for name, value in places.items():
        text = text.replace(f"@{name}@", value)
    return text
