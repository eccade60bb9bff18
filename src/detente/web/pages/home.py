"""The first page: the casebook at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse  # noqa: TC002 - FastAPI reads the annotation

from detente.inquiries import Inquiries
from detente.inquiries.standing import row
from detente.report.moved import DAYS, moved
from detente.review import Review
from detente.web.desk import desk_of
from detente.web.pages.relation import of_pair

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.casebook.rows import Row

router: Final = APIRouter()
_COUNTED: Final = ("documents", "events", "claims", "causes", "relations", "problems")
_REVIEWED: Final = ("mentions", "claims", "causes", "relations")
"""Tables whose rows are records that wait for a decision."""
_DONE: Final = {"answered", "declined", "closed"}
"""States of inquiries that ask for nothing more."""
_NEWEST: Final = 6
_MOVED: Final = 3
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
_CHANGED: Final = """
SELECT * FROM relations ORDER BY latest DESC NULLS LAST, document, id LIMIT $1
"""
_SOURCES: Final = """
SELECT publisher, count(*) AS documents, arg_max(published, latest) AS last FROM documents
GROUP BY publisher ORDER BY documents DESC, publisher NULLS LAST LIMIT $1
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: of how many records how many were decided, and contradictions."""

    records: int
    decided: int
    contradictions: int


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """How much there is, what came last, what moved, what waits, and where all of it is from."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        counts = {table: casebook.count(table) for table in _COUNTED}
        told = casebook.query(_MOST_TOLD, (_NEWEST,))
        latest = casebook.query(_LATEST, (_NEWEST,))
        changes = casebook.query(_CHANGED, (_NEWEST,))
        sources = casebook.query(_SOURCES, (_NEWEST,))
        went = moved(casebook, most=_MOVED)
        waiting = _waiting(casebook)
        asked = _asked(casebook)
        feeds = casebook.feeds.states()
    return desk.page(
        request,
        "home.html",
        title="Home",
        counts=counts,
        told=told,
        latest=latest,
        changes=changes,
        sources=sources,
        moved=went,
        days=DAYS,
        of_pair=of_pair,
        waiting=waiting,
        asked=asked,
        feeds=feeds,
    )


def _waiting(casebook: Casebook) -> Waiting:
    decided = {each.key for each in Review(casebook).decisions() if each.withdrawn is None}
    records = sum(casebook.count(table) for table in _REVIEWED)
    return Waiting(records, len(decided), len(casebook.contradictions()))


def _asked(casebook: Casebook) -> list[Row]:
    """Inquiries that still want something, the latest due first."""
    on = dt.datetime.now().astimezone().date()
    rows = [row(each, on) for each in Inquiries(casebook).all()]
    open_ = [each for each in rows if each["state"] not in _DONE or each["to_confirm"]]
    return sorted(open_, key=lambda each: (-each["days_late"], each["reference"]))
