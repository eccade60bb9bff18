"""Events in time: exact days as points, imprecise dates as spans as long as they may mean."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from detente import wording
from detente.report.charts import style
from detente.report.charts.chart import Chart, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.casebook.rows import Row
    from detente.report.charts.chart import Spec

_ROW: Final = 17
"""Pixels of the row of one event."""
_MOST: Final = 45
"""Events up to which each has a row of its own with its words."""
_SHOWN: Final = 1500
"""Events that a chart holds at most."""
_STEP: Final = 9
"""Pixels between two marks on top of each other where events share a lane."""
_BESIDE: Final = 10
"""Pixels between a mark and the words beside it."""
CLASSES: Final = {
    1: ("cooperation in words", "circle", False, style.COOPERATION),
    2: ("cooperation in deeds", "circle", True, style.COOPERATION),
    3: ("conflict in words", "diamond", False, style.CONFLICT),
    4: ("conflict in deeds", "diamond", True, style.CONFLICT),
}
"""By quad class: what it is called; its shape, whether it is filled, its colour."""
_HAPPENED: Final = ("occurred", "ongoing")
_COLUMNS: Final = ("Date", "Earliest", "Latest", "Type", "Who", "Whom", "Status", "Reports")


def of_events(rows: Sequence[Row], *, title: str, source: str, known: int = 0) -> Chart:
    """The chart of events.

    Args:
        rows: Rows of the casebook's `events`, in order of date.
        title: What they are.
        source: Where the data come from, for the line below the chart.
        known: Of how many events these are the most reported, if not of themselves.
    """
    shown = _most_reported(rows)
    dated = [row for row in shown if row["earliest"] and row["latest"]]
    span = _span(dated)
    drawn = _listed(dated, span) if len(dated) <= _MOST else _lanes(dated, span)
    finding = _finding(dated)
    notes = [*_explained(max(known, len(rows)), len(shown), len(dated)), f"Source: {source}"]
    return Chart(
        title=title,
        description=finding,
        source=source,
        spec=style.chart(title, finding, [legend(), drawn], notes),
        tables=(
            Table(
                "Events",
                _COLUMNS,
                tuple(
                    (
                        row["date"],
                        str(row["earliest"]),
                        str(row["latest"]),
                        row["type"],
                        sides(row["actors"]),
                        sides(row["recipients"]),
                        row["status"],
                        row["reports"],
                    )
                    for row in shown
                ),
            ),
        ),
    )


def sides(parties: Sequence[Row]) -> str:
    """The names of one side of an event; `?` where nobody is named."""
    return ", ".join(wording.flat(party["name"]) for party in parties) or "?"


def line(row: Row) -> str:
    """An event in a line: what it was, who to whom."""
    who, whom = sides(row["actors"]), sides(row["recipients"])
    mutual = who == whom and len(row["actors"]) > 1
    between = who.replace(", ", " \u2194 ") if mutual else f"{who} \u2192 {whom}"
    state = "" if row["status"] in _HAPPENED else f" ({row['status'].replace('-', ' ')})"
    return f"{row['type']}{state} {between}"


def _span(rows: Sequence[Row]) -> style.Span:
    """From the first day to the last, open ends left aside; a month at least."""
    ends = [day for row in rows for day in (_day(row["earliest"]), _day(row["latest"]))]
    known = [day for day in ends if dt.date.min < day < dt.date.max] or [dt.date(2000, 1, 1)]
    first, last = min(known), max(known)
    return style.Span(first, max(last, first + dt.timedelta(days=30)))


def _day(value: Any) -> dt.date:  # noqa: ANN401 - a day, or the text of one
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def _value(row: Row, span: style.Span, y: float) -> Spec:
    first, last = (_day(row[end]) for end in ("earliest", "latest"))
    begin, end = max(first, span.first), min(style.after(last), span.end)
    return {
        "date": row["date"],
        "first": begin.isoformat(),
        "end": end.isoformat(),
        "middle": f"{begin + (end - begin) / 2}T{'12' if (end - begin).days % 2 else '00'}:00:00Z",
        "exact": first == last,
        "class": row["quad_class"],
        "words": line(row),
        "reports": row["reports"],
        "event": row["happening"],
        "y": y,
        "left": span.at(begin),
        "right": span.at(end),
    }


def _listed(rows: Sequence[Row], span: style.Span) -> Spec:
    """A row an event, its words beside its mark."""
    values = [_value(row, span, _ROW * (number + 0.5)) for number, row in enumerate(rows)]
    height = max(_ROW * len(rows), 4 * _ROW)
    values = [value | _beside(value) for value in values]
    return {
        "width": style.WIDTH,
        "height": height,
        "layer": [
            span.frame(labels=True),
            *_marks(values, span),
            *(_words([each for each in values if each["side"] == side], side) for side in _ALIGNS),
            _dates(values),
        ],
    }


def _beside(value: Spec) -> Spec:
    """The words of an event and where there is room for them: after its mark, before it, on it."""
    more = f" ({value['reports']} reports)" if value["reports"] > 1 else ""
    words = value["words"] + more
    after = style.WIDTH + style.RIGHT - value["right"] - _BESIDE
    before = value["left"] - _BESIDE
    size = style.width(words, style.SMALL)
    if size <= after:
        return {"at": value["right"] + _BESIDE, "side": "left", "text": words}
    if size <= before:
        return {"at": before, "side": "right", "text": words}
    at = min(value["left"] + _BESIDE, style.WIDTH / 2)
    room = style.WIDTH + style.RIGHT - at
    return {"at": at, "side": "left", "text": style.cut(words, room), "on": True}


_ALIGNS: Final = ("left", "right")


def _words(values: Sequence[Spec], align: str) -> Spec:
    """The words, white around where they stand on a bar."""
    text = {"type": "text", "align": align, "baseline": "middle"}
    place = {"x": _pixel("at"), "y": _pixel("y"), "text": {"field": "text"}}
    return {
        "data": {"values": list(values)},
        "layer": [
            {
                "transform": [{"filter": "datum.on"}],
                "mark": {**text, "stroke": "white", "strokeWidth": 6},
                "encoding": place,
            },
            {"mark": text, "encoding": place},
        ],
    }


def _dates(values: Sequence[Spec]) -> Spec:
    """The date of each row in the margin, once where it is repeated."""
    rows = []
    for date, same in groupby(values, key=lambda value: value["date"]):
        rows.append(
            {"text": style.cut(wording.date(date), style.MARGIN - 12), "y": next(same)["y"]}
        )
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "right", "baseline": "middle", "color": style.SOFT},
        "encoding": {"x": {"value": -12}, "y": _pixel("y"), "text": {"field": "text"}},
    }


def _lanes(rows: Sequence[Row], span: style.Span) -> Spec:
    """A lane a type, marks that would hide each other on top of each other."""
    values: list[Spec] = []
    names: list[Spec] = []
    top = 0.0
    for name, each in groupby(sorted(rows, key=_lane), key=lambda row: row["type"]):
        lane = list(each)
        places = [(span.at(_day(row["earliest"])), _breadth(row, span)) for row in lane]
        levels = style.levels(places, gap=2)
        height = _STEP * (max(levels) + 1) + _STEP
        names.append({"text": f"{name} ({len(lane)})", "y": top + height / 2})
        values += [
            _value(row, span, top + height - _STEP * (level + 1))
            for row, level in zip(lane, levels, strict=True)
        ]
        top += height
    return {
        "width": style.WIDTH,
        "height": top,
        "layer": [
            span.frame(labels=True),
            *_marks(values, span),
            {
                "data": {"values": names},
                "mark": {"type": "text", "align": "right", "baseline": "middle"},
                "encoding": {"x": {"value": -12}, "y": _pixel("y"), "text": {"field": "text"}},
            },
        ],
    }


def _lane(row: Row) -> tuple[Any, ...]:
    return row["quad_class"], row["type"], _day(row["earliest"]), _day(row["latest"]), row["id"]


def _breadth(row: Row, span: style.Span) -> float:
    return max(span.at(style.after(_day(row["latest"]))) - span.at(_day(row["earliest"])), _STEP)


def _marks(values: Sequence[Spec], span: style.Span) -> Iterator[Spec]:
    """Spans of what is imprecise, then points of what is exact, by class."""
    named = [{"field": key} for key in ("words", "date", "reports")]
    for number, (_, shape, filled, colour) in CLASSES.items():
        for exact in (False, True):
            fill = colour if filled else "white"
            mark: Spec = (
                {"type": "point", "shape": shape, "size": 62, "opacity": 1, "strokeWidth": 1.6}
                if exact
                else {"type": "rect", "height": 7, "cornerRadius": 3, "strokeWidth": 1.2}
            )
            if not exact:
                mark["fillOpacity"] = 0.35 if filled else 1
            place = (
                {"x": span.x("middle")} if exact else {"x": span.x("first"), "x2": {"field": "end"}}
            )
            yield {
                "data": {
                    "values": [
                        value
                        for value in values
                        if value["class"] == number and value["exact"] is exact
                    ]
                },
                "mark": {**mark, "fill": fill, "stroke": colour},
                "encoding": {**place, "y": _pixel("y"), "tooltip": named},
            }


def legend() -> Spec:
    """The classes with their marks, in one line above."""
    layers = []
    at = 8.0
    for name, shape, filled, colour in CLASSES.values():
        look = {"fill": colour if filled else "white", "stroke": colour, "strokeWidth": 1.6}
        layers.append(
            {
                "data": {"values": [{"text": name}]},
                "mark": {"type": "point", "shape": shape, "size": 62, "opacity": 1, **look},
                "encoding": {"x": {"value": at}, "y": {"value": 6}},
            }
        )
        layers.append(
            {
                "data": {"values": [{"text": name}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "color": style.SOFT,
                },
                "encoding": {
                    "x": {"value": at + 10},
                    "y": {"value": 6},
                    "text": {"field": "text"},
                },
            }
        )
        at += style.width(name, style.SMALL) + 36
    return {"width": style.WIDTH, "height": 14, "layer": layers}


def _pixel(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _finding(rows: Sequence[Row]) -> str:
    if not rows:
        return "No event has a date."
    first, last = (wording.date(row["date"]) for row in (rows[0], rows[-1]))
    reports = sum(row["reports"] for row in rows)
    return (
        f"{wording.plural(len(rows), 'event')} in {wording.plural(reports, 'report')}, "
        f"from {first} to {last}."
    )


def _explained(known: int, shown: int, dated: int) -> Iterator[str]:
    yield "A point is an exact day; a bar is as long as the days that an imprecise date may mean."
    if shown < known:
        yield f"Shown are the {shown:,} events of the most reports, of {known:,}."
    if dated < shown:
        yield f"Not drawn: {wording.plural(shown - dated, 'event')} without a date."


def _most_reported(rows: Sequence[Row]) -> Sequence[Row]:
    """As many as a chart may hold, in the order they came."""
    if len(rows) <= _SHOWN:
        return rows
    order = sorted(range(len(rows)), key=lambda number: (-rows[number]["reports"], number))
    return [rows[number] for number in sorted(order[:_SHOWN])]
