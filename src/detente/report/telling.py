"""An event in a sentence: who did what to whom, when and where, who says so and how surely.

Every word is one of the templates (`data/deeds.tsv` and its neighbours) or comes from the record,
and what comes from the record carries its evidence. What the record does not say is left out.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from detente import gazetteer, tables, wording
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.naming import called, is_common, mentioned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.records import Bounds, Claim, Event, Location, Party, Record, Span

_HOME: Final = "detente.report"
_ARTICLES: Final = frozenset({"a", "an"})
_ROOT: Final = 4
"""Letters at least by which a country is known in words made of its name: "Iraqi", "Syrian"."""


def told(record: Record, event: Event, *, dated: bool = True) -> Sentence:
    """The sentence that tells of an event.

    Args:
        record: What was read from the document.
        event: One of its events.
        dated: Whether it says when.
    """
    return sentence(_Telling(record, event).phrases(dated=dated))


class _Telling:
    """Makes the phrases of one event's sentence."""

    def __init__(self, record: Record, event: Event) -> None:
        self._record = record
        self._event = event
        self._entities = {entity.id: entity for entity in record.entities}
        self._status = _row("statuses", status=event.status)
        self._deed = _deed(event)

    def phrases(self, *, dated: bool) -> Iterator[Phrase]:
        """The parts of the sentence, in order."""
        if dated:
            yield from self._when()
        if _spared(self._event):
            yield from self._unharmed()
            yield from self._where()
        else:
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
            before, after = _nobody(status["nobody"], deed["noun"])
            yield Phrase(before, proof)
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

    def _unharmed(self) -> Iterator[Phrase]:
        """That nobody came to harm, where that is what did not occur."""
        losses = self._event.casualties
        counts = (("killed", losses and losses.killed), ("injured", losses and losses.injured))
        harm = " or ".join(what for what, count in counts if count and count.high == 0)
        yield Phrase(f"nobody was {harm}", self._spans(self._event.evidence))
        parties = list(self._others())
        if parties:
            yield Phrase(" among ")
            yield from parties

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
        country = gazetteer.country(entity.country) if entity.country else None
        if country and entity.kind == "country" and entity.name.isupper():  # of a data set
            return called(country.name, country.name)
        return called(party.text, entity.name, people=entity.kind == "people")

    def _where(self) -> Iterator[Phrase]:
        place = self._event.location
        parties = (*self._event.actors, *self._event.recipients)
        if place is None or place.name in {self._name(party) for party in parties}:
            return
        evidence = (self._evidence(place.start, place.end),)
        words = self._record.document.text[place.start : place.end]
        name = wording.flat(words if _unmarked(words) == _unmarked(place.name) else place.name)
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
        counts = [_count(losses.killed, "killed"), _count(losses.injured, "injured")]
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
            yield Phrase(f", as reported by {mentioned(wording.flat(publisher))}", whole)
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


def _spared(event: Event) -> bool:
    """Whether an event did not occur in that nobody was hurt: it may have happened all the same."""
    losses = event.casualties
    counts = [each for each in (losses.killed, losses.injured) if each] if losses else []
    return event.status == "did-not-occur" and any(each.high == 0 for each in counts)


def _nobody(pattern: str, noun: str) -> tuple[str, str]:
    """What is told of a deed without its actor: up to the deed's noun, and behind it.

    >>> _nobody("there {was} no {bare}", "talks"), _nobody("{noun} {was} planned", "an attack")
    (('there were no talks', ''), ('an attack', ' was planned'))
    """
    article, _, bare = noun.partition(" ")
    if article not in _ARTICLES:
        article, bare = "", noun
    many = not article and noun.partition(" ")[0].endswith("s")
    verbs = {"was": "were", "is": "are"} if many else {"was": "was", "is": "is"}
    before, mark, after = pattern.format(noun="\0", bare="\1", **verbs).partition("\0")
    if mark:
        return f"{before}{noun}", after
    before, _, after = before.partition("\1")
    return f"{before}{bare}", after


def _count(bounds: Bounds | None, what: str) -> str:
    """How many came to harm; where the text gives no number, that it gives none."""
    if bounds and bounds.low is None and bounds.high is None:
        return f"an unstated number {what}"
    return wording.count(bounds, what)


def _unmarked(name: str) -> str:
    """A name without the marks on its letters, by which two spellings are told to be one."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


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
