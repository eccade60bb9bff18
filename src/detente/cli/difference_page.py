"""Two days of a relation compared, as a page for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.cli import typography as typo
from detente.cli.quoted import Measured
from detente.cli.relation_page import change_told, event_told, section
from detente.cli.typography import flat
from detente.dates import day, shortest
from detente.report.charts.series import by_period, turns
from detente.report.difference import status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from rich.console import RenderableType

    from detente.report.difference import ChannelDifference, Difference

_MEASURE: Final = 100
"""Columns of a page at most: longer lines tire."""
_INDENT: Final = 2


class DifferencePage:
    """Lays out a difference for `rich`, from 60 columns upwards, with and without colour.

    Args:
        found: What to show.
    """

    def __init__(self, found: Difference) -> None:
        self._found = found

    def __rich__(self) -> Measured:
        found = self._found
        content = Group(
            *self._head(),
            *section("Channels", len(found.channels), map(_channel, found.channels)),
            *section("Scores and volume", 1, self._measures()),
            *section("Events between", found.event_count, self._events()),
            *section("Turning points", len(by_period(found.turning_points)), self._turns()),
            Text(),
            Rule(style="dim"),
            Text(typo.LEGEND, "dim"),
            Text(f"Source: {found.told.source}", "dim"),
        )
        return Measured(content, _MEASURE)

    def _head(self) -> Iterator[RenderableType]:
        found = self._found
        shown = found.told.relation
        names = (flat(side.name) for side in (shown.first, shown.second))
        yield Text(" ⇄ ".join(names), style="bold")
        yield Text(f"{_day(found.before.last)} and {_day(found.after.last)}")
        yield Text()
        yield Text(flat(found.finding))

    def _measures(self) -> Iterator[RenderableType]:
        before, after = self._found.before, self._found.after
        rows = Table.grid(padding=(0, 2, 0, 0))
        rows.add_column(overflow="fold")
        for _ in range(3):
            rows.add_column(justify="right")
        heads = ("", _days(before.first, before.last), _days(after.first, after.last), "change")
        rows.add_row(*(Text(head, "dim") for head in heads))
        for each in self._found.measures:
            rows.add_row(each.words, *each.shown)
        yield rows
        told = [
            f"{typo.plural(count, 'event')} {_LEFT_OUT[name]}"
            for name, count in self._found.left_out.items()
            if count
        ]
        if told:
            yield Text(f"not counted: {', '.join(told)}", "dim")

    def _events(self) -> Iterator[RenderableType]:
        yield Group(*map(event_told, self._found.events))
        more = self._found.event_count - len(self._found.events)
        if more > 0:
            yield Text(f"… and {typo.plural(more, 'event')} of less weight", "dim")

    def _turns(self) -> Iterator[RenderableType]:
        series = self._found.told.relation.series
        for points in by_period(self._found.turning_points):
            yield Text(turns(points, series))


_LEFT_OUT: Final = {
    "undated": "without a date",
    "imprecise": "dated too vaguely",
    "not_happened": "that did not happen",
}


def _channel(each: ChannelDifference) -> RenderableType:
    """A channel on both days, then its changes between, or the one its state rests on."""
    name = each.channel.replace("-", " ")
    if each.differs:
        head = f"≠ {name}: {status(each.before)} → {status(each.after)}"
    else:
        head = f"= {name}: {status(each.after)} on both days"
    told = (
        Padding(change_told(change, "" if change.date else "by "), (0, 0, 0, _INDENT))
        for change in each.grounds
    )
    return Group(Text(head, "bold" if each.differs else ""), *told)


def _days(first: dt.date, last: dt.date) -> str:
    return typo.date(shortest(first, last))


def _day(date: dt.date) -> str:
    return typo.date(day(date))
