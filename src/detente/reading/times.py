"""When: the expressions of time in a text, and the dates they mean (EDTF).

Dates that do not name their year are counted from the publication date, in a yearly report from
the end of its year. Where that is unknown they stay without a value, and say why: an unknown year
is not this year. News tells the past, so "in December" is the latest December that has begun,
unless the words around it speak of what is to come.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

from detente import dates
from detente.errors import UsageError
from detente.reading import times_grammar, times_yearly
from detente.reading.times_grammar import Found, words
from detente.reading.times_readers import READERS
from detente.reading.times_setting import Named, Setting, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Time", "TimeType", "find"]

TimeType = Literal["date", "time", "duration", "set"]

_CLOCK: Final = re.compile(
    r"[0-9]\s?[ap]\.?m\b|[0-9]:[0-9]{2}|o[’']clock|noon|midnight|midday|morning|evening|night\b",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(r"\bsince\s+(?:about\s|around\s|at\sleast\s)?$", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"\b(?:in|on|at|by|since|during|until|till|through|over|for|before|after)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|this|that|these|those)|[’']s)\s+$", re.IGNORECASE
)
_NOUN: Final = re.compile(r"\s+(?!(?:and|or|to|in|on|at|of|by|for|from|as|that|when|but)\b)\w")
_DEADLINE: Final = re.compile(r"\w\s+(?:until|till|by)\s+$", re.IGNORECASE)
_OF_YEAR: Final = {"day", "day_range", "month", "month_range", "season", "week_of", "week_with"}
"""Readers of dates that a yearly report leaves the year of unsaid."""
_IN_FIGURES: Final = re.compile(
    r"(?<![\d/])([0-9]{1,2})/([0-9]{1,2})/(?:[0-9]{4}|[0-9]{2})(?![\d/])"
)
_MONTHS: Final = 12
_WHOLE_YEAR: Final = re.compile(r"\byear\b", re.IGNORECASE)
_REACH: Final = 120
"""So many characters before and after a time are looked at in its sentence."""


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time: its span in the text, its type, and the date it means.

    `edtf` is None for durations and sets, and for dates that could not be resolved; `reason` then
    says why, and is empty where there was nothing to resolve. `anchored` tells that the value
    rests on the publication date or on another date of the text, not on these words alone.
    `attributive` tells that it stands between an article and a noun ("the 2015 deal") and says
    which one is meant: it dates that noun and nothing else.
    """

    start: int
    end: int
    type: TimeType
    edtf: str | None
    anchored: bool
    reason: str
    attributive: bool = False


@dataclass(frozen=True, slots=True)
class _Past:
    """What the reading of earlier times leaves to later ones."""

    last: tuple[dt.date, dt.date] | None = None
    named: Named | None = None


def find(text: str, published: str | None, sentences: Sequence[tuple[int, int]]) -> list[Time]:
    """The times of a text in order, none overlapping.

    Args:
        text: The whole text.
        published: Its publication date in EDTF, of any precision, or None.
        sentences: Start and end of each sentence, in order.

    Raises:
        UsageError: D301 if `published` is not EDTF.
    """
    day = dates.bounds(published) if published else None
    closed = times_yearly.close_of(text, day)
    month_first = _is_month_first(text)
    found: list[Time] = []
    past, end_before = _Past(), 0
    for start, end in sentences:
        past = _aged(past, new_paragraph="\n" in text[end_before:start])
        for match in times_grammar.find(text, start, end):
            yearly = closed is not None and _is_of_year(text, match)
            told = closed if yearly else day
            setting = replace(
                _setting(text, match, (start, end), told, past),
                yearly=yearly,
                month_first=month_first,
            )
            time, past = _read(match, setting, past)
            if time is not None:
                found.append(time)
        end_before = end
    return found


def _is_month_first(text: str) -> bool | None:
    """Whether the dates of a text in figures name the month before the day, told by those that can
    be read one way only: "10/17/2016"; None where none tells, or some contradict others.
    """
    found = [tuple(map(int, m.groups())) for m in _IN_FIGURES.finditer(text)]
    orders = {day_last > _MONTHS for a, day_last in found if (a > _MONTHS) != (day_last > _MONTHS)}
    return orders.pop() if len(orders) == 1 else None


def _is_of_year(text: str, match: Found) -> bool:
    """Whether a date is told as of the year that a report is about: "on March 3", "by year-end"."""
    if match.reader in _OF_YEAR:
        return True
    return match.reader == "period" and bool(_WHOLE_YEAR.search(text, match.start, match.end))


def _aged(past: _Past, *, new_paragraph: bool) -> _Past:
    """What is left of the past when a new sentence begins."""
    if past.named is None:
        return past
    if new_paragraph:
        return replace(past, named=None)
    return replace(past, named=replace(past.named, sentences_ago=past.named.sentences_ago + 1))


def _read(match: Found, setting: Setting, past: _Past) -> tuple[Time | None, _Past]:
    """The time a match is, if it is one, and what it leaves to later ones."""
    value = _value(match, setting)
    if value is None:
        return None, past
    kind = value.type or match.type
    if kind == "date" and _CLOCK.search(setting.phrase):
        kind = "time"
    time = Time(
        match.start,
        match.end,
        cast("TimeType", kind),
        value.edtf,
        value.anchored,
        value.reason,
        attributive=bool(_ARTICLE.search(setting.before) and _NOUN.match(setting.after)),
    )
    return time, _after(past, value)


def _setting(
    text: str,
    match: Found,
    sentence: tuple[int, int],
    published: tuple[dt.date, dt.date] | None,
    past: _Past,
) -> Setting:
    before = text[max(sentence[0], match.start - _REACH) : match.start]
    after = text[match.end : min(sentence[1], match.end + _REACH)]
    lead = _LEAD.search(before)
    phrase = (lead.group() if lead else "") + text[match.start : match.end]
    return Setting(
        phrase=" ".join(phrase.split()),
        before=before,
        after=after,
        published=published,
        last=past.last,
        named=past.named,
        tense=_tense(before, after),
    )


def _value(match: Found, setting: Setting) -> Value | None:
    """What a match means; None if it is no time."""
    try:
        value = READERS[match.reader](match.parts, setting)
        if value and value.edtf:
            dates.check(value.edtf)
    except (UsageError, ValueError, OverflowError):
        return Value(None, reason=f"'{setting.phrase}' lies beyond the years 1 to 9999")
    if value and value.edtf and _SINCE.search(setting.before):
        return replace(value, edtf=_open(value.edtf))
    return value


def _open(edtf: str) -> str:
    """A date after "since": from its beginning on."""
    return f"{edtf.partition('/')[0].rstrip('~?%')}/.."


def _after(past: _Past, value: Value) -> _Past:
    if value.edtf is None:
        return past
    last = dates.bounds(value.edtf)
    if last[1] == dt.date.max:
        last = last[0], last[0]
    named = Named(*value.named, sentences_ago=0) if value.named else None
    return _Past(last, named)


@cache
def _cues(name: str) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(w) for w in sorted(words(name), key=len, reverse=True))
    past = name == "past"
    ending, passive = (r"|\w{2,20}[^e\W]ed", r"(?<!be )") if past else ("", "")
    return re.compile(rf"(?<!\w){passive}(?:{alternatives}{ending})(?!\w)", re.IGNORECASE)


def _tense(before: str, after: str) -> Literal["future", "past", ""]:
    """What the nearest verb that tells the tense speaks of; those before the time come first.

    "Until" and "by" set a term to come, unless what follows is told as past.
    """
    if _DEADLINE.search(before) and not _cues("past").search(after):
        return "future"
    future = max((m.start() for m in _cues("future").finditer(before)), default=-1)
    past = max((m.start() for m in _cues("past").finditer(before)), default=-1)
    if future >= 0 or past >= 0:
        return "future" if future >= past else "past"
    ahead, behind = _cues("coming").search(after), _cues("past").search(after)
    if ahead and (behind is None or ahead.start() <= behind.start()):
        return "future"
    return "past" if behind else ""
