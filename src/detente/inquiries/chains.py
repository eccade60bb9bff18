"""Claims of an answer, and the link it adds to their chains.

A record stays as it was read. That its document is the answer to a question is known only since it
was filed, so the link is derived when a chain is shown or exported:

    the publisher › answer of 2020-04-02 to question 7 › the office › whoever the office cites

Who publishes an answer is the document's publisher, or, where that is the office itself or unknown,
whoever asked. A link of the chain in which the office speaks of itself ("we") is the office.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.inquiries.book import Inquiries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.inquiries.inquiry import Answer, Inquiry

_LINK: Final = ("entity", "text", "start", "end", "name", "code", "country")
"""What a link of a chain has, in the casebook's rows."""
_OF_DOCUMENT: Final = """
SELECT document, id, speaker, speaker_code, speaker_country, chain, cue, attitude, audience, quoted,
  certainty, certainty_low, certainty_high, date, events, confidence, content
FROM claims WHERE document = ?
ORDER BY try_cast(id[2:] AS INTEGER), id
"""
_ITSELF: Final = frozenset({"we", "i", "us", "our office", "this office", "the office"})
"""How the writer of a letter names itself."""


def chained(casebook: Casebook, claims: Sequence[Row]) -> list[Row]:
    """Rows of claims with the answer in the chains of those that stand in one.

    Args:
        casebook: The casebook they are from.
        claims: Rows as `Casebook.claims` gives them; they are not changed.

    Returns:
        The same rows in the same order. A document that answers several inquiries is linked to the
        one it was filed against first.
    """
    filed = answers(casebook)
    return [_chained(row, *filed[row["document"]]) if row["document"] in filed else row
            for row in claims]  # fmt: skip


def claims_of(casebook: Casebook, inquiry: Inquiry) -> list[Row]:
    """What the answers to an inquiry say that others say, by answer and in its order.

    Columns are those of `claims`, without what is counted over other documents.
    """
    rows: list[Row] = []
    for answer in inquiry.answers:
        found = casebook.query(_OF_DOCUMENT, (answer.document,))
        rows += [_chained(row, inquiry, answer) for row in found]
    return rows


def link(inquiry: Inquiry, answer: Answer, start: int) -> str:
    """What an answer is called in a chain, for a claim that begins at an offset of its text.

    >>> from detente.inquiries.inquiry import Answer, Inquiry, Request
    >>> asked = Inquiry("RFI-2020-001", Request("the office", ("Why?",)))
    >>> link(asked, Answer("sha256:ab", "2020-04-02"), 0)
    'answer of 2020-04-02'
    """
    number = question_at(inquiry, answer.document, start)
    dated = f"answer of {answer.on}" if answer.on else "answer without a date"
    return dated if number is None else f"{dated} to question {number}"


def question_at(inquiry: Inquiry, document: str, start: int) -> int | None:
    """The number of the question that the passage around an offset answers, if one does."""
    around = (
        match.question
        for match in inquiry.matches
        if match.document == document
        and match.counts
        and match.passage.start <= start < match.passage.end
    )
    return next(around, None)


def answers(casebook: Casebook) -> dict[str, tuple[Inquiry, Answer]]:
    """The documents that were filed as answers, with the inquiry each was filed against first."""
    found: dict[str, tuple[Inquiry, Answer]] = {}
    for inquiry in Inquiries(casebook).all():
        for answer in inquiry.answers:
            found.setdefault(answer.document, (inquiry, answer))
    return found


def _chained(row: Row, inquiry: Inquiry, answer: Answer) -> Row:
    start = row["content"][0]["start"] if row["content"] else -1
    publisher = [each for each in row["chain"] if each["start"] is None]
    voices = [each for each in row["chain"] if each["start"] is not None]
    office = inquiry.request.office
    head = [each for each in publisher if not _is(each, office)]
    if not head and inquiry.request.sender:
        head = [_party(inquiry.request.sender)]
    if voices and voices[0]["text"].casefold() in _ITSELF:
        voices = [voices[0] | {"name": office}, *voices[1:]]
    elif not voices or not _is(voices[0], office):
        voices = [_party(office), *voices]
    return row | {"chain": [*head, _party(link(inquiry, answer, start)), *voices]}


def _is(party: Row, office: str) -> bool:
    return office.casefold() in {str(party[key]).casefold() for key in ("text", "name")}


def _party(name: str) -> dict[str, Any]:
    return dict.fromkeys(_LINK) | {"text": name, "name": name}
