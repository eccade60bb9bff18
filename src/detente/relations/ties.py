"""Who deals with whom: every two actors that events join, and how those events weigh.

Only what happened counts, as in a series. An actor is its country; an armed group and an
organisation are themselves. Actors that a text names only in general ("the militia", "a
government") and what happens within one actor join nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.casebook.filter import of_events
from detente.ontology import sectors
from detente.relations.between import HAPPENED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row

_KINDS: Final = ("armed-group", "igo", "ngo", "company")
"""Kinds of the gazetteer's entries that are actors of their own."""
_COUNTED: Final = ("events", "reports", "origins")
_DIGITS: Final = 9
"""Decimals kept of a sum: those that do not depend on the order of adding."""
_BETWEEN: Final = "\x1e"
_WITHIN: Final = "\x1f"
"""Signs between parties, and between what is said of one: those of ASCII for records and units."""
# As one text, since texts are grouped and handed on much faster than what has parts.
_PARTIES: Final = (
    "array_to_string(list_transform({side}, lambda party: concat_ws(chr(31), "
    "translate(party.name, chr(30) || chr(31), ''), coalesce(party.code, ''), "
    "coalesce(party.country, ''))), chr(30))"
)
# S608: constants of this package; a filter's conditions take the place of `$where`
_ALIKE: Final = (
    f"SELECT {_PARTIES.format(side='actors')} AS actors, "  # noqa: S608
    f"{_PARTIES.format(side='recipients')} AS recipients, "
    "CAST(count(*) AS INTEGER) AS events, CAST(sum(reports) AS INTEGER) AS reports, "
    "CAST(sum(origins) AS INTEGER) AS origins, "
    "sum(greatest(goldstein, 0)) AS cooperation_plover, "
    "sum(greatest(-goldstein, 0)) AS conflict_plover$more "
    f"FROM events AS outer_row WHERE {HAPPENED}$where GROUP BY ALL"
)
"""Events that happened, those of the same parties summed; `goldstein` is PLOVER's score."""
# The order is that of `between.weightiest`.
_TOLD: Final = (
    "first({document: document, id: id, happening: happening, plover: goldstein, "
    "origins: origins, reports: reports} ORDER BY abs(goldstein) DESC, origins DESC, "
    "reports DESC, happening) FILTER "
)
_EXAMPLES: Final = f", {_TOLD} (goldstein > 0) AS friendliest, {_TOLD} (goldstein < 0) AS worst"
_PAIR: Final = 2
_TRIPLE: Final = 3
"""Actor codes are built of triples: a country's or a body's, then sectors."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What two actors did to each other, either way.

    Attributes:
        pair: Their names, in order of the alphabet.
        events: How many events join them, each happening once.
        reports: How many documents report them, summed over the events.
        cooperation_plover: Sum of PLOVER scores above zero.
        conflict_plover: Sum of PLOVER scores below zero, as a positive number.
        friendliest, worst: The events of the highest and of the lowest score, of several the one
            that most tell of: `document`, `id`, `happening`, `plover`, `origins`, `reports`. None
            where there is none above or below zero, or they were not asked for.
    """

    pair: tuple[str, str]
    events: int
    reports: int
    cooperation_plover: float
    conflict_plover: float
    friendliest: Row | None = None
    worst: Row | None = None

    @property
    def net_plover(self) -> float:
        """Cooperation less conflict."""
        return self.cooperation_plover - self.conflict_plover


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties among the actors of some events.

    Attributes:
        ties: The heaviest first.
        left_out: How many events that happened join no two actors that can be named.
        counts: How many events happened, with those left out, their reports and origins.
    """

    ties: tuple[Tie, ...]
    left_out: int
    counts: tuple[int, int, int]


def ties(casebook: Casebook, asked: Filter, *, examples: bool = False) -> Ties:
    """Who deals with whom in the events of a casebook.

    Events of the same sides are summed where they lie: there may be very many.

    Args:
        casebook: Whose events.
        asked: Which of them.
        examples: Whether the events are wanted that weigh most in each tie.
    """
    more = _EXAMPLES if examples else ""
    tests = list(of_events(asked))
    where = "".join(f" AND {test.sql}" for test in tests)
    parameters = [value for test in tests for value in test.parameters]
    sql = _ALIKE.replace("$where", where).replace("$more", more)
    return _ties(casebook.query(sql, parameters, keep=True))


def _ties(rows: Iterable[Row]) -> Ties:
    """The ties of events, those of the same parties already summed."""
    found: dict[tuple[str, str], list[Row]] = {}
    known: dict[str, list[str]] = {}
    left_out = 0
    totals = dict.fromkeys(_COUNTED, 0)
    for row in rows:
        for name in _COUNTED:
            totals[name] += row[name]
        sides = []
        for side in (row["actors"], row["recipients"]):
            if side not in known:
                known[side] = _actors(side)
            sides.append(known[side])
        pairs = {
            (min(one, other), max(one, other)) for one, other in product(*sides) if one != other
        }
        left_out += 0 if pairs else row["events"]
        for pair in pairs:
            found.setdefault(pair, []).append(row)
    summed = sorted(
        (_tie(pair, joined) for pair, joined in found.items()),
        key=lambda tie: (-tie.events, tie.pair),
    )
    return Ties(tuple(summed), left_out, (totals["events"], totals["reports"], totals["origins"]))


def actor(party: Row) -> str | None:
    """The name of whom a party stands for among the ties; None if it is named only in general."""
    name, code = party["name"], party["code"] or ""
    if any(triple in _ARMED for triple in _triples(code)):
        return _called(name) if _proper(name) else None
    country = gazetteer.country(party["country"] or "")
    if country:
        return country.name
    return _called(name) if code[:_TRIPLE] in _BODIES else None


def _called(name: str) -> str:
    """What the gazetteer calls a group or a body; else the name itself, as a heading has it."""
    known = next((entry for entry in gazetteer.lookup(name) if entry.kind in _KINDS), None)
    return known.name if known else name[:1].upper() + name[1:]


def pair_of(parties: Iterable[Row]) -> tuple[str, str] | None:
    """The two actors that parties stand for, in order of the alphabet; None if they are not two."""
    names = sorted({name for name in map(actor, parties) if name})
    return (names[0], names[1]) if len(names) == _PAIR else None


def _actors(side: str) -> list[str]:
    """The names of whom the parties of a side stand for, those that stand for somebody."""
    said = [party.split(_WITHIN) for party in side.split(_BETWEEN) if party]
    parties = ({"name": name, "code": code, "country": country} for name, code, country in said)
    return [name for name in map(actor, parties) if name]


def _tie(pair: tuple[str, str], rows: list[Row]) -> Tie:
    return Tie(
        pair=pair,
        events=sum(row["events"] for row in rows),
        reports=sum(row["reports"] for row in rows),
        cooperation_plover=round(sum(row["cooperation_plover"] for row in rows), _DIGITS),
        conflict_plover=round(sum(row["conflict_plover"] for row in rows), _DIGITS),
        friendliest=_weightiest(row.get("friendliest") for row in rows),
        worst=_weightiest(row.get("worst") for row in rows),
    )


def _weightiest(events: Iterable[Row | None]) -> Row | None:
    def place(each: Row) -> tuple[float, int, int, str]:
        return -abs(each["plover"]), -each["origins"], -each["reports"], each["happening"]

    return min((each for each in events if each), key=place, default=None)


def _triples(code: str) -> Iterator[str]:
    return (code[at : at + _TRIPLE] for at in range(0, len(code), _TRIPLE))


def _proper(name: str) -> bool:
    """Whether a name is one, and not what anybody of the kind is called."""
    return any(word[:1].isupper() for word in name.split())


_ARMED: Final = frozenset(
    code for code, sector in sectors().items() if sector.group == "armed" or code == "IMG"
)
_BODIES: Final = frozenset(
    code for code, sector in sectors().items() if sector.group == "international" and code != "IMG"
)
