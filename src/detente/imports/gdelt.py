"""Rows of GDELT 2.0 events."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from detente import gazetteer, ontology
from detente.imports.cells import BadRowError, day, place
from detente.imports.coded import Coded, Place, Side
from detente.imports.icews import cameo
from detente.imports.sheet import Layout
from detente.records import span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.imports.page import Page

LAYOUT: Final = Layout("gdelt", required=(), header=False)
_PLACES: Final = ("ActionGeo_FullName",)
_ADDRESSES: Final = ("http://", "https://")
_MONTH: Final = 6
_YEAR: Final = 4
_MOST_TYPES: Final = 3


def coded(page: Page) -> Coded:
    """What a row says.

    Raises:
        BadRowError: It is not understood.
        NotOursError: Its code has no PLOVER type.
    """
    code = cameo(page, "EventCode")
    source = page.get("SOURCEURL")
    is_address = bool(source and source.startswith(_ADDRESSES))
    return Coded(
        type=code.type or "",
        mode=code.mode,
        cameo=code.code,
        contexts=code.contexts,
        actors=tuple(_sides(page, "Actor1")),
        recipients=tuple(_sides(page, "Actor2")),
        place=_place(page),
        date=_date(page),
        evidence=(page.span("EventCode"),),
        title=None if is_address else source,
        published=day(page, "DATEADDED", "%Y%m%d%H%M%S", "%Y%m%d"),
        url=source if is_address else None,
    )


def _sides(page: Page, role: str) -> Iterator[Side]:
    named = next((name for name in (f"{role}Name", f"{role}Code") if page.get(name)), None)
    if named is None:
        return
    code = page.get(f"{role}CountryCode")
    types = (page.get(f"{role}Type{number}Code") for number in range(1, _MOST_TYPES + 1))
    sectors = dict.fromkeys(ontology.sector_of_cameo_type(each) for each in types if each)
    yield Side(page.span(named), _actor_countries().get(code or ""), tuple(filter(None, sectors)))


def _date(page: Page) -> str | None:
    """The day, else the month, else the year."""
    exact = day(page, "SQLDATE", "%Y%m%d")
    if exact:
        return exact
    month = page.get("MonthYear") or ""
    if len(month) == _MONTH and month.isdecimal() and "01" <= month[4:] <= "12":
        return f"{month[:4]}-{month[4:]}"
    year = page.get("Year") or ""
    if len(year) == _YEAR and year.isdecimal():
        return year
    if month or year:
        raise BadRowError(f"MonthYear {month}, Year {year}")
    return None


def _place(page: Page) -> Place | None:
    """The first part of the full name: "Baghdad" of "Baghdad, Baghdad, Iraq"."""
    code = _place_countries().get(page.get("ActionGeo_CountryCode") or "")
    whole = place(page, _PLACES, code, at=("ActionGeo_Lat", "ActionGeo_Long"))
    if whole is None:
        return None
    name = whole.name.partition(",")[0].strip() or whole.name
    where = span(page.text, whole.where.start, whole.where.start + len(name))
    return replace(whole, where=where, name=name)


@cache
def _actor_countries() -> dict[str, str]:
    """CAMEO's codes of countries to alpha-3; a present state goes before a former one."""
    return {each.cameo: each.code for each in _former_first() if each.cameo}


@cache
def _place_countries() -> dict[str, str]:
    """FIPS 10-4 codes to alpha-3."""
    return {each.fips: each.code for each in _former_first() if each.fips}


def _former_first() -> list[gazetteer.Country]:
    return sorted(gazetteer.countries(), key=lambda each: each.status != "former")
