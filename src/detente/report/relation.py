"""One relation, told: what the casebook knows of two sides, how each channel stands, in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from detente import display, wording
from detente.dates import bounds, day, shortest
from detente.relations import Series, relation, series, sides, spillover, state
from detente.relations.between import between
from detente.report.charts.series import of_relation, when
from detente.report.source import Counts, source_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Channel as ChannelName
    from detente.relations import (
        By,
        ChannelChange,
        ChannelState,
        Relation,
        Spillover,
        TurningPoint,
    )


_LEAST: Final = 0.05
"""What rounds to one decimal that is not zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a relation.

    Attributes:
        first, second: The sides: names, codes, countries; several joined by `+`.
        channel: One channel alone, or None for all.
        by: How long the periods of the series are.
        from_, to: EDTF; the days looked at, None for all that are known.
        on: EDTF; the day whose state is asked for, its last if it is several. None for the last
            day looked at, else the last on which a document was published.
        with_: A third side: whether the tension of the two goes with how the first and it stand.
    """

    first: str
    second: str
    channel: ChannelName | None = None
    by: By = "month"
    from_: str | None = None
    to: str | None = None
    on: str | None = None
    with_: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation and how it stands.

    Attributes:
        asked: What was asked.
        relation: What the casebook knows.
        on: The day of the states; None if the casebook knows no day at all.
        states: How the channels stand on it.
        spillover: Whether its tension goes with the relation to a third side, if that was asked.
        source: Where it comes from, in a line.
    """

    asked: Question
    relation: Relation
    on: dt.date | None
    states: tuple[ChannelState, ...]
    spillover: Spillover | None
    source: str

    @property
    def window(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day asked for."""
        return _window(self.asked)

    @property
    def period(self) -> str | None:
        """The days that are told of, as EDTF; None if none are known."""
        first, last = self.window
        points = self.relation.series.points
        first = first or (points[0].period.first if points else None)
        last = last or (points[-1].period.last if points else None)
        return shortest(first, last) if first and last else None

    @property
    def finding(self) -> str:
        """Where the relation stands, in a sentence or two."""
        told = list(_channels(self))
        return " ".join(told) if told else balance(self.relation.series)

    def _repr_html_(self) -> str:
        """How it stands, and its chart where charts can be drawn, for a notebook."""
        shown = self.relation
        stands = [
            (each.channel, each.status and each.status.replace("-", " "), wording.date(each.since),
             each.change and each.change.reports[0].quote)
            for each in self.states
        ]  # fmt: skip
        chart = of_relation(
            shown, source=self.source, finding=self.finding, window=self.window
        ).picture()
        return display.block(
            f"{shown.first.name} – {shown.second.name}",
            self.finding,
            display.grid("Channels", ("Channel", "Status", "Since", "Words"), stands),
            chart or f"<p>{display.words(self.source, longest=400)}</p>",
        )

    def to_json(self) -> Row:
        """All of it as plain values, days as EDTF; events as rows of the casebook's `events`."""
        shown = self.relation
        return {
            "first": {"asked": shown.first.asked, "name": shown.first.name},
            "second": {"asked": shown.second.asked, "name": shown.second.name},
            "period": self.period,
            "by": shown.series.by,
            "on": plain(self.on),
            "finding": self.finding,
            "states": [plain(asdict(each)) for each in self.states],
            "channels": [plain(asdict(each)) for each in shown.channels],
            "series": plain(shown.series.rows()),
            "undated": shown.series.undated,
            "imprecise": shown.series.imprecise,
            "not_happened": shown.series.not_happened,
            "turning_points": [turned(point) for point in shown.turning_points],
            "chains": [plain([asdict(link) for link in chain.links]) for chain in shown.chains],
            "spillover": _associated(self.spillover) if self.spillover else None,
            "source": self.source,
        }


def standing(casebook: Casebook, asked: Question) -> Standing:
    """What a casebook knows of a relation, and how it stands.

    Raises:
        UsageError: D310 if a side names nobody, D301 if a day is no EDTF.
    """
    whole = relation(
        casebook, asked.first, asked.second, by=asked.by, from_=asked.from_, to=asked.to
    )
    wanted = tuple(each for each in whole.channels if asked.channel in {None, each.name})
    on = bounds(asked.on)[1] if asked.on else _window(asked)[1] or _last_day(casebook)
    names = [asked.channel] if asked.channel else [each.name for each in wanted]
    states = tuple(state(whole.channels, name, on) for name in names) if on else ()
    about = f"events {whole.first.name} – {whole.second.name}"
    return Standing(
        asked=asked,
        relation=replace(whole, channels=wanted),
        on=on,
        states=states,
        spillover=_spillover(casebook, asked, whole.series) if asked.with_ else None,
        source=source_line(casebook, _counts(casebook, whole), about),
    )


def _counts(casebook: Casebook, whole: Relation) -> Counts:
    """How many events the two sides have, in sums: there may be very many."""
    sql, parameters = between(whole.first, whole.second)
    # S608: a query of the relations package; every value is a parameter
    summed = (
        "SELECT count(*) AS events, CAST(coalesce(sum(reports), 0) AS INTEGER) AS reports, "  # noqa: S608
        f"CAST(coalesce(sum(origins), 0) AS INTEGER) AS origins FROM ({sql})"
    )
    return Counts(**casebook.query(summed, parameters)[0])


def _spillover(casebook: Casebook, asked: Question, tension: Series) -> Spillover:
    """Both series over the same periods: from the first event of either to the last."""
    one, third = sides(casebook, asked.first, asked.with_ or "")
    other = series(casebook, one, third, by=asked.by, from_=asked.from_, to=asked.to)
    known = [point.period for each in (tension, other) for point in each.points]
    if known:
        first = day(min(each.first for each in known))
        last = day(max(each.last for each in known))
        pair = (tension.first, tension.second)
        tension = series(casebook, *pair, by=asked.by, from_=first, to=last)
        other = series(casebook, one, third, by=asked.by, from_=first, to=last)
    return spillover(casebook, tension, other)


def _associated(found: Spillover) -> Row:
    """A spillover as plain values, without its series."""
    instances = [
        plain(asdict(each)) | {"period": each.period.name, "later": each.later.name}
        for each in found.instances
    ]
    return {
        "with": {"asked": found.other.second.asked, "name": found.other.second.name},
        "lags": [asdict(each) for each in found.lags],
        "strongest": asdict(found.strongest) if found.strongest else None,
        "p_value": found.p_value,
        "shifts": found.shifts,
        "instances": instances,
        "wording": found.wording,
        "reason": found.reason,
    }


def known(state: ChannelState) -> str:
    """How a channel stands, as one says it: `training suspended since 20 Mar 2020`."""
    name = state.channel.replace("-", " ")
    if state.status is None:
        return f"{name} not known: {state.reason}"
    since = f" since {wording.date(state.since)}" if state.since else ""
    presumed = " (presumed)" if state.change and state.change.presumed else ""
    status = state.status.replace("-", " ")
    return f"{name} {status}{since.replace('since until', 'by')}{presumed}"


def said(change: ChannelChange) -> str:
    """By whom a change is reported and how often: `Gulf Wire, 1 Feb 2020; 3 reports, 2 origins`."""
    report = change.reports[0]
    by = [wording.flat(report.publisher)] if report.publisher else []
    by += [wording.date(report.published)] if report.published else []
    counts = [wording.plural(change.documents, "report")]
    counts += [wording.plural(change.origins, "origin")] if change.documents > 1 else []
    return "; ".join(", ".join(each) for each in (by, counts) if each)


def balance(counted: Series) -> str:
    """A whole series in a sentence: its net, of how many events, and where it was most."""
    happened = [point for point in counted.points if point.both.events]
    if not happened:
        return "No dated event between the two is known."
    net = sum(point.both.net_plover for point in happened)
    events = sum(point.both.events for point in happened)
    told = wording.plural(1, "event") if events == 1 else f"{events:,.4g} events"
    lowest = min(happened, key=lambda point: point.both.net_plover)
    highest = max(happened, key=lambda point: point.both.net_plover)
    word, most = ("lowest", lowest) if lowest.both.net_plover < 0 else ("highest", highest)
    return (
        f"Net {signed(net)} on the PLOVER scale in {told}; {word} in "
        f"{'the ' if counted.by == 'week' else ''}{when(most.period)}, "
        f"{signed(most.both.net_plover)}."
    )


def signed(value: float) -> str:
    """A number with its sign, one decimal.

    >>> signed(2.5), signed(-14), signed(-0.01)
    ('+2.5', '−14.0', '0.0')
    """
    return f"{value:+.1f}".replace("-", "−") if abs(value) >= _LEAST else "0.0"


def _window(asked: Question) -> tuple[dt.date | None, dt.date | None]:
    begin = bounds(asked.from_)[0] if asked.from_ else None
    return begin, bounds(asked.to)[1] if asked.to else None


def _last_day(casebook: Casebook) -> dt.date | None:
    found: dt.date | None = casebook.query("SELECT max(latest) AS day FROM documents")[0]["day"]
    return found


def _channels(told: Standing) -> Iterator[str]:
    """Of one channel its history, of several how each stands."""
    if told.asked.channel is None:
        standing = [known(each) for each in told.states if each.status]
        if standing and told.on:
            yield f"On {wording.date(day(told.on))}: {'; '.join(standing)}."
        return
    for channel in told.relation.channels:
        changes = [
            f"{each.status.replace('-', ' ')} {wording.date(each.date)}" for each in channel.changes
        ]
        if changes:
            name = channel.name.replace("-", " ")
            yield f"{name[:1].upper()}{name[1:]}: {', '.join(changes)}."


def turned(point: TurningPoint) -> Row:
    """A turning point as plain values, its periods by their names."""
    named: Row = {name: getattr(point, name).name for name in ("period", "since", "until")}
    return {**plain(asdict(point)), **named}


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    """A value of plain lists, dictionaries and texts; what has no order is put into one."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
