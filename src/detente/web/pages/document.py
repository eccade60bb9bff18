"""A document: its text with the evidence marked, and beside it what was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from detente.review import Review
from detente.web.desk import desk_of
from detente.web.marks import of_record, segments
from detente.wording import certainty, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.records import Event

router: Final = APIRouter()
_ABOUT: Final = "SELECT * EXCLUDE (record, signature) FROM documents WHERE document = ?"
_HAPPENINGS: Final = "SELECT id, happening FROM mentions WHERE document = ?"


@router.get("/documents/{document}.json")
def as_json(request: Request, document: str) -> Response:
    """Everything read from a document, exactly as the reader gave it."""
    with desk_of(request).casebook() as casebook:
        return Response(casebook.record(document).to_json(), media_type="application/json")


@router.get("/documents/{document}")
def page(request: Request, document: str) -> Response:
    """The text on the left, the records on the right, each leading to the other."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        record = casebook.record(document)
        (about,) = casebook.query(_ABOUT, (record.document.id,))
        rows = casebook.query(_HAPPENINGS, (record.document.id,))
        standings = Review(casebook).standings(record)
    return desk.page(
        request,
        "document.html",
        title=record.document.title or "Document",
        record=record,
        about=about,
        segments=segments(record.document.text, of_record(record)),
        names={entity.id: entity for entity in record.entities},
        happenings={row["id"]: row["happening"] for row in rows},
        losses={event.id: list(_losses(event)) for event in record.events},
        certainty=certainty,
        standings=standings,
    )


def _losses(event: Event) -> Iterator[str]:
    """How many were killed and injured, in words."""
    if event.casualties is not None:
        for what in ("killed", "injured"):
            said = count(getattr(event.casualties, what), what)
            if said:
                yield said
