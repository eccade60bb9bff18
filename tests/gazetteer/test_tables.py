"""Every row of every table is well formed, and the tables hold what is promised."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from importlib.resources import files
from typing import get_args

import pytest

from detente.dates import bounds
from detente.gazetteer import countries, key
from detente.gazetteer.places import PlaceKind
from detente.gazetteer.roster import roster
from detente.records import EntityKind
from detente.tables import lines, rows, values

PACKAGE = "detente.gazetteer"
DATA = files(PACKAGE) / "data"
NAMES = sorted(f.name.removesuffix(".tsv") for f in DATA.iterdir() if f.name.endswith(".tsv"))
DATED = [n for n in NAMES if "start\t" in (DATA / f"{n}.tsv").read_text("utf-8").split("\n")[0]]
CODES = {c.code for c in countries()}
SECTORS = {
    line.split("\t")[0]
    for line in (files("detente.ontology") / "data" / "sectors.tsv").read_text("utf-8").split("\n")
}
OFFICES = {"head-of-state", "head-of-government", "foreign-minister", "defence-minister"}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_listed_with_source_and_licence(name: str) -> None:
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    (resource,) = [r for r in package["resources"] if r["path"] == f"{name}.tsv"]
    assert resource["title"]
    assert resource["description"]
    assert all(s["title"] for s in resource["sources"])
    assert all(s["name"] for s in resource["licenses"])


def test_every_listed_table_is_there() -> None:
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    assert sorted(r["path"] for r in package["resources"]) == [f"{n}.tsv" for n in NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_clean(name: str) -> None:
    text = (DATA / f"{name}.tsv").read_text("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    wrong = [
        (column, cell)
        for row in rows(PACKAGE, name)
        for column, cell in row.items()
        if cell != cell.strip() or "||" in cell or cell.startswith("|") or cell.endswith("|")
    ]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_countries_are_known(name: str) -> None:
    columns = ("country", "backed_by", "successors")
    used = {code for row in rows(PACKAGE, name) for c in columns for code in values(row.get(c, ""))}
    assert used <= CODES


@pytest.mark.parametrize("name", DATED)
def test_dates_are_edtf_and_in_order(name: str) -> None:
    for row in rows(PACKAGE, name):
        for column in ("start", "end"):
            if row[column]:
                bounds(row[column])
        if row["start"] and row["end"]:
            assert bounds(row["start"])[0] <= bounds(row["end"])[1], row


@pytest.mark.parametrize("name", NAMES)
def test_wikidata_numbers_look_like_ones(name: str) -> None:
    numbers = [row["wikidata"] for row in rows(PACKAGE, name) if row.get("wikidata")]
    assert all(re.fullmatch(r"Q[1-9]\d*", n) for n in numbers)


@pytest.mark.parametrize("name", NAMES)
def test_sectors_are_codes_of_the_ontology(name: str) -> None:
    used = {
        s
        for row in rows(PACKAGE, name)
        for c in ("sector", "sectors")
        for s in values(row.get(c, ""))
    }
    assert used <= SECTORS


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("places", "sites")])
def test_kinds_are_those_of_the_record(name: str) -> None:
    assert {row["kind"] for row in rows(PACKAGE, name) if "kind" in row} <= set(
        get_args(EntityKind)
    )


def test_sites_are_of_a_known_kind_and_on_the_globe() -> None:
    for row in rows(PACKAGE, "sites"):
        assert row["kind"] in get_args(PlaceKind), row
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180


def test_places_are_well_formed() -> None:
    for line in lines(PACKAGE, "places"):
        name, forms, country, latitude, longitude, _, population, feature = line.split("\t")
        assert forms.split("|")[0] == key(name)
        assert country in CODES
        assert -90 <= float(latitude) <= 90
        assert -180 <= float(longitude) <= 180
        assert int(population) >= 0
        assert feature in ("PPLC", "PPL", "ADM1", "ADM2")


def test_every_state_has_its_capital_among_the_places() -> None:
    capitals = {line.split("\t")[2] for line in lines(PACKAGE, "places") if line.endswith("\tPPLC")}
    assert {c.code for c in countries() if c.status == "state"} - capitals <= {"MCO", "NRU", "SGP"}


def test_places_stay_small() -> None:
    assert len((DATA / "places.tsv").read_bytes()) < 6_000_000


def test_ids_are_unique() -> None:
    ids = Counter((n.entry.id, n.entry.adjective) for n in roster())
    assert not [ident for ident, count in ids.items() if count > 1]


def test_every_name_has_a_normal_form() -> None:
    assert not [(e.entry.id, n) for e in roster() for n in e.names if not key(n)]


def test_roles_are_told_apart() -> None:
    words = Counter(key(row["word"]) for row in rows(PACKAGE, "roles"))
    assert not [w for w, count in words.items() if count > 1]


@pytest.mark.parametrize(
    ("name", "least"),
    [("countries", 240), ("roles", 350), ("sites", 120), ("groups", 300), ("places", 25_000)],
)
def test_a_table_holds_what_is_promised(name: str, least: int) -> None:
    assert len(lines(PACKAGE, name)) >= least


@pytest.mark.parametrize(("kind", "least"), [("igo", 150), ("ngo", 30), ("media", 60)])
def test_organisations_hold_what_is_promised(kind: str, least: int) -> None:
    assert sum(row["kind"] == kind for row in rows(PACKAGE, "organisations")) >= least


def test_offices_are_the_four() -> None:
    assert {o for row in rows(PACKAGE, "holders") for o in values(row["office"])} == OFFICES


@pytest.mark.parametrize("office", sorted(OFFICES))
def test_at_least_sixty_states_have_each_office(office: str) -> None:
    have: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(PACKAGE, "holders"):
        for one in values(row["office"]):
            have[one].add(row["country"])
    assert len(have[office]) >= 60


def test_at_least_sixty_states_have_bodies_of_each_main_kind() -> None:
    have: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows(PACKAGE, "bodies"):
        have[row["kind"]].add(row["country"])
    for kind in ("government", "military", "legislature", "police", "court"):
        assert len(have[kind]) >= 60, kind
