"""The reader of each rule of `data/times_rules.tsv`, by its name there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente.reading import times_counted, times_days, times_months
from detente.reading.times_grammar import words
from detente.reading.times_setting import Value, unknown

if TYPE_CHECKING:
    from detente.reading.times_setting import Parts, Reader, Setting

__all__ = ["READERS"]


def _duration(parts: Parts, at: Setting) -> Value | None:
    if parts.get("unit") == "quarter" and re.match(r"\sof\b", at.after):
        return None
    if parts.get("count", "") in ("a", "an"):
        cue = re.search(r"(\w+)\s*$", at.before)
        if "approx" not in parts and (not cue or cue[1].lower() not in words("duration_cue")):
            return None
    return Value(None)


def _set(_parts: Parts, _at: Setting) -> Value:
    return Value(None)


def _vague(_parts: Parts, at: Setting) -> Value:
    return unknown(f"'{at.phrase}' names no date")


def _reference(_parts: Parts, _at: Setting) -> Value:
    """Read "now", "the future": told from the moment of speaking, with nothing to resolve."""
    return Value(None)


def _clock(_parts: Parts, at: Setting) -> Value:
    return unknown(f"no day is told for '{at.phrase}'")


READERS: Final[dict[str, Reader]] = {
    "ago": times_counted.ago,
    "ago_clock": times_counted.ago_clock,
    "ago_half": times_counted.ago_half,
    "ahead": times_counted.ahead,
    "apart": times_counted.apart,
    "back": times_counted.back,
    "back_clock": times_counted.back_clock,
    "beside": times_counted.beside,
    "century": times_months.century,
    "clock": _clock,
    "day": times_days.day,
    "day_range": times_days.day_range,
    "decade": times_months.decade,
    "deictic": times_counted.deictic,
    "duration": _duration,
    "edge": times_months.edge,
    "fiscal": times_months.fiscal,
    "from_now": times_counted.from_now,
    "iso": times_days.iso,
    "month": times_months.month,
    "month_pair": times_months.month_range,
    "month_range": times_months.month_range,
    "period": times_counted.period,
    "quarter": times_months.quarter,
    "reference": _reference,
    "same": times_counted.same,
    "season": times_months.season,
    "set": _set,
    "slashed": times_days.slashed,
    "vague": _vague,
    "week_of": times_months.week_of,
    "week_with": times_days.week_with,
    "weekday": times_counted.weekday,
    "weekday_range": times_counted.weekday_range,
    "weekend": times_counted.weekend,
    "within": times_counted.within,
    "year": times_months.year,
    "year_range": times_months.year_range,
}
