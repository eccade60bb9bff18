"""Every entry of the tables, with the names that bring it up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from detente.gazetteer.countries import Country, countries
from detente.gazetteer.entries import Entry, actor_code, slug
from detente.gazetteer.tables import Row, table, tables, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.records import EntityKind

_SECTORS: Final[dict[str, tuple[str, ...]]] = {
    "igo": ("IGO",), "ngo": ("NGO",), "company": ("BUS",), "media": ("MED",), "party": ("PTY",),
}  # fmt: skip
"""Sector of an organisation whose row names none, by kind."""
_OFFICE_SECTORS: Final[dict[str, tuple[str, ...]]] = {"defence-minister": ("GOV", "MIL")}
"""Sectors of an office, where they are not just GOV."""


class Named(NamedTuple):
    """An entry and the names that bring it up, the leading one first."""

    entry: Entry
    names: tuple[str, ...]


@cache
def roster() -> tuple[Named, ...]:
    """All entries: countries first, then bodies, organisations, groups, holders and sites.

    Ids are unique: where two rows would share one, the later gets its start year as a suffix,
    and where that is no help a number.
    """
    every = chain(
        chain.from_iterable(map(_of_country, countries())),
        map(_of_body, table("bodies")),
        map(_of_organisation, table("organisations")),
        map(_of_group, table("groups")),
        _of_holders(tables("holders")),
        map(_of_site, table("sites")),
    )
    return tuple(_unique(every))


def _of_country(country: Country) -> Iterator[Named]:
    whole = Entry(
        f"country:{country.code}",
        country.name,
        "country",
        country=country.code,
        code=country.code,
        wikidata=country.wikidata,
        start=country.start,
        end=country.end,
    )
    yield Named(whole, (country.name, country.official, *country.aliases))
    if country.adjectives:
        yield Named(replace(whole, adjective=True), country.adjectives)
    if country.seats:
        yield Named(_government(country), country.seats)
    if country.capital and country.status in ("state", "disputed"):
        yield Named(_capital(country), country.capital_names)


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


def _of_body(row: Row) -> Named:
    kind = cast("EntityKind", row["kind"])
    sectors = values(row["sectors"])
    return _named(row, f"body:{row['country']}:{slug(row['name'])}", kind, sectors)


def _of_organisation(row: Row) -> Named:
    kind = cast("EntityKind", row["kind"])
    sectors = values(row["sectors"]) or _SECTORS[kind]
    return _named(row, f"{kind}:{slug(row['name'])}", kind, sectors, code=row["code"])


def _of_group(row: Row) -> Named:
    sectors = values(row["sector"]) or ("REB",)
    backed_by = values(row["backed_by"])
    return _named(row, f"group:{slug(row['name'])}", "armed-group", sectors, backed_by=backed_by)


def _of_site(row: Row) -> Named:
    country = row["country"] or None
    place = f"place:{country}:" if country else "place:"
    entry = Entry(place + slug(row["name"]), row["name"], "place", country=country)
    return Named(entry, (row["name"], *values(row["aliases"])))


def _of_holders(rows: Iterable[Row]) -> Iterator[Named]:
    """One entry for each office a row names, terms in order, so that ids stay as rows are added."""
    for row in sorted(rows, key=itemgetter("start")):
        person = slug(row["name"])
        for office in values(row["office"]):
            ident = f"holder:{row['country']}:{office}:{person}"
            sectors = _OFFICE_SECTORS.get(office, ("GOV",))
            yield _named(row, ident, "person", sectors, office=office)


def _named(  # noqa: PLR0913 - one argument a column that differs between tables
    row: Row,
    ident: str,
    kind: EntityKind,
    sectors: tuple[str, ...],
    *,
    code: str = "",
    backed_by: tuple[str, ...] = (),
    office: str = "",
) -> Named:
    """The entry of a row by the columns all actor tables share, with its names."""
    country = row["country"] or None
    entry = Entry(
        id=ident,
        name=row["name"],
        kind=kind,
        country=country,
        sectors=sectors,
        code=code or actor_code(country, sectors, kind),
        backed_by=backed_by,
        wikidata=row["wikidata"] or None,
        start=row["start"] or None,
        end=row["end"] or None,
        title=row["title"] if office else "",
        office=office,
    )
    return Named(entry, (row["name"], *values(row["aliases"])))


def _unique(every: Iterable[Named]) -> Iterator[Named]:
    seen: defaultdict[str, int] = defaultdict(int)
    for named in every:
        entry = named.entry
        if entry.adjective:
            yield named
            continue
        ident = entry.id
        if seen[ident] and entry.start:
            ident = f"{entry.id}:{entry.start[:4]}"
        seen[ident] += 1
        if seen[ident] > 1:
            ident = f"{ident}:{seen[ident]}"
        yield named if ident == entry.id else named._replace(entry=replace(entry, id=ident))
