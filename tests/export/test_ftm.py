from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest

from detente import tables
from detente.export import export
from detente.records import EntityKind

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook


def _entities(casebook: Casebook, out: Path) -> list[dict[str, Any]]:
    export(casebook, "ftm", out)
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_the_model_takes_every_entity_as_it_is(hard: Casebook, tmp_path: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="it needs a library of C to be built")
    for entity in _entities(hard, tmp_path / "a.jsonl"):
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        given = {key: sorted(found) for key, found in entity["properties"].items()}
        assert {key: sorted(proxy.get(key)) for key in given} == given


def test_references_lead_to_entities_of_the_file(hard: Casebook, tmp_path: Path) -> None:
    found = _entities(hard, tmp_path / "a.jsonl")
    ids = [entity["id"] for entity in found]
    assert len(ids) == len(set(ids))
    for entity in found:
        for key in ("organizer", "involved", "proof", "document", "resolved"):
            assert set(entity["properties"].get(key, [])) <= set(ids)


def test_an_event_tells_who_when_and_by_whom(hard: Casebook, tmp_path: Path) -> None:
    events = [e for e in _entities(hard, tmp_path / "a.jsonl") if e["schema"] == "Event"]
    assault = next(e["properties"] for e in events if "ASSAULT" in e["properties"]["keywords"])
    known = {key: value for key, value in assault.items() if key not in {"recordId", "proof"}}
    assert [len(known.pop(key)) for key in ("organizer", "involved")] == [1, 1]
    assert known == {
        "name": ["Assault: Iran-backed militia → American soldiers"],
        "date": ["2020-03-11"],
        "location": ["Baghdad"],
        "country": ["iq"],
        "summary": ["a rocket attack that probably killed two American soldiers on Wednesday"],
        "keywords": ["ASSAULT", "heavy-weapons", "military"],
        "publisher": ["Gulf Wire"],
    }


def test_an_interval_has_a_start_and_an_end(hard: Casebook, tmp_path: Path) -> None:
    events = [e for e in _entities(hard, tmp_path / "a.jsonl") if e["schema"] == "Event"]
    accuse = next(e["properties"] for e in events if "ACCUSE" in e["properties"]["keywords"])
    assert (accuse["startDate"], accuse["endDate"]) == (["2020-03-11"], ["2020-03-14"])


def test_what_did_not_happen_is_no_event(hard: Casebook, tmp_path: Path) -> None:
    tally = export(hard, "ftm", tmp_path / "a.jsonl")
    assert tally.left_out == {"planned": 2, "denied": 1}


def test_every_kind_that_takes_part_has_a_schema() -> None:
    kinds = {row["kind"] for row in tables.rows("detente.export", "ftm_schemas")}
    assert kinds == {*get_args(EntityKind)} - {"place", "document"}
