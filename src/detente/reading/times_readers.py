"""What the words of a time mean: one function for each reader named in `data/times_rules.tsv`.

A reader takes the named parts of a match and its setting, and gives a `Value`, or None where the
words are no time after all.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from detente import dates
from detente.errors import UsageError
from detente.reading import numerals
from detente.reading import times_calendar as cal
from detente.reading.times_grammar import value, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["READERS", "Named", "Reader", "Setting", "Value"]

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
    what is over, or neither for certain.
    """

    phrase: str
    before: str
    after: str
    published: Days | None
    last: Days | None
    named: Named | None
    tense: Literal["future", "past", ""]

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

_NEAR: Final = 3
_NARRATED: Final = 6
"""A month without a year continues a named month at most so many months before it: in a text with
a publication date, which says better what is meant, and in one without."""
_HALF: Final = 6
"""A quarter is expected at most so many months ahead; results are reported of the one before."""
_FAR_AHEAD: Final = dt.timedelta(days=240)
_AHEAD: Final = dt.timedelta(days=60)
"""A day without a year may lie so far ahead of publication: after a verb that speaks of the
future, and otherwise."""


def _unknown(reason: str) -> Value:
    return Value(None, reason=reason)


def _anchor(at: Setting, meaning: Callable[[dt.date], str]) -> Value:
    """What a meaning that depends on the day of publication gives for every such day possible."""
    if at.published is None:
        return _unknown(f"no publication date to anchor '{at.phrase}'")
    low, high = map(meaning, at.published)
    if low != high:
        return _unknown(f"the publication date is too coarse to anchor '{at.phrase}'")
    return Value(low, anchored=True)


def _from_last(at: Setting, meaning: Callable[[dt.date], str], finest: str) -> Value:
    """What a meaning gives that counts from the last date mentioned, if that is fine enough."""
    if at.last is None:
        return _unknown(f"no date before it that '{at.phrase}' could count from")
    low, high = map(meaning, at.last)
    if low != high:
        return _unknown(f"the date that '{at.phrase}' counts from is coarser than a {finest}")
    return Value(low, anchored=True)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 2:  # noqa: PLR2004 — two figures of a year
        return number + (1900 if number >= 40 else 2000)  # noqa: PLR2004 — '40 is 1940, '39 is 2039
    return number


def _month(word: str) -> int:
    return int(value("month", word))


def _direction(parts: Parts, name: str = "direction") -> int | None:
    return int(value("direction", parts[name])) if name in parts else None


def _unit(word: str) -> str:
    return value("unit", word)


def _count(parts: Parts, name: str = "count") -> int | None:
    text = parts[name]
    if text in ("a", "an"):
        return 1
    return 2 if text == "a couple of" else numerals.value(text)


def _valid(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _iso(parts: Parts, _at: Setting) -> Value | None:
    year, month, day = int(parts["year"]), int(parts["mm"]), int(parts["dd"])
    if not _valid(year, month, day):
        return None
    return Value(dates.day(dt.date(year, month, day)), named=(year, month))


def _slashed(parts: Parts, at: Setting) -> Value | None:
    first, second, year = int(parts["a"]), int(parts["b"]), _year(parts["year"])
    if parts["sep"] == "." and len(parts["year"]) == 2:  # noqa: PLR2004 — 1.2.34 numbers a part
        return None
    orders = {(year, m, d) for m, d in ((first, second), (second, first)) if _valid(year, m, d)}
    if parts["sep"] == ".":
        orders &= {(year, second, first)}
    if not orders:
        return None
    if len(orders) > 1:
        return _unknown(f"day and month cannot be told apart in '{at.phrase}'")
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


def _in_month(at: Setting, month: int, meaning: Callable[[int], str]) -> Value:
    """The value of a month without a year, `meaning` giving it for the year that is found."""
    year = _named_year(at, month)
    if year is not None:
        return Value(meaning(year), anchored=True, named=(year, month))
    return _anchor(at, lambda day: meaning(cal.latest(day, month, future=at.future)))


def _nearest_day(at: Setting, month: int, day: int) -> Value | None:
    if not _valid(2000, month, day):
        return None
    year = _named_year(at, month)
    reach = _FAR_AHEAD if at.future else _AHEAD
    if year is not None and _valid(year, month, day):
        found = dates.day(dt.date(year, month, day))
        return Value(found, anchored=True, named=(year, month))

    def meaning(published: dt.date) -> str:
        years = range(published.year + 1, published.year - 9, -1)
        options = [dt.date(y, month, day) for y in years if _valid(y, month, day)]
        return dates.day(next(option for option in options if option <= published + reach))

    return _anchor(at, meaning)


def _day(parts: Parts, at: Setting) -> Value | None:
    month, day = _month(parts["month"]), int(re.sub(r"\D", "", parts["day"]))
    if "direction2" in parts:
        step = _direction(parts, "direction2") or 0
        return _anchor(at, lambda d: f"{d.year + step:04d}-{month:02d}-{day:02d}")
    if "year" not in parts:
        return _nearest_day(at, month, day)
    year = _year(parts["year"])
    if not _valid(year, month, day):
        return None
    return Value(dates.day(dt.date(year, month, day)), named=(year, month))


def _day_range(parts: Parts, at: Setting) -> Value | None:
    month = _month(parts["month"])
    month2 = _month(parts["month2"]) if "month2" in parts else month
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
        found: Value | None = Value(meaning(_year(year_text)), named=(_year(year_text), month2))
    else:
        end = _nearest_day(at, month2, day2)
        if end is None or end.edtf is None:
            return end
        found = Value(meaning(int(end.edtf[:4])), anchored=True)
    return found if found and found.edtf else None


def _is_month(at: Setting, word: str) -> bool:
    """Whether a month's name that stands alone means the month: "may", "March on", "April Smith"."""
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


def _parted(parts: Parts, unit: str, edtf: str) -> str:
    return cal.part_of(edtf, unit, value("part", parts["part"])) if "part" in parts else edtf


def _month_reader(parts: Parts, at: Setting) -> Value | None:
    month = _month(parts["month"])

    def meaning(year: int) -> str:
        return _parted(parts, "month", dates.month(year, month))

    if "year" in parts:
        year = _year(parts["year"])
        return Value(meaning(year), named=(year, month))
    if "same" in parts:
        return _from_last(at, lambda day: meaning(day.year), "year")
    if "direction2" in parts:
        step = _direction(parts, "direction2") or 0
        return _anchor(at, lambda day: meaning(day.year + step))
    if "direction" in parts:
        step = _direction(parts) or 0
        if step == 0:
            return _anchor(at, lambda day: meaning(day.year))
        return _anchor(
            at, lambda day: meaning(cal.latest(day, month, future=step > 0, strict=True))
        )
    if "part" not in parts and not _is_month(at, parts["month"]):
        return None
    return _in_month(at, month, meaning)


def _month_range(parts: Parts, at: Setting) -> Value | None:
    month, month2 = _month(parts["month"]), _month(parts["month2"])

    def meaning(year2: int) -> str:
        year = _year(parts["year"]) if "year" in parts else year2 - (month > month2)
        end = _parted(parts, "month", dates.month(year2, month2))
        return f"{dates.month(year, month)}/{end.rpartition('/')[2]}"

    if "year2" in parts:
        year2 = _year(parts["year2"])
    elif "year" in parts:
        year2 = _year(parts["year"]) + (month > month2)
    else:
        return _in_month(at, month2, meaning)
    found = meaning(year2)
    return Value(found, named=(year2, month2)) if _ordered(found) else None


def _ordered(edtf: str) -> bool:
    try:
        dates.bounds(edtf)
    except UsageError:
        return False
    return True


def _year_reader(parts: Parts, at: Setting) -> Value | None:
    year = _year(parts["year"])
    cue = re.search(r"(\w+)[\s(]*$", at.before)
    word = cue[1].lower() if cue else ""
    if "part" in parts:
        return Value(_parted(parts, "year", dates.year(year)), named=(year, None))
    if word in words("number_cue") or re.match(r"-(?:\w)|,[0-9]", at.after):
        return None
    if year < 1900 and word not in words("month_cue") and not re.match(r"the year", at.phrase):  # noqa: PLR2004 — older figures are seldom years
        return None
    adverbial = word in ("in", "since", "during", "of", "throughout", "by", "from", "until")
    about = "~" if word in ("around", "about", "circa") else ""
    return Value(dates.year(year) + about, named=(year, None) if adverbial else None)


def _year_range(parts: Parts, _at: Setting) -> Value | None:
    first, last = parts["year"], parts["year2"]
    last = first[:2] + last if len(last) == 2 else last  # noqa: PLR2004 — 2014-16
    if int(last) <= int(first):
        return None
    return Value(dates.interval(first, last), named=(int(last), None))


def _fiscal(parts: Parts, _at: Setting) -> Value:
    return Value(dates.year(_year(parts["year"])) + "~")


def _decade(parts: Parts, at: Setting) -> Value:
    if "decade_name" in parts:
        tens = value("decade_name", parts["decade_name"])
    else:
        tens = parts["decade"]
    if len(tens) == 1:
        if tens == "2":
            return _unknown(f"the century of '{at.phrase}' is not told")
        tens = f"20{tens}" if tens < "2" else f"19{tens}"
    return Value(_parted(parts, "decade", f"{tens}X"))


def _century(parts: Parts, _at: Setting) -> Value | None:
    named = parts.get("century_name")
    number = int(value("century_name", named)) if named else int(parts["century"])
    return Value(_parted(parts, "century", f"{number - 1:02d}XX")) if 0 < number < 100 else None  # noqa: PLR2004 — 20th century is 19XX


def _season(parts: Parts, at: Setting) -> Value:
    season = int(value("season", parts["season"]))

    def meaning(year: int) -> str:
        return _parted(parts, "season", dates.month(year, season))

    if "year" in parts:
        year = _year(parts["year"])
        return Value(meaning(year), named=(year, None))
    step = _direction(parts)
    if step == 0:
        return _anchor(at, lambda day: meaning(day.year))
    future = at.future if step is None else step > 0
    return _anchor(
        at,
        lambda day: meaning(cal.latest(day, season, future=future, strict=step is not None)),
    )


def _quarter(parts: Parts, at: Setting) -> Value | None:
    number = int(parts["q"]) if "q" in parts else int(value("ordinal", parts["ordinal"]))

    def meaning(year: int) -> str:
        return _parted(parts, "quarter", dates.month(year, 32 + number))

    if "year" in parts:
        return Value(meaning(_year(parts["year"])))
    step = _direction(parts)
    if step is not None:
        return _anchor(at, lambda day: meaning(day.year + step))
    if re.search(r"that\syear", at.phrase, re.IGNORECASE):
        return _from_last(at, lambda day: meaning(day.year), "year")
    begins = number * 3 - 2

    def nearest(day: dt.date) -> str:
        year = day.year - (begins > day.month)
        coming = (begins - day.month) % 12
        return meaning(year + (at.future and 0 < coming <= _HALF))

    return _anchor(at, nearest)


def _period(parts: Parts, at: Setting) -> Value:
    if "period" not in parts:
        return _anchor(at, lambda day: dates.month(day.year, 12))
    unit = value("period", parts["period"])
    step = _direction(parts) or 0

    def meaning(day: dt.date) -> str:
        whole = cal.period(day, unit, step)
        sign = parts.get("sign", "")
        if step == 0 and sign in ("earlier", "later"):
            return _side(day, unit, earlier=sign == "earlier")
        return _parted(parts, unit, whole) if unit != "weekend" else whole

    return _anchor(at, meaning)


def _side(day: dt.date, unit: str, *, earlier: bool) -> str:
    """From the first day of a unit to a day in it, or from that day on; in months for a year."""
    first, last = cal.span_of(day, unit)
    fine = (
        "day" if unit in ("week", "month") else "month" if unit in ("quarter", "year") else "year"
    )
    low, high = (first, day) if earlier else (day, last)
    return dates.shortest(cal.span_of(low, fine)[0], cal.span_of(high, fine)[1])


def _weekend(_parts: Parts, at: Setting) -> Value:
    def meaning(day: dt.date) -> str:
        begun = day.weekday() >= 5  # noqa: PLR2004 — Saturday
        return cal.period(day, "weekend", 0 if begun or at.future else -1)

    return _anchor(at, meaning)


def _weekday(parts: Parts, at: Setting) -> Value | None:
    name = parts["weekday"]
    if name.rstrip(".") in ("sun", "sat", "wed", "fri", "mon") and not name.endswith("."):
        return None
    number = int(value("weekday", name))
    step = _direction(parts)
    future = at.future and not re.match(r"[’']s\b", at.after)
    if re.search(r"week$", at.phrase, re.IGNORECASE) and "direction2" in parts:
        weeks = _direction(parts, "direction2") or 0
        return _anchor(
            at,
            lambda day: dates.day(
                cal.weekday(day, number, 0, future=False) + dt.timedelta(weeks=weeks)
            ),
        )
    return _anchor(at, lambda day: dates.day(cal.weekday(day, number, step, future=future)))


def _weekday_range(parts: Parts, at: Setting) -> Value:
    first, second = (int(value("weekday", parts[key])) for key in ("weekday", "weekday2"))
    step = _direction(parts)

    def meaning(day: dt.date) -> str:
        end = cal.weekday(day, second, step, future=at.future)
        return dates.shortest(end - dt.timedelta(days=(second - first) % 7), end)

    return _anchor(at, meaning)


def _deictic(parts: Parts, at: Setting) -> Value:
    word = parts["word"]
    if at.published and at.published[0] != at.published[1] and word in ("today", "tonight"):
        return Value(dates.shortest(*at.published), anchored=True)
    if word == "overnight":
        return _anchor(at, lambda day: dates.shortest(day - dt.timedelta(days=1), day))
    steps = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
    step = -1 if word.startswith("last") else steps.get(word, 0)
    return _anchor(at, lambda day: dates.day(day + dt.timedelta(days=step)))


def _ago(parts: Parts, at: Setting) -> Value:
    count = _count(parts) if "count" in parts else 1
    unit = _unit(parts["unit"]) if "unit" in parts else "year"
    if count is None:
        return _unknown(f"'{at.phrase}' names no date")
    return _anchor(at, lambda day: _reached(day, unit, -count))


def _reached(day: dt.date, unit: str, count: int) -> str:
    return cal.around(cal.shift(day, unit, count), unit)


def _ago_clock(_parts: Parts, at: Setting) -> Value:
    return _anchor(at, dates.day)


def _apart(parts: Parts, at: Setting) -> Value:
    count = _count(parts) if "count" in parts else 1
    unit = _unit(parts["unit"]) if "unit" in parts else "year"
    if count is None:
        return _unknown(f"'{at.phrase}' names no date")
    back = parts["way"] in ("earlier", "before", "previously")
    steps = -count if back else count

    def meaning(day: dt.date) -> str:
        if unit in ("day", "week"):
            return dates.day(cal.shift(day, unit, steps))
        return _reached(day, unit, steps)

    if at.last is None and back:
        return _anchor(at, meaning)
    return _from_last(at, meaning, unit)


def _from_now(parts: Parts, at: Setting) -> Value:
    mark = "2" if "count2" in parts else ""
    count, unit = _count(parts, "count" + mark), _unit(parts["unit" + mark])
    if count is None:
        return _unknown(f"'{at.phrase}' names no date")
    return _anchor(at, lambda day: _reached(day, unit, count))


def _within(parts: Parts, at: Setting) -> Value:
    return _from_now(parts, at) if at.future else Value(None, type="duration")


def _back(parts: Parts, at: Setting) -> Value | None:
    plural = parts["unit"].endswith(("s", "ies"))
    count = _count(parts) if "count" in parts else (None if plural else 1)
    if count is None:
        return _unknown(f"'{at.phrase}' names no date")
    unit = _unit(parts["unit"])
    return _anchor(at, lambda day: cal.stretch(cal.shift(day, unit, -count), day, unit))


def _ahead(parts: Parts, at: Setting) -> Value:
    count, unit = _count(parts), _unit(parts["unit"])
    if count is None:
        return _unknown(f"'{at.phrase}' names no date")

    def meaning(day: dt.date) -> str:
        return cal.stretch(day, cal.shift(day, unit, count), unit)

    if parts["ahead"] == "following" and at.last is not None:
        return _from_last(at, meaning, "day")
    return _anchor(at, meaning)


def _same(parts: Parts, at: Setting) -> Value:
    unit = parts.get("unit") or parts["unit2"]
    return _from_last(at, lambda day: cal.period(day, unit, 0), unit)


def _beside(parts: Parts, at: Setting) -> Value:
    forward = parts["way"] in ("next", "following", "subsequent", "after")
    unit = parts["unit"]
    unit = unit if unit in ("week", "month", "year") else "day"

    def meaning(day: dt.date) -> str:
        return cal.period(day, unit, 1 if forward else -1)

    if at.last is None and not forward:
        return _anchor(at, meaning)
    return _from_last(at, meaning, unit)


def _week_of(parts: Parts, at: Setting) -> Value:
    month, ordinal = _month(parts["month"]), int(value("week_ordinal", parts["week_ordinal"]))
    if "year" in parts:
        year = _year(parts["year"])
        return Value(cal.week_of_month(year, month, ordinal), named=(year, month))
    return _in_month(at, month, lambda year: cal.week_of_month(year, month, ordinal))


def _week_with(parts: Parts, at: Setting) -> Value | None:
    found = _day(parts, at)
    if found is None or found.edtf is None:
        return found
    day = dates.bounds(found.edtf)[0]
    return Value(cal.period(day, "week", 0), found.anchored, named=found.named)


def _duration(parts: Parts, at: Setting) -> Value | None:
    if parts.get("count", "") in ("a", "an"):
        cue = re.search(r"(\w+)\s*$", at.before)
        if "approx" not in parts and (not cue or cue[1].lower() not in words("duration_cue")):
            return None
    return Value(None)


def _set(_parts: Parts, _at: Setting) -> Value:
    return Value(None)


def _vague(_parts: Parts, at: Setting) -> Value:
    return _unknown(f"'{at.phrase}' names no date")


def _clock(_parts: Parts, at: Setting) -> Value:
    return _unknown(f"no day is told for '{at.phrase}'")


READERS: Final[dict[str, Reader]] = {
    "ago": _ago,
    "ago_clock": _ago_clock,
    "ahead": _ahead,
    "apart": _apart,
    "back": _back,
    "beside": _beside,
    "century": _century,
    "clock": _clock,
    "day": _day,
    "day_range": _day_range,
    "decade": _decade,
    "deictic": _deictic,
    "duration": _duration,
    "fiscal": _fiscal,
    "from_now": _from_now,
    "iso": _iso,
    "month": _month_reader,
    "month_pair": _month_range,
    "month_range": _month_range,
    "period": _period,
    "quarter": _quarter,
    "same": _same,
    "season": _season,
    "set": _set,
    "slashed": _slashed,
    "vague": _vague,
    "week_of": _week_of,
    "week_with": _week_with,
    "weekday": _weekday,
    "weekday_range": _weekday_range,
    "weekend": _weekend,
    "within": _within,
    "year": _year_reader,
    "year_range": _year_range,
}
