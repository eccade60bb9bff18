"""Channels of a relation (training, diplomatic, economic, …): how each stands, since when, why.

Changes that several documents report are one where the two sides, the channel and the status are
the same and their dates can mean one day. What has no date is kept apart: it happened by the day
it was reported. There is one exception, since what came back must have been broken off before: if
a channel is known to have been broken off just once, what is reported to have come back, and when
is not said, came back between then and the report; where that is known with a date, it is the same.
What was to come when it was reported is no change yet.

Sources disagree about a change where another document has the opposite for days that it may mean
too, or where it has the same change on other days and nothing is known to have come between.
Neither is preferred; each stands with who says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from detente.dates import day, interval, shortest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Change
    from detente.records import Channel as ChannelName
    from detente.relations.sides import Side

_MOODS: Final[frozenset[Change]] = frozenset({"strained", "improved"})
"""What tells of ease between the sides, and not whether the channel runs."""
_LESS: Final[frozenset[Change]] = frozenset({"reduced", "suspended", "ended", "strained"})
_ONCE: Final[frozenset[Change]] = frozenset({"started", "suspended", "resumed", "ended"})
"""What cannot come twice without something between."""
_BACK: Final[frozenset[Change]] = frozenset({"resumed", "resumed-in-part"})
"""Both more than before, and yet not the same."""
_BROKEN: Final[frozenset[Change]] = frozenset({"suspended", "ended"})


@dataclass(frozen=True, slots=True)
class Report:
    """Where a change is reported.

    Attributes:
        document: Id of the document.
        id: Id of the change in the document's record.
        date: When the change came, EDTF, as this document has it; None where it does not say.
        said_by: Who says so; None where the document says it in its own voice.
        published: When the document was published, EDTF, or None.
        known: The last day that may mean: by then it was reported; or None.
        publisher: Who published it, or None.
        origin: Whose words they are: the agency the document names, else its publisher, else the
            document itself.
        printings: How many documents have the text: this one and its copies.
        quote: The words.
        start, end: Where the words stand in the document's text, half-open code points.
    """

    document: str
    id: str
    date: str | None
    said_by: str | None
    published: str | None
    known: dt.date | None
    publisher: str | None
    origin: str
    printings: int
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dissent:
    """What other sources have in place of a change.

    Attributes:
        status: What became of the channel, as they have it.
        date: When, EDTF.
        reports: Where.
    """

    status: Change
    date: str | None
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """One change of a channel, with every report of it.

    Attributes:
        channel: Which channel.
        status: What became of it: `suspended`, `resumed-in-part`, …
        date: EDTF: the days on which all reports that give a date could agree; None if none does.
        earliest, latest: The bounds of the date.
        parties: Names of the two parties as first reported, that of the first side first.
        reports: Where it is reported, in order of publication.
        origins: How many of whose words they are differ: so many report it independently.
        known: The first day by which it was reported, or None.
        presumed: Whether no report gives the date: what came back had been broken off, once as
            far as is known, so that it came back between then and the report.
        disputed: What other sources have in its place; empty where they agree or are silent.
    """

    channel: ChannelName
    status: Change
    date: str | None
    earliest: dt.date | None
    latest: dt.date | None
    parties: tuple[str, str]
    reports: tuple[Report, ...]
    origins: int
    known: dt.date | None
    presumed: bool = False
    disputed: tuple[Dissent, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents report it, copies counted."""
        return sum({report.document: report.printings for report in self.reports}.values())


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
        reported.sort(key=_when_known)
        change = _last(come) or _last(reported)
        if change is None:
            return self._unknown(on)
        after = change.latest or change.known or on
        mood = [each for each in come if each.status in _MOODS and each is not change]
        return ChannelState(
            channel=self.name,
            on=on,
            status=change.status,
            since=change.date or interval(None, day(after)),
            change=change,
            mood=next((each for each in reversed(mood) if _end(each) >= after), None),
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
  lower(coalesce(documents.origin, documents.publisher, changes.document)) AS origin,
  coalesce(printings.printings, 1) AS printings
FROM changes JOIN documents USING (document) LEFT JOIN printings USING (document)
ORDER BY channel, documents.earliest, documents.latest, document, try_cast(id[2:] AS INTEGER), id
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
    presumed = _presumed(_joined(dated), undated)
    undated = [each for each in undated if each.reports[0] not in presumed]
    changes = sorted(_joined([*dated, *presumed.values()]), key=_order)
    return Channel(
        name=name,
        changes=tuple(_with_dissents(each, changes) for each in changes),
        undated=tuple(sorted(_by_status(undated), key=_when_known)),
        foreseen=tuple(sorted(_joined(foreseen), key=_order)),
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
        origin=row["origin"],
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


def _presumed(
    dated: Sequence[ChannelChange], undated: Sequence[ChannelChange]
) -> dict[Report, ChannelChange]:
    """Reports without a date that something came back, each as of the days on which it can have
    come back: after the one time the channel was broken off, if there is no more than one.
    """
    broken = [each for each in (*dated, *undated) if each.status in _BROKEN]
    if len(broken) != 1 or broken[0].earliest is None:
        return {}
    earliest = broken[0].earliest
    return {
        each.reports[0]: replace(
            each,
            date=_edtf(earliest, each.known),
            earliest=earliest,
            latest=each.known,
            presumed=True,
        )
        for each in undated
        if each.status in _BACK and each.known and each.known >= earliest
    }


def _joined(told: Iterable[ChannelChange]) -> list[ChannelChange]:
    """Changes of one status whose dates can mean one day, as one: the most exact dates first."""
    found: list[list[ChannelChange]] = []
    for each in sorted(told, key=lambda each: (_end(each) - _begin(each), _order(each))):
        fitting = [group for group in found if _agrees(each, group)]
        if fitting:
            min(fitting, key=lambda group: -len(group)).append(each)
        else:
            found.append([each])
    return [_one(group) for group in found]


def _agrees(change: ChannelChange, group: Sequence[ChannelChange]) -> bool:
    every = [change, *group]
    same = change.status == group[0].status
    return same and max(map(_begin, every)) <= min(map(_end, every))


def _by_status(told: Iterable[ChannelChange]) -> Iterator[ChannelChange]:
    every = sorted(told, key=lambda each: each.status)
    for _, group in groupby(every, key=lambda each: each.status):
        yield _one(list(group))


def _one(group: Sequence[ChannelChange]) -> ChannelChange:
    """Reports of one change, put together in order of publication."""
    told = sorted(group, key=_when_known)
    reports = tuple(report for each in told for report in each.reports)
    whole = replace(told[0], reports=reports, origins=len({each.origin for each in reports}))
    if whole.earliest is None:
        return whole
    earliest, latest = max(map(_begin, group)), min(map(_end, group))
    only = {each.date for each in group}
    date = only.pop() if len(only) == 1 else _edtf(earliest, latest)
    presumed = all(each.presumed for each in group)
    return replace(whole, date=date, earliest=earliest, latest=latest, presumed=presumed)


def _edtf(earliest: dt.date, latest: dt.date) -> str:
    if earliest == dt.date.min:
        return interval(None, day(latest))
    return interval(day(earliest), None) if latest == dt.date.max else shortest(earliest, latest)


def _with_dissents(change: ChannelChange, every: Sequence[ChannelChange]) -> ChannelChange:
    mine = {report.document for report in change.reports}
    others = (
        other
        for other in every
        if other is not change
        and not mine & {report.document for report in other.reports}
        and (_contradict(change, other) or _twice(change, other, every))
    )
    found = (Dissent(other.status, other.date, other.reports) for other in others)
    return replace(change, disputed=tuple(found))


def _contradict(one: ChannelChange, other: ChannelChange) -> bool:
    """Whether the two cannot both have come, if it was on one day, which their dates allow."""
    overlapping = _begin(one) <= _end(other) and _begin(other) <= _end(one)
    pair = {one.status, other.status}
    if one.presumed or other.presumed:
        return overlapping and pair == _BACK
    opposite = (one.status in _LESS) != (other.status in _LESS)
    alike = bool(_MOODS & pair) == (pair <= _MOODS)
    return overlapping and ((opposite and alike) or pair == _BACK)


def _twice(one: ChannelChange, other: ChannelChange, every: Sequence[ChannelChange]) -> bool:
    """Whether the two are the same change on other days, with nothing known between."""
    if one.status != other.status or one.status not in _ONCE:
        return False
    first, last = sorted((one, other), key=_order)
    return not any(
        each.status not in {one.status, *_MOODS} and _order(first) < _order(each) < _order(last)
        for each in every
    )


def _last(changes: Sequence[ChannelChange]) -> ChannelChange | None:
    """The last change, one that says whether the channel runs before one that does not."""
    running = [each for each in changes if each.status not in _MOODS]
    return next(reversed(running or changes), None)


def _later(
    reported: Iterable[ChannelChange], change: ChannelChange, after: dt.date
) -> Iterator[ChannelChange]:
    """Changes without a date that were reported after another had come."""
    for each in reported:
        last = max((report.known for report in each.reports if report.known), default=None)
        if each is not change and last and last > after:
            yield each


def _begin(change: ChannelChange) -> dt.date:
    return change.earliest or dt.date.min


def _end(change: ChannelChange) -> dt.date:
    return change.latest or dt.date.max


def _order(change: ChannelChange) -> tuple[dt.date, dt.date, str, str, str]:
    first = change.reports[0]
    return _end(change), _begin(change), change.status, first.document, first.id


def _when_known(change: ChannelChange) -> tuple[dt.date, str, int]:
    first = change.reports[0]
    return change.known or dt.date.max, first.document, first.start
