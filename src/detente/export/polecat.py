"""POLECAT: tab-separated PLOVER events of 40 columns with a header, unknown values as `None`.

Several actors stand in one row, parted by `; ` in each of their columns in the same order; several
sectors of one actor are parted by `|`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import gazetteer, ontology
from detente.export.cells import cell, exact_day, flat, number, write_line
from detente.export.happenings import happened, happenings
from detente.export.placing import text_file
from detente.export.tally import Tally
from detente.export.whereabouts import Whereabouts, whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.export.happenings import Happening, Side

MISSING: Final = "None"
QUADS: Final = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}
"""Quad class to what stands under Quad Code."""
_BETWEEN: Final = "; "
_WITHIN: Final = "|"
_PEOPLE: Final = ("person", "people")
_LOCATIONS: Final = ("country", "place")
_NEITHER: Final = ("document", "other")


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write the events that happened to the file `out`."""
    tally = Tally()
    names = [column.name for column in ontology.columns("polecat")]
    with text_file(out) as stream:
        write_line(names, stream)
        for happening in happened(happenings(casebook, asked), tally):
            values = _values(happening)
            write_line((cell(values.get(name), MISSING) for name in names), stream)
            tally.lost["a day"] += values["Event Date"] is None
    return tally


def _values(happening: Happening) -> dict[str, str | None]:
    """Column to value; a column that is not there is not known."""
    event, document = happening.event, happening.document
    day, published = exact_day(event), exact_day(document)
    return {
        "Event ID": happening.id,
        "Event Date": day and day.isoformat(),
        "Event Type": event["type"],
        "Event Mode": event["mode"],
        "Intensity": number(event["goldstein"]),
        "Quad Code": QUADS[event["quad_class"]],
        "Contexts": _list(event["contexts"]),
        **_sides("Actor", happening.actors),
        **_sides("Recipient", happening.recipients),
        **_place(happening, whereabouts(event)),
        "Source": document["publisher"],
        "Publication Date": published and published.isoformat(),
        "Story People": _story(happening, lambda kind: kind in _PEOPLE),
        "Story Organizations": _story(
            happening, lambda kind: kind not in {*_PEOPLE, *_LOCATIONS, *_NEITHER}
        ),
        "Story Locations": _story(happening, lambda kind: kind in _LOCATIONS),
        "Language": document["language"],
        "Version": f"detente {document['reader_version']} {document['reader_model']}",
    }


def _sides(role: str, sides: Sequence[Side]) -> dict[str, str | None]:
    return {
        f"{role} Name": _list(side.name for side in sides),
        f"{role} Country": _parallel(side.country for side in sides),
        f"{role} COW": _parallel(_cow(side.country) for side in sides),
        f"Primary {role} Sector": _parallel(next(iter(side.sectors), None) for side in sides),
        f"{role} Sectors": _parallel(_WITHIN.join(side.sectors) or None for side in sides),
        f"{role} Name Raw": _list(side.text for side in sides),
    }


def _cow(country: str | None) -> str | None:
    found = gazetteer.country(country) if country else None
    return str(found.cow) if found and found.cow else None


def _place(happening: Happening, found: Whereabouts) -> dict[str, str | None]:
    event = happening.event
    return {
        "Placename": event["place"],
        "City": found.city,
        "Province": found.province,
        "Country": event["country"],
        "Latitude": number(event["latitude"]),
        "Longitude": number(event["longitude"]),
        "GeoNames ID": number(found.geonames),
        "Feature Type": found.feature,
    }


def _story(happening: Happening, wanted: Callable[[str], bool]) -> str | None:
    names = {row["name"]: None for row in happening.entities if wanted(row["kind"])}
    return _list(names)


def _list(values: Iterable[str]) -> str | None:
    """Values parted as the format parts them; a mark of that within one becomes a comma."""
    return _BETWEEN.join(flat(value).replace(";", ",") for value in values) or None


def _parallel(values: Iterable[str | None]) -> str | None:
    """One value for each side, `None` among them; nothing if none is known."""
    listed = list(values)
    return _BETWEEN.join(value or MISSING for value in listed) if any(listed) else None
