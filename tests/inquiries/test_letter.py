from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from detente.inquiries.inquiry import Inquiry, Request
from detente.inquiries.letter import to_docx, to_text
from detente.sources import Source, arrive

ASKED = Inquiry(
    "RFI-7",
    Request(
        office="Office of Regional Policy",
        addressee="Deputy Director, Iraq Desk",
        sender="Office of Oversight",
        subject="Training of Iraqi forces",
        questions=("When and why was training paused?", "When did training resume?"),
    ),
    sent="2020-04-06",
    due="2020-04-20",
)


@pytest.fixture(scope="module")
def word() -> Any:
    return docx.Document(io.BytesIO(to_docx(ASKED)))


def test_the_questions_are_a_numbered_list_of_word(word: Any) -> None:
    listed = [each for each in word.paragraphs if each.style.name == "List Number"]
    assert [each.text for each in listed] == list(ASKED.request.questions)
    assert listed[0].style.element.pPr.numPr is not None


def test_the_letter_says_who_whom_when_and_under_which_reference(word: Any) -> None:
    text = "\n".join(each.text for each in word.paragraphs)
    for words in (
        "Office of Oversight\n6 Apr 2020\nOffice of Regional Policy\nDeputy Director, Iraq Desk",
        "Reference: RFI-7\nSubject: Training of Iraqi forces\nAnswer due: 20 Apr 2020",
        "To Deputy Director, Iraq Desk:",
        "questions on Training of Iraqi forces.",
        "Please quote the reference RFI-7. We ask for your answer by 20 Apr 2020.",
    ):
        assert words in text


def test_the_same_letter_is_the_same_bytes() -> None:
    assert to_docx(ASKED) == to_docx(ASKED)


def test_our_own_reader_reads_the_letter() -> None:
    document = arrive(Source("letter.docx", to_docx(ASKED))).document
    assert all(question in document.text for question in ASKED.request.questions)
    assert document.title == "Training of Iraqi forces"


def test_what_is_not_known_is_left_out() -> None:
    bare = Inquiry("RFI-8", Request("Office of Regional Policy", ("Why?",)))
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(to_docx(bare))).paragraphs)
    assert "None" not in text + to_text(bare)
    assert "due" not in text.lower() + to_text(bare).lower()
    assert "To whom it may concern:" in text
