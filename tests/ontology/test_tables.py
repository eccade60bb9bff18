"""The tables themselves, and their description."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from detente.ontology import sectors
from detente.tables import rows

_DATA = files("detente.ontology") / "data"
_NAMES = sorted(entry.name for entry in _DATA.iterdir() if entry.name.endswith(".tsv"))


def test_every_table_is_described_with_source_and_licence() -> None:
    package = json.loads((_DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert sorted(r["path"] for r in package["resources"]) == _NAMES
    for resource in package["resources"]:
        assert {"name", "title", "description"} <= resource.keys()
        assert resource["sources"]
        assert resource["licenses"]


@pytest.mark.parametrize("name", _NAMES)
def test_every_row_of_a_table_is_whole_and_stands_once(name: str) -> None:
    found = rows("detente.ontology", name.removesuffix(".tsv"))
    assert found
    assert len({tuple(row.values()) for row in found}) == len(found)
    assert all(cell == cell.strip() for row in found for cell in row.values())


def test_the_sectors_of_event_data_are_known() -> None:
    assert {
        "GOV",
        "MIL",
        "COP",
        "REB",
        "LEG",
        "JUD",
        "SPY",
        "IGO",
        "NGO",
        "CVL",
    } <= sectors().keys()
    assert all(s.code == key and s.label for key, s in sectors().items())
