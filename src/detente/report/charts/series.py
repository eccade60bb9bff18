"""A relation as a picture: channels, cooperation and conflict, volume, turning points."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.charts import states, style
from detente.report.charts.chart import Chart, Table
from detente.report.charts.timeline import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook.rows import Row
    from detente.relations import (
        By,
        Channel,
        Measure,
        Period,
        Point,
        Relation,
        Series,
        TurningPoint,
    )
    from detente.report.charts.chart import Cell, Spec

    Turns = tuple[TurningPoint, ...]
    """Turning points of one period."""

_HEIGHT: Final = 220
"""Pixels of the panel of cooperation and conflict."""
_VOLUME: Final = 56
"""Pixels of the panel of volume."""
_BESIDE: Final = 0.15
"""Of the one side of the scale the least that the other side takes, though nothing is there."""
_SHORTEST: Final = dt.timedelta(days=6)
"""After the first day the least that is shown."""
_WIDEST: Final = 84
"""Pixels of a bar at most: the only month of a series is no wall."""
_NOWHERE: Final = dt.date(2000, 1, 1)
"""A day for a chart of nothing."""
_INSET: Final = 0.14
"""Share of a period left free on each side of its bar."""
_MANY: Final = 60
"""Periods beyond which bars stand side by side."""
_TITLE: Final = -52
"""Where the titles of scales stand, in pixels."""
_CIRCLE: Final = 16
"""Pixels of the circle that numbers a turning point."""

_MEASURES: Final[dict[Measure, tuple[str, str]]] = {
    "events": ("volume", " events"),
    "cooperation_events": ("cooperation", " events"),
    "conflict_events": ("conflict", " events"),
    "net_plover": ("net PLOVER score", ""),
}
"""What a turning point is a change of, and what it is counted in."""

_COLUMNS: Final = (
    "Period", "Cooperation (PLOVER)", "Conflict (PLOVER)", "Net (PLOVER)", "Net, smoothed (PLOVER)",
    "Events", "Reports", "Origins",
)  # fmt: skip


def of_relation(
    shown: Relation,
    *,
    source: str,
    finding: str,
    window: tuple[dt.date | None, dt.date | None] = (None, None),
) -> Chart:
    """The chart of a relation.

    Args:
        shown: The relation.
        source: Where the data come from, for the line below the chart.
        finding: What it shows, in a sentence, for the line below the title.
        window: First and last day to show; None for as far as anything is known.
    """
    span = _span(shown, window)
    series = shown.series
    title = f"{wording.flat(shown.first.name)} – {wording.flat(shown.second.name)}"
    points = (point for point in shown.turning_points if point.period.first < span.end)
    numbered = by_period(points)
    lanes = states.lanes(shown.channels, span, labels=not series.points)
    parts = [lanes, *(_panels(series, numbered, span) if series.points else ())]
    notes = [
        *_explained(lanes, series),
        *_turning(numbered, series),
        *_undrawn(shown.channels),
        f"Source: {source}",
    ]
    return Chart(
        title=title,
        description=finding,
        source=source,
        spec=style.chart(title, finding, [part for part in parts if part], notes),
        tables=(
            Table(f"By {series.by}", _COLUMNS, tuple(_rows(series.points))),
            *([states.table(shown.channels)] if shown.channels else []),
        ),
    )


def _span(shown: Relation, window: tuple[dt.date | None, dt.date | None]) -> style.Span:
    """The periods of the days asked for, else all and all dated changes."""
    points = shown.series.points
    days = [day for point in points for day in (point.period.first, point.period.last)]
    for channel in shown.channels:
        for change in channel.changes:
            days += [day for day in (change.earliest, change.latest) if day]
    within = [day for day in days if dt.date.min < day < dt.date.max] or [_NOWHERE]
    first, last = window[0] or min(within), window[1] or max(within)
    if points:
        first, last = min(first, points[0].period.first), max(last, points[-1].period.last)
    return style.Span(first, max(last, first + _SHORTEST), shown.series.by)


def _rows(points: Sequence[Point]) -> Iterator[tuple[Cell, ...]]:
    for point in points:
        both = point.both
        yield (
            point.period.name,
            round(both.cooperation_plover, 2),
            round(both.conflict_plover, 2),
            round(both.net_plover, 2),
            round(point.smoothed.net_plover, 2),
            round(both.events, 2),
            round(both.reports, 2),
            round(both.origins, 2),
        )


def _panels(series: Series, numbered: Sequence[Turns], span: style.Span) -> Iterator[Spec | None]:
    """The numbers of turning points, the scores, and the volume below."""
    values = _values(series.points, span)
    yield _numbers(numbered, span)
    yield _score(values, numbered, series.by, span)
    yield _volume(values, span)


def _values(points: Sequence[Point], span: style.Span) -> list[Spec]:
    """A row a period: its days, the edges of its bar, and what is drawn of it."""
    first = points[0].period
    pixels = span.at(style.after(first.last)) - span.at(first.first)
    inset = max(_INSET if len(points) <= _MANY else 0.0, (1 - _WIDEST / max(pixels, 1)) / 2)
    return [
        {
            "period": point.period.name,
            "first": point.period.first.isoformat(),
            "last": point.period.last.isoformat(),
            "left": _moment(point, inset),
            "middle": _moment(point, 0.5),
            "right": _moment(point, 1 - inset),
            "cooperation": round(point.both.cooperation_plover, 3),
            "conflict": round(-point.both.conflict_plover, 3),
            "net": round(point.both.net_plover, 3),
            "smoothed": round(point.smoothed.net_plover, 3),
            "events": round(point.both.events, 3),
            "reports": round(point.both.reports, 3),
            "origins": round(point.both.origins, 3),
        }
        for point in points
    ]


def _moment(point: Point, share: float) -> str:
    """The moment when that share of a period is over."""
    length = dt.timedelta(days=(point.period.last - point.period.first).days + 1)
    begin = dt.datetime.combine(point.period.first, dt.time(), dt.UTC)
    return f"{begin + length * share:%Y-%m-%dT%H:%M:%SZ}"


def _score(values: list[Spec], numbered: Sequence[Turns], by: By, span: style.Span) -> Spec:
    both = [row[field] for row in values for field in ("cooperation", "conflict", "smoothed")]
    low, high = min(both), max(both)
    ticks = style.scale(min(low, -_BESIDE * high), max(high, -_BESIDE * low))
    axis = {
        "title": f"PLOVER score, sum a {by}",
        "values": ticks,
        "tickCount": len(ticks),
        "labelExpr": _SIGNED,
        "titleX": _TITLE,
    }
    y = {
        "type": "quantitative",
        "scale": {"domain": [ticks[0], ticks[-1]], "nice": False, "zero": False},
    }
    rule = {"type": "rule", "color": style.INK, "strokeDash": [3, 3]}
    return {
        "width": style.WIDTH,
        "height": _HEIGHT,
        "data": {"values": values},
        "layer": [
            span.frame(),
            _bars("cooperation", style.COOPERATION, span, {**y, "axis": axis}),
            _bars("conflict", style.CONFLICT, span, y),
            {
                "data": {"values": [{"y": 0}]},
                "mark": "rule",
                "encoding": {"y": {**y, "field": "y"}},
            },
            *_line(span, y, few=len(values) <= _MANY),
            {
                "data": {"values": [{"first": str(points[0].period.first)} for points in numbered]},
                "mark": rule,
                "encoding": {"x": span.x("first")},
            },
            _names(values, ticks),
        ],
    }


def _bars(field: str, colour: str, span: style.Span, y: Spec) -> Spec:
    named = [{"field": key} for key in ("period", field, "net", "events", "reports", "origins")]
    return {
        "transform": [{"filter": f"datum.{field} != 0"}],
        "mark": {"type": "rect", "color": colour, "stroke": "white", "strokeWidth": 0.5},
        "encoding": {
            "x": span.x("left"),
            "x2": {"field": "right"},
            "y": {"field": field, **y},
            "y2": {"datum": 0},
            "tooltip": named,
        },
    }


_SIGNED: Final = "datum.value > 0 ? '+' + datum.label : replace(datum.label, '-', '\u2212')"


def _line(span: style.Span, y: Spec, *, few: bool) -> list[Spec]:
    """The smoothed net, white around so that it stands out from the bars."""
    place = {"x": span.x("middle"), "y": {"field": "smoothed", **y}}
    return [
        {"mark": {"type": "line", "color": "white", "strokeWidth": 5}, "encoding": place},
        {"mark": {"type": "line", "color": style.INK, "strokeWidth": 2}, "encoding": place},
        {
            "mark": {"type": "circle", "color": style.INK, "size": 16, "opacity": 1},
            "encoding": place,
        },
    ][: 3 if few else 2]


def _names(values: Sequence[Spec], ticks: Sequence[float]) -> Spec:
    """Words to the right instead of a legend: what is above, what is below, what the line is."""

    def height(value: float) -> float:
        return (ticks[-1] - value) / (ticks[-1] - ticks[0]) * _HEIGHT

    named = [
        ("\u25b2 cooperation", style.COOPERATION, height(ticks[-1] / 2) - style.LINE),
        ("\u25bc conflict", style.CONFLICT, height(ticks[0] / 2) + style.LINE),
        *(("\u2014 net, smoothed", style.INK, height(row["smoothed"])) for row in values[-1:]),
    ]
    heights = style.apart([at for _, _, at in named])
    rows = [
        {"text": text, "colour": colour, "y": at}
        for (text, colour, _), at in zip(named, heights, strict=True)
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "fontWeight": "bold"},
        "encoding": {
            "x": {"value": style.WIDTH + 6},
            "y": {"field": "y", "type": "quantitative", "scale": None},
            "text": {"field": "text"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _numbers(numbered: Sequence[Turns], span: style.Span) -> Spec | None:
    """The numbers of the turning points in a strip of their own, never on each other."""
    if not numbered:
        return None
    firsts = [points[0].period.first for points in numbered]
    places = [(span.at(first) - _CIRCLE / 2, float(_CIRCLE)) for first in firsts]
    levels = style.levels(places, gap=2)
    height = _CIRCLE * (max(levels) + 1)
    rows = [
        {"first": str(first), "number": str(n), "y": height - (level + 0.5) * _CIRCLE}
        for n, (first, level) in enumerate(zip(firsts, levels, strict=True), start=1)
    ]
    place = {
        "x": span.x("first"),
        "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
    }
    marks: list[tuple[Spec, Spec]] = [
        (
            {"type": "rule", "color": style.INK, "strokeDash": [3, 3]},
            {"y2": {"value": height + style.GAP}},
        ),
        ({"type": "circle", "size": 200, "color": style.INK, "opacity": 1}, {}),
        (
            {"type": "text", "color": "white", "fontWeight": "bold", "dy": 0.5},
            {"text": {"field": "number"}},
        ),
    ]
    return {
        "width": style.WIDTH,
        "height": height,
        "data": {"values": rows},
        "layer": [
            span.frame(),
            *({"mark": mark, "encoding": {**place, **more}} for mark, more in marks),
        ],
    }


def _volume(values: list[Spec], span: style.Span) -> Spec:
    """Events as bars, the reports of them as frames around."""
    ticks = style.scale(0, max(row["reports"] for row in values), steps=2)
    axis = {"title": "volume", "values": ticks, "tickCount": len(ticks), "titleX": _TITLE}
    y = {"type": "quantitative", "scale": {"domain": [0, ticks[-1]], "nice": False}, "axis": axis}
    frames = {"type": "rect", "fill": "white", "stroke": style.SOFT, "strokeWidth": 1}
    bars = {"type": "rect", "color": style.GREY}
    return {
        "width": style.WIDTH,
        "height": _VOLUME,
        "data": {"values": values},
        "layer": [
            span.frame(labels=True),
            *(
                {
                    "transform": [{"filter": f"datum.{field} != 0"}],
                    "mark": mark,
                    "encoding": {
                        "x": span.x("left"),
                        "x2": {"field": "right"},
                        "y": {"field": field, **y},
                        "y2": {"datum": 0},
                    },
                }
                for field, mark in (("reports", frames), ("events", bars))
            ),
        ],
    }


def _explained(lanes: Spec | None, series: Series) -> Iterator[str]:
    if lanes:
        yield (
            "Bands: a full bar is a channel that runs, a half bar one that runs in part, an empty "
            "frame one that stopped; pale where the day of the change is not exactly known."
        )
    if series.points:
        yield "Volume: grey bars count events, the frames around them their reports."
    else:
        yield "No dated event between the two is known."


def _undrawn(channels: Sequence[Channel]) -> Iterator[str]:
    """Changes that have no place in time, or none yet."""
    for channel in channels:
        name = channel.name.replace("-", " ")
        for change in channel.undated:
            known = wording.date(change.known.isoformat() if change.known else None)
            yield f"Not drawn: {name} {states.words(change)}, without a date, reported by {known}."
        for change in channel.foreseen:
            yield f"Not drawn: {name} {states.words(change)}, foreseen only."


def _turning(numbered: Sequence[Turns], series: Series) -> Iterator[str]:
    for number, points in enumerate(numbered, start=1):
        events = "; ".join(f"{line(row)}, {wording.date(row['date'])}" for row in weighty(points))
        yield f"({number}) {turns(points, series)}" + (f". {events}" if events else "")


def by_period(points: Iterable[TurningPoint]) -> list[Turns]:
    """Turning points of one period together, in order of time."""
    found: dict[Period, Turns] = {}
    for point in sorted(points, key=lambda each: each.period):
        found[point.period] = (*found.get(point.period, ()), point)
    return list(found.values())


def turns(points: Turns, series: Series) -> str:
    """What turned in a period, in words: of what, from what to what, how sure."""
    return f"{when(points[0].period)}: {'; '.join(_turn(point, series) for point in points)}"


def weighty(points: Turns, most: int = 2) -> list[Row]:
    """The first events that make the turning points of a period, each once."""
    every = {(row["document"], row["id"]): row for point in points for row in point.events}
    return list(every.values())[:most]


def _turn(point: TurningPoint, series: Series) -> str:
    what, unit = _MEASURES[point.measure]
    rose = "rises" if point.after > point.before else "falls"
    sure = f"p = {point.p_value:.3f}".rstrip("0").rstrip(".")
    level = f"{_number(point.before)} to {_number(point.after)}{unit} a {series.by}"
    return f"{what} {rose} from {level} ({sure})"


def when(period: Period) -> str:
    """A period in words: `Mar 2020`, `week of 9 Mar 2020`, `Q1 2020`."""
    day = wording.date(period.first.isoformat())
    match period.by:
        case "day":
            return day
        case "week":
            return f"week of {day}"
        case "quarter":
            return wording.date(f"{period.first:%Y}-{32 + (period.first.month + 2) // 3}")
        case "month" | "year":
            return wording.date(period.name)


def _number(value: float) -> str:
    return f"{value:.1f}".replace("-", "\u2212")
