from __future__ import annotations

from detente.reading.heads import Found
from detente.reading.names import TRUST, apart, known, nested

_SURE, _UNSURE = TRUST + 0.1, TRUST - 0.1


def test_a_sure_head_wins_over_the_rules_and_an_unsure_one_does_not() -> None:
    by_rules = known(0, 6, "place")
    for score, label in ((_SURE, "person"), (_UNSURE, "place")):
        (found,) = apart([Found(0, 14, "person", score), by_rules])
        assert found.label == label


def test_names_that_do_not_overlap_are_all_kept_in_the_order_of_the_text() -> None:
    found = [Found(10, 14, "person", 0.4), known(0, 6, "place")]
    assert apart(found) == found[::-1]


def test_of_mentions_one_may_lie_inside_another() -> None:
    both = [Found(0, 20, "organisation", 0.8), known(0, 6, "place")]
    assert sorted(nested(both)) == sorted(both)


def test_mentions_that_cross_or_cover_the_same_words_exclude_each_other() -> None:
    sure = Found(0, 10, "organisation", 0.9)
    assert nested([known(0, 10, "person"), sure]) == [sure]
    assert nested([known(5, 15, "person"), sure]) == [sure]
