"""How stretches of text are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation import spans
from detente.evaluation.core import Counts

_TEXT = "He said: “We left, late.”"


def test_marks_at_the_edges_of_a_span_decide_nothing() -> None:
    assert spans.trimmed(_TEXT, [(9, 25)]) == spans.trimmed(_TEXT, [(10, 23)]) == {(10, 23)}


def test_spans_with_only_marks_between_them_are_one() -> None:
    assert list(spans.joined(_TEXT, [(10, 17), (19, 23)])) == [(10, 23)]


def test_spans_with_a_word_between_them_stay_apart() -> None:
    assert list(spans.joined(_TEXT, [(0, 2), (10, 12)])) == [(0, 2), (10, 12)]


def test_a_span_of_marks_alone_falls_away() -> None:
    assert list(spans.joined(_TEXT, [(7, 10)])) == []


def test_words_are_counted_once_however_many_spans_hold_them() -> None:
    assert spans.word_counts(_TEXT, [(0, 7)], [(0, 2), (0, 7), (10, 12)]) == Counts(2, 3, 2)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not spans.overlap([(0, 2)], [(2, 4)])
    assert spans.overlap([(0, 3)], [(2, 4)])


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=5))
def test_joining_twice_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    ordered = [(min(pair), max(pair)) for pair in pairs]
    once = list(spans.joined(_TEXT, ordered))
    assert list(spans.joined(_TEXT, once)) == once
