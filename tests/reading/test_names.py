from __future__ import annotations

from detente.reading.heads import Found, default_model
from detente.reading.names import TRUST, apart, is_held, known, nested, outermost, whole

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
    sure = Found(0, 10, "organisation", _SURE)
    assert nested([known(0, 10, "person"), sure]) == [sure]
    assert nested([known(5, 15, "person"), sure]) == [sure]


def test_of_mentions_that_overlap_the_outermost_is_the_longest() -> None:
    both = [Found(0, 20, "organisation", 0.6), Found(0, 6, "place", 0.9)]
    assert outermost(both) == both[:1]


def test_words_that_end_nothing_are_cut_off_and_make_no_mention() -> None:
    text = "the Government of Iraq and the"
    found = [Found(0, 26, "organisation", 0.9), Found(27, 30, "place", 0.9)]
    assert list(whole(text, found)) == [Found(0, 22, "organisation", 0.9)]


def test_a_phrase_that_the_heads_hold_no_mention_is_left_out() -> None:
    text = "The minister of Norway spoke of rain."
    answers = default_model().read(text, [(0, len(text))])
    assert is_held(answers, "entity", known(0, 12, "person"))
    assert not is_held(answers, "entity", known(16, 22, "quantity"))
