from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InquiryError, SourceError, UsageError
from detente.inquiries.forms import parse, to_toml
from detente.inquiries.inquiry import Inquiry, Request
from detente.inquiries.letter import to_text
from detente.inquiries.rules import tidy
from detente.sources import Source

TEXT = """Reference: RFI-7
Office:  Office of Regional Policy
TO: Deputy Director
From: Office of Oversight
Date: 2020-04-06
Due: 2020-04-20

Before the questions: two paragraphs.

This is the second.

1. When and why was
   training paused?
2) When did training resume?

3. Are further withdrawals planned?

Please answer soon.

4. This is no question.
"""
REQUEST = Request(
    office="Office of Regional Policy",
    questions=(
        "When and why was training paused?",
        "When did training resume?",
        "Are further withdrawals planned?",
    ),
    reference="RFI-7",
    addressee="Deputy Director",
    sender="Office of Oversight",
    preamble="Before the questions: two paragraphs.\n\nThis is the second.",
    due="2020-04-20",
)
LINES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200).filter(str.strip)
REQUESTS = st.builds(
    Request,
    office=LINES,
    questions=st.lists(LINES, min_size=1, max_size=4).map(tuple),
    reference=st.none() | st.text("ABC-0123", min_size=1, max_size=20),
    addressee=st.none() | LINES,
    sender=st.none() | LINES,
    subject=st.none() | LINES,
    preamble=st.none() | st.lists(LINES, max_size=3).map("\n\n".join),
    due=st.none() | st.dates().map(str),
)


def read(text: str, name: str = "-") -> Request:
    return parse(Source(name, text.encode()))


def fit(request: Request) -> Request | None:
    try:
        return tidy(request)
    except InquiryError:  # nothing is left of it but blanks
        return None


def test_a_letter_in_plain_text() -> None:
    assert read(TEXT) == REQUEST
    assert read(TEXT.replace("\n", "\r\n")) == REQUEST


def test_toml_with_a_date_of_its_own_kind() -> None:
    toml = to_toml(REQUEST).replace('"2020-04-20"', "2020-04-20")
    assert read(f"# a comment\n{toml}") == REQUEST


@given(REQUESTS)
def test_toml_gives_back_what_it_was_given(request: Request) -> None:
    known = fit(request)
    if known:
        assert read(to_toml(known), "request.toml") == known


@given(REQUESTS)
def test_a_letter_gives_back_what_it_was_given(request: Request) -> None:
    known = fit(replace(request, reference="RFI-7", preamble="For our report."))
    if known:
        assert read(to_text(Inquiry("RFI-7", known, due=known.due))) == known


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Dear all,\n\n1. Why?", "line 1: 'Dear all,' is no head of a letter"),
        ("To: someone\n\n1. Why?", "it names no office"),
        ("Office: X\n\nWhy?", "it asks no question"),
        ("Office: X\n\n2. Why?", "it asks no question"),
        ("office = 1", "office is no text"),
        ("office = 'X'\nquestions = 'Why?'", "questions is no list of texts"),
        ("office = 'X'\nquestion = ['Why?']", "no key question; known are "),
        ("office = X", "Invalid value"),
    ],
)
def test_what_is_no_request_is_told_why(text: str, detail: str) -> None:
    with pytest.raises(InquiryError) as error:
        read(text, "request")
    assert error.value.code == "D501"
    assert detail in error.value.message
    assert error.value.message.startswith("request: ")


def test_other_refusals() -> None:
    for text, code in ((" \n", "D102"), ("Office: X\nDue: May\n\n1. Why?", "D301")):
        with pytest.raises((SourceError, UsageError)) as error:
            read(text)
        assert error.value.code == code
