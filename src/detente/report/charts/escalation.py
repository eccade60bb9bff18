"""A chain of action and reply: two rails, one a side, and the steps between them with delays."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from detente import wording
from detente.casebook.rows import key
from detente.report.charts import style
from detente.report.charts.chart import Chart, Table
from detente.report.charts.timeline import CLASSES, legend, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.casebook.rows import Row
    from detente.relations import Chain, Link, Relation, Side
    from detente.report.charts.chart import Spec

_HEIGHT: Final = 150
_RAILS: Final = (34.0, 116.0)
"""Heights of the two rails, in pixels."""
_CIRCLE: Final = 22
"""Pixels from one numbered step to the next at least."""
_EDGE: Final = 20.0
"""Pixels free before the first step and after the last."""
_COLUMNS: Final = ("Step", "Date", "Event", "Days after", "Why a reply", "Words", "Said by")


def of_chain(shown: Relation, *, source: str) -> Chart | None:
    """The chart of the first chain of a relation, the longest; None if there is none.

    Args:
        shown: The relation.
        source: Where the data come from, for the line below the chart.
    """
    if not shown.chains:
        return None
    chain = shown.chains[0]
    names = (wording.flat(shown.first.name), wording.flat(shown.second.name))
    title = f"Action and reply: {names[0]} – {names[1]}"
    finding = _finding(chain)
    steps = _steps(chain)
    notes = [
        *(
            f"({n}) {wording.date(row['date'])}: {line(row)}"
            for n, row in enumerate(chain.events, 1)
        ),
        "An unbroken line is a reply of which a text says so, a broken one only came soon after.",
        f"Source: {source}",
    ]
    return Chart(
        title=title,
        description=finding,
        source=source,
        spec=style.chart(
            title,
            finding,
            [legend(), _drawn(chain, steps, names, ours=_ours(chain.events[0], shown.first))],
            notes,
            axis=False,
        ),
        tables=(Table("Steps", _COLUMNS, tuple(_rows(chain))),),
    )


def delay(link: Link) -> str:
    """How long a reply took: `same day`, `2 days`, `1–3 days`; empty where a date is missing."""
    if link.days is None:
        return ""
    fewest, most = link.days
    if fewest == most:
        return wording.plural(most, "day") if most else "same day"
    return f"{fewest}–{most} days"


def _rows(chain: Chain) -> Iterator[tuple[Any, ...]]:
    yield 1, chain.events[0]["date"], line(chain.events[0]), None, None, None, None
    for number, link in enumerate(chain.links, start=2):
        yield (
            number,
            link.reply["date"],
            line(link.reply),
            delay(link) or None,
            link.why,
            link.signal,
            link.said_by,
        )


def _finding(chain: Chain) -> str:
    steps = wording.plural(len(chain.events), "step")
    begin, end = (row["date"] for row in (chain.events[0], chain.events[-1]))
    of = "" if len(chain.links) == 1 else f" of {chain.said} of {len(chain.links)} replies"
    said = f"a text says so{of}" if chain.said else "no text says so"
    days = f"from {wording.date(begin)} to {wording.date(end)}"
    if begin and begin == end:
        days = wording.when(begin)
    return f"{steps} {days}; {said}."


def _steps(chain: Chain) -> list[Spec]:
    """Where each step stands: along by its day, pushed apart, on the rail of who acts."""
    days = [_day(row) for row in chain.events]
    known = [day for day in days if day] or [dt.date(2000, 1, 1)]
    span = style.Span(min(known), max(*known, min(known) + dt.timedelta(days=6)))
    places: list[float] = []
    for day in days:
        least = places[-1] + _CIRCLE if places else _EDGE
        places.append(max(span.at(day), least) if day else least)
    shrink = min(1.0, (style.WIDTH - 2 * _EDGE) / max(places[-1] - _EDGE, 1.0))
    return [
        {
            "number": str(number),
            "x": round(_EDGE + (place - _EDGE) * shrink, 1),
            "y": _RAILS[(number - 1) % 2],
            "row": row,
        }
        for number, (place, row) in enumerate(zip(places, chain.events, strict=True), start=1)
    ]


def _day(row: Row) -> dt.date | None:
    value = row["earliest"]
    if value is None or isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(value)


def _ours(row: Row, side: Side) -> bool:
    """Whether the side acts in the event, by the keys it is looked up by."""
    keys = {each.value for each in side.keys}
    for party in row["actors"]:
        values = (party["country"], party["code"], party["name"])
        if any(key(value) in keys for value in values if value):
            return True
    return False


def _drawn(chain: Chain, steps: Sequence[Spec], names: tuple[str, str], *, ours: bool) -> Spec:
    upper, lower = names if ours else reversed(names)
    return {
        "width": style.WIDTH,
        "height": _HEIGHT,
        "layer": [_rails(upper, lower), *_arrows(chain, steps), *_circles(steps)],
    }


def _rails(upper: str, lower: str) -> Spec:
    """A thin line for each side, its name before it, on several lines where it is long."""
    rails = [{"y": y, "from": 0, "to": style.WIDTH} for y in _RAILS]
    words = [
        row
        for name, y in zip((upper, lower), _RAILS, strict=True)
        for row in style.stacked(style.lines(name, style.MARGIN - 14, style.SMALL), y)
    ]
    line = {"type": "rule", "color": style.PALE, "strokeWidth": 2}
    name = {"type": "text", "align": "right", "baseline": "middle", "fontWeight": "bold"}
    return {
        "layer": [
            {
                "data": {"values": rails},
                "mark": line,
                "encoding": {"x": _pixel("from"), "x2": {"field": "to"}, "y": _pixel("y")},
            },
            {
                "data": {"values": words},
                "mark": name,
                "encoding": {"x": {"value": -10}, "y": _pixel("y"), "text": {"field": "text"}},
            },
        ],
    }


def _arrows(chain: Chain, steps: Sequence[Spec]) -> Iterator[Spec]:
    """From each step to its reply, with the delay beside it."""
    rows = [
        {
            "x": one["x"], "y": one["y"], "x2": other["x"], "y2": other["y"], "why": link.why,
            "text": delay(link), "mx": (one["x"] + other["x"]) / 2, "my": sum(_RAILS) / 2,
        }
        for (one, other), link in zip(pairwise(steps), chain.links, strict=True)
    ]  # fmt: skip
    for why, dash in (("text", [1, 0]), ("time", [5, 4])):
        yield {
            "data": {"values": [row for row in rows if row["why"] == why]},
            "mark": {"type": "rule", "color": style.INK, "strokeWidth": 1.6, "strokeDash": dash},
            "encoding": {
                "x": _pixel("x"), "y": _pixel("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"},
            },
        }  # fmt: skip
    free = [row for row in rows if row["text"] and row["x2"] - row["x"] >= _roomy(row["text"])]
    text = {"x": _pixel("mx"), "y": _pixel("my"), "text": {"field": "text"}}
    yield {
        "data": {"values": free},
        "layer": [
            {"mark": {"type": "text", "stroke": "white", "strokeWidth": 5}, "encoding": text},
            {"mark": {"type": "text", "color": style.SOFT}, "encoding": text},
        ],
    }


def _roomy(text: str) -> float:
    """Pixels between two steps from which a delay is written without touching the next."""
    return style.width(text, style.SMALL) * 0.75


def _circles(steps: Sequence[Spec]) -> Iterator[Spec]:
    """The numbered steps, in the colour and the shape of their class."""
    for number, (_, shape, filled, colour) in CLASSES.items():
        rows = [
            {"x": step["x"], "y": step["y"], "number": step["number"]}
            for step in steps
            if step["row"]["quad_class"] == number
        ]
        place = {"x": _pixel("x"), "y": _pixel("y")}
        look = {"fill": colour if filled else "white", "stroke": colour, "strokeWidth": 1.8}
        text = {"type": "text", "fontWeight": "bold", "color": "white" if filled else style.INK}
        yield {
            "data": {"values": rows},
            "layer": [
                {
                    "mark": {"type": "point", "shape": shape, "size": 420, "opacity": 1, **look},
                    "encoding": place,
                },
                {"mark": text, "encoding": {**place, "text": {"field": "number"}}},
            ],
        }


def _pixel(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}
