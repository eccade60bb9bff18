from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.ranking import ranked

if TYPE_CHECKING:
    from detente.casebook.rows import Row


def row(happening: str, **known: Any) -> Row:
    day = known.pop("day", dt.date(2020, 3, 1))
    side = {"name": "Iran", "code": "IRN"}
    return {
        "happening": happening, "type": "ASSAULT", "status": "occurred", "origins": 1,
        "goldstein": -9.0, "confidence": None, "actors": [side], "recipients": [],
        "earliest": day, "latest": day,
    } | known  # fmt: skip


def order(*rows: Row, earlier: tuple[Row, ...] = ()) -> list[str]:
    return [found["happening"] for found, _ in ranked(rows, earlier)]


@pytest.mark.parametrize(
    "better",
    [{"origins": 3}, {"goldstein": 10.0}, {"day": dt.date(2020, 2, 1)}],
)
def test_more_origins_a_graver_score_or_an_earlier_day_come_first(better: dict[str, Any]) -> None:
    assert order(row("a"), row("b", **better)) == ["b", "a"]


def test_what_came_before_is_no_news() -> None:
    before = row("c", day=dt.date(2020, 1, 1))
    stranger = row("b", actors=[{"name": "Oman", "code": "OMN"}])
    assert order(row("a"), stranger, earlier=(before,)) == ["b", "a"]
    (first, second) = ranked([row("a"), stranger], [before])
    assert (first[1].novelty, second[1].novelty) == (1.0, 0.5)


def test_what_did_not_happen_is_worth_half() -> None:
    (happened, denied) = ranked([row("a"), row("b", status="denied")], [])
    assert denied[1].total == happened[1].total / 2


def test_what_was_surely_read_comes_first_and_origins_make_sure() -> None:
    assert order(row("a", confidence=0.5), row("b", confidence=0.9)) == ["b", "a"]
    ((_, alone),) = ranked([row("a", confidence=0.5)], [])
    ((_, several),) = ranked([row("a", confidence=0.5, origins=3)], [])
    assert (alone.sureness, several.sureness) == (0.5, 0.875)


@given(st.permutations([row(name, origins=1 + number % 2) for number, name in enumerate("abcdef")]))
def test_the_order_of_the_rows_does_not_matter(rows: list[Row]) -> None:
    found = [each["happening"] for each, _ in ranked(rows, rows)]
    assert found == ["b", "d", "f", "a", "c", "e"]


@given(st.integers(1, 10_000), st.floats(-10, 10), st.none() | st.floats(0, 1))
def test_every_part_of_a_rank_lies_between_0_and_1(
    origins: int, goldstein: float, confidence: float | None
) -> None:
    known = {"origins": origins, "goldstein": goldstein, "confidence": confidence}
    ((_, rank),) = ranked([row("a", **known)], [])
    assert all(0 <= part <= 1 for part in dataclasses.astuple(rank))
