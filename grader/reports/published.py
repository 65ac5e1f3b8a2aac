"""What was given out, frozen: `published.json` beside the pages, and what holds a later run to it.

Stands alone because a published score is a promise: `grade` and `report` both keep it, and nothing else may
lower it unasked. A publication holds rows, so that a later run can say what changed and why; what no comparison
needs (code, answers, pictures, messages of tests) is left out.
"""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from grader.errors import UsageError
from grader.gradebook import changed, overview
from grader.reports.diff import Change, changes, changes_csv
from grader.reports.files import write_atomic
from grader.results import SCHEMA_VERSION, Run, Submission, Text, to_json

FILE, CHANGES = "published.json", "changes.csv"
_LEAST = 5e-3  # scores are shown with two decimals


class Publication(msgspec.Struct, frozen=True):
    """One lab as it was given out. `run` holds its rows and versions, `grades_sha256` is of the whole grades.json."""

    lab: str
    published_at: str
    grades_sha256: str
    run: Run


class Published(msgspec.Struct, frozen=True):
    """All that was given out from one folder, a publication per lab."""

    schema_version: int = SCHEMA_VERSION
    publications: tuple[Publication, ...] = ()


def read_published(folder: Path) -> Published:
    """The publications of a folder; none where there is no file. Raises `UsageError` where it is damaged."""
    path = folder / FILE
    try:
        published = msgspec.json.decode(path.read_bytes(), type=Published)
    except FileNotFoundError:
        return Published()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}), and it says which scores were given out.") from error
    if published.schema_version > SCHEMA_VERSION:
        raise UsageError(f"{path}: a newer grader wrote it (schema {published.schema_version}). Update the grader.")
    return published


def publish(run: Run, folder: Path, *, at: str, grades_sha256: str) -> Path:
    """Freeze every lab of a run as it is now; other labs stay as they were given out. `at` is an ISO time."""
    run = overview(run)
    labs = list(dict.fromkeys(row.lab for row in run.submissions))
    fresh = [Publication(lab, at, grades_sha256, _of_lab(run, lab)) for lab in labs]
    stay = [one for one in read_published(folder).publications if one.lab not in labs]
    return write_atomic(folder / FILE, to_json(Published(publications=(*stay, *fresh))))


def _of_lab(run: Run, lab: str) -> Run:
    rows = tuple(row for row in run.submissions if row.lab == lab)
    return replace(run, submissions=rows, labs=tuple(one for one in run.labs if one.id == lab))


def held(run: Run, published: Published, *, allow_lower: bool) -> Run:
    """The run with no score below the published one (unless `allow_lower`).

    A score that is not known stays unknown. Where a lab has fewer points than it had, shares are compared.
    """
    floors = {(row.id, row.lab): row for one in published.publications for row in one.run.submissions}
    return changed(run, lambda row: _held(row, None if allow_lower else floors.get((row.id, row.lab))))


def changes_since(published: Published, run: Run) -> list[Change]:
    """What changed in the labs of the run since they were given out; each lab is compared with its own publication."""
    labs = {row.lab for row in run.submissions}
    given_out = [one for one in published.publications if one.lab in labs]
    return [change for one in given_out for change in changes(one.run, _of_lab(run, one.lab))]


def write_changes(published: Published, run: Run, folder: Path) -> tuple[Text, ...]:
    """Write `changes.csv` where something was given out, and say in a line what is in it."""
    labs = {row.lab for row in run.submissions}
    if not any(one.lab in labs for one in published.publications):
        return ()
    found = changes_since(published, run)
    path = write_atomic(folder / CHANGES, changes_csv(found, run.lang))
    kept = sum(row.kept_points > 0 for row in run.submissions)
    en = f"{path}: {len(found)} changes since the scores were given out."
    ko = f"{path}: 공개한 뒤로 바뀐 점수 {len(found)}개."
    if kept:
        en += f" {kept} scores would be lower and were kept; --allow-lower lowers them."
        ko += f" 낮아질 점수 {kept}개는 그대로 두었어요. 낮추려면 --allow-lower를 쓰세요."
    return (Text(en, ko),)


def _held(row: Submission, published: Submission | None) -> Submission:
    if row.score is None:
        return replace(row, kept_points=0.0)
    own = row.score - row.kept_points
    kept = 0.0
    if published is not None and published.score is not None:
        most = published.max_score
        floor = published.score * min(1.0, row.max_score / most) if most > 0 else 0.0
        kept = floor - own if floor - own >= _LEAST else 0.0
    return replace(row, score=round(own + kept, 2), kept_points=round(kept, 2))
