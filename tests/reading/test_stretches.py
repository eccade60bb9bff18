"""Stretches read off gains."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.stretches import best, runs

GAINS = st.lists(st.integers(-3, 3).map(float), max_size=7)


@pytest.mark.parametrize(
    ("gains", "found"),
    [
        ([], []),
        ([-1, -1], []),
        ([2, 2, 2], [(0, 3)]),
        ([3, 3, -1, 3, 3], [(0, 5)]),
        ([3, 3, -4, 3, 3], [(0, 2), (3, 5)]),
        ([-3, 0.5, -3], []),
    ],
)
def test_a_little_doubt_breaks_no_stretch_and_a_little_hope_makes_none(
    gains: list[float], found: list[tuple[int, int]]
) -> None:
    assert runs(gains, [1.0] * len(gains)) == found


def test_an_edge_is_set_where_it_costs_least() -> None:
    assert runs([2, 2, 0, -2], [1, 1, 1, 0.1]) == [(0, 3)]
    assert runs([2, 2, 0, -2], [1, 1, 0.1, 1]) == [(0, 2)]


def _total(gains: list[float], edges: list[tuple[int, int]]) -> float:
    inner = sum(end < len(gains) for _, end in edges)
    return sum(sum(gains[a:b]) for a, b in edges) - len(edges) - inner


@given(GAINS)
def test_no_other_stretches_gain_more(gains: list[float]) -> None:
    found = runs(gains, [1.0] * len(gains))
    every = [(a, b) for a, b in combinations(range(len(gains) + 1), 2)]
    choices = [list(c) for n in range(4) for c in combinations(every, n)]
    apart = [c for c in choices if all(one[1] < other[0] for one, other in pairwise(c))]
    assert _total(gains, found) == max(_total(gains, c) for c in apart)


@given(GAINS)
def test_the_best_stretch_gains_most_of_all(gains: list[float]) -> None:
    found = best(gains)
    every = [sum(gains[a:b]) for a, b in combinations(range(len(gains) + 1), 2)]
    if found is None:
        assert max(every, default=0) <= 0
    else:
        assert sum(gains[found[0] : found[1]]) == max(every)


def test_where_nothing_gains_there_is_no_best() -> None:
    assert best([-1.0, 0.0, float("-inf")]) is None
