"""A document: its text with the evidence marked, and beside it what was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from detente.casebook.proposals import FIELDS, proposals, values
from detente.errors import SourceError
from detente.review import Review
from detente.web.desk import desk_of
from detente.web.marks import of_record, segments
from detente.web.sheets import Sheet, printed
from detente.web.stretches import LONGEST, Stretch, around
from detente.web.tabular import csv_of
from detente.wording import certainty, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from detente.casebook import Casebook, Original
    from detente.casebook.proposals import Proposal
    from detente.casebook.rows import Row
    from detente.records import Event, Record
    from detente.review import Standing
    from detente.sources.alignment import Alignment
    from detente.web.desk import Desk

router: Final = APIRouter()
_MOST_PAGES: Final = 100_000
_Number = Annotated[int, Path(ge=1, le=_MOST_PAGES)]
_SAID: Final = tuple(dict.fromkeys(field for said in FIELDS.values() for field in said))
_LINE: Final = ("kind", "id", *_SAID, "confidence", "review", "start", "end", "quote")
"""Columns of a record."""
_ABOUT: Final = "SELECT * EXCLUDE (record, signature) FROM documents WHERE document = ?"
_HAPPENINGS: Final = "SELECT id, happening FROM mentions WHERE document = ?"


@router.get("/documents/{document}.json")
def as_json(request: Request, document: str) -> Response:
    """Everything read from a document, exactly as the reader gave it."""
    with desk_of(request).casebook() as casebook:
        return Response(casebook.record(document).to_json(), media_type="application/json")


@router.get("/documents/{document}.csv")
def as_csv(request: Request, document: str) -> Response:
    """Its events, claims, causes and changes of relations, a line each, as they were read."""
    with desk_of(request).casebook() as casebook:
        record = casebook.record(document)
        standings = Review(casebook).standings(record)
    rows = [_line(each, record.document.text, standings) for each in proposals(record)]
    return csv_of(rows, _LINE)


@router.get("/documents/{document}/pages/{number}.png")
def picture(request: Request, document: str, number: _Number) -> Response:
    """A page of a PDF as a picture."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        original, alignment = _printed(casebook, casebook.record(document), number)
    png = desk.sheets.picture(original, min(number, len(alignment.originals)))
    told = {"cache-control": "private, max-age=3600"}
    return Response(png, media_type="image/png", headers=told)


@router.get("/documents/{document}")
def page(
    request: Request,
    document: str,
    number: Annotated[int | None, Query(alias="page", ge=1, le=_MOST_PAGES)] = None,
    at: Annotated[int, Query(ge=0, description="A place in the text, in code points.")] = 0,
    of: Annotated[str | None, Query(alias="record", description="A record, for its place.")] = None,
    whole: Annotated[bool, Query(description="A long text in one piece.")] = False,  # noqa: FBT002 - a parameter of an address
) -> Response:
    """The text on the left, the records on the right, each leading to the other; or in place of the
    text a page of the PDF as it is printed. The records are those that rest on what is shown: of a
    long text a stretch.
    """
    desk = desk_of(request)
    with desk.casebook() as casebook:
        record = casebook.record(document)
        (about,) = casebook.query(_ABOUT, (record.document.id,))
        rows = casebook.query(_HAPPENINGS, (record.document.id,))
        standings = Review(casebook).standings(record)
        held = _printed(casebook, record, number) if number else None
    sheet, missing = _sheet(desk, held, record, number) if held and number else (None, None)
    text = record.document.text
    place = next((mark.start for mark in of_record(record) if mark.record == of), at) if of else at
    stretch = Stretch(1, 1, 0, len(text)) if whole or held else around(text, place)
    here = [mark for mark in of_record(record) if stretch.holds(mark.start, mark.end)]
    on = sheet.records if sheet else frozenset(mark.record for mark in here)
    shown = record if stretch.count == 1 and not sheet else _resting(record, on)
    return desk.page(
        request,
        "document.html",
        title=record.document.title or "Document",
        record=shown,
        problems=[
            (f"p{place}", each)
            for place, each in enumerate(record.problems, 1)
            if shown is record or f"p{place}" in on
        ],
        about=about,
        sheet=sheet,
        missing=missing,
        number=number,
        pages=_pages(record) if about["media_type"] == "application/pdf" else 0,
        stretch=stretch,
        long=whole and len(text) > LONGEST,
        segments=[] if held else segments(text, here, start=stretch.start, end=stretch.end),
        names={entity.id: entity for entity in record.entities},
        happenings={row["id"]: row["happening"] for row in rows},
        losses={event.id: list(_losses(event)) for event in shown.events},
        certainty=certainty,
        standings=standings,
    )


def _line(each: Proposal, text: str, standings: Mapping[str, Standing]) -> Row:
    start, end = each.evidence[0]
    said = values(each.fields)
    return {
        "kind": each.key.kind,
        "id": each.id,
        **{field: said.get(field) for field in _SAID},
        "confidence": each.confidence,
        "review": standings[each.id].state,
        "start": start,
        "end": end,
        "quote": text[start:end],
    }


def _printed(casebook: Casebook, record: Record, number: int) -> tuple[Original, Alignment]:
    """The PDF of a document, if it has so many pages.

    Raises:
        HTTPException: 404 if it has not, or arrived as something else.
    """
    held = printed(casebook.originals(record.document))
    if held is None or number > len(held[1].originals):
        raise HTTPException(404, "There is no such page.")
    return held


def _sheet(
    desk: Desk, held: tuple[Original, Alignment], record: Record, number: int
) -> tuple[Sheet | None, str | None]:
    """The page as a picture, or why there is none."""
    try:
        return desk.sheets.sheet(*held, record, number), None
    except SourceError as error:
        return None, error.message


def _resting(record: Record, on: frozenset[str]) -> Record:
    """The record with only those of its parts that rest on what is shown."""
    kept = {
        name: tuple(each for each in getattr(record, name) if each.id in on)
        for name in ("events", "claims", "causes", "relations")
    }
    return record.model_copy(update=kept)


def _pages(record: Record) -> int:
    """How many pages a document has, as its sections tell."""
    return max((section.page or 0 for section in record.document.sections), default=0)


def _losses(event: Event) -> Iterator[str]:
    """How many were killed and injured, in words."""
    if event.casualties is not None:
        for what in ("killed", "injured"):
            said = count(getattr(event.casualties, what), what)
            if said:
                yield said
