from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from detente.relations import Chain, chains, sides

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Casebook


def hit(date: str | None, *, by: str = "USA", on: str | None = None, **told: Any) -> dict[str, Any]:
    """An attack by one of the two on the other."""
    other = {"USA": "IRN", "IRN": "USA"}.get(by, "USA")
    return {"sides": (by, on or other), "type": "ASSAULT", "date": date} | told


def back(date: str | None, **told: Any) -> dict[str, Any]:
    return hit(date, by="IRN", **told)


def found(casebook: Casebook, **asked: Any) -> tuple[Chain, ...]:
    return chains(casebook, *sides(casebook, "USA", "IRN"), **asked)


def dates(chain: Chain) -> list[str | None]:
    return [row["date"] for row in chain.events]


def test_blow_and_reply_make_a_chain_with_delays(telling: Callable[..., Casebook]) -> None:
    (chain,) = found(telling(hit("2020-01-03"), back("2020-01-08"), hit("2020-01-10")))
    assert dates(chain) == ["2020-01-03", "2020-01-08", "2020-01-10"]
    assert [link.days for link in chain.links] == [(5, 5), (2, 2)]
    assert [link.why for link in chain.links] == ["time", "time"]
    assert chain.said == 0


@pytest.mark.parametrize(
    "later",
    [
        back("2020-01-20"),
        back("2020-01-03"),
        hit("2020-01-05"),
        back("2020-01-05", type="AID"),
        back("2020-01-05", status="planned"),
        back("2020-01-02/2020-01-20"),
        back("2020-01"),
        back(None),
        {"sides": ("IRN", "GBR"), "type": "ASSAULT", "date": "2020-01-05"},
    ],
)
def test_what_is_no_reply_makes_no_chain(
    telling: Callable[..., Casebook], later: dict[str, Any]
) -> None:
    assert found(telling(hit("2020-01-03"), later)) == ()


def test_the_window_is_as_asked(telling: Callable[..., Casebook]) -> None:
    casebook = telling(hit("2020-01-03"), back("2020-01-20"))
    assert found(casebook, window=16) == ()
    assert len(found(casebook, window=17)) == 1


def test_what_lies_outside_the_days_asked_for_is_no_part(
    telling: Callable[..., Casebook],
) -> None:
    casebook = telling(hit("2020-01-03"), back("2020-01-08"), hit("2020-01-10"))
    (chain,) = found(casebook, from_=dt.date(2020, 1, 5))
    assert dates(chain) == ["2020-01-08", "2020-01-10"]
    assert found(casebook, to=dt.date(2020, 1, 5)) == ()


def test_a_text_that_says_so_goes_before_time(telling: Callable[..., Casebook]) -> None:
    cause = {"cause": "v1", "effect": "v2", "signal": "in retaliation for"}
    quoted = cause | {"quote": "in retaliation for"}
    (chain,) = found(telling(hit("2020-01-03"), back("2020-03-08"), quoted))
    (link,) = chain.links
    assert (link.why, link.signal, link.days) == ("text", "in retaliation for", (65, 65))
    assert link.document == link.action["document"]
    assert chain.said == 1


def test_a_text_may_link_what_has_no_date(telling: Callable[..., Casebook]) -> None:
    cause = {"cause": "v1", "effect": "v2"}
    (chain,) = found(telling(hit(None), back("2020-01-08"), hit("2020-01-10"), cause))
    assert dates(chain) == [None, "2020-01-08", "2020-01-10"]
    assert [link.days for link in chain.links] == [None, (2, 2)]
    assert chain.said == 1


def test_an_action_of_nobody_known_counts_if_it_hit_who_replied(
    telling: Callable[..., Casebook],
) -> None:
    rockets = {"sides": ("", "USAMIL"), "type": "ASSAULT", "date": "2020-03-11"}
    cause = {"cause": "v1", "effect": "v2", "signal": "after", "quote": "after"}
    (chain,) = found(telling(rockets, hit("2020-03-13"), cause))
    assert chain.links[0].action["actors"] == []
    assert dates(chain) == ["2020-03-11", "2020-03-13"]


@pytest.mark.parametrize(
    "action",
    [
        {"sides": ("", "GBR"), "type": "ASSAULT", "date": "2020-03-11"},
        {"sides": ("IRQ", "USA"), "type": "ASSAULT", "date": "2020-03-11"},
        {"sides": ("", "USA"), "type": "AID", "date": "2020-03-11"},
        {"sides": ("", "USA"), "type": "ASSAULT", "date": "2020-03-11", "status": "denied"},
    ],
)
def test_not_everything_a_text_names_as_cause_is_an_action(
    telling: Callable[..., Casebook], action: dict[str, Any]
) -> None:
    assert found(telling(action, hit("2020-03-13"), {"cause": "v1", "effect": "v2"})) == ()


def test_a_text_against_the_dates_is_not_followed(telling: Callable[..., Casebook]) -> None:
    casebook = telling(back("2020-03-14"), hit("2020-03-13"), {"cause": "v1", "effect": "v2"})
    (chain,) = found(casebook)
    assert (dates(chain), chain.said) == (["2020-03-13", "2020-03-14"], 0)


def test_the_longest_way_is_taken_first_and_nothing_twice(
    telling: Callable[..., Casebook],
) -> None:
    every = [hit("2020-01-01"), hit("2020-01-02"), back("2020-01-05"), back("2020-01-06"),
             hit("2020-01-10"), back("2020-01-12")]  # fmt: skip
    first, second = found(telling(*every))
    assert len(first.links) == 3
    assert dates(first) == ["2020-01-02", "2020-01-06", "2020-01-10", "2020-01-12"]
    assert dates(second) == ["2020-01-01", "2020-01-05"]


def test_of_ways_of_one_length_that_which_is_told_is_taken(
    telling: Callable[..., Casebook],
) -> None:
    every = [hit("2020-01-01"), hit("2020-01-02"), back("2020-01-05")]
    (chain,) = found(telling(*every, {"cause": "v1", "effect": "v3"}))
    assert dates(chain) == ["2020-01-01", "2020-01-05"]


def test_texts_that_run_in_a_circle_end(telling: Callable[..., Casebook]) -> None:
    circle = [{"cause": "v1", "effect": "v2"}, {"cause": "v2", "effect": "v1"}]
    (chain,) = found(telling(hit(None), back(None), *circle))
    assert len(chain.links) == 1


def test_the_rows_are_those_of_the_casebook(telling: Callable[..., Casebook]) -> None:
    casebook = telling(hit("2020-01-03"), back("2020-01-08"))
    (chain,) = found(casebook)
    assert list(chain.events) == casebook.events()
