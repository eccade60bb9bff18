from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.casebook.mentions import from_row
from detente.casebook.merge_versions import Told, first_told, fullest, versions


def _told(document: str, **parts: Any) -> Told:
    row = {
        "document": document,
        "id": "v1",
        "type": "ASSAULT",
        "quad_class": 4,
        "status": "occurred",
        "actors": [],
        "recipients": [],
        "place": None,
        "date": None,
        "said_by": None,
        "publisher": f"Paper {document}",
        "evidence": [{"quote": f"words of {document}"}],
        "killed_low": None,
        "killed_high": None,
        "injured_low": None,
        "injured_high": None,
    } | parts
    return Told(from_row(row), row)


def _party(name: str) -> dict[str, Any]:
    folded = [name.casefold()]
    return {"actors": [{"name": name, "code": None, "country": None}], "actor_keys": folded}


def test_the_fullest_stands_for_all_and_the_first_gives_the_name() -> None:
    early = _told("b", published="2020-03-11")
    full = _told("a", published="2020-03-12", place="Taji", **_party("Badr"))
    unknown = _told("0")
    assert first_told([full, unknown, early]) is early
    assert fullest([early, unknown, full]) is full


def test_a_fact_goes_before_what_is_denied_however_full() -> None:
    denied = _told("a", status="denied", place="Taji", **_party("Badr"))
    assert fullest([denied, _told("b")]).mention.document == "b"


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ({"killed_low": 2, "killed_high": 2}, {"killed_low": 3, "killed_high": 3}, "killed"),
        ({"injured_low": 9}, {"injured_low": 10, "injured_high": 10}, "injured"),
        ({"status": "occurred"}, {"status": "denied"}, "status"),
        (_party("Badr"), _party("Iran"), "actors"),
    ],
)
def test_what_is_told_differently_is_a_version(
    one: dict[str, Any], other: dict[str, Any], what: str
) -> None:
    (found,) = versions([_told("a", **one), _told("b", **other)])
    assert found["what"] == what
    assert len(found["values"]) == 2


def test_what_one_leaves_out_or_says_less_exactly_is_none() -> None:
    day = {"date": "2020-03-11", "earliest": dt.date(2020, 3, 11), "latest": dt.date(2020, 3, 11)}
    month = {"date": "2020-03", "earliest": dt.date(2020, 3, 1), "latest": dt.date(2020, 3, 31)}
    full = _told("a", killed_low=2, killed_high=2, **day, **_party("Badr"))
    assert versions([full, _told("b", **month)]) == []
    assert versions([full, _told("b", status="ongoing")]) == []


def test_days_that_cannot_be_one_are_two_versions() -> None:
    one, other = ({"date": f"2020-03-{day}", "earliest": dt.date(2020, 3, day)} for day in (11, 12))
    found = versions(
        [_told("a", latest=one["earliest"], **one), _told("b", latest=other["earliest"], **other)]
    )
    assert [each["what"] for each in found] == ["date"]


def test_a_value_has_all_who_give_it_and_the_most_reported_comes_first() -> None:
    two, three = {"killed_low": 2, "killed_high": 2}, {"killed_low": 3, "killed_high": 3}
    (found,) = versions(
        [_told("a", **two), _told("b", **three), _told("c", said_by="the army", **three)]
    )
    assert [(each["value"], len(each["reports"])) for each in found["values"]] == [
        ("3", 2),
        ("2", 1),
    ]
    assert found["values"][0]["reports"] == [
        {"document": "b", "id": "v1", "said_by": "Paper b", "quote": "words of b"},
        {"document": "c", "id": "v1", "said_by": "the army", "quote": "words of c"},
    ]


def test_that_nobody_was_hurt_is_no_word_against_the_event() -> None:
    spared = _told("b", status="did-not-occur", killed_low=0, killed_high=0)
    assert versions([_told("a"), spared]) == []
    assert [each["what"] for each in versions([_told("a"), _told("b", status="denied")])] == [
        "status"
    ]
