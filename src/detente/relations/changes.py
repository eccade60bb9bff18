"""Changes of a channel: which reports tell of one change, and where sources disagree.

Reports are of one change where the two sides, the channel and the status are the same and their
dates can mean one day. What has no date is kept apart: it happened by the day it was reported.
There is one exception, since what came back must have been broken off before: if a channel is known
to have been broken off just once, what is reported to have come back, and when is not said, came
back between then and the report; where that is known with a date, it is the same.

Sources disagree about a change where another document has the opposite for days that it may mean
too, or where it has the same change on other days and nothing is known to have come between.
Neither is preferred; each stands with who says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from detente.casebook.origins import origins
from detente.dates import day, interval, shortest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook.origins import Report as Account
    from detente.records import Change
    from detente.records import Channel as ChannelName

MOODS: Final[frozenset[Change]] = frozenset({"strained", "improved"})
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
        rests_on: Whose account it is and whose words, by which reports fold into origins.
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
    rests_on: Account
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
        origins: How many report it independently: those of one agency, or that hand on one
            statement, are one.
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


def presumed(
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


def joined(told: Iterable[ChannelChange]) -> list[ChannelChange]:
    """Changes of one status whose dates can mean one day, as one: the most exact dates first."""
    found: list[list[ChannelChange]] = []
    for each in sorted(told, key=lambda each: (_end(each) - _begin(each), in_time(each))):
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


def by_status(told: Iterable[ChannelChange]) -> Iterator[ChannelChange]:
    """Changes without a date, those of one status as one."""
    every = sorted(told, key=lambda each: each.status)
    for _, group in groupby(every, key=lambda each: each.status):
        yield _one(list(group))


def _one(group: Sequence[ChannelChange]) -> ChannelChange:
    """Reports of one change, put together in order of publication."""
    told = sorted(group, key=when_known)
    reports = tuple(report for each in told for report in each.reports)
    whole = replace(
        told[0], reports=reports, origins=len(origins([each.rests_on for each in reports]))
    )
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


def with_dissents(change: ChannelChange, every: Sequence[ChannelChange]) -> ChannelChange:
    """A change with what other sources have in its place, among all of its channel with a date."""
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
    alike = bool(MOODS & pair) == (pair <= MOODS)
    return overlapping and ((opposite and alike) or pair == _BACK)


def _twice(one: ChannelChange, other: ChannelChange, every: Sequence[ChannelChange]) -> bool:
    """Whether the two are the same change on other days, with nothing known between."""
    if one.status != other.status or one.status not in _ONCE:
        return False
    first, last = sorted((one, other), key=in_time)
    return not any(
        each.status not in {one.status, *MOODS} and in_time(first) < in_time(each) < in_time(last)
        for each in every
    )


def _begin(change: ChannelChange) -> dt.date:
    return change.earliest or dt.date.min


def _end(change: ChannelChange) -> dt.date:
    return change.latest or dt.date.max


def in_time(change: ChannelChange) -> tuple[dt.date, dt.date, str, str, str]:
    """What changes are sorted by: the day by which they had come first."""
    first = change.reports[0]
    return _end(change), _begin(change), change.status, first.document, first.id


def when_known(change: ChannelChange) -> tuple[dt.date, str, int]:
    """What changes are sorted by as they were reported: in a document, as they stand there."""
    first = change.reports[0]
    return change.known or dt.date.max, first.document, first.start
