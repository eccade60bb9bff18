"""How far two points of the earth lie apart."""

from __future__ import annotations

import math
from typing import Final

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
