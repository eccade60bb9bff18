"""Inquiries: questions put to an office, and what came back.

`Inquiries` keeps them in a casebook; `file_answer` takes an answer in; `propose` matches its
passages to the questions; `open_questions` says what stays open; `chained` adds the answer to the
chains of its claims.
"""

from __future__ import annotations

from detente.inquiries.book import Inquiries
from detente.inquiries.chains import answers, chained
from detente.inquiries.changes import Closed, Filed, Found, Judged, Revised, Sent, Stamp
from detente.inquiries.filing import file_answer
from detente.inquiries.inquiry import Inquiry, Match, Proposal, Request, question_state, state
from detente.inquiries.matching import propose
from detente.inquiries.standing import open_questions, overdue

__all__ = [
    "Closed",
    "Filed",
    "Found",
    "Inquiries",
    "Inquiry",
    "Judged",
    "Match",
    "Proposal",
    "Request",
    "Revised",
    "Sent",
    "Stamp",
    "answers",
    "chained",
    "file_answer",
    "open_questions",
    "overdue",
    "propose",
    "question_state",
    "state",
]
