from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from detente.casebook.judgements import Identities
from detente.casebook.mentions import Mention, Side
from detente.casebook.merge_pairs import clash, weigh

NOTHING: Final = Identities({}, frozenset())


def _side(*names: str) -> Side:
    return Side(names=frozenset(names))


ONE: Final = Mention("d1", "v1", "ASSAULT", quad_class=4, actor=_side("a"), recipient=_side("b"))
OTHER: Final = replace(ONE, document="d2")


def test_one_document_tells_of_one_happening_once() -> None:
    assert clash(ONE, replace(ONE, id="v2"), NOTHING) == "told apart in one document"
    assert clash(ONE, OTHER, NOTHING) is None


@pytest.mark.parametrize(
    ("killed", "reason"),
    [((2, 2), None), ((3, 3), "2 killed and 3 killed"), ((3, None), None), (None, None)],
)
def test_two_exact_counts_clash(killed: tuple[int, int | None] | None, reason: str | None) -> None:
    found = clash(replace(ONE, killed=(2, 2)), replace(OTHER, killed=killed), NOTHING)
    assert found == reason


def test_two_exact_counts_bar_no_pair_that_is_alike() -> None:
    one, other = replace(ONE, killed=(2, 2)), replace(OTHER, killed=(3, 3))
    assert weigh(one, other, NOTHING).barred is None


def test_sides_the_other_way_round_are_another_deed() -> None:
    back = replace(OTHER, actor=ONE.recipient, recipient=ONE.actor)
    assert weigh(ONE, back, NOTHING).barred == "the sides are the other way round"
    both = Mention("d1", "v1", "CONSULT", quad_class=1, actor=_side("a"), recipient=_side("b"))
    met = replace(both, document="d2", actor=both.recipient, recipient=both.actor)
    assert weigh(both, met, NOTHING).barred is None


def test_names_judged_different_bar_in_one_role_only() -> None:
    known = Identities({}, frozenset({("a", "c")}))
    assert weigh(ONE, replace(OTHER, actor=_side("c")), known).barred
    assert weigh(ONE, replace(OTHER, recipient=_side("c")), known).barred is None
