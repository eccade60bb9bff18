"""A record as rows of the tables in `tables.toml`.

A row is a dictionary of plain JSON values under the table's columns; a column left out is null.
Parties carry the name, code and country of their entity, so that a query need not join.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.statements import comparable
from detente.casebook.wording import salient
from detente.dates import bounds
from detente.errors import UsageError
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import (
        Bounds,
        Cause,
        Claim,
        Entity,
        Event,
        Party,
        Problem,
        RelationChange,
        Span,
    )

Row = dict[str, Any]
"""Column to plain value."""

IMPORTED: Final = "import:"
"""How the model of a reader begins that took rows of a data set in as they are."""

_SHORTEST_PREFIX: Final = 3
"""Actor codes are built of triples, a country's first: shorter prefixes name nothing."""
_ARTICLES: Final = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record with what is known of the bytes it was read from.

    Attributes:
        record: What was read.
        source: What the document was called where it was found: a path, `-`.
        media_type: As in `text/html`.
        raw: `sha256:` and the hash of the raw bytes.
        signature: That of its text (`copies.packed`).
        copy_of: The document of which it is a printing. Its own id where another publisher printed
            the same text, to the letter: the document is then that other's, and this a note of it.
        was_read: Whether the reader saw it; else the record holds the document and no more.
    """

    record: Record
    source: str | None = None
    media_type: str | None = None
    raw: str | None = None
    signature: str | None = None
    copy_of: str | None = None
    was_read: bool = True


@cache
def schemas() -> dict[str, dict[str, str]]:
    """Table to column to DuckDB type, in the order of `tables.toml`."""
    text = resources.files(__package__).joinpath("tables.toml").read_text("utf-8")
    return loads(text)


def rows_of(arrived: Arrived, run: int) -> dict[str, list[Row]]:
    """All rows of one record, by table, as written by the run of that number.

    A copy has a row of its own and nothing that it says: that is what its original says.
    """
    record = arrived.record
    stamp = {"document": record.document.id, "run": run}
    if arrived.copy_of is not None:
        return {"documents": [stamp | _document_row(arrived)]}
    entities = {entity.id: entity for entity in record.entities}
    speakers = {claim.id: _name(claim.source, entities) for claim in record.claims}
    tables: dict[str, Iterable[Row]] = {
        "documents": [_document_row(arrived)],
        "entities": map(_entity_row, record.entities),
        "events": (_event_row(event, entities, speakers) for event in record.events),
        "claims": (_claim_row(claim, entities) for claim in record.claims),
        "causes": (_cause_row(cause, speakers) for cause in record.causes),
        "relations": (_relation_row(change, entities, speakers) for change in record.relations),
        "problems": (_problem_row(problem, arrived.source) for problem in record.problems),
    }
    return {table: [stamp | row for row in made] for table, made in tables.items()}


def arrived_of(row: Row) -> Arrived:
    """The record of a row of `documents`, as it was handed to `rows_of`."""
    return Arrived(
        record=Record.model_validate_json(row["record"]),
        source=row["source"],
        media_type=row["media_type"],
        raw=row["raw"],
        signature=row["signature"],
        copy_of=row["copy_of"],
        was_read=row["seconds"] is not None,
    )


def key(name: str) -> str:
    """What a name is looked up by: case-folded, without a leading article or outer spaces.

    >>> key("The Pentagon")
    'pentagon'
    """
    folded = " ".join(name.casefold().split())
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def _document_row(arrived: Arrived) -> Row:
    record = arrived.record
    document = record.document
    counted = ("entities", "events", "claims", "causes", "relations", "problems")
    return {
        "title": document.title,
        "publisher": document.publisher,
        "origin": document.origin,
        "authors": document.authors,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "story": salient(document.text),
        "characters": len(document.text),
        "copy_of": arrived.copy_of,
        "source": arrived.source,
        "media_type": arrived.media_type,
        "raw": arrived.raw,
        "signature": arrived.signature,
        "reader_version": record.reader.version,
        "reader_model": record.reader.model,
        "seconds": record.reader.seconds if arrived.was_read else None,
        "record": record.to_json(),
        **{name: 0 if arrived.copy_of else len(getattr(record, name)) for name in counted},
        **_days(document.published),
    }


def _entity_row(entity: Entity) -> Row:
    keys = {*_entity_keys(entity), *(key(mention.quote) for mention in entity.mentions)}
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "sectors": entity.sectors,
        "code": entity.code,
        "backed_by": entity.backed_by,
        "mentions": _spans(entity.mentions),
        "wikidata": entity.wikidata,
        "keys": sorted(keys),
    }


def _event_row(event: Event, entities: dict[str, Entity], speakers: dict[str, str]) -> Row:
    place = event.location
    casualties = event.casualties
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "cameo": event.cameo,
        "quad_class": event.quad_class,
        "goldstein": event.goldstein,
        "actors": _parties(event.actors, entities),
        "recipients": _parties(event.recipients, entities),
        "place": place and place.name,
        "country": place and place.country,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "date": event.date,
        "status": event.status,
        "certainty": event.certainty.level,
        "instruments": [span.quote for span in event.instruments],
        "claim": event.claim,
        "said_by": speakers.get(event.claim or ""),
        "confidence": event.confidence,
        "trigger": next(iter(_spans([event.trigger] if event.trigger else [])), None),
        "lemma": event.lemma,
        "evidence": _spans(event.evidence),
        "actor_keys": _keys(event.actors, entities),
        "recipient_keys": _keys(event.recipients, entities),
        **_days(event.date),
        **_count("killed", casualties.killed if casualties else None),
        **_count("injured", casualties.injured if casualties else None),
    }


def _claim_row(claim: Claim, entities: dict[str, Entity]) -> Row:
    speaker = entities.get(claim.source.entity or "")
    audience = [claim.audience] if claim.audience else []
    return {
        "id": claim.id,
        "speaker": _name(claim.source, entities),
        "speaker_code": speaker and speaker.code,
        "speaker_country": speaker and speaker.country,
        "chain": _parties(claim.chain, entities),
        "cue": claim.cue.quote,
        "attitude": claim.attitude,
        "audience": claim.audience and _name(claim.audience, entities),
        "quoted": claim.quoted,
        "certainty": claim.certainty.level,
        "certainty_low": claim.certainty.low,
        "certainty_high": claim.certainty.high,
        "date": claim.date,
        "events": claim.events,
        "confidence": claim.confidence,
        "content": _spans(claim.content),
        **comparable(span.quote for span in claim.content),
        "keys": _keys((claim.source, *claim.chain), entities),
        "audience_keys": _keys(audience, entities),
        **_days(claim.date),
    }


def _cause_row(cause: Cause, speakers: dict[str, str]) -> Row:
    return {
        "id": cause.id,
        "cause": cause.cause.quote,
        "cause_event": cause.cause.event,
        "cause_start": cause.cause.start,
        "cause_end": cause.cause.end,
        "effect": cause.effect.quote,
        "effect_event": cause.effect.event,
        "effect_start": cause.effect.start,
        "effect_end": cause.effect.end,
        "signal": cause.signal and cause.signal.quote,
        "claim": cause.claim,
        "said_by": speakers.get(cause.claim or ""),
        "confidence": cause.confidence,
    }


def _relation_row(
    change: RelationChange, entities: dict[str, Entity], speakers: dict[str, str]
) -> Row:
    first, second = change.parties
    return {
        "id": change.id,
        "channel": change.channel,
        "status": change.status,
        "parties": _parties(change.parties, entities),
        "date": change.date,
        "event": change.event,
        "claim": change.claim,
        "said_by": speakers.get(change.claim or ""),
        "evidence": _spans(change.evidence),
        "first_keys": _keys([first], entities),
        "second_keys": _keys([second], entities),
        **_days(change.date),
    }


def _problem_row(problem: Problem, source: str | None) -> Row:
    where = problem.where
    return {
        "source": source,
        "what": problem.what,
        "start": where and where.start,
        "end": where and where.end,
        "quote": where and where.quote,
    }


def _name(party: Party, entities: dict[str, Entity]) -> str:
    entity = entities.get(party.entity or "")
    return entity.name if entity else party.text


def _parties(parties: Iterable[Party], entities: dict[str, Entity]) -> list[Row]:
    return [
        {
            "entity": party.entity,
            "text": party.text,
            "start": party.start,
            "end": party.end,
            "name": _name(party, entities),
            "code": entity and entity.code,
            "country": entity and entity.country,
        }
        for party in parties
        for entity in [entities.get(party.entity or "")]
    ]


def _keys(parties: Sequence[Party], entities: dict[str, Entity]) -> list[str]:
    keys = {key(party.text) for party in parties}
    for party in parties:
        if party.entity in entities:
            keys |= _entity_keys(entities[party.entity])
    return sorted(keys)


def _entity_keys(entity: Entity) -> set[str]:
    code = (entity.code or "").casefold()
    prefixes = {code[:length] for length in range(_SHORTEST_PREFIX, len(code) + 1)}
    country = {entity.country.casefold()} if entity.country else set()
    name = key(entity.name)
    surname = {name.rpartition(" ")[2]} if entity.kind == "person" else set()
    return {name} | surname | prefixes | country


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [{"start": span.start, "end": span.end, "quote": span.quote} for span in spans]


def _count(what: str, count: Bounds | None) -> Row:
    return {f"{what}_low": count and count.low, f"{what}_high": count and count.high}


def _days(edtf: str | None) -> Row:
    """Bounds of a date; none of one that says too little ("XXXX-12") or is not understood."""
    try:
        earliest, latest = bounds(edtf) if edtf else (None, None)
    except UsageError:
        return {"earliest": None, "latest": None}
    return {
        "earliest": earliest and earliest.isoformat(),
        "latest": latest and latest.isoformat(),
    }
