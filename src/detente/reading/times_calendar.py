"""Arithmetic of days, weeks, months, seasons and years, with results in EDTF.

Weeks run from Monday to Sunday (ISO 8601). Seasons are those north of the equator, as in
`detente.dates`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache
from typing import Final

from detente import dates
from detente.reading.tables import rows

__all__ = [
    "around",
    "latest",
    "part_of",
    "period",
    "season_at",
    "shift",
    "span_of",
    "stretch",
    "week_of_month",
    "weekday",
]

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS: Final = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_WINTER: Final = 24
_DECEMBER: Final = 12
_SEASON_BEGINS: Final = {21: 3, 22: 6, 23: 9, _WINTER: 12}


def shift(day: dt.date, unit: str, count: int) -> dt.date:
    """The day `count` units later, or earlier if negative; 31 March less a month is 29 February.

    Raises ValueError beyond the years 1 to 9999.
    """
    if unit in _DAYS:
        try:
            return day + dt.timedelta(days=_DAYS[unit] * count)
        except OverflowError as error:
            raise ValueError(str(error)) from None
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[unit] * count, 12)
    length = calendar.monthrange(year, month + 1)[1] if dt.MINYEAR <= year <= dt.MAXYEAR else 1
    return dt.date(year, month + 1, min(day.day, length))


def span_of(day: dt.date, unit: str) -> tuple[dt.date, dt.date]:
    """First and last day of the unit that holds a day. A fortnight is taken as its week."""
    if unit == "day":
        return day, day
    if unit in _DAYS:
        monday = day - dt.timedelta(days=day.weekday())
        first = monday + dt.timedelta(days=5) if unit == "weekend" else monday
        return first, monday + dt.timedelta(days=6)
    months = _MONTHS[unit]
    if months < _MONTHS["year"]:
        first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    else:
        years = months // 12
        first = dt.date(max(day.year // years * years, dt.MINYEAR), 1, 1)
    return first, dt.date.fromordinal(shift(first, unit, 1).toordinal() - 1)


def period(day: dt.date, unit: str, count: int) -> str:
    """The unit that lies `count` units from the one that holds a day, as EDTF."""
    first, last = span_of(shift(span_of(day, unit)[0], unit, count), unit)
    if unit == "quarter":
        return dates.month(first.year, 33 + (first.month - 1) // 3)
    if unit == "decade":
        return f"{first.year // 10:03d}X"
    if unit == "century":
        return f"{first.year // 100:02d}XX"
    return dates.shortest(first, last)


def part_of(edtf: str, unit: str, part: str) -> str:
    """A part ("early", "mid", "late", "beginning", "end"…) of a date of the given unit, as EDTF.

    What the parts mean stands in `data/times_parts.tsv`.
    """
    low, high = _parts()[part, "quarter" if unit == "season" else unit]
    first, last = dates.bounds(edtf)
    if unit in ("week", "month"):
        return dates.shortest(
            first + dt.timedelta(days=low - 1), min(first + dt.timedelta(days=high - 1), last)
        )
    step = "month" if unit in ("year", "quarter", "season") else "year"
    offset = 1 if step == "month" else 0
    start = shift(first, step, low - offset)
    return dates.shortest(start, span_of(shift(first, step, high - offset), step)[1])


@cache
def _parts() -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (row["part"], row["unit"]): (int(row["first"]), int(row["last"]))
        for row in rows("times_parts")
    }


def around(day: dt.date, unit: str) -> str:
    """A day reached by counting units, as coarse as the unit: a month or year is only about so."""
    if unit in ("decade", "century"):
        unit = "year"
    return period(day, unit, 0) + ("~" if unit in ("month", "year") else "")


def stretch(first: dt.date, last: dt.date, unit: str) -> str:
    """From one day to another, in days, months or years after the unit that was counted in."""
    if unit in _DAYS:
        return dates.shortest(first, last)
    coarse = "month" if unit in ("month", "quarter") else "year"
    return dates.interval(period(first, coarse, 0), period(last, coarse, 0))


def latest(day: dt.date, month: int, *, future: bool, strict: bool = False) -> int:
    """The year of the latest such month that has begun by a day, or of the next to come.

    Months past 12 are seasons. `strict` leaves out the one that is running.
    """
    if month > _DECEMBER:
        season_year, season = season_at(day)
        running = season == month
        this_year = season_year if running else day.year
    else:
        running = day.month == month
        this_year = day.year
    if running:
        return this_year + (1 if future else -1) if strict else this_year
    first = _SEASON_BEGINS.get(month, month)
    if future:
        return this_year + (first < day.month)
    return this_year - (first > day.month)


def season_at(day: dt.date) -> tuple[int, int]:
    """Year and number (21-24) of the season that holds a day; January is of last year's winter."""
    if day.month < 3:  # noqa: PLR2004 — spring begins in March
        return day.year - 1, _WINTER
    return day.year, 20 + day.month // 3


def weekday(day: dt.date, number: int, direction: int | None, *, future: bool) -> dt.date:
    """The Monday (0) … Sunday (6) meant in a text of a certain day.

    "Last" is strictly before it, "next" strictly after, "this" in the same week; with no such word
    it is the day itself or the nearest before (after, if `future`).
    """
    back = (day.weekday() - number) % 7
    if direction == 0:
        return day + dt.timedelta(days=number - day.weekday())
    if direction is None:
        return day + dt.timedelta(days=-back % 7 if future else -back)
    if direction < 0:
        return day - dt.timedelta(days=back or 7)
    return day + dt.timedelta(days=-back % 7 or 7)


def week_of_month(year: int, month: int, ordinal: int) -> str:
    """The first to fourth seven days of a month, or its last seven (-1), as EDTF."""
    first, last = dates.bounds(dates.month(year, month))
    start = last - dt.timedelta(days=6) if ordinal < 0 else first + dt.timedelta(7 * (ordinal - 1))
    return dates.shortest(start, start + dt.timedelta(days=6))
