"""GDELT 2.0: a file of events with 61 columns and one of mentions with 16, tab-separated, without
headers, empty cells for what is unknown.

Countries of actors are CAMEO's, countries of places FIPS 10-4. An event has room for one actor and
one recipient.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from detente import gazetteer, ontology
from detente.export.cells import cell, exact_day, number, write_line
from detente.export.happenings import happened, happenings, has_happened, has_more_sides, pair
from detente.export.numbering import number_of
from detente.export.placing import text_file
from detente.export.tally import Tally
from detente.export.whereabouts import Extent, whereabouts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row
    from detente.export.happenings import Happening, Side

EVENTS: Final = "export.CSV"
MENTIONS: Final = "mentions.CSV"
"""Names of the two files."""
_MISSING: Final = ""
_NOWHERE: Final = "0"
"""What stands for the kind of a place where there is none."""
_EXTENTS: Final[dict[tuple[Extent, bool], str]] = {
    ("country", False): "1", ("country", True): "1", ("region", True): "2", ("point", True): "3",
    ("point", False): "4", ("region", False): "5",
}  # fmt: skip
"""Extent of a place, and whether it lies in the United States, to GDELT's kind of place."""
_TYPES: Final = 3
"""An actor has room for so many types."""
_LAST_ROOTS: Final = (5, 8, 13)
"""The last CAMEO categories of the first three classes; those after them are of the fourth."""
_WEB, _CITATION = "1", "2"
_NO_OFFSET: Final = "-1"


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write the events that happened and their mentions to two files in the folder `out`."""
    tally = Tally()
    events = [column.name for column in ontology.columns("gdelt")]
    mentions = [column.name for column in ontology.columns("gdelt-mentions")]
    with text_file(out / EVENTS) as first, text_file(out / MENTIONS) as second:
        for happening in happened(happenings(casebook, asked, mentions=True), tally):
            values = _event(happening)
            write_line((cell(values.get(name), _MISSING) for name in events), first)
            for mention in filter(has_happened, happening.mentions):
                values = _mention(mention, happening)
                write_line((cell(values.get(name), _MISSING) for name in mentions), second)
            tally.lost["a day"] += exact_day(happening.event) is None
            tally.lost["further sides"] += has_more_sides(happening)
    return tally


def _event(happening: Happening) -> dict[str, str | None]:
    event = happening.event
    code = event["cameo"]
    first, second = pair(happening)
    return {
        "GLOBALEVENTID": str(number_of(happening.id)),
        **_date(event),
        **_side("Actor1", first),
        **_side("Actor2", second),
        "EventCode": code,
        "EventBaseCode": code and code[:3],
        "EventRootCode": code and code[:2],
        "QuadClass": _quad_class(event),
        "GoldsteinScale": number(ontology.goldstein(code)) if code else None,
        "NumMentions": str(sum(len(each.event["evidence"]) for each in happening.mentions)),
        "NumSources": _sources(happening.mentions),
        "NumArticles": str(event["reports"]),
        "Actor1Geo_Type": _NOWHERE,
        "Actor2Geo_Type": _NOWHERE,
        **_place(event),
        "DATEADDED": _stamp(_first_published(happening.mentions)),
        "SOURCEURL": _where(happening.document),
    }


def _quad_class(event: Row) -> str:
    """The class of the code, which in GDELT its first two digits decide."""
    code = event["cameo"]
    return str(bisect_left(_LAST_ROOTS, int(code[:2])) + 1 if code else event["quad_class"])


def _date(event: Row) -> dict[str, str | None]:
    """As much of the date as is known: the day, else the month, else the year."""
    first: dt.date | None = event["earliest"]
    last: dt.date | None = event["latest"]
    if first is None or last is None or first.year != last.year:
        return {}
    month = f"{first:%Y%m}" if first.month == last.month else None
    if first != last:
        return {"MonthYear": month, "Year": f"{first:%Y}"}
    fraction = first.year + ((first.month - 1) * 30 + first.day) / 365  # as GDELT reckons it
    return {
        "SQLDATE": f"{first:%Y%m%d}",
        "MonthYear": month,
        "Year": f"{first:%Y}",
        "FractionDate": f"{fraction:.4f}",
    }


def _side(role: str, side: Side | None) -> dict[str, str | None]:
    if side is None:
        return {}
    country = _cameo(side.country)
    types = list(dict.fromkeys(filter(None, map(ontology.cameo_type, side.sectors))))[:_TYPES]
    cells: dict[str, str | None] = {
        f"{role}Code": "".join([country or "", *types]) or None,
        f"{role}Name": side.name.upper(),
        f"{role}CountryCode": country,
    }
    return cells | {f"{role}Type{number}Code": each for number, each in enumerate(types, start=1)}


def _cameo(code: str | None) -> str | None:
    found = gazetteer.country(code) if code else None
    return (found.cameo or None) if found else None


def _place(event: Row) -> dict[str, str | None]:
    found = gazetteer.country(event["country"]) if event["country"] else None
    extent = whereabouts(event).extent
    if extent is None:
        return {"ActionGeo_Type": _NOWHERE}
    country = found.name if found else None
    place = None if extent == "country" else event["place"].replace(",", "")
    names = filter(None, [place, country])
    fips = (found.fips or None) if found else None
    return {
        "ActionGeo_Type": _EXTENTS[extent, event["country"] == "USA"],
        "ActionGeo_FullName": ", ".join(names),
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": fips if extent == "country" else None,
        "ActionGeo_Lat": number(event["latitude"]),
        "ActionGeo_Long": number(event["longitude"]),
        "ActionGeo_FeatureID": fips if extent == "country" else None,
    }


def _mention(mention: Happening, of: Happening) -> dict[str, str | None]:
    event, document = mention.event, mention.document
    first, second = pair(mention)
    confidence = event["confidence"]
    return {
        "GLOBALEVENTID": str(number_of(of.id)),
        "EventTimeDate": _stamp(_first_published(of.mentions)),
        "MentionTimeDate": _stamp(exact_day(document)),
        "MentionType": _WEB if document["url"] else _CITATION,
        "MentionSourceName": document["publisher"],
        "MentionIdentifier": _where(document),
        "Actor1CharOffset": _offset(first),
        "Actor2CharOffset": _offset(second),
        "ActionCharOffset": str(event["evidence"][0]["start"]),
        "InRawText": "1",
        "Confidence": None if confidence is None else str(round(confidence * 100)),
        "MentionDocLen": str(document["characters"]),
    }


def _offset(side: Side | None) -> str:
    return _NO_OFFSET if side is None or side.start is None else str(side.start)


def _sources(mentions: Sequence[Happening]) -> str | None:
    """The number of publishers, those of copies too; None where a document names none."""
    documents = [mention.document for mention in mentions]
    publishers = {each for row in documents for each in (row["publisher"], *row["printed_by"])}
    return None if None in publishers else str(len(publishers))


def _first_published(mentions: Sequence[Happening]) -> dt.date | None:
    days = [day for mention in mentions if (day := exact_day(mention.document))]
    return min(days, default=None)


def _stamp(day: dt.date | None) -> str | None:
    """A day as the format writes a time: its first second."""
    return f"{day:%Y%m%d}000000" if day else None


def _where(document: Row) -> str:
    """The address of a document, else a citation, else its id."""
    cited = ", ".join(filter(None, [document["publisher"], document["title"]]))
    return document["url"] or cited or document["document"]
