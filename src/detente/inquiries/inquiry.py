"""An inquiry: what was asked of an office, what came back, and which passage answers what.

What is known of an inquiry are facts: the request, when it was sent, the answers filed against it,
what the program proposed and what a person decided. Its state is derived from them (`state`) and
kept nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from detente import dates

if TYPE_CHECKING:
    import datetime as dt

Extent = Literal["whole", "part", "declined"]
"""How far a passage answers its question."""

Standing = Literal["proposed", "accepted", "corrected", "rejected"]
"""What a person made of a match; `proposed` until one decides."""

QuestionState = Literal["open", "answered in part", "answered", "declined"]
State = Literal[
    "draft", "sent", "answered in part", "answered", "declined", "overdue", "closed",
]  # fmt: skip

SURE: Final = 0.5
"""A match proposed with less is shown, but answers nothing until a person accepts it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Questions are numbered by their order, from 1.

    Attributes:
        office: The office that is asked.
        questions: Their text, white space evened.
        reference: The number to be quoted in the answer; given by the casebook if `None`.
        addressee: Who in the office the letter goes to.
        sender: Who asks.
        subject: What it is about, in a line.
        preamble: What the letter says before the questions; a blank line between paragraphs.
        due: When the answer is due, EDTF.
    """

    office: str
    questions: tuple[str, ...]
    reference: str | None = None
    addressee: str | None = None
    sender: str | None = None
    subject: str | None = None
    preamble: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an answer's text: code points, half-open, and the words that stand there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program takes for the answer to a question.

    Attributes:
        question: The question's number.
        passage: Where the answer stands.
        score: From 0 to 1; how surely the passage belongs to the question.
        why: The reasons, in words.
        extent: How far it seems to answer.
        missing: The words that hold something back, if any do.
    """

    question: int
    passage: Passage
    score: float
    why: tuple[str, ...]
    extent: Extent = "whole"
    missing: Passage | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a match, who and when (UTC)."""

    standing: Standing
    by: str
    at: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A passage and the question it answers, as they stand now.

    `proposal` is what the program said and never changes; it is `None` where a person found the
    passage. `question`, `passage` and `extent` are the person's where one decided.
    """

    id: str
    document: str
    question: int
    passage: Passage
    extent: Extent
    proposal: Proposal | None = None
    decision: Decision | None = None

    @property
    def standing(self) -> Standing:
        """What a person made of it, or `proposed`."""
        return self.decision.standing if self.decision else "proposed"

    @property
    def counts(self) -> bool:
        """Whether it answers its question: decided so, or proposed on good grounds."""
        if self.decision or self.proposal is None:
            return self.standing != "rejected"
        return self.proposal.score >= SURE


@dataclass(frozen=True, slots=True)
class Answer:
    """A document filed against an inquiry; `on` is its date, EDTF."""

    document: str
    on: str | None


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of an inquiry before or after its answers."""

    on: str
    declined: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """All that is known of a request and of what came back, as it stands now."""

    reference: str
    request: Request
    sent: str | None = None
    due: str | None = None
    answers: tuple[Answer, ...] = ()
    matches: tuple[Match, ...] = ()
    closing: Closing | None = None

    def answering(self, number: int) -> tuple[Match, ...]:
        """The matches that count for a question, in the order in which they were filed."""
        return tuple(each for each in self.matches if each.question == number and each.counts)

    @property
    def numbers(self) -> range:
        """The numbers of the questions."""
        return range(1, len(self.request.questions) + 1)

    def answer(self, document: str) -> Answer | None:
        """The answer that is that document, if it was filed here."""
        return next((each for each in self.answers if each.document == document), None)


def question_state(inquiry: Inquiry, number: int) -> QuestionState:
    """What became of a question. Of several passages the one that says most counts."""
    extents = {match.extent for match in inquiry.answering(number)}
    if "whole" in extents:
        return "answered"
    if "part" in extents:
        return "answered in part"
    return "declined" if "declined" in extents else "open"


def state(inquiry: Inquiry, on: dt.date) -> State:
    """Where an inquiry stands on a day."""
    if inquiry.closing:
        return "declined" if inquiry.closing.declined else "closed"
    if inquiry.sent is None:
        return "draft"
    states = {question_state(inquiry, number) for number in inquiry.numbers}
    if states == {"declined"}:
        return "declined"
    if states <= {"answered", "declined"}:
        return "answered"
    if days_late(inquiry, on):
        return "overdue"
    return "sent" if states == {"open"} else "answered in part"


def days_late(inquiry: Inquiry, on: dt.date) -> int:
    """Days since the answer was due, on a day; 0 where it is not yet, or no day was set."""
    if inquiry.due is None:
        return 0
    return max((on - dates.bounds(inquiry.due)[1]).days, 0)
