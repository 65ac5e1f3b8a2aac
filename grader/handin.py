"""What of a folder a student would hand in, chosen as intake will choose it from the zip that is sent.

`check` runs on exactly that, and `--pack` zips exactly that, so that the receipt of both is the same.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import PUBLIC_TOML, Course, Lab
from grader.errors import UsageError
from grader.intake.collect import digest
from grader.intake.labs import Candidate, sort_files
from grader.intake.tree import Unreadable, from_disk, walk
from grader.korean import josa
from grader.receipt import receipt
from grader.results import Text
from grader.zips import zip_bytes

MANIFEST = "MANIFEST.json"  # written by `release`: the hash of every file as it was handed out
TESTS = "tests"


@dataclass(frozen=True)
class HandIn:
    """A student's files of one lab by the names that lab.toml gives, and what to say about the choice."""

    lab: Lab
    folder: Path
    files: Mapping[str, bytes]
    notes: tuple[Text, ...] = ()

    @property
    def receipt(self) -> str:
        """The code that the graded page will show for these files."""
        return receipt(digest(self.files))

    def pack(self) -> Path:
        """Write `<lab>-upload.zip` beside the files; the same files give the same bytes."""
        target = self.folder / f"{self.lab.id}-upload.zip"
        target.write_bytes(zip_bytes(self.files))
        return target


def find_hand_ins(path: Path, course: Course) -> list[HandIn]:
    """A student's files of every lab that a folder belongs to. Raises `UsageError` where there is none."""
    folder = path.resolve()
    homes = _public_homes(course, folder) if _is_public(course) else _homes(course, folder)
    if not homes:
        choices = ", ".join(lab.id for lab in course.labs)
        raise UsageError(f"{folder}: no file of a lab is here. Go to the folder of a lab. Labs: {choices}")
    return [hand_in(lab, home) for lab, home in homes]


def hand_in(lab: Lab, folder: Path, instead: Mapping[str, bytes] | None = None) -> HandIn:
    """A student's files of one lab in a folder. `instead` stands for files of the same module on disk.

    Raises `UsageError` where nothing of the lab is there or it cannot be read.
    """
    instead = instead or {}
    released = _released(folder)
    modules = {name for file in lab.toml.lab.files for name in (file, _twin(file))}
    chosen = {_worked_on(file, folder, released) for file in lab.toml.lab.files} | set(lab.toml.lab.given)
    others = modules | released.keys() | {MANIFEST}
    # What is untouched is known from the manifest here, so nothing is a stub by comparison with assignments/.
    bare = dataclasses.replace(lab, assignment_dir=folder / TESTS)
    try:
        candidates = [
            Candidate(name, file)
            for name, file in walk(from_disk(folder))
            if name in chosen or not (name in others or name.startswith(f"{TESTS}/"))
        ]
        (found,) = sort_files(candidates, [bare], [bare])
    except Unreadable as error:
        raise UsageError(f"{folder}: {error}") from error
    if found.problem is not None:
        raise UsageError(f"{folder}: {found.problem.en}")
    stems = {Path(name).stem for name in instead}
    files = {name: data for name, data in found.files.items() if Path(name).stem not in stems}
    return HandIn(lab, folder, files | dict(instead), (*found.notes, *_two_versions(lab, folder, released)))


def _is_public(course: Course) -> bool:
    return all(lab.toml_path.name == PUBLIC_TOML for lab in course.labs)


def _public_homes(course: Course, folder: Path) -> list[tuple[Lab, Path]]:
    """In what students unzip: the lab around the folder, or the labs below it."""
    homes = [(lab, lab.toml_path.parent.resolve()) for lab in course.labs]
    return [(lab, home) for lab, home in homes if home.is_relative_to(folder) or folder.is_relative_to(home)]


def _homes(course: Course, folder: Path) -> list[tuple[Lab, Path]]:
    """With a course elsewhere: the lab that a folder is named after, or those that have a file in it."""
    named = [lab for lab in course.labs if lab.id == folder.name]
    holding = [lab for lab in course.labs if any((folder / name).is_file() for name in lab.toml.lab.files)]
    return [(lab, folder) for lab in named or holding]


def _worked_on(file: str, folder: Path, released: Mapping[str, str]) -> str:
    """The module or its notebook: whichever is not as it was handed out, the module where both are."""
    there = [name for name in (file, _twin(file)) if (folder / name).is_file()]
    touched = [name for name in there if released.get(name) != _hash(folder / name)]
    return next(iter(touched or there), file)


def _two_versions(lab: Lab, folder: Path, released: Mapping[str, str]) -> Iterator[Text]:
    for file in lab.toml.lab.files:
        twin = _twin(file)
        if all((folder / n).is_file() and n in released and released[n] != _hash(folder / n) for n in (file, twin)):
            yield Text(
                f"You changed both {file} and {twin}; {file} is what counts.",
                f"{josa(file, '과', '와')} {josa(twin, '을', '를')} 모두 고쳤어요. {josa(file, '이', '가')} 채점돼요.",
            )


def _released(folder: Path) -> dict[str, str]:
    """Name -> SHA-256 of every file as it was handed out; empty where the manifest is gone."""
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(value) for name, value in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _hash(path: Path) -> str:
    """As the manifest has it, whatever an editor or Git did to the line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _twin(file: str) -> str:
    return file.removesuffix(".py") + ".ipynb"
