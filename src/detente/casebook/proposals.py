"""What the machine proposes: the records of a document, each under a key that outlives a reading.

A newer reader may number its records anew. A key names the document, the kind of record and the
span it hangs on, so that what was decided of a record is found again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from detente.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.records import Cause, CauseEnd, Claim, Event, Party, Record, RelationChange, Span

Kind = Literal["event", "claim", "cause", "relation"]

FIELDS: Final[dict[Kind, tuple[str, ...]]] = {
    "event": ("type", "status", "actors", "recipients", "date", "place"),
    "claim": ("speaker", "attitude", "certainty", "date"),
    "cause": ("cause", "effect"),
    "relation": ("channel", "status", "parties", "date"),
}
"""By kind, what of a record can be corrected."""

SEVERAL: Final = frozenset({"actors", "recipients", "parties"})
"""Fields that hold any number of values; the others hold one at most."""

_TARGET: Final = re.compile(
    r"(?:sha256:)?(?P<document>[0-9a-f]+):(?P<record>[a-z]\d+|[a-z]+:\d+-\d+(?:\.\d+)?)"
)

_SHOWN: Final = 12
"""Digits of a document's hash that stand in a key as it is shown."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a decision hangs on.

    Attributes:
        document: The document's id.
        kind: Of the record.
        start: Where the span begins that it hangs on: of an event the word that names the deed, of
            a claim the word of saying, else what it rests on. In code points.
        end: Where that ends.
        nth: Counts from 0 the records of the kind on that span, in their order.
    """

    document: str
    kind: Kind
    start: int
    end: int
    nth: int = 0

    def __str__(self) -> str:
        """The key as it is typed: `0fc49e6af382:event:38-102`, with `.1` for a second one."""
        return f"{self.document.removeprefix('sha256:')[:_SHOWN]}:{self._rest}"

    @property
    def whole(self) -> str:
        """The key with the whole id of its document, as it is kept."""
        return f"{self.document}:{self._rest}"

    @property
    def _rest(self) -> str:
        place = f"{self.start}-{self.end}" + (f".{self.nth}" if self.nth else "")
        return f"{self.kind}:{place}"


@dataclass(frozen=True, slots=True)
class Words:
    """A value of a field, and where in the text it was read if it was.

    Attributes:
        value: The value: a word of a list, a date in EDTF, or words of the text.
        start: Where they begin, in code points; None if it is not read from one place.
        end: Where they end.
    """

    value: str
    start: int | None = None
    end: int | None = None


Fields = dict[str, tuple[Words, ...]]
"""Field to its values; none where it is not stated."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record as the machine proposes it.

    Attributes:
        key: What it is found by.
        id: Its id in the record of the document, as `v1`.
        fields: Its values.
        confidence: How sure the reader is to have read it right, 0 to 1; None if it does not say.
        evidence: What it rests on, as (start, end).
        claim: The id of the claim it is told in, if it is.
    """

    key: Key
    id: str
    fields: Fields
    confidence: float | None
    evidence: tuple[tuple[int, int], ...]
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposal without its key."""

    kind: Kind
    anchor: tuple[int, int]
    id: str
    fields: Fields
    confidence: float | None
    evidence: tuple[tuple[int, int], ...]
    claim: str | None


def proposals(record: Record) -> list[Proposal]:
    """All that can be reviewed of a record, in the order of the text."""
    document = record.document.id
    seen: Counter[tuple[Kind, int, int]] = Counter()
    made = []
    for found in _all(record):
        place = (found.kind, *found.anchor)
        key = Key(document, *place, nth=seen[place])
        seen[place] += 1
        made.append(
            Proposal(key, found.id, found.fields, found.confidence, found.evidence, found.claim)
        )
    return sorted(made, key=lambda each: (each.key.start, each.key))


def document_of(target: str) -> str | None:
    """The beginning of the id of the document that a record is named by, None if it is no name.

    >>> document_of("0fc49e6af382:v1")
    '0fc49e6af382'
    """
    match = _TARGET.fullmatch(target.strip())
    return match["document"] if match else None


def named(record: Record, target: str) -> Proposal:
    """The record of that name: the document and its id in it, or its key.

    Args:
        record: All that was read from the document.
        target: As `0fc49e6af382:v1` or `0fc49e6af382:event:38-102`.

    Raises:
        ReviewError: D601 if there is none.
    """
    match = _TARGET.fullmatch(target.strip())
    for each in proposals(record):
        if match and match["record"] in {each.id, str(each.key).partition(":")[2]}:
            return each
    raise ReviewError("D601", target)


def values(fields: Fields) -> dict[str, tuple[str, ...]]:
    """The values alone: what two readings must share to say the same."""
    return {name: tuple(each.value for each in said) for name, said in fields.items()}


def _all(record: Record) -> Iterator[_Found]:
    yield from map(_event, record.events)
    yield from map(_claim, record.claims)
    yield from map(_cause, record.causes)
    yield from map(_relation, record.relations)


def _event(event: Event) -> _Found:
    anchor = event.trigger or event.evidence[0]
    place = event.location
    fields: Fields = {
        "type": (Words(event.type, anchor.start, anchor.end),),
        "status": (Words(event.status),),
        "actors": _parties(event.actors),
        "recipients": _parties(event.recipients),
        "date": _date(event.date, event.date_text),
        "place": (Words(place.name, place.start, place.end),) if place else (),
    }
    evidence = _places(event.evidence)
    return _Found("event", _at(anchor), event.id, fields, event.confidence, evidence, event.claim)


def _claim(claim: Claim) -> _Found:
    sure = Words(claim.certainty.level, *_maybe(claim.certainty.cue))
    fields: Fields = {
        "speaker": _parties([claim.source]),
        "attitude": (Words(claim.attitude, claim.cue.start, claim.cue.end),),
        "certainty": (sure,),
        "date": _date(claim.date, None),
    }
    evidence = _places((claim.cue, *claim.content))
    return _Found("claim", _at(claim.cue), claim.id, fields, claim.confidence, evidence, None)


def _cause(cause: Cause) -> _Found:
    ends = (cause.cause, cause.effect)
    anchor = (min(end.start for end in ends), max(end.end for end in ends))
    fields: Fields = {"cause": _end(cause.cause), "effect": _end(cause.effect)}
    evidence = tuple((end.start, end.end) for end in ends)
    return _Found("cause", anchor, cause.id, fields, cause.confidence, evidence, cause.claim)


def _relation(change: RelationChange) -> _Found:
    fields: Fields = {
        "channel": (Words(change.channel),),
        "status": (Words(change.status),),
        "parties": _parties(change.parties),
        "date": _date(change.date, None),
    }
    evidence = _places(change.evidence)
    return _Found("relation", evidence[0], change.id, fields, None, evidence, change.claim)


def _parties(parties: Iterable[Party]) -> tuple[Words, ...]:
    return tuple(Words(party.text, party.start, party.end) for party in parties)


def _date(edtf: str | None, read_from: Span | None) -> tuple[Words, ...]:
    return () if edtf is None else (Words(edtf, *_maybe(read_from)),)


def _end(end: CauseEnd) -> tuple[Words, ...]:
    return (Words(end.quote, end.start, end.end),)


def _at(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _maybe(span: Span | None) -> tuple[int, int] | tuple[None, None]:
    return _at(span) if span else (None, None)


def _places(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)
