"""Which countries are near a point of the earth."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import Final

from detente.gazetteer.earth import Point, distance
from detente.tables import lines

_KM_A_DEGREE: Final = 111.2
_CELL: Final = 5.0
"""Degrees of latitude and longitude that a cell of the index is wide."""
_POLE: Final = 89.0


def countries_near(point: Point, reach: float = 300.0) -> list[str]:
    """The countries (alpha-3) with a town within `reach` kilometres, by the nearest town first."""
    nearest: dict[str, float] = {}
    for country, town in _towns_around(point, reach):
        away = distance(point, town)
        if away <= reach and away < nearest.get(country, math.inf):
            nearest[country] = away
    return sorted(nearest, key=nearest.__getitem__)


def _towns_around(point: Point, reach: float) -> list[tuple[str, Point]]:
    """The towns in the cells of the index that a circle can touch."""
    north, east = point
    high = reach / _KM_A_DEGREE
    wide = min(180.0, high / math.cos(math.radians(min(abs(north) + high, _POLE))))
    return [
        town
        for row in range(_cell(north - high), _cell(north + high) + 1)
        for column in {_cell((x + 180) % 360) for x in _steps(east - wide, east + wide)}
        for town in _towns().get((row, column), ())
    ]


def _steps(first: float, last: float) -> list[float]:
    """Points a cell or less apart, from the first to the last."""
    count = math.ceil((last - first) / _CELL)
    return [*(first + n * _CELL for n in range(count)), last]


def _cell(degrees: float) -> int:
    return math.floor(degrees / _CELL)


@cache
def _towns() -> dict[tuple[int, int], list[tuple[str, Point]]]:
    """The gazetteer's towns and regions, by cell."""
    index: defaultdict[tuple[int, int], list[tuple[str, Point]]] = defaultdict(list)
    for line in lines("detente.gazetteer", "places"):
        _, _, country, latitude, longitude, _ = line.split("\t", 5)
        north, east = float(latitude), float(longitude)
        index[_cell(north), _cell((east + 180) % 360)].append((country, (north, east)))
    return dict(index)
