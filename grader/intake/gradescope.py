"""Gradescope's `submission_metadata.yml`: YAML as Ruby writes it, keys with a colon before them.

Stands alone because it holds what students print: only scalars, lists and mappings are built, from a stream
of events, so that no tag constructs anything and no alias multiplies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml

from grader.errors import UsageError
from grader.intake.found import Person
from grader.intake.times import parse_time
from grader.intake.tree import File, nfc

METADATA = "submission_metadata.yml"
_MAX_BYTES = 256 << 20  # the outputs of every submission stand there too
_MAX_DEPTH = 64
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where it is built in: fifty times faster


@dataclass(frozen=True)
class Entry:
    """Who submitted a folder of the export, and when."""

    people: tuple[Person, ...]
    submitted_at: datetime | None


def read_metadata(file: File) -> dict[str, Entry]:
    """Entries by folder name. Raises `UsageError` where the file is not what Gradescope writes."""
    try:
        data = _build(file.read(_MAX_BYTES))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = str(error).splitlines()[0]
        raise UsageError(f"{file.name} cannot be read ({line}). Download the export from Gradescope again.") from error
    if not isinstance(data, Mapping):
        raise UsageError(f"{file.name} names no submissions. Download the export from Gradescope again.")
    return {nfc(str(name)): _entry(value) for name, value in data.items() if isinstance(value, Mapping)}


def _entry(value: Mapping[Any, Any]) -> Entry:
    submitters = value.get(":submitters")
    people = [_person(s) for s in submitters if isinstance(s, Mapping)] if isinstance(submitters, list) else []
    created = value.get(":created_at")
    if isinstance(created, Mapping):  # a Ruby time with zone is an object
        created = created.get("utc") or created.get("time")
    at = parse_time(created, zone="UTC") if isinstance(created, str) else None
    return Entry(tuple(person for person in people if person.id), at)


def _person(value: Mapping[Any, Any]) -> Person:
    name, sid, email = (nfc(_text(value.get(key))) for key in (":name", ":sid", ":email"))
    return Person(sid or email or name, name, email)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) and value not in ("~", "null") else ""


def _build(data: bytes) -> Any:
    """Plain lists, dicts and strings from events. Aliases refer to the one object. Raises `ValueError`."""
    anchors: dict[str, Any] = {}
    root: list[Any] = []
    stack: list[Any] = [root]
    keys: list[Any] = [None]  # the key that waits for its value, per open mapping
    for event in yaml.parse(data, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            value: Any = event.value
        elif isinstance(event, yaml.AliasEvent):
            value = anchors.get(event.anchor or "", "")
        elif isinstance(event, yaml.MappingStartEvent):
            value = {}
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            keys.pop()
            continue
        else:
            continue
        _add(stack[-1], keys, value)
        if not isinstance(event, yaml.AliasEvent) and event.anchor:
            anchors[event.anchor] = value
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(value)
            keys.append(_NO_KEY)
            if len(stack) > _MAX_DEPTH:
                raise ValueError("nested too deeply")
    return root[0] if root else None


_NO_KEY = object()


def _add(container: Any, keys: list[Any], value: Any) -> None:
    """Put a value into the open list, or into the open mapping as its next key or value."""
    if isinstance(container, list):
        container.append(value)
    elif keys[-1] is _NO_KEY:
        keys[-1] = value if isinstance(value, str) else str(type(value))
    else:
        container[keys[-1]] = value
        keys[-1] = _NO_KEY
