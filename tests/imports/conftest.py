"""Files of rows, and what a casebook holds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente import ontology
from detente.casebook import Casebook
from detente.imports import bring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from detente.imports import Tally
    from detente.records import Record, Span


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """A new casebook."""
    with Casebook(tmp_path / "casebook") as made:
        yield made


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of a format: a header, unless it has none, and rows given by column."""

    def write(form: str, *rows: dict[str, str], delimiter: str = "\t", missing: str = "") -> Path:
        names = [column.name for column in ontology.columns(form)]
        lines = [] if form == "gdelt" else [delimiter.join(names)]
        lines += [delimiter.join(row.get(name, missing) for name in names) for row in rows]
        path = tmp_path / f"{form}.txt"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


@pytest.fixture
def brought(casebook: Casebook) -> Callable[[Path, str], tuple[Tally, list[Record]]]:
    """Brings a file in; gives counts and records, whose quotes stand in their texts."""

    def bring_in(path: Path, form: str) -> tuple[Tally, list[Record]]:
        tally = bring(path, form, casebook)
        records = list(casebook.records())
        for record in records:
            for span in _spans(record):
                assert record.document.text[span.start : span.end] == span.quote
        return tally, records

    return bring_in


def _spans(record: Record) -> Iterator[Span]:
    for entity in record.entities:
        yield from entity.mentions
    for event in record.events:
        yield from event.evidence
