"""Rows of the UCDP Georeferenced Event Dataset: fatal violence, every row an assault."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from detente import dates, gazetteer
from detente.imports.cells import BadRowError, count, country, day, place
from detente.imports.coded import Coded, Side, country_of
from detente.imports.sheet import Layout
from detente.records import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.imports.page import Page
    from detente.records import Span

LAYOUT: Final = Layout(
    "ucdp",
    required=("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best"),
    quoted=True,
)
_PLACES: Final = ("where_coordinates", "where_description", "adm_2", "adm_1", "country")
_TOLD: Final = ("source_headline", "source_article", "dyad_name", "type_of_violence")
_GOVERNMENT: Final = "Government of "
_CIVILIANS: Final = "Civilians"
_FORMS: Final = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f")


def coded(page: Page) -> Coded:
    """What a row says.

    Raises:
        BadRowError: It is not understood.
    """
    first, last = day(page, "date_start", *_FORMS), day(page, "date_end", *_FORMS)
    if first is None or last is None or first > last:
        raise BadRowError(f"date_start {first}, date_end {last}")
    told = next(name for name in (*_TOLD, "id") if page.get(name))
    return Coded(
        type="ASSAULT",
        actors=tuple(_sides(page, "side_a", "gwnoa")),
        recipients=tuple(_sides(page, "side_b", "gwnob")),
        place=place(page, _PLACES, country(page, "country"), at=("latitude", "longitude")),
        date=first if first == last else dates.interval(first, last),
        killed=Bounds(low=count(page, "low"), high=count(page, "high")),
        evidence=(page.span(told),),
        publisher=page.get("source_office"),
    )


def _sides(page: Page, name: str, number: str) -> Iterator[Side]:
    if page.get(name):
        where = page.span(name)
        yield Side(where, *_known(page, where, number))


def _known(page: Page, where: Span, number: str) -> tuple[str | None, tuple[str, ...]]:
    """Country and sector: of a government its own, of civilians that of the place."""
    if where.quote == _CIVILIANS:
        return country(page, "country"), ("CVL",)
    if where.quote.startswith(_GOVERNMENT):
        named = country_of(where.quote.removeprefix(_GOVERNMENT))
        return named or _by_number().get(count(page, number) or 0), ("GOV",)
    return None, ("REB",)


@cache
def _by_number() -> dict[int, str]:
    """Numbers of states, which Gleditsch and Ward share with the Correlates of War, to alpha-3."""
    found = sorted(gazetteer.countries(), key=lambda each: each.status != "former")
    return {each.cow: each.code for each in found if each.cow}
