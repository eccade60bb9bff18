from __future__ import annotations

from typing import TYPE_CHECKING

from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvUsage,
)

from detente.casebook import Filter
from detente.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook


def _read(casebook: Casebook, out: Path, asked: Filter) -> ProvDocument:
    export(casebook, "prov", out, asked)
    with out.open(encoding="utf-8") as file:
        return ProvDocument.deserialize(file, format="json")


def test_an_event_leads_back_to_text_original_publisher_and_reader(
    hard: Casebook, tmp_path: Path
) -> None:
    found = _read(hard, tmp_path / "a.json", Filter(type="ACCUSE"))
    kinds = {
        kind: len(list(found.get_records(kind)))
        for kind in (
            ProvEntity, ProvActivity, ProvAgent, ProvGeneration, ProvUsage, ProvAssociation,
            ProvDerivation, ProvAttribution,
        )
    }  # fmt: skip
    assert kinds == {
        ProvEntity: 4,  # happening, event, text, original
        ProvActivity: 1,
        ProvAgent: 2,  # publisher, reader
        ProvGeneration: 1,
        ProvUsage: 1,
        ProvAssociation: 1,
        ProvDerivation: 3,
        ProvAttribution: 1,
    }


def test_what_statements_name_is_there(hard: Casebook, tmp_path: Path) -> None:
    found = _read(hard, tmp_path / "a.json", Filter())
    elements = {str(record.identifier) for record in found.get_records() if record.is_element()}
    named = {
        str(value)
        for record in found.get_records()
        if record.is_relation()
        for value in record.args
        if value is not None
    }
    assert named
    assert named <= elements


def test_documents_are_told_once(hard: Casebook, tmp_path: Path) -> None:
    found = _read(hard, tmp_path / "a.json", Filter())
    names = [str(record.identifier) for record in found.get_records(ProvActivity)]
    assert len(names) == len(set(names)) == 2


def test_nothing_is_an_empty_document(hard: Casebook, tmp_path: Path) -> None:
    assert not _read(hard, tmp_path / "a.json", Filter(actor="nobody")).get_records()
    assert [path.name for path in tmp_path.iterdir() if "a.json" in path.name] == ["a.json"]
