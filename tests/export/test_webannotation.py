from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Filter
from detente.export import export
from detente.export.naming import text_iri
from detente.records import Section

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.records import Record


def _items(casebook: Casebook, out: Path, asked: Filter) -> list[dict[str, Any]]:
    export(casebook, "webannotation", out, asked)
    found = json.loads(out.read_text())
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert found["total"] == len(found["first"]["items"])
    items: list[dict[str, Any]] = found["first"]["items"]
    return items


def _selectors(item: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {selector["type"]: selector for selector in item["target"]["selector"]}


def test_every_stretch_of_evidence_is_one_annotation(
    hard: Casebook, gulf_wire: Record, tmp_path: Path
) -> None:
    items = _items(hard, tmp_path / "a.jsonld", Filter())
    assert len(items) == sum(len(event["evidence"]) for event in hard.events())
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert {"id", "type", "motivation", "body", "target"} <= item.keys()
        assert item["type"] == "Annotation"


def test_position_and_quote_lead_to_the_same_words(
    hard: Casebook, gulf_wire: Record, tmp_path: Path
) -> None:
    text = gulf_wire.document.text
    for item in _items(hard, tmp_path / "a.jsonld", Filter(actor="USA")):
        assert item["target"]["source"]["id"] == text_iri(gulf_wire.document.id)
        found = _selectors(item)
        place, quote = found["TextPositionSelector"], found["TextQuoteSelector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.find(around) == place["start"] - len(quote["prefix"])


def test_the_body_says_what_the_event_is(hard: Casebook, tmp_path: Path) -> None:
    (item,) = _items(hard, tmp_path / "a.jsonld", Filter(status="denied"))
    tag, said, link = item["body"]
    assert tag["value"] == "ASSAULT/aerial"
    assert json.loads(said["value"])["status"] == "denied"
    assert link["source"].startswith("urn:uuid:")
    assert item["target"]["source"]["via"] == "https://example.org/a"


@pytest.mark.parametrize(("kind", "pages"), [("application/pdf", ["page=2"]), ("text/plain", [])])
def test_in_a_pdf_the_page_is_given(
    book: Callable[..., Casebook], gulf_wire: Record, tmp_path: Path, kind: str, pages: list[str]
) -> None:
    sections = (Section(start=0, end=20, page=1), Section(start=20, end=302, page=2))
    document = gulf_wire.document.model_copy(update={"sections": sections})
    casebook = book()
    with casebook.writer() as writer:
        record = gulf_wire.model_copy(update={"document": document})
        writer.add(record, raw=b"raw", media_type=kind)
    item = _items(casebook, tmp_path / "a.jsonld", Filter(type="ACCUSE"))[0]
    found = [each for each in item["target"]["selector"] if each["type"] == "FragmentSelector"]
    assert [each["value"] for each in found] == pages


def test_the_same_casebook_gives_the_same_bytes(hard: Casebook, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(hard, "webannotation", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
