"""Filled copies of the teacher's own gradebook: Moodle's grading worksheet and Canvas's gradebook export.

Only grade and feedback cells change. Whatever does not fit is one clear line, before anything is written.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.errors import UsageError
from grader.reports import text
from grader.reports.cells import Sheet, read_sheet
from grader.reports.feedback import lab_of, summary
from grader.reports.tables import by_lab
from grader.results import LabInfo, Lang, Run, Status, Submission, Text

_IDENTIFIER = ("identifier", "식별자")
_GRADE = ("grade", "성적")
_MOST = ("maximum grade", "최대 성적")
_GRADED_AT = ("last modified (grade)", "마지막 수정됨(성적)", "마지막 수정됨 (성적)")
_FEEDBACK = ("feedback comments", "피드백 코멘트", "피드백 덧글", "피드백 의견")
_NUMBER = ("id number", "학번", "고유 번호", "식별번호")
_EMAIL = ("email address", "email", "이메일 주소", "이메일")
_NAME = ("full name", "성명", "이름", "전체 이름")
_FOLDER = re.compile(r"^(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?")
_ASSIGNMENT = re.compile(r"^(?P<title>.*?)\s*\((?P<id>\d+)\)$")
_FEW = 5


@dataclass(frozen=True)
class Filled:
    """A filled copy: its file name, its bytes, what is worth saying, and Moodle's folder per (id, lab)."""

    name: str
    content: bytes
    notes: tuple[Text, ...]
    folders: dict[tuple[str, str], str]


def fill(path: Path, run: Run, *, lang: Lang, column: str | None = None) -> Filled:
    """Fill a copy of the worksheet at `path`. Raises `UsageError` where anything does not fit."""
    sheet, header, kind = _opened(path, column)
    return _canvas(sheet, header, run, column) if kind == "canvas" else _moodle(sheet, header, run, lang, column)


def check_worksheet(path: Path, column: str | None = None) -> None:
    """Raises `UsageError` for what is wrong with a worksheet whoever is graded: in time, before anybody is."""
    _opened(path, column)


def _opened(path: Path, column: str | None) -> tuple[Sheet, list[str], Literal["moodle", "canvas"]]:
    """The sheet, its header, and whose it is, with every column that its LMS wants back."""
    sheet = read_sheet(path)
    header = [cell.value.strip() for cell in sheet.rows[0]]
    if "student" in header[0].casefold() and _find(header, ("id",)) is not None:
        _need(sheet, header, ("section",))
        return sheet, header, "canvas"
    if _find(header, _IDENTIFIER) is not None or (column and column in header and _looks_like_moodle(sheet)):
        if column:
            _need(sheet, header, (column.casefold(),))
        else:
            _need(sheet, header, _GRADE)
            _need(sheet, header, _GRADED_AT)  # Moodle takes no worksheet back without it
        return sheet, header, "moodle"
    raise UsageError(
        f"{path}: is neither Moodle's grading worksheet (Identifier, …, Grade) nor Canvas's gradebook "
        f"(Student, ID, …, Section). Its columns: {_choices(header)}"
    )


def _find(header: Sequence[str], names: Iterable[str]) -> int | None:
    folded = [name.casefold() for name in header]
    return next((folded.index(name) for name in names if name in folded), None)


def _need(sheet: Sheet, header: Sequence[str], names: Sequence[str]) -> int:
    place = _find(header, names)
    if place is None:
        wanted = " or ".join(dict.fromkeys(name.capitalize() for name in names[:2]))
        raise UsageError(f"{sheet.path}: has no column {wanted}. Download it again. Its columns: {_choices(header)}")
    return place


def _choices(names: Iterable[str]) -> str:
    return text.line(", ".join(filter(None, names))) or "none"


def _looks_like_moodle(sheet: Sheet) -> bool:
    return len(sheet.rows) > 1 and bool(re.fullmatch(r"\D+ \d+", sheet.value(1, 0).strip()))


# --- Moodle ---


def _moodle(sheet: Sheet, header: Sequence[str], run: Run, lang: Lang, column: str | None) -> Filled:
    lab, rows = _moodle_lab(sheet.path, run)
    grade = _need(sheet, header, (column.casefold(),) if column else _GRADE)
    identifier = _find(header, _IDENTIFIER) or 0
    most, feedback, name = _find(header, _MOST), _find(header, _FEEDBACK), _find(header, _NAME)
    keys = _moodle_keys(sheet, header, identifier, name)
    places = _match(sheet, range(1, len(sheet.rows)), keys, rows)
    notes: list[Text] = []
    folders = {}
    for row, place in places:
        notes += _put_grade(sheet, place, grade, row, sheet.value(place, most))
        if feedback is not None and row.score is not None:
            said = summary(row, lab, lang)
            sheet.put(place, feedback, _comment(sheet.value(place, feedback), lab, said))
        person = sheet.value(place, name) or "Participant"
        folders[row.id, row.lab] = (
            f"{_folder_name(person)}_{_digits(sheet.value(place, identifier))}_assignsubmission_file"
        )
    return Filled(sheet.path.name, sheet.content(), tuple(dict.fromkeys(notes)), folders)


def _moodle_lab(path: Path, run: Run) -> tuple[LabInfo, list[Submission]]:
    """A Moodle worksheet is one assignment: the run's only lab, else the one its file name speaks of."""
    labs = by_lab(run.submissions)
    if len(labs) == 1:
        lab, rows = next(iter(labs.items()))
        return lab_of(run, lab), rows
    stem = _letters(path.stem)
    named = [lab for lab in labs if any(_letters(word) in stem for word in _titles(lab_of(run, lab)))]
    if len(named) == 1:
        return lab_of(run, named[0]), labs[named[0]]
    raise UsageError(
        f"{path}: a Moodle worksheet is for one lab, but this run has {_choices(labs) if labs else 'none'}. "
        "Grade one with --lab, or give the file the lab's name."
    )


def _titles(lab: LabInfo) -> list[str]:
    return list(dict.fromkeys(word for word in (lab.title.en, lab.title.ko, lab.id) if word))


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def _moodle_keys(sheet: Sheet, header: Sequence[str], identifier: int, name: int | None) -> list["_Key"]:
    number, email = _find(header, _NUMBER), _find(header, _EMAIL)

    def participant(place: int) -> str:
        return _digits(sheet.value(place, identifier))

    def person(place: int) -> str:
        return _name_key(sheet.value(place, name))

    def participants(row: Submission) -> list[str]:
        """The worksheet's own number: in the folder that Moodle gave out, or the id itself."""
        match = _moodle_folder(row.source)
        return [*([match["id"]] if match else []), _digits(row.id)]

    keys = [
        _Key(lambda place: sheet.value(place, number).strip(), lambda row: [row.id]),
        _Key(lambda place: sheet.value(place, email).casefold(), lambda row: [row.email.casefold(), row.id.casefold()]),
    ]
    # A group's folder has the group's number, and a student number may be another's participant number: where
    # there are names, number and name must both fit.
    if name is None:
        return [*keys, _Key(participant, participants)]
    both = _Key(
        lambda place: f"{participant(place)} {person(place)}",
        lambda row: [f"{found} {_name_key(row.name)}" for found in participants(row) if found and row.name],
    )
    nameless = _Key(participant, lambda row: [] if row.name else [_digits(row.id)])
    return [*keys, both, nameless, _Key(person, lambda row: [_name_key(row.name)], unique=True)]


def _moodle_folder(source: str) -> re.Match[str] | None:
    return next((match for part in source.split("/") if (match := _FOLDER.match(part))), None)


def moodle_folder(row: Submission) -> str:
    """The folder under which Moodle gave out a row's files; nothing where it came from elsewhere."""
    match = _moodle_folder(row.source)
    return match[0] if match else ""


def _folder_name(person: str) -> str:
    return re.sub(r"[\\/_\x00-\x1f]", " ", person).strip(" .") or "Participant"


def _comment(existing: str, lab: LabInfo, lines: Sequence[str]) -> str:
    """Our summary as Moodle's HTML; what the teacher wrote stays in front of it, our own earlier one does not."""
    ours = "<br>".join(html.escape(one) for one in lines if one)
    starts = (existing.find(f"{html.escape(text.line(title))}: ") for title in (lab.title.en, lab.title.ko))
    before = existing[: min((start for start in starts if start >= 0), default=len(existing))]
    before = before.removesuffix("<br>").rstrip()
    if before.strip("'"):
        return f"{before}<br>{ours}"
    return f"'{ours}" if ours.startswith(("=", "+", "-", "@")) else ours


# --- Canvas ---


def _canvas(sheet: Sheet, header: Sequence[str], run: Run, column: str | None) -> Filled:
    most_row = next((place for place in range(1, min(4, len(sheet.rows))) if _is_most_row(sheet, place)), None)
    people = [place for place in range((most_row or 0) + 1, len(sheet.rows)) if sheet.value(place, 0).strip()]
    user, login, number = (_find(header, (name,)) for name in ("sis user id", "sis login id", "id"))
    keys = [
        _Key(lambda place: sheet.value(place, user).strip(), lambda row: [row.id]),
        _Key(lambda place: sheet.value(place, login).casefold(), lambda row: [row.id.casefold(), row.email.casefold()]),
        _Key(lambda place: sheet.value(place, number).strip(), lambda row: [row.id]),
        _Key(lambda place: _name_key(sheet.value(place, 0)), lambda row: [_name_key(row.name)], unique=True),
    ]
    labs = by_lab(run.submissions)
    if column and len(labs) > 1:
        raise UsageError(
            f"--worksheet-column names one column, but this run has {_choices(labs)}. Grade one with --lab."
        )
    notes: list[Text] = []
    for lab, rows in labs.items():
        place = _canvas_column(sheet, header, lab_of(run, lab), column)
        most = sheet.value(most_row, place) if most_row is not None else ""
        if "read only" in most:
            raise UsageError(f"{sheet.path}: column {header[place]!r} is read only in Canvas. Name another one.")
        for row, line in _match(sheet, people, keys, rows):
            if sheet.value(line, place).strip().upper() != "EX":  # excused by the teacher, which is no grade
                notes += _put_grade(sheet, line, place, row, most)
    return Filled(sheet.path.name, sheet.content(), tuple(dict.fromkeys(notes)), {})


def _is_most_row(sheet: Sheet, place: int) -> bool:
    first = sheet.value(place, 0)
    return first.startswith("    ") or first.strip().casefold() == "points possible"


def _canvas_column(sheet: Sheet, header: Sequence[str], lab: LabInfo, column: str | None) -> int:
    wanted = {column.casefold()} if column else {title.casefold() for title in _titles(lab)}
    for place, name in enumerate(header):
        match = _ASSIGNMENT.match(name)
        if name.casefold() in wanted or (match and match["title"].casefold() in wanted):
            return place
    there = [name for name in header if _ASSIGNMENT.match(name)]
    raise UsageError(
        f"{sheet.path}: has no column {column or lab.title.en!r}. Name one with --worksheet-column: {_choices(there)}"
    )


# --- both ---


@dataclass(frozen=True)
class _Key:
    """One way to know a person: what a line of the sheet says, and what a row of the run may say.

    `unique`: two rows that say the same (namesakes) are not matched by it.
    """

    of_line: Callable[[int], str]
    of_row: Callable[[Submission], list[str]]
    unique: bool = False


def _digits(words: str) -> str:
    found = re.search(r"\d+$", words.strip())
    return found[0] if found else ""


def _name_key(name: str) -> str:
    """The same for "Kim, Chulsoo", "Chulsoo Kim" and "kim chulsoo"; for "김하늘", "김, 하늘" and "하늘 김"."""
    parts = sorted(filter(None, re.split(r"[\s,]+", name.casefold())))
    if all(re.fullmatch(r"[가-힣]+", part) for part in parts):
        return "".join(sorted(parts, key=len))  # a surname is nearly always the shorter part
    return " ".join(parts)


def _match(
    sheet: Sheet, places: Iterable[int], keys: Sequence[_Key], rows: Sequence[Submission]
) -> list[tuple[Submission, int]]:
    """Every row of the run with its line of the sheet. Raises `UsageError` unless each has one of its own."""
    lines = list(places)
    indices = [_index(lines, key.of_line) for key in keys]
    said = [Counter(value for row in rows for value in key.of_row(row)) for key in keys]
    found: dict[int, Submission] = {}
    absent = []
    for row in rows:
        place = _place(row, keys, indices, said)
        if place is None:
            absent.append(text.name(row.id))
        elif place in found:
            two = f"{text.name(found[place].id)} and {text.name(row.id)}"
            raise UsageError(f"{sheet.path}: row {place + 1} fits both {two}. Give ids with --roster.")
        else:
            found[place] = row
    if absent:
        more = f" and {len(absent) - _FEW} more" if len(absent) > _FEW else ""
        raise UsageError(
            f"{sheet.path}: not in it: {_choices(absent[:_FEW])}{more}. "
            "Download it for everyone, or match ids with --roster."
        )
    return [(row, place) for place, row in found.items()]


def _index(lines: Sequence[int], of_line: Callable[[int], str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for place in lines:
        index.setdefault(of_line(place), []).append(place)
    return index


def _place(
    row: Submission, keys: Sequence[_Key], indices: Sequence[dict[str, list[int]]], said: Sequence[Counter[str]]
) -> int | None:
    for key, index, counts in zip(keys, indices, said, strict=True):
        for value in filter(None, key.of_row(row)):
            fits = index.get(value, [])
            if len(fits) == 1 and not (key.unique and counts[value] > 1):
                return fits[0]
    return None


def _put_grade(sheet: Sheet, place: int, column: int, row: Submission, most: str) -> list[Text]:
    """Points on the sheet's own scale, and what to say of it. A row whose score is not known stays as it is."""
    if row.score is None or row.status is Status.INTERNAL_ERROR:
        return []
    points, comma, notes = row.score, bool(re.fullmatch(r"\s*\d+,\d+\s*", most)), []
    try:
        own = float(most.replace(",", ".") if comma else most)
    except ValueError:
        own = row.max_score
    if own > 0 and row.max_score > 0 and abs(own - row.max_score) > 1e-9:
        points = row.score * own / row.max_score
        mine, theirs = text.number(row.max_score), text.number(own)
        lab = text.line(row.lab)
        en = f"{lab}: points out of {mine} were scaled to the sheet's own maximum of {theirs}."
        notes.append(Text(en, f"{lab}: {mine}점 만점을 성적표의 만점 {theirs}점에 맞춰 바꿨어요."))
    written = text.number(points)
    sheet.put(place, column, written.replace(".", ",") if comma else written)
    return notes
