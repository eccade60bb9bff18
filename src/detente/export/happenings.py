"""Events as formats need them: with what their documents say of the sides, and where it stands.

Rows come out of the casebook in order and are completed in batches, so that an export of any size
holds a few thousand events at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row
    from detente.export.tally import Tally

_BATCH: Final = 4096
"""Events that are completed by one query."""
_HAPPENED: Final = frozenset({"occurred", "ongoing"})
"""Statuses of what formats that cannot say "it did not" may hold."""
_DOCUMENTS: Final = """
SELECT document, title, publisher, url, published, earliest, latest, language, characters, source,
  media_type, raw, reader_version, reader_model,
  list_concat(carried_by, coalesce(copies.publishers, [])) AS printed_by
FROM documents LEFT JOIN (
  SELECT copy_of AS document, list(publisher) AS publishers FROM documents
  WHERE copy_of IS NOT NULL GROUP BY copy_of
) AS copies USING (document)
WHERE document IN (SELECT unnest(?))
"""
"""`printed_by` are the publishers of copies; one that is null is not known."""
_ENTITIES: Final = """
SELECT document, id, name, kind, sectors, wikidata
FROM entities WHERE document IN (SELECT unnest(?)) ORDER BY document, id
"""
_MENTIONS: Final = """
SELECT * FROM mentions WHERE happening IN (SELECT unnest(?)) ORDER BY happening, document, id
"""


@dataclass(frozen=True, slots=True)
class Side:
    """Who took part in an event.

    Attributes:
        name: The name of the entity, else the words of the text.
        text: The words of the text.
        start: Where they stand in the document's text.
        code: Actor code, as `USAMIL`.
        country: Alpha-3.
        kind: As in `detente.records.Entity`.
        sectors: PLOVER sector codes, the first the main one.
    """

    name: str
    text: str
    start: int | None
    code: str | None
    country: str | None
    kind: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """A row of `events` or of its mentions, completed.

    Attributes:
        event: The row.
        document: The row of `documents` it was read from, without record.
        actors: Who did it.
        recipients: To whom.
        entities: All entities of the document: `name`, `kind`.
        mentions: Every mention of it, where asked for.
    """

    event: Row
    document: Row
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    entities: tuple[Row, ...]
    mentions: tuple[Happening, ...] = ()

    @property
    def id(self) -> str:
        """What names the happening."""
        return str(self.event["happening"])


def happenings(casebook: Casebook, asked: Filter, *, mentions: bool = False) -> Iterator[Happening]:
    """The casebook's events, one a happening, in order of date.

    Args:
        casebook: Where they are.
        asked: Which ones.
        mentions: Whether each comes with all its mentions.
    """
    complete = _with_mentions if mentions else completed
    rows = casebook.each("events", asked)
    while batch := list(islice(rows, _BATCH)):
        yield from complete(casebook, batch)


def happened(found: Iterable[Happening], tally: Tally) -> Iterator[Happening]:
    """Those of the events that happened or go on; the others are counted as left out."""
    for happening in found:
        if has_happened(happening):
            tally.written += 1
            yield happening
        else:
            tally.left_out[happening.event["status"]] += 1


def has_happened(happening: Happening) -> bool:
    """Whether the event, or the mention of one, is told as having happened or going on."""
    return happening.event["status"] in _HAPPENED


def completed(casebook: Casebook, rows: Sequence[Row]) -> list[Happening]:
    """Rows of events with what their documents say, in the order given."""
    ids = sorted({row["document"] for row in rows})
    documents = {row["document"]: row for row in casebook.query(_DOCUMENTS, [ids])}
    entities: dict[str, list[Row]] = {}
    for row in casebook.query(_ENTITIES, [ids]):
        entities.setdefault(row["document"], []).append(row)
    return [
        _happening(row, documents[row["document"]], entities.get(row["document"], []))
        for row in rows
    ]


def _with_mentions(casebook: Casebook, rows: Sequence[Row]) -> Iterator[Happening]:
    found = casebook.query(_MENTIONS, [[row["happening"] for row in rows]])
    whole = completed(casebook, [*rows, *found])
    mentions: dict[str, list[Happening]] = {}
    for mention in whole[len(rows) :]:
        mentions.setdefault(mention.id, []).append(mention)
    for each in whole[: len(rows)]:
        yield Happening(
            event=each.event,
            document=each.document,
            actors=each.actors,
            recipients=each.recipients,
            entities=each.entities,
            mentions=tuple(mentions.get(each.id, [])),
        )


def _happening(row: Row, document: Row, entities: list[Row]) -> Happening:
    known = {entity["id"]: entity for entity in entities}
    return Happening(
        event=row,
        document=document,
        actors=tuple(_side(party, known) for party in row["actors"]),
        recipients=tuple(_side(party, known) for party in row["recipients"]),
        entities=tuple(entities),
    )


def _side(party: Row, known: dict[str, Row]) -> Side:
    entity = known.get(party["entity"], {})
    return Side(
        name=party["name"],
        text=party["text"],
        start=party["start"],
        code=party["code"],
        country=party["country"],
        kind=entity.get("kind"),
        sectors=tuple(entity.get("sectors") or ()),
    )


def pair(happening: Happening) -> tuple[Side | None, Side | None]:
    """The two sides of a row that has room for one each: the first actor and the first recipient
    who is somebody else; of several actors without a recipient, the first two.
    """
    first = next(iter(happening.actors), None)
    others = chain(happening.recipients, happening.actors[1:])
    return first, next((side for side in others if first is None or side != first), None)


def has_more_sides(happening: Happening) -> bool:
    """Whether somebody takes part for whom a row of two sides has no room."""
    shown = {side.name for side in pair(happening) if side}
    return any(side.name not in shown for side in (*happening.actors, *happening.recipients))
