"""What the reading of a time works on and gives, and the steps that many readers share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from detente.reading import numerals, times_calendar
from detente.reading.times_grammar import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "Days",
    "Named",
    "Parts",
    "Reader",
    "Setting",
    "Value",
    "anchor",
    "count_of",
    "direction",
    "from_last",
    "is_day",
    "month_of",
    "parted",
    "unit_of",
    "unknown",
    "year_of",
]

Days: TypeAlias = tuple[dt.date, dt.date]
Parts: TypeAlias = "Mapping[str, str]"


@dataclass(frozen=True, slots=True)
class Named:
    """A year, or year and month, that the text names in figures, and how far back it stands."""

    year: int
    month: int | None
    sentences_ago: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reader may look at besides the words themselves.

    `published` and `last` are the bounds of the publication date and of the last date mentioned,
    `named` the last year in figures in the same paragraph. `before` and `after` are the words
    around the match in its sentence. `tense` is what the nearest verb speaks of: what is to come,
    what is over, or neither for certain. `yearly` tells that `published` is the end of the year
    that the text reports on, behind which lies nothing it tells. `month_first` tells which of day
    and month comes first in the dates of the text in figures; None where none of them says.
    """

    phrase: str
    before: str
    after: str
    published: Days | None
    last: Days | None
    named: Named | None
    tense: Literal["future", "past", ""]
    yearly: bool = False
    month_first: bool | None = None

    @property
    def future(self) -> bool:
        """Whether the clause speaks of what is to come."""
        return self.tense == "future"


@dataclass(frozen=True, slots=True)
class Value:
    """An EDTF date, or None and the reason.

    `anchored` where it rests on the publication date or on another date of the text; `year` and
    `month` where the text names them; `type` where the words turn out to be of another type than
    their rule says.
    """

    edtf: str | None
    anchored: bool = False
    reason: str = ""
    named: tuple[int, int | None] | None = None
    type: str = ""


Reader: TypeAlias = "Callable[[Parts, Setting], Value | None]"
"""Takes the named parts of a match and its setting; None where the words are no time after all."""


def unknown(reason: str) -> Value:
    """A date without a value, and why."""
    return Value(None, reason=reason)


def anchor(at: Setting, meaning: Callable[[dt.date], str]) -> Value:
    """What a meaning that depends on the day of publication gives for every such day possible."""
    if at.published is None:
        return unknown(f"no publication date to anchor '{at.phrase}'")
    low, high = map(meaning, at.published)
    if low != high:
        return unknown(f"the publication date is too coarse to anchor '{at.phrase}'")
    return Value(low, anchored=True)


def from_last(at: Setting, meaning: Callable[[dt.date], str], finest: str) -> Value:
    """What a meaning gives that counts from the last date mentioned, if that is fine enough."""
    if at.last is None:
        return unknown(f"no date before it that '{at.phrase}' could count from")
    low, high = map(meaning, at.last)
    if low != high:
        return unknown(f"the date that '{at.phrase}' counts from is coarser than a {finest}")
    return Value(low, anchored=True)


def year_of(text: str) -> int:
    """A year in two or four figures: '40 to '99 are of the 20th century."""
    number = int(text)
    if len(text) == 2:  # noqa: PLR2004 — two figures of a year
        return number + (1900 if number >= 40 else 2000)  # noqa: PLR2004 — '40 is 1940, '39 is 2039
    return number


def month_of(word: str) -> int:
    """The number of a month from its name."""
    return int(value("month", word))


def direction(parts: Parts, name: str = "direction") -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"; None where no such word stands."""
    return int(value("direction", parts[name])) if name in parts else None


def unit_of(word: str) -> str:
    """The unit, in the singular, of a word for it."""
    return value("unit", word)


def count_of(parts: Parts, name: str = "count") -> int | None:
    """A number in words or figures; None if it cannot be read."""
    text = parts[name]
    if text in ("a", "an"):
        return 1
    return 2 if text == "a couple of" else numerals.value(text)


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def parted(parts: Parts, unit: str, edtf: str) -> str:
    """The part of a date that the words name ("early"), or the whole date if they name none."""
    return (
        times_calendar.part_of(edtf, unit, value("part", parts["part"]))
        if "part" in parts
        else edtf
    )
