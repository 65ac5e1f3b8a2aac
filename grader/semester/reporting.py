"""`report`: a run rendered again, compared, given out. Where the pure reports meet files and the clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from grader.errors import UsageError
from grader.gradebook import grades_json, load, overview
from grader.reports import published as given_out
from grader.reports.diff import changes, changes_csv
from grader.reports.files import write_atomic
from grader.reports.render import render_all
from grader.results import Lang, Run
from grader.zips import sha256


@dataclass(frozen=True, kw_only=True)
class Options:
    """What `report` was asked for; `out` is where the pages go."""

    out: Path
    lang: Lang | None = None
    publish: bool = False
    allow_lower: bool = False
    anonymous: bool = False
    names: bool = False


def differences(grades: Path, old: Path, lang: Lang | None) -> str:
    """What changed since an earlier grades.json or since scores were given out, as CSV. Raises `UsageError`."""
    run = overview(load(grades))
    if old.name == given_out.FILE:
        found = given_out.changes_since(given_out.read_published(old.parent), run)
    else:
        found = changes(overview(load(old)), run)
    return changes_csv(found, lang or run.lang)


def render(grades: Path, options: Options) -> Iterator[str]:
    """Write every page of a run anew, held to what was given out, and freeze it where asked. Yields lines to print.

    Raises `UsageError` where a file cannot be read, or where an anonymous page would show an id.
    """
    loaded = load(grades)
    lang = options.lang or loaded.lang
    published = given_out.read_published(options.out)
    run = given_out.held(loaded, published, allow_lower=options.allow_lower)
    run = replace(run, anonymous=_anonymous(grades, run, options))
    if run != loaded and options.out.resolve() == grades.parent.resolve():
        write_atomic(grades, grades_json(run))  # so that it says what the pages say
    paths = render_all(run, options.out, lang=lang, anonymous=run.anonymous, names=options.names)
    yield from map(str, paths[:3])
    brief = overview(run)
    yield from (note.in_lang(lang) for note in given_out.write_changes(published, brief, options.out))
    if options.publish:
        yield from _publish(brief, options.out, sha256(grades_json(run)))


def _anonymous(grades: Path, run: Run, options: Options) -> bool:
    wanted = options.anonymous or run.anonymous
    if wanted and not all(row.alias for row in run.submissions):
        raise UsageError(f"{grades}: an earlier version wrote it, without what anonymous pages need. Grade once more.")
    return wanted


def _publish(run: Run, out: Path, grades_sha256: str) -> Iterator[str]:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    yield str(given_out.publish(run, out, at=at, grades_sha256=grades_sha256))
    unknown = sum(row.score is None for row in run.submissions)
    if unknown:
        yield f"{unknown} rows have no score yet, so nothing was given out for them."
