"""Which parties the record names, and their ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente import gazetteer
from detente.reading.actors import NOT_ACTORS, bare_name, without_article
from detente.records import Entity, Party, Problem, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from detente.reading.coreference import Cluster, Mention
    from detente.reading.entities import Cast
    from detente.records import Event

_WORD = re.compile(r"\w+")
_GROUP = "armed-group"
_LAW = {"COP", "JUD"}
"""Sectors that deal with those who live in their own state."""
_LOCAL = {"ASSAULT", "COERCE", "PROTEST"}
"""Types of event whose people are mostly at home where it takes place."""
_SUBJECTS = {"people", "person", "party", "company", "media"}
"""Kinds of party that live under some state."""
_BODIES = {"police", "court", "government", "military", "legislature"}
"""Kinds of party that belong to one."""
_STATES = "IGO"
"""How the codes of organisations of states begin: those who are theirs are of no country."""
_BY_DOCUMENT = "country taken from the document, which speaks of no other"
_BY_PLACE_OF_GROUP = "country of the group taken from its place of action"
_BY_PLACE = "country taken from the place of what happened"
_BY_OTHER = "country taken from the police or court that they have to do with"


class Registry:
    """The parties of a record: those the records speak of, and all others known by name.

    Args:
        text: The document's text.
        cast: The parties found in it.
        wanted: The mentions the records refer to.
    """

    def __init__(self, text: str, cast: Cast, wanted: Iterable[Mention]) -> None:
        self._text = text
        self._clusters = cast.clusters.found
        numbers = {m.entity for m in wanted if m.entity is not None}
        numbers |= {n for n, c in enumerate(self._clusters) if _is_known(c)}
        backers = {c for n in numbers for c in self._clusters[n].reading.backed_by}
        self._countries = {
            cluster.reading.country: n
            for n, cluster in reversed(list(enumerate(self._clusters)))
            if cluster.mentions and cluster.reading.kind == "country"
        }
        numbers |= {self._countries[c] for c in backers if c in self._countries}
        order = sorted((n for n in numbers if self._clusters[n].mentions), key=self._first)
        self._ids = {number: f"e{at}" for at, number in enumerate(order, 1)}

    def id(self, mention: Mention) -> str | None:
        """The id of whom a mention names; None if that is unknown."""
        return None if mention.entity is None else self._ids.get(mention.entity)

    def party(self, mention: Mention) -> Party:
        """A mention as a party of an event, a claim or a relation."""
        return Party(
            entity=self.id(mention), text=mention.text, start=mention.start, end=mention.end
        )

    def entities(self, placed: dict[str, str]) -> tuple[Entity, ...]:
        """The entities, in the order of their first mention.

        Args:
            placed: Entity id to alpha-3, for groups whose country was taken from where they act.
        """
        return tuple(
            self._entity(number, id_, placed.get(id_)) for number, id_ in self._ids.items()
        )

    def _first(self, number: int) -> int:
        return min(m.start for m in self._clusters[number].mentions)

    def _entity(self, number: int, id_: str, placed: str | None) -> Entity:
        cluster = self._clusters[number]
        reading = cluster.reading
        country = reading.country or placed
        code = reading.code if country == reading.country else None
        backed = (self._ids.get(self._countries.get(c, -1)) for c in reading.backed_by)
        extents = sorted({(m.start, m.end) for m in cluster.mentions})
        return Entity(
            id=id_,
            name=_name(cluster),
            kind=reading.kind,
            country=country,
            sectors=reading.sectors,
            code=code or gazetteer.actor_code(country, reading.sectors, reading.kind),
            backed_by=tuple(b for b in backed if b is not None and b != id_),
            mentions=tuple(span(self._text, start, end) for start, end in extents),
            wikidata=reading.wikidata,
        )


def placed_parties(
    events: Sequence[Event], entities: Iterable[Entity]
) -> tuple[dict[str, str], list[Problem]]:
    """Countries of parties the text gives none for, and the lines that say so: of armed groups,
    where they act; of people and bodies, where they are attacked, arrested or protest, that of the
    police or court they have to do with, else the only country that the document speaks of, if
    they have to do with it.
    """
    known = {e.id: e for e in entities}
    homeless = {id_ for id_, e in known.items() if _is_homeless(e)}
    placed: dict[str, tuple[str, str]] = {}
    for find in (_by_place, _by_other):
        for event in events:
            for id_, country, why in find(event, known):
                if id_ in homeless:
                    placed.setdefault(id_, (country, why))
    spoken = sorted({e.country for e in known.values() if e.country and e.kind != "person"})
    if len(spoken) == 1:
        for party in _beside(spoken[0], events, known):
            if party in homeless and known[party].kind in _SUBJECTS | _BODIES:
                placed.setdefault(party, (spoken[0], _BY_DOCUMENT))
    problems = [
        Problem(where=known[id_].mentions[0], what=f"{why} ({country}): the text names none")
        for id_, (country, why) in placed.items()
    ]
    return {id_: country for id_, (country, _) in placed.items()}, problems


def _by_place(event: Event, known: Mapping[str, Entity]) -> Iterator[tuple[str, str, str]]:
    """The parties that belong where an event took place, with the country and why."""
    country = event.location.country if event.location else None
    if country is None:
        return
    local = event.type in _LOCAL
    at_home = {_GROUP} | _SUBJECTS if local else {_GROUP}
    for side, kinds in ((event.actors, at_home), (event.recipients, _BODIES | _SUBJECTS)):
        for party in side if local or side is event.actors else ():
            if party.entity and known[party.entity].kind in kinds:
                group = known[party.entity].kind == _GROUP
                yield party.entity, country, _BY_PLACE_OF_GROUP if group else _BY_PLACE


def _by_other(event: Event, known: Mapping[str, Entity]) -> Iterator[tuple[str, str, str]]:
    """The parties with whom police or courts of a state have to do, with the country and why."""
    for side, other in ((event.actors, event.recipients), (event.recipients, event.actors)):
        law = [known[p.entity] for p in other if p.entity]
        home = next((e.country for e in law if e.country and _LAW & set(e.sectors)), None)
        for party in side:
            if home and party.entity and known[party.entity].kind in _SUBJECTS:
                yield party.entity, home, _BY_OTHER


def _beside(country: str, events: Iterable[Event], known: Mapping[str, Entity]) -> Iterator[str]:
    """The parties of events that have to do with a country: with one of its parties, or there."""
    for event in events:
        parties = [p.entity for p in (*event.actors, *event.recipients) if p.entity]
        there = event.location is not None and event.location.country == country
        if there or any(known[party].country == country for party in parties):
            yield from parties


def _is_homeless(entity: Entity) -> bool:
    of_states = (entity.code or "").startswith(_STATES)
    return not (entity.country or entity.wikidata or entity.backed_by or of_states)


def _name(cluster: Cluster) -> str:
    """The fullest name the document gives a party: of its names, else of its descriptions, the one
    of most words, of equals the first. A country goes by its own name, which adjectives and
    initials do not give.
    """
    if cluster.reading.kind == "country":
        return cluster.reading.name
    said = [m for m in cluster.mentions if m.reading is not None]
    named = [m for m in said if m.reading is not None and m.reading.named] or said
    if cluster.reading.kind == "person" and cluster.reading.named:
        names = [bare_name(m) for m in named] or [cluster.reading.name]
    else:
        names = [m.name or without_article(m.sentence, m.start, m.end) for m in said] or [
            cluster.reading.name
        ]
    return " ".join(max(names, key=lambda n: len(_WORD.findall(n))).split())


def _is_known(cluster: Cluster) -> bool:
    reading = cluster.reading
    return bool(cluster.mentions) and reading.named and reading.kind not in NOT_ACTORS
