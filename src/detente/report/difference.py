"""Two days of one relation compared: how it stood on each, and what came between."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

from detente import display, wording
from detente.dates import bounds, day
from detente.errors import UsageError
from detente.relations import Flow, series, state
from detente.relations.between import HAPPENED, between, weightiest
from detente.report.relation import plain, signed, turned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Channel as ChannelName
    from detente.relations import ChannelChange, ChannelState, Point, Series, TurningPoint
    from detente.report.relation import Standing

DAYS: Final = 90
"""Days up to each of the two that are counted unless others are asked for."""
_MOST: Final = 10
"""Events given of those between."""
_DIGITS: Final = 6
"""Decimals kept of a sum of shares of days."""
_ONE: Final = dt.timedelta(days=1)
_MEASURES: Final = {
    "events": "events",
    "reports": "reports of them",
    "origins": "origins of them",
    "cooperation_events": "cooperation events",
    "conflict_events": "conflict events",
    "material_conflict_events": "conflict in deeds",
    "cooperation_plover": "cooperation (PLOVER)",
    "conflict_plover": "conflict (PLOVER)",
    "net_plover": "net (PLOVER)",
}
"""What is compared, an attribute of `Flow`, and what it is called."""


@dataclass(frozen=True, slots=True)
class Level:
    """What happened in the days up to one of the two.

    Attributes:
        first, last: The days counted, both included; the last is the one asked about.
        there: What the first side did to the second.
        back: What the second side did to the first.
        both: The two together.
    """

    first: dt.date
    last: dt.date
    there: Flow
    back: Flow
    both: Flow


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of both sides together on the two days; `name` is the attribute of `Flow`."""

    name: str
    words: str
    before: float
    after: float

    @property
    def change(self) -> float:
        """How much more it is after than before."""
        return round(self.after - self.before, _DIGITS)

    @property
    def shown(self) -> tuple[str, str, str]:
        """Before, after and the change, as one reads them; the net score bears its sign."""
        plain_or_signed = signed if self.name == "net_plover" else number
        sign = "+" if self.change > 0 else "−" if self.change < 0 else ""
        change = f"{sign}{number(abs(self.change))}"
        return plain_or_signed(self.before), plain_or_signed(self.after), change


@dataclass(frozen=True, slots=True)
class ChannelDifference:
    """How a channel stood on the earlier day, and stands on the later.

    Attributes:
        before, after: How it stood.
        changes: Those that came between, after the earlier day and by the later; of those without
            a date, the ones first reported between.
    """

    before: ChannelState
    after: ChannelState
    changes: tuple[ChannelChange, ...]

    @property
    def channel(self) -> ChannelName:
        """Which channel."""
        return self.after.channel

    @property
    def differs(self) -> bool:
        """Whether its status is another; one that left and came back to its status does not."""
        return self.before.status != self.after.status

    @property
    def grounds(self) -> tuple[ChannelChange, ...]:
        """What is to be told of it: the change that its later state rests on, if it is not one of
        those between, and those.
        """
        rests_on = self.after.change
        if rests_on is None or rests_on in self.changes:
            return self.changes
        return (rests_on, *self.changes)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two days of a relation.

    Attributes:
        told: The relation.
        before, after: What happened in the days up to the earlier day, and to the later: as many
            days each, none of them in both.
        channels: Each of which a change is known, those that differ first.
        events: Of the events between, those that weigh most, as rows of `events`.
        event_count: How many events there are between, after the earlier day and by the later;
            counted is whatever may have come on one of those days.
        turning_points: Those of which the first period lies in or touches those days.
        left_out: Of all these days, how many events stand in no number: `undated`, `imprecise`
            and `not_happened`, as `Series` has them.
    """

    told: Standing
    before: Level
    after: Level
    channels: tuple[ChannelDifference, ...]
    events: tuple[Row, ...]
    event_count: int
    turning_points: tuple[TurningPoint, ...]
    left_out: dict[str, int]

    @property
    def days(self) -> int:
        """How many days are counted up to each."""
        return (self.after.last - self.after.first).days + 1

    @property
    def measures(self) -> tuple[Measured, ...]:
        """Scores and volume of both sides together, on the two days."""
        return tuple(
            Measured(name, words, getattr(self.before.both, name), getattr(self.after.both, name))
            for name, words in _MEASURES.items()
        )

    @property
    def finding(self) -> str:
        """What differs, in a sentence or two."""
        return " ".join(self._said())

    def _said(self) -> Iterator[str]:
        told = [moved(each) for each in self.channels if each.differs]
        days = f"On {_shown(self.after.last)}, against {_shown(self.before.last)}"
        yield f"{days}: {'; '.join(told) or 'no channel is known to stand otherwise'}."
        old, new = self.before.both, self.after.both
        went = (
            f"went from {signed(old.net_plover)} to {signed(new.net_plover)}"
            if signed(old.net_plover) != signed(new.net_plover)
            else f"stayed at {signed(new.net_plover)}"
        )
        counted = f"in {number(old.events)} and {number(new.events)} events"
        up_to = wording.plural(self.days, "day")
        yield f"The net PLOVER score of the {up_to} up to each {went}, {counted}."

    def _repr_html_(self) -> str:
        """What differs, in words and numbers, for a notebook."""
        shown = self.told.relation
        days = tuple(_shown(level.last) for level in (self.before, self.after))
        stood = [(each.channel, status(each.before), status(each.after)) for each in self.channels]
        measured = [(each.words, *each.shown) for each in self.measures]
        return display.block(
            f"{shown.first.name} – {shown.second.name}",
            self.finding,
            display.grid("Channels", ("Channel", *days), stood),
            display.grid(f"{self.days} days up to each", ("Measure", *days, "Change"), measured),
        )

    def to_json(self) -> Row:
        """All of it as plain values, days as EDTF; events as rows of the casebook's `events`."""
        shown = self.told.relation
        return {
            "first": {"asked": shown.first.asked, "name": shown.first.name},
            "second": {"asked": shown.second.asked, "name": shown.second.name},
            "before": day(self.before.last),
            "after": day(self.after.last),
            "days": self.days,
            "finding": self.finding,
            "channels": [
                plain(asdict(each)) | {"channel": each.channel, "differs": each.differs}
                for each in self.channels
            ],
            "measures": [
                {
                    "measure": each.name,
                    "before": each.before,
                    "after": each.after,
                    "change": each.change,
                }
                for each in self.measures
            ],
            "levels": {"before": plain(asdict(self.before)), "after": plain(asdict(self.after))},
            "event_count": self.event_count,
            "events": plain(self.events),
            "turning_points": [turned(each) for each in self.turning_points],
            "left_out": self.left_out,
            "source": self.told.source,
        }


def difference(casebook: Casebook, told: Standing, against: str, *, days: int = DAYS) -> Difference:
    """What differs between two days of a relation.

    Which of the two is the earlier makes no difference. What is compared is what is known today of
    both days, not what was known then.

    Args:
        casebook: What `told` was found in.
        told: The relation, as it stands on one of the days, its last if it is several.
        against: EDTF; the other day, its last if it is several.
        days: How many days up to each are counted. Where the two lie nearer, as many as lie
            between, so that no day counts on both sides.

    Raises:
        UsageError: D301 if `against` is no EDTF, D315 if there are no two days.
    """
    other = bounds(against)[1]
    if told.on is None or told.on == other:
        raise UsageError("D315", against)
    early, late = sorted((told.on, other))
    length = dt.timedelta(days=min(days, (late - early).days) - 1)
    shown = told.relation
    pair = (shown.first, shown.second)
    counted = series(casebook, *pair, by="day", from_=day(early - length), to=day(late))
    inside = (early + _ONE, late)
    sql, parameters = between(*pair, within=inside)
    # S608: a query of the relations package; every value is a parameter
    total = casebook.query(
        f"SELECT count(*) AS number FROM ({sql}) WHERE {HAPPENED}",  # noqa: S608
        parameters,
    )
    return Difference(
        told=told,
        before=_level(counted, early - length, early),
        after=_level(counted, late - length, late),
        channels=tuple(sorted(_channels(told, early, late), key=lambda each: not each.differs)),
        events=weightiest(casebook, *pair, [inside], most=_MOST)[0],
        event_count=total[0]["number"],
        turning_points=tuple(
            point
            for point in shown.turning_points
            if early < point.period.last and point.period.first <= late
        ),
        left_out={
            "undated": counted.undated,
            "imprecise": counted.imprecise,
            "not_happened": counted.not_happened,
        },
    )


def moved(channel: ChannelDifference) -> str:
    """How a channel stands and stood, as one says it: `training suspended (before: not known)`."""
    name = channel.channel.replace("-", " ")
    return f"{name} {status(channel.after)} (before: {status(channel.before)})"


def status(of: ChannelState) -> str:
    """How a channel stood, in a word or two."""
    return of.status.replace("-", " ") if of.status else "not known"


def number(value: float) -> str:
    """A count, with a decimal where events are counted by their share of days.

    >>> number(1204.0), number(2.25)
    ('1,204', '2.2')
    """
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def _shown(date: dt.date) -> str:
    return wording.date(day(date))


def _level(counted: Series, first: dt.date, last: dt.date) -> Level:
    points = [point for point in counted.points if first <= point.period.first <= last]
    ways = {way: _sum(points, way) for way in ("there", "back", "both")}
    return Level(first, last, **ways)


def _sum(points: Sequence[Point], way: str) -> Flow:
    rows = [astuple(getattr(point, way)) for point in points]
    columns = zip(*rows, strict=True) if rows else ((),) * len(fields(Flow))
    return Flow(*(round(sum(column), _DIGITS) for column in columns))


def _channels(told: Standing, early: dt.date, late: dt.date) -> Iterator[ChannelDifference]:
    known = told.relation.channels
    for each in told.states:
        history = next((channel for channel in known if channel.name == each.channel), None)
        every = [*history.changes, *history.undated] if history else []
        came = [change for change in every if early < _came(change) <= late]
        yield ChannelDifference(
            before=state(known, each.channel, early),
            after=state(known, each.channel, late),
            changes=tuple(came),
        )


def _came(change: ChannelChange) -> dt.date:
    """The day by which a change had come for certain."""
    return change.latest or change.known or dt.date.min
