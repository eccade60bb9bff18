"""Relations that moved of late: whose score went most up or down, and by which event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.casebook import Filter
from detente.dates import day
from detente.relations.ties import Tie, ties
from detente.report.relation import signed
from detente.report.telling import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Record
    from detente.report.evidence import Sentence

DAYS: Final = 90
"""Days counted up to the day one looks at, and as many before them."""
_LEAST: Final = 0.05
"""A change that is shown as none."""
_LAST: Final = "SELECT max(latest) AS day FROM documents"


@dataclass(frozen=True, slots=True)
class Moved:
    """A relation whose score moved.

    Attributes:
        pair: The names of the two.
        before, after: Net PLOVER score of the days before, and of the days up to the one looked at.
        events: How many events join the two in the one and in the other.
        on: The day looked at.
        event: The id of the event that weighs most of those that moved it: one of the later days
            that counts the way it went, else one of the days before that counted the other way
            and is past.
        is_past: Whether it is of the days before.
        because: That event in a sentence.
    """

    pair: tuple[str, str]
    before: float
    after: float
    events: tuple[int, int]
    on: dt.date
    event: str
    is_past: bool
    because: Sentence

    @property
    def change(self) -> float:
        """How far it went, up or down."""
        return self.after - self.before

    @property
    def days(self) -> tuple[str, str]:
        """The day looked at and the one compared with, EDTF."""
        return day(self.on), day(self.on - dt.timedelta(days=DAYS))

    @property
    def finding(self) -> str:
        """Where it went, in a sentence."""
        went = f"From {signed(self.before)} to {signed(self.after)}"
        counted = f"{self.events[0]} and {wording.plural(self.events[1], 'event')}"
        return f"{went} on the PLOVER scale, in {counted} of {DAYS} days each."


def moved(casebook: Casebook, *, most: int = 4) -> list[Moved]:
    """The relations whose score differs most between the last days known and as many before.

    The last day is that of the latest document. An actor is its country, as in `ties`.

    Args:
        casebook: Whose relations.
        most: How many at most; those that went furthest first.
    """
    on: dt.date | None = casebook.query(_LAST, keep=True)[0]["day"]
    if on is None or on < dt.date.min + dt.timedelta(days=2 * DAYS):
        return []
    after = _ties(casebook, on)
    before = _ties(casebook, on - dt.timedelta(days=DAYS))
    went = {
        pair: after.get(pair, _none(pair)).net_plover - before.get(pair, _none(pair)).net_plover
        for pair in {*after, *before}
    }
    furthest = sorted(went, key=lambda pair: (-abs(went[pair]), pair))[:most]
    found = [
        (before.get(pair, _none(pair)), after.get(pair, _none(pair)))
        for pair in furthest
        if abs(went[pair]) > _LEAST
    ]
    wanted = {_reason(*each)[0]["document"] for each in found}
    records = {each.document.id: each for each in casebook.records(wanted, standing=True)}
    return [_moved(then, now, on, records) for then, now in found]


def _none(pair: tuple[str, str]) -> Tie:
    return Tie(pair, 0, 0, 0.0, 0.0)


def _ties(casebook: Casebook, last: dt.date) -> dict[tuple[str, str], Tie]:
    """Who dealt with whom in the days up to this one."""
    within = Filter(from_=day(last - dt.timedelta(days=DAYS - 1)), to=day(last))
    return {tie.pair: tie for tie in ties(casebook, within, examples=True).ties}


def _reason(then: Tie, now: Tie) -> tuple[Row, bool]:
    """The event that weighs most of those that moved a relation, and whether it is past.

    Where the score went up, something good came or something bad is past; and the reverse. One of
    them there is, since the sums differ.
    """
    up = now.net_plover > then.net_plover
    late, past = (now.friendliest, then.worst) if up else (now.worst, then.friendliest)
    return late or past or {}, late is None


def _moved(then: Tie, now: Tie, on: dt.date, records: Mapping[str, Record]) -> Moved:
    reason, is_past = _reason(then, now)
    record = records[reason["document"]]
    event = next(each for each in record.events if each.id == reason["id"])
    return Moved(
        pair=now.pair,
        before=then.net_plover,
        after=now.net_plover,
        events=(then.events, now.events),
        on=on,
        event=reason["happening"],
        is_past=is_past,
        because=told(record, event),
    )
