"""What the gazetteer knows of an event's place beside its name: town or region, and its number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from detente import gazetteer

if TYPE_CHECKING:
    from detente.casebook.rows import Row
    from detente.gazetteer import Place

Extent = Literal["country", "region", "point"]
_FEATURES: Final = {"capital": "PPLC", "city": "PPL"}
"""Kind of a place to its GeoNames feature code; a region may be of either order."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Attributes of a place; None where not known.

    Attributes:
        extent: Whether it is known as a town or site, as a region, or by its country alone.
        city: Its name, if it is a town.
        province: Its name, if it is a region.
        geonames: GeoNames' number.
        feature: GeoNames' feature code.
    """

    extent: Extent | None = None
    city: str | None = None
    province: str | None = None
    geonames: int | None = None
    feature: str | None = None


def whereabouts(event: Row) -> Whereabouts:
    """What is known of the place of an event: that of the gazetteer at the event's coordinates."""
    return _of(event["place"], event["country"], event["latitude"], event["longitude"])


@lru_cache(maxsize=65536)
def _of(
    name: str | None, country: str | None, latitude: float | None, longitude: float | None
) -> Whereabouts:
    if name is None or latitude is None:
        return Whereabouts(extent="country" if country else None)
    places = (
        p for p in gazetteer.places(name) if (p.latitude, p.longitude) == (latitude, longitude)
    )
    found = next(places, None)
    return _known(found) if found else Whereabouts(extent="point")


def _known(place: Place) -> Whereabouts:
    return Whereabouts(
        extent="region" if place.kind == "region" else "point",
        city=place.name if place.kind in _FEATURES else None,
        province=place.name if place.kind == "region" else None,
        geonames=place.geonames,
        feature=_FEATURES.get(place.kind),
    )
