"""A casebook whose events try what formats have trouble with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RECORD = Path(__file__).parents[1] / "data" / "gulf-wire.json"


def made(text: str, *events: dict[str, Any], **document: Any) -> Record:
    """A record of a text whose first two words are Romania's army and Kosovo's police."""
    words = text.split()
    first, second = words[0], words[1]
    spans = [
        {"start": 0, "end": len(first), "quote": first},
        {"start": len(first) + 1, "end": len(first) + 1 + len(second), "quote": second},
    ]
    base = {
        "type": "ASSAULT",
        "mode": "aerial",
        "cameo": "195",
        "quad_class": 4,
        "goldstein": -9.5,
        "actors": [{"entity": "e1", "text": first, "start": 0, "end": len(first)}],
        "recipients": [{"entity": "e2", "text": second} | _at(spans[1])],
        "evidence": [spans[0]],
    }
    return Record.model_validate(
        {
            "document": {"id": f"sha256:{sha256(text.encode()).hexdigest()}", "text": text}
            | document,
            "entities": [
                _entity("e1", "Romanian \t Army", "military", "ROU", ["MIL"], spans[0]),
                _entity("e2", "Police; of\nKosovo", "police", "XKX", ["COP", "SPY"], spans[1]),
            ],
            "events": [
                base | {"id": f"v{number}"} | event for number, event in enumerate(events, start=1)
            ],
            "reader": {"version": "0.1.0", "model": "hand-made", "seconds": 0.0},
        }
    )


def _at(span: dict[str, Any]) -> dict[str, Any]:
    return {"start": span["start"], "end": span["end"]}


def _entity(
    number: str, name: str, kind: str, country: str, sectors: list[str], span: dict[str, Any]
) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "kind": kind,
        "country": country,
        "sectors": sectors,
        "code": country + sectors[0],
        "mentions": [span],
    }


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Callable[..., Casebook]]:
    """Makes a casebook of records."""
    opened: list[Casebook] = []

    def make(*records: Record) -> Casebook:
        casebook = Casebook(tmp_path / f"casebook{len(opened)}")
        opened.append(casebook)
        with casebook.writer() as writer:
            for record in records:
                writer.add(record, raw=record.document.text.encode(), media_type="text/plain")
        return casebook

    yield make
    for casebook in opened:
        casebook.close()


@pytest.fixture
def gulf_wire() -> Record:
    """A record with events of a day, of a few days and of no date."""
    return Record.model_validate_json(_RECORD.read_text("utf-8"))


@pytest.fixture
def hard(book: Callable[..., Casebook], gulf_wire: Record) -> Casebook:
    """That record, and one with names that break lines, a country, and what did not happen."""
    country = {"name": "Romania", "country": "ROU", "start": 0, "end": 6}
    events = (
        {"date": "2020-02", "location": country, "cameo": "0871", "type": "RETREAT", "mode": None},
        {"status": "denied"},
        {"status": "planned"},
        {"status": "planned"},
    )
    address = {"url": "https://example.org/a", "publisher": 'Wire "A"\tB', "published": "2020"}
    return book(gulf_wire, made("Troops police met.", *events, **address))
