"""What can happen to an inquiry, one change after another, and what stands after them.

Changes are only ever added. An inquiry as it stands is what `replay` makes of its changes, and
taking one back is a change too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.inquiries.inquiry import (
    Answer,
    Closing,
    Decision,
    Extent,
    Inquiry,
    Match,
    Passage,
    Proposal,
    Request,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Added:
    """A request was written down."""

    request: Request
    kind: Literal["added"] = "added"


@dataclass(frozen=True, slots=True)
class Revised:
    """A request that was not yet sent was written anew."""

    request: Request
    kind: Literal["revised"] = "revised"


@dataclass(frozen=True, slots=True)
class Sent:
    """The request went out; `due` replaces the request's own date where it is given."""

    on: str
    due: str | None = None
    kind: Literal["sent"] = "sent"


@dataclass(frozen=True, slots=True)
class Filed:
    """A document was filed as an answer, with the matches the program proposes."""

    document: str
    on: str | None
    proposals: tuple[Proposal, ...]
    kind: Literal["filed"] = "filed"


@dataclass(frozen=True, slots=True)
class Judged:
    """A person decided of a match; what is `None` stays as it was proposed."""

    match: str
    rejected: bool = False
    question: int | None = None
    extent: Extent | None = None
    note: str | None = None
    kind: Literal["judged"] = "judged"


@dataclass(frozen=True, slots=True)
class Found:
    """A person found the passage that answers a question."""

    document: str
    question: int
    passage: Passage
    extent: Extent = "whole"
    note: str | None = None
    kind: Literal["found"] = "found"


@dataclass(frozen=True, slots=True)
class Closed:
    """The inquiry was closed: the office declined, or we ask no further."""

    on: str
    declined: bool = False
    note: str | None = None
    kind: Literal["closed"] = "closed"


@dataclass(frozen=True, slots=True)
class Undone:
    """An earlier change was taken back, by its number."""

    number: int
    kind: Literal["undone"] = "undone"


Change = Added | Revised | Sent | Filed | Judged | Found | Closed | Undone


@dataclass(frozen=True, slots=True)
class Stamp:
    """When (UTC, ISO 8601) and by whom a change was made."""

    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as it is kept: its number in the casebook, which inquiry, when, by whom."""

    number: int
    inquiry: str
    stamp: Stamp
    change: Change


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, in order: none that was taken back, and no taking back."""
    kept = sorted(entries, key=lambda entry: entry.number)
    undone = {each.change.number for each in kept if isinstance(each.change, Undone)}
    return [
        entry
        for entry in kept
        if entry.number not in undone and not isinstance(entry.change, Undone)
    ]


def replay(entries: Iterable[Entry]) -> Inquiry | None:
    """The inquiry as it stands after the changes, given in any order.

    Args:
        entries: All changes of one inquiry.

    Returns:
        The inquiry, or `None` if its writing down was taken back.
    """
    inquiry: Inquiry | None = None
    for entry in standing(entries):
        if isinstance(entry.change, Added):
            inquiry = _written(entry.inquiry, entry.change.request)
        elif inquiry:
            inquiry = _after(inquiry, entry)
    return inquiry


def _written(reference: str, request: Request) -> Inquiry:
    return Inquiry(reference, replace(request, reference=reference), due=request.due)


def _after(inquiry: Inquiry, entry: Entry) -> Inquiry:
    """The inquiry after one change more."""
    change = entry.change
    match change:
        case Added() | Revised():
            return _written(inquiry.reference, change.request)
        case Sent():
            return replace(inquiry, sent=change.on, due=change.due or inquiry.due)
        case Filed():
            return _filed(inquiry, change)
        case Judged() | Found():
            return replace(inquiry, matches=_decided(inquiry, change, entry.stamp))
        case Closed():
            return replace(inquiry, closing=Closing(change.on, change.declined, change.note))
        case Undone():
            return inquiry


def _filed(inquiry: Inquiry, change: Filed) -> Inquiry:
    first = len(inquiry.matches) + 1
    matches = tuple(
        Match(_id(number), change.document, each.question, each.passage, each.extent, each)
        for number, each in enumerate(change.proposals, first)
    )
    return replace(
        inquiry,
        answers=(*inquiry.answers, Answer(change.document, change.on)),
        matches=(*inquiry.matches, *matches),
    )


def _decided(inquiry: Inquiry, change: Judged | Found, stamp: Stamp) -> tuple[Match, ...]:
    """The matches after a person judged one or found one."""
    if isinstance(change, Found):
        return (*inquiry.matches, _found(len(inquiry.matches) + 1, change, stamp))
    return tuple(
        _judged(match, change, stamp) if match.id == change.match else match
        for match in inquiry.matches
    )


def _judged(match: Match, change: Judged, stamp: Stamp) -> Match:
    question = change.question or match.question
    extent = change.extent or match.extent
    same = (question, extent) == (match.question, match.extent)
    made: Standing = "accepted" if same else "corrected"
    decision = Decision("rejected" if change.rejected else made, stamp.by, stamp.at, change.note)
    return replace(match, question=question, extent=extent, decision=decision)


def _found(number: int, change: Found, stamp: Stamp) -> Match:
    return Match(
        _id(number),
        change.document,
        change.question,
        change.passage,
        change.extent,
        decision=Decision("accepted", stamp.by, stamp.at, change.note),
    )


def _id(number: int) -> str:
    """The id of the match of that number within its inquiry."""
    return f"m{number}"
