"""ICEWS coded events: tab-separated, 20 columns with a header, empty cells for what is unknown.

A row has room for one actor and one recipient. Countries and sectors are written in words, and
intensity is the Goldstein score of the CAMEO code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import gazetteer, ontology
from detente.export.cells import cell, exact_day, number, write_line
from detente.export.happenings import happened, happenings, has_more_sides, pair
from detente.export.numbering import number_of
from detente.export.placing import text_file
from detente.export.tally import Tally
from detente.export.whereabouts import whereabouts

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.export.happenings import Happening, Side

_MISSING: Final = ""


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write the events that happened and have a CAMEO code to the file `out`."""
    tally = Tally()
    names = [column.name for column in ontology.columns("icews")]
    with text_file(out) as stream:
        write_line(names, stream)
        for happening in happened(happenings(casebook, asked), tally):
            values = _values(happening)
            write_line((cell(values.get(name), _MISSING) for name in names), stream)
            tally.lost["a day"] += values["Event Date"] is None
            tally.lost["further sides"] += has_more_sides(happening)
    return tally


def _values(happening: Happening) -> dict[str, str | None]:
    """Column to value; a column that is not there is not known."""
    event, document = happening.event, happening.document
    day, place = exact_day(event), whereabouts(event)
    code = event["cameo"]
    source, target = pair(happening)
    return {
        "Event ID": str(number_of(happening.id)),
        "Event Date": day and day.isoformat(),
        **_side("Source", source),
        "Event Text": ontology.cameo(code).label if code else None,
        "CAMEO Code": code,
        "Intensity": number(ontology.goldstein(code)) if code else None,
        **_side("Target", target),
        "Story ID": str(number_of(event["document"])),
        "Publisher": document["publisher"],
        "City": place.city,
        "Province": place.province,
        "Country": _country(event["country"]),
        "Latitude": number(event["latitude"]),
        "Longitude": number(event["longitude"]),
    }


def _side(role: str, side: Side | None) -> dict[str, str | None]:
    if side is None:
        return {}
    sectors = filter(None, map(ontology.icews_sector, side.sectors))
    return {
        f"{role} Name": side.name,
        f"{role} Sectors": ",".join(sectors) or None,
        f"{role} Country": _country(side.country),
    }


def _country(code: str | None) -> str | None:
    found = gazetteer.country(code) if code else None
    return found.name if found else None
