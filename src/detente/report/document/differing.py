"""Two days of a relation compared, as a document of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from detente import wording
from detente.dates import day, shortest
from detente.report.difference import status
from detente.report.document import evidenced
from detente.report.document.citing import Citations
from detente.report.document.pieces import Bullets, Grid, Paragraph, Report, Run, Section, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.report.difference import ChannelDifference, Difference, Measured
    from detente.report.document.pieces import Block, Line


def compared(casebook: Casebook, found: Difference) -> Report:
    """The difference between two days of a relation as a report, ready to be written.

    Args:
        casebook: What it was found in.
        found: The difference.
    """
    cited = Citations(casebook)
    shown = found.told.relation
    names = " – ".join(wording.flat(side.name) for side in (shown.first, shown.second))
    sections = (
        Section("channels", "Channels", tuple(_channels(found, cited))),
        Section("course", "Scores and volume", tuple(_measures(found))),
        Section("between", "Events between", tuple(_between(found, cited))),
    )
    return Report(
        title=f"{names}: {_day(found.before.last)} and {_day(found.after.last)}",
        period=shortest(found.before.last, found.after.last),
        made=None,
        known=None,
        summary=(line(wording.flat(found.finding)),),
        sections=sections,
        notes=cited.notes(),
    )


def _channels(found: Difference, cited: Citations) -> Iterator[Block]:
    known = [each for each in found.channels if each.before.status or each.after.status]
    if not known:
        yield Paragraph(line("No change of any channel is known."))
        return
    yield Bullets(tuple(_channel(each, cited) for each in known))


def _channel(each: ChannelDifference, cited: Citations) -> Line:
    """How a channel stood and stands, with the changes between, or the one it rests on."""
    name = each.channel.replace("-", " ")
    before = f" (before: {status(each.before)})" if each.differs else " on both days"
    runs = [Run(f"{name[:1].upper()}{name[1:]}: {status(each.after)}{before}.")]
    for change in each.grounds:
        runs += evidenced.change(change, cited)
    return tuple(runs)


def _measures(found: Difference) -> Iterator[Block]:
    before, after = found.before, found.after
    title = f"Of both sides together, {wording.plural(found.days, 'day')} up to each"
    yield Grid(
        title,
        ("Measure", _days(before.first, before.last), _days(after.first, after.last), "Change"),
        tuple(_measure(each) for each in found.measures),
    )
    yield Paragraph(line(f"Source: {found.told.source}."), small=True)


def _measure(each: Measured) -> tuple[Line, ...]:
    return tuple(map(line, (f"{each.words[:1].upper()}{each.words[1:]}", *each.shown)))


def _between(found: Difference, cited: Citations) -> Iterator[Block]:
    if not found.events:
        yield Paragraph(line("No event between the two is known of those days."))
        return
    told = wording.plural(found.event_count, "event")
    few = len(found.events) < found.event_count
    of = _days(found.before.last + dt.timedelta(days=1), found.after.last)
    title = f"The {len(found.events)} gravest of {told}, {of}" if few else f"{told}, {of}"
    yield evidenced.events(title, found.events, cited)
    if found.turning_points:
        series = found.told.relation.series
        turns = (evidenced.turn(each, series, cited) for each in found.turning_points)
        yield Bullets(tuple(turns))


def _days(first: dt.date, last: dt.date) -> str:
    return wording.date(shortest(first, last))


def _day(date: dt.date) -> str:
    return wording.date(day(date))
