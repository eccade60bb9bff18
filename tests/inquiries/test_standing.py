from __future__ import annotations

import datetime as dt
from dataclasses import replace

from detente.inquiries.inquiry import Answer, Closing, Inquiry, Match, Passage, Proposal, Request
from detente.inquiries.standing import (
    COLUMNS,
    QUESTION_COLUMNS,
    described,
    open_questions,
    overdue,
    row,
)

ON = dt.date(2020, 5, 1)
YES, LATER = Passage(0, 3, "yes"), Passage(4, 16, "we will see.")
ASKED = Inquiry("A", Request("the office", ("Why?", "When?", "Who?")), "2020-04-06", "2020-04-20")
PART = Proposal(2, YES, 0.9, ("follows “2.”",), "part", LATER)
ANSWERED = replace(
    ASKED,
    reference="B",
    due="2020-04-30",
    answers=(Answer("sha256:ab", "2020-04-22"),),
    matches=(
        Match("m1", "sha256:ab", 1, YES, "whole", Proposal(1, YES, 0.9, ())),
        Match("m2", "sha256:ab", 2, YES, "part", PART),
    ),
)


def test_the_row_counts() -> None:
    told = row(ANSWERED, ON)
    assert list(told) == list(COLUMNS)
    assert (told["asked"], told["answered"], told["open"], told["to_confirm"]) == (3, 1, 2, 2)
    assert (told["state"], told["days_late"]) == ("overdue", 1)


def test_what_stays_open_is_told_the_latest_first() -> None:
    rows = open_questions([ANSWERED, ASKED], ON)
    assert [(each["reference"], each["question"], each["state"]) for each in rows] == [
        ("A", 1, "open"),
        ("A", 2, "open"),
        ("A", 3, "open"),
        ("B", 2, "answered in part"),
        ("B", 3, "open"),
    ]
    assert list(rows[0]) == list(QUESTION_COLUMNS)
    assert [each["missing"] for each in rows][3:] == ["we will see.", None]


def test_drafts_and_closed_inquiries_leave_nothing_open() -> None:
    draft = replace(ASKED, sent=None)
    closed = replace(ASKED, closing=Closing("2020-04-30", declined=True))
    assert open_questions([draft, closed], ON) == []
    assert overdue([draft, closed, ASKED], ON) == [ASKED]


def test_a_claim_stands_with_the_passage_it_was_made_in() -> None:
    claim = {"document": "sha256:ab", "id": "c1", "content": [{"start": 1, "end": 3}]}
    elsewhere = claim | {"id": "c2", "content": [{"start": 9, "end": 12}]}
    questions = described(ANSWERED, ON, [claim, elsewhere])["questions"]
    assert [
        [each["id"] for each in match["claims"]]
        for question in questions
        for match in question["matches"]
    ] == [["c1"], ["c1"]]
