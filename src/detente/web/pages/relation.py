"""Relations: who deals with whom, and how two sides stand, since when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse, Response

from detente.casebook import Filter
from detente.dates import bounds, day
from detente.records import Channel  # noqa: TC001 - FastAPI reads the annotation
from detente.relations import By  # noqa: TC001 - as above
from detente.relations.between import between
from detente.relations.ties import ties
from detente.report import charts
from detente.report.charts.escalation import delay
from detente.report.charts.series import by_period, turns, weighty
from detente.report.difference import difference
from detente.report.relation import Question, Standing, balance, known, said, signed, standing
from detente.report.source import Counts, source_line
from detente.web.desk import address, desk_of
from detente.web.drawn import Drawn
from detente.web.listing import Asked, Listing, asked
from detente.web.tabular import csv_of

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.casebook.rows import Row

router: Final = APIRouter()
_BUSIEST: Final = 12
"""Pairs that the list of relations begins with."""
_CHAINS: Final = 5
_EVENTS: Final = 3
"""Events shown of a turning point."""
_SHOWN: Final = 100
"""Events shown of a period."""

_ORDER: Final = "ORDER BY earliest NULLS LAST, latest, happening LIMIT ?"


@dataclass(frozen=True, slots=True)
class Sought:
    """What an address asks of a relation.

    Attributes:
        question: What is asked of the two sides.
        against: EDTF; a second day that the first is compared with.
        at: EDTF; the days whose events are wanted.
    """

    question: Question
    against: str | None = None
    at: str | None = None

    def address(self, ending: str = "", **more: str | None) -> str:
        """The address of the same question, changed in some parameters."""
        put = self.question
        query: dict[str, Any] = {
            "by": put.by if put.by != "month" else None,
            "channel": put.channel,
            "from": put.from_,
            "to": put.to,
            "on": put.on,
            "against": self.against,
            "with": put.with_,
        }
        return address(of_pair(put.first, put.second) + ending, **(query | more))


def of_pair(first: str, second: str) -> str:
    """The address of a relation.

    >>> of_pair("United States", "IRQ")
    '/relations/United%20States/IRQ'
    """
    return f"/relations/{quote(first, safe='+')}/{quote(second, safe='+')}"


def sought(  # noqa: PLR0913, PLR0917 - the parameters of an address, given by name
    first: str,
    second: str,
    by: By = "month",
    channel: Channel | None = None,
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: str | None = None,
    on: str | None = None,
    against: str | None = None,
    with_: Annotated[str | None, Query(alias="with")] = None,
    at: str | None = None,
) -> Sought:
    """What a request asks of a relation; what a form leaves empty asks nothing."""
    question = Question(
        first=first,
        second=second,
        channel=channel,
        by=by,
        from_=from_ or None,
        to=to or None,
        on=on or None,
        with_=(with_ or "").strip() or None,
    )
    return Sought(question, against or None, at or None)


_Sought = Annotated[Sought, Depends(sought)]


@router.get("/relations", name="relations")
def every(request: Request, wanted: Annotated[Asked, Depends(asked)]) -> Response:
    """The busiest pairs, their network, and the changes of relations as a list."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        listing = Listing.of(casebook, "relations", wanted)
        found = ties(casebook, Filter()) if wanted == Asked(Filter()) else None
        source = source_line(casebook, Counts(*found.counts), "events") if found else ""
    return desk.page(
        request,
        "relations.html",
        title="Relations",
        listing=listing,
        busiest=found.ties[:_BUSIEST] if found else (),
        drawn=Drawn.of(charts.of_ties(found, source=source), "relation") if found else None,
        of_pair=of_pair,
        signed=signed,
    )


@router.get("/relations/to")
def chosen(between: Annotated[list[str], Query(min_length=2, max_length=2)]) -> Response:
    """To the relation of the two sides of a form."""
    first, second = (side.strip() for side in between)
    return Response(status_code=303, headers={"location": of_pair(first, second)})


@router.get("/relations/{first}/{second}.json")
def as_json(request: Request, wanted: _Sought) -> Response:
    """Everything the page tells, as plain values."""
    with desk_of(request).casebook() as casebook:
        told = standing(casebook, wanted.question)
        found = difference(casebook, told, wanted.against) if wanted.against else None
    return JSONResponse(told.to_json() | ({"difference": found.to_json()} if found else {}))


@router.get("/relations/{first}/{second}.csv")
def as_csv(request: Request, wanted: _Sought) -> Response:
    """The series, a row a period."""
    with desk_of(request).casebook() as casebook:
        rows = standing(casebook, wanted.question).relation.series.rows()
    return csv_of(rows)


@router.get("/relations/{first}/{second}")
def page(request: Request, wanted: _Sought) -> Response:
    """How the two stand, their course, what turned it, and the words all of it rests on."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        told = standing(casebook, wanted.question)
        events = _events(casebook, told, wanted.at) if wanted.at else []
        found = difference(casebook, told, wanted.against) if wanted.against else None
    shown = told.relation
    return desk.page(
        request,
        "relation.html",
        title=f"{shown.first.name} ⇄ {shown.second.name}",
        told=told,
        wanted=wanted,
        states=sorted(told.states, key=lambda each: each.status is None),
        difference=found,
        turning=[
            (turns(points, shown.series), points[0].period, weighty(points, _EVENTS))
            for points in by_period(shown.turning_points)
        ],
        events=events,
        most=_SHOWN,
        course=_course(told, wanted),
        chain=_chain(told),
        chains=shown.chains[:_CHAINS],
        known=known,
        said=said,
        balance=balance,
        signed=signed,
        delay=delay,
        day=day,
    )


def _course(told: Standing, wanted: Sought) -> Drawn:
    drawn = charts.of_relation(
        told.relation, source=told.source, finding=told.finding, window=told.window
    )
    return Drawn.of(drawn, "events", wanted.address())


def _chain(told: Standing) -> Drawn | None:
    drawn = charts.of_chain(told.relation, source=told.source)
    return Drawn.of(drawn) if drawn else None


def _events(casebook: Casebook, told: Standing, at: str) -> list[Row]:
    """The events between the two sides in some days, as the series has them."""
    sql, parameters = between(told.relation.first, told.relation.second, within=bounds(at))
    return casebook.query(f"{sql} {_ORDER}", (*parameters, _SHOWN))
