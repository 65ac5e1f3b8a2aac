"""The class list: who is in the course, and which submission is theirs.

Stands alone and pure: matching is by id, then by email, then by a name that is unique on both sides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path

from grader.errors import UsageError
from grader.intake.found import Found, Person
from grader.intake.tables import read_table
from grader.intake.tree import nfc

_COLUMNS = {
    "id": ("학번", "student id", "sid", "id number", "학생번호", "student number"),
    "name": ("이름", "성명", "full name", "student", "student name"),
    "email": ("이메일", "메일", "email address", "e-mail"),
    "section": ("분반", "반", "class"),
}


@dataclass(frozen=True)
class Roster:
    """The people of a course in the order of the list. Ids are unique."""

    people: tuple[Person, ...]

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {_key(person.id): person for person in self.people}

    @cached_property
    def _by_email(self) -> dict[str, Person | None]:
        emails = Counter(_key(p.email) for p in self.people if p.email)
        return {_key(p.email): p for p in self.people if emails[_key(p.email)] == 1}

    @cached_property
    def _by_name(self) -> dict[str, set[Person]]:
        names: dict[str, set[Person]] = {}
        for person in self.people:
            for key in _name_keys(person.name):
                names.setdefault(key, set()).add(person)
        return names

    def by_id(self, person: Person, hints: Iterable[str] = ()) -> Person | None:
        """The one on the list whose id or email this is, or whose id alone stands in a hint (a folder's name)."""
        if found := self._by_id.get(_key(person.id)) or self._by_email.get(_key(person.email)):
            return found
        matches = {p for text in (person.id, *hints) for p in self._ids_in(text)}
        return matches.pop() if len(matches) == 1 else None

    def by_name(self, person: Person) -> Person | None:
        """The only one on the list whose name this is, or stands in the folder's name."""
        matches = {p for key in name_keys(person) for p in self._by_name.get(key, ())}
        return matches.pop() if len(matches) == 1 else None

    def _ids_in(self, text: str) -> list[Person]:
        words = re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", nfc(text).casefold())
        parts = {part for word in words for part in (word, *re.split(r"[-.]", word), *re.findall(r"\d+", word))}
        return [self._by_id[part] for part in parts if part in self._by_id]


def match(found: Sequence[Found], roster: Roster) -> dict[tuple[int, int], Person]:
    """Who on the list each submission's people are, by (index of the submission, index in its group).

    By id first; by name only where the name is one person's on the list and one submission's among those left.
    """
    matched: dict[tuple[int, int], Person] = {}
    left: list[tuple[int, int, Person]] = []
    for i, submission in enumerate(found):
        for j, person in enumerate(submission.people):
            hints = submission.hints if len(submission.people) == 1 else ()
            if known := roster.by_id(person, hints):
                matched[i, j] = known
            else:
                left.append((i, j, person))
    named = [(i, j, known) for i, j, person in left if (known := roster.by_name(person))]
    times = Counter(known.id for _, _, known in named)
    taken = {person.id for person in matched.values()}
    matched.update({(i, j): known for i, j, known in named if times[known.id] == 1 and known.id not in taken})
    return matched


def read_roster(path: Path) -> Roster:
    """Read a class list. Raises `UsageError` with file and line, also where an id stands there twice."""
    people: dict[str, Person] = {}
    for row in read_table(path, _COLUMNS, needed=["id"]):
        if not row["id"]:
            raise UsageError(f"{path}:{row.line}: the id is empty.")
        if _key(row["id"]) in people:
            raise UsageError(f"{path}:{row.line}: the id {row['id']} stands there twice.")
        people[_key(row["id"])] = Person(row["id"], row["name"], row["email"], row["section"])
    return Roster(tuple(people.values()))


def name_keys(person: Person) -> set[str]:
    """Forms under which a person's name is looked up: as the platform says it, else words of the folder's name."""
    if person.name:
        return _name_keys(person.name)
    words = re.findall(r"[^\W\d_]+", nfc(person.id))
    return {key for word in words for key in _name_keys(word)} | _name_keys(" ".join(words))


def _name_keys(name: str) -> set[str]:
    """A name without spaces, signs and case, in every order of its words: "Kim, Minji" is also "minjikim"."""
    words = re.findall(r"[^\W\d_]+", nfc(name).casefold())
    if not words:
        return set()
    return {"".join(order) for order in permutations(words)} if len(words) <= 3 else {"".join(words)}


def _key(text: str) -> str:
    return nfc(text).strip().casefold()
