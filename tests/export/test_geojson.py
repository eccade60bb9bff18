from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detente.casebook import Filter
from detente.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook


def test_a_place_is_a_point_at_longitude_then_latitude(hard: Casebook, tmp_path: Path) -> None:
    tally = export(hard, "geojson", tmp_path / "a.geojson")
    found = json.loads((tmp_path / "a.geojson").read_text())
    (feature,) = found["features"]
    assert (found["type"], feature["type"]) == ("FeatureCollection", "Feature")
    assert feature["geometry"] == {"type": "Point", "coordinates": [44.4009, 33.3406]}
    assert feature["properties"]["actors"] == ["Iran-backed militia"]
    assert tally.left_out == {"no coordinates": 6}


def test_none_on_the_map_is_an_empty_collection(hard: Casebook, tmp_path: Path) -> None:
    export(hard, "geojson", tmp_path / "a.geojson", Filter(actor="nobody"))
    found = json.loads((tmp_path / "a.geojson").read_text())
    assert found == {"type": "FeatureCollection", "features": []}
