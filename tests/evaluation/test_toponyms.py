from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.earth import countries_near
from detente.evaluation.toponyms import Found, cases, judge, measures, most_people, ours
from detente.gazetteer.earth import distance

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Turkish jets struck near Mosul; rebels held Zzyzxton. Lebanon fears for Lebanese Tripoli."
_places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@pytest.fixture
def case(tmp_path: Path) -> dict[str, Any]:
    marked = [
        ("Turkish", 39.0, 35.0, None),
        ("Mosul", 36.34, 43.13, "Iraq"),
        ("Zzyzxton", 36.0, 43.5, "IRQ"),
        ("Tripoli", 34.43, 35.84, None),
    ]
    toponyms = [
        {"start": TEXT.index(n), "end": TEXT.index(n) + len(n), "text": n, "lat": lat, "lon": lon}
        | ({"country": country} if country else {})
        for n, lat, lon, country in marked
    ]
    unplaced = {"start": 0, "end": 3, "text": "Tur"}
    line = {"id": "c", "dct": "2019-10-09 08:00", "text": TEXT, "toponyms": [*toponyms, unplaced]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(line))
    (read,) = cases(tmp_path / "gold.jsonl")
    return read


def test_gold_says_the_country_or_its_point_does(case: dict[str, Any]) -> None:
    assert [t["country"] for t in case["toponyms"]] == ["TUR", "IRQ", "IRQ", "LBN"]
    assert case["dct"] == "2019-10-09"


def test_the_country_the_text_speaks_of_settles_which_place_is_meant(case: dict[str, Any]) -> None:
    given = [answer["given"] for answer in ours()(case)]
    assert [place and place["country"] for place in given] == ["TUR", "IRQ", "IRQ", "LBN"]
    assert given[0]["lat"] is None
    assert given[1]["lat"] == pytest.approx(36.335)


def test_a_name_of_no_known_place_lies_where_its_neighbour_does(case: dict[str, Any]) -> None:
    answers = ours()(case)
    assert answers[2]["given"]["lat"] == answers[1]["given"]["lat"]


def test_from_raw_text_a_name_must_be_found(case: dict[str, Any]) -> None:
    case["toponyms"].append({"start": 21, "end": 25, "text": "near", "country": "IRQ"})
    raw = [answer["raw"] for answer in ours()(case)]
    assert [place and place["country"] for place in raw[:2]] == ["TUR", "IRQ"]
    assert raw[-1] is None


def test_the_baseline_takes_the_place_with_most_people(case: dict[str, Any]) -> None:
    answers = most_people([])(case)
    assert answers[3]["given"]["country"] == "LBY"


def test_countries_are_asked_for_their_code_alone(case: dict[str, Any]) -> None:
    turkey = {"start": 0, "end": 7, "country": "TUR", "lat": None, "lon": None}
    none: dict[str, Found | None] = {"given": None, "raw": None}
    judgement = judge(case, [{"given": turkey, "raw": turkey}, none, none, none])
    scores = measures([judgement])
    assert scores["given_country"] == scores["raw_country"] == scores["found"] == 0.25
    assert scores["found_country"] == 1.0
    assert scores["given_161km"] == 0.0
    assert len(judgement.values["given_161km"]) == 3


@pytest.mark.parametrize(("lat", "right"), [(37.7, 1 / 3), (37.9, 0.0)])
def test_a_point_within_161_km_is_right(case: dict[str, Any], lat: float, right: float) -> None:
    mosul = {"start": 25, "end": 30, "country": "IRQ", "lat": lat, "lon": 43.13}
    none: dict[str, Found | None] = {"given": None, "raw": None}
    scores = measures([judge(case, [none, {"given": mosul, "raw": None}, none, none])])
    assert scores["given_161km"] == pytest.approx(right)


@given(_places, _places)
def test_distance_is_the_same_there_and_back(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= distance(one, other) <= 20_016


@pytest.mark.parametrize(
    ("point", "country"),
    [
        ((48.85, 2.35), "FRA"),
        ((-17.7, 178.1), "FJI"),
        ((-16.8, -179.95), "FJI"),
        ((64.1, -21.9), "ISL"),
    ],
)
def test_the_nearest_town_gives_the_country(point: tuple[float, float], country: str) -> None:
    assert countries_near(point)[0] == country


def test_no_town_is_near_the_middle_of_an_ocean() -> None:
    assert countries_near((-48.9, -123.4)) == []
    assert countries_near((89.9, 0.0)) == []
