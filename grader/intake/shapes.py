"""Says what a folder, an archive or a file is, and which parts of it are whose submission.

Stands alone because the order of these questions decides: platforms leave names that nobody else does; then
come one student's own files; whatever is left is a class, one entry per student.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.catalog import Lab
from grader.intake import lms
from grader.intake.archive import CLASS, is_archive, open_archive, stem
from grader.intake.found import FILES, FOLDERS, LABS, REPOSITORIES, SINGLE, Detected, Found, Person
from grader.intake.naming import expected_by, tag
from grader.intake.tree import File, Folder, Node, Unreadable

# A folder of this name in another is a student's homework, not a student.
_NOBODY = re.compile(r"(?:hw|homework|lab|src|code|assignment|submission|project|과제|실습)s?[-_ ]?\d*$", re.IGNORECASE)

_ATTEMPT = re.compile(r"(.+?)[ _-]+(?:attempt|시도)[ _-]?(\d{1,3})$", re.IGNORECASE)

_MAX_DOWNLOADS = 20  # a platform's archive per lab: more are students' own

# What an instructor keeps beside submissions; anything else in a class folder is somebody's.
_INSTRUCTORS = (".csv", ".xlsx", ".xls", ".yml", ".yaml", ".toml", ".log")


def detect(root: Node, parent: str, labs: Sequence[Lab]) -> Detected:
    """Say what a tree is and what was handed in. Nothing is read yet but names and the platform's metadata.

    `parent` is the name of the folder that the root lies in: whose `layers.py` is, it alone says.
    """
    if isinstance(root, File) and is_archive(root.name):
        return _in_archive(root, labs)
    if isinstance(root, Folder):
        own = _without_reports(root)
        return _downloads(own, labs) or _in_folder(own, "", labs)
    files = [file for lab in labs for file in (*lab.toml.lab.files, f"{lab.id}.ipynb")]
    who = parent if parent and expected_by(files, root.name) else stem(root.name)
    return Detected(SINGLE, (Found(root.name, (root,), (Person(who),), (root.name,)),))


def _without_reports(root: Folder) -> Folder:
    """A folder without the reports that an earlier run wrote into it; an interrupted one leaves only its cache."""

    def ours(node: Node) -> bool:
        return isinstance(node, Folder) and (
            node.has("grades.json") or [child.name for child in node.everything] == ["cache"]
        )

    return replace(root, listing=lambda: [node for node in root.listing() if not ours(node)])


def _in_archive(file: File, labs: Sequence[Lab]) -> Detected:
    try:
        folder = open_archive(file, CLASS)
    except Unreadable as error:
        return Detected(SINGLE, (Found(file.name, (), (Person(stem(file.name)),), problem=error.text),))
    return _in_folder(replace(folder, name=stem(file.name)), file.name, labs)


def _downloads(root: Folder, labs: Sequence[Lab]) -> Detected | None:
    """A folder that holds downloads as they came: one archive of a class, or a platform's archive per lab."""
    nodes = [node for node in root.children if not _is_instructors(node)]
    archives = [node for node in nodes if isinstance(node, File) and is_archive(node.name)]
    if not archives or len(archives) != len(nodes) or len(archives) > _MAX_DOWNLOADS:
        return None
    inner = [_in_archive(file, labs) for file in archives]
    if not all(detected.platform for detected in inner) and not (len(inner) == 1 and len(inner[0].found) > 1):
        return None
    found = tuple(found for detected in inner for found in detected.found)
    ignored = tuple(name for detected in inner for name in detected.ignored)
    return replace(inner[0], found=found, ignored=(*ignored, *(n.name for n in root.children if n not in nodes)))


def _in_folder(root: Folder, archive: str, labs: Sequence[Lab]) -> Detected:
    inner = _wrapped(root)
    for folder in inner:
        if detected := lms.recognise(folder, labs):
            return detected
    if archive and any(_is_submission(folder, labs) for folder in inner):
        hints = tuple(folder.name for folder in inner[1:])
        return Detected(SINGLE, (Found(archive, (root,), (Person(root.name),), hints),))
    own = len(inner) > 1 and _NOBODY.match(inner[1].name) and any(_is_submission(folder, labs) for folder in inner)
    if _is_submission(root, labs) or root.has(".git") or own:
        return Detected(SINGLE, (Found(archive or root.name, (root,), (Person(root.name),)),))
    top = next((folder for folder in inner if _holds_people(folder, labs)), inner[-1] if archive else root)
    return _per_lab(top, labs) or _per_student(top, labs)


def _per_lab(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """A folder per lab, and in each what a class handed in."""
    ids = {lab.id.casefold(): lab.id for lab in labs}
    if not top.folders or not all(folder.name.casefold() in ids for folder in top.folders):
        return None
    inner = [(ids[folder.name.casefold()], _in_folder(folder, "", labs)) for folder in top.folders]
    found = tuple(
        replace(found, lab=lab, source=f"{lab}/{found.source}") for lab, detected in inner for found in detected.found
    )
    return Detected(LABS, found, tuple(name for _, detected in inner for name in detected.ignored))


def _per_student(top: Folder, labs: Sequence[Lab]) -> Detected:
    """A folder, archive or file per student."""
    ignored = tuple(node.name for node in top.children if _is_instructors(node))
    nodes = [node for node in top.children if node.name not in ignored]
    plain = [node for node in nodes if isinstance(node, File) and not is_archive(node.name)]
    found = [_one(node) for node in nodes if node not in plain] + _per_file(plain, labs)
    shape = FILES if plain and 2 * len(plain) > len(nodes) else FOLDERS
    if 2 * sum(folder.has(".git") for folder in top.folders) > len(nodes):
        shape = REPOSITORIES
    return Detected(shape, tuple(found), ignored)


def _is_instructors(node: Node) -> bool:
    """Whether something in a class folder is the instructor's: tables and notes."""
    if isinstance(node, Folder):
        return False
    return node.name.casefold().endswith(_INSTRUCTORS) or stem(node.name).casefold().startswith("readme")


def _one(node: Node) -> Found:
    who, attempt = node.name if isinstance(node, Folder) else stem(node.name), None
    if numbered := _ATTEMPT.match(who):
        who, attempt = numbered[1], int(numbered[2])
    hints = tuple(folder.name for folder in _wrapped(node)[1:]) if isinstance(node, Folder) else ()
    return Found(node.name, (node,), (Person(who),), hints, attempt=attempt, folder=node.name)


def _per_file(files: Iterable[File], labs: Sequence[Lab]) -> list[Found]:
    """Single files, those of one person together: `kim_layers.py` and `kim_mlp.py` are Kim's."""
    groups: dict[str, list[File]] = {}
    for file in files:
        modules = [module for lab in labs for module in (*lab.modules, lab.id)]
        tags = (tag(stem(file.name), module) for module in modules)
        who = next((t for t in tags if t), stem(file.name))
        groups.setdefault(who, []).append(file)
    return [
        Found(", ".join(f.name for f in group), tuple(group), (Person(who),), tuple(f.name for f in group))
        for who, group in groups.items()
    ]


def _wrapped(folder: Folder) -> list[Folder]:
    """A folder and the chain of folders in it, as long as each holds nothing but the next."""
    chain = [folder]
    while len(chain) < 8 and len(chain[-1].children) == 1 and chain[-1].folders:
        chain.append(chain[-1].folders[0])
    return chain


def _is_submission(folder: Folder, labs: Sequence[Lab]) -> bool:
    """Whether modules of a lab lie right in a folder, or in folders named like labs."""
    if _modules(folder, labs):
        return True
    by_lab = {lab.id.casefold(): lab for lab in labs}
    return any(_modules(below, labs) for below in folder.folders if below.name.casefold() in by_lab)


def _modules(folder: Folder, labs: Sequence[Lab]) -> set[str]:
    names = [file for lab in labs for file in (*lab.toml.lab.files, f"{lab.id}.ipynb")]
    return {expected for file in folder.files if (expected := expected_by(names, file.name))}


def _holds_people(folder: Folder, labs: Sequence[Lab]) -> bool:
    """Whether two things in a folder must be from two people: two archives, or twice the same module."""
    if sum(is_archive(file.name) for file in folder.files) > 1:
        return True
    seen: set[str] = set()
    for below in folder.folders:
        modules = {m for inner in _wrapped(below) for m in _modules(inner, labs)}
        if modules & seen:
            return True
        seen |= modules
    return False
