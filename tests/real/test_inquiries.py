"""An inquiry from the request to what stays open, with answers in three kinds of file."""

from __future__ import annotations

import datetime as dt
import io
import runpy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pytest

from detente.casebook import Casebook
from detente.inquiries import (
    Inquiries,
    Judged,
    Sent,
    Stamp,
    file_answer,
    open_questions,
    question_state,
    state,
)
from detente.inquiries.chains import claims_of
from detente.inquiries.forms import parse
from detente.inquiries.letter import to_docx
from detente.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.inquiries import Inquiry
    from detente.reading.reader import Reader

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
LETTER: Final = EXAMPLES / "us-iran-iraq" / "2020-04-22-answers-to-oversight.docx"
REQUEST: Final = EXAMPLES / "requests" / "2020-04-06-training-of-iraqi-forces.txt"
STAMP: Final = Stamp("2020-04-23T09:00:00+00:00", "ada")
PAUSED: Final = "The coalition suspended training on January 5."
RESUMED: Final = "The task force told us that training resumed in part in January."
HELD: Final = "We cannot give the number of courses yet."


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook(tmp_path / "casebook") as made:
        inquiries = Inquiries(made)
        request = parse(Source(str(REQUEST), REQUEST.read_bytes()))
        inquiries.add(request, STAMP)
        inquiries.change("OVS-2020-014", Sent("2020-04-06"), STAMP)
        yield made


def filed(casebook: Casebook, reader: Reader, name: str, data: bytes) -> Inquiry:
    return file_answer(casebook, "OVS-2020-014", Source(name, data), STAMP, reader=reader)


def answers(inquiry: Inquiry) -> dict[int, str]:
    return {each.question: " ".join(each.passage.quote.split()) for each in inquiry.matches}


def word(inquiry: Inquiry) -> bytes:
    """An answer written into the letter that was sent, below each question of Word's own list."""
    file = docx.Document(io.BytesIO(to_docx(inquiry)))
    for paragraph in list(file.paragraphs):
        if paragraph.text.startswith("When and why"):
            paragraph.insert_paragraph_before("April 21, 2020")
        if paragraph.text == "When did training resume?":
            paragraph.insert_paragraph_before(PAUSED)
        if paragraph.text.startswith("How did"):
            paragraph.insert_paragraph_before(f"{RESUMED} {HELD}")
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def pdf() -> bytes:
    """An answer whose lines are those of a page, numbered as the request is."""
    lines = (
        "Office of Regional Policy", "", "April 21, 2020", "", "Dear colleagues,", "",
        "1. The coalition suspended training on January", "5.", "",
        "2. The task force told us that training resumed in", "part in January.",
        "We cannot give the number of courses yet.", "", "Sincerely,", "", "The Director",
    )  # fmt: skip
    build = runpy.run_path(str(EXAMPLES / "build.py"))
    made: bytes = build["pdf"](["\n".join(lines)])
    return made


def mail() -> bytes:
    """An answer below the lines that it quotes."""
    message = EmailMessage()
    message["From"] = "Iraq Desk <desk@policy.example>"
    message["Date"] = "Tue, 21 Apr 2020 10:00:00 +0000"
    message["Subject"] = "Re: OVS-2020-014"
    message.set_content(
        "Dear colleagues,\n\n"
        f"> 1. When and why was training paused?\n\n{PAUSED}\n\n"
        f"> 2. When did training resume?\n\n{RESUMED} {HELD}\n\n"
        "> 3. How did the pause affect relations with Iraqi forces?\n"
        "> 4. Are further withdrawals planned?\n\nKind regards\nIraq Desk\n"
    )
    return message.as_bytes()


@pytest.mark.parametrize("kind", ["docx", "pdf", "eml"])
def test_an_answer_of_each_kind_is_matched_and_the_rest_stays_open(
    casebook: Casebook, reader: Reader, kind: str
) -> None:
    asked = Inquiries(casebook).one("OVS-2020-014")
    data = {"docx": lambda: word(asked), "pdf": pdf, "eml": mail}[kind]()
    inquiry = filed(casebook, reader, f"answer.{kind}", data)
    assert inquiry.answers[0].on == "2020-04-21" or kind == "docx"
    assert {number: answers(inquiry).get(number) for number in (1, 2)} == {
        1: PAUSED,
        2: f"{RESUMED} {HELD}",
    }
    states = [question_state(inquiry, number) for number in inquiry.numbers]
    assert states == ["answered", "answered in part", "open", "open"]
    rows = open_questions(Inquiries(casebook).all(), dt.date(2020, 5, 1))
    assert [(row["question"], row["days_late"]) for row in rows] == [(2, 7), (3, 7), (4, 7)]
    assert rows[0]["missing"].split() == HELD.split()


def test_the_letter_of_the_examples_from_filing_to_confirmation(
    casebook: Casebook, reader: Reader
) -> None:
    inquiry = filed(casebook, reader, str(LETTER), LETTER.read_bytes())
    assert [match.proposal.score for match in inquiry.matches if match.proposal] == [0.98] * 4
    assert [match.extent for match in inquiry.matches] == ["whole", "part", "whole", "whole"]
    inquiries = Inquiries(casebook)
    for match in inquiry.matches:
        inquiry = inquiries.change(inquiry.reference, Judged(match.id), STAMP)
    assert {match.standing for match in inquiry.matches} == {"accepted"}
    assert state(inquiry, dt.date(2020, 4, 23)) == "answered in part"
    (row,) = open_questions([inquiry], dt.date(2020, 4, 23))
    assert row["missing"].startswith("We cannot give their number yet")


def test_its_claims_name_the_answer_and_the_question(casebook: Casebook, reader: Reader) -> None:
    inquiry = filed(casebook, reader, str(LETTER), LETTER.read_bytes())
    chains = [
        " › ".join(link["text"] for link in row["chain"]) for row in claims_of(casebook, inquiry)
    ]
    oversight, office = "Office of Oversight, Quarterly Reporting Team", "Office of Regional Policy"
    task_force = f"{oversight} › answer of 2020-04-22 to question 3 › {office} › The task force"
    assert task_force in chains
    stored = casebook.record(inquiry.answers[0].document).claims
    assert not any("answer of" in party.text for claim in stored for party in claim.chain)
