from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.records import Bounds, Casualties, Document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from detente.records import Record

    Run = Callable[..., Result]


@pytest.fixture
def disputed(filled: Path, gulf_wire: Record) -> Path:
    """The casebook, with a second paper that counts another number of dead."""
    text = gulf_wire.document.text.replace("two American", "six American")
    events = tuple(
        event.model_copy(update={"casualties": Casualties(killed=Bounds(low=6, high=6))})
        if event.casualties
        else event
        for event in gulf_wire.events
    )
    document = Document(
        id="sha256:" + "e" * 64, text=text, publisher="Post", published="2020-03-15"
    )
    with Casebook(filled) as casebook, casebook.writer() as writer:
        writer.add(gulf_wire.model_copy(update={"document": document, "events": events}))
    return filled


def test_each_row_says_who_says_what(run: Run, disputed: Path) -> None:
    (row,) = json.loads(run("contradictions", "--kind", "killed").stdout)
    assert (row["first"]["says"], row["second"]["says"]) == ("2", "6")
    shown = run("contradictions", "--format", "table").stdout
    assert "1 contradiction" in shown
    assert row["happening"][:8] in shown


def test_they_are_narrowed_by_the_event(run: Run, disputed: Path) -> None:
    assert json.loads(run("contradictions", "--type", "ASSAULT").stdout)
    assert json.loads(run("contradictions", "--type", "AID").stdout) == []
    assert json.loads(run("contradictions", "--kind", "blame").stdout) == []


def test_a_file_gets_the_columns_of_a_table(run: Run, disputed: Path, tmp_path: Path) -> None:
    run("contradictions", "-o", str(tmp_path / "against.csv"))
    header = (tmp_path / "against.csv").read_text("utf-8").splitlines()[0]
    assert header == "kind,happening,first,second"
