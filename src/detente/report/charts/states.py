"""Bands of the state of channels: what runs is full, runs in part half, what stopped hollow.

Height and outline say what the colour says: a full bar, a half bar, an empty frame with a broken
outline; and each is named with its date. A change of an imprecise date fades in over its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.charts import style
from detente.report.charts.chart import Table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from detente.records import Change
    from detente.relations import Channel, ChannelChange
    from detente.report.charts.chart import Spec

_BAR: Final = 16
"""Pixels of a full bar."""
_EDGE: Final = 2
"""Pixels above the first lane, for the outline of its bars."""
_GAP: Final = 12
"""Pixels between the lanes of two channels."""
_FULL: Final = frozenset[str]({"started", "expanded", "resumed", "improved"})
_PART: Final = frozenset[str]({"resumed-in-part", "reduced", "strained"})
_MOODS: Final = frozenset[str]({"strained", "improved"})
"""What says how a channel fares, and leaves open whether it runs."""
_KINDS: Final = ("runs", "runs in part", "stopped")


def kind(status: Change) -> str:
    """What a change leaves behind: a channel that `runs`, `runs in part` or `stopped`.

    >>> kind("resumed-in-part")
    'runs in part'
    """
    if status in _FULL:
        return _KINDS[0]
    return _KINDS[1] if status in _PART else _KINDS[2]


def words(change: ChannelChange) -> str:
    """A change as one says it: `suspended 5 Jan 2020`."""
    doubts = ("disputed",) * bool(change.disputed) + ("date presumed",) * change.presumed
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    when = f" {wording.date(change.date)}" if change.date else ""
    return f"{change.status.replace('-', ' ')}{when}{doubt}"


@dataclass(frozen=True, slots=True)
class _Lane:
    """A channel's place among the lanes: its upper edge and how many lines of labels it has."""

    channel: Channel
    top: int
    labels: tuple[tuple[ChannelChange, int], ...]

    @property
    def height(self) -> int:
        return _BAR + style.LINE * (1 + max((level for _, level in self.labels), default=-1))


def table(channels: Sequence[Channel]) -> Table:
    """Every change with the words of its first report."""
    return Table(
        title="Changes of channels",
        columns=("Channel", "Change", "Date", "Reports", "Origins", "Words", "Document"),
        rows=tuple(
            (
                channel.name,
                change.status,
                change.date,
                len(change.reports),
                change.origins,
                change.reports[0].quote,
                change.reports[0].document,
            )
            for channel in channels
            for change in (*channel.changes, *channel.undated, *channel.foreseen)
        ),
    )


def lanes(channels: Sequence[Channel], span: style.Span, *, labels: bool = False) -> Spec | None:
    """A view with a lane a channel; None if no change has a date within the days shown.

    Args:
        channels: The channels.
        span: The days shown.
        labels: Whether the days are named below.
    """
    placed: list[_Lane] = []
    top = _EDGE
    for channel in channels:
        changes = tuple(_labels(channel, span))
        if changes:
            placed.append(_Lane(channel, top, changes))
            top += placed[-1].height + _GAP
    if not placed:
        return None
    return {
        "width": style.WIDTH,
        "height": top,
        "layer": [
            span.frame(labels=labels),
            *_bars([bar for lane in placed for bar in _segments(lane, span)], span),
            _changes([mark for lane in placed for mark in _marks(lane, span)]),
            _names(placed),
        ],
    }


def _labels(channel: Channel, span: style.Span) -> Iterator[tuple[ChannelChange, int]]:
    """The changes that begin a state, each with the line its label stands in.

    Of those that had come before the first day shown, the last says how the channel stood then.
    """
    turns = [change for change in _turns(channel) if _begins(change, span) < span.end]
    before = sum((change.latest or span.first) < span.first for change in turns)
    shown = turns[max(before - 1, 0) :]
    places = [
        (_place(change, span), style.width(words(change), style.SMALL, bold=True))
        for change in shown
    ]
    yield from zip(shown, style.hanging(places), strict=True)


def _turns(channel: Channel) -> Iterator[ChannelChange]:
    """Changes after which a channel stands otherwise than before.

    Strain and improvement are among them only where nothing else is known of the channel.
    """
    running = [change for change in channel.changes if change.status not in _MOODS]
    before = None
    for change in running or channel.changes:
        if change.status != before:
            yield change
        before = change.status


def _place(change: ChannelChange, span: style.Span) -> float:
    """Where its label begins: at its first day, but never beyond the right edge."""
    size = style.width(words(change), style.SMALL, bold=True)
    return min(span.at(_begins(change, span)), style.WIDTH + style.RIGHT - size)


def _begins(change: ChannelChange, span: style.Span) -> dt.date:
    return max(change.earliest or span.first, span.first)


def _segments(lane: _Lane, span: style.Span) -> Iterator[Spec]:
    """From each change to the next: first the days it may have come on, then those after."""
    changes = [change for change, _ in lane.labels]
    ends = [*(_begins(after, span) for _, after in pairwise(changes)), span.end]
    for change, end in zip(changes, ends, strict=True):
        begin = _begins(change, span)
        sure = min(style.after(change.latest or begin) if _vague(change) else begin, end)
        sure = max(sure, begin)
        half = kind(change.status) == "runs in part"
        common = {
            "channel": lane.channel.name,
            "state": kind(change.status),
            "status": change.status,
            "date": change.date,
            "top": lane.top + (_BAR / 2 if half else 0),
            "bottom": lane.top + _BAR,
        }
        if begin < sure:
            yield {**common, "first": begin.isoformat(), "end": sure.isoformat(), "sure": False}
        if sure < end:
            yield {**common, "first": sure.isoformat(), "end": end.isoformat(), "sure": True}


def _vague(change: ChannelChange) -> bool:
    return change.earliest != change.latest


def _marks(lane: _Lane, span: style.Span) -> Iterator[Spec]:
    """A line from the bar down to the label of each change; all in pixels."""
    for change, level in lane.labels:
        line = lane.top + _BAR + 2 + level * style.LINE
        yield {
            "x": span.at(_begins(change, span)),
            "left": _place(change, span),
            "top": lane.top,
            "line": line,
            "bottom": line + style.SMALL,
            "text": words(change),
            "colour": style.CONFLICT if kind(change.status) == "stopped" else style.INK,
        }


def _bars(bars: Sequence[Spec], span: style.Span) -> list[Spec]:
    looks: dict[str, Spec] = {
        "runs": {"fill": style.COOPERATION, "stroke": style.COOPERATION},
        "runs in part": {"fill": style.COOPERATION_PALE, "stroke": style.COOPERATION},
        "stopped": {"fill": "white", "stroke": style.CONFLICT, "strokeDash": [4, 3]},
    }
    named = [{"field": key} for key in ("channel", "status", "date")]
    return [
        {
            "data": {"values": [bar for bar in bars if bar["state"] == state]},
            "mark": {"type": "rect", "clip": True, "strokeWidth": 1.3, **look},
            "encoding": {
                "x": span.x("first"),
                "x2": {"field": "end"},
                "y": {"field": "top", "type": "quantitative", "scale": None, "axis": None},
                "y2": {"field": "bottom"},
                "opacity": {"condition": {"test": "datum.sure", "value": 1}, "value": 0.4},
                "tooltip": named,
            },
        }
        for state, look in looks.items()
    ]


def _changes(marks: Sequence[Spec]) -> Spec:
    x = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
    y = {"field": "top", "type": "quantitative", "scale": None, "axis": None}
    text = {"type": "text", "align": "left", "baseline": "top", "dx": 3, "fontWeight": "bold"}
    return {
        "data": {"values": list(marks)},
        "layer": [
            {
                "mark": {"type": "rule", "color": style.INK, "strokeWidth": 1},
                "encoding": {"x": x, "y": y, "y2": {"field": "bottom"}},
            },
            {
                "mark": text,
                "encoding": {
                    "x": {**x, "field": "left"},
                    "y": {**y, "field": "line"},
                    "text": {"field": "text"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
        ],
    }


def _names(placed: Sequence[_Lane]) -> Spec:
    rows = [
        {"name": lane.channel.name.replace("-", " "), "y": lane.top + _BAR / 2} for lane in placed
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": "right", "baseline": "middle", "fontWeight": "bold"},
        "encoding": {
            "x": {"value": -10},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": "name"},
        },
    }
