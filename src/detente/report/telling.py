"""An event in a sentence: who did what to whom, when and where, who says so and how surely.

Every word is one of the templates (`data/deeds.tsv` and its neighbours) or comes from the record,
and what comes from the record carries its evidence. What the record does not say is left out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from detente import gazetteer, tables, wording
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.naming import called, is_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.records import Claim, Event, Location, Party, Record, Span

_HOME: Final = "detente.report"
_ROOT: Final = 4
"""Letters at least by which a country is known in words made of its name: "Iraqi", "Syrian"."""


def told(record: Record, event: Event) -> Sentence:
    """The sentence that tells of an event.

    Args:
        record: What was read from the document.
        event: One of its events.
    """
    return sentence(_Telling(record, event).phrases())


class _Telling:
    """Makes the phrases of one event's sentence."""

    def __init__(self, record: Record, event: Event) -> None:
        self._record = record
        self._event = event
        self._entities = {entity.id: entity for entity in record.entities}
        self._status = _row("statuses", status=event.status)
        self._deed = _deed(event)

    def phrases(self) -> Iterator[Phrase]:
        """The parts of the sentence, in order."""
        yield from self._when()
        yield from self._happened()
        yield from self._where()
        yield from self._losses()
        yield Phrase(self._status["tail"])
        yield from self._said()

    def _evidence(self, start: int, end: int) -> Evidence:
        text = self._record.document.text
        return Evidence(self._record.document.id, start, end, text[start:end])

    def _spans(self, spans: Iterable[Span]) -> tuple[Evidence, ...]:
        return tuple(self._evidence(each.start, each.end) for each in spans)

    def _when(self) -> Iterator[Phrase]:
        date = self._event.date
        if date is None:
            return
        marked = [self._event.date_text] if self._event.date_text else []
        yield Phrase(wording.when(date), self._spans(marked or self._event.evidence[:1]))
        yield Phrase(", ")

    def _happened(self) -> Iterator[Phrase]:
        """Who did what to whom; the deed rests on the event's own evidence."""
        event, deed, status = self._event, self._deed, self._status
        proof = self._spans([event.trigger] if event.trigger else event.evidence[:1])
        actors, recipients = list(self._parties(event.actors)), self._others()
        if not actors:
            before, _, after = status["nobody"].partition("{noun}")
            yield Phrase(f"{before}{deed['noun']}", proof)
            if recipients:
                yield Phrase(f" {deed['towards']} ")
                yield from recipients
            yield Phrase(after)
            return
        if status["lead"]:
            yield Phrase(f"{status['lead']} ")
        yield from actors
        verb = f" {status['verb']}" if status["verb"] else ""
        yield Phrase(f"{verb} {self._verb(alone=not recipients)}", proof)
        if recipients:
            yield Phrase(f" {deed['before']} " if deed["before"] else " ")
            yield from recipients
            yield Phrase(f" {deed['after']}" if deed["after"] else "", proof)

    def _verb(self, *, alone: bool) -> str:
        form = self._status["form"] or "past"
        if alone and self._deed["light_base"]:
            return f"{self._deed[f'light_{form}']} {self._deed['noun']}"
        return self._deed[form]

    def _others(self) -> list[Phrase]:
        """The recipients, without those who act too: two who confer do so with each other."""
        acting = {party.entity or party.text for party in self._event.actors}
        rest = [each for each in self._event.recipients if (each.entity or each.text) not in acting]
        return list(self._parties(rest))

    def _parties(self, parties: Sequence[Party]) -> Iterator[Phrase]:
        """The names of parties, once each, joined as a list."""
        named: dict[str, Phrase] = {}
        for party in parties:
            name = wording.flat(self._name(party))
            evidence = (
                (self._evidence(party.start, party.end),)
                if party.start is not None and party.end is not None
                else ()
            )
            named.setdefault(name, Phrase(name, evidence))
        phrases = list(named.values())
        for at, phrase in enumerate(phrases):
            if at:
                yield Phrase(" and " if at == len(phrases) - 1 else ", ")
            yield phrase

    def _name(self, party: Party) -> str:
        """A party as the text has it where that says its name in full, else by its name."""
        entity = self._entities.get(party.entity or "")
        if entity is None:
            return called(party.text, None)
        return called(party.text, entity.name, people=entity.kind == "people")

    def _where(self) -> Iterator[Phrase]:
        place = self._event.location
        parties = (*self._event.actors, *self._event.recipients)
        if place is None or place.name in {self._name(party) for party in parties}:
            return
        evidence = (self._evidence(place.start, place.end),)
        name = wording.flat(place.name)
        site = is_common(name) or _sites() & set(name.lower().split())
        yield Phrase(" at " if site else " in ")
        yield Phrase(f"{name}{self._land(place)}", evidence)

    def _land(self, place: Location) -> str:
        """The country of a place, where its name does not say it."""
        country = gazetteer.country(place.country) if place.country else None
        if country is None:
            return ""
        if country.name[: max(_ROOT, len(country.name) - 1)] in place.name:
            return ""
        return f" in {country.name}" if is_common(place.name) else f", {country.name}"

    def _losses(self) -> Iterator[Phrase]:
        losses = self._event.casualties
        if losses is None:
            return
        counts = [wording.count(losses.killed, "killed"), wording.count(losses.injured, "injured")]
        said = " and ".join(filter(None, counts))
        if said:
            yield Phrase(f", with {said}", self._spans(self._event.evidence))

    def _said(self) -> Iterator[Phrase]:
        """Who says so, through whom, and how surely."""
        claims = {claim.id: claim for claim in self._record.claims}
        claim = claims.get(self._event.claim or "")
        if claim:
            yield from self._source(claim)
        publisher = self._record.document.publisher
        whole = (Evidence(self._record.document.id),)
        if publisher:
            yield Phrase(f", as reported by {wording.flat(publisher)}", whole)
        hedge = wording.certainty(self._event.certainty)
        cue = self._event.certainty.cue
        if hedge:
            yield Phrase(", in the source's judgement ")
            yield Phrase(hedge, self._spans([cue] if cue else self._event.evidence[:1]))

    def _source(self, claim: Claim) -> Iterator[Phrase]:
        denied = self._event.status == "denied"  # and the sentence says so before
        attitude = "says" if denied and claim.attitude == "denies" else claim.attitude
        words = _row("attitudes", attitude=attitude)["words"]
        yield Phrase(f", {words} ", self._spans([claim.cue]))
        yield from self._parties([claim.source])
        through = [party for party in claim.chain if party.start not in {None, claim.source.start}]
        if through:
            yield Phrase(", through ")
            yield from self._parties(through[::-1])


@cache
def _sites() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows(_HOME, "sites"))


@cache
def _row(table: str, **wanted: str) -> tables.Row:
    """The row of a table that has those values."""
    rows = tables.rows(_HOME, table)
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


def _deed(event: Event) -> tables.Row:
    """What the event is called: by its type and mode, else by its type alone."""
    found = [row for row in tables.rows(_HOME, "deeds") if row["type"] == event.type]
    return next((row for row in found if row["mode"] == event.mode), found[0])
