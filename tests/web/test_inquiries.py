"""Inquiries on the desk: written down, sent, answered, decided, with forms alone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from detente.casebook import Casebook
from detente.inquiries import Inquiries, Inquiry
from detente.records import Problem, ReaderInfo, Record
from detente.web import create_app
from detente.web.guard import Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from detente.records import Document

_HOSTILE = "<script>alert(1)</script>"
_REQUEST = {
    "office": "Office of Regional Policy",
    "questions": "When was training paused?\r\nWhen did training resume?",
    "subject": "Training",
    "sender": "Office of Oversight",
    "due": "2020-04-20",
    "reference": "RFI/7",
}
_ANSWER = (
    b"2 April 2020\n\nQuestion 1: When was training paused?\nTraining was paused on 5 January.\n\n"
    b"Question 2: When did training resume?\nWe cannot say when training resumed.\n"
)
_AT = "/inquiries/RFI%2F7"


class Plain:
    """Reads nothing out of anything."""

    info = ReaderInfo(version="0.1.0", model="plain", seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        return Record(document=document, problems=tuple(problems), reader=self.info)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "casebook"
    Casebook(path).close()
    return path


@pytest.fixture
def asking(book: Path) -> Iterator[TestClient]:
    app = create_app(book, Rules(csrf="ours"), Plain)
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        yield client


def post(asking: TestClient, address: str, **fields: str) -> Any:
    form = {"csrf": "ours", "reviewer": "ann"} | fields
    return asking.post(address, data=form, follow_redirects=False)


def act(asking: TestClient, name: str, **fields: str) -> Any:
    return post(asking, _AT, act=name, **fields)


@pytest.fixture
def sent(asking: TestClient) -> TestClient:
    """A request was written down and sent."""
    assert post(asking, "/inquiries", **_REQUEST).status_code == 303
    assert act(asking, "sent", on="2020-04-01").status_code == 303
    return asking


def file(asking: TestClient, data: bytes = _ANSWER, **fields: str) -> Any:
    form = {"csrf": "ours", "reviewer": "ann", "date": "2020-04-02"} | fields
    files = {"file": ("../../answer.txt", data)}
    return asking.post(f"{_AT}/answer", data=form, files=files, follow_redirects=False)


def kept(book: Path) -> Inquiry:
    with Casebook(book) as casebook:
        return Inquiries(casebook).one("RFI/7")


def test_a_request_is_written_down_and_shown(asking: TestClient) -> None:
    assert "Write the first request" in asking.get("/inquiries").text
    answer = post(asking, "/inquiries", **_REQUEST)
    assert answer.headers["location"] == _AT
    page = asking.get(_AT).text
    assert "When did training resume?" in page
    assert "draft" in page
    (row,) = asking.get("/inquiries.json").json()
    assert (row["reference"], row["asked"], row["state"]) == ("RFI/7", 2, "draft")


def test_an_inquiry_is_listed_by_its_state_on_a_day(sent: TestClient) -> None:
    for on, state in (("2020-04-02", "sent"), ("2020-05-01", "overdue")):
        (row,) = sent.get(f"/inquiries.json?on={on}").json()
        assert row["state"] == state
        assert f"{_AT}" in sent.get(f"/inquiries?on={on}&state={state}").text
        assert sent.get(f"/inquiries.json?on={on}&state=draft").json() == []
    assert "11 days late" in sent.get("/inquiries?on=2020-05-01").text


def test_an_answer_is_read_matched_and_confirmed(sent: TestClient, book: Path) -> None:
    assert file(sent).status_code == 303
    first, second = kept(book).matches
    assert [each.question for each in (first, second)] == [1, 2]
    page = sent.get(_AT).text
    assert f'href="/documents/{first.document[7:19]}#char={first.passage.start},' in page
    answer = act(sent, "accept", match="m1")
    assert answer.headers["location"] == f"{_AT}#m1"
    act(sent, "reject", match="m2", note="says nothing")
    assert [each.standing for each in kept(book).matches] == ["accepted", "rejected"]
    assert "by ann: says nothing" in sent.get(_AT).text
    with Casebook(book) as casebook:
        assert len(casebook.documents()) == 1


def test_a_match_is_corrected_and_what_was_proposed_stays(sent: TestClient, book: Path) -> None:
    file(sent)
    act(sent, "correct", match="m2", question="1", extent="part")
    match = kept(book).matches[1]
    assert (match.question, match.extent, match.standing) == (1, "part", "corrected")
    assert match.proposal is not None
    assert match.proposal.question == 2


def test_a_passage_is_matched_by_hand(sent: TestClient, book: Path) -> None:
    file(sent)
    act(sent, "found", words="paused on 5\n January", question="2", extent="whole")
    found = kept(book).matches[-1]
    assert (found.passage.quote, found.question) == ("paused on 5 January", 2)


def test_an_answer_may_be_pasted(sent: TestClient, book: Path) -> None:
    form = {"csrf": "ours", "reviewer": "ann", "text": _ANSWER.decode(), "date": "2020-04-02"}
    sent.post(f"{_AT}/answer", data=form, files={"file": ("", b"")})
    assert len(kept(book).answers) == 1


def test_the_letter_is_downloaded(sent: TestClient) -> None:
    letter = sent.get(f"{_AT}/letter.docx")
    assert 'filename="RFI-7.docx"' in letter.headers["content-disposition"]
    assert b"When did training resume?" in ZipFile(io.BytesIO(letter.content)).read(
        "word/document.xml"
    )
    assert "2. When did training resume?" in sent.get(f"{_AT}/letter.txt").text
    assert sent.get(f"{_AT}/letter.pdf").status_code == 404


def test_steps_are_taken_back_one_by_one(sent: TestClient) -> None:
    assert act(sent, "undo").headers["location"] == _AT
    assert sent.get(f"{_AT}.json").json()["sent"] is None
    assert act(sent, "undo").headers["location"] == "/inquiries"
    assert sent.get(_AT).status_code == 404


def test_it_is_closed_with_a_reason(sent: TestClient) -> None:
    act(sent, "close", on="2020-05-02", declined="yes", note="no time")
    assert sent.get(f"{_AT}.json").json()["state"] == "declined"
    assert "no time" in sent.get(_AT).text


def test_an_inquiry_whole_is_json(sent: TestClient) -> None:
    file(sent)
    whole = sent.get(f"{_AT}.json?on=2020-05-01").json()
    assert [each["number"] for each in whole["questions"]] == [1, 2]
    assert whole["questions"][0]["matches"][0]["proposal"]["score"] > 0.5


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"act": "burn"}, 422),
        ({"act": "accept", "match": "m9"}, 400),
        ({"act": "correct", "match": "m1", "question": "9", "extent": "whole"}, 400),
        ({"act": "correct", "match": "m1", "question": "1", "extent": "twice"}, 422),
        ({"act": "found", "words": "never said", "question": "1", "extent": "whole"}, 400),
        ({"act": "sent", "on": "2020-04-01"}, 400),
        ({"act": "close", "on": "soon"}, 400),
        ({"act": "accept", "match": "m1", "csrf": "theirs"}, 403),
        ({"act": "accept", "match": "m1", "reviewer": " "}, 422),
    ],
)
def test_what_does_not_fit_changes_nothing(
    sent: TestClient, book: Path, fields: dict[str, str], status: int
) -> None:
    file(sent)
    before = kept(book)
    assert post(sent, _AT, **fields).status_code == status
    assert kept(book) == before


@pytest.mark.parametrize(
    ("data", "fields", "status"),
    [
        (b"", {}, 400),
        (b"%PDF-1.7 nothing", {}, 400),
        (b"Nothing of what was wanted stands here.", {}, 400),
        (_ANSWER, {"date": "2020-03-01"}, 400),
        (_ANSWER, {"csrf": "theirs"}, 403),
    ],
)
def test_an_answer_that_cannot_be_filed_leaves_nothing(
    sent: TestClient, book: Path, data: bytes, fields: dict[str, str], status: int
) -> None:
    assert file(sent, data, **fields).status_code == status
    assert kept(book).answers == ()
    with Casebook(book) as casebook:
        assert casebook.documents() == []


def test_a_request_that_asks_nothing_is_refused(asking: TestClient) -> None:
    assert post(asking, "/inquiries", office="An office", questions=" ").status_code == 400
    assert post(asking, "/inquiries", questions="Why?").status_code == 400
    assert asking.get("/inquiries.json").json() == []


def test_hostile_words_are_shown_and_not_run(asking: TestClient) -> None:
    hostile = dict.fromkeys(("office", "questions", "subject", "addressee", "preamble"), _HOSTILE)
    at = post(asking, "/inquiries", **hostile, reference=_HOSTILE).headers["location"]
    for address in ("/inquiries", at):
        page = asking.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["/inquiries/none", "/inquiries/none.json"])
def test_what_was_never_asked_is_not_there(asking: TestClient, address: str) -> None:
    assert asking.get(address).status_code == 404


@pytest.mark.parametrize("query", ["state=burnt", "on=yesterday"])
def test_an_address_that_makes_no_sense_is_said(asking: TestClient, query: str) -> None:
    assert asking.get(f"/inquiries?{query}").status_code in {400, 422}
