"""How all charts look: measures, colours, and text that is measured before it is set.

The two colours are those of Okabe and Ito (*Color Universal Design*, 2008) that people of every
colour vision tell apart; shape, place or words say the same again, so that print in grey holds it.
"""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from detente.wording import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.relations import By
    from detente.report.charts.chart import Spec

WIDTH: Final = 680
"""Pixels of the part of a chart where data are drawn."""
MARGIN: Final = 118
"""Pixels to its left, where names and scales stand."""
RIGHT: Final = 84
"""Pixels to its right, where the names of lines stand."""

COOPERATION: Final = "#0072B2"
CONFLICT: Final = "#D55E00"
COOPERATION_PALE: Final = "#A9D1EA"
CONFLICT_PALE: Final = "#F6C9A8"
INK: Final = "#1F1F1F"
SOFT: Final = "#5F5F5F"
GREY: Final = "#A3A3A3"
PALE: Final = "#E6E6E6"

SMALL: Final = 11
"""Points of labels."""
GAP: Final = 12
"""Pixels between two views, one below the other."""
LINE: Final = 15
"""Pixels from one line of small text to the next."""

FONT: Final = "Arial, Helvetica, Liberation Sans, sans-serif"
_WEEK: Final = 7
_YEAR: Final = 12
"""Months."""
_DAYS: Final = (1, 2, _WEEK, 2 * _WEEK)
_MONTHS: Final = (1, 3, 6, _YEAR, 2 * _YEAR, 5 * _YEAR, 10 * _YEAR, 20 * _YEAR, 50 * _YEAR)
"""Steps of an axis, in days and in months: the first that gives few enough names is taken."""
_MONTH: Final = 30
_LEAST: Final[dict[By, int]] = {
    "day": 1, "week": _WEEK, "month": _MONTH, "quarter": 3 * _MONTH, "year": 12 * _MONTH,
}  # fmt: skip
"""Days, roughly, of the shortest step of an axis for periods of that length."""
_TICKS: Final = WIDTH // 58
"""Days named on an axis at most."""
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
"""A name of the format; nothing is fetched from there."""

CONFIG: Final[Spec] = {
    "background": "white",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "labelFontSize": SMALL,
        "titleColor": SOFT,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "gridColor": PALE,
        "domainColor": GREY,
        "tickColor": GREY,
    },
    "text": {"fontSize": SMALL, "color": INK},
    "concat": {"spacing": GAP},
}
"""What all specifications have in common."""


def chart(
    title: str, subtitle: str, parts: Sequence[Spec], notes: Sequence[str], *, axis: bool = True
) -> Spec:
    """A whole specification: the parts one below the other, between a title and notes.

    Args:
        title: What it is about.
        subtitle: The finding in one sentence; wrapped.
        parts: Views of the width `WIDTH`.
        notes: Paragraphs to stand below: explanations, the source.
        axis: Whether the last part has an axis below it, to be kept free.
    """
    heading = {
        "text": lines(title, WIDTH + MARGIN + RIGHT, 17, bold=True),
        "subtitle": lines(subtitle, WIDTH + MARGIN + RIGHT, 13),
        "anchor": "start",
        "frame": "group",
        "dx": -MARGIN,
        "fontSize": 17,
        "color": INK,
        "subtitleFontSize": 13,
        "subtitleColor": SOFT,
        "subtitlePadding": 5,
        "subtitleLineHeight": 17,
        "offset": 14,
    }
    return {
        "$schema": SCHEMA,
        "title": heading,
        "padding": {"left": 16, "right": 16, "top": 14, "bottom": 12},
        "config": CONFIG,
        "bounds": "flush",
        "center": False,
        "vconcat": [*parts, _paragraphs(notes, 2 * LINE if axis else LINE)],
    }


def _paragraphs(texts: Sequence[str], at: int) -> Spec:
    """A view of nothing but text, over the whole width of the chart, from that height down."""
    rows = []
    for text in texts:
        for each in lines(text, WIDTH + MARGIN + RIGHT, SMALL):
            rows.append({"text": each, "y": at})
            at += LINE
        at += LINE // 3
    return {
        "width": WIDTH,
        "height": at,
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "baseline": "top", "color": SOFT},
        "encoding": {
            "x": {"value": -MARGIN},
            "y": {"field": "y", "type": "quantitative", "scale": None},
            "text": {"field": "text"},
        },
    }


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how many pixels a line of text takes: a little more rather than less."""
    em = sum(_em(letter) for letter in text)
    return em * size * (1.08 if bold else 1.0)


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in " .,:;'|!ijltfrI()[]/-":
        return 0.33
    if letter in "mwMW%@—":
        return 0.9
    return 0.7 if letter.isupper() else 0.56


def lines(text: str, pixels: float, size: float, *, bold: bool = False) -> list[str]:
    """Text cut into lines of that width, between words; one flat line of a document's words.

    >>> lines("one two", 30, 11)
    ['one', 'two']
    """
    found: list[str] = []
    for word in flat(text).split(" "):
        joined = f"{found[-1]} {word}" if found else word
        if found and width(joined, size, bold=bold) <= pixels:
            found[-1] = joined
        else:
            found.append(word)
    return found


def stacked(texts: Sequence[str], middle: float) -> list[Spec]:
    """Rows of `text` and `y`: lines below each other, around a height in pixels."""
    top = middle - LINE * (len(texts) - 1) / 2
    return [{"text": text, "y": top + LINE * number} for number, text in enumerate(texts)]


def cut(text: str, pixels: float, size: float = SMALL) -> str:
    """The text, or as much of its beginning as fits, with an ellipsis.

    >>> cut("Kataib Hezbollah", 50)
    'Kataib…'
    """
    whole = flat(text)
    if width(whole, size) <= pixels:
        return whole
    kept = whole
    while kept and width(kept + "…", size) > pixels:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def levels(starts_and_widths: Iterable[tuple[float, float]], gap: float = 8) -> list[int]:
    """For each label, in order of place, the lowest level where it overlaps none before it.

    >>> levels([(0, 50), (10, 50), (70, 10)])
    [0, 1, 0]
    """
    ends: list[float] = []
    found = []
    for start, size in starts_and_widths:
        free = next((level for level, end in enumerate(ends) if end + gap <= start), len(ends))
        ends[free : free + 1] = [start + size]
        found.append(free)
    return found


def hanging(starts_and_widths: Sequence[tuple[float, float]], gap: float = 8) -> list[int]:
    """Levels, counted downwards, of labels that hang on lines at their starts, in order of place.

    The earlier of two that overlap hangs lower, so that no line crosses a label.

    >>> hanging([(0, 50), (10, 50), (70, 10)])
    [1, 0, 0]
    """
    found = [0] * len(starts_and_widths)
    for here in reversed(range(len(starts_and_widths))):
        start, size = starts_and_widths[here]
        over = [
            found[later]
            for later in range(here + 1, len(starts_and_widths))
            if starts_and_widths[later][0] < start + size + gap
        ]
        found[here] = max(over, default=-1) + 1
    return found


def scale(low: float, high: float, *, steps: int = 5) -> tuple[float, ...]:
    """Round values from below the lowest to above the highest, about that many, zero among them.

    >>> scale(-7.5, 12)
    (-10.0, -5.0, 0.0, 5.0, 10.0, 15.0)
    """
    bottom, top = min(low, 0.0), max(high, 0.0)
    rough = (top - bottom or 1.0) / steps
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * round_ for round_ in (1, 2, 5, 10) if power * round_ >= rough)
    ends = (math.floor(bottom / step), math.ceil(top / step))
    return tuple(float(f"{n * step:.12g}") for n in range(ends[0], max(ends[1], ends[0] + 1) + 1))


def apart(places: Sequence[float], gap: float = LINE) -> list[float]:
    """Heights of labels moved down as little as needed so that none stands on another.

    >>> apart([10, 12, 60])
    [10, 25, 60]
    """
    moved = list(places)
    order = sorted(range(len(places)), key=lambda each: places[each])
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + gap)
    return moved


class Span:
    """The days a chart shows, and where each stands.

    Args:
        first: First day.
        last: Last day, included.
        by: The periods shown, if any: the axis names no shorter ones.
    """

    def __init__(self, first: dt.date, last: dt.date, by: By = "day") -> None:
        self.first = first
        self.end = after(last)
        self._by = by

    def at(self, day: dt.date) -> float:
        """Where the beginning of the day stands, in pixels from the left; held within the chart."""
        share = (day - self.first).days / (self.end - self.first).days
        return min(max(share, 0.0), 1.0) * WIDTH

    def frame(self, *, labels: bool = False) -> Spec:
        """The first layer of a view: it draws nothing but sets the days, and their axis below."""
        return {
            "data": {"values": [{"first": self.first.isoformat()}]},
            "mark": {"type": "rule", "opacity": 0},
            "encoding": {
                "x": {
                    "field": "first",
                    "type": "temporal",
                    "scale": {"type": "utc", "domain": [_day(self.first), _day(self.end)]},
                    "axis": self._axis(labels=labels),
                }
            },
        }

    def x(self, field: str) -> Spec:
        """Encoding of a field of days in a view that has a `frame`."""
        return {"field": field, "type": "temporal", "scale": {"type": "utc"}}

    def _axis(self, *, labels: bool) -> Spec:
        days, form, step = self._ticks()
        stamp = f"utcFormat(datum.value, '{form}')"
        turn = f"utcmonth(datum.value) == 0 && utcdate(datum.value) <= {step}"
        label = f"datum.index == 0 || {turn} ? [{stamp}, utcFormat(datum.value, '%Y')] : {stamp}"
        return {
            "title": None,
            "values": [_day(day) for day in days],
            "tickCount": len(days),  # else Vega leaves out every other
            "labelExpr": stamp if form == "%Y" else label,
            "labels": labels,
            "ticks": labels,
            "domain": labels,
            "labelFlush": False,
            "labelOverlap": False,
            "grid": True,
        }

    def _ticks(self) -> tuple[list[dt.date], str, int]:
        """The days that are named on the axis, no more than fit; how they are written; of those
        of January, up to which day of the month the first one is.
        """
        days = (self.end - self.first).days
        for step in _DAYS:
            if days / step <= _TICKS and step >= _LEAST[self._by]:
                back = self.first.weekday() if step >= _WEEK else 0
                start = self.first + dt.timedelta(days=-back % _WEEK)
                count = range(0, (self.end - start).days, step)
                return [start + dt.timedelta(days=each) for each in count], "%-d %b", step
        found: list[dt.date] = []
        for months in _MONTHS:
            found = list(self._months(months))
            if len(found) <= _TICKS and months >= _LEAST[self._by] // _MONTH:
                return found, "%b" if months < _YEAR else "%Y", 1
        return found, "%Y", 1

    def _months(self, step: int) -> Iterable[dt.date]:
        """The first days of every so many months, counted from the beginning of a year."""
        number = self.first.year * _YEAR + self.first.month - 1 + (self.first.day > 1)
        number += -number % step
        while (day := dt.date(number // _YEAR, number % _YEAR + 1, 1)) < self.end:
            yield day
            number += step


def after(day: dt.date) -> dt.date:
    """The day after, where there is one."""
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _day(day: dt.date) -> Spec:
    """A day as Vega-Lite writes one."""
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}
