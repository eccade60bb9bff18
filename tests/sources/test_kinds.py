from __future__ import annotations

import pytest

from detente.sources import kinds
from detente.sources.source import Source

MAIL = (
    b"From: a@b.example\r\nDate: Wed, 13 May 2020 10:00:00 +0000\r\nSubject: Talks\r\n\r\nBody.\r\n"
)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"Talks began.", kinds.TEXT),
        ("-", b"Talks began.", kinds.TEXT),
        ("report", "Talks began.".encode("utf-16"), kinds.TEXT),
        ("-", b"<!DOCTYPE html><html>", kinds.HTML),
        ("page.txt", b"\xef\xbb\xbf \n<html lang=en>", kinds.HTML),
        ("-", b"<?xml version='1.0'?><!-- saved --><html>", kinds.HTML),
        ("page.HTM", b"Just words", kinds.HTML),
        ("scan.txt", b"%PDF-1.7\n", kinds.PDF),
        ("-", b"junk\n%PDF-1.7\n", kinds.PDF),
        ("broken.pdf", b"no header", kinds.PDF),
        ("letter.docx", b"PK\x03\x04", kinds.DOCX),
        ("-", b"PK\x03\x04....word/document.xml", kinds.DOCX),
        ("-", MAIL, kinds.MAIL),
        ("a.eml", b"Hello", kinds.MAIL),
        ("memo.txt", MAIL, kinds.TEXT),
        ("photos.zip", b"PK\x03\x04....a.jpg", None),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", None),
        ("a.rtf", b"{\\rtf1 Talks}", None),
    ],
)  # fmt: skip
def test_content_decides_the_kind_before_the_suffix(
    name: str, data: bytes, expected: str | None
) -> None:
    assert kinds.kind(Source(name, data)) == expected


@pytest.mark.parametrize(
    ("declared", "data", "expected"),
    [
        ("text/plain", b"%PDF-1.7\n", kinds.PDF),
        ("text/plain", b"<!DOCTYPE html><html>", kinds.HTML),
        ("text/html", b"Talks began.", kinds.HTML),
        ("text/plain", b"Talks began.", kinds.TEXT),
        ("text/plain", b"\x00\x01", None),
        ("application/pdf", b"no header", kinds.PDF),
        ("application/octet-stream", b"Talks began.", kinds.TEXT),
        ("application/octet-stream", b"\x89PNG\x00", None),
        ("application/json", b'{"talks": "began"}', None),
        ("application/rss+xml", b"<rss></rss>", None),
        ("image/png", b"Talks began.", None),
        (None, b"Talks began.", kinds.TEXT),
    ],
)
def test_what_a_server_says_decides_where_the_content_does_not(
    declared: str | None, data: bytes, expected: str | None
) -> None:
    assert kinds.kind(Source("a page", data, media_type=declared)) == expected


def test_the_suffix_of_an_address_is_that_of_its_path() -> None:
    url = "https://wire.example/page.html?from=a.pdf"
    assert kinds.kind(Source("a page", b"Talks began.", url=url)) == kinds.HTML
