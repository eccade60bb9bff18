"""What a fact asks of a record, slot by slot.

The definition is that of the checker that the facts were written for: names and dates are regular
expressions, types and statuses list every answer that can be defended, and an empty list of actors
or recipients wants none.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Value = dict[str, Any]
    Extent = tuple[int, int]

_OF_ENTITY: Final = ("name", "code", "country", "kind")
TOUCH: Final = 3
"""Characters a span shares with a quote to be of it, unless the fact says otherwise."""


class Written:
    """A record as JSON values, and what its parts refer to."""

    def __init__(self, record: Value) -> None:
        self.record = record
        self.text: str = record["document"]["text"]
        self._entities = {e["id"]: e for e in record.get("entities", ())}
        self._claims = {c["id"]: c for c in record.get("claims", ())}
        self._events = {e["id"]: e for e in record.get("events", ())}

    def items(self, part: str) -> list[Value]:
        """The events, claims, causes or relations of the record."""
        return list(self.record.get(part) or ())

    def place(self, fact: Value, key: str = "quote") -> Extent:
        """Where a quote of a fact stands, white space apart.

        Raises:
            ValueError: The document does not hold the quote.
        """
        pattern = r"\s+".join(map(re.escape, fact[key].split()))
        found = [m.span() for m in re.finditer(pattern, self.text)]
        if len(found) <= fact.get("nth", 0):
            raise ValueError(fact[key])
        return found[fact.get("nth", 0)]

    def names(self, party: Value | None) -> str:
        """All that a party can be known by, parted by bars: its words, its entity's names."""
        if not party:
            return ""
        parts = [party.get("text") or ""]
        if isinstance(party.get("start"), int):
            parts.append(self.text[party["start"] : party["end"]])
        entity = self._entities.get(party.get("entity"))
        if entity:
            parts += [str(entity.get(key) or "") for key in _OF_ENTITY]
            parts += map(str, entity.get("sectors") or ())
        return " | ".join(parts)

    def source(self, event: Value) -> str:
        """All that whoever reports an event can be known by; "" for the publisher's own voice."""
        claim = self._claims.get(event.get("claim"))
        return self.names(claim.get("source")) if claim else ""

    def end(self, end: Value | None) -> list[Extent]:
        """Where an end of a cause stands: its own words, else those of its event."""
        own = list(spans(end))
        event = self._events.get((end or {}).get("event"), {})
        return own or list(spans(event.get("evidence")))


def spans(value: object) -> Iterator[Extent]:
    """The offsets of every span in a JSON value, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def shared(one: Extent, other: Extent) -> int:
    """How many characters two extents share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def says(pattern: str, words: str) -> bool:
    """Whether a pattern is found in words, case apart."""
    return re.search(pattern, words, re.IGNORECASE) is not None


def of_event(fact: Value, event: Value, written: Written) -> dict[str, bool]:
    """Slot to whether an event has it right."""
    tests: dict[str, Callable[[Any], bool]] = {
        "type": lambda want: event.get("type") in want,
        "mode": lambda want: event.get("mode") in want,
        "actors": lambda want: _parties(want, event.get("actors"), written),
        "recipients": lambda want: _parties(want, event.get("recipients"), written),
        "date": lambda want: _date(want, event.get("date")),
        "status": lambda want: event.get("status") in want,
        "country": lambda want: (event.get("location") or {}).get("country") == want,
        "killed": lambda want: _count(event, "killed") == want,
        "injured": lambda want: _count(event, "injured") == want,
        "claimed_by": lambda want: says(want, written.source(event)),
    }
    return {slot: test(fact[slot]) for slot, test in tests.items() if slot in fact}


def of_claim(fact: Value, claim: Value, written: Written) -> dict[str, bool]:
    """Slot to whether a claim has it right."""
    chain = " > ".join(written.names(link) for link in claim.get("chain") or ())
    tests: dict[str, Callable[[Any], bool]] = {
        "source": lambda want: says(want, written.names(claim.get("source"))),
        "certainty": lambda want: (claim.get("certainty") or {}).get("level") in want,
        "quoted": lambda want: claim.get("quoted") in want,
        "chain": lambda want: all(says(p, chain) for p in want),
        "audience": lambda want: says(want, json.dumps(claim.get("audience"))),
    }
    return {slot: test(fact[slot]) for slot, test in tests.items() if slot in fact}


def _parties(wanted: list[str], given: list[Value] | None, written: Written) -> bool:
    if not wanted:
        return not given
    known = [written.names(party) for party in given or ()]
    return all(any(says(pattern, words) for words in known) for pattern in wanted)


def _date(wanted: str | list[str | None] | None, given: str | None) -> bool:
    options = wanted if isinstance(wanted, list) else [wanted]
    said = (given or "").strip()
    return any(not said if want is None else re.fullmatch(want, said) for want in options)


def _count(event: Value, kind: str) -> object:
    bounds = (event.get("casualties") or {}).get(kind)
    return bounds.get("low") if isinstance(bounds, dict) else bounds
