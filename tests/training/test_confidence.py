"""Fitting how sure the reader is."""

from __future__ import annotations

import pytest

from detente.records import Event, Span
from detente.tables import rows
from training.confidence import fitted, is_told_by


def event(start: int, end: int) -> Event:
    return Event(
        id="v1",
        type="ASSAULT",
        quad_class=4,
        goldstein=-9.0,
        evidence=(Span(start=start, end=end, quote="x" * (end - start)),),
    )


@pytest.mark.parametrize(
    ("start", "end", "type_", "told"),
    [
        pytest.param(0, 20, "ASSAULT", True, id="the same words"),
        pytest.param(5, 20, "ASSAULT", True, id="most of them"),
        pytest.param(15, 40, "ASSAULT", False, id="few of them"),
        pytest.param(0, 20, "PROTEST", False, id="another type"),
    ],
)
def test_a_judgement_is_of_the_event_of_its_words_and_type(
    start: int, end: int, type_: str, *, told: bool
) -> None:
    row = {"start": "0", "end": "20", "type": type_}
    assert is_told_by(row, event(start, end)) is told


def test_what_speaks_for_a_thing_has_weight() -> None:
    seen = [{"word": 1.0}] * 9 + [{"word": -1.0}] * 9
    right = [True] * 8 + [False] + [False] * 8 + [True]
    weights = fitted(seen, right)
    assert weights["word"] > 1
    assert abs(weights["bias"]) < 0.1


def test_events_are_judged_one_way_or_the_other() -> None:
    judged = rows("training", "judged")
    assert {row["right"] for row in judged} == {"0", "1"}
    assert all(int(row["start"]) < int(row["end"]) for row in judged)
    assert not [row for row in judged if row["set"].endswith("dev")]
