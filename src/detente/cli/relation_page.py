"""A relation as a page for a person: how it stands, its course, its channels, turns and chains."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.cli import typography as typo
from detente.cli.quoted import Measured, Quoted
from detente.cli.sparkline import gathered, sparkline
from detente.cli.typography import facts, flat
from detente.dates import day
from detente.report.charts.escalation import delay
from detente.report.charts.series import by_period, turns, weighty, when
from detente.report.charts.timeline import line
from detente.report.relation import balance, known, said, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from detente.casebook.rows import Row
    from detente.relations import (
        Chain,
        Channel,
        ChannelChange,
        ChannelState,
        Flow,
        Series,
        TurningPoint,
    )
    from detente.report.relation import Standing

_MEASURE: Final = 100
"""Columns of a page at most: longer lines tire."""
_INDENT: Final = 2
_DATE: Final = 16
_BLOCKS: Final = 36
"""Columns of a sparkline at most."""
_EVENTS: Final = 3
"""Events shown of a turning point."""
_QUOTES: Final = 2
"""Quotes shown of a change."""
_CHAINS: Final = 3
_OPEN: Final = "?"


class RelationPage:
    """Lays out a relation for `rich`, from 60 columns upwards, with and without colour.

    Args:
        told: What to show.
    """

    def __init__(self, told: Standing) -> None:
        self._told = told
        self._relation = told.relation
        self._series = told.relation.series

    def __rich__(self) -> Measured:
        told, relation = self._told, self._relation
        content = Group(
            *self._head(),
            *section("Where it stands", 0, self._stands()),
            *section("Course", int(bool(self._series.points)), self._course()),
            *section("Channels", len(relation.channels), map(_channel, relation.channels)),
            *section("Turning points", len(by_period(relation.turning_points)), self._turns()),
            *section("Action and reply", len(relation.chains), self._chains()),
            *section("Spillover", int(told.spillover is not None), self._spillover()),
            *self._foot(),
        )
        return Measured(content, _MEASURE)

    def _head(self) -> Iterator[RenderableType]:
        names = (flat(side.name) for side in (self._relation.first, self._relation.second))
        yield Text(" ⇄ ".join(names), style="bold")
        period = typo.date(self._told.period) if self._told.period else "no dated event"
        channel = self._told.asked.channel
        yield Text(facts(period, f"by {self._series.by}", f"channel {channel}" if channel else ""))

    def _stands(self) -> Iterator[RenderableType]:
        if self._told.on:
            yield Text(f"on {typo.date(day(self._told.on))}", style="dim")
        if not self._told.states:
            yield Text("No change of any channel is known.")
        for state in sorted(self._told.states, key=lambda each: each.status is None):
            yield Group(*_state(state))
        yield Text(balance(self._series))

    def _course(self) -> Iterator[RenderableType]:
        points = self._series.points
        rows = Table.grid(padding=(0, 2, 0, 0))
        rows.add_column(no_wrap=True)
        rows.add_column(no_wrap=True)
        rows.add_column()
        both = [point.both for point in points]
        most = max(
            max(gathered([getattr(flow, name) for flow in both], _BLOCKS))
            for name in ("cooperation_plover", "conflict_plover")
        )
        for title, name, top, style in _LINES:
            values = [getattr(flow, name) for flow in both]
            shared = most if top else None
            blocks = sparkline(values, width=_BLOCKS, most=shared)
            rows.add_row(title, Text(blocks, style), Text(self._peak(values, title), "dim"))
        yield rows
        step = -(-len(points) // _BLOCKS)
        each = (
            f"one block {step} {self._series.by}s" if step > 1 else f"one block a {self._series.by}"
        )
        yield Text(facts(f"{when(points[0].period)} – {when(points[-1].period)}", each), "dim")
        yield self._ways()
        yield from self._outside()

    def _peak(self, values: Sequence[float], title: str) -> str:
        most = max(values)
        if not most:
            return "none"
        unit = "" if title in {"events", "reports"} else " PLOVER"
        period = self._series.points[values.index(most)].period
        return f"most {most:.4g}{unit}, {when(period)}"

    def _ways(self) -> RenderableType:
        names = [flat(side.name) for side in (self._relation.first, self._relation.second)]
        rows = Table.grid(padding=(0, 2, 0, 0))
        rows.add_column(overflow="fold")
        for _ in range(4):
            rows.add_column(justify="right")
        heads = ("sums", "cooperation", "conflict", "net", "events")
        rows.add_row(*(Text(head, "dim") for head in heads))
        for title, way in ((" → ".join(names), "there"), (" → ".join(names[::-1]), "back")):
            flows: list[Flow] = [getattr(point, way) for point in self._series.points]
            rows.add_row(
                title,
                signed(sum(flow.cooperation_plover for flow in flows)),
                signed(-sum(flow.conflict_plover for flow in flows)),
                signed(sum(flow.net_plover for flow in flows)),
                f"{sum(flow.events for flow in flows):.4g}",
            )
        return rows

    def _outside(self) -> Iterator[RenderableType]:
        counted = (
            (self._series.undated, "without a date"),
            (self._series.imprecise, "dated too vaguely"),
            (self._series.not_happened, "that did not happen"),
        )
        told = [f"{typo.plural(number, 'event')} {why}" for number, why in counted if number]
        if told:
            yield Text(f"not counted: {', '.join(told)}", "dim")

    def _turns(self) -> Iterator[RenderableType]:
        for points in by_period(self._relation.turning_points):
            yield Group(*_turning(points, self._series))

    def _chains(self) -> Iterator[RenderableType]:
        yield from map(_chain, self._relation.chains[:_CHAINS])
        more = len(self._relation.chains) - _CHAINS
        if more > 0:
            yield Text(f"… and {typo.plural(more, 'shorter chain')}", "dim")

    def _spillover(self) -> Iterator[RenderableType]:
        """What can be said of it, what it rests on, and the times when both moved."""
        found = self._told.spillover
        if found is None:
            return
        yield Text(found.wording)
        for each in found.instances:
            yield Group(
                Text(f"{when(each.period)}, then {when(each.later)}", "bold"),
                *(
                    Padding(event_told(row), (0, 0, 0, _INDENT))
                    for row in (*each.events[:_EVENTS], *each.later_events[:_EVENTS])
                ),
            )

    def _foot(self) -> Iterator[RenderableType]:
        yield Text()
        yield Rule(style="dim")
        yield Text(typo.LEGEND, "dim")
        yield Text(f"Source: {self._told.source}", "dim")


_LINES: Final = (
    ("cooperation", "cooperation_plover", True, "cyan"),
    ("conflict", "conflict_plover", True, "red"),
    ("events", "events", False, ""),
    ("reports", "reports", False, "dim"),
)
"""Of each line of the course: its title, its measure, whether it shares a scale, its colour."""


def section(
    title: str, count: int, shown: Iterator[RenderableType] | map[RenderableType]
) -> Iterator[RenderableType]:
    """A heading with the number of parts, and the parts with air between; nothing if none."""
    if title == _STANDS or count:
        number = f"  {count}" if count > 1 else ""
        heading = Text.assemble((title.upper(), "bold"), (number, "dim"))
        yield Text()
        yield Rule(heading, align="left", style="dim", characters="─")
        for each in shown:
            yield Text()
            yield each


_STANDS: Final = "Where it stands"


def _state(state: ChannelState) -> Iterator[RenderableType]:
    """How a channel stands, by whose words, and what speaks against it."""
    mark = typo.CHANGES[state.status] if state.status else _OPEN
    yield Text.assemble((f"{mark} {known(state)}", "bold"))
    if state.change:
        yield from _quotes(state.change, 1)
        yield Text(said(state.change), "dim")
    for other in state.conflicts:
        report = other.reports[0]
        who = flat(report.publisher or "another document")
        yield Text(f"but {who} has: {other.status} {typo.date(other.date)}")
    for later in state.perhaps:
        by = f"reported by {typo.date(day(later.known))}" if later.known else "no date"
        yield Text(f"perhaps since: {later.status}, {typo.date(later.date) if later.date else by}")
    if state.mood:
        yield Text(
            f"{typo.CHANGES[state.mood.status]} {state.mood.status} {typo.date(state.mood.date)}"
        )


def _channel(channel: Channel) -> RenderableType:
    """A channel's changes, dated, then undated, then foreseen."""
    parts: list[RenderableType] = [Text(channel.name.replace("-", " "), "bold")]
    groups = (
        (channel.changes, ""),
        (channel.undated, "by "),
        (channel.foreseen, "foreseen "),
    )
    for changes, word in groups:
        parts += [Padding(change_told(each, word), (0, 0, 0, _INDENT)) for each in changes]
    return Group(*parts)


def change_told(change: ChannelChange, word: str) -> RenderableType:
    """A change with its date, `word` before it, by whose words it is known, and those."""
    row = Table.grid(padding=(0, 1, 0, 0), expand=True)
    row.add_column(width=_DATE)
    row.add_column(ratio=1)
    reported = day(change.known) if change.known else None
    date = typo.date(change.date or reported)
    disputed = "disputed" if change.disputed else ""
    presumed = "date presumed" if change.presumed else ""
    head = Text.assemble(
        (f"{typo.CHANGES[change.status]} {change.status}", "bold"),
        typo.DOT,
        facts(said(change), disputed, presumed),
    )
    shown = Group(head, *_quotes(change, _QUOTES))
    row.add_row(Text(f"{word}{date}"), shown)
    return row


def _quotes(change: ChannelChange, most: int) -> Iterator[RenderableType]:
    """The words of the first reports, each said once, with their document."""
    words = {flat(report.quote): report for report in reversed(change.reports)}
    for quote, report in islice(reversed(words.items()), most):
        yield Quoted(quote, report.document.removeprefix("sha256:")[:8])
        if report.said_by:
            yield Text(f"  according to {flat(report.said_by)}", "dim")


def _turning(points: tuple[TurningPoint, ...], series: Series) -> Iterator[RenderableType]:
    yield Text(turns(points, series), "bold")
    for row in weighty(points, _EVENTS):
        yield Padding(event_told(row), (0, 0, 0, _INDENT))


def _chain(chain: Chain) -> RenderableType:
    """Each step with its date, and between two steps the delay and what makes it a reply."""
    parts: list[RenderableType] = [event_told(chain.events[0])]
    for link in chain.links:
        why = f"“{flat(link.signal)}”" if link.signal else ""
        source = f"according to {flat(link.said_by)}" if link.said_by else ""
        only = "it only followed" if link.why == "time" else why or "a text says so"
        parts.append(
            Padding(Text(f"↓ {facts(delay(link), only, source)}", "dim"), (0, 0, 0, _INDENT))
        )
        parts.append(event_told(link.reply))
    return Group(*parts)


def event_told(row: Row) -> RenderableType:
    """An event in a line: its mark, what it was, who to whom, when, in how many reports."""
    mark = typo.MARKS[row["quad_class"]]
    reports = typo.plural(row["reports"], "report")
    return Text.assemble(
        (f"{mark.sign} ", mark.style), facts(line(row), typo.date(row["date"]), reports)
    )
