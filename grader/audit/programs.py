"""Every program that a lab's suite is tried on, and what must become of it. Nothing is graded here."""

import tomllib
from ast import parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from grader.audit.affected import tested_by, touched_tasks
from grader.audit.mutants import mutants
from grader.audit.rewrites import rewritten
from grader.catalog import Lab
from grader.errors import CourseError
from grader.misconceptions import defined, misconceptions, reference_files, with_code

EQUIVALENT = "equivalent.toml"
VARIANTS = "variants"


class Kind(StrEnum):
    """What a program is, which says what must become of it."""

    REFERENCE = "reference"
    STUB = "stub"
    VARIANT = "variant"
    MISCONCEPTION = "misconception"
    MUTANT = "mutant"


@dataclass(frozen=True)
class Program:
    """One submission of the audit. `tasks` are the tasks that it must lose (none: it is right).

    `only` are the tasks worth running, None for all; `equivalent` says why nobody can tell a mutant from the reference.
    """

    kind: Kind
    name: str
    files: Mapping[str, bytes]
    tasks: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    equivalent: str = ""


class _Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mutant: str
    reason: str


def programs(lab: Lab) -> list[Program]:
    """Everything to try on a lab. Raises `CourseError` where something is missing or listed in vain."""
    reference = reference_files(lab)
    found = [Program(Kind.REFERENCE, "reference", reference), Program(Kind.STUB, "stub", _stub(lab))]
    return [*found, *_variants(lab, reference), *_misconceptions(lab, reference), *_mutants(lab, reference)]


def _stub(lab: Lab) -> dict[str, bytes]:
    names = [name for name in lab.toml.lab.files if (lab.assignment_dir / name).is_file()]
    if not names:
        raise CourseError(f"{lab.assignment_dir}: no stub to try. Run: python -m grader release {lab.id}")
    return {name: (lab.assignment_dir / name).read_bytes() for name in names}


def _variants(lab: Lab, reference: Mapping[str, bytes]) -> Iterator[Program]:
    """Right programs: those written by people, and rewrites of each and of the reference."""
    people = sorted(path for path in (lab.solution_dir / VARIANTS).glob("*") if path.is_dir())
    yield from _rewrites(lab, "reference", reference, whole=False)
    for folder in people:
        given = {name: reference[name] for name in lab.toml.lab.given if name in reference}
        files = {**given, **{path.name: path.read_bytes() for path in sorted(folder.glob("*.py"))}}
        yield Program(Kind.VARIANT, folder.name, files)
        yield from _rewrites(lab, folder.name, files, whole=True)


def _rewrites(lab: Lab, name: str, files: Mapping[str, bytes], *, whole: bool) -> Iterator[Program]:
    """Each rewrite of a program's modules, or with `whole` only all of them at once."""
    changed: dict[str, dict[str, bytes]] = {}
    for file in (f"{module}.py" for module in lab.modules):
        for rewrite, source in rewritten(files[file].decode()) if file in files else ():
            changed.setdefault(rewrite, {})[file] = source.encode()
    for rewrite, sources in changed.items():
        if not whole or rewrite == "everything at once":
            yield Program(Kind.VARIANT, f"{name}: {rewrite}", {**files, **sources})


def _misconceptions(lab: Lab, reference: Mapping[str, bytes]) -> Iterator[Program]:
    tests = tested_by(lab)
    for one in misconceptions(lab):
        names = [name for node in parse(one.code).body for name in defined(node)]
        only = touched_tasks(lab, reference, names, tests)
        files = with_code(reference, lab.task(one.task).file, one.code)
        yield Program(Kind.MISCONCEPTION, one.id, files, (one.task,), only)


def _mutants(lab: Lab, reference: Mapping[str, bytes]) -> Iterator[Program]:
    listed = _equivalents(lab)
    seen = set()
    for file in (f"{module}.py" for module in lab.modules):
        stub = lab.assignment_dir / file
        given = stub.read_text(encoding="utf-8") if stub.is_file() else ""
        for mutant in mutants(file, reference[file].decode(), given):
            seen.add(mutant.id)
            only = touched_tasks(lab, reference, [mutant.name])
            files = {**reference, file: mutant.source.encode()}
            yield Program(Kind.MUTANT, mutant.id, files, only, only, listed.get(mutant.id, ""))
    stale = sorted(listed.keys() - seen)
    if stale:
        raise CourseError(f"{lab.solution_dir / EQUIVALENT}: there is no mutant {stale[0]!r}. Take it out.")


def _equivalents(lab: Lab) -> dict[str, str]:
    """Mutants that nobody can tell from the reference, with the reason, as a person listed them."""
    path = lab.solution_dir / EQUIVALENT
    if not path.is_file():
        return {}
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = msgspec.convert(data.get("equivalent", []), list[_Equivalent])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CourseError(f"{path}: {error}") from error
    return {entry.mutant: entry.reason for entry in entries}
