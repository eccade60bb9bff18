"""Places of events on a map of the world, which lies in the package: nothing is fetched for it.

The map is Natural Earth's at 1:110,000,000, as packaged in world-atlas; plate carrée, since a place
is looked up on it and no area is compared.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from detente.report.charts import style
from detente.report.charts.chart import Table
from detente.web.drawn import Drawn
from detente.wording import flat, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.casebook.rows import Row
    from detente.report.charts.chart import Spec

MAP: Final = "/static/vendor/world-atlas-2.0.2.countries-110m.json"
BORDERS: Final = (
    "Borders are those of Natural Earth, drawn as they are held and not as anyone claims them; "
    "they take no side and decide nothing."
)
_HEIGHT: Final = 420
_WIDTH: Final = style.WIDTH + style.MARGIN + style.RIGHT
_WORLD: Final = (-180.0, 180.0, -58.0, 84.0)
_LEAST: Final = 24.0
"""Degrees from west to east that are shown at least."""
_ROOM: Final = 0.12
"""Share of the breadth left free around the outermost places."""
_NAMED: Final = 14
"""Places whose names stand beside them: those of the most events."""
_COLUMNS: Final = ("Place", "Country", "Latitude", "Longitude", "Events", "Of conflict", "Reports")
_LOOKS: Final = (
    ("mostly cooperation", False, style.COOPERATION, "circle"),
    ("mostly conflict", True, style.CONFLICT, "diamond"),
)


def of_places(rows: Sequence[Row], *, whole: bool = False) -> Drawn:
    """The map of places.

    Args:
        rows: A row a place: `place`, `country`, `latitude`, `longitude`, `events`, `conflict`,
            `reports`.
        whole: Show the whole world, else the part of it where the places are.
    """
    spec: Spec = {
        "$schema": style.SCHEMA,
        "config": style.CONFIG,
        "padding": 4,
        "width": _WIDTH,
        "height": _HEIGHT,
        "projection": _projection(_WORLD if whole else _around(rows)),
        "layer": [
            {
                "data": {"url": MAP, "format": {"type": "topojson", "feature": "countries"}},
                "mark": {"type": "geoshape", "fill": style.PALE, "stroke": "white", "clip": True},
            },
            *(_points(rows, *look) for look in _LOOKS),
            _names(rows),
        ],
    }
    table = Table(
        "Places",
        _COLUMNS,
        tuple(
            (
                row["place"], row["country"], round(row["latitude"], 3), round(row["longitude"], 3),
                row["events"], row["conflict"], row["reports"],
            )
            for row in rows
        ),
    )  # fmt: skip
    return Drawn("Where events were", _finding(rows), spec, (table,), "country")


def _around(rows: Sequence[Row]) -> tuple[float, float, float, float]:
    """West, east, south and north of the places, with room around."""
    if not rows:
        return _WORLD
    across, down = ([row[name] for row in rows] for name in ("longitude", "latitude"))
    west, east, south, north = min(across), max(across), min(down), max(down)
    breadth = max(east - west, (north - south) * _WIDTH / _HEIGHT, _LEAST)
    room = breadth * _ROOM
    middle, height = (west + east) / 2, (south + north) / 2
    wide, high = breadth / 2 + room, (breadth / 2 + room) * _HEIGHT / _WIDTH
    return (middle - wide, middle + wide, height - high, height + high)


def _projection(edges: tuple[float, float, float, float]) -> Spec:
    west, east, south, north = edges
    scale = min(
        _WIDTH / math.radians(east - west),
        _HEIGHT / math.radians(north - south),
    )
    return {
        "type": "equirectangular",
        "rotate": [round(-(west + east) / 2, 3), 0, 0],
        "center": [0, round((south + north) / 2, 3)],
        "scale": round(scale, 3),
        "translate": [_WIDTH / 2, _HEIGHT / 2],
    }


def _points(rows: Sequence[Row], name: str, conflict: bool, colour: str, shape: str) -> Spec:  # noqa: FBT001 - a row of a table
    """The places of one leaning, by shape and colour; by size how many events."""
    most = max((row["events"] for row in rows), default=1)
    return {
        "data": {
            "values": [
                {
                    "place": flat(row["place"] or ""),
                    "country": row["country"],
                    "events": row["events"],
                    "reports": row["reports"],
                    "latitude": row["latitude"],
                    "longitude": row["longitude"],
                    "leaning": name,
                }
                for row in rows
                if (row["conflict"] * 2 > row["events"]) is conflict
            ]
        },
        "mark": {
            "type": "point",
            "shape": shape,
            "fill": colour,
            "stroke": colour,
            "fillOpacity": 0.45,
            "opacity": 1,
            "clip": True,
        },
        "encoding": {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "size": {
                "field": "events",
                "type": "quantitative",
                "scale": {"domain": [0, most], "range": [30, 900]},
                "legend": None,
            },
            "tooltip": [{"field": key} for key in ("place", "country", "events", "leaning")],
        },
    }


def _names(rows: Sequence[Row]) -> Spec:
    text: Spec = {"type": "text", "dy": -14, "fontSize": style.SMALL, "clip": True}
    place: Spec = {
        "longitude": {"field": "longitude", "type": "quantitative"},
        "latitude": {"field": "latitude", "type": "quantitative"},
        "text": {"field": "place"},
    }
    halo = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    return {
        "data": {
            "values": [
                {
                    "place": flat(row["place"] or ""),
                    "latitude": row["latitude"],
                    "longitude": row["longitude"],
                }
                for row in _apart(rows)
            ]
        },
        "layer": [
            {"mark": {**text, **halo}, "encoding": place},
            {"mark": {**text, "color": style.INK}, "encoding": place},
        ],
    }


def _apart(rows: Sequence[Row]) -> list[Row]:
    """The first places whose names do not lie over those before them."""
    west, east, *_ = _around(rows)
    near = (east - west) / 12
    kept: list[Row] = []
    for row in rows:
        far = all(
            abs(row["longitude"] - each["longitude"]) > near
            or abs(row["latitude"] - each["latitude"]) > near / 3
            for each in kept
        )
        if far:
            kept.append(row)
        if len(kept) == _NAMED:
            break
    return kept


def _finding(rows: Sequence[Row]) -> str:
    if not rows:
        return "No event has a place that the gazetteer knows."
    first = rows[0]
    most = flat(first["place"] or first["country"] or "")
    return f"{plural(len(rows), 'place')}; most events in {most}: {first['events']:,}."
