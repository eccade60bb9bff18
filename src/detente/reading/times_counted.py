"""Times counted from publication or from another date: "last week", "two days later"."""

from __future__ import annotations

import datetime as dt
import re

from detente import dates
from detente.reading import times_calendar as cal
from detente.reading.times_grammar import value
from detente.reading.times_setting import (
    Parts,
    Setting,
    Value,
    anchor,
    count_of,
    direction,
    from_last,
    parted,
    unit_of,
    unknown,
)

__all__ = [
    "ago",
    "ago_clock",
    "ago_half",
    "ahead",
    "apart",
    "back",
    "back_clock",
    "beside",
    "deictic",
    "from_now",
    "period",
    "same",
    "weekday",
    "weekday_range",
    "weekend",
    "within",
]


def period(parts: Parts, at: Setting) -> Value:
    """Read "Last week", "earlier this month", "the beginning of the year", "year-end"."""
    if "period" not in parts:
        return anchor(at, lambda day: dates.month(day.year, 12))
    unit = value("period", parts["period"])
    step = direction(parts) or 0

    def meaning(day: dt.date) -> str:
        whole = cal.period(day, unit, step)
        sign = parts.get("sign", "")
        if step == 0 and sign in ("earlier", "later"):
            return _side(day, unit, earlier=sign == "earlier")
        return parted(parts, unit, whole) if unit != "weekend" else whole

    return anchor(at, meaning)


def _side(day: dt.date, unit: str, *, earlier: bool) -> str:
    """From the first day of a unit to a day in it, or from that day on; in months for a year."""
    first, last = cal.span_of(day, unit)
    fine = (
        "day" if unit in ("week", "month") else "month" if unit in ("quarter", "year") else "year"
    )
    low, high = (first, day) if earlier else (day, last)
    return dates.shortest(cal.span_of(low, fine)[0], cal.span_of(high, fine)[1])


def weekend(_parts: Parts, at: Setting) -> Value:
    """Read "Over the weekend": the one that runs or was last, or comes next after a future verb."""

    def meaning(day: dt.date) -> str:
        begun = day.weekday() >= 5  # noqa: PLR2004 — Saturday
        return cal.period(day, "weekend", 0 if begun or at.future else -1)

    return anchor(at, meaning)


def weekday(parts: Parts, at: Setting) -> Value | None:
    """Read "Wednesday", "last Friday", "Monday of last week"; None for an abbreviation in doubt."""
    name = parts["weekday"]
    if name.rstrip(".") in ("sun", "sat", "wed", "fri", "mon") and not name.endswith("."):
        return None
    number = int(value("weekday", name))
    step = direction(parts)
    future = at.future and not re.match(r"[’']s\b", at.after)
    if re.search(r"week$", at.phrase, re.IGNORECASE) and "direction2" in parts:
        weeks = direction(parts, "direction2") or 0
        return anchor(
            at,
            lambda day: dates.day(
                cal.weekday(day, number, 0, future=False) + dt.timedelta(weeks=weeks)
            ),
        )
    return anchor(at, lambda day: dates.day(cal.weekday(day, number, step, future=future)))


def weekday_range(parts: Parts, at: Setting) -> Value:
    """Read "Monday to Friday": the days that end with the second as it would stand alone."""
    first, second = (int(value("weekday", parts[key])) for key in ("weekday", "weekday2"))
    step = direction(parts)

    def meaning(day: dt.date) -> str:
        end = cal.weekday(day, second, step, future=at.future)
        return dates.shortest(end - dt.timedelta(days=(second - first) % 7), end)

    return anchor(at, meaning)


def deictic(parts: Parts, at: Setting) -> Value:
    """Read "Today", "yesterday", "tonight", "last night", "overnight"."""
    word = parts["word"]
    if at.published and at.published[0] != at.published[1] and word in ("today", "tonight"):
        return Value(dates.shortest(*at.published), anchored=True)
    if word == "overnight":
        return anchor(at, lambda day: dates.shortest(day - dt.timedelta(days=1), day))
    steps = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    step = -1 if word.startswith("last") else steps.get(word, 0)
    return anchor(at, lambda day: dates.day(day + dt.timedelta(days=step)))


def ago(parts: Parts, at: Setting) -> Value:
    """Read "Two weeks ago", as coarse as the unit; "a year ago today" is a day."""
    count = count_of(parts) if "count" in parts else 1
    unit = unit_of(parts["unit"]) if "unit" in parts else "year"
    if count is None:
        return unknown(f"'{at.phrase}' names no date")
    if at.phrase.lower().endswith("today"):
        return anchor(at, lambda day: dates.day(cal.shift(day, unit, -count)))
    return anchor(at, lambda day: _reached(day, unit, -count))


def _reached(day: dt.date, unit: str, count: int) -> str:
    return cal.around(cal.shift(day, unit, count), unit)


def ago_clock(_parts: Parts, at: Setting) -> Value:
    """Read "Three hours ago": the day of publication."""
    return anchor(at, dates.day)


def ago_half(parts: Parts, at: Setting) -> Value:
    """Read "three and a half years ago"."""
    count = count_of(parts)
    if count is None:
        return unknown(f"'{at.phrase}' names no date")
    return anchor(at, lambda day: _reached(day, "month", -12 * count - 6))


def back_clock(parts: Parts, at: Setting) -> Value:
    """Read "the past 24 hours": the days they touch."""
    count = count_of(parts)
    if count is None:
        return unknown(f"'{at.phrase}' names no date")
    days = -(-count // 24) if parts["clock_unit"].startswith("hour") else 0
    return anchor(at, lambda day: dates.shortest(cal.shift(day, "day", -days), day))


def apart(parts: Parts, at: Setting) -> Value:
    """Read "Two days later", "a month earlier", from the last date, or from publication."""
    count = count_of(parts) if "count" in parts else 1
    unit = unit_of(parts["unit"]) if "unit" in parts else "year"
    if count is None:
        return unknown(f"'{at.phrase}' names no date")
    back = parts["way"] in ("earlier", "before", "previously")
    steps = -count if back else count

    def meaning(day: dt.date) -> str:
        if unit in ("day", "week"):
            return dates.day(cal.shift(day, unit, steps))
        return _reached(day, unit, steps)

    if at.last is None and back:
        return anchor(at, meaning)
    return from_last(at, meaning, unit)


def from_now(parts: Parts, at: Setting) -> Value:
    """Read "Two weeks from now"."""
    mark = "2" if "count2" in parts else ""
    count, unit = count_of(parts, "count" + mark), unit_of(parts["unit" + mark])
    if count is None:
        return unknown(f"'{at.phrase}' names no date")
    return anchor(at, lambda day: _reached(day, unit, count))


def within(parts: Parts, at: Setting) -> Value:
    """Read "In two weeks": a date to come after a future verb, else a duration."""
    return from_now(parts, at) if at.future else Value(None, type="duration")


def back(parts: Parts, at: Setting) -> Value | None:
    """Read "The past three days", "the last year": the stretch that ends on publication."""
    plural = parts["unit"].endswith(("s", "ies"))
    count = count_of(parts) if "count" in parts else (None if plural else 1)
    if count is None:
        return unknown(f"'{at.phrase}' names no date")
    unit = unit_of(parts["unit"])
    return anchor(at, lambda day: cal.stretch(cal.shift(day, unit, -count), day, unit))


def ahead(parts: Parts, at: Setting) -> Value:
    """Read "The next three days": the stretch that begins on publication."""
    count, unit = count_of(parts), unit_of(parts["unit"])
    if count is None:
        return unknown(f"'{at.phrase}' names no date")

    def meaning(day: dt.date) -> str:
        return cal.stretch(day, cal.shift(day, unit, count), unit)

    if parts["ahead"] == "following" and at.last is not None:
        return from_last(at, meaning, "day")
    return anchor(at, meaning)


def same(parts: Parts, at: Setting) -> Value:
    """Read "That day", "later that year": the day, week, month or year of the last date; "the same
    evening" is of its day.
    """
    unit = parts.get("unit") or parts["unit2"]
    unit = unit if unit in ("week", "month", "year") else "day"
    return from_last(at, lambda day: cal.period(day, unit, 0), unit)


def beside(parts: Parts, at: Setting) -> Value:
    """Read "The next day", "the previous month": the one beside that of the last date."""
    forward = parts["way"] in ("next", "following", "subsequent", "after")
    unit = parts["unit"]
    unit = unit if unit in ("week", "month", "year") else "day"

    def meaning(day: dt.date) -> str:
        return cal.period(day, unit, 1 if forward else -1)

    if at.last is None and not forward:
        return anchor(at, meaning)
    return from_last(at, meaning, unit)
