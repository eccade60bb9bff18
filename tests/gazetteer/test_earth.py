"""How far points of the earth lie apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.gazetteer.earth import distance, distances

POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(POINTS, POINTS, POINTS)
def test_many_distances_are_each_that_of_two_points(
    one: tuple[float, float], other: tuple[float, float], third: tuple[float, float]
) -> None:
    found = distances(np.array([one]), np.array([other, third]))
    assert np.allclose(found, [[distance(one, other), distance(one, third)]], atol=1e-3)


def test_no_points_lie_no_distances_apart() -> None:
    assert distances(np.zeros((2, 2)), np.zeros((0, 2))).shape == (2, 0)
