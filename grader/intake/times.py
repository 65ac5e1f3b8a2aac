"""Times as platforms write them. Never file times, never "now"."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,](?P<fraction>\d+))?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d|[A-Za-z]+(?:/[A-Za-z_+\-0-9/]+)?)?"
)
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?")
_AFTERNOON, _MORNING = re.compile(r"\bp\.?m\b|오후", re.IGNORECASE), re.compile(r"\ba\.?m\b|오전", re.IGNORECASE)
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
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


def parse_spoken(text: str) -> datetime | None:
    """A time without a zone as Moodle writes it in English or Korean; None where it is none or open to doubt.

    "Friday, 13 March 2026, 11:59 PM", "2026년 3월 13일(금) 오후 11:59", "2026/03/13 23:59".
    """
    clock, year = _CLOCK.search(text), re.search(r"(?<!\d)\d{4}(?!\d)", text)
    if clock is None or year is None:
        return None
    rest = text.replace(clock[0], " ").replace(year[0], " ")
    named = re.search(r"(\d{1,2})\s*월", rest) or re.search(rf"\b({'|'.join(_MONTHS)})[a-z]*", rest, re.IGNORECASE)
    rest = rest.replace(named[0], " ") if named else rest
    month = _MONTHS.get(named[1].casefold()) or int(named[1]) if named else None
    numbers = [int(number) for number in re.findall(r"\d+", rest)]
    if month is None and len(numbers) == 2 and text.strip().startswith(year[0]):
        month, *numbers = numbers
    hour = int(clock["hour"])
    if _AFTERNOON.search(text) or _MORNING.search(text):
        hour = hour % 12 + (12 if _AFTERNOON.search(text) else 0)
    if month is None or len(numbers) != 1:
        return None
    try:
        return datetime(int(year[0]), month, numbers[0], hour, int(clock["minute"]), int(clock["second"] or 0))
    except ValueError:
        return None


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
