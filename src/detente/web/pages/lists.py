"""The lists: documents, events, claims and the like, each with facets and downloads."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response  # noqa: TC002 - FastAPI reads the annotation

from detente.web.desk import desk_of
from detente.web.listing import Asked, Listing, asked
from detente.web.tabular import csv_of, json_of

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
        return json_of(rows)

    @router.get(f"/{table}.csv", name=f"{table} as CSV")
    def as_table(request: Request, wanted: _Wanted) -> Response:
        with desk_of(request).casebook() as casebook:
            rows, columns = casebook.page(table, wanted.filter), casebook.columns(table)
        return csv_of(rows, columns)


for _table in TABLES:
    if _table != "relations":  # whose page has more on it: pages/relation.py
        _page(_table)
    _data(_table)
