"""Inquiries: what offices were asked, what they answered, and what stays open."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Final, get_args
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente import dates
from detente.errors import SourceError
from detente.inquiries import (
    Closed,
    Found,
    Inquiries,
    Judged,
    Sent,
    Stamp,
    file_answer,
    open_questions,
)
from detente.inquiries import Request as Asking
from detente.inquiries.chains import claims_of
from detente.inquiries.inquiry import Extent, State
from detente.inquiries.letter import to_docx, to_text
from detente.inquiries.standing import COLUMNS, described, row
from detente.sources.source import Source
from detente.web.desk import desk_of
from detente.web.forms import own_files, own_form
from detente.web.pages.add import name_of
from detente.web.reviewer import remember, reviewer_of, word
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row

router: Final = APIRouter()
_NUMBER: Final = re.compile("[0-9]{1,3}")
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OTHER: Final = re.compile("[^A-Za-z0-9.-]+")

_LINE: Final = (
    "question", "text", "state", "id", "standing", "counts", "extent", "document", "start", "end",
    "quote",
)  # fmt: skip
"""Columns of a question with a passage."""

_State = Annotated[State | None, Query(description="Only inquiries in this state.")]


def day(
    on: Annotated[str | None, Query(description="EDTF; the day on which one looks.")] = None,
) -> dt.date:
    """The day on which inquiries are looked at; today unless the address says otherwise.

    Raises:
        UsageError: D301 if it is not EDTF.
    """
    return dates.bounds(on)[1] if on else dt.datetime.now().astimezone().date()


_Day = Annotated[dt.date, Depends(day)]


@router.get("/inquiries.json")
def every(request: Request, on: _Day, state: _State = None) -> Response:
    """All inquiries, and where each stands."""
    return json_of(_rows(request, on, state))


@router.get("/inquiries.csv")
def every_as_csv(request: Request, on: _Day, state: _State = None) -> Response:
    """The same as CSV."""
    return csv_of(_rows(request, on, state), COLUMNS)


def _rows(request: Request, on: dt.date, state: State | None) -> list[Row]:
    with desk_of(request).casebook() as casebook:
        rows = [row(each, on) for each in Inquiries(casebook).all()]
    return [each for each in rows if state in {None, each["state"]}]


@router.get("/inquiries")
def page(request: Request, on: _Day, state: _State = None) -> Response:
    """All inquiries by state, the questions that stay open, and a form for a new request."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        found = Inquiries(casebook).all()
    rows = [row(each, on) for each in found]
    counts = Counter(each["state"] for each in rows)
    return desk.page(
        request,
        "inquiries.html",
        title="Inquiries",
        rows=[each for each in rows if state in {None, each["state"]}],
        counts={each: counts[each] for each in get_args(State) if counts[each]},
        state=state,
        waiting=open_questions(found, on),
        reviewer=reviewer_of(request),
    )


@router.post("/inquiries")
def write_down(request: Request, form: Annotated[FormData, Depends(own_form)]) -> Response:
    """Write a request down, as a draft."""
    asked = Asking(
        office=word(form, "office"),
        questions=tuple(word(form, "questions").splitlines()),
        reference=word(form, "reference") or None,
        addressee=word(form, "addressee") or None,
        sender=word(form, "sender") or None,
        subject=word(form, "subject") or None,
        preamble=word(form, "preamble").replace("\r\n", "\n") or None,
        due=word(form, "due").strip() or None,
    )
    with desk_of(request).casebook() as casebook:
        written = Inquiries(casebook).add(asked, _stamp(form))
    return _to(written.reference, form)


@router.get("/inquiries/{reference:path}/letter.{form}")
def letter(request: Request, reference: str, form: str) -> Response:
    """The letter to send, as a Word document or as text."""
    with desk_of(request).casebook() as casebook:
        found = Inquiries(casebook).one(reference)
    name = f"{_OTHER.sub('-', found.reference).strip('-.') or 'letter'}.{form}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    if form == "docx":
        return Response(to_docx(found), media_type=_DOCX, headers=headers)
    if form == "txt":
        return Response(to_text(found), media_type="text/plain; charset=utf-8", headers=headers)
    raise HTTPException(404, "The letter comes as docx and txt.")


@router.get("/inquiries/{reference:path}.json")
def as_json(request: Request, reference: str, on: _Day) -> Response:
    """One inquiry: its questions, their answers, and the claims in them."""
    with desk_of(request).casebook() as casebook:
        return json_of(_whole(casebook, reference, on))


@router.get("/inquiries/{reference:path}.csv")
def as_csv(request: Request, reference: str, on: _Day) -> Response:
    """Its questions, a line each, or one a passage that answers it."""
    with desk_of(request).casebook() as casebook:
        whole = _whole(casebook, reference, on)
    return csv_of(list(_lines(whole)), _LINE)


def _lines(whole: Row) -> Iterator[Row]:
    for asked in whole["questions"]:
        question = {name: asked[name] for name in ("text", "state")} | {"question": asked["number"]}
        for match in asked["matches"] or [{}]:
            yield question | {name: match.get(name) for name in _LINE if name not in question}


@router.get("/inquiries/{reference:path}")
def one(request: Request, reference: str, on: _Day) -> Response:
    """One inquiry, with what may be done about it."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        whole = _whole(casebook, reference, on)
        history = Inquiries(casebook).history(reference)
    return desk.page(
        request,
        "inquiry.html",
        title=whole["reference"],
        inquiry=whole,
        history=history[::-1],
        extents=get_args(Extent),
        today=dates.day(on),
        to=_address(whole["reference"]),
        reviewer=reviewer_of(request),
    )


@router.post("/inquiries/{reference:path}/answer")
def answer(
    request: Request, reference: str, form: Annotated[FormData, Depends(own_files)]
) -> Response:
    """Read a document into the casebook and file it as an answer.

    Raises:
        SourceError: D109 if the form holds none, or what the document raises.
    """
    desk = desk_of(request)
    with desk.apart() as casebook:
        filed = file_answer(
            casebook,
            reference,
            _source(form),
            _stamp(form),
            date=word(form, "date").strip() or None,
            reader=desk.reader,
            unmatched=bool(word(form, "unmatched")),
        )
    return _to(filed.reference, form)


@router.post("/inquiries/{reference:path}")
def change(
    request: Request, reference: str, form: Annotated[FormData, Depends(own_form)]
) -> Response:
    """Keep what happened to an inquiry, or take the last change back."""
    with desk_of(request).casebook() as casebook:
        inquiries, stamp = Inquiries(casebook), _stamp(form)
        if word(form, "act") == "undo":
            left = inquiries.undo(reference, stamp)
            return _to(left.reference if left else None, form)
        made = _change(inquiries, reference, form)
        found = inquiries.change(reference, made, stamp)
    return _to(found.reference, form, made.match if isinstance(made, Judged) else "")


def _whole(casebook: Casebook, reference: str, on: dt.date) -> Row:
    found = Inquiries(casebook).one(reference)
    return described(found, on, claims_of(casebook, found))


def _change(inquiries: Inquiries, reference: str, form: FormData) -> Judged | Found | Sent | Closed:
    """What a form says that happened.

    Raises:
        HTTPException: 422 for what is not understood.
    """
    act, note = word(form, "act"), word(form, "note").strip() or None
    on = word(form, "on").strip()
    if act in {"accept", "reject"}:
        return Judged(word(form, "match"), act == "reject", note=note)
    if act == "correct":
        return Judged(
            word(form, "match"), question=_question(form), extent=_extent(form), note=note
        )
    if act == "found":
        document, passage = inquiries.quoted(reference, word(form, "words"))
        return Found(document, _question(form), passage, _extent(form), note)
    if act == "sent":
        return Sent(on, word(form, "due").strip() or None)
    if act == "close":
        return Closed(on, bool(word(form, "declined")), note)
    raise HTTPException(422, "The form asks for something that is not understood.")


def _question(form: FormData) -> int:
    number = word(form, "question")
    return int(number) if _NUMBER.fullmatch(number) else 0


def _extent(form: FormData) -> Extent:
    found = next((each for each in get_args(Extent) if each == word(form, "extent")), None)
    if found is None:
        raise HTTPException(422, "A passage answers whole, in part, or declines.")
    extent: Extent = found
    return extent


def _source(form: FormData) -> Source:
    """The answer of a form: a file, else the text that was pasted."""
    for each in form.getlist("file"):
        if isinstance(each, UploadFile) and each.filename:
            return Source(name_of(each.filename), each.file.read())
    text = word(form, "text").replace("\r\n", "\n")
    if not text.strip():
        raise SourceError("D109", "the form")
    return Source("pasted answer", text.encode())


def _stamp(form: FormData) -> Stamp:
    """When, by the clock, and by whom, as the form says."""
    by = word(form, "reviewer").strip()
    if not by:
        raise HTTPException(422, "Nobody is named who notes it.")
    return Stamp(dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), by)


def _to(reference: str | None, form: FormData, place: str = "") -> Response:
    """On to the inquiry, or to all of them where nothing is left of it."""
    where = f"{_address(reference)}#{place}" if reference else "/inquiries"
    to = RedirectResponse(where.removesuffix("#"), 303)
    remember(to, word(form, "reviewer").strip())
    return to


def _address(reference: str) -> str:
    return f"/inquiries/{quote(reference, safe='')}"
