from __future__ import annotations

import pytest

from detente.gazetteer import places


@pytest.mark.parametrize(
    ("name", "country", "kind", "latitude", "longitude"),
    [
        ("Mosul", "IRQ", "city", 36.3, 43.1),
        ("Baghdad", "IRQ", "capital", 33.3, 44.4),
        ("Kiev", "UKR", "capital", 50.5, 30.5),
        ("Sana’a", "YEM", "capital", 15.4, 44.2),
        ("Ain al-Asad", "IRQ", "base", 33.8, 42.4),
        ("Camp Taji", "IRQ", "base", 33.5, 44.3),
        ("Strait of Hormuz", None, "strait", 26.6, 56.3),
        ("Gaza", "PSE", "region", 31.4, 34.4),
        ("London", "GBR", "capital", 51.5, -0.1),
        ("Washington", "USA", "capital", 38.9, -77.0),
        ("Anbar province", "IRQ", "region", 33.0, 41.8),
        ("province of Anbar", "IRQ", "region", 33.0, 41.8),
    ],
)
def test_a_place_is_where_it_is(
    name: str, country: str | None, kind: str, latitude: float, longitude: float
) -> None:
    first = places(name)[0]
    assert (first.country, first.kind) == (country, kind)
    assert first.latitude == pytest.approx(latitude, abs=0.5)
    assert first.longitude == pytest.approx(longitude, abs=0.5)


def test_a_name_of_several_towns_gives_them_by_population() -> None:
    found = places("Paris")
    assert [p.country for p in found[:2]] == ["FRA", "USA"]


def test_towns_carry_their_geonames_number() -> None:
    assert places("Mosul")[0].geonames == 99072


def test_an_unknown_name_gives_nothing() -> None:
    assert places("Nowhereville-on-Sea") == ()
    assert places("") == ()
