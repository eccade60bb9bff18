"""GeoJSON (RFC 7946): a feature for each event whose place has coordinates, at longitude, latitude.

Every status is written, and stands among the properties.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.formats import plain
from detente.export.happenings import happenings
from detente.export.placing import text_file
from detente.export.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.export.happenings import Happening, Side

_COPIED: Final = (
    "type", "mode", "cameo", "quad_class", "goldstein", "status", "certainty", "date", "earliest",
    "latest", "place", "country", "killed_low", "killed_high", "injured_low", "injured_high",
    "said_by", "reports", "origins", "document",
)  # fmt: skip
"""Columns of `events` that become properties of their name."""
_NOWHERE: Final = "no coordinates"


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write the events that have a place on the map to the file `out`."""
    tally = Tally()
    with text_file(out) as stream:
        stream.write('{"type": "FeatureCollection", "features": [')
        for happening in happenings(casebook, asked):
            if happening.event["latitude"] is None:
                tally.left_out[_NOWHERE] += 1
                continue
            stream.write(",\n" if tally.written else "\n")
            json.dump(_feature(happening), stream, ensure_ascii=False, default=plain)
            tally.written += 1
        stream.write("\n]}\n")
    return tally


def _feature(happening: Happening) -> dict[str, Any]:
    event, document = happening.event, happening.document
    return {
        "type": "Feature",
        "id": happening.id,
        "geometry": {"type": "Point", "coordinates": [event["longitude"], event["latitude"]]},
        "properties": {
            **{name: event[name] for name in _COPIED},
            "actors": _names(happening.actors),
            "recipients": _names(happening.recipients),
            "quote": event["evidence"][0]["quote"],
            "publisher": document["publisher"],
            "published": document["published"],
            "url": document["url"],
        },
    }


def _names(sides: Sequence[Side]) -> list[str]:
    return [side.name for side in sides]
