"""Every entry of the tables, with the names that bring it up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final, cast

from detente.gazetteer.countries import Country, countries
from detente.gazetteer.entries import Entry, actor_code, slug
from detente.tables import Row, rows, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from detente.records import EntityKind

_PACKAGE: Final = "detente.gazetteer"
_SECTORS: Final[dict[str, tuple[str, ...]]] = {
    "igo": ("IGO",), "ngo": ("NGO",), "company": ("BUS",), "media": ("MED",), "party": ("PTY",),
}  # fmt: skip
"""Sector of an organisation whose row names none, by kind."""
_OFFICE_SECTORS: Final[dict[str, tuple[str, ...]]] = {"defence-minister": ("GOV", "MIL")}
"""Sectors of an office, where they are not just GOV."""


class Named:
    """An entry and the names that bring it up, the leading one first.

    The entry is built when it is first asked for: a text brings up few of the tables' thousands.
    """

    __slots__ = ("_build", "_entry", "names")

    def __init__(self, names: tuple[str, ...], build: Callable[[], Entry]) -> None:
        self.names = names
        self._build = build
        self._entry: Entry | None = None

    @property
    def entry(self) -> Entry:
        """The entry, the same object each time."""
        if self._entry is None:
            self._entry = self._build()
        return self._entry


@cache
def roster() -> tuple[Named, ...]:
    """All entries: countries first, then bodies, organisations, groups, holders and sites."""
    every = chain(
        chain.from_iterable(map(_of_country, countries())),
        (_of_row(row, partial(_body, row)) for row in rows(_PACKAGE, "bodies")),
        (_of_row(row, partial(_organisation, row)) for row in rows(_PACKAGE, "organisations")),
        (_of_row(row, partial(_group, row)) for row in rows(_PACKAGE, "groups")),
        _of_holders(rows(_PACKAGE, "holders")),
        (_of_row(row, partial(_site, row)) for row in rows(_PACKAGE, "sites")),
    )
    return tuple(every)


def _of_row(row: Row, build: Callable[[], Entry]) -> Named:
    return Named((row["name"], *values(row["aliases"])), build)


def _of_country(country: Country) -> Iterator[Named]:
    names = (country.name, country.official, *country.aliases)
    yield Named(names, partial(_country, country))
    if country.adjectives:
        yield Named(country.adjectives, partial(_country, country, adjective=True))
    if country.seats:
        yield Named(country.seats, partial(_government, country))
    if country.capital and country.status in ("state", "disputed"):
        yield Named(country.capital_names, partial(_capital, country))


def _country(country: Country, *, adjective: bool = False) -> Entry:
    return Entry(
        f"country:{country.code}",
        country.name,
        "country",
        country=country.code,
        code=country.code,
        wikidata=country.wikidata,
        start=country.start,
        end=country.end,
        adjective=adjective,
    )


def _government(country: Country) -> Entry:
    return Entry(
        f"government:{country.code}",
        f"Government of {country.name}",
        "government",
        country=country.code,
        sectors=("GOV",),
        code=actor_code(country.code, ("GOV",)),
        start=country.start,
        end=country.end,
        metonym=True,
    )


def _capital(country: Country) -> Entry:
    return Entry(
        f"place:{country.code}:{slug(country.capital)}",
        country.capital,
        "place",
        country=country.code,
    )


def _body(row: Row) -> Entry:
    kind = cast("EntityKind", row["kind"])
    ident = f"body:{row['country']}:{slug(row['name'])}"
    return _actor(row, ident, kind, values(row["sectors"]))


def _organisation(row: Row) -> Entry:
    kind = cast("EntityKind", row["kind"])
    sectors = values(row["sectors"]) or _SECTORS[kind]
    entry = _actor(row, f"{kind}:{slug(row['name'])}", kind, sectors)
    return replace(entry, code=row["code"]) if row["code"] else entry


def _group(row: Row) -> Entry:
    sectors = values(row["sector"]) or ("REB",)
    entry = _actor(row, f"group:{slug(row['name'])}", "armed-group", sectors)
    return replace(entry, backed_by=values(row["backed_by"]))


def _site(row: Row) -> Entry:
    country = row["country"] or None
    place = f"place:{country}:" if country else "place:"
    return Entry(place + slug(row["name"]), row["name"], "place", country=country)


def _of_holders(rows: Iterable[Row]) -> Iterator[Named]:
    """One entry for each office a row names.

    Where somebody held an office more than once, ids of later terms end in the year of their
    start; of two terms begun in one year, the second's in a number too.
    """
    held: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in sorted(rows, key=itemgetter("start")):
        for office in values(row["office"]):
            years = held[row["country"], office, row["name"]]
            year = row["start"][:4]
            again = f":{year}" if years else ""
            again += f":{years.count(year) + 1}" if year in years else ""
            years.append(year)
            yield _of_row(row, partial(_holder, row, office, again))


def _holder(row: Row, office: str, again: str) -> Entry:
    ident = f"holder:{row['country']}:{office}:{slug(row['name'])}{again}"
    sectors = _OFFICE_SECTORS.get(office, ("GOV",))
    return replace(_actor(row, ident, "person", sectors), title=row["title"], office=office)


def _actor(row: Row, ident: str, kind: EntityKind, sectors: tuple[str, ...]) -> Entry:
    """The entry of a row by the columns all actor tables share."""
    country = row["country"] or None
    return Entry(
        id=ident,
        name=row["name"],
        kind=kind,
        country=country,
        sectors=sectors,
        code=actor_code(country, sectors, kind),
        wikidata=row["wikidata"] or None,
        start=row["start"] or None,
        end=row["end"] or None,
    )
