from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from detente.casebook.judgements import Identities
from detente.casebook.likeness import Likeness
from detente.casebook.mentions import Mention, Side
from detente.casebook.merge_pairs import ALIKE, alike, clash, told, weigh
from detente.casebook.merge_versions import Told

if TYPE_CHECKING:
    from detente.casebook.mentions import Count

NOTHING: Final = Identities({}, frozenset())
DAY: Final = dt.date(2020, 3, 11)


def _side(*names: str) -> Side:
    return Side(names=frozenset(names))


def _told(mention: Mention, **more: Any) -> Told:
    return Told(mention, {}, **more)


ONE: Final = Mention("d1", "v1", "ASSAULT", quad_class=4, actor=_side("a"), recipient=_side("b"))
OTHER: Final = replace(ONE, document="d2")
DATED: Final = replace(ONE, earliest=DAY, latest=DAY)


def _clash(one: Mention, other: Mention) -> str | None:
    return clash(_told(one), _told(other), NOTHING)


def test_one_document_tells_of_one_happening_once() -> None:
    again = replace(DATED, id="v2")
    assert _clash(DATED, again) == "told apart in one document"
    assert alike(_told(DATED), _told(again), NOTHING) is None
    assert _clash(DATED, OTHER) is None


def test_a_headline_and_the_text_below_it_may_be_one() -> None:
    again = replace(DATED, id="v2")
    assert alike(_told(DATED, is_headline=True), _told(again), NOTHING)
    assert clash(_told(DATED, is_headline=True), _told(again), NOTHING) is None
    both = _told(DATED, is_headline=True), _told(again, is_headline=True)
    assert alike(*both, NOTHING) is None


@pytest.mark.parametrize(
    ("title", "is_headline"), [("Rockets hit camp", True), ("Rockets", False), (None, False)]
)
def test_what_is_told_in_the_words_of_the_title_is_the_headline(
    title: str | None, *, is_headline: bool
) -> None:
    evidence = [{"quote": "Rockets hit"}]
    row = {"document": "d1", "id": "v1", "type": "ASSAULT", "title": title, "evidence": evidence}
    assert told(row, NOTHING).is_headline == is_headline


@pytest.mark.parametrize(("score", "is_joined"), [(ALIKE - 0.01, False), (ALIKE, True)])
def test_pairs_are_joined_from_a_score_on(
    monkeypatch: pytest.MonkeyPatch, score: float, *, is_joined: bool
) -> None:
    found = Likeness(score, (("place", 1.0, "both at Taji"),))
    monkeypatch.setattr("detente.casebook.merge_pairs.likeness", lambda *_: found)
    assert (alike(_told(ONE), _told(OTHER), NOTHING) == score) == is_joined


def test_a_day_and_a_country_in_common_are_not_enough() -> None:
    there = replace(DATED, country="IRQ", actor=_side("a"), recipient=_side("b"))
    others = replace(there, document="d2", actor=_side("c"), recipient=_side("d"))
    assert alike(_told(there), _told(replace(there, document="d2")), NOTHING)
    assert alike(_told(there), _told(others), NOTHING) is None


@pytest.mark.parametrize(
    ("killed", "reason"),
    [((2, 2), None), ((3, 3), "2 killed and 3 killed"), ((3, None), None), (None, None)],
)
def test_two_exact_counts_of_others_clash(killed: Count | None, reason: str | None) -> None:
    others = replace(OTHER, killed=killed, recipient=_side("c"))
    assert _clash(replace(ONE, killed=(2, 2)), others) == reason


def test_of_two_who_were_killed_one_may_be_told_of_alone() -> None:
    both = replace(OTHER, killed=(2, 2), recipient=_side("b", "c"))
    assert _clash(replace(ONE, killed=(1, 1)), both) is None


def test_two_exact_counts_bar_no_pair_that_is_alike() -> None:
    one, other = replace(ONE, killed=(2, 2)), replace(OTHER, killed=(3, 3))
    assert weigh(one, other, NOTHING).barred is None


def test_sides_the_other_way_round_are_another_deed() -> None:
    back = replace(OTHER, actor=ONE.recipient, recipient=ONE.actor)
    assert weigh(ONE, back, NOTHING).barred == "the sides are the other way round"
    both = Mention("d1", "v1", "CONSULT", quad_class=1, actor=_side("a"), recipient=_side("b"))
    met = replace(both, document="d2", actor=both.recipient, recipient=both.actor)
    assert weigh(both, met, NOTHING).barred is None


@pytest.mark.parametrize(("days", "is_barred"), [(-3, False), (1, False), (2, True)])
def test_what_is_still_planned_has_not_been_done(days: int, *, is_barred: bool) -> None:
    plan = replace(OTHER, status="planned", published=DAY + dt.timedelta(days=days))
    assert bool(weigh(DATED, plan, NOTHING).barred) == is_barred
    assert bool(weigh(plan, DATED, NOTHING).barred) == is_barred


def test_names_judged_different_bar_in_one_role_only() -> None:
    known = Identities({}, frozenset({("a", "c")}))
    assert weigh(ONE, replace(OTHER, actor=_side("c")), known).barred
    assert weigh(ONE, replace(OTHER, recipient=_side("c")), known).barred is None
