"""A record as people left it: what they corrected stands in it, and what they rejected is known.

The record as it was read stays what it is. Sides and places are words of the text, which are
understood as the reader would: by who is mentioned there, else by name in the gazetteer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from detente import ontology
from detente.casebook.decisions import by_key, standing
from detente.casebook.filter import country_codes
from detente.casebook.proposals import proposals
from detente.casebook.rows import key
from detente.gazetteer import lookup, places
from detente.records import Certainty, Entity, Location, Party, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from detente.casebook.decisions import Decision
    from detente.casebook.proposals import Fields, Kind, Words
    from detente.records import Cause, CauseEnd, Claim, Event, Record, RelationChange

__all__ = ["TABLES", "Settled", "settled"]

TABLES: Final[dict[Kind, str]] = {
    "event": "events",
    "claim": "claims",
    "cause": "causes",
    "relation": "relations",
}
"""Where records of a kind stand, in a record and in a casebook."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What decisions make of a record.

    Attributes:
        record: What was read, with what was corrected in its place; what was rejected too.
        rejected: Kinds and ids of what was rejected.
        changed: Of what was rejected or corrected.
    """

    record: Record
    rejected: frozenset[tuple[Kind, str]] = frozenset()
    changed: frozenset[tuple[Kind, str]] = frozenset()

    @property
    def standing(self) -> Record:
        """The record without what was rejected, but for claims in which something else is told:
        what somebody said does not become a fact because it was misread how.
        """
        kept: dict[str, Any] = {
            table: tuple(
                each for each in getattr(self.record, table) if (kind, each.id) not in self.rejected
            )
            for kind, table in TABLES.items()
        }
        told = {each.claim for table in ("events", "causes", "relations") for each in kept[table]}
        kept["claims"] = tuple(
            claim
            for claim in self.record.claims
            if claim.id in told or ("claim", claim.id) not in self.rejected
        )
        return self.record.model_copy(update=kept)


def settled(record: Record, decisions: Iterable[Decision]) -> Settled:
    """What decisions make of a record.

    Args:
        record: As it was read.
        decisions: Those on its document, in the order they were made.
    """
    made = by_key(decisions)
    corrections: dict[tuple[Kind, str], Fields] = {}
    rejected: set[tuple[Kind, str]] = set()
    for each in proposals(record):
        where = standing(each, made.get(each.key, ()))
        if where.state == "rejected":
            rejected.add((each.key.kind, each.id))
        elif where.state == "corrected" and where.ruling:
            corrections[each.key.kind, each.id] = where.ruling.correction
    parties = _Parties(record)
    kept: dict[str, Any] = {
        TABLES[kind]: tuple(
            _CORRECTED[kind](each, corrections[kind, each.id], parties)
            if (kind, each.id) in corrections
            else each
            for each in getattr(record, TABLES[kind])
        )
        for kind in {kind for kind, _ in corrections}
    }
    kept["entities"] = tuple(parties.entities)
    changed = frozenset(rejected | corrections.keys())
    return Settled(record.model_copy(update=kept), frozenset(rejected), changed)


class _Parties:
    """Who words stand for; who is not in the record yet is added to `entities`."""

    def __init__(self, record: Record) -> None:
        self.entities = list(record.entities)
        self._published = record.document.published

    def party(self, words: Words, before: Iterable[Party]) -> Party:
        """The party of these words; one that was there before is kept as it is."""
        for each in before:
            if (each.text, each.start, each.end) == (words.value, words.start, words.end):
                return each
        found = self._mentioned(words) or self._called(words) or self._known(words)
        return Party(
            entity=found.id if found else None,
            text=words.value,
            start=words.start,
            end=words.end,
        )

    def _mentioned(self, words: Words) -> Entity | None:
        """Who is mentioned just there."""
        return next(
            (
                entity
                for entity in self.entities
                for mention in entity.mentions
                if (mention.start, mention.end) == (words.start, words.end)
            ),
            None,
        )

    def _called(self, words: Words) -> Entity | None:
        """Who is called so somewhere in the text."""
        wanted = key(words.value)
        return next(
            (
                entity
                for entity in self.entities
                if wanted in {key(entity.name), *(key(each.quote) for each in entity.mentions)}
            ),
            None,
        )

    def _known(self, words: Words) -> Entity | None:
        """Who goes by that name in the gazetteer, at the time of the document."""
        entry = next(iter(lookup(words.value, on=self._published)), None)
        if entry is None:
            return None
        made = Entity(
            id=f"e{1 + max((_number(each.id) for each in self.entities), default=0)}",
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            sectors=entry.sectors,
            code=entry.code,
            mentions=_span(words),
            wikidata=entry.wikidata,
        )
        self.entities.append(made)
        return made


def _event(event: Event, said: Fields, parties: _Parties) -> Event:
    new: dict[str, Any] = {}
    for side, before in (("actors", event.actors), ("recipients", event.recipients)):
        if side in said:
            new[side] = tuple(parties.party(each, before) for each in said[side])
    if "type" in said:
        # Mode and code are finer than the type, and were those of another.
        type_ = said["type"][0].value
        new |= {"type": type_, "mode": None, "cameo": ontology.code_for(type_)}
        new |= {
            "quad_class": ontology.plover(type_).quad_class,
            "goldstein": ontology.score(type_),
        }
    if "status" in said:
        new["status"] = said["status"][0].value
    if "date" in said:
        new |= {"date": _one(said["date"]), "date_text": None}
    if "place" in said:
        anchor = event.trigger or event.evidence[0]
        new["location"] = _place(said["place"], anchor) if said["place"] else None
    return event.model_copy(update=new)


def _claim(claim: Claim, said: Fields, parties: _Parties) -> Claim:
    new: dict[str, Any] = {}
    if "speaker" in said:
        source = parties.party(said["speaker"][0], [claim.source])
        new |= {"source": source, "chain": (*claim.chain[:-1], source)}
    if "attitude" in said:
        new["attitude"] = said["attitude"][0].value
    if "certainty" in said:
        level = said["certainty"][0].value
        degree = ontology.levels().get(level)
        bounds = {"low": degree.low, "high": degree.high} if degree else {}
        new["certainty"] = Certainty.model_validate({"level": level, **bounds})
    if "date" in said:
        new["date"] = _one(said["date"])
    return claim.model_copy(update=new)


def _cause(cause: Cause, said: Fields, _: _Parties) -> Cause:
    ends = {"cause": cause.cause, "effect": cause.effect}
    new = {name: _end(end, said[name][0]) for name, end in ends.items() if name in said}
    return cause.model_copy(update=new)


def _end(before: CauseEnd, words: Words) -> CauseEnd:
    """An end in other words; which event these tell of is not known."""
    start, end = _where(words, before.start)
    return before.model_copy(
        update={"event": None, "start": start, "end": end, "quote": words.value}
    )


def _relation(change: RelationChange, said: Fields, parties: _Parties) -> RelationChange:
    new: dict[str, Any] = {
        field: said[field][0].value for field in ("channel", "status") if field in said
    }
    if "parties" in said:
        new["parties"] = tuple(parties.party(each, change.parties) for each in said["parties"])
    if "date" in said:
        new["date"] = _one(said["date"])
    return change.model_copy(update=new)


def _place(said: Sequence[Words], anchor: Span) -> Location:
    words = said[0]
    start, end = _where(words, anchor.start)
    country = country_codes().get(key(words.value))
    found = None if country else next(iter(places(words.value)), None)
    return Location(
        name=words.value,
        country=found.country if found else country,
        latitude=found.latitude if found else None,
        longitude=found.longitude if found else None,
        geonames=found.geonames if found else None,
        start=start,
        end=end,
    )


def _where(words: Words, otherwise: int) -> tuple[int, int]:
    """Where words stand; those that stand nowhere in the text have no length."""
    if words.start is None or words.end is None:
        return otherwise, otherwise
    return words.start, words.end


def _one(said: Sequence[Words]) -> str | None:
    return said[0].value if said else None


def _span(words: Words) -> tuple[Span, ...]:
    if words.start is None or words.end is None:
        return ()
    return (Span(start=words.start, end=words.end, quote=words.value),)


def _number(identifier: str) -> int:
    digits = identifier[1:]
    return int(digits) if digits.isdecimal() else 0


_CORRECTED: Final[Mapping[Kind, Callable[[Any, Fields, _Parties], Any]]] = {
    "event": _event,
    "claim": _claim,
    "cause": _cause,
    "relation": _relation,
}
