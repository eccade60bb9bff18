"""Rows of ACLED. Which of two actors acted on the other it does not say; `actor1` is taken to."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Final

from detente import dates, tables
from detente.imports.cells import NotOursError, count, country, day, place
from detente.imports.coded import Coded, Side, country_of
from detente.imports.sheet import Layout
from detente.records import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.imports.page import Page

LAYOUT: Final = Layout(
    "acled",
    required=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1"),
    quoted=True,
)
_PLACES: Final = ("location", "admin3", "admin2", "admin1", "country")
_OF: Final = re.compile(r"Forces of (?:the )?(?P<state>[^(]+?)(?: \(|$)|\((?P<where>[^()\d]+)\)")
"""The state in "Military Forces of Iraq (2018-2022)" and in "Protesters (Iraq)"."""
_POLICE: Final = "Police"
_DAY: Final = "1"
_MONTH: Final = "3"


def coded(page: Page) -> Coded:
    """What a row says.

    Raises:
        BadRowError: It is not understood.
        NotOursError: Its type has no counterpart in PLOVER.
    """
    event, kind = page.get("event_type") or "", page.get("sub_event_type") or ""
    known = _types()
    found = known.get((event, kind)) or known.get((event, ""))
    if found is None:
        raise NotOursError(kind or event or "no type")
    killed = count(page, "fatalities")
    return Coded(
        type=found[0],
        mode=found[1],
        actors=tuple(_sides(page, "actor1", "assoc_actor_1", "inter1")),
        recipients=tuple(_sides(page, "actor2", "assoc_actor_2", "inter2")),
        place=place(page, _PLACES, country(page, "country"), at=("latitude", "longitude")),
        date=_date(page),
        killed=None if killed is None else Bounds(low=killed, high=killed),
        evidence=(page.span("notes" if page.get("notes") else "sub_event_type"),),
        publisher=page.get("source"),
    )


@cache
def _types() -> dict[tuple[str, str], tuple[str, str | None]]:
    found = tables.rows("detente.imports", "acled_types")
    return {(row["event"], row["sub_event"]): (row["type"], row["mode"] or None) for row in found}


@cache
def _sectors() -> dict[str, str]:
    return {row["inter"]: row["sector"] for row in tables.rows("detente.imports", "acled_actors")}


def _sides(page: Page, name: str, others: str, inter: str) -> Iterator[Side]:
    """The actor, then those it acted with, of whom no sector is said."""
    if page.get(name):
        where = page.span(name)
        sector = _sectors().get(page.get(inter) or "")
        if sector == "MIL" and where.quote.startswith(_POLICE):
            sector = "COP"
        yield Side(where, _state(where.quote), (sector,) if sector else ())
    for where in page.parts(others):
        yield Side(where, _state(where.quote))


def _state(name: str) -> str | None:
    match = _OF.search(name)
    return country_of(match["state"] or match["where"]) if match else None


def _date(page: Page) -> str | None:
    """The day; with less precision all days that may be meant: those of a week or of a month."""
    exact = day(page, "event_date", "%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d/%m/%Y")
    precision = page.get("time_precision") or _DAY
    if exact is None or precision == _DAY:
        return exact
    if precision == _MONTH:
        return exact[:7]
    return week_around(exact)


def week_around(exact: str) -> str:
    """The days of every week that a day lies in, in EDTF.

    >>> week_around("2020-03-11")
    '2020-03-05/2020-03-17'
    """
    middle = dt.date.fromisoformat(exact)
    reach = dt.timedelta(days=6)
    return dates.interval(dates.day(middle - reach), dates.day(middle + reach))
