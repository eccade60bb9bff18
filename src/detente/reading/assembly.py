"""From findings to a record: ids given, references resolved, what stays open written down."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente import ontology
from detente.reading import certainty
from detente.reading.cues import lexicon
from detente.reading.modes import contexts_of
from detente.reading.registry import Registry, placed_parties
from detente.records import (
    Bounds,
    Casualties,
    Cause,
    CauseEnd,
    Certainty,
    Claim,
    Event,
    Party,
    Problem,
    Record,
    RelationChange,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.reading.attribution import Attribution, Extent
    from detente.reading.casualties import Toll
    from detente.reading.changes import Change
    from detente.reading.coreference import Mention
    from detente.reading.events import Happening
    from detente.reading.identity import Report
    from detente.reading.reader import Findings
    from detente.reading.voices import Voice
    from detente.records import ReaderInfo, Span, Status

_REAL = {"occurred", "ongoing"}
_UNREAL_BY_ATTITUDE: dict[str, Status] = {
    "denies": "denied", "doubts": "hypothetical", "fears": "hypothetical",
    "intends": "planned", "asks": "proposed",
}  # fmt: skip
"""What becomes of the event that is itself what somebody denies, fears, intends or asks for."""
_DENIAL = frozenset({"clause", "ing", "np"})
"""Frames of cues by which something is said not to be; "rejected" has others."""


def assemble(found: Findings, reader: ReaderInfo, problems: Sequence[Problem]) -> Record:
    """Put what was found in a document into its record.

    Args:
        found: What the questions found.
        reader: What read it.
        problems: Problems met before reading; those of reading follow.
    """
    return _Assembly(found).record(reader, problems)


class _Assembly:
    """The ids of one record while it is being put together."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._text = found.document.text
        self._registry = Registry(self._text, found.cast, _mentions(found))
        self._claim_ids = _claim_ids(found.voices.found, self._text)
        self._events = [self._event(f"v{n}", reports) for n, reports in enumerate(found.events, 1)]
        self._told_by: defaultdict[Extent, list[str]] = defaultdict(list)
        cues = {
            id_: voice.attribution.cue
            for id_, voice in zip(self._claim_ids, found.voices.found, strict=True)
        }
        for event in self._events:
            if event.claim is not None:
                self._told_by[cues[event.claim]].append(event.id)
        told = {
            t.start: event.id
            for event, reports in zip(self._events, found.events, strict=True)
            for report in reports
            for t in report.happening.parts
        }
        self._event_at = dict(sorted(told.items()))

    def record(self, reader: ReaderInfo, problems: Sequence[Problem]) -> Record:
        placed, lines = placed_parties(self._events, self._registry.entities({}))
        return Record(
            document=self._found.document,
            entities=self._registry.entities(placed),
            events=tuple(self._events),
            claims=tuple(self._claims()),
            causes=tuple(self._causes()),
            relations=tuple(self._relations()),
            problems=(*problems, *self._problems(), *lines),
            reader=reader,
        )

    def _event(self, id_: str, reports: Sequence[Report]) -> Event:
        first = _fullest(reports)
        happening = first.happening
        mode = next((r.happening.mode for r in reports if r.happening.mode), None)
        dated = next((r for r in reports if r.date), None)
        where = next((r.place for r in reports if r.place), None)
        type_ = ontology.plover(happening.type)
        return Event.model_validate(
            {
                "id": id_,
                "type": happening.type,
                "mode": mode,
                "contexts": contexts_of(happening.sentence.between(happening.start, happening.end)),
                "cameo": ontology.code_for(happening.type, mode),
                "quad_class": type_.quad_class,
                "goldstein": ontology.score(happening.type, mode),
                "actors": self._parties(
                    next((r.happening.actors for r in reports if r.happening.actors), [])
                ),
                "recipients": self._parties(happening.recipients),
                "location": where,
                "date": dated.date if dated else None,
                "date_text": self._span(dated.dating.time) if dated and dated.dating else None,
                "status": self._status(first),
                "certainty": self._hedge(happening),
                "casualties": _casualties([t for r in reports for t in r.tolls]),
                "instruments": [
                    span(self._text, *i)
                    for i in sorted({i for r in reports for i in r.happening.instruments})
                ],
                "claim": self._claim_of(reports),
                "trigger": span(self._text, happening.trigger.start, happening.trigger.end),
                "lemma": _lemma(happening),
                "evidence": [span(self._text, r.happening.start, r.happening.end) for r in reports],
            }
        )

    def _hedge(self, happening: Happening) -> Certainty:
        """How sure it is that an event happened: by the hedge that governs its word."""
        hedges = certainty.find(self._text, happening.start, happening.end)
        trigger = happening.trigger
        hedge = certainty.governing(self._text, hedges, trigger.start, trigger.end)
        return certainty.certainty(self._text, hedge)

    def _parties(self, mentions: Iterable[Mention]) -> tuple[Party, ...]:
        return tuple(self._registry.party(m) for m in mentions)

    def _claim_of(self, reports: Sequence[Report]) -> str | None:
        """The claim that reports an event; None where the publisher itself says it once."""
        voices = [
            self._found.voices.reporting(r.happening.trigger.start, r.happening.trigger.end)
            for r in reports
        ]
        if None in voices:
            return None
        return self._claim_ids[voices[0]] if voices[0] is not None else None

    def _status(self, report: Report) -> Status:
        """The status by grammar, unless the event is itself what a voice denies, fears or asks."""
        happening = report.happening
        number = self._found.voices.reporting(happening.trigger.start, happening.trigger.end)
        if number is None or happening.status not in _REAL:
            return happening.status
        attribution = self._found.voices.found[number].attribution
        tops = [happening.sentence.top(c.start, c.end) for c in attribution.content]
        heads = {happening.trigger.index, happening.verb.index if happening.verb else -1}
        itself = any(t is not None and t.index in heads for t in tops)
        if self._is_asked_anew(happening, attribution):
            return happening.status
        if itself and (attribution.attitude != "denies" or self._denies(attribution)):
            return _UNREAL_BY_ATTITUDE.get(attribution.attitude, happening.status)
        return happening.status

    def _is_asked_anew(self, happening: Happening, attribution: Attribution) -> bool:
        """Whether a cue only repeats a request that is its object: "reiterates its call"."""
        noun, place = happening.trigger, attribution.cue_head
        return (
            happening.type == "REQUEST"
            and noun.relation == "dobj"
            and happening.sentence is self._found.sentences[place.sentence]
            and noun.head == place.token
        )

    def _denies(self, attribution: Attribution) -> bool:
        """Whether a cue denies that something is so: who rejects a strike does not."""
        place = attribution.cue_head
        cue, words = self._found.sentences[place.sentence][place.token], lexicon()
        rows = (words.nouns if cue.pos == "NOUN" else words.verbs).get(cue.lemma, ())
        return not rows or any(_DENIAL.intersection(r.frames) for r in rows)

    def _claims(self) -> Iterator[Claim]:
        seen: set[str] = set()
        for number, voice in enumerate(self._found.voices.found):
            id_ = self._claim_ids[number]
            if id_ not in seen:
                seen.add(id_)
                yield self._claim(id_, number, voice)

    def _claim(self, id_: str, number: int, voice: Voice) -> Claim:
        attribution = voice.attribution
        content = tuple(span(self._text, c.start, c.end) for c in attribution.content)
        publisher = self._found.document.publisher
        head = (Party(entity=None, text=publisher),) if publisher else ()
        return Claim.model_validate(
            {
                "id": id_,
                "source": self._registry.party(voice.source),
                "chain": (*head, *self._parties(self._found.voices.chain(number))),
                "cue": span(self._text, attribution.cue.start, attribution.cue.end),
                "content": content,
                "quoted": attribution.quoted,
                "audience": self._registry.party(voice.audience) if voice.audience else None,
                "attitude": attribution.attitude,
                "certainty": self._certainty(content),
                "date": self._said(voice),
                "events": self._told_by[attribution.cue],
            }
        )

    def _certainty(self, content: Iterable[Span]) -> Certainty:
        """The certainty of the first part of what is said that is hedged at all."""
        each = (certainty.certainty_of(self._text, c.start, c.end) for c in content)
        return next((c for c in each if c.level != "unstated"), Certainty())

    def _said(self, voice: Voice) -> str | None:
        """When it was said, where the cue's own sentence tells."""
        place = voice.attribution.cue_head
        sentence = self._found.sentences[place.sentence]
        cue = sentence[place.token]
        for time in self._found.calendar.within(sentence.start, sentence.end):
            top = sentence.top(time.start, time.end)
            if time.edtf and top is not None and sentence.distance(top, cue) <= 2:  # noqa: PLR2004 - the cue's own adverbial
                return time.edtf
        return None

    def _causes(self) -> Iterator[Cause]:
        for n, link in enumerate(self._found.causes, 1):
            number = self._found.voices.innermost(link.at)
            yield Cause(
                id=f"k{n}",
                cause=self._end(*link.cause),
                effect=self._end(*link.effect),
                signal=span(self._text, *link.signal) if link.signal else None,
                claim=None if number is None else self._claim_ids[number],
            )

    def _end(self, start: int, end: int) -> CauseEnd:
        event = next((id_ for at, id_ in self._event_at.items() if start <= at < end), None)
        return CauseEnd(event=event, **span(self._text, start, end).model_dump())

    def _relations(self) -> Iterator[RelationChange]:
        for n, change in enumerate(self._found.changes, 1):
            yield self._relation(f"r{n}", change)

    def _relation(self, id_: str, change: Change) -> RelationChange:
        number = self._found.voices.innermost(change.trigger.start)
        event = self._event_at.get(change.trigger.start)
        known = next((e for e in self._events if e.id == event), None)
        date = known.date if known else self._when(change, number)
        one, other = change.parties
        return RelationChange.model_validate(
            {
                "id": id_,
                "parties": (self._registry.party(one), self._registry.party(other)),
                "channel": change.channel,
                "status": change.status,
                "date": date,
                "event": event,
                "claim": None if number is None else self._claim_ids[number],
                "evidence": (span(self._text, change.start, change.end),),
            }
        )

    def _when(self, change: Change, voice: int | None) -> str | None:
        """When a change came about, by the nearest time of the same voice."""
        found = self._found.calendar.nearest(
            change.sentence,
            change.trigger,
            lambda time: self._found.voices.innermost(time.start) == voice,
        )
        return found[0].edtf if found is not None else None

    def _problems(self) -> Iterator[Problem]:
        for time in self._found.times:
            if time.edtf is None and time.reason:
                yield Problem(where=self._span(time), what=time.reason)
        for reports in self._found.events:
            yield from self._undated(reports)
        for change in self._found.changes:
            if change.inferred:
                yield Problem(
                    where=span(self._text, change.start, change.end),
                    what="the other party of this change is taken from elsewhere in the text",
                )
        for voice in self._found.voices.found:
            if voice.source.entity is None:
                yield Problem(
                    where=span(self._text, voice.source.start, voice.source.end),
                    what="nobody found whom this names",
                )

    def _undated(self, reports: Sequence[Report]) -> Iterator[Problem]:
        dated = next((r for r in reports if r.date), None)
        happening = reports[0].happening
        where = span(self._text, happening.trigger.start, happening.trigger.end)
        if dated is None:
            yield Problem(where=where, what="the text does not say when this happened")
        elif dated.dating is not None and dated.dating.where == "paragraph":
            yield Problem(where=where, what="date taken from an earlier sentence of the paragraph")
        elif dated.dating is not None and dated.dating.where == "heading":
            yield Problem(where=where, what="date taken from the heading of its part")

    def _span(self, extent: object) -> Span:
        return span(self._text, extent.start, extent.end)  # type: ignore[attr-defined]


def _mentions(found: Findings) -> Iterator[Mention]:
    """The mentions a record refers to."""
    for reports in found.events:
        for report in reports:
            yield from (*report.happening.actors, *report.happening.recipients)
    for voice in found.voices.found:
        yield voice.source
        if voice.audience is not None:
            yield voice.audience
    for change in found.changes:
        yield from change.parties


def _claim_ids(voices: Sequence[Voice], text: str) -> list[str]:
    """An id a voice; the same words of the same source, as in a title told twice, are one claim."""
    ids: dict[object, str] = {}
    for voice in voices:
        ids.setdefault(_same(voice, text), f"c{len(ids) + 1}")
    return [ids[_same(voice, text)] for voice in voices]


def _same(voice: Voice, text: str) -> object:
    words = tuple(" ".join(text[c.start : c.end].split()) for c in voice.attribution.content)
    return voice.source.entity if voice.source.entity is not None else voice.source.start, words


def _lemma(happening: Happening) -> str:
    """The base form of the word that names the deed, with its particle: "blow up"."""
    trigger = happening.trigger
    particles = happening.sentence.children(trigger, "prt")
    return " ".join(t.lemma.casefold() for t in (trigger, *particles))


def _fullest(reports: Sequence[Report]) -> Report:
    """The report that tells most of who and to whom; of equals the first."""
    return max(
        reports,
        key=lambda r: (
            bool(r.happening.actors) + bool(r.happening.recipients),
            any(m.reading is not None and m.reading.named for m in r.happening.recipients),
        ),
    )


def _casualties(tolls: Iterable[Toll]) -> Casualties | None:
    """The first toll of either kind; None where there is none."""
    found: dict[str, Bounds] = {}
    for toll in tolls:
        found.setdefault(toll.kind, Bounds(low=toll.low, high=toll.high))
    return Casualties.model_validate(found) if found else None
