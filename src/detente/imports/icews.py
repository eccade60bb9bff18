"""Rows of ICEWS coded events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import ontology
from detente.imports.cells import BadRowError, NotOursError, country, day, place
from detente.imports.coded import Coded, Side
from detente.imports.sheet import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.imports.page import Page
    from detente.ontology import CameoCode

LAYOUT: Final = Layout(
    "icews",
    required=("Event ID", "Event Date", "Source Name", "CAMEO Code", "Target Name"),
    missing=frozenset({"NULL", "null"}),
)
_PLACES: Final = ("City", "District", "Province", "Country")


def coded(page: Page) -> Coded:
    """What a row says.

    Raises:
        BadRowError: It is not understood.
        NotOursError: Its code has no PLOVER type.
    """
    code = cameo(page, "CAMEO Code")
    date = day(page, "Event Date", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")
    told = "Event Text" if page.get("Event Text") else "CAMEO Code"
    return Coded(
        type=code.type or "",
        mode=code.mode,
        cameo=code.code,
        contexts=code.contexts,
        actors=tuple(_sides(page, "Source")),
        recipients=tuple(_sides(page, "Target")),
        place=place(page, _PLACES, country(page, "Country"), at=("Latitude", "Longitude")),
        date=date,
        evidence=(page.span(told),),
        publisher=page.get("Publisher"),
    )


def cameo(page: Page, column: str) -> CameoCode:
    """The CAMEO code in a column; a zero that a spreadsheet took from its front is put back.

    Raises:
        BadRowError: There is none, or another word.
        NotOursError: It has no PLOVER type: statements and appeals.
    """
    value = page.get(column) or ""
    known = ontology.cameo_codes()
    found = known.get(value) or known.get(f"0{value}")
    if found is None:
        raise BadRowError(f"{column} {value}".strip())
    if found.type is None:
        raise NotOursError("statements and appeals, which PLOVER has no type for")
    return found


def _sides(page: Page, role: str) -> Iterator[Side]:
    name = f"{role} Name"
    if page.get(name):
        words = (span.quote for span in page.parts(f"{role} Sectors", ","))
        sectors = dict.fromkeys(filter(None, map(ontology.sector_of_icews, words)))
        yield Side(page.span(name), country(page, f"{role} Country"), tuple(sectors))
