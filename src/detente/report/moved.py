"""Relations that moved of late: whose score went most up or down, and by which event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.casebook import Filter
from detente.dates import day
from detente.relations import sides
from detente.relations.between import weightiest
from detente.relations.ties import ties
from detente.report.relation import signed
from detente.report.telling import told

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.evidence import Sentence

DAYS: Final = 90
"""Days counted up to the day one looks at, and as many before them."""
_LEAST: Final = 0.05
"""A change that is shown as none."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A relation whose score moved.

    Attributes:
        pair: The names of the two.
        before, after: Net PLOVER score of the days before, and of the days up to the one looked at.
        events: How many events join the two in the one and in the other.
        on: The day looked at.
        event: The event that weighs most of those that moved it, a row of `events`: one of the
            later days that counts the way it went, else one of the days before that counted the
            other way and is past.
        is_past: Whether it is of the days before.
        because: That event in a sentence.
    """

    pair: tuple[str, str]
    before: float
    after: float
    events: tuple[int, int]
    on: dt.date
    event: Row
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
    on: dt.date | None = casebook.query("SELECT max(latest) AS day FROM documents")[0]["day"]
    if on is None or on < dt.date.min + dt.timedelta(days=2 * DAYS):
        return []
    now, then = _days(on), _days(on - dt.timedelta(days=DAYS))
    after, before = _scores(casebook, now), _scores(casebook, then)
    found = {
        pair: after.get(pair, _NONE)[0] - before.get(pair, _NONE)[0] for pair in {*after, *before}
    }
    furthest = sorted(found, key=lambda pair: (-abs(found[pair]), pair))[:most]
    each = (
        _moved(casebook, pair, before.get(pair, _NONE), after.get(pair, _NONE), on)
        for pair in furthest
        if abs(found[pair]) > _LEAST
    )
    return [one for one in each if one]


_Days = tuple[dt.date, dt.date]
_Score = tuple[float, int]
_NONE: Final[_Score] = (0.0, 0)


def _days(last: dt.date) -> _Days:
    """As many days as are counted, up to this one."""
    return last - dt.timedelta(days=DAYS - 1), last


def _scores(casebook: Casebook, days: _Days) -> dict[tuple[str, str], _Score]:
    """The net score of each pair in some days, and of how many events it is."""
    within = Filter(from_=day(days[0]), to=day(days[1]))
    return {tie.pair: (tie.net_plover, tie.events) for tie in ties(casebook, within).ties}


def _moved(
    casebook: Casebook, pair: tuple[str, str], before: _Score, after: _Score, on: dt.date
) -> Moved | None:
    """How a pair moved; None where no event of theirs can be named for it."""
    up, down = "goldstein > 0", "goldstein < 0"
    way, other = (up, down) if after > before else (down, up)
    both = sides(casebook, *pair)
    (late,) = weightiest(casebook, *both, [_days(on)], most=1, which=way)
    then = _days(on - dt.timedelta(days=DAYS))
    (past,) = ((),) if late else weightiest(casebook, *both, [then], most=1, which=other)
    if not late and not past:
        return None
    event = (late or past)[0]
    counts = (before[1], after[1])
    because = _sentence(casebook, event)
    return Moved(pair, before[0], after[0], counts, on, event, not late, because)


def _sentence(casebook: Casebook, row: Row) -> Sentence:
    (record,) = casebook.records([row["document"]], standing=True)
    return told(record, next(each for each in record.events if each.id == row["id"]))
