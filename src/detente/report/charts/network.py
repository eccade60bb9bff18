"""Who deals with whom: a network, laid out on a circle, the same for the same data."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.charts import style
from detente.report.charts.chart import Chart, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.relations.ties import Tie, Ties
    from detente.report.charts.chart import Spec

_SIZE: Final = 440
"""Pixels of the height of the drawing; the circle is wider than high, as names stand beside it."""
_ROOM: Final = 46
"""Pixels between the circle and the edge, for names above and below."""
_BEND: Final = 0.2
"""How far a tie is bent to the middle, from 0 (straight) to 1 (through it)."""
_STEPS: Final = 16
"""Straight pieces of a curve."""
_MOST: Final = 20
"""Actors that are drawn: those of the most events."""
_SIGNED: Final = 6
"""Ties whose figures are written beside them."""
_LEANS: Final = ("cooperation", "conflict", "both alike")
_COLUMNS: Final = (
    "Actor", "Other actor", "Events", "Reports", "Cooperation (PLOVER)", "Conflict (PLOVER)",
    "Net (PLOVER)",
)  # fmt: skip

_Place = tuple[float, float]


def of_ties(ties: Ties, *, source: str) -> Chart:
    """The chart of a network.

    Args:
        ties: Who dealt with whom, and how.
        source: Where the data come from, for the line below the chart.
    """
    shown = _heaviest(ties.ties)
    names = _order(sorted({name for tie in shown for name in tie.pair}), shown)
    places = _circle(names)
    finding = _finding(shown)
    return Chart(
        title="Who deals with whom",
        description=finding,
        source=source,
        spec=style.chart(
            "Who deals with whom",
            finding,
            [_drawn(shown, places)],
            [*_explained(ties, shown), f"Source: {source}"],
            axis=False,
        ),
        tables=(
            Table(
                "Ties",
                _COLUMNS,
                tuple(
                    (
                        *tie.pair,
                        tie.events,
                        tie.reports,
                        round(tie.cooperation_plover, 2),
                        round(tie.conflict_plover, 2),
                        round(tie.net_plover, 2),
                    )
                    for tie in ties.ties
                ),
            ),
        ),
    )


def lean(tie: Tie) -> str:
    """Which way a tie leans: `cooperation`, `conflict` or `both alike`."""
    if abs(tie.net_plover) < 0.1 * (tie.cooperation_plover + tie.conflict_plover):
        return _LEANS[2]
    return _LEANS[0] if tie.net_plover > 0 else _LEANS[1]


def _heaviest(ties: Sequence[Tie]) -> list[Tie]:
    """The ties among the actors with the most events."""
    weight: dict[str, int] = {}
    for tie in ties:
        for name in tie.pair:
            weight[name] = weight.get(name, 0) + tie.events
    kept = set(sorted(weight, key=lambda name: (-weight[name], name))[:_MOST])
    return [tie for tie in ties if kept.issuperset(tie.pair)]


def _order(names: list[str], ties: Sequence[Tie]) -> list[str]:
    """Names around the circle so that those who deal much stand near: exchanges while they help."""
    weight = {frozenset(tie.pair): math.sqrt(tie.events) for tie in ties}

    def length(order: Sequence[str]) -> float:
        count = len(order)
        at = {name: number for number, name in enumerate(order)}
        total = 0.0
        for pair, heavy in weight.items():
            one, other = (at[name] for name in pair)
            total += heavy * math.sin(math.pi * abs(one - other) / count)
        return total

    best, shortest = list(names), length(names)
    improved = True
    while improved:
        improved = False
        for one, other in combinations(range(len(best)), 2):
            tried = list(best)
            tried[one], tried[other] = tried[other], tried[one]
            found = length(tried)
            if found < shortest - 1e-9:
                best, shortest, improved = tried, found, True
    return best


def _circle(names: Sequence[str]) -> dict[str, _Place]:
    """Places on an ellipse, the first at the top."""
    across, down = style.WIDTH * 0.34, _SIZE / 2 - _ROOM
    places = {}
    for number, name in enumerate(names):
        turn = 2 * math.pi * number / len(names) - math.pi / 2
        places[name] = (
            round(style.WIDTH / 2 + across * math.cos(turn), 1),
            round(_SIZE / 2 + down * math.sin(turn), 1),
        )
    return places


def _drawn(ties: Sequence[Tie], places: Mapping[str, _Place]) -> Spec:
    most = max((tie.events for tie in ties), default=1)
    return {
        "width": style.WIDTH,
        "height": _SIZE,
        "layer": [
            *_edges(ties, places, most),
            _figures(ties, places),
            _dots(places),
            *(_names(places, side) for side in ("left", "center", "right")),
        ],
    }


def _edges(ties: Sequence[Tie], places: Mapping[str, _Place], most: int) -> Iterator[Spec]:
    """The ties by what they lean to, those of the fewest events last, so that none is hidden."""
    looks: dict[str, Spec] = {
        "cooperation": {"color": style.COOPERATION},
        "conflict": {"color": style.CONFLICT, "strokeDash": [7, 4]},
        "both alike": {"color": style.GREY, "strokeDash": [2, 3]},
    }
    width = {
        "field": "events",
        "type": "quantitative",
        "scale": {"type": "sqrt", "domain": [0, most], "range": [1, 7]},
        "legend": None,
    }
    named = [{"field": key} for key in ("one", "other", "events", "reports", "net")]
    for side, look in looks.items():
        rows = [row for tie in ties if lean(tie) == side for row in _edge(tie, places)]
        yield {
            "data": {"values": rows},
            "mark": {"type": "line", "opacity": 0.85, **look},
            "encoding": {
                "x": _pixel("x"),
                "y": _pixel("y"),
                "order": {"field": "step"},
                "detail": [{"field": "one"}, {"field": "other"}],
                "strokeWidth": width,
                "tooltip": named,
            },
        }


def _edge(tie: Tie, places: Mapping[str, _Place]) -> Iterator[Spec]:
    """The points of a curve between two actors, bent to the middle of the drawing."""
    one, other = tie.pair
    named = {"one": one, "other": other, "lean": lean(tie)}
    figures = {"events": tie.events, "reports": tie.reports, "net": round(tie.net_plover, 2)}
    for step in range(_STEPS + 1):
        x, y = _curve(places[one], places[other], step / _STEPS)
        yield {**named, **figures, "step": step, "x": round(x, 1), "y": round(y, 1)}


def _curve(one: _Place, other: _Place, share: float) -> _Place:
    """Where a curve is after that share of its way (a Bezier curve of three points)."""
    found = []
    for start, end, size in zip(one, other, (style.WIDTH, _SIZE), strict=True):
        bent = (start + end) / 2 * (1 - _BEND) + size / 2 * _BEND
        rest = 1 - share
        found.append(rest * rest * start + 2 * rest * share * bent + share * share * end)
    return found[0], found[1]


def _figures(ties: Sequence[Tie], places: Mapping[str, _Place]) -> Spec:
    """Net and number of events beside the heaviest ties, where they hide nothing."""
    taken = [(x - 14, y - 14, x + 14, y + 14) for x, y in places.values()]
    rows = []
    for tie in sorted(ties, key=lambda each: (-each.events, each.pair))[:_SIGNED]:
        words = f"{_signed(tie.net_plover)} in {tie.events}"
        half = style.width(words, style.SMALL, bold=True) / 2
        for x, y in _along(places[tie.pair[0]], places[tie.pair[1]]):
            box = (x - half, y - 8, x + half, y + 8)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                rows.append({"text": words, "x": round(x, 1), "y": round(y, 1)})
                break
    common = {"x": _pixel("x"), "y": _pixel("y"), "text": {"field": "text"}}
    halo = {"type": "text", "stroke": "white", "strokeWidth": 5, "fontWeight": "bold"}
    return {
        "data": {"values": rows},
        "layer": [
            {"mark": halo, "encoding": common},
            {"mark": {"type": "text", "fontWeight": "bold"}, "encoding": common},
        ],
    }


def _along(one: _Place, other: _Place) -> Iterator[_Place]:
    """Places on the way, from the middle outwards."""
    for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74):
        yield _curve(one, other, share)


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _dots(places: Mapping[str, _Place]) -> Spec:
    rows = [{"name": name, "x": x, "y": y} for name, (x, y) in places.items()]
    return {
        "data": {"values": rows},
        "mark": {
            "type": "circle",
            "size": 170,
            "color": style.INK,
            "opacity": 1,
            "stroke": "white",
        },
        "encoding": {"x": _pixel("x"), "y": _pixel("y")},
    }


def _names(places: Mapping[str, _Place], align: str) -> Spec:
    """The names of one side of the circle, beside their dots and away from it."""
    away = {"left": (12, 0), "right": (-12, 0), "center": (0, 0)}[align]
    rows = [
        {"x": x, **line}
        for name, (x, y) in places.items()
        if _side(x) == align
        for line in style.stacked(
            style.lines(name, style.WIDTH * 0.24, 12, bold=True),
            y + (_above(y) if align == "center" else 0),
        )
    ]
    text = {
        "type": "text", "align": align, "baseline": "middle", "dx": away[0], "fontSize": 12,
        "fontWeight": "bold",
    }  # fmt: skip
    place = {"x": _pixel("x"), "y": _pixel("y"), "text": {"field": "text"}}
    halo = {"stroke": "white", "strokeWidth": 5, "strokeJoin": "round"}
    return {
        "data": {"values": rows},
        "layer": [
            {"mark": {**text, **halo}, "encoding": place},
            {"mark": text, "encoding": place},
        ],
    }


def _side(x: float) -> str:
    if round(x) == style.WIDTH // 2:
        return "center"
    return "left" if x > style.WIDTH / 2 else "right"


def _above(y: float) -> int:
    return -18 if y < _SIZE / 2 else 18


def _pixel(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _signed(value: float) -> str:
    return f"{value:+.0f}".replace("-", "\u2212")


def _finding(ties: Sequence[Tie]) -> str:
    """The heaviest tie in a sentence."""
    if not ties:
        return "No event has two sides that are known."
    first = max(ties, key=lambda tie: (tie.events, tie.pair))
    events = "1 event" if first.events == 1 else f"{first.events} events"
    net = f"{_signed(first.net_plover)} net on the PLOVER scale"
    return f"Most is known of {first.pair[0]} and {first.pair[1]}: {events}, {net} ({lean(first)})."


def _explained(ties: Ties, shown: Sequence[Tie]) -> Iterator[str]:
    yield (
        "Unbroken blue lines lean to cooperation, broken orange ones to conflict, dotted grey ones "
        "to neither; wide lines stand for many events. Figures: net PLOVER score, number of events."
    )
    left = len(ties.ties) - len(shown)
    if left:
        yield f"Drawn are the {_MOST} actors of the most events; {left} more ties are in the data."
    if ties.left_out:
        events = wording.plural(ties.left_out, "event")
        yield f"Left out: {events} with a side that is not known or named only in general."
