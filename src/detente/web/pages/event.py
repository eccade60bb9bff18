"""An event: its versions, its reports, why they were joined, and what people say of that."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.casebook.proposals import proposals
from detente.errors import CasebookError
from detente.report.relation import signed
from detente.review import Review, Standing
from detente.web.desk import desk_of, short
from detente.web.forms import own_form
from detente.web.reviewer import remember, reviewer_of, word, words
from detente.web.tabular import csv_of, json_of
from detente.web.world import BORDERS, of_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook import Casebook
    from detente.casebook.judgements import Judgement, Verdict
    from detente.casebook.rows import Row

router: Final = APIRouter()
_NEAR: Final = 8
"""Events that might be the same to show."""
_CONFLICT: Final = {3, 4}
"""Quad classes."""
_VERDICTS: Final[dict[str, Verdict]] = {
    "same": "same",
    "different": "different",
    "unsure": "unsure",
}


@router.get("/events/{happening}.json")
def as_json(request: Request, happening: str) -> Response:
    """The event whole, as JSON."""
    with desk_of(request).casebook() as casebook:
        return json_of(casebook.event(happening))


@router.get("/events/{happening}.csv")
def as_csv(request: Request, happening: str) -> Response:
    """Its reports, a line each."""
    with desk_of(request).casebook() as casebook:
        return csv_of(casebook.event(happening)["mentions"])


@router.get("/events/{happening}")
def page(request: Request, happening: str) -> Response:
    """The event whole, with what might be the same, and what was judged of its reports."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        try:
            found = casebook.event(happening)
        except CasebookError:
            if gone := _rejected(casebook, happening):
                return RedirectResponse(_card(gone[0]), 303)
            raise
        names = {(row["document"], row["id"]): row for row in found["mentions"]}
        decided = Review(casebook).decided(document for document, _ in names)
        near = casebook.near(found["happening"], most=_NEAR)
        judged = _judged(casebook, found["mentions"])
        gone = _rejected(casebook, found["happening"])
        rejected = Review(casebook).decided({row["document"] for row in gone})
    seen = {end for each in judged for end in each["others"]}
    standings = {key: decided.get(key, Standing("proposed")) for key in names}
    return desk.page(
        request,
        "event.html",
        title="Event",
        event=found,
        names=names,
        standings=standings,
        gone=[(row, rejected[row["document"], row["id"]]) for row in gone],
        drawn=of_places([_place(found)]) if found["latitude"] is not None else None,
        borders=BORDERS,
        near=[row for row in near if _at(row) not in seen],
        judged=judged,
        signed=signed,
        reviewer=reviewer_of(request),
    )


@router.post("/events/{happening}")
def judge(
    request: Request, happening: str, form: Annotated[FormData, Depends(own_form)]
) -> Response:
    """Split reports off, say that another event is the same or is not, or take that back."""
    reviewer = word(form, "reviewer").strip()
    if not reviewer:
        raise HTTPException(422, "Say who judges.")
    with desk_of(request).casebook() as casebook:
        first = casebook.event(happening)["mentions"][0]
        _judge(casebook, happening, form, reviewer)
        (now,) = casebook.query(_NOW, (first["document"], first["id"]))
    answer = RedirectResponse(f"/events/{now['happening']}", 303)
    remember(answer, reviewer)
    return answer


# Reports of the event that review rejected, as they were read. One that stood alone was an event of
# its own.
_GONE: Final = """
SELECT event.* EXCLUDE (run, actor_keys, recipient_keys), held.publisher, held.published, held.title
FROM proposed_events AS event JOIN documents AS held USING (document)
LEFT JOIN joined ON joined.document = event.document AND joined.id = event.id
WHERE list_contains($2, event.document)
AND coalesce(joined.happening, happening_of(event.document, event.id)) = $1
AND NOT EXISTS (
  SELECT 1 FROM standing_events AS kept
  WHERE kept.document = event.document AND kept.id = event.id
)
ORDER BY held.earliest NULLS LAST, event.document, event.id
"""
_NOW: Final = "SELECT happening FROM mentions WHERE document = ? AND id = ?"


def _judge(casebook: Casebook, happening: str, form: FormData, reviewer: str) -> None:
    verdict = word(form, "verdict")
    if verdict == "split":
        casebook.split(happening, words(form, "report"), judge=reviewer)
    elif verdict == "withdraw":
        for number in words(form, "number"):
            if not number.isdecimal():
                raise HTTPException(422, "The form asks for something that is not understood.")
            casebook.withdraw(int(number), judge=reviewer)
    elif verdict in _VERDICTS:
        other = word(form, "other").strip().rpartition("/")[2]
        if other == happening:
            raise HTTPException(422, "That is this event itself.")
        casebook.event(other)
        casebook.judge(happening, other, _VERDICTS[verdict], judge=reviewer)
    else:
        raise HTTPException(422, "The form asks for something that is not understood.")


def _judged(casebook: Casebook, mentions: Iterable[Row]) -> list[Row]:
    """What was judged of these reports and stands, what was said in one go together.

    Each has `judge`, `at`, `verdict`, the `numbers` of the judgements, and `others`, reports
    judged with these that are not of the event.
    """
    own = _keys(casebook, mentions)
    made = [
        each
        for each in casebook.judgements()
        if each.of == "event" and each.withdrawn is None and {each.first, each.second} & own
    ]
    return [
        {
            **dict(zip(("at", "judge", "verdict"), said, strict=True)),
            "numbers": [each.number for each in together],
            "others": sorted({_link(end) for each in together for end in _ends(each) - own}),
        }
        for said, group in groupby(made, key=lambda each: (each.at, each.judge, each.verdict))
        for together in [list(group)]
    ]


def _ends(judgement: Judgement) -> set[str]:
    return {judgement.first, judgement.second}


def _keys(casebook: Casebook, mentions: Iterable[Row]) -> set[str]:
    wanted = {(row["document"], row["id"]) for row in mentions}
    if not any(each.of == "event" for each in casebook.judgements()):
        return set()
    return {
        each.key.whole
        for document in {document for document, _ in wanted}
        for each in proposals(casebook.record(document))
        if (document, each.id) in wanted
    }


def _rejected(casebook: Casebook, happening: str) -> list[Row]:
    """The reports of an event that review rejected, as they were read."""
    documents = {
        each.key.document
        for each in Review(casebook).decisions()
        if each.state == "rejected" and each.key.kind == "event"
    }
    return casebook.query(_GONE, (happening, sorted(documents))) if documents else []


def _card(row: Row) -> str:
    """The address of a report beside the text it was read in."""
    return f"/documents/{short(row['document'])}#{row['id']}"


def _place(event: Row) -> Row:
    """An event as the place of one event, to be drawn."""
    return event | {"events": 1, "conflict": int(event["quad_class"] in _CONFLICT)}


def _at(row: Row) -> tuple[str, str]:
    """As `_link`, of the mention that a row of events is."""
    span = row["trigger"] or row["evidence"][0]
    return row["document"], f"{span['start']},{span['end']}"


def _link(report: str) -> tuple[str, str]:
    """The document of a report, and where in it the words stand."""
    document, _, place = report.partition(":event:")
    start, _, end = place.partition(".")[0].partition("-")
    return document, f"{start},{end}"
