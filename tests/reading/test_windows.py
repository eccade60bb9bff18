"""Texts are laid into windows: every piece has one, no window is too long."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.pieces import Pieces
from detente.reading.windows import CONTEXT, LENGTH, Extent, extents

ROOM = LENGTH - 2


def laid(*lengths: int, spaced: bool = True) -> list[Extent]:
    """The windows of sentences of so many words of one letter, which may stand without spaces."""
    step = 2 if spaced else 1
    count = sum(lengths)
    starts = step * np.arange(count, dtype=np.int32)
    ids = np.zeros(count, dtype=np.int32)
    cut = Pieces(ids, ids, np.stack([starts, starts + 1], axis=1).reshape(-1, 2))
    bounds = np.cumsum([0, *lengths]) * step
    return extents(cut, [(int(a), int(b)) for a, b in pairwise(bounds)])


@given(st.lists(st.integers(1, 420), max_size=12), st.booleans())
def test_each_piece_is_the_own_of_one_window(lengths: list[int], spaced: bool) -> None:  # noqa: FBT001 — drawn
    found = laid(*lengths, spaced=spaced)
    own = [piece for extent in found for piece in range(extent.first, extent.last)]
    assert own == list(range(sum(lengths)))


@given(st.lists(st.integers(1, 420), max_size=12), st.booleans())
def test_no_window_is_too_long(lengths: list[int], spaced: bool) -> None:  # noqa: FBT001 — drawn
    assert all(e.last - e.context <= ROOM for e in laid(*lengths, spaced=spaced))


@given(st.lists(st.integers(1, ROOM), min_size=1, max_size=12))
def test_windows_end_where_sentences_end(lengths: list[int]) -> None:
    ends = set(np.cumsum(lengths).tolist())
    assert {extent.last for extent in laid(*lengths)} <= ends


def test_a_text_without_pieces_has_no_window() -> None:
    assert laid() == []


def test_the_sentence_before_is_context_where_it_fits() -> None:
    assert laid(150, 20, 160)[-1] == Extent(context=150, first=170, last=330)


def test_a_long_sentence_before_is_no_context() -> None:
    assert laid(100, CONTEXT + 1, 120)[-1].context == 100 + CONTEXT + 1


def test_a_sentence_without_a_space_is_cut_where_the_room_ends() -> None:
    first, second = laid(ROOM + 10, spaced=False)
    assert (first.last, second.first, second.last) == (ROOM, ROOM, ROOM + 10)
