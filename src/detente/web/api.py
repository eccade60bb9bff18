"""The API under `/api/v1`: what pages show, as JSON that keeps its promises.

Keys may be added; none that is there is renamed or changes what it means. Lists come in pages.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from detente import __version__
from detente.records import Record  # noqa: TC001 - FastAPI reads the annotation
from detente.web.desk import desk_of
from detente.web.listing import Asked, asked

router: Final = APIRouter(tags=["casebook"])

Table = Literal[
    "actors", "causes", "claims", "documents", "events", "mentions", "problems", "relations"
]


class Problem(BaseModel):
    """What went wrong: a code of docs/errors.md, or the status, and a line that says what to do."""

    code: str
    message: str


class Refusal(BaseModel):
    """The answer to what cannot be answered."""

    error: Problem


class Page(BaseModel):
    """A page of a list: how many rows there are in all, and those of the page."""

    count: int
    page: int
    size: int
    rows: list[dict[str, Any]]


class About(BaseModel):
    """The casebook, and the version of detente that shows it."""

    casebook: str
    detente: str
    counts: dict[str, int]


REFUSED: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Refusal, "description": "Asked for in a way that is not understood"},
    404: {"model": Refusal, "description": "There is no such thing"},
    422: {"model": Refusal, "description": "A parameter is not of its kind"},
}
"""What is answered to what cannot be."""


@router.get("/", responses=REFUSED)
def about(request: Request) -> About:
    """What there is."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        tables = ("documents", "events", "mentions", "claims", "relations", "causes", "actors")
        counts = {table: casebook.count(table) for table in tables}
    return About(casebook=desk.path.resolve().name, detente=__version__, counts=counts)


@router.get("/documents/{document}/record", responses=REFUSED)
def record(request: Request, document: str) -> Record:
    """Everything read from a document, exactly as the reader gave it."""
    with desk_of(request).casebook() as casebook:
        return casebook.record(document)


@router.get("/events/{happening}", responses=REFUSED)
def event(request: Request, happening: str) -> dict[str, Any]:
    """One event whole: its versions, its reports, and why they were joined."""
    with desk_of(request).casebook() as casebook:
        return casebook.event(happening)


@router.get("/{table}", responses=REFUSED)
def rows(request: Request, table: Table, wanted: Annotated[Asked, Depends(asked)]) -> Page:
    """A page of a table, narrowed as the parameters say."""
    with desk_of(request).casebook() as casebook:
        found = casebook.page(
            table, wanted.filter, limit=wanted.size, offset=(wanted.page - 1) * wanted.size
        )
        count = casebook.count(table, wanted.filter)
    return Page(count=count, page=wanted.page, size=wanted.size, rows=found)
