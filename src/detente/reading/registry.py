"""Which parties the record names, and their ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente import gazetteer
from detente.reading.actors import NOT_ACTORS, bare_name, without_article
from detente.records import Entity, Party, Problem, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.reading.coreference import Cluster, Mention
    from detente.reading.entities import Cast
    from detente.records import Event

_WORD = re.compile(r"\w+")


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
        backed = (self._ids.get(self._countries.get(c, -1)) for c in reading.backed_by)
        extents = sorted({(m.start, m.end) for m in cluster.mentions})
        return Entity(
            id=id_,
            name=_name(cluster),
            kind=reading.kind,
            country=country,
            sectors=reading.sectors,
            code=reading.code or gazetteer.actor_code(country, reading.sectors, reading.kind),
            backed_by=tuple(b for b in backed if b is not None and b != id_),
            mentions=tuple(span(self._text, start, end) for start, end in extents),
            wikidata=reading.wikidata,
        )


def placed_groups(
    events: Iterable[Event], entities: Iterable[Entity]
) -> tuple[dict[str, str], list[Problem]]:
    """Countries of armed groups the text gives none for, taken from where they act, and the lines
    that say so.
    """
    homeless = {e.id: e for e in entities if e.kind == "armed-group" and not e.country}
    placed: dict[str, str] = {}
    for event in events:
        country = event.location.country if event.location else None
        for actor in event.actors:
            if country and actor.entity in homeless and not homeless[actor.entity].wikidata:
                placed.setdefault(actor.entity, country)
    problems = [
        Problem(
            where=homeless[id_].mentions[0],
            what=f"country of the group taken from its place of action ({country}):"
            " the text names none",
        )
        for id_, country in placed.items()
    ]
    return placed, problems


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
        names = [without_article(m.sentence, m.start, m.end) for m in said] or [
            cluster.reading.name
        ]
    return " ".join(max(names, key=lambda n: len(_WORD.findall(n))).split())


def _is_known(cluster: Cluster) -> bool:
    reading = cluster.reading
    return bool(cluster.mentions) and reading.named and reading.kind not in NOT_ACTORS
