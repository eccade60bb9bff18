"""Review under `/api/v1`: what waits, what was decided, and how far reviewers agree.

A decision comes as JSON, which no form of another page can send; who sends it says who decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from detente.casebook.decisions import Comment, State, Verdict
from detente.casebook.proposals import Kind  # noqa: TC001 - FastAPI reads the annotation
from detente.review import Review, agreement, queue
from detente.review.rows import decision_row, item_row
from detente.web.api import REFUSED
from detente.web.desk import desk_of

router: Final = APIRouter(tags=["review"])
_MOST: Final = 500
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Words = Annotated[str, Field(max_length=10_000)]


class Value(BaseModel):
    """A value of a field, and where in the text it was read."""

    value: str
    start: int | None
    end: int | None


class Remark(BaseModel):
    """What a reviewer remarks, on characters `start` to `end` of the text if on some."""

    model_config = ConfigDict(extra="forbid")

    text: _Words
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None


class Waiting(BaseModel):
    """A record that waits for a decision; `target` is what it is decided by."""

    target: str
    document: str
    kind: Kind
    id: str
    state: State
    score: float
    reasons: list[str]
    confidence: float | None
    proposal: dict[str, list[str]]
    evidence: list[tuple[int, int]]


class Made(BaseModel):
    """A decision, with what was proposed when it was made."""

    number: int
    target: str
    document: str
    kind: Kind
    state: State
    verdict: Verdict
    proposal: dict[str, list[Value]]
    correction: dict[str, list[Value]]
    reviewer: str
    at: str
    comment: Remark | None
    withdrawn: int | None


class Decide(BaseModel):
    """A decision to make; a correction, field to its values, goes with `correct` alone."""

    model_config = ConfigDict(extra="forbid")

    target: _Name
    verdict: Verdict
    reviewer: _Name
    correction: dict[str, list[_Words]] = {}
    comment: Remark | None = None


class Withdraw(BaseModel):
    """Who takes a decision back."""

    model_config = ConfigDict(extra="forbid")

    reviewer: _Name


class Agreed(BaseModel):
    """How far two reviewers agree on records of a kind: Cohen's kappa, and where they differ."""

    kind: Kind
    records: int
    same: int
    kappa: float | None
    differ: list[str]


@router.get("/review", responses=REFUSED)
def waiting(
    request: Request,
    kind: Kind | None = None,
    document: str | None = None,
    reviewer: str | None = None,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
) -> list[Waiting]:
    """What waits for a decision, by anybody or by one reviewer, what matters most first."""
    with desk_of(request).casebook() as casebook:
        found = queue(casebook, kind=kind, document=document, reviewer=reviewer, limit=limit)
        return [Waiting.model_validate(item_row(each)) for each in found]


@router.get("/review/decisions", responses=REFUSED)
def decisions(
    request: Request,
    document: str | None = None,
    reviewer: str | None = None,
    after: Annotated[int, Query(ge=0, description="Those of higher numbers.")] = 0,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
) -> list[Made]:
    """What was decided, the first decision first, those taken back too."""
    with desk_of(request).casebook() as casebook:
        whole = casebook.record(document).document.id if document is not None else None
        made = Review(casebook).decisions()
    found = [
        each
        for each in made
        if each.number > after
        and whole in {None, each.key.document}
        and reviewer in {None, each.reviewer}
    ]
    return [_made(decision_row(each)) for each in found[:limit]]


@router.post("/review/decisions", status_code=201, responses=REFUSED)
def decide(request: Request, wanted: Decide) -> Made:
    """Decide of a record."""
    remark = wanted.comment
    with desk_of(request).casebook() as casebook:
        made = Review(casebook).decide(
            wanted.target,
            wanted.verdict,
            reviewer=wanted.reviewer,
            at=_now(),
            correction=wanted.correction or None,
            comment=Comment(remark.text, remark.start, remark.end) if remark else None,
        )
    return _made(decision_row(made))


@router.post("/review/decisions/{number}/withdrawal", responses=REFUSED)
def withdraw(request: Request, number: int, wanted: Withdraw) -> Made:
    """Take a decision back; that it was made is kept."""
    with desk_of(request).casebook() as casebook:
        gone = Review(casebook).undo(reviewer=wanted.reviewer, at=_now(), number=number)
    return _made(decision_row(gone))


@router.get("/review/agreement", responses=REFUSED)
def agreed(request: Request, first: str, second: str) -> list[Agreed]:
    """How far two reviewers agree, by kind of record."""
    with desk_of(request).casebook() as casebook:
        made = Review(casebook).decisions()
    return [
        Agreed.model_validate(asdict(each) | {"differ": [str(key) for key in each.differ]})
        for each in agreement(made, first, second)
    ]


def _made(row: dict[str, Any]) -> Made:
    return Made.model_validate(row)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
