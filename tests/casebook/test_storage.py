"""A casebook on a real S3-compatible server, and in a folder that stands for one."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from detente import verbs
from detente.casebook import Casebook
from detente.casebook.storage import Store
from detente.cli import command
from detente.errors import CasebookError, UsageError
from detente.sources import Source, arrive
from tests.batch.fakes import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from detente.records import Record

    Make = Callable[..., Record]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server of S3 on this machine, of the package moto."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("obstore")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(params=["s3", "file"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place of its own to push to."""
    pytest.importorskip("obstore")
    if request.param == "file":
        return (tmp_path / "store").as_uri()
    import httpx  # noqa: PLC0415 - only with a server

    endpoint = request.getfixturevalue("endpoint")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT": endpoint, "AWS_ALLOW_HTTP": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    bucket = f"b{abs(hash(str(tmp_path))) % 10**9}"
    assert httpx.put(f"{endpoint}/{bucket}").is_success
    return f"s3://{bucket}/press/2020"


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
    done = cut._do

    def until_manifest(what: str, *given: object) -> object:
        if what == "put" and str(given[0]).endswith("manifest.json"):
            raise CasebookError("D210", address)
        return done(what, *given)

    monkeypatch.setattr(cut, "_do", until_manifest)
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


def test_joined_runs_take_the_place_of_those_they_cover(
    address: str, tmp_path: Path, small_record: Make
) -> None:
    store = Store(address)
    for number in range(17):
        add(tmp_path / "book", small_record(f"Envoys met in Oman, {number}."))
        store.send(tmp_path / "book")
    runs = {path.name for path in (tmp_path / "book" / "runs").iterdir()}
    assert {n.split("/")[1] for n in Store(address)._there if n.startswith("runs/")} == runs
    assert len(runs) < 17


def test_the_commands_push_and_pull(address: str, tmp_path: Path, small_record: Make) -> None:
    add(tmp_path / "book", small_record("Envoys met in Oman."))
    run = CliRunner()
    pushed = run.invoke(command, ["push", address, "--casebook", str(tmp_path / "book")])
    pulled = run.invoke(command, ["pull", address, "--into", str(tmp_path / "new")])
    assert (pushed.exit_code, pulled.exit_code) == (0, 0), pushed.stderr + pulled.stderr
    assert f"{len(files(tmp_path / 'book')) + 1} files sent" in pushed.stderr
    assert files(tmp_path / "new") == files(tmp_path / "book")


def test_an_address_of_no_store_is_refused() -> None:
    with pytest.raises(UsageError, match="D302"):
        Store("https://example.org/bucket")


def test_a_bucket_that_is_not_there_is_one_error(address: str) -> None:
    if address.startswith("file"):
        pytest.skip("a folder is made")
    with pytest.raises(CasebookError, match="D210"):
        Store("s3://no-such-bucket/x")
