"""Where it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reading.build import event

if TYPE_CHECKING:
    from detente.records import Location
    from tests.reading.build import Read


def place(read: Read, text: str) -> Location | None:
    """Where the assault of a text took place."""
    found = read(text)
    where = event(found, "ASSAULT").location
    if where is not None:
        assert text[where.start : where.end]
    return where


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        ("Rebels attacked a convoy in Iraq.", "Iraq", "IRQ"),
        ("Rebels attacked a convoy near Kirkuk.", "Kirkuk", "IRQ"),
        ("Rebels attacked a convoy outside Baghdad on Monday.", "Baghdad", "IRQ"),
        ("Israel bombed an airport in Damascus.", "Damascus", "SYR"),
        ("In Somalia, gunmen killed a mayor.", "Somalia", "SOM"),
        ("Gunmen killed three farmers in Kaduna state.", "Kaduna state", "NGA"),
    ],
)
def test_an_event_is_where_its_sentence_says(
    read: Read, text: str, quote: str, country: str
) -> None:
    found = place(read, text)
    assert found is not None
    assert (text[found.start : found.end], found.country) == (quote, country)


def test_a_town_has_its_place_on_the_map(read: Read) -> None:
    found = place(read, "Rebels attacked a convoy near Kirkuk.")
    assert found is not None
    assert found.latitude == pytest.approx(35.5, abs=0.5)
    assert found.longitude == pytest.approx(44.4, abs=0.5)
    assert found.geonames is not None


def test_a_country_has_no_point_on_the_map(read: Read) -> None:
    found = place(read, "Rebels attacked a convoy in Iraq.")
    assert found is not None
    assert (found.latitude, found.longitude) == (None, None)


def test_what_is_hit_is_where_it_is_hit(read: Read) -> None:
    found = place(read, "Pakistan shelled Indian villages.")
    assert found is not None
    assert (found.name, found.country) == ("Indian villages", "IND")


@pytest.mark.parametrize(
    ("text", "quote", "country"),
    [
        pytest.param("Rebels besieged Djibo.", "Djibo", "BFA", id="a town that no table names"),
        pytest.param("Russia attacked Ukraine in 2022.", "Ukraine", "UKR", id="a country"),
    ],
)
def test_what_force_is_used_against_is_where_it_is(
    read: Read, text: str, quote: str, country: str
) -> None:
    found = read(f"It rained. {text}").events[0].location
    assert found is not None
    assert (found.name, found.country) == (quote, country)


def test_whoever_is_accused_is_no_place(read: Read) -> None:
    found = event(read("It rained. France condemned Iran."), "ACCUSE")
    assert found.location is None


def test_a_date_is_no_place(read: Read) -> None:
    assert place(read, "Rebels attacked a convoy in January.") is None


def test_a_sentence_that_names_no_place_gives_none(read: Read) -> None:
    assert place(read, "Rebels attacked a convoy.") is None


@pytest.mark.parametrize(("near", "country"), [("Libya", "LBY"), ("Lebanon", "LBN")])
def test_of_two_towns_of_one_name_that_in_the_country_spoken_of_is_meant(
    read: Read, near: str, country: str
) -> None:
    found = place(
        read, f"{near} is torn. {near} sent troops. {near} armed them. Rebels hit them in Tripoli."
    )
    assert found is not None
    assert found.country == country


def test_what_has_an_article_is_no_town_of_that_name(read: Read) -> None:
    found = event(read("Thai soldiers attacked a patrol near the Temple."), "ASSAULT")
    assert found.location is None


def test_who_is_visited_is_where_it_was(read: Read) -> None:
    where = event(read("The French president visited Belgrade."), "CONSULT").location
    assert where is not None
    assert where.country == "SRB"
