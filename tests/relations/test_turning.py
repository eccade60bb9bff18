from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from detente.relations import TurningPoint, series, sides, turning_points

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.casebook import Casebook
    from detente.relations import Measure


def months(*counts: int, type: str = "ACCUSE", start: int = 2018) -> list[dict[str, Any]]:  # noqa: A002 - as in records
    """So many events a month, from January of a year on, each on a day of its own."""
    told = []
    for number, count in enumerate(counts):
        year, month = start + number // 12, number % 12 + 1
        days = (dt.date(year, month, day).isoformat() for day in range(1, count + 1))
        told += [{"sides": ("USA", "IRQ"), "type": type, "date": day} for day in days]
    return told


def found(
    casebook: Casebook, measures: Sequence[Measure] = ("conflict_events",)
) -> list[TurningPoint]:
    both = series(casebook, *sides(casebook, "USA", "IRQ"))
    return list(turning_points(casebook, both, measures))


def test_a_step_is_found_with_its_levels(telling: Callable[..., Casebook]) -> None:
    (point,) = found(telling(*months(*[1, 2] * 5, *[9, 10] * 4)))
    assert (point.period.name, point.since.name, point.until.name) == (
        "2018-11",
        "2018-01",
        "2019-06",
    )
    assert (point.before, point.after) == (1.5, 9.5)
    assert (point.p_value, point.permutations) == (0.001, 999)


def test_a_level_that_stays_has_no_turning_point(telling: Callable[..., Casebook]) -> None:
    assert found(telling(*months(*[2, 3] * 9))) == []


def test_a_single_bad_month_is_no_new_level(telling: Callable[..., Casebook]) -> None:
    assert found(telling(*months(*[2] * 9, 9, *[2] * 9))) == []


def test_a_step_that_chance_may_make_is_left_out(telling: Callable[..., Casebook]) -> None:
    assert found(telling(*months(1, 1, 9, 9))) == []


def test_a_cut_left_out_parts_nothing(telling: Callable[..., Casebook]) -> None:
    (point,) = found(telling(*months(*[1, 2] * 6, 9, 10, 9, 27, 28)))
    assert (point.period.name, point.until.name) == ("2019-01", "2019-05")
    assert point.after == 16.6


def test_bursts_ask_for_more_than_steady_counts(telling: Callable[..., Casebook]) -> None:
    assert found(telling(*months(*[0, 8] * 5, *[4, 10] * 5))) == []


@pytest.mark.parametrize("count", range(4))
def test_where_little_is_known_nothing_is_found(
    telling: Callable[..., Casebook], count: int
) -> None:
    assert found(telling(*months(*range(count)))) == []


def test_the_score_turns_where_the_kind_of_event_does(telling: Callable[..., Casebook]) -> None:
    better, worse = (
        months(*[2, 3] * 12, type="AID"),
        months(*[2, 3] * 6, type="ASSAULT", start=2020),
    )
    (point,) = found(telling(*better, *worse), ("net_plover",))
    assert point.period.name == "2020-01"
    assert point.after < 0 < point.before


def test_the_events_of_a_rise_are_those_it_begins_with(telling: Callable[..., Casebook]) -> None:
    attack = {"sides": ("USA", "IRQ"), "type": "ASSAULT", "date": "2018-11-20"}
    planned = attack | {"status": "planned"}
    casebook = telling(*months(*[1] * 10, *[9] * 8), attack, planned)
    (point,) = found(casebook)
    assert len(point.events) == 5
    assert point.events[0]["type"] == "ASSAULT"
    assert {row["date"][:7] for row in point.events} <= {"2018-11", "2018-12"}
    assert set(point.events[0]) == set(casebook.events()[0])


def test_the_events_of_a_fall_are_those_that_ended(telling: Callable[..., Casebook]) -> None:
    (point,) = found(telling(*months(*[9] * 10, *[0, 1] * 5)))
    assert point.after < point.before
    assert {row["date"][:7] for row in point.events} <= {"2018-09", "2018-10"}
