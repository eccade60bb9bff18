"""Full dates as newsrooms and offices write them, in EDTF.

Only a date with day, month and year counts as full; a missing year is never filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH: Final = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_CENTURIES: Final = r"(?:1[89]|20|21)\d\d"
_YEAR: Final = rf"(?P<year>{_CENTURIES})"
_SOME_YEAR: Final = re.compile(_CENTURIES)
_NUMBER: Final = r"(?P<first>[0-3]?\d)(?P<mark>[/.])(?P<second>[0-3]?\d)(?P=mark)" + _YEAR
_FORMS: Final = tuple(
    re.compile(rf"(?<![\w/]){form}(?![\w/])", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
        _NUMBER,
        rf"{_YEAR}[-/](?P<number>[01]\d)[-/](?P<day>[0-3]\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?",
    )
)
_NO_YEAR: Final = re.compile(rf"\b(?:{_MONTH}\s+{_DAY})\b(?!,?\s+\d{{4}})", re.IGNORECASE)
_NUMERIC: Final = re.compile(rf"(?<![\w/.]){_NUMBER}(?![\w/])")
_MONTHS_IN_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class FullDate:
    """A date found in `text[start:end]`; `doubt` says what was assumed to read it, if anything."""

    edtf: str
    start: int
    end: int
    doubt: str = ""


def find(text: str, *, start: int = 0, end: int | None = None) -> FullDate | None:
    """The first full date in `text[start:end]`.

    In an all-numeric date such as 04/11/2021 the order of day and month is that of another date of
    the whole `text` that can be read in one way only; without one the month is taken to come first,
    as American offices write it, and `doubt` says so.

    >>> find("Posted on Wednesday, 13 May 2020").edtf
    '2020-05-13'
    """
    stop = len(text) if end is None else end
    if not _SOME_YEAR.search(text, start, stop):
        return None
    found = [_read(match, text) for form in _FORMS if (match := form.search(text, start, stop))]
    return min((date for date in found if date), key=lambda date: date.start, default=None)


def find_without_year(text: str, *, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first month and day in `text[start:end]` that no year follows."""
    return _NO_YEAR.search(text, start, len(text) if end is None else end)


def _read(match: re.Match[str], text: str) -> FullDate | None:
    """The date of a match of one of `_FORMS`, or `None` if the calendar has no such day."""
    groups = match.groupdict()
    if "first" in groups:
        return _read_numeric(match, text)
    month = groups.get("number") or _month_number(groups["month"])
    return _dated(match, int(month), int(groups["day"]))


def _read_numeric(match: re.Match[str], text: str) -> FullDate | None:
    first, second = int(match["first"]), int(match["second"])
    if first == second or max(first, second) > _MONTHS_IN_YEAR:
        return _dated(match, min(first, second), max(first, second))
    day_first = match["mark"] == "." or _days_come_first(text)
    if day_first is None:
        doubt = f"the month of {match[0]} was taken to come first: give --date if it does not"
        return _dated(match, first, second, doubt)
    return _dated(match, second, first) if day_first else _dated(match, first, second)


def _days_come_first(text: str) -> bool | None:
    """Whether the text's numeric dates begin with the day; `None` if they do not tell."""
    for match in _NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if first > _MONTHS_IN_YEAR >= second:
            return True
        if second > _MONTHS_IN_YEAR >= first:
            return False
    return None


def _month_number(name: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(name[:3].lower()))


def _dated(match: re.Match[str], month: int, day: int, doubt: str = "") -> FullDate | None:
    try:
        edtf = date(int(match["year"]), month, day).isoformat()
    except ValueError:
        return None
    return FullDate(edtf, match.start(), match.end(), doubt)
