"""Whether a window has anything to learn, and which pieces a span covers."""

from __future__ import annotations

import numpy as np
import pytest

from training.targets import IGNORED, Pair, Reach, Targets, Value, reach

SPANS = np.array([[-1, -1], [0, 3], [4, 7], [7, 9], [-1, -1]], dtype=np.int32)
"""A window's pieces: three of the text, between those that open and close it."""


def codes(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int8).reshape(-1, 1)


@pytest.mark.parametrize(
    "something",
    [
        Targets(tags={"timex": codes(IGNORED, 0)}),
        Targets(labels={"quad": (1,)}),
        Targets(pairs=(Pair(Reach(0, 1), Reach(1, 2), (3,)),)),
        Targets(values=(Value(Reach(0, 1), 3.0),)),
    ],
)
def test_one_thing_of_any_kind_is_enough(something: Targets) -> None:
    assert something.any()


@pytest.mark.parametrize("nothing", [Targets(), Targets(tags={"timex": codes(IGNORED, IGNORED)})])
def test_what_counts_for_nothing_is_nothing(nothing: Targets) -> None:
    assert not nothing.any()


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [(0, 3, Reach(1, 2)), (2, 5, Reach(1, 3)), (7, 9, Reach(3, 4)), (3, 4, None), (9, 12, None)],
)
def test_a_span_covers_the_pieces_it_overlaps(start: int, end: int, wanted: Reach | None) -> None:
    assert reach(SPANS, start, end) == wanted
