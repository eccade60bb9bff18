"""Review: what the machine proposes and what a person decides of it, kept apart.

`Review` keeps the decisions in a casebook, says where each record stands and what to look at first;
`agreement` compares two reviewers; `gold` gives decisions as annotated texts.
"""

from __future__ import annotations

from detente.casebook.decisions import Decision, Standing, State, Verdict
from detente.casebook.proposals import FIELDS, Key, Kind, Proposal, Words
from detente.review.agreement import Agreement, agreement
from detente.review.book import Review
from detente.review.gold import TASKS, gold
from detente.review.queue import Item, queue

__all__ = [
    "FIELDS",
    "TASKS",
    "Agreement",
    "Decision",
    "Item",
    "Key",
    "Kind",
    "Proposal",
    "Review",
    "Standing",
    "State",
    "Verdict",
    "Words",
    "agreement",
    "gold",
    "queue",
]
