from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.inquiries.inquiry import (
    Closing,
    Decision,
    Inquiry,
    Match,
    Passage,
    Proposal,
    Request,
    days_late,
    question_state,
    state,
)

REQUEST = Request("the office", ("Why?", "When?"))
ON = dt.date(2020, 5, 1)
PASSAGE = Passage(0, 3, "yes")


def match(question: int, extent: Any = "whole", *, score: float = 0.9, made: Any = None) -> Match:
    proposal = Proposal(question, PASSAGE, score, (), extent)
    decision = Decision(made, "ada", "2020-05-01") if made else None
    return Match("m1", "sha256:ab", question, PASSAGE, extent, proposal, decision)


def inquiry(*matches: Match, **known: Any) -> Inquiry:
    return Inquiry("RFI-7", REQUEST, **({"sent": "2020-04-06", "matches": matches} | known))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (inquiry(sent=None), "draft"),
        (inquiry(), "sent"),
        (inquiry(match(1)), "answered in part"),
        (inquiry(match(1), match(2, "part")), "answered in part"),
        (inquiry(match(1), match(2)), "answered"),
        (inquiry(match(1), match(2, "declined")), "answered"),
        (inquiry(match(1, "declined"), match(2, "declined")), "declined"),
        (inquiry(due="2020-04-20"), "overdue"),
        (inquiry(match(1), due="2020-04"), "overdue"),
        (inquiry(due="2020-05"), "sent"),
        (inquiry(match(1), match(2), due="2020-04-20"), "answered"),
        (inquiry(closing=Closing("2020-04-30", declined=True)), "declined"),
        (inquiry(match(1), closing=Closing("2020-04-30", declined=False)), "closed"),
    ],
)
def test_the_state_follows_from_the_facts(known: Inquiry, expected: str) -> None:
    assert state(known, ON) == expected


def test_an_inquiry_is_not_late_on_the_last_day_of_its_date() -> None:
    assert days_late(inquiry(due="2020-04"), dt.date(2020, 4, 30)) == 0
    assert days_late(inquiry(due="2020-04"), ON) == 1


def test_a_weak_proposal_answers_nothing_until_it_is_accepted() -> None:
    assert question_state(inquiry(match(1, score=0.3)), 1) == "open"
    assert question_state(inquiry(match(1, score=0.3, made="accepted")), 1) == "answered"


def test_a_rejected_match_answers_nothing() -> None:
    assert question_state(inquiry(match(1, made="rejected")), 1) == "open"
    assert question_state(inquiry(match(1, made="rejected"), match(1, "part")), 1) == (
        "answered in part"
    )
