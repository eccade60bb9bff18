from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.relations.ties import actor, pair_of, ties

if TYPE_CHECKING:
    from detente.casebook.rows import Row


def party(name: str, code: str | None = None, country: str | None = None) -> Row:
    return {"name": name, "code": code, "country": country}


USA = party("U.S. officials", "USAGOV", "USA")
IRAQ = party("Iraqi forces", "IRQMIL", "IRQ")
GROUP = party("Kataib Hezbollah", "IRQREB", "IRQ")


def event(who: list[Row], whom: list[Row], score: float = -9.0, **more: Any) -> Row:
    made: Row = {
        "actors": who, "recipients": whom, "goldstein": score, "status": "occurred", "reports": 2,
    }  # fmt: skip
    return made | more


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


def test_a_tie_sums_what_happened_either_way() -> None:
    rows = [event([USA], [IRAQ], -9.0), event([IRAQ], [USA], 4.0)]
    (tie,) = ties(rows).ties
    assert (tie.pair, tie.events, tie.reports) == (("Iraq", "United States"), 2, 4)
    assert (tie.cooperation_plover, tie.conflict_plover, tie.net_plover) == (4.0, 9.0, -5.0)


def test_an_event_of_many_joins_every_two_of_its_sides_once() -> None:
    found = ties([event([USA, GROUP], [IRAQ, IRAQ])])
    assert [tie.pair for tie in found.ties] == [
        ("Iraq", "Kata'ib Hezbollah"),
        ("Iraq", "United States"),
    ]


def test_hopes_and_denials_join_nobody() -> None:
    rows = [event([USA], [IRAQ], status=status) for status in ("planned", "denied", "threatened")]
    assert ties(rows).ties == ()
    assert ties(rows).left_out == 0


def test_events_with_a_side_unknown_are_counted_as_left_out() -> None:
    assert ties([event([USA], []), event([USA], [USA])]).left_out == 2


def test_parties_that_are_one_are_no_pair() -> None:
    assert pair_of([USA, party("Trump", "USAGOV", "USA")]) is None
    assert pair_of([USA, IRAQ]) == ("Iraq", "United States")
