from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.casebook import Casebook, Original
from detente.casebook.runs import runs_in
from detente.errors import CasebookError, SourceError
from detente.records import Document, ReaderInfo, Record
from detente.sources.alignment import Alignment, Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TABLES = ("documents", "entities", "events", "claims", "causes", "relations", "problems")


def _add(casebook: Casebook, *records: Record) -> list[bool]:
    with casebook.writer() as writer:
        return [writer.add(record) for record in records]


def _fail(casebook: Casebook, *names: str) -> None:
    with casebook.writer() as writer:
        for name in names:
            writer.fail(name, SourceError("D104", name))


def _runs(casebook: Casebook) -> int:
    return len(runs_in(casebook.path / "runs"))


def test_a_record_comes_back_exactly(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    assert casebook.record(gulf_wire.document.id) == gulf_wire
    assert list(casebook.records()) == [gulf_wire]


def test_records_that_are_named_come_in_that_order(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    first, second = small_record("The first text."), small_record("The second text.")
    _add(casebook, first, second)
    ids = [second.document.id, first.document.id]
    assert list(casebook.records(ids)) == [second, first]
    with pytest.raises(CasebookError, match="D206"):
        list(casebook.records(["sha256:none"]))


def test_claims_one_by_one_are_those_of_the_table_without_their_count(
    casebook: Casebook, gulf_wire: Record
) -> None:
    _add(casebook, gulf_wire)
    counted = casebook.claims()
    assert [row | {"reports": 1} for row in casebook.each("claims")] == counted


def test_a_record_is_found_by_the_beginning_of_its_hash(
    casebook: Casebook, gulf_wire: Record
) -> None:
    _add(casebook, gulf_wire)
    assert casebook.record(gulf_wire.document.id[7:15]) == gulf_wire


@settings(max_examples=20)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, small_record: Callable[..., Record], text: str
) -> None:
    record = small_record(text, title=text)
    with Casebook(tmp_path_factory.mktemp("casebook")) as casebook:
        _add(casebook, record)
        assert casebook.record(record.document.id) == record
        (row,) = casebook.events()
        assert row["evidence"][0]["quote"] == record.events[0].evidence[0].quote


def test_every_table_has_as_many_rows_as_the_record_has_parts(
    casebook: Casebook, gulf_wire: Record
) -> None:
    _add(casebook, gulf_wire)
    counts = {table: len(getattr(casebook, table)()) for table in _TABLES}
    parts = {table: len(getattr(gulf_wire, table)) for table in _TABLES if table != "documents"}
    assert counts == {"documents": 1} | parts


def test_an_unknown_document_is_refused(casebook: Casebook) -> None:
    with pytest.raises(CasebookError, match="D206"):
        casebook.record("sha256:00")


def test_the_original_comes_back_with_its_alignment(casebook: Casebook, gulf_wire: Record) -> None:
    alignment = Alignment(("one\r\ntwo",), (Run(0, 0, 3), Run(4, 5, 3)))
    original = Original(b"one\r\ntwo", "text/plain", "wire.txt", alignment)
    with casebook.writer() as writer:
        writer.add(
            gulf_wire,
            raw=original.raw,
            media_type=original.media_type,
            source=original.source,
            alignment=alignment,
        )
    assert casebook.originals(gulf_wire.document) == [original]


def test_adding_the_same_record_again_changes_nothing(
    casebook: Casebook, gulf_wire: Record
) -> None:
    assert _add(casebook, gulf_wire, gulf_wire) == [True, False]
    assert _add(casebook, gulf_wire) == [False]
    assert _runs(casebook) == 1
    assert len(casebook.events()) == len(gulf_wire.events)


def test_a_newer_reader_supersedes_what_an_older_one_read(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    older, newer = small_record("Text one."), small_record("Text one.", version="0.2.0")
    other = small_record("Text two.")
    assert _add(casebook, older, other) == [True, True]
    assert _add(casebook, newer) == [True]
    assert casebook.record(older.document.id) == newer
    assert len(casebook.documents()) == len(casebook.events()) == len(casebook.problems()) == 2


def test_another_date_of_publication_reads_the_document_anew(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    dated = small_record("Text one.", published="2020-05-13")
    assert _add(casebook, small_record("Text one.")) == [True]
    assert _add(casebook, dated) == [True]
    assert _add(casebook, small_record("Text one.")) == [False]
    assert [row["published"] for row in casebook.documents()] == ["2020-05-13"]


def test_it_knows_what_it_has_by_document_and_reader(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    newer = ReaderInfo(version="9", model="hand-made", seconds=1.0)
    assert casebook.has(gulf_wire.document.id)
    assert casebook.has(gulf_wire.document.id, reader=gulf_wire.reader)
    assert not casebook.has(gulf_wire.document.id, reader=newer)
    assert not casebook.has("sha256:00")


def test_a_run_is_written_every_sixteen_documents(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    with casebook.writer() as writer:
        for number in range(40):
            writer.add(small_record(f"Text {number}."))
        assert _runs(casebook) == 2
    assert _runs(casebook) == 3


def test_a_run_is_written_when_its_first_document_has_waited(
    casebook: Casebook, small_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("detente.casebook.writer.time.monotonic", lambda: now)
    with casebook.writer() as writer:
        writer.add(small_record("Text one."))
        assert _runs(casebook) == 0
        now = 106.0
        writer.add(small_record("Text two."))
        assert _runs(casebook) == 1


def test_what_was_added_before_an_error_is_kept(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    def interrupted() -> None:
        with casebook.writer() as writer:
            writer.add(small_record("Text one."))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert len(casebook.documents()) == 1


def test_small_runs_are_joined_and_read_the_same(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    for number in range(16):
        _add(casebook, small_record(f"Text {number % 15}.", version=str(number)))
    (joined,) = runs_in(casebook.path / "runs")
    assert joined.folder.name == "00000001-00000016"
    assert joined.manifest()["rows"]["documents"] == 16
    assert len(casebook.documents()) == len(casebook.events()) == 15
    assert [r.reader.version for r in casebook.records() if r.document.text == "Text 0."] == ["15"]
    assert len(casebook.search("text")) == 15


def test_a_reader_survives_that_runs_are_joined_under_it(
    casebook: Casebook, small_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(15):
        _add(casebook, small_record(f"Text {number}."))
    assert len(casebook.documents()) == 15
    stale = casebook._tables.runs
    looks = iter([stale])
    with Casebook(casebook.path) as other:
        _add(other, small_record("Text 15."))
    monkeypatch.setattr(
        "detente.casebook.snapshot.runs_in", lambda folder: next(looks, None) or runs_in(folder)
    )
    assert len(casebook.documents()) == 16


def test_a_superseded_run_left_by_a_crash_counts_once_and_is_removed(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    _add(casebook, small_record("Text one."))
    run = casebook.path / "runs" / "00000001-00000001"
    wider = run.with_name("00000001-00000002")
    wider.mkdir()
    for path in run.iterdir():
        (wider / path.name).write_bytes(path.read_bytes())
    assert len(casebook.events()) == 1
    _add(casebook)
    assert not run.exists()


def test_the_manifest_names_counts_and_hashes(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    (run,) = runs_in(casebook.path / "runs")
    manifest = run.manifest()
    assert manifest["documents"] == [gulf_wire.document.id]
    assert manifest["models"] == ["hand-made"]
    assert manifest["rows"]["events"] == 3
    assert set(manifest["sha256"]) == {f"{table}.parquet" for table in _TABLES}


def test_a_failed_input_is_one_problem_however_often_it_fails(casebook: Casebook) -> None:
    for _ in range(2):
        _fail(casebook, "scan.pdf", "lock.pdf")
    assert [(row["source"], row["code"]) for row in casebook.problems()] == [
        ("lock.pdf", "D104"),
        ("scan.pdf", "D104"),
    ]


def test_a_failed_input_is_no_problem_once_it_was_read(
    casebook: Casebook, gulf_wire: Record
) -> None:
    _fail(casebook, "wire.pdf")
    with casebook.writer() as writer:
        writer.add(gulf_wire, raw=b"x", source="wire.pdf")
    assert [row["code"] for row in casebook.problems()] == [None]


def test_a_date_without_bounds_is_kept_without_them(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    _add(casebook, small_record("Text one.", published="XXXX-12"))
    (row,) = casebook.documents()
    assert (row["published"], row["earliest"], row["latest"]) == ("XXXX-12", None, None)


def test_search_finds_stems_and_phrases(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    assert [hit["document"] for hit in casebook.search("pausing militias")] == [
        gulf_wire.document.id
    ]
    assert casebook.search('"rocket militia"') == []
    assert casebook.search('AND "') == []
    assert casebook.search("") == []


def test_the_ledger_is_rebuilt_when_it_is_missing(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    for path in casebook.path.glob("ledger.sqlite*"):
        path.unlink()
    assert len(casebook.search("pentagon")) == 1
    assert (casebook.path / "ledger.sqlite").exists()


def test_search_works_where_the_ledger_is_damaged(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    (casebook.path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    assert len(casebook.search("pentagon")) == 1


@pytest.mark.parametrize("table", ["events", "claims", "causes", "relations", "actors"])
def test_what_may_have_been_decided_is_not_shown_without_its_decisions(
    casebook: Casebook, gulf_wire: Record, table: str
) -> None:
    _add(casebook, gulf_wire)
    casebook.page(table)
    (casebook.path / "ledger.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(CasebookError, match="D207"):
        casebook.page(table)
    assert casebook.documents()


def test_a_name_with_the_signs_of_patterns_is_taken_literally(
    tmp_path: Path, gulf_wire: Record
) -> None:
    with Casebook(tmp_path / "it's [my] *book?") as casebook:
        _add(casebook, gulf_wire)
        assert casebook.record(gulf_wire.document.id) == gulf_wire


def test_a_large_document_is_kept(casebook: Casebook, small_record: Callable[..., Record]) -> None:
    record = small_record("Ein Wort. " * 2_000_000)
    _add(casebook, record)
    assert casebook.record(record.document.id) == record


def test_a_query_in_sql_sees_the_tables(casebook: Casebook, gulf_wire: Record) -> None:
    _add(casebook, gulf_wire)
    rows = casebook.query("SELECT count(*) AS n FROM events WHERE status = ?", ["occurred"])
    assert rows == [{"n": 3}]


def test_a_query_that_is_kept_answers_anew_when_something_was_added(
    casebook: Casebook, gulf_wire: Record, small_record: Callable[..., Record]
) -> None:
    _add(casebook, gulf_wire)
    sql = "SELECT count(*) AS n FROM documents"
    assert casebook.query(sql, keep=True) == casebook.query(sql, keep=True) == [{"n": 1}]
    _add(casebook, small_record("One more."))
    assert casebook.query(sql, keep=True) == [{"n": 2}]


def test_documents_of_one_moment_do_not_hold_their_ids_in_common(casebook: Casebook) -> None:
    info = ReaderInfo(version="1", model="m", seconds=0)
    records = [
        Record(document=Document(id=f"sha256:{n:064x}", text=f"T{n}"), reader=info)
        for n in range(3)
    ]
    assert _add(casebook, *records) == [True] * 3
    with pytest.raises(CasebookError, match="D206"):
        casebook.record("sha256:000")
    assert json.dumps([row["document"] for row in casebook.documents()])
    assert os.listdir(casebook.path / "runs") == ["00000001-00000001"]  # noqa: PTH208


def test_a_source_whose_name_is_no_text_is_kept(casebook: Casebook, gulf_wire: Record) -> None:
    with casebook.writer() as writer:
        writer.add(gulf_wire, raw=b"x", source="in\udcffbox.txt")
        writer.fail("\udcff.pdf", SourceError("D104", "x"))
    assert [row["source"] for row in casebook.documents()] == ["in?box.txt"]
    assert "?.pdf" in {row["source"] for row in casebook.problems()}
