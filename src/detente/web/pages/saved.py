"""Saved views: the lists that somebody looks at again and again, under a name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.web.desk import address, desk_of
from detente.web.forms import own_form
from detente.web.listing import Asked, asked
from detente.web.reviewer import reviewer_of, word, words
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from detente.casebook.rows import Row

router: Final = APIRouter()


@router.get("/views.json")
def as_json(request: Request) -> Response:
    """The views there are, each with the address of its list."""
    return json_of(_rows(request))


@router.get("/views.csv")
def as_csv(request: Request) -> Response:
    """The same as CSV."""
    return csv_of(_rows(request), ("name", "table", "asked", "address", "author", "at"))


def _rows(request: Request) -> list[Row]:
    with desk_of(request).casebook() as casebook:
        found = casebook.views.all()
    return [
        {
            "name": each.name,
            "table": each.table,
            "asked": each.query(),
            "address": address(f"/{each.table}", **Asked(each.asked).query()),
            "author": each.author,
            "at": each.at,
        }
        for each in found
    ]


@router.post("/views")
def change(request: Request, form: Annotated[FormData, Depends(own_form)]) -> Response:
    """Save what a list shows under a name, or remove a name; then the list again."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    verdict, name, author = word(form, "verdict"), word(form, "name"), reviewer_of(request)
    wanted = asked(
        between=words(form, "between"),
        actor=word(form, "actor"),
        type=word(form, "type"),
        status=word(form, "status"),
        country=word(form, "country"),
        from_=word(form, "from"),
        to=word(form, "to"),
        text=word(form, "text"),
    )
    table = word(form, "table")
    with desk_of(request).casebook() as casebook:
        if verdict == "save":
            casebook.views.save(name, table, wanted.filter, author=author, at=at)
        elif verdict == "remove":
            table = casebook.views.remove(name, author=author, at=at).table
        else:
            raise HTTPException(422, "The form asks for something that is not understood.")
    return RedirectResponse(address(f"/{table}", **wanted.query()), 303)
