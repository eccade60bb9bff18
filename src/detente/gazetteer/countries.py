"""Countries: present states, disputed ones, territories in the news, and former states.

Codes are ISO 3166-1 alpha-3; for former states ISO 3166-3's alpha-3 codes; where ISO has none,
codes of its user-assigned range (XAA to XZZ), XKX for Kosovo as is the custom.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.tables import rows, values


@dataclass(frozen=True, slots=True)
class Country:
    """A country and its names and codes.

    Attributes:
        code: The alpha-3 code records use.
        alpha2: ISO 3166-1 alpha-2, or "" where there is none.
        name: The name English-language news uses.
        official: The long form.
        adjectives: Adjectives and words for its people, singular and plural.
        aliases: Other names and abbreviations.
        capital: Seat of government, or "" where there is none.
        capital_names: Its name and other spellings of it.
        seats: Names that stand for its government: capital, palace, street.
        cameo: Country code of CAMEO event data.
        fips: FIPS 10-4 code, which GDELT uses for places.
        cow: Correlates of War state number, or None.
        wikidata: Q-id, or None.
        status: state, disputed, territory or former.
        start: EDTF date from which it exists in this form, or None for long since.
        end: EDTF date of its end, or None.
        successors: Codes of the states that followed a former one.
    """

    code: str
    alpha2: str
    name: str
    official: str
    adjectives: tuple[str, ...]
    aliases: tuple[str, ...]
    capital: str
    capital_names: tuple[str, ...]
    seats: tuple[str, ...]
    cameo: str
    fips: str
    cow: int | None
    wikidata: str | None
    status: str
    start: str | None
    end: str | None
    successors: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the table, in order of code."""
    return tuple(_country(row) for row in rows("detente.gazetteer", "countries"))


def country(code: str) -> Country | None:
    """The country with an alpha-3 code, None if there is none; case matters not."""
    return _by_code().get(code.upper())


@cache
def _by_code() -> dict[str, Country]:
    return {c.code: c for c in countries()}


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        alpha2=row["alpha2"],
        name=row["name"],
        official=row["official"],
        adjectives=values(row["adjectives"]),
        aliases=values(row["aliases"]),
        capital=row["capital"].partition("|")[0],
        capital_names=values(row["capital"]),
        seats=values(row["seats"]),
        cameo=row["cameo"],
        fips=row["fips"],
        cow=int(row["cow"]) if row["cow"] else None,
        wikidata=row["wikidata"] or None,
        status=row["status"],
        start=row["start"] or None,
        end=row["end"] or None,
        successors=values(row["successors"]),
    )
