"""lab.public.toml: what a student's machine needs of lab.toml, and nothing else.

Written from the parsed values, not from the text, so that a comment in lab.toml cannot travel along.
"""

import json
from typing import Any

import msgspec

from grader.catalog import LabToml


def public_toml(toml: LabToml) -> str:
    """The text of lab.public.toml. Rubrics, voided tests and the reference's spread stay at home."""
    tasks = tuple(msgspec.structs.replace(task, rubric=()) for task in toml.task)
    accuracy = msgspec.structs.replace(toml.accuracy, spread={}) if toml.accuracy else None
    lines = ["# Made by `python -m grader release` from the course's lab.toml.", ""]
    lines += _table("[lab]", toml.lab)
    for task in tasks:
        lines += _table("[[task]]", task)
    lines += _table("[limits]", toml.limits)
    if accuracy is not None:
        lines += _table("[accuracy]", accuracy)
    lines += _table("[late]", toml.late)
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(header: str, value: msgspec.Struct) -> list[str]:
    """One table with the keys that differ from their defaults; nothing where none does."""
    fields = msgspec.structs.fields(value)
    pairs = [(f.encode_name, getattr(value, f.name)) for f in fields if not _is_default(f, getattr(value, f.name))]
    return [header, *(f"{key} = {_toml(msgspec.to_builtins(item))}" for key, item in pairs), ""] if pairs else []


def _is_default(field: msgspec.structs.FieldInfo, value: Any) -> bool:
    if field.default_factory is not msgspec.NODEFAULT:
        return bool(value == field.default_factory())
    return field.default is not msgspec.NODEFAULT and bool(value == field.default)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    # JSON's strings, numbers and booleans are also TOML's, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else json.dumps(name)
