"""Review: one record at a time with its text, and one key to decide and go on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.casebook.decisions import LISTS, Comment, by_key, standing
from detente.casebook.proposals import SEVERAL, values
from detente.reading.sentences import paragraphs
from detente.review import FIELDS, Item, Review, queue
from detente.review.rows import item_row
from detente.web.desk import address, desk_of
from detente.web.forms import own_form
from detente.web.marks import Mark, Segment, segments
from detente.web.reviewer import remember, reviewer_of, word
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.review import Decision, Proposal

router: Final = APIRouter()
_PLAIN: Final = {"accept", "reject", "unsure"}
_COLUMNS: Final = (
    "target", "document", "kind", "id", "state", "score", "reasons", "confidence", "proposal",
    "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sought:
    """What an address asks of the review.

    Attributes:
        kind: Only records of this kind.
        document: Only those of this document.
        target: This record, whether or not it waits.
    """

    kind: str | None = None
    document: str | None = None
    target: str | None = None


def sought(
    kind: Annotated[str | None, Query()] = None,
    document: Annotated[str | None, Query()] = None,
    target: Annotated[str | None, Query()] = None,
) -> Sought:
    """What a request asks of the review; what a form leaves empty narrows nothing."""
    return Sought(kind or None, document or None, target or None)


_Sought = Annotated[Sought, Depends(sought)]


@router.get("/review.json")
def as_json(request: Request, wanted: _Sought) -> Response:
    """What waits for a decision by anybody, what matters most first."""
    return json_of(_waiting(request, wanted))


@router.get("/review.csv")
def as_csv(request: Request, wanted: _Sought) -> Response:
    """The same as CSV."""
    return csv_of(_waiting(request, wanted), _COLUMNS)


def _waiting(request: Request, wanted: Sought) -> list[Row]:
    with desk_of(request).casebook() as casebook:
        found = queue(casebook, kind=wanted.kind, document=wanted.document)
    return [item_row(each) for each in found]


@router.get("/review")
def page(request: Request, wanted: _Sought) -> Response:
    """The record that comes first, or the one asked for, with its text and what may be done."""
    desk, reviewer = desk_of(request), reviewer_of(request)
    with desk.casebook() as casebook:
        review = Review(casebook)
        item = _item(casebook, review, wanted, reviewer)
        record = casebook.record(item.proposal.key.document) if item else None
        made = review.decisions()
    own = [each for each in made if each.reviewer == reviewer]
    start, pieces = _around(record.document.text, item.proposal) if item and record else (0, [])
    standing_ = [each for each in own if each.withdrawn is None]
    return desk.page(
        request,
        "review.html",
        title="Review",
        wanted=wanted,
        reviewer=reviewer,
        item=item,
        record=record,
        said=values(item.proposal.fields) if item else {},
        pieces=pieces,
        from_=start,
        comments=_comments(made, item),
        last=standing_[-1] if standing_ else None,
        decided=len(standing_),
        kinds=tuple(FIELDS),
        lists={field: words for (kind, field), words in LISTS.items() if _is(item, kind)},
        several=SEVERAL,
    )


@router.post("/review")
def decide(
    request: Request, form: Annotated[FormData, Depends(own_form)], wanted: _Sought
) -> Response:
    """Keep a decision, or take the last one back, and go on to the next record."""
    reviewer = word(form, "reviewer").strip()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with desk_of(request).casebook() as casebook:
        review, verdict = Review(casebook), word(form, "verdict")
        back = None
        if verdict == "undo":
            gone = review.undo(reviewer=reviewer, at=at)
            back = str(gone.key)
        else:
            _keep(review, form, verdict, reviewer, at)
    # What is taken back is shown again, while its record is there.
    to = address("/review", kind=wanted.kind, document=wanted.document, target=back)
    answer = RedirectResponse(to, 303)
    remember(answer, reviewer)
    return answer


def _keep(review: Review, form: FormData, verdict: str, reviewer: str, at: str) -> None:
    target, comment = word(form, "target"), _comment(form)
    if verdict == "correct":
        given = _correction(review.proposal(target), form)
        review.decide(
            target, "correct", reviewer=reviewer, at=at, correction=given, comment=comment
        )
    elif verdict in _PLAIN:
        review.decide(target, verdict, reviewer=reviewer, at=at, comment=comment)  # type: ignore[arg-type]
    else:
        raise HTTPException(422, "The form asks for something that is not understood.")


def _comment(form: FormData) -> Comment | None:
    """What a form remarks, and on which characters if words were marked for it."""
    remark = word(form, "comment").strip()
    start, end = word(form, "comment-start"), word(form, "comment-end")
    if not remark:
        return None
    if start.isdecimal() and end.isdecimal():
        return Comment(remark, int(start), int(end))
    return Comment(remark)


def _correction(proposal: Proposal, form: FormData) -> dict[str, list[str]]:
    """The fields of a form that say something else than is proposed."""
    given: dict[str, list[str]] = {}
    for field, before in values(proposal.fields).items():
        name = f"field-{field}"
        if name in form:
            written = word(form, name)
            said = [each.strip() for each in written.split(";")] if field in SEVERAL else [written]
            found = [" ".join(each.split()) for each in said if each.strip()]
            if found != [" ".join(each.split()) for each in before]:
                given[field] = found
    return given


def _item(casebook: Casebook, review: Review, wanted: Sought, reviewer: str) -> Item | None:
    if wanted.target is None:
        found = queue(
            casebook, kind=wanted.kind, document=wanted.document, reviewer=reviewer, limit=1
        )
        return found[0] if found else None
    proposal = review.proposal(wanted.target)
    where = standing(proposal, by_key(review.decisions()).get(proposal.key, ()))
    return Item(proposal, where, 0.0, ())


def _comments(made: Iterable[Decision], item: Item | None) -> list[Decision]:
    """The decisions on a record that somebody remarked something with."""
    return [each for each in made if item and each.comment and each.key == item.proposal.key]


def _around(text: str, proposal: Proposal) -> tuple[int, list[Segment]]:
    """The paragraphs that a record rests on, cut where its evidence begins and ends, and where in
    the text they begin.
    """
    first = min(start for start, _ in proposal.evidence)
    last = max(end for _, end in proposal.evidence)
    here = [each for each in paragraphs(text) if each[0] < last and each[1] > first]
    start = min([first, *(each[0] for each in here)])
    end = max([last, *(each[1] for each in here)])
    kind = proposal.key.kind
    marks = [Mark(a - start, b - start, kind, proposal.id) for a, b in proposal.evidence]
    return start, segments(text[start:end], marks)


def _is(item: Item | None, kind: str) -> bool:
    return item is not None and item.proposal.key.kind == kind
