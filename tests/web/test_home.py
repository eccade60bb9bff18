"""The first page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from detente.casebook import Casebook
from detente.casebook.feeds import FeedState
from detente.inquiries import Inquiries, Request, Sent, Stamp
from detente.review import Review
from detente.web import create_app
from tests.web.build import record

if TYPE_CHECKING:
    from pathlib import Path

_AT = "2020-05-14T09:00:00+00:00"


def page(book: Path) -> str:
    with TestClient(create_app(book), base_url="http://127.0.0.1:8765") as client:
        return client.get("/").text


def test_an_empty_casebook_leads_to_adding(tmp_path: Path) -> None:
    assert '<a href="/add">Add documents</a>' in page(tmp_path / "casebook")


def test_what_waits_is_told(book: Path) -> None:
    with Casebook(book) as casebook:
        target = f"{record().document.id[7:19]}:v1"
        Review(casebook).decide(target, "accept", reviewer="ann", at=_AT)
        inquiries, stamp = Inquiries(casebook), Stamp(_AT, "ann")
        for name in ("RFI/1", "RFI/2"):
            inquiries.add(Request(f"Office {name}", ("Why?",), name, due="2020-05-20"), stamp)
        inquiries.change("RFI/1", Sent("2020-05-14"), stamp)
    told = page(book)
    assert "1 of 2 records decided" in told
    assert 'href="/inquiries/RFI%2F1"' in told
    assert "overdue" in told
    assert "draft" in told


def test_feeds_that_cannot_be_had_are_told(book: Path) -> None:
    looked = datetime(2020, 5, 14, tzinfo=UTC)
    with Casebook(book) as casebook:
        casebook.feeds.take(
            FeedState("https://a.example/<feed>", failures=2, code="D127"), now=looked
        )
        casebook.feeds.take(FeedState("https://b.example/feed", looked=looked), now=looked)
        assert [each.failures for each in casebook.feeds.states()] == [2, 0]
    told = page(book)
    assert "https://a.example/&lt;feed&gt;" in told
    assert "could not be had 2 times in a row: D127" in told
    assert "asked 14 May 2020" in told


def test_looking_at_feeds_writes_nothing(book: Path) -> None:
    with Casebook(book) as casebook:
        (book / "ledger.sqlite").unlink(missing_ok=True)
        assert casebook.feeds.states() == []
    assert not (book / "ledger.sqlite").exists()


def test_sources_are_told_by_their_publishers(book: Path) -> None:
    told = page(book)
    assert "Gulf Wire" in told
    assert "1 document, the last of 8 Jan 2020" in told
