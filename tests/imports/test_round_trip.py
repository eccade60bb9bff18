"""What a format can carry is the same after it was brought in and written again."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from detente import gazetteer, ontology
from detente.casebook import Casebook
from detente.export import export
from detente.export.cells import flat
from detente.imports import bring
from detente.records import Record

if TYPE_CHECKING:
    from detente.gazetteer import Place

_NOT_CARRIED: Final = {
    "polecat": {
        "Event ID", "Actor Name Raw", "Recipient Name Raw", "Story People", "Story Organizations",
        "Story Locations", "Version",
    },
    "gdelt": {"GLOBALEVENTID", "NumSources"},
    "icews": {"Event ID", "Story ID", "City", "Province", "Country", "Latitude", "Longitude"},
}  # fmt: skip
"""Ids are made anew; ICEWS has coordinates only with the name of a town or region."""

_names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=";"), min_size=1, max_size=12
).filter(lambda name: len(flat(name)) > 2 and flat(name) not in {"None", "nan", "NaN", "NULL"})
_countries = st.sampled_from(
    [c.code for c in gazetteer.countries() if c.status == "state" and c.fips and c.cameo]
)
_sectors = st.lists(st.sampled_from(sorted(ontology.sectors())), unique=True, max_size=2)
_dates = st.dates(min_value=dt.date(1990, 1, 1)).map(str)
_publishers = st.none() | _names
_PLACES: Final = [gazetteer.places(name)[0] for name in ("Baghdad", "Mosul", "Texas", "Paris")]


@st.composite
def _sides(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(_names)
    country, sectors = draw(st.none() | _countries), draw(_sectors)
    return {
        "name": name,
        "kind": "other",
        "country": country,
        "sectors": sectors,
        "code": gazetteer.actor_code(country, sectors),
    }


@st.composite
def _events(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(ontology.plover_types())))
    modes: list[str | None] = [None, *(mode.name for mode in ontology.plover(kind).modes)]
    mode = draw(st.sampled_from(modes))
    return {
        "type": kind,
        "mode": mode,
        "cameo": ontology.code_for(kind, mode),
        "quad_class": ontology.plover(kind).quad_class,
        "goldstein": ontology.score(kind, mode),
        "contexts": draw(st.lists(st.sampled_from(sorted(ontology.contexts())), unique=True)),
        "date": draw(st.none() | _dates),
        "sides": draw(st.lists(_sides(), max_size=3, unique_by=lambda side: flat(side["name"]))),
        "place": draw(st.none() | st.sampled_from(_PLACES)),
        "publisher": draw(_publishers),
        "published": draw(st.none() | _dates),
        "number": draw(st.integers()),
    }


def _record(event: dict[str, Any], number: int) -> Record:
    """A record whose text is as long as need be, and whose parties all stand at its beginning."""
    text = f"report {number}"
    place: Place | None = event["place"]
    at = {"start": 0, "end": 6}
    parties = [
        {"entity": f"e{index}", "text": side["name"]} | at
        for index, side in enumerate(event["sides"])
    ]
    kept = {key: event[key] for key in event if key not in _OF_DOCUMENT}
    location = (
        place
        and {
            "name": place.name,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
        | at
    )
    return Record.model_validate(
        {
            "document": {
                "id": f"sha256:{sha256(text.encode()).hexdigest()}",
                "text": text,
                "publisher": event["publisher"],
                "published": event["published"],
            },
            "entities": [{"id": f"e{index}"} | side for index, side in enumerate(event["sides"])],
            "events": [
                kept
                | {
                    "id": "v1",
                    "actors": parties[:1],
                    "recipients": parties[1:],
                    "location": location,
                    "evidence": [{"start": 0, "end": 6, "quote": "report"}],
                }
            ],
            "reader": {"version": "1", "model": "m", "seconds": 0.0},
        }
    )


_OF_DOCUMENT: Final = {"sides", "place", "publisher", "published", "number"}


def _written(casebook: Casebook, form: str, out: Path) -> Path:
    export(casebook, form, out)
    return out / "export.CSV" if form == "gdelt" else out


def _carried(path: Path, form: str) -> list[dict[str, str]]:
    names = [column.name for column in ontology.columns(form)]
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t"))
    rows = [dict(zip(names, line, strict=True)) for line in lines[form != "gdelt" :]]
    return sorted(
        ({name: row[name] for name in names if name not in _NOT_CARRIED[form]} for row in rows),
        key=lambda row: list(row.values()),
    )


@pytest.mark.parametrize("form", ["polecat", "gdelt", "icews"])
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes
@given(events=st.lists(_events(), min_size=3, max_size=12))
def test_written_brought_in_and_written_again(form: str, events: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with Casebook(root / "first") as first, first.writer() as writer:
            for number, event in enumerate(events):
                writer.add(_record(event, number))
            writer.flush()
            before = _written(first, form, root / "before")
        with Casebook(root / "second") as second:
            tally = bring(before, form, second)
            after = _written(second, form, root / "after")
        assert tally.added == len(events)
        assert _carried(after, form) == _carried(before, form)
