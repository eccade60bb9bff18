from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook, Filter
from detente.relations.ties import Ties, actor, pair_of, ties

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook.rows import Row


def party(name: str, code: str | None = None, country: str | None = None) -> Row:
    return {"name": name, "code": code, "country": country}


USA = party("U.S. officials", "USAGOV", "USA")
IRAQ = party("Iraqi forces", "IRQMIL", "IRQ")
GROUP = party("Kataib Hezbollah", "IRQREB", "IRQ")


@pytest.mark.parametrize(
    ("of", "name"),
    [
        (USA, "United States"),
        (IRAQ, "Iraq"),
        (GROUP, "Kata'ib Hezbollah"),
        (party("coalition", "IGO"), "Coalition"),
        (party("militia", "IMGREB"), None),
        (party("the militiamen", "IRQREB", "IRQ"), None),
        (party("government", "GOV"), None),
        (party("bases"), None),
    ],
)
def test_whom_a_party_stands_for(of: Row, name: str | None) -> None:
    assert actor(of) == name


def test_a_tie_sums_what_happened_either_way(telling: Callable[..., Casebook]) -> None:
    casebook = telling(
        {"sides": ("USA", "IRQMIL"), "type": "ASSAULT", "date": "2020-01"},
        {"sides": ("IRQ", "USA"), "type": "CONSULT"},
    )
    (tie,) = ties(casebook, Filter()).ties
    assert (tie.pair, tie.events, tie.reports) == (("Iraq", "United States"), 2, 2)
    assert (tie.cooperation_plover, tie.conflict_plover, tie.net_plover) == (2.5, 9.0, -6.5)


def test_an_event_of_many_joins_every_two_of_its_sides_once(
    telling: Callable[..., Casebook],
) -> None:
    casebook = telling({"sides": ("USA+IRN", "IRQ+IRQMIL"), "type": "ASSAULT"})
    found = ties(casebook, Filter())
    assert [(tie.pair, tie.events) for tie in found.ties] == [
        (("Iran", "Iraq"), 1),
        (("Iraq", "United States"), 1),
    ]
    assert found.counts == (1, 1, 1)


def test_a_name_may_hold_the_signs_that_part_texts(telling: Callable[..., Casebook]) -> None:
    casebook = telling({"sides": ("The \x1e front\x1f+USA", "IRQ\x1e+IRQ")})
    (tie,) = ties(casebook, Filter()).ties
    assert tie.pair == ("Iraq", "United States")


def test_hopes_and_denials_join_nobody(telling: Callable[..., Casebook]) -> None:
    casebook = telling(
        *({"sides": ("USA", "IRQ"), "status": each} for each in ("planned", "denied", "threatened"))
    )
    assert ties(casebook, Filter()) == Ties((), 0, (0, 0, 0))


def test_events_with_a_side_unknown_are_counted_as_left_out(
    telling: Callable[..., Casebook],
) -> None:
    casebook = telling({"sides": ("USA", "")}, {"sides": ("USA", "USAMIL"), "type": "CONSULT"})
    assert ties(casebook, Filter()).left_out == 2


def test_a_filter_narrows(telling: Callable[..., Casebook]) -> None:
    casebook = telling(
        {"sides": ("USA", "IRQ"), "date": "2020-01"},
        {"sides": ("USA", "IRN"), "date": "2020-03"},
    )
    found = ties(casebook, Filter(between=("USA", "IRQ"), from_="2020", to="2020-02"))
    assert [tie.pair for tie in found.ties] == [("Iraq", "United States")]
    assert ties(casebook, Filter(from_="2020-02")).counts[0] == 1


def test_parties_that_are_one_are_no_pair() -> None:
    assert pair_of([USA, party("Trump", "USAGOV", "USA")]) is None
    assert pair_of([USA, IRAQ]) == ("Iraq", "United States")


def test_a_tie_names_the_events_that_weigh_most_where_they_are_asked_for(
    telling: Callable[..., Casebook],
) -> None:
    casebook = telling(
        {"sides": ("USA", "IRQMIL"), "type": "ASSAULT", "date": "2020-01"},
        {"sides": ("IRQ", "USA"), "type": "CONSULT"},
        {"sides": ("IRQ", "USA"), "type": "THREATEN", "date": "2020-02"},
    )
    rows = {row["type"]: row["happening"] for row in casebook.events()}
    (tie,) = ties(casebook, Filter(), examples=True).ties
    assert tie.worst is not None
    assert tie.friendliest is not None
    assert tie.worst["happening"] == rows["ASSAULT"]
    assert tie.friendliest["happening"] == rows["CONSULT"]
    (plain,) = ties(casebook, Filter()).ties
    assert (plain.worst, plain.friendliest) == (None, None)
