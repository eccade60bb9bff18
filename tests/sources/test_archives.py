from __future__ import annotations

import gzip
import json
import random
import zipfile
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from detente.errors import SourceError
from detente.sources import Source, arrive, gather, warc

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = (
    b"<html><head><title>Talks</title></head><body><p>The talks began on Monday.</p></body></html>"
)

_CHUNKS = b"5\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (_PAGE[:5], len(_PAGE) - 5, _PAGE[5:])


def record(
    url: str | None,
    body: bytes,
    *,
    kind: str = "response",
    head: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8",
    length: int | None = None,
) -> bytes:
    """A record of a WARC archive."""
    if kind == "response":
        body = f"{head}\r\n\r\n".encode() + body
    said = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:5aa9a1e4-9c45-4bd9-8b33-6b7c2f6b0a01>",
        "WARC-Date": "2020-05-13T10:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response"
        if kind == "response"
        else "text/plain",
        "Content-Length": len(body) if length is None else length,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value is not None)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + body + b"\r\n\r\n"


def three() -> list[bytes]:
    return [record(f"https://wire.example/{number}", _PAGE) for number in range(3)]


def found(path: Path) -> list[str]:
    """What a path gives: the part of each name after #, or a code."""
    return [
        each.code if isinstance(each, SourceError) else each.name.rpartition("#")[2]
        for each in gather([path])
    ]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_the_pages_of_a_warc_are_sources_with_their_addresses(tmp_path: Path) -> None:
    path = write(tmp_path / "news.warc", b"".join(three()))
    first = next(iter(gather([path])))
    assert first == Source(
        f"{path}#https://wire.example/0",
        _PAGE,
        media_type="text/html",
        charset="utf-8",
        url="https://wire.example/0",
    )
    document = arrive(first).document
    assert (document.title, document.url) == ("Talks", "https://wire.example/0")
    assert found(path) == [f"https://wire.example/{number}" for number in range(3)]


@pytest.mark.parametrize("pack", ["each", "whole"])
def test_a_packed_warc_is_read_however_it_is_packed(tmp_path: Path, pack: str) -> None:
    records = three()
    data = b"".join(map(gzip.compress, records))
    if pack == "whole":
        data = gzip.compress(b"".join(records))
    assert len(found(write(tmp_path / "news.warc.gz", data))) == 3


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    missing = record(
        "https://a.example/1", _PAGE, head="HTTP/1.1 404 No\r\nContent-Type: text/html"
    )
    picture = record(
        "https://a.example/2", b"\x89PNG\x00", head="HTTP/1.1 200 OK\r\nContent-Type: image/png"
    )
    request = record("https://a.example/3", b"GET / HTTP/1.1\r\n\r\n", kind="request")
    info = record("https://a.example/4", b"software: crawler", kind="warcinfo")
    empty = record("https://a.example/5", b"")
    data = b"".join([info, request, missing, picture, empty, *three()[:1]])
    assert found(write(tmp_path / "a.warc", data)) == ["https://wire.example/0"]


def test_the_texts_of_a_wet_are_sources(tmp_path: Path) -> None:
    data = record(
        "https://wire.example/a", "The talks began — at last.".encode(), kind="conversion"
    )
    (source,) = gather([write(tmp_path / "a.warc.wet.gz", gzip.compress(data))])
    assert isinstance(source, Source)
    assert (source.media_type, arrive(source).document.text) == (
        "text/plain",
        "The talks began — at last.",
    )


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked", _CHUNKS),
        ("Transfer-Encoding: chunked", _PAGE),
        ("Content-Encoding: gzip", gzip.compress(_PAGE)),
        ("Content-Encoding: gzip", _PAGE),
        ("Content-Encoding: br", _PAGE),
    ],
    ids=["chunked", "not chunked", "packed", "not packed", "packed otherwise"],
)  # fmt: skip
def test_what_a_crawler_left_packed_is_unpacked(tmp_path: Path, headers: str, body: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}"
    data = record("https://wire.example/a", body, head=head)
    (source,) = gather([write(tmp_path / "a.warc", data)])
    assert isinstance(source, Source)
    assert source.data == _PAGE


def test_a_record_that_is_too_large_costs_itself_only(tmp_path: Path) -> None:
    bomb = record(
        "https://wire.example/bomb",
        gzip.compress(bytes(60_000_000)),
        head="HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
    )
    data = bomb + three()[0]
    assert found(write(tmp_path / "a.warc", data)) == ["D108", "https://wire.example/0"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_that_is_cut_anywhere_gives_what_it_holds_and_one_error(
    tmp_path: Path, *, packed: bool
) -> None:
    records = [gzip.compress(each) if packed else each for each in three()]
    data = b"".join(records)
    ends = [sum(map(len, records[: number + 1])) for number in range(3)]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    for cut in random.Random(5).sample(range(1, ends[-1] - 8), 40):  # noqa: S311 - no secret
        got = found(write(path, data[:cut]))
        whole = sum(end <= cut for end in ends)
        assert got[:whole] == [f"https://wire.example/{number}" for number in range(whole)]
        # What follows the page itself, two line ends and gzip's own sum, may be missed unseen.
        assert got[whole:] in ([], ["D106"], [f"https://wire.example/{whole}"], [
            f"https://wire.example/{whole}", "D106",
        ]), cut  # fmt: skip
        if cut - (ends[whole - 1] if whole else 0) > 20 and ends[whole] - cut > 20:
            assert got[whole:] == ["D106"], cut


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("data", [b"junk\n" * 50, gzip.compress(b"junk\n" * 50), b"\x1f\x8b junk"])
def test_what_is_no_warc_is_one_error(tmp_path: Path, name: str, data: bytes) -> None:
    assert found(write(tmp_path / name, data)) == ["D106"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.jsonl", "a.jsonl.gz"])
def test_an_archive_without_documents_is_nothing_to_read(tmp_path: Path, name: str) -> None:
    data = gzip.compress(b"") if name.endswith(".gz") else b""
    assert found(write(tmp_path / name, data)) == ["D109"]


def test_a_damaged_page_inside_a_packed_warc_ends_it_with_one_error(tmp_path: Path) -> None:
    first, second, third = map(gzip.compress, three())
    broken = second[:40] + bytes(20) + second[60:]
    path = write(tmp_path / "a.warc.gz", first + broken + third)
    assert found(path) == ["https://wire.example/0", "D106"]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_the_files_of_a_zipped_folder_are_sources(tmp_path: Path) -> None:
    files = {
        "b.txt": b"Talks began.",
        "a/c.html": _PAGE,
        ".hidden": b"x",
        "__MACOSX/a": b"x",
        "../up.txt": b"Talks ended.",
        "a/": b"",
    }
    path = zipped(tmp_path / "folder.zip", files)
    assert found(path) == ["a/c.html", "b.txt"]
    sources = [each for each in gather([path]) if isinstance(each, Source)]
    assert arrive(sources[0]).document.title == "Talks"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.zip"]


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": bytes(60_000_000), "b.txt": b"Talks began."})
    assert found(path) == ["D108", "b.txt"]


def test_a_damaged_file_in_a_zipped_folder_costs_itself_only(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"Talks began. " * 50, "b.txt": b"Talks began."})
    data = bytearray(path.read_bytes())
    data[40:48] = bytes(8)
    assert found(write(path, bytes(data))) == ["D106", "b.txt"]


def test_a_zip_that_is_cut_off_is_one_error(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"Talks began."})
    assert found(write(path, path.read_bytes()[:-30])) == ["D106"]


_ROW: dict[str, Any] = {
    "Headline": "Talks",
    "TEXT": "The talks began on Monday.",
    "url": "https://wire.example/a",
    "date": "2020-05-13T10:00:00Z",
    "source": "Gulf Wire",
    "authors": ["Jane Doe"],
}


def check(source: Source | SourceError) -> None:
    assert isinstance(source, Source)
    document = arrive(source).document
    assert document.text == "The talks began on Monday."
    assert (document.title, document.publisher) == ("Talks", "Gulf Wire")
    assert (document.url, document.published) == ("https://wire.example/a", "2020-05-13")
    assert document.authors == ("Jane Doe",)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_the_lines_of_a_file_are_sources(tmp_path: Path, name: str) -> None:
    lines = [_ROW, {"text": ""}, {"title": "no text"}, ["no object"], {"content": "Talks ended."}]
    data = "\n\n".join(map(json.dumps, lines)).encode() + b'\n{"text": "cut'
    path = write(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    assert found(path) == ["1", "D102", "D103", "D106", "9", "D106"]
    check(next(iter(gather([path]))))


def test_halves_of_characters_in_a_line_are_let_go(tmp_path: Path) -> None:
    row = {"text": "Talks \ud800 began.", "title": "\udfff"}
    (source,) = gather([write(tmp_path / "a.jsonl", json.dumps(row).encode())])
    assert isinstance(source, Source)
    assert (source.data, source.title) == (b"Talks ? began.", "?")


def test_packed_lines_that_are_cut_off_give_what_they_hold(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - no secret
    texts = [f"The talks of {chance.random()} began on Monday." for _ in range(5000)]
    data = gzip.compress("\n".join(json.dumps({"text": text}) for text in texts).encode())
    got = found(write(tmp_path / "a.jsonl.gz", data[: len(data) // 2]))
    assert got[:3] == ["1", "2", "3"]
    assert got.count("D106") in {1, 2}
    assert 1000 < len(got) < 5000


def test_the_rows_of_a_parquet_file_are_sources(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    lines = write(
        tmp_path / "a.json", b"".join(json.dumps(_ROW).encode() + b"\n" for _ in range(150))
    )
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM read_json('{lines}')) TO '{path}'").fetchall()
    sources = list(gather([path]))
    assert [each.name for each in sources if isinstance(each, Source)] == [
        f"{path}#{number}" for number in range(1, 151)
    ]
    check(sources[-1])


def test_a_parquet_file_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS number) TO '{path}'").fetchall()
    assert found(path) == ["D103"]


@pytest.mark.parametrize("data", [b"", b"junk", b"PAR1junkPAR1"])
def test_what_is_no_parquet_is_one_error(tmp_path: Path, data: bytes) -> None:
    assert found(write(tmp_path / "a.parquet", data)) == ["D106"]


def test_archives_stand_in_their_place_in_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"Talks began.")
    write(tmp_path / "b.jsonl", json.dumps(_ROW).encode())
    write(tmp_path / "c.warc", three()[0])
    names = [each.rpartition("/")[2] for each in found(tmp_path)]
    assert names == ["a.txt", "1", "0"]


def test_a_defect_of_a_library_costs_its_archive_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        pass

    def panic(path: Path) -> list[Source]:
        raise PanicException(path)

    write(tmp_path / "a.warc", b"x")
    write(tmp_path / "b.txt", b"Talks began.")
    monkeypatch.setattr(warc, "documents", panic)
    assert [each.rpartition("/")[2] for each in found(tmp_path)] == ["D106", "b.txt"]


def test_an_interrupted_archive_stays_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(path: Path) -> list[Source]:
        raise KeyboardInterrupt(path)

    monkeypatch.setattr(warc, "documents", interrupt)
    with pytest.raises(KeyboardInterrupt):
        found(write(tmp_path / "a.warc", b"x"))
