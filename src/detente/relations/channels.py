"""Channels of a relation (training, diplomatic, economic, …): how each stands, since when, why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from detente.records import Change
    from detente.records import Channel as ChannelName


@dataclass(frozen=True, slots=True)
class Report:
    """Where a change is reported.

    Attributes:
        document: Id of the document.
        id: Id of the change in the document's record.
        date: When the change came, EDTF, as this document has it; None where it does not say.
        said_by: Who says so; None where the document says it in its own voice.
        published: When the document was published, EDTF, or None.
        publisher: Who published it, or None.
        quote: The words.
        start, end: Where the words stand in the document's text, half-open code points.
    """

    document: str
    id: str
    date: str | None
    said_by: str | None
    published: str | None
    publisher: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """One change of a channel, with every report of it.

    Attributes:
        channel: Which channel.
        status: What became of it: `suspended`, `resumed-in-part`, …
        date: EDTF: the days on which all reports that give a date could agree; None if none does.
        earliest, latest: The bounds of the date.
        parties: Names of the two parties as reported, first those of the first side.
        reports: Where it is reported, documents in order of publication.
        origins: How many of the reports are independent.
        known: The first day by which it was reported, or None.
        disputed: What other sources say of the same channel for days that this one could mean,
            and that cannot hold together with it; empty where none.
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
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel stands on a day.

    Attributes:
        channel: Which channel.
        on: The day asked about.
        status: `suspended`, `resumed-in-part`, …; None where nothing is known.
        since: EDTF, since when; None where nothing is known.
        change: The change that says so, with its quotes.
        conflicts: Other changes that say otherwise of the same time; the sources disagree.
        reason: Why nothing is known, in words; None where something is.
    """

    channel: ChannelName
    on: dt.date
    status: Change | None
    since: str | None
    change: ChannelChange | None
    conflicts: tuple[ChannelChange, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel's history.

    Attributes:
        name: `training`, `diplomatic`, …
        changes: Those with a date, in order of time.
        undated: Those without: they happened by the day they were reported, and that is all.
    """

    name: ChannelName
    changes: tuple[ChannelChange, ...]
    undated: tuple[ChannelChange, ...]
