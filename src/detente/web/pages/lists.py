"""The lists: documents, events, claims and the like, each with facets and downloads."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from detente.casebook.formats import plain
from detente.web.desk import desk_of
from detente.web.listing import Asked, Listing, as_csv, asked

router: Final = APIRouter()
TABLES: Final = {
    "documents": "Documents",
    "events": "Events",
    "claims": "Claims",
    "actors": "Actors",
    "causes": "Causes",
    "relations": "Relations",
    "problems": "Problems",
}
"""The tables that have a page, and their names."""

_Wanted = Annotated[Asked, Depends(asked)]


def _page(table: str) -> None:
    """Answer for a table under its name."""

    @router.get(f"/{table}", name=table)
    def as_page(request: Request, wanted: _Wanted) -> Response:
        desk = desk_of(request)
        with desk.casebook() as casebook:
            found = Listing.of(casebook, table, wanted)
        return desk.page(request, "list.html", title=TABLES[table], listing=found)


def _data(table: str) -> None:
    """Answer for a table under its name with `.json` and `.csv`."""

    @router.get(f"/{table}.json", name=f"{table} as JSON")
    def as_json(request: Request, wanted: _Wanted) -> Response:
        with desk_of(request).casebook() as casebook:
            rows = casebook.page(table, wanted.filter)
        return JSONResponse([jsonable(row) for row in rows])

    @router.get(f"/{table}.csv", name=f"{table} as CSV")
    def as_table(request: Request, wanted: _Wanted) -> Response:
        with desk_of(request).casebook() as casebook:
            text = as_csv(casebook, table, wanted)
        return Response(text, media_type="text/csv; charset=utf-8")


def jsonable(value: object) -> object:
    """A row's value as JSON knows it."""
    if isinstance(value, dict):
        return {name: jsonable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    return value if isinstance(value, str | int | float | None) else plain(value)


for _table in TABLES:
    if _table != "relations":  # whose page has more on it: pages/relation.py
        _page(_table)
    _data(_table)
