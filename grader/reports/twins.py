"""Files that several students share, once the handout's own parts are set aside: a hint for a person, no verdict.

It depends on the whole class, so it stands in no row of grades.json and on no student's page: it is found anew
from the fingerprints whenever the class page is made.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from grader.results import Flag, Submission

_NAMED = 20


def with_twins(rows: Sequence[Submission]) -> tuple[Submission, ...]:
    """The rows with a flag for each file that others share. Rows of one upload (a group's) do so by right."""
    uploads: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    for row in rows:
        for file, mark in row.fingerprints.items():
            uploads.setdefault((row.lab, file, mark), {}).setdefault(row.source, []).append(row.id)
    return tuple(replace(row, flags=(*row.flags, *_shared(row, uploads))) for row in rows)


def _shared(row: Submission, uploads: dict[tuple[str, str, str], dict[str, list[str]]]) -> list[Flag]:
    flags = []
    for file, mark in row.fingerprints.items():
        sources = uploads[row.lab, file, mark]
        others = [who for source, people in sources.items() if source != row.source for who in people]
        if others:
            more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
            said = f"the same code as {', '.join(others[:_NAMED])}{more}, the handout's own set aside"
            flags.append(Flag("identical-files", file, said))
    return flags
