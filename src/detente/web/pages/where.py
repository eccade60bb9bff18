"""When and where: events on a timeline, and on a map of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from detente.casebook.filter import of_events
from detente.report import charts
from detente.report.source import Counts, in_words, source_line
from detente.web.desk import address, desk_of
from detente.web.drawn import Drawn
from detente.web.listing import Asked, asked
from detente.web.tabular import csv_of, json_of
from detente.web.world import BORDERS, of_places

if TYPE_CHECKING:
    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row

router: Final = APIRouter()
SHOWN: Final = 200
"""Events of a timeline: those of the most reports."""
PLACES: Final = 300
"""Places of a map: those of the most events."""

# S608: constants of this module; conditions of the filters take the place of `$where`
_TOTALS: Final = (
    "SELECT count(*) AS events, CAST(coalesce(sum(reports), 0) AS BIGINT) AS reports, "
    "CAST(coalesce(sum(origins), 0) AS BIGINT) AS origins, "
    "count(*) FILTER (earliest IS NULL) AS undated, "
    "count(*) FILTER (latitude IS NULL) AS placeless "
    "FROM events AS outer_row WHERE $where"
)
_MOST_REPORTED: Final = (
    "SELECT happening, document, id, date, earliest, latest, type, mode, quad_class, actors, "
    "recipients, status, reports, origins FROM (SELECT * FROM events AS outer_row "
    "WHERE earliest IS NOT NULL AND $where ORDER BY reports DESC, origins DESC, happening "
    "LIMIT ?) ORDER BY earliest, latest, happening"
)
_PLACES: Final = (
    "SELECT min(place) AS place, min(country) AS country, latitude, longitude, "
    "CAST(count(*) AS INTEGER) AS events, CAST(sum(reports) AS INTEGER) AS reports, "
    "CAST(count(*) FILTER (quad_class >= 3) AS INTEGER) AS conflict, "
    "CAST(count(*) FILTER (quad_class = 4) AS INTEGER) AS conflict_in_deeds, "
    "min(earliest) AS earliest, max(latest) AS latest FROM events AS outer_row "
    "WHERE latitude IS NOT NULL AND $where GROUP BY latitude, longitude "
    "ORDER BY events DESC, place, latitude, longitude LIMIT ?"
)

_PLACE: Final = (
    "place", "country", "latitude", "longitude", "events", "reports", "conflict",
    "conflict_in_deeds", "earliest", "latest",
)  # fmt: skip
"""Columns of a place."""

_Wanted = Annotated[Asked, Depends(asked)]


@router.get("/timeline")
def timeline(request: Request, wanted: _Wanted) -> Response:
    """Events in time: exact days as points, imprecise dates as spans."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        totals = _totals(casebook, wanted.filter)
        rows = _found(casebook, _MOST_REPORTED, wanted.filter, SHOWN)
        source = _source(casebook, wanted.filter, totals)
    drawn = charts.of_events(rows, title="Timeline", source=source, known=_dated(totals))
    return desk.page(
        request,
        "timeline.html",
        title="Timeline",
        wanted=wanted,
        totals=totals,
        rows=rows,
        drawn=Drawn.of(drawn, "event"),
        events=_list("/events", wanted),
        listed=lambda ending: _list(f"/events{ending}", wanted),
    )


@router.get("/timeline.json")
@router.get("/timeline.csv")
def timeline_as_data(request: Request, wanted: _Wanted) -> Response:
    """The events of a timeline are those of the list."""
    ending = request.url.path.rpartition(".")[2]
    return RedirectResponse(_list(f"/events.{ending}", wanted), 307)


@router.get("/map")
def world(
    request: Request,
    wanted: _Wanted,
    whole: Annotated[bool, Query(description="The whole world, not where the places are.")] = False,  # noqa: FBT002 - a parameter of an address
) -> Response:
    """Where events were."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        totals = _totals(casebook, wanted.filter)
        rows = _found(casebook, _PLACES, wanted.filter, PLACES)
        source = _source(casebook, wanted.filter, totals)
    return desk.page(
        request,
        "map.html",
        title="Map",
        wanted=wanted,
        totals=totals,
        rows=rows,
        whole=whole,
        borders=BORDERS,
        drawn=of_places(rows, whole=whole),
        source=source,
        listed=lambda ending: _list(f"/map{ending}", wanted),
        other=_list("/map", wanted, whole=None if whole else "true"),
        country=lambda code: _list("/events", wanted, country=code),
    )


@router.get("/map.json")
def map_as_json(request: Request, wanted: _Wanted) -> Response:
    """The places of events."""
    return json_of(_every_place(request, wanted))


@router.get("/map.csv")
def map_as_csv(request: Request, wanted: _Wanted) -> Response:
    """The places of events."""
    return csv_of(_every_place(request, wanted), _PLACE)


def _every_place(request: Request, wanted: Asked) -> list[Row]:
    with desk_of(request).casebook() as casebook:
        return _found(casebook, _PLACES, wanted.filter, 2**31)


def _totals(casebook: Casebook, wanted: Filter) -> Row:
    return _found(casebook, _TOTALS, wanted)[0]


def _found(casebook: Casebook, sql: str, wanted: Filter, *more: object) -> list[Row]:
    """The rows of a query of this module, narrowed by the filter."""
    tests = list(of_events(wanted))
    where = " AND ".join(test.sql for test in tests) or "true"
    values = [value for test in tests for value in test.parameters]
    return casebook.query(sql.replace("$where", where), (*values, *more), keep=True)


def _source(casebook: Casebook, wanted: Filter, totals: Row) -> str:
    counts = Counts(totals["events"], totals["reports"], totals["origins"])
    return source_line(casebook, counts, in_words(wanted, "events"))


def _dated(totals: Row) -> int:
    known: int = totals["events"] - totals["undated"]
    return known


def _list(path: str, wanted: Asked, **more: str | None) -> str:
    return address(path, **(Asked(wanted.filter).query() | more))
