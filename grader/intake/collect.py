"""From what an instructor points at to one row per person and lab: who sent what, and what cannot be read.

Where the rooms of intake meet: a tree, its shape, the files of each submission, and whose they are.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.catalog import Course, Lab
from grader.errors import UsageError
from grader.intake.archive import STUDENT, is_archive, open_archive
from grader.intake.found import Found, Person
from grader.intake.labs import Candidate, LabFiles, settle, sort_files
from grader.intake.roster import Roster, match
from grader.intake.shapes import detect
from grader.intake.tree import File, Node, Unreadable, from_disk, nfc, walk
from grader.intake.worksheet import Entry, joined
from grader.korean import josa
from grader.results import Text
from grader.spool import Spool

# Moodle's zip holds students' zips, and some of those hold one more.
_NESTED_ARCHIVES = 2

NamesOf = Callable[[str, bytes], Sequence[str]]


@dataclass(frozen=True)
class Collected:
    """What one person sent for one lab.

    `files` maps module names as in lab.toml ("layers.py", "layers.ipynb" where it came as a notebook) and names
    of helpers to bytes, which are read when they are looked at. `problem` is set where it cannot be read, and
    `files` is empty then. `folder` is the name in the download, which a platform wants back with feedback.
    """

    id: str
    name: str
    lab: str
    source: str
    files: Mapping[str, bytes]
    sha256: str = ""
    submitted_at: datetime | None = None
    attempt: int | None = None
    late_only: bool | None = None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()
    email: str = ""
    section: str = ""
    folder: str = ""
    missing: bool = False
    earlier: tuple["Collected", ...] = ()


@dataclass(frozen=True)
class Collection:
    """All of a run: what it was found to be, a row per person and lab, and what the instructor should know."""

    shape: Text
    submissions: tuple[Collected, ...]
    notes: tuple[Text, ...] = ()
    platform: str = ""  # "moodle", "canvas", "gradescope", "nbgrader", "blackboard"; "" for none

    def describe(self) -> Text:
        """One line for before the grading starts: the shape, and how many submissions of how many people."""
        sent = {(row.id, row.source) for row in self.submissions if not row.missing}
        people = len({who for who, _ in sent})
        return Text(
            f"Found {self.shape.en}: {len(sent)} submission{'s' * (len(sent) != 1)} "
            f"from {people} student{'s' * (people != 1)}.",
            f"{self.shape.ko}: 학생 {people}명의 제출물 {len(sent)}개를 찾았어요.",
        )


def collect(
    path: Path,
    course: Course,
    *,
    labs: Sequence[str] | None = None,
    roster: Roster | None = None,
    register: Mapping[str, Entry] | None = None,
    only: Sequence[str] = (),
    known: Sequence[str] = (),
    names_of: NamesOf | None = None,
) -> Collection:
    """Everything handed in under a path, a row per person and lab, sorted by id and order of labs.

    `labs`: ids of those that count (default: every lab a submission contains). `only`: ids of people; the others
    are not read. `known`: ids of labs that the others handed in. `register` is a Moodle worksheet, which has the ids
    and times that Moodle's download lacks. `names_of` asks a worker which names a notebook defines; without it a
    notebook whose name says nothing is unreadable. Raises `UsageError` where a path or an id does not exist.
    """
    if not path.exists():
        raise UsageError(f"No such file or folder: {path}. Name a folder of submissions, an archive or one file.")
    wanted = [course.lab(lab) for lab in labs] if labs else list(course.labs)
    place = path.resolve()
    detected = detect(from_disk(place), place.parent.name, course.labs)
    if not detected.found:
        raise UsageError(f"There is no submission in {path}. Name a folder of submissions, an archive or one file.")
    if register and detected.platform == "moodle":
        detected = replace(detected, found=tuple(joined(detected.found, register)))
    people = _identify(detected.found, roster)
    only = [nfc(who) for who in only]
    if only:
        _check_only(only, [p for group in people for p in group], roster)
        people = [tuple(p for p in group if p.id in only) for group in people]
    rows: list[Collected] = []
    shelf = Spool.new()
    for found, group in zip(detected.found, people, strict=True):
        if group and (not found.lab or any(lab.id == found.lab for lab in wanted)):
            entries = [_put_aside(entry, shelf) for entry in _contents(found, wanted, course, names_of)]
            rows += [_row(found, person, entry) for person in group for entry in entries]
    there = {*known, *(row.lab for row in rows)}
    run_labs = [lab for lab in wanted if labs or lab.id in there] or wanted
    rows = _settle_duplicates(_spread(rows, run_labs), run_labs)
    rows += _missing(rows, run_labs, roster, only)
    order = {lab.id: n for n, lab in enumerate(run_labs)}
    rows.sort(key=lambda row: (row.id, order.get(row.lab, 0)))
    notes = (*_notes(detected.ignored, people, roster), *_untimed(rows, run_labs))
    return Collection(detected.shape, tuple(rows), notes, detected.platform)


def _identify(found: Sequence[Found], roster: Roster | None) -> list[tuple[Person, ...]]:
    """The people of each submission, by the roster's ids where they match."""
    matched = match(found, roster) if roster else {}
    return [
        tuple(
            replace(known, name=known.name or person.name) if (known := matched.get((i, j))) else person
            for j, person in enumerate(submission.people)
        )
        for i, submission in enumerate(found)
    ]


def _contents(found: Found, labs: Sequence[Lab], course: Course, names_of: NamesOf | None) -> list[LabFiles]:
    """What a submission holds, per lab; one entry without a lab where nothing can be read."""
    if found.problem:
        return [LabFiles("", {}, problem=found.problem)]
    near = [lab for lab in labs if lab.id == found.lab] or labs
    try:
        candidates = [Candidate(path, file) for node in found.nodes for path, file in _files(node)]
        entries = sort_files(candidates, near, course.labs)
    except Unreadable as error:
        return [LabFiles(near[0].id if len(near) == 1 else "", {}, problem=error.text)]
    unopened = tuple(_unopened(c.path) for c in candidates if is_archive(c.name))
    entries = [replace(entry, notes=(*entry.notes, *unopened)) for entry in entries]
    return [_settled(entry, near, names_of) for entry in entries]


def _unopened(path: str) -> Text:
    return Text(
        f"{path} was not opened, because there is source beside it.",
        f"{path} 파일은 옆에 소스 파일이 있어서 열지 않았어요.",
    )


def _settled(entry: LabFiles, labs: Sequence[Lab], names_of: NamesOf | None) -> LabFiles:
    if not entry.unsettled:
        return entry
    if names_of is not None:
        return settle(entry, labs, {name: names_of(name, entry.files[name]) for name in entry.unsettled})
    names = ", ".join(entry.unsettled)
    text = Text(
        f"The name of {names} does not say which module it is. Name it like the file of the handout.",
        f"{names}: 이름만으로는 어느 파일인지 알 수 없어요. 실습 안내에 적힌 파일 이름으로 제출해 주세요.",
    )
    files = {name: data for name, data in entry.files.items() if name not in entry.unsettled}
    if not files:
        return LabFiles(entry.lab, {}, problem=text)
    return replace(entry, files=files, notes=(*entry.notes, text), unsettled=())


def _files(node: Node, depth: int = 0) -> list[tuple[str, File]]:
    """The files of a submission by path. Archives in it are opened where there is no source beside them."""
    if isinstance(node, File) and is_archive(node.name):
        return _files(open_archive(node, STUDENT), depth + 1)
    files = list(walk(node))
    archives = [(path, file) for path, file in files if is_archive(file.name)]
    if not archives or any(path.casefold().endswith((".py", ".ipynb")) for path, _ in files):
        return files
    if depth >= _NESTED_ARCHIVES:
        raise Unreadable(
            "It is an archive in an archive in an archive. Pack the files of the lab once.",
            "압축 파일 안에 압축 파일이 여러 겹 들어 있어요. 실습 파일만 한 번 압축해서 올려 주세요.",
        )
    inner = [(f"{path}/{below}", found) for path, file in archives for below, found in _files(file, depth)]
    return [entry for entry in files if entry not in archives] + inner


class _PutAside(Mapping[str, bytes]):
    """Files by name, each taken from the shelf when it is looked at."""

    def __init__(self, files: Mapping[str, bytes], shelf: Spool) -> None:
        self._spans = {name: shelf.put(data) for name, data in files.items()}
        self._shelf = shelf

    def __getitem__(self, name: str) -> bytes:
        return self._shelf.get(self._spans[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


def _put_aside(entry: LabFiles, shelf: Spool) -> LabFiles:
    """The entry with its files out of memory, where those of a whole class would not fit."""
    try:
        return replace(entry, files=_PutAside(entry.files, shelf))
    except OSError as error:
        raise UsageError(
            f"{tempfile.gettempdir()}: no room for what was handed in ({error.strerror}). Set TMPDIR to a larger place."
        ) from error


def _row(found: Found, person: Person, entry: LabFiles) -> Collected:
    return Collected(
        id=person.id,
        name=person.name,
        lab=entry.lab,
        source=found.source,
        files=entry.files,
        sha256=digest(entry.files) if entry.files else "",
        submitted_at=found.submitted_at,
        attempt=found.attempt,
        late_only=found.late_only,
        problem=entry.problem,
        notes=(*found.notes, *entry.notes),
        email=person.email,
        section=person.section,
        folder=found.folder,
    )


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents, whatever the order and the archive they came in."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def _spread(rows: Iterable[Collected], labs: Sequence[Lab]) -> list[Collected]:
    """What cannot be read, and so has no lab, stands in every lab of the run."""
    spread: list[Collected] = []
    for row in rows:
        spread += [row] if row.lab else [replace(row, lab=lab.id) for lab in labs]
    return spread


def _settle_duplicates(rows: Sequence[Collected], labs: Sequence[Lab]) -> list[Collected]:
    """One row per person and lab: of several the latest that can be read."""
    groups: dict[tuple[str, str], list[Collected]] = {}
    for row in rows:
        groups.setdefault((row.id, row.lab), []).append(row)
    best = {lab.id for lab in labs if lab.toml.late.counts == "best"}
    settled = [_latest(group, keep=lab in best) for (_, lab), group in groups.items()]
    spellings: dict[str, set[str]] = {}
    for row in settled:
        spellings.setdefault(row.id.casefold(), set()).add(row.id)
    return [
        _without_files(row, _alike(spellings[row.id.casefold()])) if len(spellings[row.id.casefold()]) > 1 else row
        for row in settled
    ]


def _latest(group: Sequence[Collected], *, keep: bool) -> Collected:
    """The latest valid one, with a note that says which; unreadable where no order is known."""
    valid = list({row.sha256: row for row in group if row.problem is None}.values())
    if not valid:
        return group[0]
    if len(valid) == 1:
        broken = ", ".join(sorted({row.source for row in group if row.problem}))
        note = Text(
            f"Another submission could not be read ({broken}); this is {valid[0].source}.",
            f"다른 제출물({broken})은 읽을 수 없어서 {josa(valid[0].source, '을', '를')} 채점했어요.",
        )
        return replace(valid[0], notes=(*valid[0].notes, note)) if broken else valid[0]
    ordered = _in_order(valid)
    if ordered is None:
        sources = ", ".join(sorted(row.source for row in valid))
        text = Text(
            f"There are {len(valid)} submissions and no order is known ({sources}). Say which one counts.",
            f"제출물이 {len(valid)}개인데 어느 것이 나중인지 알 수 없어요 ({sources}). 어느 것을 채점할지 알려 주세요.",
        )
        return _without_files(valid[0], text)
    last = ordered[-1]
    note = Text(
        f"Of {len(valid)} submissions the latest counts: {last.source}.",
        f"제출물 {len(valid)}개 가운데 가장 나중 것을 채점했어요: {last.source}.",
    )
    return replace(last, notes=(*last.notes, note), earlier=tuple(ordered[:-1]) if keep else ())


def _in_order(rows: Sequence[Collected]) -> list[Collected] | None:
    """From first to last by the platform's times, else by its attempt numbers; None where neither tells all apart."""
    times = [row.submitted_at for row in rows if row.submitted_at]
    attempts = [row.attempt for row in rows if row.attempt is not None]
    if len(set(times)) == len(rows):
        return [row for _, row in sorted(zip(times, rows, strict=True), key=lambda pair: pair[0])]
    if len(set(attempts)) == len(rows):
        return [row for _, row in sorted(zip(attempts, rows, strict=True), key=lambda pair: pair[0])]
    return None


def _without_files(row: Collected, problem: Text) -> Collected:
    return replace(row, files={}, sha256="", problem=problem)


def _alike(ids: Iterable[str]) -> Text:
    names = ", ".join(sorted(ids))
    return Text(
        f"These ids differ only in upper and lower case: {names}. Rename one of them.",
        f"대소문자만 다른 아이디가 있어요: {names}. 하나의 이름을 바꿔 주세요.",
    )


def _missing(
    rows: Iterable[Collected], labs: Sequence[Lab], roster: Roster | None, only: Sequence[str]
) -> list[Collected]:
    """A row for everyone on the roster who sent nothing, per lab of the run."""
    sent = {(row.id, row.lab) for row in rows}
    return [
        Collected(p.id, p.name, lab.id, "", {}, email=p.email, section=p.section, missing=True)
        for p in (roster.people if roster else ())
        for lab in labs
        if (p.id, lab.id) not in sent and (not only or p.id in only)
    ]


def _check_only(only: Iterable[str], people: Iterable[Person], roster: Roster | None) -> None:
    known = {person.id for person in people} | {person.id for person in (roster.people if roster else ())}
    for who in only:
        if who not in known:
            choices = ", ".join(sorted(known)[:10]) + (", ..." if len(known) > 10 else "")
            raise UsageError(f"No submission of {who}. Ids there: {choices}.")


def _untimed(rows: Iterable[Collected], labs: Sequence[Lab]) -> tuple[Text, ...]:
    """A word where a deadline can have no effect, since nothing says when anything was handed in."""
    sent = [row for row in rows if not row.missing]
    timed = any(row.submitted_at is not None or row.late_only is not None for row in sent)
    if not sent or timed or not any(lab.toml.late.deadline for lab in labs):
        return ()
    return (
        Text(
            "Nothing here says when it was handed in, so nobody counts as late. Moodle's times stand in its worksheet "
            "(--worksheet).",
            "언제 제출했는지 알 수 없어서 지각은 따지지 않았어요. Moodle이라면 시각이 적힌 성적표를 --worksheet로 "
            "함께 주세요.",
        ),
    )


def _notes(ignored: Sequence[str], people: Iterable[Iterable[Person]], roster: Roster | None) -> tuple[Text, ...]:
    notes = []
    strangers = sorted({p.id for group in people for p in group} - {p.id for p in (roster.people if roster else ())})
    if roster and strangers:
        names = ", ".join(strangers)
        notes.append(Text(f"Not on the roster: {names}.", f"명단에 없는 제출물: {names}."))
    if ignored:
        names = ", ".join(ignored)
        notes.append(Text(f"Left aside: {names}.", f"제출물로 보지 않은 파일: {names}."))
    return tuple(notes)
