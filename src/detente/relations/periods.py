"""Periods of the calendar that a series is counted by: days, ISO weeks, months, quarters, years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

By = Literal["day", "week", "month", "quarter", "year"]
"""How long the periods of a series are; a week is one of ISO 8601, from Monday."""

_MONTHS: Final[dict[By, int]] = {"month": 1, "quarter": 3, "year": 12}
_YEAR: Final = 12
_ONE: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included.

    Attributes:
        first: Its first day.
        last: Its last day.
        by: What it is: `month`.
    """

    first: dt.date
    last: dt.date
    by: By

    @property
    def name(self) -> str:
        """As people write it: `2020-03-14`, `2020-W11`, `2020-03`, `2020-Q1`, `2020`."""
        match self.by:
            case "day":
                return self.first.isoformat()
            case "week":
                year, week, _ = self.first.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case "month":
                return f"{self.first:%Y-%m}"
            case "quarter":
                return f"{self.first:%Y}-Q{(self.first.month + 2) // 3}"
            case "year":
                return f"{self.first:%Y}"


def period(day: dt.date, by: By) -> Period:
    """The period that a day lies in.

    >>> period(dt.date(2020, 3, 14), "week").name
    '2020-W11'
    """
    if by == "day":
        return Period(day, day, by)
    if by == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return Period(monday, monday + dt.timedelta(days=6), by)
    count = _MONTHS[by]
    first = day.replace(month=(day.month - 1) // count * count + 1, day=1)
    over, month = divmod(first.month - 1 + count, _YEAR)
    return Period(first, first.replace(year=first.year + over, month=month + 1) - _ONE, by)


def periods(first: dt.date, last: dt.date, by: By) -> Iterator[Period]:
    """Every period from the one of the first day to the one of the last, none left out."""
    day = first
    while day <= last:
        found = period(day, by)
        yield found
        day = found.last + _ONE
