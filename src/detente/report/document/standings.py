"""Relations: where each stands at the end of the period against its start, and why."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from detente import dates, wording
from detente.casebook import Filter
from detente.errors import InstallationError, UsageError
from detente.relations.between import between
from detente.relations.ties import pair_of, ties
from detente.report import charts
from detente.report import theme as themes
from detente.report.charts.escalation import delay
from detente.report.document import evidenced
from detente.report.document.pieces import (
    Bullets,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Run,
    Section,
    cell,
    line,
)
from detente.report.relation import Question, balance, known, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.relations import ChannelChange, ChannelState, Relation
    from detente.report.charts import Chart
    from detente.report.document.citing import Citations
    from detente.report.document.pieces import Block, Line
    from detente.report.relation import Standing
    from detente.report.theme import Theme

Pair = tuple[str, str]
"""Two sides, as `relations.side` reads them."""

_MOST: Final = 4
"""Relations told unless others are named."""
_EVENTS: Final = 12
"""Events listed of a relation."""
_LONG: Final = dt.timedelta(days=200)
"""A period beyond which a series goes by months."""
_CLIP: Final = re.compile(r"\bclip(?=\d+\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which relations of which days.

    Attributes:
        theme: What they are to be about, where none are named.
        pairs: Those that are named.
        from_, to: First and last day, EDTF.
    """

    theme: Theme
    pairs: tuple[Pair, ...]
    from_: str
    to: str


def section(casebook: Casebook, wanted: Wanted, cited: Citations) -> Section:
    """The section on relations.

    Raises:
        UsageError: D310 if a side that is named is nobody.
    """
    pairs = _pairs(casebook, wanted)
    blocks: list[Block] = []
    number = 0
    for pair in pairs:
        if number == _MOST and not wanted.pairs:
            break
        told = (
            _Told(casebook, found, cited) if (found := _standing(casebook, pair, wanted)) else None
        )
        if told and (wanted.pairs or told.is_known):
            number += 1
            blocks += told.blocks(number)
    if not blocks:
        none = "No event and no change of a channel joins two named actors in the period."
        blocks.append(Paragraph(line(none)))
    left_out = len(pairs) - number
    if left_out and number:
        more = wording.plural(left_out, "further pair")
        verb = "is" if left_out == 1 else "are"
        said = f"{more} of actors with events or changes {verb} not told here."
        blocks.append(Paragraph(line(said), small=True))
    return Section("relations", "Relations", tuple(blocks))


def _pairs(casebook: Casebook, wanted: Wanted) -> list[Pair]:
    """The pairs of actors that are named, else those of the theme, that of most events and changes
    first. Changes weigh more: they are what a relation is told by.
    """
    if wanted.pairs:
        return list(wanted.pairs)
    asked = Filter(from_=wanted.from_, to=wanted.to)
    counts = {tie.pair: tie.events for tie in ties(casebook, asked).ties}
    for row in casebook.relations(asked):
        pair = pair_of(row["parties"])
        if pair:
            counts[pair] = counts.get(pair, 0) + 2
    on_theme = _on_theme(casebook, wanted)
    return sorted(
        (pair for pair in counts if on_theme is None or pair in on_theme),
        key=lambda pair: (-counts[pair], pair),
    )


def _on_theme(casebook: Casebook, wanted: Wanted) -> set[Pair] | None:
    """The pairs that events of the theme join; None for a theme about everything."""
    if wanted.theme == themes.Theme(wanted.theme.name):
        return None
    rows = themes.events(casebook, wanted.theme, from_=wanted.from_, to=wanted.to)
    found = (
        pair_of(parties) for row in rows for parties in product(row["actors"], row["recipients"])
    )
    return {pair for pair in found if pair}


def _standing(casebook: Casebook, pair: Pair, wanted: Wanted) -> Standing | None:
    first, last = dates.bounds(dates.interval(wanted.from_, wanted.to))
    asked = Question(
        first=pair[0],
        second=pair[1],
        by="month" if last - first > _LONG else "week",
        from_=wanted.from_,
        to=wanted.to,
        on=wanted.to,
    )
    try:
        return standing(casebook, asked)
    except UsageError:
        if wanted.pairs:
            raise
        return None  # a name of a document that is nobody's


class _Told:
    """Tells one relation."""

    def __init__(self, casebook: Casebook, shown: Standing, cited: Citations) -> None:
        self._casebook = casebook
        self._told = shown
        self._cited = cited
        first, last = shown.window
        self._first, self._last = first or dt.date.min, last or dt.date.max

    @property
    def is_known(self) -> bool:
        """Whether anything that has a date lies in the period, or a channel stands in some way."""
        happened = any(point.both.events for point in self._told.relation.series.points)
        return happened or any(state.status for state in self._told.states)

    def blocks(self, number: int) -> Iterator[Block]:
        """What is told of it, as the relation of that number in the report."""
        shown = self._told.relation
        told = [change for channel in shown.channels for change in channel.changes]
        self._cited.load(report.document for change in told for report in change.reports[:3])
        title = f"{wording.flat(shown.first.name)} – {wording.flat(shown.second.name)}"
        yield Heading(title, f"relation-{number}")
        lines = tuple(line for state in self._told.states for line in self._channel(state))
        if lines:
            yield Bullets(lines)
        yield Paragraph(line(balance(shown.series)))
        yield from self._turning()
        chart = charts.of_relation(
            _drawable(shown),
            source=self._told.source,
            finding=self._told.finding,
            window=self._told.window,
        )
        yield self._figure(chart, number)
        yield from self._events()
        yield from self._chain()

    def _channel(self, state: ChannelState) -> Iterator[Line]:
        """How a channel stood before the period and stands at its end, and the reason."""
        channel = next(
            (each for each in self._told.relation.channels if each.name == state.channel), None
        )
        before = channel.state_at(self._first - dt.timedelta(days=1)) if channel else None
        if state.status is None and (before is None or before.status is None):
            return
        start = _stands(before) if before and before.status else "not known"
        end = _stands(state)
        same = bool(state.status) and start == end
        told = f"{end}, at the start of the period as at its end"
        name = state.channel.replace("-", " ")
        lead = told if same else f"{start} before the period; at its end, {end}"
        runs = [Run(f"{name[:1].upper()}{name[1:]}: {lead}.")]
        changes = [each for each in (channel.changes if channel else ()) if self._is_inside(each)]
        for change in changes:
            runs += evidenced.change(change, self._cited)
        if not changes and state.change:
            runs += evidenced.change(state.change, self._cited)
        yield tuple(runs)

    def _is_inside(self, change: ChannelChange) -> bool:
        return bool(
            change.earliest
            and change.latest
            and self._first <= change.earliest
            and change.latest <= self._last
        )

    def _turning(self) -> Iterator[Block]:
        points = [
            point
            for point in self._told.relation.turning_points
            if self._first <= point.period.last and point.period.first <= self._last
        ]
        if points:
            series = self._told.relation.series
            yield Bullets(tuple(evidenced.turn(point, series, self._cited) for point in points))

    def _figure(self, chart: Chart, number: int) -> Figure:
        """The chart with its data: the course of events, and the changes with their words."""
        course, *_ = chart.tables
        tables = []
        if course.rows:
            title = f"{chart.title}: {course.title[:1].lower()}{course.title[1:]}"
            rows = tuple(tuple(map(cell, row)) for row in course.rows)
            tables.append(Grid(title, course.columns, rows, folded=True))
        channels = self._told.relation.channels
        if channels:
            title = f"{chart.title}: changes of channels"
            tables.append(evidenced.changes(title, channels, self._cited))
        return Figure(chart, _drawn(chart, f"chart{number}"), tuple(tables))

    def _events(self) -> Iterator[Block]:
        """The events that the figures count: those of its first period to its last."""
        shown = self._told.relation
        points = shown.series.points
        if not points:
            return
        days = (points[0].period.first, points[-1].period.last)
        sql, parameters = between(shown.first, shown.second, within=days)
        rows = [row for row in self._casebook.query(sql, parameters) if row["status"] in _HAPPENED]
        if not rows:
            return
        told_of = sorted(rows, key=lambda row: (-abs(row["goldstein"]), row["happening"]))[:_EVENTS]
        title = f"Events that these figures count, {wording.date(dates.shortest(*days))}"
        if len(rows) > len(told_of):
            title += f": the {len(told_of)} gravest of {len(rows)}"
        yield evidenced.events(title, told_of, self._cited)

    def _chain(self) -> Iterator[Block]:
        """The longest chain of action and reply."""
        chart = charts.of_chain(self._told.relation, source=self._told.source)
        if chart is None:
            return
        chain = self._told.relation.chains[0]
        self._cited.load(row["document"] for row in chain.events)
        start = chain.events[0]
        rows = [(line("1"), line(wording.date(start["date"])), self._step(start), line(""))]
        for number, link in enumerate(chain.links, 2):
            signal = f"“{wording.flat(link.signal)}”" if link.signal else "soon after"
            after = ", ".join(filter(None, (delay(link), signal)))
            date = wording.date(link.reply["date"])
            rows.append((line(str(number)), line(date), self._step(link.reply), line(after)))
        columns = ("Step", "Date", "Event", "Why it counts as a reply")
        found = chart.description.removesuffix(".")
        yield Grid(f"Action and reply: {found}", columns, tuple(rows))

    def _step(self, row: Row) -> Line:
        return evidenced.event(row, self._cited)


def _stands(state: ChannelState) -> str:
    """How a channel stands, without its name."""
    return known(state).removeprefix(state.channel.replace("-", " ")).strip()


_HAPPENED: Final = frozenset({"occurred", "ongoing"})


def _drawable(shown: Relation) -> Relation:
    """A relation without a series of nothing: its channels alone are drawn then."""
    if any(point.both.events for point in shown.series.points):
        return shown
    return replace(shown, series=replace(shown.series, points=()))


def _drawn(chart: Chart, name: str) -> str | None:
    """The picture with names of its own, so that several may stand in one page."""
    try:
        return _CLIP.sub(f"{name}-clip", charts.svg(chart))
    except InstallationError:
        return None
