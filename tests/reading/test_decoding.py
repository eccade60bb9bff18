from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.decoding import Span, spans


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ([], []),
        ([1, 2, 1], [Span(0, 2, 0), Span(2, 3, 0)]),
        ([2, 2], [Span(0, 2, 0)]),
        ([1, 4], [Span(0, 1, 0), Span(1, 2, 1)]),
        ([1, 0, 2], [Span(0, 1, 0), Span(2, 3, 0)]),
        ([-1, 3, -1, 4], [Span(1, 2, 1), Span(3, 4, 1)]),
    ],
)
def test_spans_are_read_off_classes(codes: list[int], found: list[Span]) -> None:
    assert spans(codes) == found


@given(lengths=st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3), st.integers(0, 2))))
def test_spans_survive_being_written_and_read(lengths: list[tuple[int, int, int]]) -> None:
    codes: list[int] = []
    wanted = []
    for length, label, gap in lengths:
        wanted.append(Span(len(codes), len(codes) + length, label))
        codes += [1 + 2 * label, *[2 + 2 * label] * (length - 1), *[0] * gap]
    assert spans(codes) == wanted
