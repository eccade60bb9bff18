"""FollowTheMoney as JSON lines: events, documents, who takes part, where they are mentioned.

Only events that happened are written: the model has no place to say that one did not.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Final

from detente import gazetteer, ontology, tables
from detente.export.cells import flat
from detente.export.happenings import happened, happenings
from detente.export.naming import hashed
from detente.export.placing import text_file
from detente.export.tally import Tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row
    from detente.export.happenings import Happening, Side

Entity = dict[str, Any]
"""`id`, `schema` and `properties`."""
_WHOLE: Final = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d{2})?)?")
"""Dates that the model has as they are: a year, a month, a day."""
_ENTITIES: Final = """
SELECT document, name, kind, country, code, wikidata,
  list_distinct(list_transform(mentions, lambda span: span.quote)) AS quotes
FROM entities WHERE document IN (SELECT unnest(?)) ORDER BY document, id
"""
_BATCH: Final = 1024
"""Documents whose entities are fetched at a time."""


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write the events that happened, their documents and those who take part to the file `out`."""
    tally = Tally()
    documents: dict[str, Row] = {}
    with text_file(out) as stream:
        for happening in happened(happenings(casebook, asked, mentions=True), tally):
            found = [happening, *happening.mentions]
            documents |= {each.event["document"]: each.document for each in found}
            _write(stream, [_event(happening)])
        _write_documents(casebook, documents, stream)
    return tally


def _write_documents(casebook: Casebook, documents: dict[str, Row], stream: IO[str]) -> None:
    """Write documents, who is mentioned in them once each, and every mention."""
    written: set[str] = set()
    ids = sorted(documents)
    for first in range(0, len(ids), _BATCH):
        batch = ids[first : first + _BATCH]
        _write(stream, (_document(documents[each]) for each in batch))
        for row in casebook.query(_ENTITIES, [batch]):
            party = _party(row)
            if party is None:
                continue
            if party["id"] not in written:
                written.add(party["id"])
                _write(stream, [party])
            _write(stream, [_mention(row, party)])


def _write(stream: IO[str], entities: Iterable[Entity]) -> None:
    stream.writelines(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities)


def _entity(name: str, schema: str, /, **values: Iterable[str | None]) -> Entity:
    """An entity with the properties that have values."""
    known = {key: [flat(value) for value in found if value] for key, found in values.items()}
    return {
        "id": name,
        "schema": schema,
        "properties": {key: found for key, found in known.items() if found},
    }


def _event(happening: Happening) -> Entity:
    event = happening.event
    reports = [happening.document, *(mention.document for mention in happening.mentions)]
    return _entity(
        hashed("event", happening.id),
        "Event",
        name=[_name(happening)],
        **_dates(event),
        location=[event["place"]],
        country=[_country(event["country"])],
        organizer=_ids(happening.actors),
        involved=_ids(happening.recipients),
        summary=[event["evidence"][0]["quote"]],
        keywords=[event["type"], event["mode"], *event["contexts"]],
        recordId=[happening.id],
        sourceUrl=_distinct(document["url"] for document in reports),
        publisher=_distinct(document["publisher"] for document in reports),
        proof=_distinct(_document_id(document["document"]) for document in reports),
    )


def _name(happening: Happening) -> str:
    """What it is, of whom, to whom: "Assault: militia → soldiers"."""
    sides = [
        ", ".join(side.name for side in each) for each in (happening.actors, happening.recipients)
    ]
    told = " → ".join(filter(None, sides))
    label = ontology.plover(happening.event["type"]).label
    return f"{label}: {told}" if told else label


def _dates(event: Row) -> dict[str, list[str | None]]:
    date = event["date"]
    if date and _WHOLE.fullmatch(date):
        return {"date": [date]}
    first: dt.date | None = event["earliest"]
    last: dt.date | None = event["latest"]
    return {"startDate": [_day(first)], "endDate": [_day(last)]}


def _day(day: dt.date | None) -> str | None:
    """A bound as text; an open one is not known."""
    return day.isoformat() if day and day not in {day.min, day.max} else None


def _document(document: Row) -> Entity:
    return _entity(
        _document_id(document["document"]),
        "PlainText",
        title=[document["title"]],
        publisher=[document["publisher"]],
        sourceUrl=[document["url"]],
        publishedAt=_dates({**document, "date": document["published"]}).get("date", []),
        language=[_languages().get(document["language"])],
        mimeType=["text/plain"],
    )


def _party(row: Row) -> Entity | None:
    """Who an entity is, over all documents; None for kinds that take no part."""
    schema = _schemas().get(row["kind"])
    if schema is None:
        return None
    return _entity(
        _party_id(row["name"], row["code"], row["country"], schema),
        schema,
        name=[row["name"]],
        country=[_country(row["country"])],
        wikidataId=[row["wikidata"]],
    )


def _mention(row: Row, party: Entity) -> Entity:
    return _entity(
        hashed("mention", row["document"], party["id"], *row["quotes"]),
        "Mention",
        document=[_document_id(row["document"])],
        name=row["quotes"] or [row["name"]],
        resolved=[party["id"]],
        detectedSchema=[party["schema"]],
        contextCountry=[_country(row["country"])],
    )


def _ids(sides: Sequence[Side]) -> list[str | None]:
    return list(_distinct(_party_ids(sides)))


def _party_ids(sides: Sequence[Side]) -> Iterator[str]:
    for side in sides:
        schema = _schemas().get(side.kind or "")
        if schema:
            yield _party_id(side.name, side.code, side.country, schema)


def _party_id(name: str, code: str | None, country: str | None, schema: str) -> str:
    return hashed("party", name, code, country, schema)


def _document_id(document: str) -> str:
    return hashed("document", document)


def _distinct(values: Iterable[str | None]) -> dict[str | None, None]:
    return dict.fromkeys(values)


def _country(code: str | None) -> str | None:
    """The two letters the model has a country by; None for states that are no more or have none."""
    found = gazetteer.country(code) if code else None
    return found.alpha2.lower() or None if found and found.status != "former" else None


@cache
def _languages() -> dict[str, str]:
    found = tables.rows("detente.export", "languages")
    return {row["language"]: row["iso639_3"] for row in found}


@cache
def _schemas() -> dict[str, str]:
    return {row["kind"]: row["schema"] for row in tables.rows("detente.export", "ftm_schemas")}
