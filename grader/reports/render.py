"""Everything of a run but `grades.json`, written from its results alone: no clock, no randomness, no course."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from grader.errors import UsageError
from grader.gradebook import overview
from grader.reports import tables
from grader.reports.class_page import class_page
from grader.reports.feedback import lab_of
from grader.reports.files import safe_name, write_atomic
from grader.reports.gradescope import results_json
from grader.reports.junit import junit_xml
from grader.reports.markdown import markdown
from grader.reports.privacy import nameless, without_names
from grader.reports.student_page import student_page
from grader.reports.worksheets import Filled, fill, moodle_folder
from grader.results import Lang, Run, Submission, Text

WORKSHEETS, STUDENTS = "worksheets", "students"
# Zips hold a time for every file; the earliest they know keeps equal runs equal bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def render_all(
    run: Run,
    out: Path,
    *,
    lang: Lang,
    anonymous: bool = False,
    names: bool = False,
    worksheet: Path | None = None,
    worksheet_column: str | None = None,
) -> list[Path]:
    """Write every report of a run into `out`, each atomically; returns the paths.

    `anonymous` leaves names and ids out of all pages (gradebooks need both and keep them); `names` puts names on
    the class page. Pages of students who are not in the run go. Raises `UsageError` where the worksheet does not
    fit: no copy of it is then written, but all the rest is.
    """
    whole = overview(run)
    filled, misfit = _fill(whole, out, lang, worksheet, worksheet_column)
    pages = nameless(run) if anonymous else run
    shown = overview(nameless(whole) if anonymous else without_names(whole))
    written = [
        write_atomic(out / "grades.csv", tables.grades_csv(whole)),
        write_atomic(out / "summary.md", markdown(shown, lang)),
        write_atomic(out / "index.html", class_page(whole if names and not anonymous else shown, lang=lang)),
    ]
    zips = _FeedbackZips(whole, filled.folders if filled else {})
    for mine in tables.grouped(range(len(whole.submissions)), lambda place: whole.submissions[place].id).values():
        rows = [run.submissions[place] for place in mine]
        for row in rows:
            name, lab = f"{safe_name(row.id)}.{safe_name(row.lab)}", lab_of(run, row.lab)
            written.append(write_atomic(out / "gradescope" / f"{name}.json", results_json(row, lab, lang)))
            written.append(write_atomic(out / "junit" / f"{name}.xml", junit_xml(row, lab, lang)))
        own = [pages.submissions[place] for place in mine]
        page = student_page(pages, own, lang=lang)
        written.append(write_atomic(out / STUDENTS / f"{safe_name(own[0].id)}.html", page))
        zips.add(rows, page)
    for old in set((out / STUDENTS).glob("*.html")) - set(written):
        old.unlink()  # of somebody who is gone, or by a name that an anonymous run must not show
    written += _write_worksheets(out / WORKSHEETS, filled, zips, lang)
    if misfit:
        raise misfit
    return written


def _fill(
    run: Run, out: Path, lang: Lang, worksheet: Path | None, column: str | None
) -> tuple[Filled | None, UsageError | None]:
    """The filled copy, or why there is none; nothing of both where none is wanted."""
    if worksheet is None:
        return None, None
    try:
        if (out / WORKSHEETS / worksheet.name).resolve() == worksheet.resolve():
            raise UsageError(f"{worksheet}: is where the filled copy goes. Keep yours elsewhere, or use another --out.")
        return fill(worksheet, run, lang=lang, column=column), None
    except UsageError as error:
        return None, error


def _write_worksheets(folder: Path, filled: Filled | None, zips: "_FeedbackZips", lang: Lang) -> list[Path]:
    written = [write_atomic(folder / name, content) for name, content in zips.finished()]
    notes = [*(filled.notes if filled else ()), *zips.notes]
    if filled:
        written.append(write_atomic(folder / filled.name, filled.content))
    if notes:
        written.append(write_atomic(folder / "notes.txt", "".join(f"{note.in_lang(lang)}\n" for note in notes)))
    return written


class _FeedbackZips:
    """`<lab>-moodle-feedback.zip`: pages under the folder names that Moodle gave out."""

    def __init__(self, run: Run, folders: Mapping[tuple[str, str], str]) -> None:
        self.notes: list[Text] = []
        self._folders = {
            (row.id, row.lab): moodle_folder(row) or folders.get((row.id, row.lab), "") for row in run.submissions
        }
        self._zips: dict[str, tuple[IO[bytes], zipfile.ZipFile]] = {}
        owners: dict[tuple[str, str], int] = {}
        for (_, lab), folder in self._folders.items():
            owners[lab, folder] = owners.get((lab, folder), 0) + 1
        # Moodle hands what lies in a group's folder to all of the group, and a page is for one person.
        self._shared = {owner for owner, count in owners.items() if count > 1 and owner[1]}
        for lab in dict.fromkeys(lab for lab, _ in sorted(self._shared)):
            self.notes.append(
                Text(
                    f"{lab}: groups share a folder in Moodle, so their members' pages are not in the feedback zip.",
                    f"{lab}: 모둠은 Moodle에서 폴더를 함께 써서, 모둠원의 페이지는 피드백 압축 파일에 넣지 않았어요.",
                )
            )

    def add(self, rows: list[Submission], page: str) -> None:
        """Put a student's page where each lab's zip expects it."""
        for row in rows:
            folder = self._folders[row.id, row.lab]
            if not folder or row.score is None or (row.lab, folder) in self._shared:
                continue
            if row.lab not in self._zips:
                file = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `finished`; the pages of a class fill a memory
                self._zips[row.lab] = file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
            inside = folder if folder.endswith("_") and "/" not in folder else f"{folder}/"
            entry = zipfile.ZipInfo(f"{inside}{safe_name(row.lab)}-feedback.html", _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            self._zips[row.lab][1].writestr(entry, page)

    def finished(self) -> Iterator[tuple[str, IO[bytes]]]:
        """The zips by file name, each to be read from its beginning."""
        for lab, (file, archive) in self._zips.items():
            archive.close()
            file.seek(0)
            with file:
                yield f"{safe_name(lab)}-moodle-feedback.zip", file
