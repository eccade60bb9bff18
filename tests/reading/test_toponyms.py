"""Which place a name means: people, countries spoken of, neighbours."""

from __future__ import annotations

import pytest

from detente import gazetteer
from detente.reading.heads import default_model
from detente.reading.toponyms import FEATURES, Toponyms


def meant(name: str, text: str) -> tuple[str | None, float]:
    """The country and latitude of what a name means in a text."""
    answers = default_model().read(text, [(0, len(text))])
    tagged = [(found.start, found.end) for found in answers.tagged("place_name")]
    place = Toponyms(text, gazetteer.find(text), tagged).place(name)
    assert place is not None
    return place.country, round(place.latitude)


def test_of_places_of_one_name_the_largest_is_meant_where_nothing_else_tells() -> None:
    assert meant("Birmingham", "They met in Birmingham.") == ("GBR", 52)
    assert meant("Washington", "They met in Washington.") == ("USA", 39)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Lebanon sent troops. Lebanon armed them. Rebels hit them in Tripoli.", "LBN"),
        ("Libya sent troops. Libya armed them. Rebels hit them in Tripoli.", "LBY"),
    ],
)
def test_countries_that_are_spoken_of_weigh_in(text: str, country: str) -> None:
    assert meant("Tripoli", text)[0] == country


def test_a_place_near_another_of_the_text_is_meant() -> None:
    assert meant("Birmingham", "They met in Birmingham, and then in Tuscaloosa.")[0] == "USA"


def test_without_heads_the_names_are_those_of_the_gazetteer() -> None:
    text = "They went from Mosul to Zzyzxton."
    names = Toponyms(text, gazetteer.find(text)).names
    assert [name for _, name in names] == [text[m.start : m.end] for m in gazetteer.find(text)]


def test_an_unknown_name_means_no_place() -> None:
    assert Toponyms("Zzyzxton fell.", ()).place("Zzyzxton") is None


@pytest.mark.parametrize(
    ("behind", "country"), [("Lebanon", "LBN"), ("Libya", "LBY"), ("Greece", "GRC")]
)
def test_a_country_behind_a_comma_holds_the_place(behind: str, country: str) -> None:
    assert meant("Tripoli", f"A bomb went off in Tripoli, {behind}.")[0] == country


def test_a_region_behind_a_comma_holds_the_place() -> None:
    text = "They met in Alexandria, Va., on Monday."
    assert meant("Alexandria", text) == ("USA", 39)


def test_a_name_may_hold_what_it_lies_in() -> None:
    place = Toponyms("", ()).place("Tripoli, Lebanon")
    assert place is not None
    assert place.country == "LBN"


def test_without_weights_all_places_of_a_name_are_alike_and_the_first_is_taken() -> None:
    text = "A bomb went off in Tripoli, Lebanon."
    found = Toponyms(text, gazetteer.find(text), weights=[0] * len(FEATURES)).place("Tripoli")
    assert found == gazetteer.places("Tripoli")[0]
