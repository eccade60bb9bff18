"""Rows of POLECAT."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from detente import gazetteer, ontology
from detente.imports.cells import BadRowError, count, day, place
from detente.imports.coded import Coded, Place, Side, country_of
from detente.imports.sheet import Layout
from detente.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.imports.page import Page

LAYOUT: Final = Layout(
    "polecat",
    required=("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"),
    missing=frozenset({"None", "nan", "NaN"}),
)
_PLACES: Final = ("Placename", "City", "District", "Province", "Raw Placename", "Country")
_NONE: Final = "None"
_WITHIN: Final = "|"


def coded(page: Page) -> Coded:
    """What a row says.

    Raises:
        BadRowError: It is not understood.
    """
    kind = (page.get("Event Type") or "").upper()
    if kind not in ontology.plover_types():
        raise BadRowError(f"Event Type {kind}".strip())
    mode, problems = _mode(page, kind)
    known = ontology.contexts()
    contexts = (span.quote for span in page.parts("Contexts"))
    return Coded(
        type=kind,
        mode=mode,
        contexts=tuple(each for each in contexts if each in known),
        actors=tuple(_sides(page, "Actor")),
        recipients=tuple(_sides(page, "Recipient")),
        place=_place(page),
        date=day(page, "Event Date", "%Y-%m-%d"),
        evidence=(page.span("Event Type"),),
        publisher=page.get("Source"),
        published=day(page, "Publication Date", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%m/%d/%Y"),
        language=page.get("Language"),
        problems=problems,
    )


def _mode(page: Page, kind: str) -> tuple[str | None, list[Problem]]:
    """The mode, if the type has it; else none, and a problem."""
    mode = page.get("Event Mode")
    if mode is None or mode in {each.name for each in ontology.plover(kind).modes}:
        return mode, []
    return None, [Problem(where=page.span("Event Mode"), what=f"no mode of {kind}")]


def _sides(page: Page, role: str) -> Iterator[Side]:
    """Names with the country and the sectors that stand in the same place of their columns."""
    names = list(page.parts(f"{role} Name"))
    states = _list(page, f"{role} Country", len(names))
    main = _list(page, f"Primary {role} Sector", len(names))
    others = _list(page, f"{role} Sectors", len(names))
    for where, state, first, more in zip_longest(names, states, main, others):
        if where is None:
            return
        found = [first, *(more or "").split(_WITHIN)]
        sectors = dict.fromkeys(each.strip() for each in found if each)
        known = (each for each in sectors if each in ontology.sectors())
        yield Side(where, _country(state), tuple(known))


def _list(page: Page, column: str, wanted: int) -> list[str | None]:
    """One value for each name; of one name, all of the column is its own."""
    value = page.get(column)
    if value is None:
        return []
    if wanted == 1:
        return [_WITHIN.join(span.quote for span in page.parts(column))]
    found = [part.strip() for part in value.split(";")]
    return [None if part in {"", _NONE} else part for part in found] if len(found) == wanted else []


def _country(value: str | None) -> str | None:
    """By code or name; the first where one actor has several."""
    first = (value or "").partition(_WITHIN)[0].strip()
    found = gazetteer.country(first)
    return found.code if found else country_of(first) if first else None


def _place(page: Page) -> Place | None:
    """The place, of a country by its usual name, with its number."""
    code = _country(page.get("Country"))
    found = place(page, _PLACES, code, at=("Latitude", "Longitude"))
    if found is None:
        return None
    known = gazetteer.country(code) if code else None
    is_country = known and found.where == page.span("Country")
    name = known.name if known and is_country else found.name
    return replace(found, name=name, geonames=count(page, "GeoNames ID"))
