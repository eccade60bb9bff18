"""Filing an answer: a document arrives, is matched, read and kept, and only then filed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import detente
from detente.errors import InquiryError
from detente.inquiries.book import Inquiries
from detente.inquiries.changes import Filed
from detente.inquiries.matching import propose
from detente.inquiries.rules import check_filing
from detente.sources import arrive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.casebook import Casebook
    from detente.inquiries.changes import Stamp
    from detente.inquiries.inquiry import Inquiry
    from detente.records import Document, Problem, ReaderInfo, Record
    from detente.sources import Arrival, Source


class _Reads(Protocol):
    """What reads a document; `detente.Reader` does."""

    @property
    def info(self) -> ReaderInfo:
        """Its version and model."""

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """Read a document."""


def file_answer(
    casebook: Casebook,
    reference: str,
    source: Source,
    stamp: Stamp,
    *,
    date: str | None = None,
    reader: _Reads | None = None,
    unmatched: bool = False,
) -> Inquiry:
    """Read a document into the casebook and file it as the answer to an inquiry.

    Args:
        casebook: The casebook that has the inquiry.
        reference: Which inquiry.
        source: The letter, mail, PDF or text.
        stamp: When and by whom it is filed.
        date: Its date, in EDTF; else the document is asked.
        reader: A loaded reader; else one is loaded.
        unmatched: Whether to file it even if no passage can be matched to a question.

    Returns:
        The inquiry with the answer and the matches that are proposed.

    Raises:
        SourceError: The document cannot be read (D1xx).
        InquiryError: D502 if there is no such inquiry, D504 if it cannot be answered now, D505 if
            nothing matches, D508 if the answer is older than the request. Nothing is kept then.
        UsageError: D301 if `date` is not EDTF.
    """
    inquiries = Inquiries(casebook)
    inquiry = inquiries.one(reference)
    arrival = arrive(source, date=date)
    document = arrival.document
    check_filing(inquiry, document.id, document.published)
    proposals = propose(document.text, inquiry.request.questions)
    if not proposals and not unmatched:
        asked = f"{inquiry.reference} asks {len(inquiry.numbers)}"
        raise InquiryError("D505", source.name, detail=asked)
    _keep(casebook, arrival, source.name, reader or detente.Reader())
    change = Filed(document.id, document.published, tuple(proposals))
    return inquiries.change(reference, change, stamp)


def _keep(casebook: Casebook, arrival: Arrival, name: str, reader: _Reads) -> None:
    with casebook.writer() as writer:
        if writer.has(arrival.document, reader.info):
            return
        writer.add(
            reader.read(arrival.document, problems=arrival.problems),
            raw=arrival.raw,
            media_type=arrival.media_type,
            source=name,
            alignment=arrival.alignment,
        )
