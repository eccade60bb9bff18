"""What the mentions of one happening say of it: which says most, and where they disagree.

Nothing is averaged: each value stands with the documents that give it, the words it was read from
and who says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from detente.gazetteer.earth import distance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.casebook.mentions import Mention, Side
    from detente.casebook.rows import Row

__all__ = ["REAL", "Told", "first_told", "fullest", "nobody_hurt", "versions"]

REAL: Final = frozenset({"occurred", "ongoing"})
"""Statuses of what is told as a fact."""
_AGAINST: Final = frozenset({"denied", "did-not-occur"})
_APART: Final = 40.0
"""Kilometres from which on two places are two."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mention as it is compared, the row it was made from, and whether it is in a headline."""

    mention: Mention
    row: Row
    is_headline: bool = False


def first_told(told: Iterable[Told]) -> Told:
    """The one whose document was published first; of one day, by the names of the documents."""
    return min(told, key=_age)


def fullest(told: Iterable[Told]) -> Told:
    """The one that stands for all: as a fact, then with the most said; of equals the first told."""
    return min(told, key=lambda each: (each.row["status"] not in REAL, -_said(each), _age(each)))


def nobody_hurt(row: Row) -> bool:
    """Whether a row of `mentions` tells that nobody was killed or injured in an event, which says
    nothing against the event.
    """
    return row["status"] in _AGAINST and 0 in {row["killed_high"], row["injured_high"]}


def versions(told: Sequence[Told]) -> list[Row]:
    """What they disagree on: for each such thing `what`, and its `values`, most reported first.

    A value has its `reports`: `document`, `id`, `said_by` and `quote`.
    """
    found = sorted(told, key=_age)
    return [
        {"what": what, "values": _values(found, value)}
        for what, value, disagree in _QUESTIONS
        if _any_two(_distinct(found, value), disagree)
    ]


def _age(told: Told) -> tuple[dt.date, str, str]:
    """What has no date comes after all that have one."""
    mention = told.mention
    return (mention.published or dt.date.max, mention.document, mention.id)


def _said(told: Told) -> int:
    """How much a mention says: sides count most, since a row is found by them."""
    mention, row = told.mention, told.row
    exact = mention.earliest is not None and mention.earliest == mention.latest
    return (
        3 * bool(row["actors"])
        + 3 * bool(row["recipients"])
        + 2 * bool(mention.earliest)
        + 2 * exact
        + 2 * bool(mention.place)
        + sum(map(bool, (mention.killed, mention.injured, mention.instruments, mention.mode)))
    )


def _distinct(told: Iterable[Told], value: Callable[[Row], str | None]) -> list[Told]:
    """The first told of each value: what a hundred copies say is compared once."""
    first: dict[str, Told] = {}
    for each in told:
        said = value(each.row)
        if said is not None:
            first.setdefault(said, each)
    return list(first.values())


def _any_two(told: Sequence[Told], disagree: Callable[[Told, Told], bool]) -> bool:
    return any(disagree(a, b) for number, a in enumerate(told) for b in told[:number])


def _values(told: Iterable[Told], value: Callable[[Row], str | None]) -> list[Row]:
    """The values, that of the most reports first, then the one told first."""
    reports: dict[str, list[Row]] = {}
    for each in told:
        said = value(each.row)
        if said is not None:
            reports.setdefault(said, []).append(_report(each.row))
    ordered = sorted(reports.items(), key=lambda item: -len(item[1]))
    return [{"value": said, "reports": rows} for said, rows in ordered]


def _report(row: Row) -> Row:
    return {
        "document": row["document"],
        "id": row["id"],
        "said_by": row["said_by"] or row["publisher"],
        "quote": row["evidence"][0]["quote"] if row["evidence"] else None,
    }


def _count(what: str) -> Callable[[Row], str | None]:
    def value(row: Row) -> str | None:
        low, high = row[f"{what}_low"], row[f"{what}_high"]
        if low is None and high is None:
            return None
        if low == high:
            return str(low)
        if high is None:
            return f"at least {low}"
        return f"at most {high}" if low is None else f"{low} to {high}"

    return value


def _counts_differ(what: str) -> Callable[[Told, Told], bool]:
    value = _count(what)

    def disagree(one: Told, other: Told) -> bool:
        here, there = value(one.row), value(other.row)
        return here is not None and there is not None and here != there

    return disagree


def _names(side: str) -> Callable[[Row], str | None]:
    def value(row: Row) -> str | None:
        names: Iterator[str] = (party["name"] for party in row[side])
        return ", ".join(dict.fromkeys(names)) or None

    return value


def _actors_differ(one: Told, other: Told) -> bool:
    return _are_strangers(one.mention.actor, other.mention.actor)


def _recipients_differ(one: Told, other: Told) -> bool:
    return _are_strangers(one.mention.recipient, other.mention.recipient)


def _are_strangers(one: Side, other: Side) -> bool:
    """Whether two sides are others. Of one country, or of none that is known, they may be one."""
    known = bool(one.names and other.names) and bool(one.countries) == bool(other.countries)
    return known and one.names.isdisjoint(other.names) and one.countries.isdisjoint(other.countries)


def _dates_differ(one: Told, other: Told) -> bool:
    a, b = one.mention, other.mention
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def _places_differ(one: Told, other: Told) -> bool:
    a, b = one.mention, other.mention
    away = distance(a.point, b.point) if a.point and b.point else 0.0
    return a.place != b.place and away > _APART


def _status(row: Row) -> str | None:
    said: str = row["status"]
    return None if nobody_hurt(row) else said


def _statuses_differ(one: Told, other: Told) -> bool:
    return (one.row["status"] in REAL) != (other.row["status"] in REAL)


def _plain(column: str) -> Callable[[Row], Any]:
    return lambda row: row[column]


_QUESTIONS: Final[
    tuple[tuple[str, Callable[[Row], str | None], Callable[[Told, Told], bool]], ...]
] = (
    ("killed", _count("killed"), _counts_differ("killed")),
    ("injured", _count("injured"), _counts_differ("injured")),
    ("status", _status, _statuses_differ),
    ("actors", _names("actors"), _actors_differ),
    ("recipients", _names("recipients"), _recipients_differ),
    ("date", _plain("date"), _dates_differ),
    ("place", _plain("place"), _places_differ),
)
"""What can be told differently: its name, its value, and whether two tell it differently."""
