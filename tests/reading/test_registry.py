"""Which parties the record names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.registry import placed_parties
from detente.records import Entity, Event, Location, Party, span

if TYPE_CHECKING:
    from detente.records import EntityKind, Record
    from tests.reading.build import Read


def by_name(record: Record) -> dict[str, Entity]:
    return {e.name: e for e in record.entities}


def test_entities_are_numbered_in_the_order_of_their_first_mention(read: Read) -> None:
    found = read("Norway met Oman. Oman thanked Norway.")
    assert [(e.id, e.name) for e in found.entities] == [("e1", "Norway"), ("e2", "Oman")]


def test_a_known_name_is_entered_though_nothing_is_said_of_it(read: Read) -> None:
    assert "Norway" in by_name(read("The road to Norway is long."))


def test_a_thing_nothing_is_said_of_is_not_entered(read: Read) -> None:
    assert "table" not in by_name(read("The table fell on the road."))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The US met Oman.", "United States"),
        ("Two Turkish soldiers attacked rebels.", "Turkish soldiers"),
        ("More than 100 U.S. troops attacked rebels.", "U.S. troops"),
        ("Iranian Gen. Reza Karimi met rebels.", "Reza Karimi"),
        ("Karimi met rebels, as Iranian Gen. Reza Karimi does.", "Reza Karimi"),
    ],
)
def test_a_party_goes_by_its_fullest_name(read: Read, text: str, name: str) -> None:
    assert name in by_name(read(text))


def test_a_backer_is_named_by_its_id(read: Read) -> None:
    found = by_name(read("Iran-backed militias attacked Oman."))
    assert found["Iran-backed militias"].backed_by == (found["Iran"].id,)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Turkish soldiers attacked rebels.", "Turkish soldiers", "TURMIL"),
        ("Iraq’s parliament condemned rebels.", "Iraq’s parliament", "IRQLEG"),
        ("Norway condemned rebels.", "Norway", "NOR"),
        ("Iranian Gen. Reza Karimi condemned rebels.", "Reza Karimi", "IRNMIL"),
    ],
)
def test_a_code_is_country_then_sector(read: Read, text: str, name: str, code: str) -> None:
    assert by_name(read(text))[name].code == code


def test_mentions_stand_in_order_and_quote_the_text(read: Read) -> None:
    text = "Norway condemned rebels. It also condemned Oman. Norway left."
    (norway,) = [e for e in read(text).entities if e.name == "Norway"]
    assert [m.quote for m in norway.mentions] == ["Norway", "It", "Norway"]
    assert [m.start for m in norway.mentions] == sorted(m.start for m in norway.mentions)


def test_a_known_party_has_its_number_in_wikidata(read: Read) -> None:
    assert by_name(read("Norway condemned rebels."))["Norway"].wikidata == "Q20"


TEXT = "Militants attacked a convoy in Mali."


def entity(
    kind: EntityKind = "armed-group", country: str | None = None, wikidata: str | None = None
) -> Entity:
    return Entity(
        id="e1",
        name="militants",
        kind=kind,
        country=country,
        wikidata=wikidata,
        mentions=(span(TEXT, 0, 9),),
    )


def attack(country: str | None, *, hit: bool = False) -> Event:
    place = Location(name="Mali", country=country, start=31, end=35) if country else None
    party = Party(entity="e1", text="Militants", start=0, end=9)
    return Event(
        id="v1",
        type="ASSAULT",
        quad_class=4,
        goldstein=-9,
        actors=() if hit else (party,),
        recipients=(party,) if hit else (),
        location=place,
        evidence=(span(TEXT, 0, 35),),
    )


def test_a_group_without_a_country_has_that_where_it_acts_and_a_line_says_so() -> None:
    placed, (line,) = placed_parties([attack("MLI")], [entity()])
    assert placed == {"e1": "MLI"}
    assert "MLI" in line.what
    assert line.where == span(TEXT, 0, 9)


def test_who_is_attacked_without_a_country_has_that_of_the_place() -> None:
    placed, (line,) = placed_parties([attack("MLI", hit=True)], [entity(kind="military")])
    assert placed == {"e1": "MLI"}
    assert "place" in line.what


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Kenyan police arrested two mayors.", "mayors", "KEN"),
        ("A Ghanaian court sentenced Kofi Ansah.", "Kofi Ansah", "GHA"),
        ("Norway's government condemned the farmers.", "farmers", "NOR"),
        ("Norway's government told Sweden that it condemned the farmers.", "farmers", None),
    ],
)
def test_people_without_a_country_have_that_of_those_at_home(
    read: Read, text: str, name: str, country: str | None
) -> None:
    assert by_name(read(text))[name].country == country


@pytest.mark.parametrize(
    ("event", "party"),
    [
        pytest.param(attack(None), entity(), id="no place"),
        pytest.param(attack("MLI"), entity(country="NER"), id="the text names a country"),
        pytest.param(attack("MLI"), entity(kind="military"), id="no armed group"),
        pytest.param(attack("MLI"), entity(wikidata="Q1"), id="a group known by name"),
    ],
)
def test_others_stay_as_they_are(event: Event, party: Entity) -> None:
    assert placed_parties([event], [party]) == ({}, [])
