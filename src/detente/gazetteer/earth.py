"""How far two points of the earth lie apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_RADIUS: Final = 6371.0088
"""The earth's mean radius in kilometres (IUGG)."""

Point = tuple[float, float]
"""Latitude and longitude in degrees of WGS 84."""


def distance(one: Point, other: Point) -> float:
    """The great-circle distance of two points in kilometres, by the haversine formula.

    >>> round(distance((33.34, 44.40), (36.34, 43.13)))
    352
    """
    (north, east), (other_north, other_east) = (map(math.radians, p) for p in (one, other))
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(half)))


def distances(some: Numbers, others: Numbers) -> Numbers:
    """`distance` between each of some points and each of others: (point, latitude and longitude)
    twice to (point, other point).
    """
    return pairwise(some[:, None], others[None])


def pairwise(some: Numbers, others: Numbers) -> Numbers:
    """`distance` between points and others of the same place: (…, latitude and longitude) twice
    to (…); NaN where one is not known.
    """
    some, others = np.radians(some), np.radians(others)
    half = (
        np.sin((others[..., 0] - some[..., 0]) / 2) ** 2
        + np.cos(some[..., 0])
        * np.cos(others[..., 0])
        * np.sin((others[..., 1] - some[..., 1]) / 2) ** 2
    )
    apart: Numbers = 2 * _RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return apart
