"""Sorts the files of one submission into labs and modules: by name, then by what they define.

Stands alone from where the files come from. A source is searched line by line, never parsed; a notebook
whose name says nothing is left to a worker (`LabFiles.unsettled`, `settle`). Doubt is an error that names
the choices, never a guess.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from posixpath import commonpath, dirname

from grader.catalog import Lab
from grader.handouts import stub_hash
from grader.intake.messages import between_labs, nothing_defined, read_as, too_much, trouble, two_for_one
from grader.intake.naming import TAGGED, defined, expected_by, fit, folders_of, is_test, most_hits
from grader.intake.tree import File, Unreadable
from grader.results import Text

SOURCE_BYTES = 4 << 20
NOTEBOOK_BYTES = 48 << 20
TOTAL_BYTES = 64 << 20  # of one lab of one submission
HELPER_BYTES = 256 << 10
MAX_HELPERS = 200

_HELPER_ENDINGS = (".py", ".json", ".csv", ".txt")
_NO_HELPERS = frozenset({"requirements.txt", "readme.txt", "timestamp.txt"})

Slot = tuple[str, str]  # a lab's id and the name of one of its files


@dataclass(frozen=True)
class Candidate:
    """A file of a submission and its path in it."""

    path: str
    file: File

    @property
    def name(self) -> str:
        """The name without its folders."""
        return self.path.rpartition("/")[2]

    @property
    def is_notebook(self) -> bool:
        """Whether it is called a notebook."""
        return self.name.casefold().endswith(".ipynb")

    @cached_property
    def data(self) -> bytes:
        """Its bytes, bounded by its kind. Raises `Unreadable`."""
        return self.file.read(NOTEBOOK_BYTES if self.is_notebook else SOURCE_BYTES)


@dataclass(frozen=True)
class LabFiles:
    """What one submission holds of one lab, by the names that lab.toml gives.

    `lab` is "" where only what the notebooks named in `unsettled` define can tell it.
    """

    lab: str
    files: Mapping[str, bytes]
    notes: tuple[Text, ...] = ()
    problem: Text | None = None
    unsettled: tuple[str, ...] = ()


def sort_files(candidates: Sequence[Candidate], labs: Sequence[Lab], course: Sequence[Lab]) -> list[LabFiles]:
    """One entry per lab that the submission holds something of. Raises `Unreadable` where that is none.

    `labs` are those that count, `course` all there are (for the message about another lab's files).
    """
    usable = [c for c in candidates if not is_test(c.name)]
    slots: dict[Slot, Candidate] = {}
    problems: dict[str, Text] = {}
    for lab in labs:
        try:
            slots.update(_by_name(lab, usable, labs))
        except Unreadable as error:
            problems[lab.id] = error.text
    # A file that is called like one of any lab is that one: what it defines makes it no other.
    known = [file for lab in course for file in (*lab.toml.lab.files, f"{lab.id}.ipynb")]
    unnamed = [c for c in usable if not expected_by(known, c.name)]
    _by_content(slots, unnamed, [lab for lab in labs if lab.id not in problems])
    unsettled = _notebooks(slots, unnamed, labs) if not problems else {}
    if not slots and not problems and not unsettled:
        raise _nothing_found(usable, labs, course)
    found = [_problem(lab.id, problems[lab.id]) for lab in labs if lab.id in problems]
    ids = [lab.id for lab in labs if lab.id not in problems and (lab.id in unsettled or _has(lab, slots))]
    found += [_assemble(_lab(labs, i), slots, usable, unsettled.get(i, [])) for i in ids]
    if "" in unsettled:
        names = tuple(c.name for c in unsettled[""])
        found.append(LabFiles("", {c.name: c.data for c in unsettled[""]}, unsettled=names))
    return found


def settle(found: LabFiles, labs: Sequence[Lab], names: Mapping[str, Sequence[str]]) -> LabFiles:
    """Give unsettled notebooks their modules, by the names each defines (as a worker found them).

    `labs` are those that count. What defines nothing of a lab is left out.
    """
    if not found.unsettled:
        return found
    able = [lab for lab in labs if found.lab in ("", lab.id)]
    kept = {name: data for name, data in found.files.items() if name not in found.unsettled}
    open_slots = {
        slot: wanted for slot, wanted in _wanted(able).items() if _is_open(_lab(able, slot[0]), slot[1], kept)
    }
    given: dict[Slot, str] = {}
    for notebook in found.unsettled:
        best = most_hits(names.get(notebook, ()), open_slots)
        if len({lab for lab, _ in best}) > 1:
            return _problem(found.lab, between_labs(notebook, {lab for lab, _ in best}))
        if best and best[0] in given:
            return _problem(best[0][0], two_for_one(best[0][1], [given[best[0]], notebook]).text)
        if best:
            given[best[0]] = notebook
    if len({lab for lab, _ in given}) > 1:
        return _problem(found.lab, between_labs(", ".join(given.values()), {lab for lab, _ in given}))
    if not kept and not given:
        return _problem(found.lab, nothing_defined(", ".join(found.unsettled), [lab.id for lab in able]))
    notes = list(found.notes)
    for (_, file), notebook in given.items():
        kept.pop(file, None)
        kept[_twin(file)] = found.files[notebook]
        notes.append(read_as(notebook, _twin(file)))
    lab = found.lab or next(iter(given))[0]
    return replace(found, lab=lab, files=kept, notes=tuple(notes), unsettled=())


# --- by name -----------------------------------------------------------------------------------------------------


def _by_name(lab: Lab, usable: Sequence[Candidate], labs: Sequence[Lab]) -> dict[Slot, Candidate]:
    """The file for each of a lab's files whose name says it. Raises `Unreadable` in doubt."""
    others = {other.id.casefold() for other in labs if other is not lab}
    near = [c for c in usable if lab.id.casefold() in folders_of(c.path)]
    far = [c for c in usable if c not in near and not others.intersection(folders_of(c.path))]
    slots: dict[Slot, Candidate] = {}
    names = _wanted([lab])
    for file in lab.toml.lab.files:
        wanted = names.get((lab.id, file), frozenset())
        options = _fitting(lab, file, near, wanted) or _fitting(lab, file, far, wanted)
        if file.endswith(".py") and all(is_stub(lab, file, c.data) for c in options):
            options = (_fitting(lab, _twin(file), near) or _fitting(lab, _twin(file), far)) or options
        if chosen := _only(file, options):
            slots[lab.id, file] = chosen
    if lab.modules and all(is_stub(lab, file, c.data) for (_, file), c in slots.items()):
        whole = _only(f"{lab.id}.ipynb", _fitting(lab, f"{lab.id}.ipynb", [*near, *far]))
        if whole:
            slots[lab.id, f"{lab.modules[0]}.py"] = whole
    return slots


def _fitting(
    lab: Lab, expected: str, candidates: Iterable[Candidate], wanted: frozenset[str] = frozenset()
) -> list[Candidate]:
    """The best candidates for an expected file, without untouched stubs where there is anything else."""
    ranked: list[tuple[int, Candidate]] = []
    for c in candidates:
        rank = fit(c.name, expected)
        if rank == TAGGED and wanted and not wanted.intersection(defined(c.data)):
            rank = None  # `model_utils.py` is not `model.py` with somebody's name
        if rank is not None:
            ranked.append((rank, c))
    _refuse_case_twins(expected, [c for _, c in ranked])
    worked_on = [(rank, c) for rank, c in ranked if not is_stub(lab, expected, c.data)]
    ranked = worked_on or ranked
    best = min((rank for rank, _ in ranked), default=0)
    return [c for rank, c in ranked if rank == best]


def _only(expected: str, options: Sequence[Candidate]) -> Candidate | None:
    """The one file among copies of the same content. Raises `Unreadable` where contents differ."""
    if len({c.data for c in options}) > 1:
        raise two_for_one(expected, [c.path for c in options])
    return min(options, key=lambda c: (c.path.count("/"), c.path), default=None)


def _refuse_case_twins(expected: str, candidates: Sequence[Candidate]) -> None:
    twins = [c for c in candidates if c.name.casefold() == expected.casefold()]
    folders = [dirname(c.path) for c in twins]
    for c in twins:
        if folders.count(dirname(c.path)) > 1:
            names = " / ".join(sorted(t.name for t in twins if dirname(t.path) == dirname(c.path)))
            raise Unreadable(
                f"Two files differ only in upper and lower case ({names}). Keep {expected} alone and hand it in again.",
                f"대소문자만 다른 파일이 두 개 있어요 ({names}). {expected} 하나만 남겨서 다시 제출해 주세요.",
            )


def is_stub(lab: Lab, file: str, data: bytes) -> bool:
    """Whether a file is the handed-out one of any version, untouched."""
    if lab.handouts and stub_hash(data) in {handout.stubs.get(file) for handout in lab.handouts.values()}:
        return True
    try:
        handed_out = (lab.assignment_dir / file).read_bytes()
    except OSError:
        return False
    return handed_out.split() == data.split()


# --- by content --------------------------------------------------------------------------------------------------


def _by_content(slots: dict[Slot, Candidate], unnamed: Sequence[Candidate], labs: Sequence[Lab]) -> None:
    """Fill slots with sources of other names by what they define.

    Once a lab was found by name, only its own empty slots are filled. Raises `Unreadable` in doubt.
    """
    named = {lab for lab, _ in slots}
    taken = {c.path for c in slots.values()}
    open_slots = {
        slot: wanted for slot, wanted in _wanted(labs).items() if slot not in slots and (not named or slot[0] in named)
    }
    claims: dict[Slot, list[Candidate]] = {}
    for c in unnamed:
        if c.path in taken or not c.name.casefold().endswith((".py", ".py.txt")) or c.file.size > SOURCE_BYTES:
            continue
        best = most_hits(defined(c.data), open_slots)
        if len({lab for lab, _ in best}) > 1 and not named:
            text = between_labs(c.path, {lab for lab, _ in best})
            raise Unreadable(text.en, text.ko)
        if best:
            claims.setdefault(best[0], []).append(c)
    for (lab, file), options in claims.items():
        if chosen := _only(file, options):
            slots[lab, file] = chosen


def _notebooks(
    slots: Mapping[Slot, Candidate], unnamed: Sequence[Candidate], labs: Sequence[Lab]
) -> dict[str, list[Candidate]]:
    """Notebooks whose names say nothing, by the lab they must belong to; under "" where that is open too."""
    taken = {c.path for c in slots.values()}
    rest = [c for c in unnamed if c.is_notebook and c.path not in taken]
    if not rest:
        return {}
    found = [lab for lab in labs if _has(lab, slots)]
    held = {lab.id: {file: c.data for (i, file), c in slots.items() if i == lab.id} for lab in found}
    incomplete = [lab for lab in found if any(_is_open(lab, f"{m}.py", held[lab.id]) for m in lab.modules)]
    if not found:
        incomplete = [lab for lab in labs if lab.modules]
    if len(incomplete) == 1:
        return {incomplete[0].id: rest}
    return {} if found else {"": rest}


def _is_open(lab: Lab, file: str, files: Mapping[str, bytes]) -> bool:
    """Whether nothing of worth is there yet for one of a lab's modules."""
    if _twin(file) in files:
        return False
    return file.endswith(".py") and (file not in files or is_stub(lab, file, files[file]))


def _wanted(labs: Iterable[Lab]) -> dict[Slot, frozenset[str]]:
    """The names that each module is asked for."""
    wanted: dict[Slot, set[str]] = {}
    for lab in labs:
        for task in lab.toml.task:
            file = task.file or (f"{lab.modules[0]}.py" if lab.modules else "")
            if file.endswith(".py") and task.names:
                wanted.setdefault((lab.id, file), set()).update(task.names)
    return {slot: frozenset(names) for slot, names in wanted.items()}


# --- one lab's files ---------------------------------------------------------------------------------------------


def _assemble(
    lab: Lab, slots: Mapping[Slot, Candidate], usable: Sequence[Candidate], unsettled: Sequence[Candidate]
) -> LabFiles:
    """All files of one lab under their expected names, helpers included."""
    chosen = {file: c for (i, file), c in slots.items() if i == lab.id}
    files: dict[str, bytes] = {}
    notes: list[Text] = []
    for file, c in chosen.items():
        name = _twin(file) if c.is_notebook else file
        files[name] = c.data
        if c.name != name:
            notes.append(read_as(c.path, name))
    troubles = [trouble(name, data) for name, data in files.items() if name.endswith((".py", ".ipynb"))]
    if troubles and all(troubles) and not unsettled:
        return _problem(lab.id, next(t for t in troubles if t))
    for c in unsettled:
        files.setdefault(c.name, c.data)
    expected = {name for file in lab.toml.lab.files for name in (file, _twin(file))}
    for name, data in _helpers(list(chosen.values()), usable).items():
        if name.rpartition("/")[2] not in expected:  # a copy, or an untouched stub beside its notebook
            files.setdefault(name, data)
    if sum(map(len, files.values())) > TOTAL_BYTES:
        return _problem(lab.id, too_much(TOTAL_BYTES))
    settled = LabFiles(lab.id, files, tuple(notes), unsettled=tuple(c.name for c in unsettled))
    if len(unsettled) == 1 and not chosen:
        # The only file there is: whichever module it is called, all names are looked up in it.
        return settle(settled, [lab], {unsettled[0].name: sorted(_wanted([lab])[lab.id, f"{lab.modules[0]}.py"])})
    return settled


def _helpers(chosen: Sequence[Candidate], usable: Sequence[Candidate]) -> dict[str, bytes]:
    """Small files beside or below the modules, which they may import or read, by their path from there.

    A module that came under another name stays under that as well where another file can import it.
    """
    folders = [dirname(c.path) for c in chosen]
    if not folders:
        return {}
    base = commonpath(folders) if all(folders) else ""
    prefix = f"{base}/" if base else ""
    helpers: dict[str, bytes] = {}
    for c in usable:
        plain = c.name.casefold().endswith(_HELPER_ENDINGS) and c.name.casefold() not in _NO_HELPERS
        inside = c.path.startswith(prefix) and "tests" not in folders_of(c.path)
        if c in chosen and not (len(usable) > 1 and c.name.removesuffix(".py").isidentifier()):
            continue
        if plain and inside and c.file.size <= HELPER_BYTES and len(helpers) < MAX_HELPERS:
            helpers[c.path.removeprefix(prefix)] = c.data
    return helpers


def _has(lab: Lab, slots: Mapping[Slot, Candidate]) -> bool:
    return any(i == lab.id for i, _ in slots)


def _lab(labs: Iterable[Lab], lab_id: str) -> Lab:
    return next(lab for lab in labs if lab.id == lab_id)


def _twin(file: str) -> str:
    return file.removesuffix(".py") + ".ipynb"


def _problem(lab: str, text: Text) -> LabFiles:
    return LabFiles(lab, {}, problem=text)


def _nothing_found(usable: Sequence[Candidate], labs: Sequence[Lab], course: Sequence[Lab]) -> Unreadable:
    if not usable:
        return Unreadable(
            "Nothing was handed in: no file is there. Upload your files again.",
            "제출된 파일이 없어요. 파일을 다시 올려 주세요.",
        )
    for lab in course:
        if lab not in labs and any(expected_by(lab.toml.lab.files, c.name) for c in usable):
            return Unreadable(
                f"This is the lab {lab.id}, not {', '.join(x.id for x in labs)}. Hand in the right lab.",
                f"{', '.join(x.id for x in labs)} 대신 {lab.id} 파일을 제출했어요. 맞는 실습을 다시 제출해 주세요.",
            )
    expected = ", ".join(file for lab in labs for file in lab.toml.lab.files)
    there = ", ".join(sorted(c.path for c in usable)[:5])
    return Unreadable(
        f"No file of the lab is there: expected {expected}, found {there}. Hand in the files by these names.",
        f"실습 파일이 없어요. 필요한 파일: {expected}, 제출된 파일: {there}. 이 이름으로 다시 제출해 주세요.",
    )
