"""What a row says, in our terms, and the record that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, cast

from detente import __version__, gazetteer, ontology, tables
from detente.records import (
    Casualties,
    Document,
    Entity,
    Event,
    Location,
    Party,
    Problem,
    ReaderInfo,
    Record,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.imports.page import Page
    from detente.records import Bounds, EntityKind, EventType, Span

_OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody a row names.

    Attributes:
        where: The words that name them.
        country: Alpha-3.
        sectors: PLOVER sector codes, the first the main one.
    """

    where: Span
    country: str | None = None
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was: the words that say so, and what else the row has of it."""

    where: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A row in our terms.

    Attributes:
        type: PLOVER type.
        mode: Its mode, if the row says one.
        cameo: CAMEO code; without one, that of type and mode.
        contexts: PLOVER contexts.
        actors: Who did it.
        recipients: To whom.
        place: Where.
        date: When, in EDTF.
        killed: How many people.
        evidence: The words that say what was done.
        title: What the row's document is called.
        publisher: Who published the report that the row was coded from.
        published: When, in EDTF.
        url: Its address.
        language: Its language.
        problems: What the row says and could not be resolved.
    """

    type: str
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    actors: Sequence[Side] = ()
    recipients: Sequence[Side] = ()
    place: Place | None = None
    date: str | None = None
    killed: Bounds | None = None
    evidence: tuple[Span, ...]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    problems: Sequence[Problem] = field(default_factory=tuple)


def record(page: Page, coded: Coded, model: str) -> Record:
    """The record of a row: one event that happened, with the row as its document.

    Args:
        page: The row.
        coded: What it says.
        model: What stands for the reader's model.
    """
    entities = _entities([*coded.actors, *coded.recipients])
    kind = ontology.plover(coded.type)
    event = Event(
        id="v1",
        type=cast("EventType", coded.type),
        mode=coded.mode,
        contexts=coded.contexts,
        cameo=coded.cameo or ontology.code_for(coded.type, coded.mode),
        quad_class=kind.quad_class,
        goldstein=ontology.score(coded.type, coded.mode),
        actors=_parties(coded.actors, entities),
        recipients=_parties(coded.recipients, entities),
        location=_location(coded.place),
        date=coded.date,
        casualties=Casualties(killed=coded.killed) if coded.killed else None,
        evidence=coded.evidence,
    )
    return Record(
        document=Document(
            id=page.id,
            text=page.text,
            title=coded.title,
            publisher=coded.publisher,
            url=coded.url,
            published=coded.published,
            language=coded.language,
        ),
        entities=tuple(entities.values()),
        events=(event,),
        problems=tuple(coded.problems),
        reader=ReaderInfo(version=__version__, model=model, seconds=0.0),
    )


def _entities(sides: Iterable[Side]) -> dict[tuple[str, str | None], Entity]:
    """Everybody once, with every place that names them."""
    found: dict[tuple[str, str | None], Entity] = {}
    for side in sides:
        key = (side.where.quote, side.country)
        known = found.get(key)
        mentions = (*known.mentions, side.where) if known else (side.where,)
        found[key] = _entity(known.id if known else f"e{len(found) + 1}", side, mentions)
    return found


def _entity(number: str, side: Side, mentions: tuple[Span, ...]) -> Entity:
    name = side.where.quote
    kind = _kind(name, side.sectors)
    return Entity(
        id=number,
        name=name,
        kind=kind,
        country=side.country,
        sectors=side.sectors,
        code=gazetteer.actor_code(side.country, side.sectors, kind),
        mentions=mentions,
    )


def _kind(name: str, sectors: Sequence[str]) -> EntityKind:
    if not sectors and country_of(name):
        return "country"
    return cast("EntityKind", _kinds().get(next(iter(sectors), ""), _OTHER))


@cache
def _kinds() -> dict[str, str]:
    return {row["sector"]: row["kind"] for row in tables.rows("detente.imports", "kinds")}


def _parties(
    sides: Iterable[Side], entities: dict[tuple[str, str | None], Entity]
) -> tuple[Party, ...]:
    return tuple(
        Party(
            entity=entities[side.where.quote, side.country].id,
            text=side.where.quote,
            start=side.where.start,
            end=side.where.end,
        )
        for side in sides
    )


def _location(place: Place | None) -> Location | None:
    if place is None:
        return None
    return Location(
        name=place.name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames=place.geonames,
        start=place.where.start,
        end=place.where.end,
    )


@lru_cache(maxsize=4096)
def country_of(name: str) -> str | None:
    """The alpha-3 code of a country by one of its names; "Yemen (North Yemen)" by the first.

    >>> country_of("Russian Federation"), country_of("Myanmar (Burma)"), country_of("Nowhere")
    ('RUS', 'MMR', None)
    """
    for each in (name, name.partition(" (")[0]):
        found = next((e for e in gazetteer.lookup(each) if e.kind == "country"), None)
        if found:
            return found.country
    return None
