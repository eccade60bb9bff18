from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from detente.relations import Series, Spillover, series, side, spillover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.casebook import Casebook

MONTHS = 48


def monthly(
    counts: Iterable[int],
    sides: tuple[str, str],
    type: str,  # noqa: A002 - as in records
) -> list[dict[str, Any]]:
    """So many events a month from January 2016 on, each on a day of its own."""
    return [
        {"sides": sides, "type": type, "date": f"{2016 + at // 12}-{at % 12 + 1:02d}-{day + 1:02d}"}
        for at, count in enumerate(counts)
        for day in range(count)
    ]


def counted(casebook: Casebook, first: str, second: str) -> Series:
    both = (side(casebook, first), side(casebook, second))
    return series(casebook, *both, from_="2016", to="2019")


def found(casebook: Casebook) -> Spillover:
    """Tension of the United States and Iran, and how the United States and Iraq stand."""
    return spillover(casebook, counted(casebook, "USA", "IRN"), counted(casebook, "USA", "IRQ"))


@pytest.fixture
def follows(telling: Callable[..., Casebook]) -> Casebook:
    """Two months after attacks on Iran, attacks by Iraq; of other months noise."""
    random = np.random.default_rng(5)
    attacks = random.integers(0, 6, MONTHS)
    later = np.concatenate([random.integers(0, 6, 2), attacks[:-2]]) + random.integers(0, 2, MONTHS)
    tense = monthly(attacks, ("USA", "IRN"), "ASSAULT")
    return telling(*tense, *monthly(later, ("IRQ", "USA"), "COERCE"))


def test_what_follows_is_found_at_its_lag(follows: Casebook) -> None:
    told = found(follows)
    assert told.strongest
    assert told.strongest.periods == 2
    assert told.strongest.correlation < -0.7
    assert told.strongest.pairs == MONTHS - 1 - 2
    assert told.p_value == pytest.approx(1 / (1 + told.shifts))
    assert [lag.periods for lag in told.lags] == [-3, -2, -1, 0, 1, 2, 3]


def test_it_is_worded_as_an_association(follows: Casebook) -> None:
    told = found(follows)
    assert told.wording.startswith(
        "A rise of conflict between United States and Iran went with a worse net score between "
        "United States and Iraq 2 months later (rank correlation of the changes -0."
    )
    assert told.wording.endswith("That is an association: it does not tell what led to what.")


def test_the_events_behind_it_are_a_lag_apart(follows: Casebook) -> None:
    instances = found(follows).instances
    assert len(instances) == 3
    for each in instances:
        assert (each.later.first - each.period.first).days in range(59, 63)
        assert {row["date"][:7] for row in each.events} == {each.period.name}
        assert {row["date"][:7] for row in each.later_events} == {each.later.name}
        assert {row["type"] for row in each.events} == {"ASSAULT"}
        assert len(each.events) == 3


def test_it_is_the_same_the_other_way_round(telling: Callable[..., Casebook]) -> None:
    random = np.random.default_rng(5)
    late = random.integers(0, 6, MONTHS)
    early = np.concatenate([late[1:], [3]])
    casebook = telling(
        *monthly(late, ("USA", "IRN"), "ASSAULT"), *monthly(early, ("USA", "IRQ"), "AID")
    )
    told = found(casebook)
    assert told.strongest
    assert (told.strongest.periods, round(told.strongest.correlation)) == (-1, 1)
    assert "a better net score between United States and Iraq 1 month before" in told.wording


def test_what_has_nothing_to_do_with_it_is_no_association(
    telling: Callable[..., Casebook],
) -> None:
    random = np.random.default_rng(11)
    tense = monthly(random.integers(0, 6, MONTHS), ("USA", "IRN"), "ASSAULT")
    other = monthly(random.integers(0, 6, MONTHS), ("USA", "IRQ"), "AID")
    told = found(telling(*tense, *other))
    assert told.p_value
    assert told.p_value > 0.05
    assert told.wording.startswith("No association of conflict between United States and Iran")


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ([], "too few periods"),
        (
            monthly([1, 0] * 12, ("USA", "IRN"), "ASSAULT"),
            "too few periods in which both moved",
        ),
    ],
)
def test_of_little_data_nothing_is_said(
    telling: Callable[..., Casebook], events: list[dict[str, Any]], reason: str
) -> None:
    casebook = telling(*events, {"sides": ("USA", "IRQ"), "date": "2016-01"})
    told = found(casebook) if events else _short(casebook)
    assert told.reason == reason
    assert told.wording.startswith("Too little data to say whether conflict between")
    assert (told.strongest, told.p_value, told.lags, told.instances) == (None, None, (), ())


def _short(casebook: Casebook) -> Spillover:
    both = (
        series(casebook, side(casebook, "USA"), side(casebook, other), from_="2016", to="2017")
        for other in ("IRN", "IRQ")
    )
    return spillover(casebook, *both)


def test_series_of_different_periods_are_refused(follows: Casebook) -> None:
    weekly = series(follows, side(follows, "USA"), side(follows, "IRQ"), by="week")
    with pytest.raises(ValueError, match="different periods"):
        spillover(follows, counted(follows, "USA", "IRN"), weekly)


def test_the_correlation_is_of_the_ranks_of_changes(follows: Casebook) -> None:
    told = found(follows)
    tense = [point.both.conflict_plover for point in told.tension.points]
    other = [point.both.net_plover for point in told.other.points]
    one, two = (np.array(_ranks(np.diff(values))) for values in (tense, other))
    for lag in told.lags:
        pairs = [(one[at], two[at + lag.periods]) for at in range(len(one))
                 if 0 <= at + lag.periods < len(two)]  # fmt: skip
        expected = np.corrcoef(np.array(pairs).T)[0, 1]
        assert lag.correlation == pytest.approx(expected)
        assert lag.pairs == len(pairs)


def _ranks(values: Any) -> list[float]:
    return [sum(v < x for v in values) + sum(v == x for v in values) / 2 for x in values]


def test_days_without_events_change_nothing_of_the_window(follows: Casebook) -> None:
    points = counted(follows, "USA", "IRQ").points
    assert points[0].period.first == dt.date(2016, 1, 1)
    assert len(points) == MONTHS
