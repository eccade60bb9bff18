"""The first page: the casebook at a glance."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse  # noqa: TC002 - FastAPI reads the annotation

from detente.web.desk import desk_of

router: Final = APIRouter()
_COUNTED: Final = ("documents", "events", "claims", "causes", "relations", "problems")
_NEWEST: Final = 8
_LATEST: Final = """
SELECT document, title, publisher, published, events, claims, copy_of FROM documents
ORDER BY run DESC, earliest DESC NULLS LAST, document LIMIT $1
"""
_MOST_TOLD: Final = """
SELECT * EXCLUDE (run, actor_keys, recipient_keys) FROM events
WHERE status IN ('occurred', 'ongoing')
ORDER BY origins DESC, reports DESC, abs(goldstein) DESC, earliest DESC NULLS LAST, happening
LIMIT $1
"""


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The casebook at a glance: how much there is, what came last, what most tell of."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        counts = {table: casebook.count(table) for table in _COUNTED}
        latest = casebook.query(_LATEST, (_NEWEST,))
        told = casebook.query(_MOST_TOLD, (_NEWEST,))
        changes = casebook.query(
            "SELECT * FROM relations ORDER BY latest DESC NULLS LAST, document, id LIMIT $1",
            (_NEWEST,),
        )
    return desk.page(
        request,
        "home.html",
        title="Home",
        counts=counts,
        latest=latest,
        told=told,
        changes=changes,
    )
