"""Adding documents: what is handed in, what becomes of it, and what others do meanwhile."""

from __future__ import annotations

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from detente import verbs
from detente.casebook import Casebook
from detente.errors import UsageError
from detente.records import Event, Problem, ReaderInfo, Record, span
from detente.sources import Source
from detente.sources.fetch import Fetched
from detente.web import create_app, intake
from detente.web.guard import Rules
from detente.web.intake import Intake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from detente.records import Document

_PATIENCE = 60.0
_AT = "2020-05-14T09:00:00+00:00"
_TEXT = "The envoy met the minister in the capital and they spoke of case number {}."


class Slow:
    """Finds one event in every text; waits while it is held, and cannot stand "defect"."""

    info = ReaderInfo(version="0.1.0", model="slow", seconds=0.0)

    def __init__(self) -> None:
        self.free = threading.Event()
        self.free.set()
        self.began = threading.Event()
        self.count = 0

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        self.began.set()
        self.free.wait(_PATIENCE)
        self.count += 1
        if "defect" in document.text:
            raise ZeroDivisionError(document.text)
        event = Event(
            id="v1",
            type="CONSULT",
            quad_class=1,
            goldstein=1.0,
            evidence=(span(document.text, 0, 7),),
        )
        return Record(
            document=document, events=(event,), problems=tuple(problems), reader=self.info
        )


@pytest.fixture
def reader() -> Slow:
    return Slow()


@pytest.fixture
def asking(book: Path, reader: Slow) -> Iterator[TestClient]:
    """Asks a desk that reads with that reader."""
    app = create_app(book, Rules(csrf="ours"), lambda: reader)
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        yield client


def hand_in(asking: TestClient, *files: tuple[str, bytes], **fields: str) -> Any:
    given = [("files", each) for each in files]
    form = {"csrf": "ours"} | fields
    return asking.post("/add", data=form, files=given or None, follow_redirects=False)


def settled(asking: TestClient, answer: Any) -> list[dict[str, Any]]:
    """What became of the pieces, when all are done with."""
    assert answer.status_code == 303, answer.text
    address = f"{answer.headers['location']}.json"
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        known = asking.get(address).json()
        if known["settled"] == len(known["pieces"]):
            pieces: list[dict[str, Any]] = known["pieces"]
            return pieces
        time.sleep(0.02)
    pytest.fail("nothing became of it")


def texts(book: Path) -> set[str]:
    with Casebook(book) as casebook:
        return {each.document.text for each in casebook.records()}


def test_files_text_and_publisher_become_documents(asking: TestClient, book: Path) -> None:
    answer = hand_in(
        asking,
        ("a.txt", _TEXT.format(1).encode()),
        text=_TEXT.format("two\r\nand"),
        title="A note",
        publisher="Gulf\nWire",
        date="2020-03",
    )
    pieces = settled(asking, answer)
    assert [(each["name"], each["state"], each["events"]) for each in pieces] == [
        ("a.txt", "read", 1),
        ("pasted text", "read", 1),
    ]
    page = asking.get(answer.headers["location"]).text
    assert f'href="/documents/{pieces[0]["document"][7:19]}"' in page
    with Casebook(book) as casebook:
        note = casebook.record(pieces[1]["document"]).document
    assert (note.title, note.publisher, note.published) == ("A note", "Gulf Wire", "2020-03")
    assert "\r" not in note.text


def test_what_fails_says_why_and_the_others_are_read(asking: TestClient) -> None:
    answer = hand_in(
        asking,
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("odd.bin", b"\x00\x01\x02"),
        ("defect.txt", b"This text has a defect that nobody foresaw in it."),
        ("good.txt", _TEXT.format(1).encode()),
        addresses="http://127.0.0.1/secret\n/etc/passwd\nfile:///etc/passwd",
    )
    pieces = settled(asking, answer)
    assert [each["code"] for each in pieces] == [
        "D106", "D103", "D111", None, "D122", "D121", "D121",
    ]  # fmt: skip
    page = asking.get(answer.headers["location"]).text
    assert "7 of 7" in page
    assert "6 could not be read" in page
    assert "get a fresh copy [D106]" in page


def test_what_is_held_or_a_copy_is_not_read_again(asking: TestClient, reader: Slow) -> None:
    story = (_TEXT.format(1) + " ") * 9
    (first,) = settled(asking, hand_in(asking, ("a.txt", story.encode())))
    (again,) = settled(asking, hand_in(asking, ("b.txt", story.encode())))
    (copy,) = settled(asking, hand_in(asking, ("c.txt", f"{story}Ends.".encode())))
    assert (again["state"], again["document"]) == ("held", first["document"])
    assert copy["state"] in {"copy", "read"}
    assert reader.count <= 2


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_archive_is_unpacked_and_each_document_of_it_read(
    asking: TestClient, book: Path, tmp_path: Path
) -> None:
    data = zipped(**{"a.txt": _TEXT.format(1).encode(), "in/b.txt": _TEXT.format(2).encode()})
    lines = f'{{"text": "{_TEXT.format(3)}"}}\nno json\n'.encode()
    answer = hand_in(asking, ("day/news.zip", data), ("c.txt", b"Words."), ("more.jsonl", lines))
    pieces = settled(asking, answer)
    assert {each["name"]: (each["state"], each["documents"]) for each in pieces} == {
        "day/news.zip": ("unpacked", 2),
        "c.txt": ("read", 0),
        "more.jsonl": ("unpacked", 2),
        "day/news.zip#a.txt": ("read", 0),
        "day/news.zip#in/b.txt": ("read", 0),
        "more.jsonl#1": ("read", 0),
        "more.jsonl#2": ("failed", 0),
    }
    assert {_TEXT.format(number) for number in (1, 2, 3)} <= texts(book)
    assert "2 documents, below" in asking.get(answer.headers["location"]).text
    assert not list(tmp_path.rglob("*.zip"))


def test_a_damaged_archive_says_so_under_its_own_name(asking: TestClient) -> None:
    answer = hand_in(asking, ("broken.zip", b"PK\x03\x04"), ("empty.zip", zipped()))
    pieces = settled(asking, answer)
    assert [(each["name"], each["code"]) for each in pieces] == [
        ("broken.zip", "D106"),
        ("empty.zip", "D109"),
    ]
    assert pieces[0]["message"].startswith("broken.zip: the file is damaged")


def test_of_a_large_archive_the_rest_is_for_the_command(
    asking: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_UNPACKED", 2)
    files = {f"{number}.txt": _TEXT.format(number).encode() for number in range(3)}
    archive, *read = settled(asking, hand_in(asking, ("all.zip", zipped(**files))))
    assert (archive["state"], archive["code"]) == ("failed", "D108")
    assert [each["state"] for each in read] == ["read", "read"]


def test_a_fetched_page_is_read(asking: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(url: str) -> Fetched:
        return Fetched(
            url, f"<html><body><p>{_TEXT.format(1)}</p></body></html>".encode(), "text/html"
        )

    monkeypatch.setattr(intake, "fetch", fetched)
    (piece,) = settled(asking, hand_in(asking, addresses="https://wire.example/a"))
    assert (piece["name"], piece["state"]) == ("https://wire.example/a", "read")


def test_a_defect_of_one_address_does_not_end_the_others(
    asking: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(url: str) -> Fetched:
        raise ZeroDivisionError(url)

    monkeypatch.setattr(intake, "fetch", broken)
    address = f"https://wire.example/{'a' * 999}"
    files = ("a.txt", _TEXT.format(1).encode())
    good, bad = settled(asking, hand_in(asking, files, addresses=address))
    assert (good["state"], bad["code"], len(bad["name"])) == ("read", "D111", 300)


@pytest.mark.parametrize(
    "name", ["../../../tmp/evil.txt", "C:\\windows\\evil.txt", "/etc/evil.txt", "evil.txt\x1b[2J"]
)
def test_no_name_from_outside_reaches_the_disk(
    asking: TestClient, tmp_path: Path, name: str
) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    (piece,) = settled(asking, hand_in(asking, (name, _TEXT.format(1).encode())))
    assert piece["state"] == "read"
    assert not piece["name"].startswith("/")
    assert not {"..", "\\", ":"} & set(piece["name"].split("/"))
    after = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert not [path for path in after - before if "evil" in path.name]
    assert all(tmp_path / "casebook" in path.parents for path in after)


def test_hostile_names_are_shown_and_not_run(asking: TestClient) -> None:
    answer = hand_in(asking, ("<script>alert(1)<.txt", b"\x00"), addresses="<b>x</b>")
    settled(asking, answer)
    page = asking.get(answer.headers["location"]).text
    assert "<script>alert" not in page
    assert "<b>x" not in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"text": " "}, 400),
        ({"text": "Some words.", "date": "yesterday"}, 400),
        ({"text": "Some words.", "csrf": "theirs"}, 403),
        ({"text": "x" * 2_100_000}, 400),
    ],
)
def test_what_does_not_fit_is_refused(
    asking: TestClient, reader: Slow, fields: dict[str, str], status: int
) -> None:
    answer = hand_in(asking, ("", b""), **fields)
    assert answer.status_code == status
    assert asking.get("/add.json").json() == []
    assert reader.count == 0


def test_too_many_files_or_bytes_are_refused(asking: TestClient) -> None:
    many = [(f"{number}.txt", b"Some words.") for number in range(1_001)]
    assert hand_in(asking, *many).status_code == 400
    headers = {"content-length": "200000001", "content-type": "multipart/form-data; boundary=x"}
    assert asking.post("/add", content=b"", headers=headers).status_code == 413
    assert asking.get("/add.json").json() == []


def test_what_nobody_handed_in_is_not_there(asking: TestClient) -> None:
    assert asking.get("/add/nothing").status_code == 404
    assert asking.get("/add/nothing.json").status_code == 404


def test_the_page_answers_while_something_is_read(asking: TestClient, reader: Slow) -> None:
    reader.free.clear()
    answer = hand_in(asking, ("a.txt", _TEXT.format(1).encode()))
    assert reader.began.wait(_PATIENCE)
    page = asking.get(answer.headers["location"]).text
    assert "being read" in page
    assert 'http-equiv="refresh"' in page
    assert asking.get("/documents").status_code == 200
    reader.free.set()
    assert settled(asking, answer)[0]["state"] == "read"


def test_two_browsers_and_a_command_lose_nothing(asking: TestClient, book: Path) -> None:
    def browse(start: int) -> list[dict[str, Any]]:
        files = [(f"{n}.txt", _TEXT.format(n).encode()) for n in range(start, start + 3)]
        return settled(asking, hand_in(asking, *files))

    def command() -> None:
        for number in range(200, 203):
            source = Source(f"{number}.txt", _TEXT.format(number).encode())
            with Casebook(book) as casebook, casebook.writer(wait=_PATIENCE) as writer:
                list(verbs.outcomes([verbs.arrived(source)], Slow(), writer))
                time.sleep(0.05)

    with ThreadPoolExecutor(3) as pool:
        browsing = [pool.submit(browse, start) for start in (0, 100)]
        pool.submit(command).result(_PATIENCE * 2)
        for each in browsing:
            each.result(_PATIENCE * 2)
    wanted = {_TEXT.format(n) for start in (0, 100, 200) for n in range(start, start + 3)}
    assert wanted <= texts(book)


def test_nobody_waits_for_the_casebook_while_the_desk_reads(
    asking: TestClient, book: Path, reader: Slow
) -> None:
    reader.free.clear()
    answer = hand_in(asking, ("a.txt", _TEXT.format(1).encode()))
    assert reader.began.wait(_PATIENCE)
    with Casebook(book) as casebook, casebook.writer(wait=0) as writer:
        reader.free.set()
        time.sleep(0.2)  # the desk is done reading, and waits for its turn
        assert asking.get(f"{answer.headers['location']}.json").json()["settled"] == 0
        list(verbs.outcomes([verbs.arrived(Source("b", b"Other words."))], Slow(), writer))
    assert settled(asking, answer)[0]["state"] == "read"
    assert {"Other words.", _TEXT.format(1)} <= texts(book)


def test_more_than_may_wait_is_refused_whole(
    tmp_path: Path, reader: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_WAITING", 2)
    waiting = Intake(tmp_path / "casebook", reader)
    sources = [Source(str(number), b"Some words.") for number in range(3)]
    with pytest.raises(UsageError) as error:
        waiting.hand_in(sources, at=_AT, date=None, publisher=None)
    assert error.value.code == "D323"
    assert waiting.batches() == []
    waiting.close()


def test_what_still_waits_at_the_end_is_not_read(tmp_path: Path, reader: Slow) -> None:
    reader.free.clear()
    waiting = Intake(tmp_path / "casebook", reader)
    first = waiting.hand_in([Source("a", b"Some words.")], at=_AT, date=None, publisher=None)
    assert reader.began.wait(_PATIENCE)
    waiting.hand_in([Source("b", b"Other words.")], at=_AT, date=None, publisher=None)
    threading.Timer(0.1, reader.free.set).start()
    waiting.close()
    assert waiting.wait(first.id, 0)
    assert texts(tmp_path / "casebook") == {"Some words."}


def test_a_casebook_that_cannot_be_written_fails_the_pieces(tmp_path: Path, reader: Slow) -> None:
    (tmp_path / "casebook").write_text("no folder")
    waiting = Intake(tmp_path / "casebook", reader)
    batch = waiting.hand_in([Source("a", b"Some words.")], at=_AT, date=None, publisher=None)
    assert waiting.wait(batch.id, _PATIENCE)
    known = waiting.batch(batch.id)
    waiting.close()
    assert known is not None
    assert [each.code for each in known.pieces] == ["D202"]
