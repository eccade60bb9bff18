"""Days named by their date: "March 14, 2020", "14/03/2020", "May 4-10"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from detente import dates
from detente.errors import UsageError
from detente.reading import times_calendar as cal
from detente.reading.times_setting import (
    Value,
    anchor,
    direction,
    is_day,
    month_of,
    unknown,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.reading.times_setting import Parts, Setting

__all__ = ["day", "day_range", "in_month", "iso", "slashed", "week_with"]

_NEAR: Final = 3
_NARRATED: Final = 6
"""A month without a year continues a named month at most so many months before it: in a text with
a publication date, which says better what is meant, and in one without."""
_FAR_AHEAD: Final = dt.timedelta(days=240)
_AHEAD: Final = dt.timedelta(days=60)
"""A day without a year may lie so far ahead of publication: after a verb that speaks of the
future, and otherwise."""


def iso(parts: Parts, _at: Setting) -> Value | None:
    """Read "2020-03-14"; None if there is no such day."""
    year, month, day = int(parts["year"]), int(parts["mm"]), int(parts["dd"])
    if not is_day(year, month, day):
        return None
    return Value(dates.day(dt.date(year, month, day)), named=(year, month))


def slashed(parts: Parts, at: Setting) -> Value | None:
    """Read "14/03/2020", "14.03.2020"; without a value where day and month cannot be told apart,
    here or by other dates of the text.
    """
    first, second, year = int(parts["a"]), int(parts["b"]), year_of(parts["year"])
    if parts["sep"] == "." and len(parts["year"]) == 2:  # noqa: PLR2004 — 1.2.34 numbers a part
        return None
    orders = {(year, m, d) for m, d in ((first, second), (second, first)) if is_day(year, m, d)}
    if parts["sep"] == ".":
        orders &= {(year, second, first)}
    if not orders:
        return None
    if len(orders) > 1 and at.month_first is not None:
        month, day = (first, second) if at.month_first else (second, first)
        orders &= {(year, month, day)}
    if len(orders) > 1:
        return unknown(f"day and month cannot be told apart in '{at.phrase}'")
    return Value(dates.day(dt.date(*orders.pop())), named=(year, None))


def _named_year(at: Setting, month: int) -> int | None:
    """The year that a month without one takes from a year named shortly before it, if any."""
    named = at.named
    if named is None or named.sentences_ago > 1:
        return None
    if named.month is None:
        year = None if named.sentences_ago or at.published else named.year
    else:
        near = (month - named.month) % 12 <= (_NEAR if at.published else _NARRATED)
        year = named.year + (month < named.month) if near else None
    if year and at.published and dt.date(year, month, 1) > at.published[1]:
        return None
    return year


def in_month(at: Setting, month: int, meaning: Callable[[int], str]) -> Value:
    """The value of a month without a year, `meaning` giving it for the year that is found."""
    year = _named_year(at, month)
    if year is not None:
        return Value(meaning(year), anchored=True, named=(year, month))
    return anchor(at, lambda day: meaning(cal.latest(day, month, future=at.future)))


def _nearest_day(at: Setting, month: int, day: int) -> Value | None:
    if not is_day(2000, month, day):
        return None
    year = _named_year(at, month)
    reach = _FAR_AHEAD if at.future else _AHEAD
    if at.yearly or at.phrase.lower().startswith("since "):
        reach = dt.timedelta(0)  # what goes on since that day has begun
    if year is not None and is_day(year, month, day):
        found = dates.day(dt.date(year, month, day))
        return Value(found, anchored=True, named=(year, month))

    def meaning(published: dt.date) -> str:
        years = range(published.year + 1, published.year - 9, -1)
        options = [dt.date(y, month, day) for y in years if is_day(y, month, day)]
        return dates.day(next(option for option in options if option <= published + reach))

    return anchor(at, meaning)


def day(parts: Parts, at: Setting) -> Value | None:
    """Read "March 14, 2020", "14 March", "March 14 last year"; None if there is no such day."""
    month, day = month_of(parts["month"]), int(re.sub(r"\D", "", parts["day"]))
    if "direction2" in parts:
        step = direction(parts, "direction2") or 0
        return anchor(at, lambda d: f"{d.year + step:04d}-{month:02d}-{day:02d}")
    if "year" not in parts:
        return _nearest_day(at, month, day)
    year = year_of(parts["year"])
    if not is_day(year, month, day):
        return None
    return Value(dates.day(dt.date(year, month, day)), named=(year, month))


def day_range(parts: Parts, at: Setting) -> Value | None:
    """Read "May 4-10", "3 to 7 May 2020"; None if it ends before it begins."""
    month = month_of(parts["month"])
    month2 = month_of(parts["month2"]) if "month2" in parts else month
    day, day2 = int(re.sub(r"\D", "", parts["day"])), int(re.sub(r"\D", "", parts["day2"]))
    year_text = parts.get("year2") or parts.get("year")

    def meaning(year2: int) -> str:
        year = year2 - (month > month2)
        try:
            return dates.check(
                f"{year:04d}-{month:02d}-{day:02d}/{year2:04d}-{month2:02d}-{day2:02d}"
            )
        except UsageError:
            return ""

    if year_text:
        found: Value | None = Value(meaning(year_of(year_text)), named=(year_of(year_text), month2))
    else:
        end = _nearest_day(at, month2, day2)
        if end is None or end.edtf is None:
            return end
        found = Value(meaning(int(end.edtf[:4])), anchored=True)
    return found if found and found.edtf else None


def week_with(parts: Parts, at: Setting) -> Value | None:
    """Read "The week of March 6": the whole week that holds the day."""
    found = day(parts, at)
    if found is None or found.edtf is None:
        return found
    first = dates.bounds(found.edtf)[0]
    return Value(cal.period(first, "week", 0), found.anchored, named=found.named)
