"""Fitting how sure the reader is."""

from __future__ import annotations

from typing import Literal

import pytest

from detente.records import Cause, CauseEnd, Claim, Event, Party, Span
from detente.tables import rows
from training.confidence import fitted, is_told_by


def span(start: int, end: int) -> Span:
    return Span(start=start, end=end, quote="x" * (end - start))


def end(start: int, end: int) -> CauseEnd:
    return CauseEnd(start=start, end=end, quote="x" * (end - start))


def event(start: int, end: int, type_: Literal["ASSAULT", "PROTEST"] = "ASSAULT") -> Event:
    return Event(id="v1", type=type_, quad_class=4, goldstein=-9.0, evidence=(span(start, end),))


def claim(cue: tuple[int, int], source: tuple[int, int] | None) -> Claim:
    start, end = source or (None, None)
    who = Party(entity=None, text="x", start=start, end=end)
    return Claim(id="c1", source=who, cue=span(*cue), content=(span(50, 60),), quoted="indirect")


def row(kind: str, first: tuple[int, int], second: tuple[int, int] | None = None) -> dict[str, str]:
    one, other = (map(str, each) if each else ("", "") for each in (first, second))
    names = ("start", "end", "second_start", "second_end")
    type_ = "ASSAULT" if kind == "event" else ""
    return {"record": kind, "type": type_, **dict(zip(names, (*one, *other), strict=True))}


@pytest.mark.parametrize(
    ("found", "told"),
    [
        pytest.param(event(0, 20), True, id="the same words"),
        pytest.param(event(5, 20), True, id="most of them"),
        pytest.param(event(15, 40), False, id="few of them"),
        pytest.param(event(0, 20, "PROTEST"), False, id="another type"),
        pytest.param(claim((0, 20), None), False, id="another kind"),
    ],
)
def test_a_judgement_is_of_the_event_of_its_words_and_type(found: Event, *, told: bool) -> None:
    assert is_told_by(row("event", (0, 20)), found) is told


@pytest.mark.parametrize(
    ("found", "told"),
    [
        pytest.param(claim((10, 14), (0, 9)), True, id="cue and source"),
        pytest.param(claim((10, 14), (20, 29)), False, id="another source"),
        pytest.param(claim((10, 14), None), False, id="no source"),
        pytest.param(claim((30, 34), (0, 9)), False, id="another cue"),
    ],
)
def test_a_judgement_is_of_the_claim_of_its_cue_and_source(found: Claim, *, told: bool) -> None:
    assert is_told_by(row("claim", (10, 14), (0, 9)), found) is told


def test_a_judgement_of_a_cause_goes_one_way() -> None:
    judged = row("cause", (0, 9), (20, 29))
    assert is_told_by(judged, Cause(id="l1", cause=end(0, 9), effect=end(20, 29)))
    assert not is_told_by(judged, Cause(id="l1", cause=end(20, 29), effect=end(0, 9)))


def test_what_speaks_for_a_thing_has_weight() -> None:
    seen = [{"word": 1.0}] * 9 + [{"word": -1.0}] * 9
    right = [True] * 8 + [False] + [False] * 8 + [True]
    weights = fitted(seen, right)
    assert weights["word"] > 1
    assert abs(weights["bias"]) < 0.1


@pytest.mark.parametrize("kind", ["event", "claim", "cause"])
def test_records_are_judged_one_way_or_the_other(kind: str) -> None:
    judged = [row for row in rows("training", "judged") if row["record"] == kind]
    assert {row["right"] for row in judged} == {"0", "1"}
    assert all(int(row["start"]) < int(row["end"]) for row in judged)
    assert {bool(row["type"]) for row in judged} == {kind == "event"}
    assert not [row for row in judged if row["set"].endswith("dev")]
