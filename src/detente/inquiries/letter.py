"""The letter that puts the questions to an office: as a Word document, or as plain text."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
import zipfile
from typing import TYPE_CHECKING, Final

import docx

from detente import dates, wording
from detente.inquiries.forms import headers
from detente.inquiries.phrases import letter

if TYPE_CHECKING:
    from docx.document import Document

    from detente.inquiries.inquiry import Inquiry

_WIDTH: Final = 72
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive knows: that of all parts of a letter without a date."""
_NUMBERED: Final = "List Number"
"""The style of Word's own numbered list, which each Word document of `python-docx` has."""


def to_text(inquiry: Inquiry) -> str:
    """The letter as plain text: heads, words, numbered questions. `forms.parse` reads it back."""
    request = inquiry.request
    lines = [f"{name}: {value}" for name, value in _heads(inquiry)]
    parts = ["\n".join(lines)]
    parts += [
        textwrap.fill(each, _WIDTH) for each in (request.preamble or "").split("\n\n") if each
    ]
    parts.append("\n".join(_questions(request.questions)))
    parts.append(textwrap.fill(" ".join(_wishes(inquiry)), _WIDTH))
    parts += [letter()["closing"]] + ([request.sender] if request.sender else [])
    return "\n\n".join(parts) + "\n"


def to_docx(inquiry: Inquiry) -> bytes:
    """The letter as a Word document, its questions a numbered list; the same bytes each time."""
    request, words = inquiry.request, letter()
    file: Document = docx.Document()
    _head(file, inquiry)
    greeting = words["greeting_to" if request.addressee else "greeting"]
    file.add_paragraph(greeting.format(addressee=request.addressee))
    for paragraph in _opening(inquiry):
        file.add_paragraph(paragraph)
    for question in request.questions:
        file.add_paragraph(question, style=_NUMBERED)
    file.add_paragraph(" ".join(_wishes(inquiry)))
    file.add_paragraph(words["closing"])
    if request.sender:
        file.add_paragraph(request.sender)
    moment = _moment(inquiry)
    properties = file.core_properties
    properties.author, properties.comments = request.sender or "", ""
    properties.title = request.subject or inquiry.reference
    properties.created = properties.modified = dt.datetime(*moment, tzinfo=dt.UTC)
    made = io.BytesIO()
    file.save(made)
    return packed(made, moment)


def _head(file: Document, inquiry: Inquiry) -> None:
    """Who asks, when, whom, and under which reference."""
    request = inquiry.request
    if request.sender:
        file.add_paragraph(request.sender).runs[0].bold = True
    if inquiry.sent:
        file.add_paragraph(wording.date(inquiry.sent))
    file.add_paragraph("\n".join(filter(None, [request.office, request.addressee])))
    facts = [("Reference", inquiry.reference), ("Subject", request.subject)]
    facts += [("Answer due", wording.date(inquiry.due) if inquiry.due else None)]
    paragraph = file.add_paragraph()
    for at, (name, value) in enumerate((name, value) for name, value in facts if value):
        if at:
            paragraph.add_run().add_break()
        paragraph.add_run(f"{name}: ")
        paragraph.add_run(value).bold = True


def _heads(inquiry: Inquiry) -> list[tuple[str, str]]:
    found = dict(headers(inquiry.request))
    if inquiry.due:
        found["Due"] = inquiry.due
    if inquiry.sent:
        found["Date"] = inquiry.sent
    return list(found.items())


def _opening(inquiry: Inquiry) -> list[str]:
    """What stands before the questions: the request's own words, or ours."""
    request, words = inquiry.request, letter()
    if request.preamble:
        return request.preamble.split("\n\n")
    return [
        words["opening_about"].format(subject=request.subject)
        if request.subject
        else words["opening"]
    ]


def _wishes(inquiry: Inquiry) -> list[str]:
    words = letter()
    wishes = [words["wish"], words["wish_reference"].format(reference=inquiry.reference)]
    if inquiry.due:
        wishes.append(words["wish_due"].format(due=wording.date(inquiry.due)))
    return wishes


def _questions(questions: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for number, question in enumerate(questions, 1):
        mark = f"{number}. "
        indent = " " * len(mark)
        # A long word is no place to break a line: what is read back must be what was asked.
        lines += textwrap.wrap(
            question,
            _WIDTH,
            initial_indent=mark,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines


def _moment(inquiry: Inquiry) -> tuple[int, int, int, int, int, int]:
    """When the letter was written, as far as it says: its day, else long ago."""
    if inquiry.sent is None:
        return _LONG_AGO
    day, _ = dates.bounds(inquiry.sent)
    return max((day.year, day.month, day.day, 0, 0, 0), _LONG_AGO)


def packed(package: io.BytesIO, moment: tuple[int, int, int, int, int, int]) -> bytes:
    """A Word document with one date on all its parts, the list of their types first.

    Args:
        package: What `python-docx` saved.
        moment: Year, month, day, hour, minute and second of all parts.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, moment)
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
