from __future__ import annotations

import pytest

from detente.gazetteer import Entry, actor_code
from detente.gazetteer.entries import on_date, slug


@pytest.mark.parametrize(
    ("country", "sectors", "code"),
    [
        ("USA", ("MIL",), "USAMIL"),
        ("USA", ("GOV", "MIL"), "USAGOV"),
        ("IRQ", (), "IRQ"),
        (None, ("GOV",), "GOV"),
        (None, (), None),
    ],
)
def test_an_actor_code_is_country_then_sector(
    country: str | None, sectors: tuple[str, ...], code: str | None
) -> None:
    assert actor_code(country, sectors) == code


def test_actors_without_a_country_are_coded_by_kind() -> None:
    assert actor_code(None, ("REB",), "armed-group") == "IMGREB"
    assert actor_code(None, ("IGO",), "igo") == "IGO"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Kata'ib Hezbollah", "kataib-hezbollah"), ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan")],
)
def test_ids_hold_plain_letters(name: str, expected: str) -> None:
    assert slug(name) == expected


OLD = Entry("a", "A", "person", start="1990-05", end="1999-12-31")
NEW = Entry("b", "B", "person", start="2001")


def test_without_a_date_everything_is_given() -> None:
    assert on_date([OLD, NEW], None) == (OLD, NEW)


@pytest.mark.parametrize(
    ("on", "ids"), [("1995", ["a"]), ("2020-01-01", ["b"]), ("1999/2001", ["a", "b"])]
)
def test_entries_are_kept_by_term(on: str, ids: list[str]) -> None:
    assert [e.id for e in on_date([OLD, NEW], on)] == ids


def test_where_none_holds_all_are_given_latest_first_and_marked() -> None:
    assert [(e.id, e.in_term) for e in on_date([OLD, NEW], "2000-06")] == [
        ("b", False),
        ("a", False),
    ]


def test_the_last_day_of_a_term_counts() -> None:
    assert on_date([OLD], "1999-12-31")[0].in_term
    assert not on_date([OLD], "2000-01-01")[0].in_term
