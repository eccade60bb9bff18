"""What may happen to an inquiry when: every change is held against what stands before it."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from detente import dates
from detente.errors import InquiryError
from detente.inquiries.changes import Added, Closed, Filed, Found, Judged, Revised, Sent
from detente.inquiries.inquiry import Request
from detente.wording import flat

if TYPE_CHECKING:
    from detente.inquiries.changes import Change
    from detente.inquiries.inquiry import Inquiry

_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_LONGEST: Final = 80
"""Characters of a reference."""


def tidy(request: Request) -> Request:
    """The request with its white space evened and its date held to be one.

    Raises:
        InquiryError: D501 if it names no office, asks nothing, or has no fit reference.
        UsageError: D301 if its date is not EDTF.
    """
    single = {
        field.name: _line(getattr(request, field.name))
        for field in fields(request)
        if field.name not in {"questions", "preamble"}
    }
    questions = tuple(filter(None, map(_line, request.questions)))
    office = single.pop("office")
    if not office:
        raise InquiryError("D501", "", detail="it names no office")
    if not questions:
        raise InquiryError("D501", "", detail="it asks no question")
    reference = single["reference"]
    if reference and len(reference) > _LONGEST:
        raise InquiryError("D501", "", detail=f"a reference has at most {_LONGEST} characters")
    if single["due"]:
        dates.check(single["due"])
    return Request(
        office=office, questions=questions, preamble=_preamble(request.preamble), **single
    )


def check(inquiry: Inquiry, change: Change) -> Change:
    """The change, fit to be kept.

    Raises:
        InquiryError: D501 for a request that asks nothing, D504 if the inquiry is not at the stage
            for it, D506 for no match of its, D508 for dates out of order, D509 for no question of
            its.
        UsageError: D301 if a date is not EDTF.
    """
    match change:
        case Revised():
            _require(inquiry, not inquiry.sent and not inquiry.closing, "it is no draft")
            request = replace(change.request, reference=inquiry.reference)
            return Revised(tidy(request))
        case Sent():
            _check_sending(inquiry, change)
        case Filed():
            check_filing(inquiry, change.document, change.on)
        case Judged():
            if change.match not in {each.id for each in inquiry.matches}:
                raise InquiryError("D506", f"{inquiry.reference} {change.match}")
            _check_number(inquiry, change.question)
        case Found():
            _check_number(inquiry, change.question)
        case Closed():
            dates.check(change.on)
            _require(inquiry, not inquiry.closing, "it is closed")
            _require(inquiry, bool(inquiry.sent) or not change.declined, "it was not sent")
        case Added():
            raise InquiryError("D503", inquiry.reference)
    return change


def check_filing(inquiry: Inquiry, document: str, on: str | None) -> None:
    """Hold that a document can be filed as an answer.

    Args:
        inquiry: The inquiry.
        document: The document's id.
        on: The answer's date, EDTF.

    Raises:
        InquiryError: D504 if it was not sent, is closed or has the document, D508 if the answer is
            older than the request.
    """
    _require(inquiry, not inquiry.closing, "it is closed")
    _require(inquiry, bool(inquiry.sent), "it was not sent")
    _require(inquiry, inquiry.answer(document) is None, "this answer is filed already")
    if on and inquiry.sent and dates.bounds(on)[1] < dates.bounds(inquiry.sent)[0]:
        raise InquiryError("D508", inquiry.reference, detail=f"sent {inquiry.sent}, answered {on}")


def _check_sending(inquiry: Inquiry, change: Sent) -> None:
    _require(inquiry, not inquiry.sent and not inquiry.closing, "it is no draft")
    first, _ = dates.bounds(change.on)
    due = change.due or inquiry.due
    if due and dates.bounds(due)[1] < first:
        raise InquiryError("D508", inquiry.reference, detail=f"sent {change.on}, due {due}")


def _check_number(inquiry: Inquiry, number: int | None) -> None:
    if number is not None and number not in inquiry.numbers:
        detail = f"it asks {len(inquiry.numbers)}"
        raise InquiryError("D509", f"{inquiry.reference} question {number}", detail=detail)


def _require(inquiry: Inquiry, holds: bool, otherwise: str) -> None:  # noqa: FBT001 - a condition, as in assert
    if not holds:
        raise InquiryError("D504", inquiry.reference, detail=otherwise)


def _line(words: str | None) -> str | None:
    """Words on one line that any file can hold."""
    return flat((words or "").encode("utf-8", "replace").decode("utf-8")) or None


def _preamble(words: str | None) -> str | None:
    paragraphs = map(_line, _PARAGRAPHS.split(words or ""))
    return "\n\n".join(filter(None, paragraphs)) or None
