"""Channels of a relation (training, diplomatic, economic, …): how each stands, since when, why.

What was to come when it was reported is no change yet. `changes` says which reports are of one
change, and when sources disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from detente.casebook.origins import report_of
from detente.dates import day, interval
from detente.relations.changes import (
    MOODS,
    ChannelChange,
    Dissent,
    Report,
    by_status,
    in_time,
    joined,
    presumed,
    when_known,
    with_dissents,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Change
    from detente.records import Channel as ChannelName
    from detente.relations.sides import Side


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel stands on a day.

    Attributes:
        channel: Which channel.
        on: The day asked about.
        status: `suspended`, `resumed-in-part`, …; None where nothing is known for certain.
        since: EDTF, since when; `../2020-05-14` for "by that day"; None where nothing is known.
        change: The change that says so, with its quotes.
        mood: The last strain or improvement since, or None.
        perhaps: Changes that may have come since: their dates allow it, or they have none.
        conflicts: What other sources have in place of the change.
        reason: Why nothing is known for certain, in words; None where something is.
    """

    channel: ChannelName
    on: dt.date
    status: Change | None
    since: str | None
    change: ChannelChange | None
    mood: ChannelChange | None
    perhaps: tuple[ChannelChange, ...]
    conflicts: tuple[Dissent, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's history.

    Attributes:
        name: `training`, `diplomatic`, …
        changes: Those with a date, in order of time.
        undated: Those without: they happened by the day they were reported, and that is all.
        foreseen: Those that were to come after the day they were reported.
    """

    name: ChannelName
    changes: tuple[ChannelChange, ...]
    undated: tuple[ChannelChange, ...]
    foreseen: tuple[ChannelChange, ...]

    def state_at(self, on: dt.date) -> ChannelState:
        """How the channel stands on a day, as far as the documents tell.

        The last change that had come by then decides; one whose date leaves open whether it had is
        named beside it. Of changes without a date, those reported by then speak where no dated one
        does. Strain and improvement say how a channel stands only where nothing else is known.
        """
        come = [each for each in self.changes if each.latest and each.latest <= on]
        reported = [each for each in self.undated if each.known and each.known <= on]
        reported.sort(key=when_known)
        change = _last(come) or _last(reported)
        if change is None:
            return self._unknown(on)
        after = change.latest or change.known or on
        mood = [each for each in come if each.status in MOODS and each is not change]
        return ChannelState(
            channel=self.name,
            on=on,
            status=change.status,
            since=change.date or interval(None, day(after)),
            change=change,
            mood=next(
                (each for each in reversed(mood) if each.latest and each.latest >= after), None
            ),
            perhaps=(*self._open(on), *_later(reported, change, after)),
            conflicts=change.disputed,
            reason=None,
        )

    def _open(self, on: dt.date) -> Iterator[ChannelChange]:
        """The changes whose dates leave open whether they had come."""
        for each in self.changes:
            if each.earliest and each.latest and each.earliest <= on < each.latest:
                yield each

    def _unknown(self, on: dt.date) -> ChannelState:
        perhaps = tuple(self._open(on))
        first = next((each.date for each in self.changes if each.date), None)
        if perhaps:
            reason = "what is known may have come later"
        elif first:
            reason = f"the first change that is known came {first}"
        else:
            reason = "no change of it was reported by then"
        return ChannelState(self.name, on, None, None, None, None, perhaps, (), reason)


def channels(casebook: Casebook, first: Side, second: Side) -> tuple[Channel, ...]:
    """The channels between two sides of which some change is known, by name."""
    rows = casebook.query(*_told(first, second))
    by_channel = groupby(rows, key=lambda row: row["channel"])
    return tuple(_channel(name, list(told)) for name, told in by_channel)


def state(found: Sequence[Channel], name: ChannelName, on: dt.date) -> ChannelState:
    """How a channel stands on a day, of those that are known; of others nothing is."""
    known = next((each for each in found if each.name == name), None)
    if known is not None:
        return known.state_at(on)
    reason = "no document tells of it between these two"
    return ChannelState(name, on, None, None, None, None, (), (), reason)


_COLUMNS: Final = """
SELECT changes.*, documents.publisher, documents.published, documents.latest AS known,
  documents.origin, claims.chain, coalesce(printings.printings, 1) AS printings
FROM changes JOIN documents USING (document) LEFT JOIN printings USING (document)
LEFT JOIN claims ON claims.document = changes.document AND claims.id = changes.claim
ORDER BY changes.channel, documents.earliest, documents.latest, changes.document,
  try_cast(changes.id[2:] AS INTEGER), changes.id
"""


def _told(first: Side, second: Side) -> tuple[str, list[object]]:
    """Rows of `relations` between two sides, with `turned` where the second side stands first."""
    straight = (first.among("first_keys"), second.among("second_keys"))
    turned = (second.among("first_keys"), first.among("second_keys"))
    # S608: conditions of this package; every value is a parameter
    sql = (
        "WITH sided AS (SELECT *, "  # noqa: S608
        f"{straight[0].sql} AND {straight[1].sql} AS straight, "
        f"{turned[0].sql} AND {turned[1].sql} AS turned FROM relations), "
        f"changes AS (SELECT * FROM sided WHERE straight OR turned) {_COLUMNS}"
    )
    return sql, [value for each in (*straight, *turned) for value in each.parameters]


def _channel(name: ChannelName, rows: Sequence[Row]) -> Channel:
    told = [_change(row) for row in rows]
    foreseen = [
        each for each in told if each.earliest and each.known and each.earliest > each.known
    ]
    undated = [each for each in told if each.earliest is None]
    dated = [each for each in told if each.earliest is not None and each not in foreseen]
    placed = presumed(joined(dated), undated)
    undated = [each for each in undated if each.reports[0] not in placed]
    changes = sorted(joined([*dated, *placed.values()]), key=in_time)
    return Channel(
        name=name,
        changes=tuple(with_dissents(each, changes) for each in changes),
        undated=tuple(sorted(by_status(undated), key=when_known)),
        foreseen=tuple(sorted(joined(foreseen), key=in_time)),
    )


def _change(row: Row) -> ChannelChange:
    quoted = row["evidence"][0]
    names = [party["name"] for party in row["parties"]]
    first, second = reversed(names) if row["turned"] and not row["straight"] else names
    report = Report(
        document=row["document"],
        id=row["id"],
        date=row["date"],
        said_by=row["said_by"],
        published=row["published"],
        known=row["known"],
        publisher=row["publisher"],
        rests_on=report_of(row | {"quote": quoted["quote"]}),
        printings=row["printings"],
        quote=quoted["quote"],
        start=quoted["start"],
        end=quoted["end"],
    )
    return ChannelChange(
        channel=row["channel"],
        status=row["status"],
        date=row["date"] if row["earliest"] else None,
        earliest=row["earliest"],
        latest=row["latest"],
        parties=(first, second),
        reports=(report,),
        origins=1,
        known=row["known"],
    )


def _last(changes: Sequence[ChannelChange]) -> ChannelChange | None:
    """The last change, one that says whether the channel runs before one that does not."""
    running = [each for each in changes if each.status not in MOODS]
    return next(reversed(running or changes), None)


def _later(
    reported: Iterable[ChannelChange], change: ChannelChange, after: dt.date
) -> Iterator[ChannelChange]:
    """Changes without a date that were reported after another had come."""
    for each in reported:
        last = max((report.known for report in each.reports if report.known), default=None)
        if each is not change and last and last > after:
            yield each
