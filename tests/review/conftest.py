"""A casebook to decide on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.records import Record
from detente.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

_RECORD = Path(__file__).parents[1] / "data" / "gulf-wire.json"


@pytest.fixture(scope="session")
def wire() -> Record:
    """A record with events, nested claims, a cause and a change of relation."""
    return Record.model_validate_json(_RECORD.read_text("utf-8"))


@pytest.fixture
def casebook(tmp_path: Path, wire: Record) -> Iterator[Casebook]:
    """A casebook with that record in it."""
    with Casebook(tmp_path / "casebook") as opened:
        with opened.writer() as writer:
            writer.add(wire)
        yield opened


@pytest.fixture
def review(casebook: Casebook) -> Review:
    """Its review."""
    return Review(casebook)


@pytest.fixture
def named(wire: Record) -> str:
    """How the document is named in front of a record's id."""
    return wire.document.id.removeprefix("sha256:")[:12] + ":"
