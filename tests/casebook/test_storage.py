"""A casebook on a real S3-compatible server, and in a folder that stands for one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from detente import verbs
from detente.casebook import Casebook
from detente.casebook.objects import Objects
from detente.casebook.storage import Store
from detente.cli import command
from detente.errors import CasebookError
from detente.sources import Source, arrive
from tests.batch.fakes import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from detente.records import Record

    Make = Callable[..., Record]


def add(folder: Path, *records: Record) -> None:
    with Casebook(folder) as casebook, casebook.writer() as writer:
        for record in records:
            writer.add(record)


def files(folder: Path) -> dict[str, bytes]:
    """What a casebook has of documents and runs."""
    found = (p for part in ("documents", "runs") for p in (folder / part).rglob("*"))
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found if p.is_file()}


def test_what_is_pushed_comes_back_the_same_and_can_be_searched(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    add(here, small_record("Envoys met in Oman."), small_record("Rebels left Aden."))
    assert Store(address).send(here) == len(files(here)) + 1
    there_casebook = Casebook(there)
    Store(address).fetch(there)
    assert files(there) == files(here)
    assert len(there_casebook.documents()) == 2
    assert [row["document"] for row in there_casebook.search("Aden")]
    there_casebook.close()


def test_only_what_is_new_is_sent(address: str, tmp_path: Path, small_record: Make) -> None:
    add(tmp_path / "book", small_record("Envoys met in Oman."))
    store = Store(address)
    assert store.send(tmp_path / "book") > 0
    assert store.send(tmp_path / "book") == 0
    assert Store(address).send(tmp_path / "book") == 0
    before = files(tmp_path / "book").keys()
    add(tmp_path / "book", small_record("Rebels left Aden."))
    assert Store(address).send(tmp_path / "book") == len(files(tmp_path / "book").keys() - before)


def test_new_runs_go_with_their_documents_and_nothing_else_is_looked_at(
    address: str, tmp_path: Path, small_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "book"
    add(book, small_record("Envoys met in Oman."))
    store = Store(address)
    store.send(book)
    before = files(book).keys()
    add(book, small_record("Rebels left Aden."))
    asked: list[Path] = []

    def looked_at(_: Path, paths: Iterable[Path]) -> int:
        asked.extend(paths)
        return 0

    monkeypatch.setattr(store, "_send", looked_at)
    store.send_runs(book)
    new = files(book).keys() - before
    assert {p.relative_to(book).as_posix() for p in asked} == new | {"casebook.json"}


def test_runs_sent_one_by_one_bring_the_whole_casebook(address: str, tmp_path: Path) -> None:
    book, there, store = tmp_path / "book", tmp_path / "there", Store(address)
    story = "Talks began in Baghdad on Monday. " * 20
    texts = (story, f"{story}\nMore was said.", story, "Iraqi troops left Mosul.")
    with Casebook(book) as casebook:
        for number, text in enumerate(texts):
            arrived = verbs.Arrived(
                f"{number}.txt", arrive(Source(f"{number}.txt", f"{text}{' ' * number}".encode()))
            )
            with casebook.writer() as writer:
                assert list(verbs.outcomes([arrived], Reader(), writer))
            store.send_runs(book)
    with Casebook(there):
        Store(address).fetch(there)
    assert files(there) == files(book)


def test_a_run_without_its_manifest_is_not_there_yet(
    address: str, tmp_path: Path, small_record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path / "book", small_record("Envoys met in Oman."))
    cut = Store(address)
    put = cut._objects.put

    def until_manifest(name: str, content: Path | bytes) -> None:
        if name.endswith("manifest.json"):
            raise CasebookError("D210", address)
        put(name, content)

    monkeypatch.setattr(cut._objects, "put", until_manifest)
    with pytest.raises(CasebookError, match="D210"):
        cut.send(tmp_path / "book")
    with Casebook(tmp_path / "other") as other:
        Store(address).fetch(tmp_path / "other")
        assert other.documents() == []
        Store(address).send(tmp_path / "book")
        Store(address).fetch(tmp_path / "other")
        assert len(other.documents()) == 1


def test_another_casebook_is_not_mixed_with_what_lies_there(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    add(tmp_path / "one", small_record("Envoys met in Oman."))
    add(tmp_path / "two", small_record("Rebels left Aden."))
    Store(address).send(tmp_path / "one")
    for refused in (Store(address).send, Store(address).fetch):
        with pytest.raises(CasebookError, match="D211"):
            refused(tmp_path / "two")


def test_a_casebook_is_not_mixed_with_an_export(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    add(tmp_path / "one", small_record("Envoys met in Oman."))
    Objects(address).put("export.json", b"{}")
    for refused in (Store(address).send, Store(address).fetch):
        with pytest.raises(CasebookError, match=r"an export.*D211"):
            refused(tmp_path / "one")


@pytest.fixture
def joining(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four runs of a size are joined, where sixteen are else."""
    monkeypatch.setattr("detente.casebook.runs._FAN", 4)


@pytest.mark.usefixtures("joining")
def test_runs_of_another_casebook_are_not_taken_for_parts_of_a_joined_one(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    add(tmp_path / "other", small_record("Rebels left Aden."))
    for number in range(5):
        add(tmp_path / "book", small_record(f"Envoys met in Oman, {number}."))
    Store(address).send(tmp_path / "other")
    for refused in (Store(address).send, Store(address).fetch):
        with pytest.raises(CasebookError, match="D211"):
            refused(tmp_path / "book")
    with Casebook(tmp_path / "copy"):
        Store(address).fetch(tmp_path / "copy")
    assert files(tmp_path / "copy") == files(tmp_path / "other")


@pytest.mark.usefixtures("joining")
def test_a_copy_that_went_its_own_way_is_refused_by_what_went_on(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    for number in range(5):
        add(tmp_path / "book", small_record(f"Envoys met in Oman, {number}."))
        if number == 2:
            shutil.copytree(tmp_path / "book", tmp_path / "stale")
            shutil.copytree(tmp_path / "book", tmp_path / "astray")
    Store(address).send(tmp_path / "book")
    add(tmp_path / "astray", small_record("Rebels left Aden."))
    before = files(tmp_path / "astray")
    for refused in (Store(address).send, Store(address).fetch):
        with pytest.raises(CasebookError, match="D211"):
            refused(tmp_path / "astray")
    assert files(tmp_path / "astray") == before
    Store(address).fetch(tmp_path / "stale")
    with Casebook(tmp_path / "stale") as stale, stale.writer():
        assert len(stale.documents()) == 5
    assert files(tmp_path / "stale") == files(tmp_path / "book")
    assert Store(address).fetch(tmp_path / "stale") == 0


@pytest.mark.usefixtures("joining")
def test_joined_runs_take_the_place_of_those_they_cover(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    store = Store(address)
    for number in range(5):
        add(tmp_path / "book", small_record(f"Envoys met in Oman, {number}."))
        store.send(tmp_path / "book")
    runs = {path.name for path in (tmp_path / "book" / "runs").iterdir()}
    assert {n.split("/")[1] for n in Store(address)._there if n.startswith("runs/")} == runs
    assert len(runs) == 2


def test_the_commands_push_and_pull(address: str, tmp_path: Path, small_record: Make) -> None:
    add(tmp_path / "book", small_record("Envoys met in Oman."))
    run = CliRunner()
    pushed = run.invoke(command, ["push", address, "--casebook", str(tmp_path / "book")])
    pulled = run.invoke(command, ["pull", address, "--into", str(tmp_path / "new")])
    assert (pushed.exit_code, pulled.exit_code) == (0, 0), pushed.stderr + pulled.stderr
    assert f"{len(files(tmp_path / 'book')) + 1} files sent" in pushed.stderr
    assert files(tmp_path / "new") == files(tmp_path / "book")
