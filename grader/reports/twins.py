"""Files that several students share, once the handout's own parts are set aside: a hint for a person, no verdict.

It depends on the whole class, so it stands in no row of grades.json and on no student's page: it is found anew
from the fingerprints whenever the class page is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.results import Submission


@dataclass(frozen=True)
class Twins:
    """A file of a lab that all these rows share. A group's upload counts once, by its first member."""

    lab: str
    file: str
    rows: tuple[Submission, ...]


def twins(rows: Sequence[Submission]) -> list[Twins]:
    """Every file that was handed in more than once, in the order of the rows."""
    found: dict[tuple[str, str, str], dict[str, Submission]] = {}
    for row in rows:
        for file, mark in row.fingerprints.items():
            found.setdefault((row.lab, file, mark), {}).setdefault(row.source, row)
    return [Twins(lab, file, tuple(same.values())) for (lab, file, _), same in found.items() if len(same) > 1]
