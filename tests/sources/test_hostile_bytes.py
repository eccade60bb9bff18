"""Whatever the bytes, a source is read or refused by name: nothing else is raised."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.sources import Source, arrive

SUFFIXES = (".txt", ".html", ".pdf", ".docx", ".eml", "")
STARTS = (
    b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj ",
    b"<!DOCTYPE html><html><head><meta charset=",
    b"<p>Officials said on Wednesday <",
    b"PK\x03\x04word/",
    b"From: a@b.example\nDate: Wed, 13 May 2020 10:00:00 +0000\nSubject: ",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=",
    b"\xff\xfeT\x00",
    b"",
)


def word_file() -> bytes:
    buffer = io.BytesIO()
    file = docx.Document()
    file.add_paragraph("Officials said on Wednesday that talks would resume.")
    file.save(buffer)
    return buffer.getvalue()


WORD_FILE = word_file()


def read_or_refuse(name: str, data: bytes) -> None:
    try:
        arrival = arrive(Source(name, data))
    except SourceError:
        return
    assert arrival.document.text.encode()
    for run in arrival.alignment.runs:
        original = arrival.alignment.originals[run.page - 1]
        words = arrival.document.text[run.start : run.start + run.length]
        assert original[run.origin : run.origin + run.length] == words


@settings(max_examples=300)
@given(st.sampled_from(STARTS), st.binary(max_size=200), st.sampled_from(SUFFIXES))
@example(b"From: a@b.example\nContent-Type: text/html; charset=", b"\x00", ".eml")
def test_any_bytes_after_a_known_beginning(start: bytes, data: bytes, suffix: str) -> None:
    read_or_refuse(f"a{suffix}", start + data)


@settings(max_examples=100)
@given(st.text(max_size=200), st.sampled_from(SUFFIXES))
def test_any_characters(text: str, suffix: str) -> None:
    read_or_refuse(f"a{suffix}", text.encode())


@settings(max_examples=100)
@given(st.integers(0, len(WORD_FILE) - 1), st.binary(min_size=1, max_size=40))
def test_a_word_document_with_some_bytes_changed(at: int, change: bytes) -> None:
    read_or_refuse("a.docx", WORD_FILE[:at] + change + WORD_FILE[at + len(change) :])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_one_byte(suffix: str) -> None:
    for byte in range(256):
        read_or_refuse(f"a{suffix}", bytes([byte]))
