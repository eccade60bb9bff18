from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from detente.casebook import Casebook
from detente.cli import command
from detente.records import Event, ReaderInfo, Record, span
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def merge(casebook: Path) -> Result:
    return CliRunner().invoke(command, ["merge", "--casebook", str(casebook)])


def record(words: str) -> Record:
    document = arrive(Source("a.txt", words.encode())).document
    evidence = (span(document.text, 0, 6),)
    event = Event(id="v1", type="CONSULT", quad_class=1, goldstein=1.0, evidence=evidence)
    reader = ReaderInfo(version="1", model="fake", seconds=0.0)
    return Record(document=document, events=(event,), reader=reader)


def test_what_is_not_merged_is_and_that_is_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with Casebook(folder) as casebook, casebook.writer(merge=False) as writer:
        writer.add(record("Envoys met on Friday."))
    assert not (folder / "merged").exists()
    first, second = merge(folder), merge(folder)
    assert "1 mention of 1 event, in" in first.stderr
    assert (folder / "merged").exists()
    assert "1 mention of 1 event, as before" in second.stderr
    assert (first.exit_code, first.stdout) == (0, "")


def test_where_there_is_no_casebook_nothing_is_merged(tmp_path: Path) -> None:
    result = merge(tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "D205" in result.stderr
