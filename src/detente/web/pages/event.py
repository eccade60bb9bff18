"""An event: its versions, its reports, and why they were joined."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from detente.review import Review, Standing
from detente.web.desk import desk_of
from detente.web.pages.lists import jsonable

router: Final = APIRouter()


@router.get("/events/{happening}.json")
def as_json(request: Request, happening: str) -> Response:
    """The event whole, as JSON."""
    with desk_of(request).casebook() as casebook:
        return JSONResponse(jsonable(casebook.event(happening)))


@router.get("/events/{happening}")
def page(request: Request, happening: str) -> Response:
    """The event whole."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        found = casebook.event(happening)
        names = {(row["document"], row["id"]): row for row in found["mentions"]}
        decided = Review(casebook).decided(document for document, _ in names)
    standings = {key: decided.get(key, Standing("proposed")) for key in names}
    return desk.page(
        request, "event.html", title="Event", event=found, names=names, standings=standings
    )
