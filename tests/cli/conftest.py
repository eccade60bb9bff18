"""The program, run in this process with a reader that needs no model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import detente
from detente.casebook import Casebook
from detente.cli import command
from detente.records import Bounds, Casualties, Document, Event, Problem, ReaderInfo, Record, span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.testing import Result


_RECORD = Path(__file__).parents[1] / "data" / "gulf-wire.json"


class FakeReader:
    """Finds one event in every text; a text with the word "defect" is too much for it."""

    info = ReaderInfo(version="0.1.0", model="fake", seconds=0.0)
    read_count = 0

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        type(self).read_count += 1
        if "defect" in document.text:
            raise ZeroDivisionError(document.text)
        event = Event(
            id="v1",
            type="CONSULT",
            quad_class=1,
            goldstein=1.0,
            evidence=(span(document.text, 0, 7),),
            date=document.published,
        )
        return Record(
            document=document,
            events=(event,),
            problems=tuple(problems),
            reader=self.info,
        )


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> type[FakeReader]:
    """The reader the program finds, with the count of what it read."""
    FakeReader.read_count = 0
    monkeypatch.setitem(vars(detente), "Reader", FakeReader)
    return FakeReader


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    """Runs the program with arguments in an empty folder, at 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_CASEBOOK", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(command, [str(each) for each in arguments], input=stdin)

    return invoke


@pytest.fixture(scope="session")
def gulf_wire() -> Record:
    """A record with two events and two nested claims, a cause and a change of relation."""
    return Record.model_validate_json(_RECORD.read_text("utf-8"))


@pytest.fixture
def filled(tmp_path: Path, gulf_wire: Record) -> Path:
    """A casebook with that record in it, at the place the program looks first."""
    path = tmp_path / "casebook"
    with Casebook(path) as casebook, casebook.writer() as writer:
        writer.add(gulf_wire, raw=b"raw", media_type="text/plain", source="wire.txt")
    return path


@pytest.fixture
def twice(filled: Path, gulf_wire: Record) -> Path:
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
