"""Add: files, pasted text and addresses, and what becomes of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from detente import dates, wording
from detente.errors import SourceError
from detente.sources.source import Source
from detente.web.desk import desk_of
from detente.web.forms import MOST_BYTES, MOST_FILES, MOST_TEXT, own_files
from detente.web.reviewer import word

if TYPE_CHECKING:
    from detente.web.handed import Batch

router: Final = APIRouter()
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
        most=(MOST_FILES, MOST_BYTES, MOST_TEXT),
    )


@router.get("/add.json")
def every(request: Request) -> Response:
    """What was handed in, the latest first."""
    return JSONResponse([_row(each) for each in desk_of(request).intake.batches()])


@router.get("/add/{batch}.json")
def as_json(request: Request, batch: str) -> Response:
    """What became of what was handed in together."""
    return JSONResponse(_row(_batch(request, batch)))


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
        most=(MOST_FILES, MOST_BYTES, MOST_TEXT),
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


def _row(batch: Batch) -> dict[str, object]:
    known = asdict(batch) | {"settled": batch.settled, "failed": batch.failed}
    return known | {"pieces": [asdict(each) for each in batch.pieces]}


def name_of(given: str) -> str:
    r"""What a file is called, without folders: a label, by which nothing is opened or written.

    >>> name_of("C:\\notes\\a.txt"), name_of("../../etc/passwd")
    ('a.txt', 'passwd')
    """
    name = PurePosixPath(given.replace("\\", "/")).name
    return wording.flat(name)[-_LONGEST:] or "file"
