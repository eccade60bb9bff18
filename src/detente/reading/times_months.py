"""Months, seasons, quarters, years and longer: "early March", "mid-2019", "the 1990s"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente import dates
from detente.errors import UsageError
from detente.reading import times_calendar as cal
from detente.reading.times_days import in_month
from detente.reading.times_grammar import value, words
from detente.reading.times_setting import (
    Parts,
    Setting,
    Value,
    anchor,
    count_of,
    direction,
    from_last,
    month_of,
    parted,
    unknown,
    year_of,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

__all__ = [
    "century",
    "decade",
    "edge",
    "fiscal",
    "month",
    "month_range",
    "quarter",
    "season",
    "week_of",
    "year",
    "year_range",
]

_YEAR: Final = 12
_HALF: Final = 6
"""A quarter is expected at most so many months ahead; results are reported of the one before."""


def _is_month(at: Setting, word: str) -> bool:
    """Whether a name that stands alone means the month: not "March on", not "April Smith"."""
    if word.rstrip(".") not in words("doubtful_month"):
        return True
    cue = re.search(r"(\w+)[\s-]*$", at.before)
    if cue and cue[1].lower() in words("month_cue"):
        return not re.match(r"\s[A-Z][a-z]", at.after) or cue[1].lower() in (
            "in",
            "since",
            "during",
        )
    if re.match(r"[’']s\b", at.after):
        return True
    noun = re.match(r"\s([a-z]+)\b", at.after)
    return bool(
        cue and cue[1].lower() in ("the", "a", "its", "their") and noun
        and noun[1] not in ("on", "to", "of", "for", "from", "was", "is", "in", "by", "and")
    )  # fmt: skip


def month(parts: Parts, at: Setting) -> Value | None:
    """Read "March 2020", "early March", "last April", "in March"; None for "may" and "march"."""
    number = month_of(parts["month"])

    def meaning(in_year: int) -> str:
        return parted(parts, "month", dates.month(in_year, number))

    if "year" in parts:
        in_year = year_of(parts["year"])
        return Value(meaning(in_year), named=(in_year, number))
    if "same" in parts:
        return from_last(at, lambda day: meaning(day.year), "year")
    if "direction" in parts or "direction2" in parts:
        return _turned(parts, at, number, meaning)
    if "part" not in parts and not _is_month(at, parts["month"]):
        return None
    return in_month(at, number, meaning)


def _turned(parts: Parts, at: Setting, number: int, meaning: Callable[[int], str]) -> Value:
    """Read "last April", "this April", "April of last year"."""
    years = direction(parts, "direction2")
    if years is not None:
        return anchor(at, lambda day: meaning(day.year + years))
    step = direction(parts) or 0
    if step == 0:
        return anchor(at, lambda day: meaning(day.year))
    return anchor(at, lambda day: meaning(cal.latest(day, number, future=step > 0, strict=True)))


def month_range(parts: Parts, at: Setting) -> Value | None:
    """Read "January to March 2020", "March and April 2020"; None if it ends before it begins."""
    month, month2 = month_of(parts["month"]), month_of(parts["month2"])

    def meaning(year2: int) -> str:
        year = year_of(parts["year"]) if "year" in parts else year2 - (month > month2)
        end = parted(parts, "month", dates.month(year2, month2))
        return f"{dates.month(year, month)}/{end.rpartition('/')[2]}"

    if "year2" in parts:
        year2 = year_of(parts["year2"])
    elif "year" in parts:
        year2 = year_of(parts["year"]) + (month > month2)
    else:
        return in_month(at, month2, meaning)
    found = meaning(year2)
    return Value(found, named=(year2, month2)) if _ordered(found) else None


def _ordered(edtf: str) -> bool:
    try:
        dates.bounds(edtf)
    except UsageError:
        return False
    return True


def year(parts: Parts, at: Setting) -> Value | None:
    """Read "2016", "mid-2019", "the end of 2018"; None where the figures count something."""
    year = year_of(parts["year"])
    cue = re.search(r"(\w+)[\s(]*$", at.before)
    word = cue[1].lower() if cue else ""
    if "part" in parts:
        return Value(parted(parts, "year", dates.year(year)), named=(year, None))
    if word in words("number_cue") or re.match(r"-\w|,[0-9]", at.after):
        return None
    if year < 1900 and word not in words("month_cue") and not re.match(r"the year", at.phrase):  # noqa: PLR2004 — older figures are seldom years
        return None
    adverbial = word in ("in", "since", "during", "of", "throughout", "by", "from", "until")
    about = "~" if word in ("around", "about", "circa") else ""
    return Value(dates.year(year) + about, named=(year, None) if adverbial else None)


def year_range(parts: Parts, _at: Setting) -> Value | None:
    """Read "2014-16", "between 2014 and 2016"; None if it ends before it begins."""
    first, last = parts["year"], parts["year2"]
    last = first[:2] + last if len(last) == 2 else last  # noqa: PLR2004 — 2014-16
    if int(last) <= int(first):
        return None
    return Value(dates.interval(first, last), named=(int(last), None))


def fiscal(parts: Parts, _at: Setting) -> Value:
    """Read "Fiscal 2020": about that year, since fiscal years begin at different times."""
    return Value(dates.year(year_of(parts["year"])) + "~")


def decade(parts: Parts, at: Setting) -> Value:
    """Read "The 1990s", "the early '80s"."""
    name = parts.get("decade_name")
    tens = value("decade_name", name) if name else parts["decade"]
    if len(tens) == 1:
        if tens == "2":
            return unknown(f"the century of '{at.phrase}' is not told")
        tens = f"20{tens}" if tens < "2" else f"19{tens}"
    return Value(parted(parts, "decade", f"{tens}X"))


def century(parts: Parts, _at: Setting) -> Value | None:
    """Read "The 20th century", as 19XX."""
    named = parts.get("century_name")
    number = int(value("century_name", named)) if named else int(parts["century"])
    return Value(parted(parts, "century", f"{number - 1:02d}XX")) if 0 < number < 100 else None  # noqa: PLR2004 — 20th century is 19XX


def season(parts: Parts, at: Setting) -> Value:
    """Read "Summer 2019", "last summer", "in the winter"."""
    season = int(value("season", parts["season"]))

    def meaning(year: int) -> str:
        return parted(parts, "season", dates.month(year, season))

    if "year" in parts:
        year = year_of(parts["year"])
        return Value(meaning(year), named=(year, None))
    step = direction(parts)
    if step == 0 or "direction2" in parts:
        years = direction(parts, "direction2") or 0
        return anchor(at, lambda day: meaning(day.year + years))
    future = at.future if step is None else step > 0
    return anchor(
        at,
        lambda day: meaning(cal.latest(day, season, future=future, strict=step is not None)),
    )


def quarter(parts: Parts, at: Setting) -> Value | None:
    """Read "The first quarter of 2020", "Q1": the latest begun, or the next if it is near."""
    number = _quarter_number(parts)

    def meaning(year: int) -> str:
        return parted(parts, "quarter", dates.month(year, 32 + number))

    if "year" in parts:
        return Value(meaning(year_of(parts["year"])))
    step = direction(parts)
    if step is not None:
        return anchor(at, lambda day: meaning(day.year + step))
    if re.search(r"that\syear", at.phrase, re.IGNORECASE):
        return from_last(at, lambda day: meaning(day.year), "year")
    begins = number * 3 - 2

    def nearest(day: dt.date) -> str:
        year = day.year - (begins > day.month)
        coming = (begins - day.month) % 12
        return meaning(year + (at.future and 0 < coming <= _HALF))

    return anchor(at, nearest)


def _quarter_number(parts: Parts) -> int:
    if "final" in parts:
        return 4
    return int(parts["q"]) if "q" in parts else int(value("ordinal", parts["ordinal"]))


def edge(parts: Parts, at: Setting) -> Value | None:
    """Read "the first three months of 2020", "the final weeks of last year"."""
    first = value("edge", parts["edge"]) == "1"
    count = count_of(parts) if "count" in parts and parts["unit"] == "months" else 1
    if count is None or not 0 < count <= _YEAR:
        return None

    def meaning(in_year: int) -> str:
        begins = 1 if first else _YEAR + 1 - count
        return dates.shortest(
            dates.bounds(dates.month(in_year, begins))[0],
            dates.bounds(dates.month(in_year, begins + count - 1))[1],
        )

    if "year" in parts:
        in_year = year_of(parts["year"])
        return Value(meaning(in_year), named=(in_year, None))
    step = direction(parts) or 0
    return anchor(at, lambda day: meaning(day.year + step))


def week_of(parts: Parts, at: Setting) -> Value:
    """Read "The first week of March"."""
    month, ordinal = month_of(parts["month"]), int(value("week_ordinal", parts["week_ordinal"]))
    if "year" in parts:
        year = year_of(parts["year"])
        return Value(cal.week_of_month(year, month, ordinal), named=(year, month))
    return in_month(at, month, lambda year: cal.week_of_month(year, month, ordinal))
