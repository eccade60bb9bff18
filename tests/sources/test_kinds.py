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
