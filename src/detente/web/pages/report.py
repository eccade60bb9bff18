"""The report: choose period and theme, order and word its findings, look at it, download it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, replace
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, Final, get_args

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente import dates
from detente.errors import UsageError
from detente.records import EventType
from detente.report.document import FORMATS, compose, drafted, write
from detente.report.edits import LONGEST, Edits, name_of
from detente.report.theme import kept, save
from detente.web.desk import desk_of
from detente.web.forms import own_form
from detente.web.ordered import Ordered, ordered
from detente.web.reviewer import remember, reviewer_of, word
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.document import Order
    from detente.report.edits import Edited
    from detente.report.findings import Finding

router: Final = APIRouter()
_ONE: Final = Lock()
"""Composing takes seconds and memory: whoever comes second waits."""
_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
_ALONE: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""What the report may do as a page of its own: it brings its style, runs and fetches nothing."""
_KNOWN: Final = "SELECT max(latest) AS day FROM documents"
_QUARTER: Final = 3
"""Months."""
_OTHER: Final = re.compile("[^A-Za-z0-9]+")
_LONGEST_NAME: Final = 40
_LONGEST_THEME: Final = 60
_STEPS: Final = {"up": -1, "down": 1}
_PLACE: Final = re.compile("[0-9]{1,4}")

_Wanted = Annotated[Ordered, Depends(ordered)]


@router.get("/report")
def page(request: Request, wanted: _Wanted) -> Response:
    """The form, and below it the findings with what can be done to them."""
    desk = desk_of(request)
    asked = bool(wanted.from_ and wanted.to)
    with desk.apart() as casebook:
        themes = list(kept(casebook.path))
        last = casebook.query(_KNOWN)[0]["day"]
        found = drafted(casebook, wanted.order(casebook)) if asked else []
        theme = wanted.theme_of(casebook)
    return desk.page(
        request,
        "report.html",
        title="Report",
        wanted=wanted,
        asked=asked,
        proposed=(wanted.from_, wanted.to) if asked else _quarter(last),
        themes=themes,
        said={key: values for key, values in asdict(theme).items() if key != "name" and values},
        types=get_args(EventType),
        findings=list(_numbered(found)),
        changed=sum(bool(each.edits) for each in found),
        forms=tuple(FORMATS),
        editor=reviewer_of(request),
        longest=LONGEST,
    )


@router.get("/report.json")
def as_json(request: Request, wanted: _Wanted) -> Response:
    """The findings, with what the program says and what people made of them."""
    name, rows = _rows(request, wanted)
    return json_of({"report": name, "findings": rows})


@router.get("/report.csv")
def as_csv(request: Request, wanted: _Wanted) -> Response:
    """The same as CSV, a line a finding."""
    return csv_of(_rows(request, wanted)[1])


def _rows(request: Request, wanted: Ordered) -> tuple[str, list[Row]]:
    """The name of a report, and its findings."""
    with desk_of(request).apart() as casebook:
        order = wanted.order(casebook)
        found = drafted(casebook, order)
    name = name_of(order.theme, from_=order.from_, to=order.to)
    return name, [_row(number, each) for number, each in _numbered(found)]


@router.get("/report.{form}")
def as_file(request: Request, form: str, wanted: _Wanted) -> Response:
    """The report itself, in one of its forms."""
    if form not in FORMATS:
        raise HTTPException(404, f"The report comes as {', '.join(FORMATS)} and json.")
    with _ONE, desk_of(request).apart() as casebook:
        order = wanted.order(casebook)
        written = write(compose(casebook, order), form)
    headers = {"content-disposition": f'inline; filename="{_file(order)}.{form}"'}
    if form == "html":
        headers["content-security-policy"] = _ALONE
    return Response(written, media_type=_TYPES[form], headers=headers)


@router.post("/report")
def change(
    request: Request, form: Annotated[FormData, Depends(own_form)], wanted: _Wanted
) -> Response:
    """Keep a change of a finding, or take the last one back, and show the findings again."""
    editor = word(form, "editor").strip()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with desk_of(request).apart() as casebook:
        order, edits = wanted.order(casebook), Edits(casebook)
        name = name_of(order.theme, from_=order.from_, to=order.to)
        if word(form, "verb") == "undo":
            happening = edits.undo(name, editor=editor, at=at).happening
        else:
            finding = _finding(casebook, order, word(form, "happening"))
            happening = finding.happening
            edits.add(name, finding, **_change(form), editor=editor, at=at)
    answer = RedirectResponse(f"{wanted.address()}#{happening}", 303)
    remember(answer, editor)
    return answer


@router.post("/report/themes")
def keep(
    request: Request, form: Annotated[FormData, Depends(own_form)], wanted: _Wanted
) -> Response:
    """Keep what the report is about as a theme, and show the report on it."""
    with desk_of(request).casebook() as casebook:
        about = replace(wanted.theme_of(casebook), name=word(form, "name").strip()[:_LONGEST_THEME])
        named = save(casebook.path, about)
    now = Ordered(
        from_=wanted.from_, to=wanted.to, theme=named, most=wanted.most, on=wanted.on,
        since=wanted.since,
    )  # fmt: skip
    return RedirectResponse(now.address(), 303)


def _finding(casebook: Casebook, order: Order, happening: str) -> Finding:
    found = [each.finding for each in drafted(casebook, order)]
    for each in found:
        if each.happening == happening:
            return each
    raise UsageError("D316", happening[:40], detail="the report has no such finding")


def _change(form: FormData) -> dict[str, Any]:
    """What a form wants done to a finding: a place up or down from where it is, or other."""
    verb, place = word(form, "verb"), word(form, "place")
    if verb not in _STEPS:
        return {"verb": verb, "words": word(form, "words")}
    shown = int(place) if _PLACE.fullmatch(place) else 0
    return {"verb": "move", "place": shown + _STEPS[verb]}


def _numbered(found: list[Edited]) -> list[tuple[int | None, Edited]]:
    """Findings with the numbers they have in the report; None for those left out."""
    numbers = iter(range(1, len(found) + 1))
    return [(None if each.left_out else next(numbers), each) for each in found]


def _row(number: int | None, edited: Edited) -> Row:
    finding = edited.finding
    return {
        "number": number,
        "proposed": finding.number,
        "happening": finding.happening,
        "date": finding.date,
        "sentence": str(finding.sentence),
        "words": edited.worded.words if edited.worded else None,
        "left_out": edited.left_out,
        "score": round(finding.rank.total, 4),
        "reports": list(finding.reports),
        "verified_by": list(finding.verification.by),
        "not_verified": finding.verification.why or None,
        "evidence": [
            {"document": each.document, "start": each.start, "end": each.end, "quote": each.quote}
            for each in finding.quotes
        ],
        "edits": [
            {"verb": each.verb, "place": each.place, "words": each.words, "by": each.editor,
             "at": each.at}
            for each in edited.edits
        ],
    }  # fmt: skip


def _quarter(last: dt.date | None) -> tuple[str, str]:
    """The quarter of a day, as its first and last month; empty without one."""
    if last is None:
        return "", ""
    first = (last.month - 1) // _QUARTER * _QUARTER + 1
    return f"{last.year:04}-{first:02}", f"{last.year:04}-{first + _QUARTER - 1:02}"


def _file(order: Order) -> str:
    """The name of the file: what a theme is called in plain letters, and the days."""
    first, last = dates.bounds(dates.interval(order.from_, order.to))
    name = _OTHER.sub("-", order.theme.name or "").strip("-").lower()[:_LONGEST_NAME]
    return f"{name or 'report'}-{dates.day(first)}-{dates.day(last)}"
