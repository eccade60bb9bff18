from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.relations import relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Casebook

TOLD = (
    {"sides": ("USA", "IRN"), "type": "ASSAULT", "date": "2020-01-03"},
    {"sides": ("IRN", "USA"), "type": "ASSAULT", "date": "2020-01-08"},
    {"sides": ("IRN", "USA"), "type": "ACCUSE", "date": "2020-03-08"},
    {"sides": ("IRN", "USA"), "change": "ended", "channel": "diplomatic", "date": "2019-12"},
)


def test_a_relation_is_all_that_is_known(telling: Callable[..., Casebook]) -> None:
    found = relation(telling(*TOLD), "USA", "Iran")
    assert (found.first.name, found.second.name) == ("United States", "Iran")
    assert [point.both.events for point in found.series.points] == [2, 0, 1]
    assert [(each.name, each.changes[0].status) for each in found.channels] == [
        ("diplomatic", "ended")
    ]
    assert [len(chain.links) for chain in found.chains] == [1]


def test_a_window_is_of_events_and_not_of_how_channels_stand(
    telling: Callable[..., Casebook],
) -> None:
    found = relation(telling(*TOLD), "USA", "Iran", by="week", from_="2020-02", to="2020-03")
    assert (sum(p.both.events for p in found.series.points), found.chains) == (1, ())
    assert len(found.channels) == 1


def test_of_those_nothing_is_told_of_nothing_is_known(telling: Callable[..., Casebook]) -> None:
    found = relation(telling(*TOLD), "FRA", "DEU")
    assert (found.series.points, found.turning_points, found.channels, found.chains) == (
        (), (), (), ()
    )  # fmt: skip


def test_a_side_that_is_nobody_is_refused(casebook: Casebook) -> None:
    with pytest.raises(UsageError, match="D310"):
        relation(casebook, "USA", "")
