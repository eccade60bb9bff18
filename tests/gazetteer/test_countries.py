from __future__ import annotations

import pytest

from detente.gazetteer import countries, country, lookup


@pytest.mark.parametrize(
    ("code", "name", "cow", "fips"),
    [
        ("USA", "United States", 2, "US"),
        ("IRQ", "Iraq", 645, "IZ"),
        ("GBR", "United Kingdom", 200, "UK"),
        ("XKX", "Kosovo", 347, "KV"),
        ("SUN", "Soviet Union", 365, "UR"),
    ],
)
def test_a_country_is_known_by_its_code(code: str, name: str, cow: int, fips: str) -> None:
    found = country(code.lower())
    assert found is not None
    assert (found.name, found.cow, found.fips) == (name, cow, fips)


def test_an_unknown_code_gives_nothing() -> None:
    assert country("ZZZ") is None


def test_the_193_members_of_the_united_nations_and_the_vatican_are_states() -> None:
    assert sum(c.status == "state" for c in countries()) == 194


def test_codes_are_unique_and_in_order() -> None:
    codes = [c.code for c in countries()]
    assert codes == sorted(set(codes))
    numbers = [c.wikidata for c in countries() if c.wikidata]
    assert len(numbers) == len(set(numbers))


def test_successors_are_countries_of_the_table() -> None:
    assert {s for c in countries() for s in c.successors} <= {c.code for c in countries()}


def test_former_states_have_an_end_and_present_states_none() -> None:
    assert all(c.end for c in countries() if c.status == "former")
    assert not [c.code for c in countries() if c.status == "state" and c.end]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U.S.", "USA"), ("Americans", "USA"), ("Britain", "GBR"), ("UAE", "ARE"), ("DPRK", "PRK"),
        ("Türkiye", "TUR"), ("Burma", "MMR"), ("DRC", "COD"), ("Frenchmen", "FRA"),
        ("Swaziland", "SWZ"), ("Ivory Coast", "CIV"), ("Filipino", "PHL"), ("Holy See", "VAT"),
        ("Palestinians", "PSE"), ("Abkhaz", "XAB"), ("East Timor", "TLS"),
    ],
)  # fmt: skip
def test_other_names_and_peoples_lead_to_the_country(name: str, code: str) -> None:
    assert lookup(name)[0].code == code


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        ("Washington", "USAGOV"), ("White House", "USAGOV"), ("Moscow", "RUSGOV"),
        ("Downing Street", "GBRGOV"), ("Élysée", "FRAGOV"), ("Blue House", "KORGOV"),
        ("Rashtrapati Bhavan", "INDGOV"), ("Beijing", "CHNGOV"), ("Kiev", "UKRGOV"),
    ],
)  # fmt: skip
def test_seats_stand_for_their_government(seat: str, code: str) -> None:
    first = lookup(seat)[0]
    assert (first.code, first.metonym, first.kind) == (code, True, "government")


def test_brussels_is_no_government() -> None:
    assert not any(e.metonym for e in lookup("Brussels"))
