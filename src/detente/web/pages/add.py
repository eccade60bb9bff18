"""Add: files, pasted text and addresses, and what becomes of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, fields
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente import dates, wording
from detente.errors import SourceError
from detente.sources.source import Source
from detente.web.desk import desk_of
from detente.web.forms import MOST_BYTES, MOST_FILES, own_files
from detente.web.handed import Piece
from detente.web.intake import MOST_UNPACKED
from detente.web.reviewer import word
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook.rows import Row
    from detente.web.handed import Batch

router: Final = APIRouter()
_LINE: Final = ("batch", "at", *(each.name for each in fields(Piece)))
"""Columns of a piece."""
_NO_NAMES: Final = {"..", "/", "\\"}
_LONGEST: Final = 200
"""Characters of a name."""


@router.get("/add")
def page(request: Request) -> Response:
    """The form, and what was handed in before."""
    desk = desk_of(request)
    return desk.page(
        request,
        "add.html",
        title="Add",
        batch=None,
        batches=desk.intake.batches(),
        most=(MOST_FILES, MOST_BYTES, MOST_UNPACKED),
    )


@router.get("/add.json")
def every(request: Request) -> Response:
    """What was handed in, the latest first."""
    return json_of([_row(each) for each in desk_of(request).intake.batches()])


@router.get("/add.csv")
def every_as_csv(request: Request) -> Response:
    """Every piece that was handed in, and what became of it."""
    return csv_of(
        [row for each in desk_of(request).intake.batches() for row in _lines(each)], _LINE
    )


@router.get("/add/{batch}.json")
def as_json(request: Request, batch: str) -> Response:
    """What became of what was handed in together."""
    return json_of(_row(_batch(request, batch)))


@router.get("/add/{batch}.csv")
def as_csv(request: Request, batch: str) -> Response:
    """What became of each piece of it."""
    return csv_of(list(_lines(_batch(request, batch))), _LINE)


@router.get("/add/{batch}")
def progress(request: Request, batch: str) -> Response:
    """What became of what was handed in together, so far."""
    found = _batch(request, batch)
    return desk_of(request).page(
        request,
        "add.html",
        title="Add",
        batch=found,
        batches=[],
        most=(MOST_FILES, MOST_BYTES, MOST_UNPACKED),
    )


@router.post("/add")
async def add(request: Request, form: Annotated[FormData, Depends(own_files)]) -> Response:
    """Take in what a form holds, and show what becomes of it.

    Raises:
        SourceError: D109 if it holds nothing.
        UsageError: D301 if its date is not EDTF, D323 if too much waits.
    """
    what: list[Source | str] = [
        Source(name_of(each.filename or ""), await each.read())
        for each in form.getlist("files")
        if isinstance(each, UploadFile) and each.filename
    ]
    if word(form, "text").strip():
        text = word(form, "text").replace("\r\n", "\n")
        title = wording.flat(word(form, "title"))[:_LONGEST] or None
        what.append(Source("pasted text", text.encode(), title=title))
    what += word(form, "addresses").split()
    if not what:
        raise SourceError("D109", "the form")
    date = word(form, "date").strip()
    batch = desk_of(request).intake.hand_in(
        what,
        at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        date=dates.check(date) if date else None,
        publisher=wording.flat(word(form, "publisher"))[:_LONGEST] or None,
    )
    return RedirectResponse(f"/add/{batch.id}", 303)


def _batch(request: Request, name: str) -> Batch:
    found = desk_of(request).intake.batch(name)
    if found is None:
        raise HTTPException(404, "Nothing of that name was handed in since the desk was opened.")
    return found


def _row(batch: Batch) -> Row:
    known = asdict(batch) | {"settled": batch.settled, "failed": batch.failed}
    return known | {"pieces": [asdict(each) for each in batch.pieces]}


def _lines(batch: Batch) -> Iterator[Row]:
    for each in batch.pieces:
        yield {"batch": batch.id, "at": batch.at} | asdict(each)


def name_of(given: str) -> str:
    r"""What a file is called, and the folders it was chosen with: a label, which opens or writes
    nothing.

    >>> name_of("notes/a.txt"), name_of("C:\\notes\\a.txt"), name_of("../../etc/passwd")
    ('notes/a.txt', 'a.txt', 'etc/passwd')
    """
    path = PureWindowsPath(given)
    parts = [path.name] if path.drive else [part for part in path.parts if part not in _NO_NAMES]
    return wording.flat("/".join(parts))[-_LONGEST:] or "file"
