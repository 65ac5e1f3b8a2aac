"""Times as platforms write them. Never file times, never "now"."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,](?P<fraction>\d+))?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d|[A-Za-z]+(?:/[A-Za-z_+\-0-9/]+)?)?"
)
_ABBREVIATIONS = {"UTC": 0, "GMT": 0, "Z": 0, "KST": 9, "JST": 9}  # those that mean one zone only


def parse_time(text: str, zone: str = "") -> datetime | None:
    """A time with its zone, or None where the text holds none that is clear.

    `zone` is what a time without one is in; without it such a time stays naive.
    """
    match = _TIME.search(text)
    if match is None:
        return None
    try:
        moment = datetime.fromisoformat(f"{match['day']} {match['clock']}")
        named = _zone(match["zone"] or zone)
    except ValueError:
        return None
    if named is None and (match["zone"] or zone):
        return None
    micro = int(((match["fraction"] or "") + "000000")[:6])
    return moment.replace(microsecond=micro, tzinfo=named)


def _zone(name: str) -> tzinfo | None:
    """A zone by its offset or name. None where it is none that is known, or empty."""
    if found := re.fullmatch(r"([+-])(\d\d):?(\d\d)", name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-offset if found[1] == "-" else offset)
    if name.upper() in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[name.upper()]))
    if "/" not in name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a name that is no zone, or leads to no file
        return None
