"""Hand-made records, and a casebook to put them in."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

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
        event = {"id": "v1", "type": "ACCUSE", "quad_class": 3, "goldstein": -2.0}
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
