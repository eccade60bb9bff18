"""What one row of each format becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.records import Bounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.imports import Tally
    from detente.records import Record

    Written = Callable[..., Path]
    Brought = Callable[[Path, str], tuple[Tally, list[Record]]]

ICEWS = {
    "Event ID": "71",
    "Event Date": "2001-02-03",
    "Source Name": "Extremist (Arda)",
    "Source Sectors": "Radicals / Extremists / Fundamentalists,Dissident",
    "Source Country": "Russian Federation",
    "Event Text": "Praise or endorse",
    "CAMEO Code": "051",
    "Intensity": "3.4",
    "Target Name": "Serbia",
    "Target Country": "Serbia",
    "Publisher": "The Star",
    "City": "Moscow",
    "Country": "Russian Federation",
    "Latitude": "55.7522",
    "Longitude": "37.6156",
}
GDELT = {
    "GLOBALEVENTID": "72",
    "SQLDATE": "20200311",
    "Actor1Name": "ROMANIA",
    "Actor1Code": "ROMMIL",
    "Actor1CountryCode": "ROM",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "KSVCOP",
    "Actor2CountryCode": "KSV",
    "Actor2Type1Code": "COP",
    "EventCode": "043",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Baghdad, Baghdad, Iraq",
    "ActionGeo_CountryCode": "IZ",
    "ActionGeo_Lat": "33.3386",
    "ActionGeo_Long": "44.3939",
    "DATEADDED": "20200312101500",
    "SOURCEURL": "https://example.org/a",
}
POLECAT = {
    "Event ID": "73",
    "Event Date": "2020-03-11",
    "Event Type": "ASSAULT",
    "Event Mode": "aerial",
    "Contexts": "military; nonsense",
    "Actor Name": "United States; France",
    "Actor Country": "USA; FRA",
    "Primary Actor Sector": "MIL; None",
    "Actor Sectors": "MIL|GOV; None",
    "Recipient Name": "Group",
    "Recipient Country": "IRQ",
    "Primary Recipient Sector": "REB",
    "Placename": "Baghdad",
    "Country": "IRQ",
    "Latitude": "33.34",
    "Longitude": "44.4",
    "GeoNames ID": "98182",
    "Source": "Wire",
    "Publication Date": "2020-03-12",
}
ACLED = {
    "event_id_cnty": "IRQ1",
    "event_date": "2020-03-11",
    "time_precision": "1",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Turkey (2016-)",
    "inter1": "State Forces",
    "actor2": "Civilians (Iraq)",
    "inter2": "7",
    "country": "Iraq",
    "location": "Sinjar",
    "latitude": "36.3",
    "longitude": "41.8",
    "source": "Wire",
    "notes": "Planes struck a camp.",
    "fatalities": "3",
}
UCDP = {
    "id": "5",
    "type_of_violence": "1",
    "side_a": "Government of Myanmar (Burma)",
    "side_b": "Group",
    "country": "Myanmar (Burma)",
    "where_coordinates": "Place",
    "latitude": "20",
    "longitude": "97",
    "source_headline": "Clash in the hills",
    "source_office": "Wire",
    "date_start": "2019-01-02 00:00:00.000",
    "date_end": "2019-01-04 00:00:00.000",
    "best": "4",
    "low": "2",
    "high": "9",
}


def _one(written: Written, brought: Brought, form: str, row: dict[str, str]) -> Record:
    comma = {"delimiter": ","} if form in {"acled", "ucdp"} else {}
    tally, records = brought(written(form, row, **comma), form)
    assert (tally.added, tally.bad, len(records)) == (1, 0, 1)
    assert records[0].reader.model == f"import:{form}"
    assert len(records[0].events) == 1
    return records[0]


def _told(record: Record) -> tuple[Any, ...]:
    event = record.events[0]
    return (event.type, event.mode, event.cameo, event.date, event.status)


def _sides(record: Record) -> list[tuple[str, str, str | None]]:
    entities = {entity.id: entity for entity in record.entities}
    event = record.events[0]
    found = (entities[party.entity or ""] for party in (*event.actors, *event.recipients))
    return [(entity.name, entity.kind, entity.code) for entity in found]


def test_icews(written: Written, brought: Brought) -> None:
    record = _one(written, brought, "icews", ICEWS)
    assert _told(record) == ("SUPPORT", None, "051", "2001-02-03", "occurred")
    assert _sides(record) == [
        ("Extremist (Arda)", "armed-group", "RUSREB"),
        ("Serbia", "country", "SRB"),
    ]
    assert record.events[0].evidence[0].quote == "Praise or endorse"
    place = record.events[0].location
    assert place
    assert (place.name, place.country, place.latitude) == ("Moscow", "RUS", 55.7522)
    assert record.document.publisher == "The Star"


def test_gdelt(written: Written, brought: Brought) -> None:
    record = _one(written, brought, "gdelt", GDELT)
    assert _told(record) == ("CONSULT", "visit", "043", "2020-03-11", "occurred")
    assert _sides(record) == [("ROMANIA", "military", "ROUMIL"), ("KSVCOP", "police", "XKXCOP")]
    place = record.events[0].location
    assert place
    assert (place.name, place.country) == ("Baghdad", "IRQ")
    document = record.document
    assert (document.url, document.published) == ("https://example.org/a", "2020-03-12")


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        ({"SQLDATE": "", "MonthYear": "202003", "Year": "2020"}, "2020-03"),
        ({"SQLDATE": "", "Year": "2020"}, "2020"),
        ({"SQLDATE": ""}, None),
    ],
)
def test_gdelt_without_a_day(
    written: Written, brought: Brought, cells: dict[str, str], date: str | None
) -> None:
    assert _one(written, brought, "gdelt", GDELT | cells).events[0].date == date


def test_polecat(written: Written, brought: Brought) -> None:
    record = _one(written, brought, "polecat", POLECAT)
    assert _told(record) == ("ASSAULT", "aerial", "195", "2020-03-11", "occurred")
    assert record.events[0].contexts == ("military",)
    assert _sides(record) == [
        ("United States", "military", "USAMIL"),
        ("France", "country", "FRA"),
        ("Group", "armed-group", "IRQREB"),
    ]
    assert record.entities[0].sectors == ("MIL", "GOV")
    place = record.events[0].location
    assert place
    assert (place.name, place.geonames) == ("Baghdad", 98182)
    assert (record.document.publisher, record.document.published) == ("Wire", "2020-03-12")


def test_a_mode_of_another_type_is_a_problem(written: Written, brought: Brought) -> None:
    record = _one(written, brought, "polecat", POLECAT | {"Event Mode": "riot"})
    assert record.events[0].mode is None
    assert [problem.what for problem in record.problems] == ["no mode of ASSAULT"]


def test_acled(written: Written, brought: Brought) -> None:
    record = _one(written, brought, "acled", ACLED)
    assert _told(record) == ("ASSAULT", "aerial", "195", "2020-03-11", "occurred")
    assert _sides(record) == [
        ("Military Forces of Turkey (2016-)", "military", "TURMIL"),
        ("Civilians (Iraq)", "people", "IRQCVL"),
    ]
    casualties = record.events[0].casualties
    assert casualties
    assert casualties.killed == Bounds(low=3, high=3)
    assert record.events[0].evidence[0].quote == "Planes struck a camp."


@pytest.mark.parametrize(
    ("precision", "date"), [("1", "2020-03-11"), ("2", "2020-03-05/2020-03-17"), ("3", "2020-03")]
)
def test_acled_says_how_exact_a_day_is(
    written: Written, brought: Brought, precision: str, date: str
) -> None:
    row = ACLED | {"time_precision": precision}
    assert _one(written, brought, "acled", row).events[0].date == date


def test_ucdp(written: Written, brought: Brought) -> None:
    record = _one(written, brought, "ucdp", UCDP)
    assert _told(record) == ("ASSAULT", None, "190", "2019-01-02/2019-01-04", "occurred")
    assert _sides(record) == [
        ("Government of Myanmar (Burma)", "government", "MMRGOV"),
        ("Group", "armed-group", "IMGREB"),
    ]
    casualties = record.events[0].casualties
    assert casualties
    assert casualties.killed == Bounds(low=2, high=9)
    assert record.events[0].evidence[0].quote == "Clash in the hills"


@pytest.mark.parametrize("names", ["a place", "no place"])
@pytest.mark.parametrize(
    ("form", "row", "places"),
    [
        ("icews", ICEWS, ("City", "District", "Province", "Country")),
        ("polecat", POLECAT, ("Placename", "City", "Country")),
        ("gdelt", GDELT, ("ActionGeo_FullName",)),
        ("acled", ACLED, ("location", "country")),
        ("ucdp", UCDP, ("where_coordinates", "country")),
    ],
    ids=["icews", "polecat", "gdelt", "acled", "ucdp"],
)
def test_coordinates_that_are_none_keep_a_row_out_in_every_format(
    written: Written,
    brought: Brought,
    form: str,
    row: dict[str, str],
    places: tuple[str, ...],
    names: str,
) -> None:
    latitude, longitude = _AT.get(form, ("latitude", "longitude"))
    kept = {name: value for name, value in row.items() if names == "a place" or name not in places}
    comma = {"delimiter": ","} if form in {"acled", "ucdp"} else {}
    tally, records = brought(written(form, kept | {latitude: "91", longitude: "1"}, **comma), form)
    assert (tally.bad, records) == (1, [])


_AT = {
    "icews": ("Latitude", "Longitude"),
    "polecat": ("Latitude", "Longitude"),
    "gdelt": ("ActionGeo_Lat", "ActionGeo_Long"),
}
