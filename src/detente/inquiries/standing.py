"""Where inquiries stand on a day, as rows: each inquiry, each question, and what stays open."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from detente.inquiries.inquiry import days_late, question_state, state

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from detente.inquiries.inquiry import Inquiry, Match

Row = dict[str, Any]
"""Column to plain value."""

COLUMNS: Final = (
    "reference", "office", "addressee", "subject", "state", "sent", "due", "days_late",
    "asked", "answered", "open", "to_confirm", "answers",
)  # fmt: skip
"""Columns of an inquiry's row."""

QUESTION_COLUMNS: Final = (
    "reference", "office", "question", "text", "state", "missing", "sent", "due", "days_late",
)  # fmt: skip
"""Columns of a question's row."""


def row(inquiry: Inquiry, on: dt.date) -> Row:
    """An inquiry on a day: `asked`, `answered`, `open` are counts of questions."""
    request = inquiry.request
    states = [question_state(inquiry, number) for number in inquiry.numbers]
    return {
        "reference": inquiry.reference,
        "office": request.office,
        "addressee": request.addressee,
        "subject": request.subject,
        "state": state(inquiry, on),
        "sent": inquiry.sent,
        "due": inquiry.due,
        "days_late": _late(inquiry, on),
        "asked": len(states),
        "answered": sum(each in {"answered", "declined"} for each in states),
        "open": sum(each in {"open", "answered in part"} for each in states),
        "to_confirm": sum(match.standing == "proposed" for match in inquiry.matches),
        "answers": [answer.document for answer in inquiry.answers],
    }


def described(inquiry: Inquiry, on: dt.date, claims: Iterable[Row] = ()) -> Row:
    """Everything about an inquiry on a day, as plain values: its row, questions and matches.

    Args:
        inquiry: The inquiry.
        on: The day on which one looks.
        claims: Rows of `chains.claims_of`; each stands with the passages it was made in.
    """
    said = list(claims)
    questions = [
        {
            "number": number,
            "text": text,
            "state": question_state(inquiry, number),
            "matches": [_match(each, said) for each in inquiry.matches if each.question == number],
        }
        for number, text in enumerate(inquiry.request.questions, 1)
    ]
    request = inquiry.request
    whole = {"sender": request.sender, "preamble": request.preamble, "questions": questions}
    answers = [asdict(answer) for answer in inquiry.answers]
    closing = asdict(inquiry.closing) if inquiry.closing else None
    return row(inquiry, on) | whole | {"answers": answers, "closing": closing}


def _match(match: Match, claims: Iterable[Row]) -> Row:
    """A match: as it stands, what was proposed, what was decided, and the claims in its passage."""
    passage = match.passage
    inside = [
        each
        for each in claims
        if each["document"] == match.document
        and each["content"]
        and passage.start <= each["content"][0]["start"] < passage.end
    ]
    return {
        "id": match.id,
        "standing": match.standing,
        "counts": match.counts,
        "extent": match.extent,
        "document": match.document,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "proposal": asdict(match.proposal) if match.proposal else None,
        "decision": asdict(match.decision) if match.decision else None,
        "claims": inside,
    }


def open_questions(inquiries: Iterable[Inquiry], on: dt.date) -> list[Row]:
    """The questions that were put to an office and not answered whole, the longest due first.

    Args:
        inquiries: As `Inquiries.all` gives them.
        on: The day on which one looks.

    Returns:
        A row a question, under `QUESTION_COLUMNS`; `missing` is what the answer itself says that
        it holds back. Drafts were not asked, closed inquiries are not asked any more.
    """
    rows = [
        {
            "reference": inquiry.reference,
            "office": inquiry.request.office,
            "question": number,
            "text": inquiry.request.questions[number - 1],
            "state": question_state(inquiry, number),
            "missing": _missing(inquiry.answering(number)),
            "sent": inquiry.sent,
            "due": inquiry.due,
            "days_late": _late(inquiry, on),
        }
        for inquiry in inquiries
        if inquiry.sent and not inquiry.closing
        for number in inquiry.numbers
        if question_state(inquiry, number) in {"open", "answered in part"}
    ]
    return sorted(rows, key=lambda each: -each["days_late"])


def overdue(inquiries: Iterable[Inquiry], on: dt.date) -> list[Inquiry]:
    """The inquiries whose answer was due before a day and has not come whole."""
    return [inquiry for inquiry in inquiries if state(inquiry, on) == "overdue"]


def _late(inquiry: Inquiry, on: dt.date) -> int:
    """Days an inquiry is late; none once it needs no answer."""
    return days_late(inquiry, on) if state(inquiry, on) == "overdue" else 0


def _missing(matches: Iterable[Match]) -> str | None:
    held = (match.proposal.missing for match in matches if match.proposal)
    return next((passage.quote for passage in held if passage), None)
