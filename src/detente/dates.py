"""Dates in the Extended Date/Time Format (EDTF, ISO 8601-2): checked, and as days of the calendar.

The subset kept here is what records hold and users type: level 0 and 1 for the years 0001 to 9999,
and of level 2 the quarters and the marks of doubt on single parts:

    2020    2020-03    2020-03-14    2020-03-14T12:00:00Z
    2020-22 (seasons 21-24)    2020-33 (quarters 33-36)
    199X    20XX    2020-XX    2020-03-XX    2020-XX-XX
    2016~ (about)    2016? (uncertain)    2016% (both)
    2020-03-01/2020-03-10    2020-03/..    ../2020-03    2020-03/    /2020-03
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final, Literal

from detente.errors import UsageError

__all__ = [
    "Precision",
    "bounds",
    "check",
    "day",
    "interval",
    "month",
    "overlap",
    "precision",
    "shortest",
    "year",
]

Precision = Literal["day", "month", "season", "year", "decade", "century", "interval"]

_DATE: Final = re.compile(
    r"""(?P<wild>\d{3}X|\d{2}XX) [?~%]?
    | [?~%]? (?P<year>\d{4}) [?~%]?
      (?: -XX (?:-XX)? [?~%]?
        | - [?~%]? (?P<month>\d{2}) [?~%]?
          (?: -XX [?~%]?
            | - [?~%]? (?P<day>\d{2}) [?~%]?
              (?: T ([01]\d|2[0-3]) : [0-5]\d : [0-5]\d (?: Z | [+-]\d{2} (?: :\d{2} )? )? )?
          )?
      )?""",
    re.VERBOSE | re.ASCII,
)
_SEASONS: Final = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)}
"""First month and number of months of a season, as north of the equator; winter runs into the
next year."""
_QUARTERS: Final = {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}
_MONTHS: Final = {number: (number, 1) for number in range(1, 13)} | _SEASONS | _QUARTERS
_DECEMBER: Final = 12
_OPEN: Final = ("", "..")


def check(value: str) -> str:
    """The value itself, without white space around it. Raises UsageError D301 if it is not EDTF.

    >>> check(" 2020-03 ")
    '2020-03'
    """
    stripped = value.strip()
    bounds(stripped)
    return stripped


def bounds(edtf: str) -> tuple[dt.date, dt.date]:
    """The earliest and the latest day a date may mean, both included.

    An open or unknown end is `date.min` or `date.max`. Marks of doubt widen nothing: "2016~" has
    the bounds of 2016. Raises UsageError D301 if the value is not in the subset named above, no
    day of the calendar, or an interval that ends before it begins.

    >>> bounds("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _simple(edtf, edtf)
    if first in _OPEN and last in _OPEN:
        raise _refusal(edtf, "both ends are open")
    earliest = dt.date.min if first in _OPEN else _simple(first, edtf)[0]
    latest = dt.date.max if last in _OPEN else _simple(last, edtf)[1]
    if earliest > latest:
        raise _refusal(edtf, "it ends before it begins")
    return earliest, latest


def precision(edtf: str) -> Precision:
    """How fine a date is. A quarter counts as a season. Raises UsageError D301 as `bounds` does.

    >>> precision("2020-03"), precision("199X"), precision("2020/2021")
    ('month', 'decade', 'interval')
    """
    bounds(edtf)
    match = _DATE.fullmatch(edtf)
    if match is None:
        return "interval"
    if match["wild"]:
        return "century" if match["wild"].endswith("XX") else "decade"
    if match["day"]:
        return "day"
    if match["month"]:
        return "month" if int(match["month"]) <= _DECEMBER else "season"
    return "year"


def overlap(first: str, second: str) -> bool:
    """Whether two dates may mean the same day. Raises UsageError D301 as `bounds` does."""
    (a_low, a_high), (b_low, b_high) = bounds(first), bounds(second)
    return a_low <= b_high and b_low <= a_high


def year(number: int) -> str:
    """A year, 1 to 9999, as EDTF."""
    return f"{number:04d}"


def month(in_year: int, number: int) -> str:
    """A month, a season (21-24) or a quarter (33-36) of a year as EDTF."""
    return f"{in_year:04d}-{number:02d}"


def day(date: dt.date) -> str:
    """A day as EDTF."""
    return date.isoformat()


def interval(first: str | None, last: str | None) -> str:
    """Two dates as one interval; None is an open end."""
    return f"{first or '..'}/{last or '..'}"


def shortest(first: dt.date, last: dt.date) -> str:
    """The days from first to last, both included, in the shortest form that says exactly that.

    >>> shortest(dt.date(2020, 3, 1), dt.date(2020, 3, 31))
    '2020-03'
    """
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return (
            year(first.year)
            if first.year == last.year
            else interval(year(first.year), year(last.year))
        )
    if first.day == 1 and last.day == _month_length(last.year, last.month):
        start, end = month(first.year, first.month), month(last.year, last.month)
        return start if start == end else interval(start, end)
    return interval(day(first), day(last))


def _simple(value: str, whole: str) -> tuple[dt.date, dt.date]:
    """Bounds of a date that is no interval; `whole` is what a refusal names."""
    match = _DATE.fullmatch(value)
    if match is None:
        raise _refusal(whole)
    try:
        return _wild(match["wild"]) if match["wild"] else _span(match)
    except ValueError as error:
        raise _refusal(whole, str(error)) from None


def _wild(pattern: str) -> tuple[dt.date, dt.date]:
    """First and last day of a decade or century such as "199X"."""
    low, high = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
    return dt.date(max(low, dt.MINYEAR), 1, 1), dt.date(high, 12, 31)


def _span(match: re.Match[str]) -> tuple[dt.date, dt.date]:
    """First and last day of a matched date with a year. Raises ValueError if there is none."""
    in_year = int(match["year"])
    first, count = _months(int(match["month"])) if match["month"] else (1, 12)
    if not match["day"]:
        over, last = divmod(first + count - 2, 12)
        last_year = in_year + over
        return (
            dt.date(in_year, first, 1),
            dt.date(last_year, last + 1, _month_length(last_year, last + 1)),
        )
    if count != 1:
        raise ValueError("a season has no days")
    exact = dt.date(in_year, first, int(match["day"]))
    return exact, exact


def _months(number: int) -> tuple[int, int]:
    if number not in _MONTHS:
        raise ValueError(f"no month or season {number:02d}")
    return _MONTHS[number]


def _month_length(in_year: int, number: int) -> int:
    return calendar.monthrange(in_year, number)[1]


def _refusal(value: str, detail: str = "") -> UsageError:
    return UsageError("D301", value or "an empty value", detail=detail)
