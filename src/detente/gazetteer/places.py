"""Places on the map: towns, capitals, first-order regions (GeoNames), and sites of the news.

`places.tsv` is made by `training/places.py`; `sites.tsv` (bases, airports, straits…) by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, cast

from detente.gazetteer.names import key
from detente.tables import Row, lines, rows, values

_PACKAGE: Final = "detente.gazetteer"
PlaceKind = Literal[
    "airport", "base", "border", "bridge", "camp", "canal", "capital", "city", "continent",
    "crossing", "dam", "islands", "nuclear site", "oil site", "pipeline", "port", "prison",
    "region", "river", "sea", "shoal", "site", "strait", "zone",
]  # fmt: skip

_FEATURES: Final[dict[str, PlaceKind]] = {
    "PPLC": "capital", "PPL": "city", "ADM1": "region", "ADM2": "region",
}  # fmt: skip
"""GeoNames feature codes of `places.tsv` to kinds."""
_WEIGHTS: Final[dict[str, float]] = {"capital": 10.0, "region": 0.5}
"""What a place's people count for in its rank: capitals are more in the news than other towns of
their size, and a region holds the people of its towns."""
_SITE: Final = 1_000_000
"""What a place without people of its own, a base or a strait, counts for."""
_RANKS: Final = frozenset(
    {"county", "department", "district", "governorate", "oblast", "prefecture", "province",
     "region", "state"}
)  # fmt: skip
_OF: Final = " of "


@dataclass(frozen=True, slots=True)
class Place:
    """A place.

    `country` is alpha-3 or None where none or several hold it; latitude and longitude are degrees
    of WGS 84; `geonames` is GeoNames' number or None; `population` is 0 where unknown.
    """

    name: str
    country: str | None
    latitude: float
    longitude: float
    geonames: int | None
    population: int
    kind: PlaceKind

    @property
    def rank(self) -> float:
        """How likely the news is to mean it among places of its name, as a number of people."""
        return (self.population or _SITE) * _WEIGHTS.get(self.kind, 1.0)


def places(name: str) -> tuple[Place, ...]:
    """The places of a name, likeliest first; none if it is not known.

    Sites of the news come first unless a town or region has just their name, then others by
    population, in which capitals count tenfold and
    regions half. A word for a rank is understood: "Kharkiv Oblast" and "province of Anbar" give
    regions alone. Case, diacritics and hyphens matter not.

    >>> places("Mosul")[0].country, places("Mosul")[0].latitude
    ('IRQ', 36.335)
    """
    wanted = key(name)
    found = _named(wanted)
    if found:
        return found
    return tuple(p for p in _named(_without_rank(wanted)) if p.kind == "region")


@lru_cache(maxsize=4096)
def _named(wanted: str) -> tuple[Place, ...]:
    towns = sorted(map(_place, _index().get(wanted, ())), key=lambda p: p.rank, reverse=True)
    known = _sites().get(wanted, ())
    twins = {(key(t.name), t.country) for t in towns}
    own = [s for s in known if (key(s.name), s.country) not in twins]
    return (*own, *towns, *(s for s in known if s not in own and s.kind != "city"))


def _without_rank(wanted: str) -> str:
    first, _, rest = wanted.partition(_OF)
    if first in _RANKS:
        return rest
    start, _, last = wanted.rpartition(" ")
    return start if last in _RANKS else ""


@cache
def _index() -> dict[str, list[str]]:
    """Normal forms to the lines of `places.tsv`; an Arabic article may be left off."""
    index: dict[str, list[str]] = {}
    for line in lines(_PACKAGE, "places"):
        _, forms, _ = line.split("\t", 2)
        known = forms.split("|")
        for form in known:
            index.setdefault(form, []).append(line)
            if form.startswith("al ") and form[3:] not in known:
                index.setdefault(form[3:], []).append(line)
    return index


def _place(line: str) -> Place:
    """The place of a line of `places.tsv`."""
    name, _, country, latitude, longitude, geonames, population, feature = line.split("\t")
    return Place(
        name=name,
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        geonames=int(geonames) if geonames else None,
        population=int(population),
        kind=_FEATURES[feature],
    )


@cache
def _sites() -> dict[str, list[Place]]:
    """Normal forms to the places of `sites.tsv`."""
    index: dict[str, list[Place]] = {}
    for row in rows(_PACKAGE, "sites"):
        site = _site(row)
        for form in {key(n) for n in (row["name"], *values(row["aliases"]))}:
            index.setdefault(form, []).append(site)
    return index


def _site(row: Row) -> Place:
    return Place(
        name=row["name"],
        country=row["country"] or None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        geonames=None,
        population=0,
        kind=cast("PlaceKind", row["kind"]),
    )
