"""Our dates in the notation of TIMEX3 (TimeML 1.2.1), which tells times in units, not in days.

A record tells which days an expression means (EDTF); TIMEX3 tells which unit of the calendar it
names. The rules of `RULES` go from one to the other with the help of the expression's own words.
Counts of durations and sets and hours of the clock, which records leave in the words, are read
from them here.

Where our value is wider than the notation allows there is no right answer to give: two days or
months named together ("24 and 25 April") are one interval in a record and two expressions in
TIMEX3, and an interval that is no unit has no value there. It is left as it is, and counts as
wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from detente import dates
from detente.reading import numerals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from detente.reading.times import TimeType


class Timex(NamedTuple):
    """A type and a value of TIMEX3."""

    type: str
    value: str


class Rule(NamedTuple):
    """One way from our value to TIMEX3; `convert` gives None where it does not apply."""

    convert: Callable[[str, str], str | None]
    reason: str


_UNITS: Final = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "centurie": "C",
}  # fmt: skip
_EVERY: Final = {
    "hourly": "TH", "daily": "D", "nightly": "D", "weekly": "W", "monthly": "M", "quarterly": "Q",
    "annual": "Y", "annually": "Y", "yearly": "Y",
}  # fmt: skip
_SEASONS: Final = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_SEASON_OF: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_QUARTERS: Final = {"33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4"}
_PARTS: Final = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "tonight": "TNI",
    "overnight": "TNI", "noon": "T12:00", "midday": "T12:00", "midnight": "T24:00",
}  # fmt: skip
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\b"
_UNIT: Final = rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?P<plural>s?)\b"
_COUNTED: Final = re.compile(
    r"\b(?:past|last|next|coming|previous|first|final)\s"
    rf"(?P<count>several|few|couple\sof|(?:{numerals.pattern()}))[\s-]{_UNIT}"
)
_EDGE: Final = re.compile(r"\b(?:earl(?:y|ier)|later?|mid|middle|beginning|start|end|close)\b")
_PAST: Final = re.compile(r"\b(?:recent(?:ly)?|past|previous(?:ly)?|former(?:ly)?|ago|earlier)\b")
_FUTURE: Final = re.compile(r"\b(?:future|coming|next|soon|later|ahead|upcoming)\b")
_PRESENT: Final = re.compile(r"\b(?:now|current(?:ly)?|present(?:ly)?|nowadays)\b")
_CLOCK: Final = re.compile(r"\b(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\b")
_CLOCK_24: Final = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_NOON: Final = 12
_WEEK, _WEEKEND = 6, 1
_SATURDAY: Final = 5


def timex(kind: TimeType, edtf: str | None, words: str) -> Timex:
    """The type and value of TIMEX3 for an expression.

    Args:
        kind: Our type of it.
        edtf: Our value, None for durations, sets and what could not be resolved.
        words: The expression itself.

    >>> timex("date", "2020-05-04/2020-05-10", "last week")
    Timex(type='DATE', value='2020-W19')
    >>> timex("duration", None, "nearly six months")
    Timex(type='DURATION', value='P6M')
    """
    lowered = " ".join(words.lower().replace("-", " ").split())
    counted = _COUNTED.search(lowered)
    if kind == "date" and counted:
        return Timex("DURATION", _period(counted["count"], counted["unit"]))
    if kind == "duration":
        return Timex("DURATION", _duration(lowered))
    if kind == "set":
        return Timex("SET", _set(lowered))
    if kind == "time":
        return Timex("TIME", _day(edtf) + _clock(lowered))
    return Timex("DATE", date_value(edtf, lowered) if edtf else _reference(lowered))


def date_value(edtf: str, words: str) -> str:
    """The value of TIMEX3 for a date of ours: the first of `RULES` that applies.

    Args:
        edtf: The date.
        words: The expression in lower case, blanks for hyphens.
    """
    found = (rule.convert(edtf, words) for rule in RULES)
    return next((value for value in found if value), edtf)


def _week(edtf: str, words: str) -> str | None:
    first, last = dates.bounds(edtf)
    whole = first.weekday() == 0 and (last - first).days == _WEEK
    part = "week" in words.split() and first.isocalendar()[:2] == last.isocalendar()[:2]
    return _iso_week(first) if whole or part else None


def _weekend(edtf: str, _words: str) -> str | None:
    first, last = dates.bounds(edtf)
    if first.weekday() == _SATURDAY and (last - first).days == _WEEKEND:
        return f"{_iso_week(first)}-WE"
    return None


def _edge(edtf: str, words: str) -> str | None:
    if not _EDGE.search(words) or edtf.startswith(".."):
        return None
    year = edtf[:4]
    season = next((_SEASON_OF[w] for w in words.split() if w in _SEASON_OF), None)
    if season:
        return f"{year}-{season}"
    if re.search(_MONTH, words) or "month" in words:
        return edtf[:7]
    if re.search(r"\d0s\b|decade", words):
        return f"{year[:3]}X"
    return year if re.search(r"\byear\b|\b\d{4}\b", words) else None


def _quarter(edtf: str, _words: str) -> str | None:
    year, _, part = edtf.rstrip("~?%").partition("-")
    code = _QUARTERS.get(part) or _SEASONS.get(part)
    return f"{year}-{code}" if code else None


def _century(edtf: str, _words: str) -> str | None:
    return edtf[:2] if re.fullmatch(r"\d\dXX[~?%]?", edtf) else None


def _open(edtf: str, words: str) -> str | None:
    first, slash, last = edtf.partition("/")
    if not slash or (first not in ("", "..") and last not in ("", "..")):
        return None
    return date_value(last if first in ("", "..") else first, words)


def _plain(edtf: str, _words: str) -> str | None:
    return re.sub(r"[~?%]", "", edtf)


RULES: Final = (
    Rule(_open, "an open end has no notation: 'since 1990' is the date 1990, and a signal"),
    Rule(_weekend, "Saturday and Sunday are the weekend of their ISO week"),
    Rule(_week, "Monday to Sunday is an ISO week; so is a part of it that names the week"),
    Rule(_edge, "TIMEX3 gives a part of a unit that unit's value, and the part as a modifier"),
    Rule(_quarter, "quarters and seasons have letters"),
    Rule(_century, "a century is the digits its years share"),
    Rule(_plain, "about and perhaps are modifiers, not values"),
)
"""Tried in this order; the first that gives a value decides."""


def _iso_week(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _day(edtf: str | None) -> str:
    """The day a clock time falls on: the first of a night that touches two."""
    return re.split("[/T]", edtf)[0] if edtf else "XXXX-XX-XX"


def _clock(words: str) -> str:
    """What a time of day adds to its date; nothing where no word tells it."""
    if match := _CLOCK.search(words):
        hour = int(match[1]) % _NOON + (_NOON if match[3] == "p" else 0)
        return f"T{hour:02d}:{match[2] or '00'}"
    if match := _CLOCK_24.search(words):
        return f"T{int(match[1]):02d}:{match[2]}"
    return next((_PARTS[word] for word in words.split() if word in _PARTS), "")


def _reference(words: str) -> str:
    """The value of a date that names none: before, after or at the time of speaking."""
    tried = ((_PAST, "PAST_REF"), (_FUTURE, "FUTURE_REF"), (_PRESENT, "PRESENT_REF"))
    return next((value for pattern, value in tried if pattern.search(words)), "XXXX-XX-XX")


def _duration(words: str) -> str:
    unit = re.search(rf"\b{_UNIT}", words)
    if unit is None:
        return "PXX"
    before = words[: unit.start()]
    numbers = [m.group() for m in re.finditer(rf"\b{numerals.pattern()}", before)]
    if re.search(r"\b(?:several|few|some|many|recent)\b", before):
        return _period("several", unit["unit"])
    if "couple" in before:
        return _period("couple of", unit["unit"])
    return _period(numbers[0] if numbers else "" if unit["plural"] else "one", unit["unit"])


def _period(count: str, unit: str) -> str:
    """A length in ISO 8601; X where it is not told how many."""
    code = _UNITS[unit]
    number = 2 if count.startswith("couple") else numerals.value(count) if count else None
    amount = "X" if number is None else str(number)
    return f"PT{amount}{code[1:]}" if code.startswith("T") else f"P{amount}{code}"


def _set(words: str) -> str:
    for number, name in enumerate(_WEEKDAYS, 1):
        if name in words:
            return f"XXXX-WXX-{number}"
    for word in words.split():
        if word in _EVERY:
            code = _EVERY[word]
            return f"PT1{code[1:]}" if code.startswith("T") else f"P1{code}"
    month = re.search(_MONTH, words)
    return f"XXXX-{_MONTHS.index(month['month']) + 1:02d}" if month else _duration(words)
