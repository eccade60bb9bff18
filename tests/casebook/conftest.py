"""Hand-made records, and a casebook to put them in."""

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


@pytest.fixture(scope="session")
def gulf_wire() -> Record:
    """A record with two events and two nested claims, a cause and a change of relation."""
    return Record.model_validate_json(_RECORD.read_text("utf-8"))


@pytest.fixture(scope="session")
def small_record() -> Callable[..., Record]:
    """Makes a record of a text with one event in it, under the text's own id."""

    def make(text: str, *, version: str = "0.1.0", **document: str) -> Record:
        quote = text[:5]
        span = {"start": 0, "end": len(quote), "quote": quote}
        event: dict[str, Any] = {"id": "v1", "type": "ACCUSE", "quad_class": 3, "goldstein": -2.0}
        return Record.model_validate(
            {
                "document": {"id": f"sha256:{sha256(text.encode()).hexdigest()}", "text": text}
                | document,
                "events": [event | {"evidence": [span], "date": "2020-03"}],
                "problems": [{"where": span, "what": "year taken from the dateline"}],
                "reader": {"version": version, "model": "fake", "seconds": 0.1},
            }
        )

    return make


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """A new casebook."""
    with Casebook(tmp_path / "casebook") as made:
        yield made


@pytest.fixture(scope="session")
def report() -> Callable[..., Record]:
    """Makes a record of a document that tells of events, each as a dictionary of its parts.

    The text is the name of the document; `actor` and `recipient` are names, or names with a code.
    """
    return _report


def _report(name: str, *told: dict[str, Any], version: str = "1", **document: str) -> Record:
    quote = {"start": 0, "end": len(name), "quote": name}
    entities: list[dict[str, Any]] = []
    events = []
    for number, parts in enumerate(told, 1):
        assault: dict[str, Any] = {"type": "ASSAULT", "quad_class": 4, "goldstein": -9.0}
        event = assault | {"id": f"v{number}", "evidence": [quote]} | parts
        for side in ("actor", "recipient"):
            if side in parts:
                entities.append(_entity(f"e{len(entities) + 1}", event.pop(side)))
                party = {"entity": entities[-1]["id"], "text": entities[-1]["name"]}
                event[f"{side}s"] = [party]
        if "place" in parts:
            place, country = event.pop("place")
            event["location"] = {"name": place, "country": country, "start": 0, "end": 1}
        if "killed" in parts:
            low, high = event.pop("killed")
            event["casualties"] = {"killed": {"low": low, "high": high}}
        events.append(event)
    return Record.model_validate(
        {
            "document": {"id": f"sha256:{sha256(name.encode()).hexdigest()}", "text": name}
            | document,
            "entities": entities,
            "events": events,
            "reader": {"version": version, "model": "fake", "seconds": 0.0},
        }
    )


def _entity(number: str, named: str | tuple[str, str]) -> dict[str, Any]:
    name, code = (named, None) if isinstance(named, str) else named
    country = code and code[:3]
    return {"id": number, "name": name, "kind": "other", "code": code, "country": country}
