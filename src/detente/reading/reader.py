"""Reading: a document in, a record out. Every question has a module; here they meet.

sentences → parser, model → entities → claims → events → record
                             times, places, casualties, causes, changes ↗
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from detente import dates
from detente.reading import casualties, causes, changes, claims, events, garbage, identity, times
from detente.reading.assembly import assemble
from detente.reading.confidence import Rater, rated
from detente.reading.dating import Calendar
from detente.reading.entities import Cast
from detente.reading.heads import default_model
from detente.reading.naming import named
from detente.reading.parser import default_parser
from detente.reading.places import Atlas
from detente.reading.repairs import repaired
from detente.reading.sentences import prose
from detente.reading.voices import Voices
from detente.records import ReaderInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.casualties import Toll
    from detente.reading.causes import Link
    from detente.reading.changes import Change
    from detente.reading.confidence import Weighed
    from detente.reading.coreference import Mention
    from detente.reading.events import Happening
    from detente.reading.heads import Answers, Model
    from detente.reading.identity import Report
    from detente.reading.syntax import Parser, Sentence
    from detente.reading.times import Time
    from detente.records import Document, Problem, Record

_NO_QUOTES = str.maketrans(dict.fromkeys('"“”„«»‘', " "))
"""Quotation marks to spaces: a number counts what it stands before, marks between or not."""
_ATTACK = "ASSAULT"
_WITH_TOLLS = {_ATTACK, "PROTEST", "COERCE"}
_MERE_TALK = {"hypothetical", "proposed"}
"""What did not happen and is not known whose it would be tells nothing: "to resume in stages"."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the questions found in one document, before it is put into a record."""

    document: Document
    sentences: Sequence[Sentence]
    cast: Cast
    voices: Voices
    calendar: Calendar
    times: Sequence[Time]
    events: Sequence[Sequence[Report]]
    causes: Sequence[Link]
    changes: Sequence[Change]
    answers: Answers


class Reader:
    """Reads documents; the models behind it are loaded once and kept.

    Args:
        parser: What provides syntax; the one that ships with detente unless given.
        model: The trained encoder with its heads; the one that ships with detente unless given.
    """

    def __init__(self, parser: Parser | None = None, model: Model | None = None) -> None:
        self._parser = parser or default_parser()
        self._model = model or default_model()
        self._version = version("detente")

    @property
    def info(self) -> ReaderInfo:
        """What reads, with no time spent yet: what tells one reader's records from another's."""
        model = f"{self._model.name} {self._parser.name}"
        return ReaderInfo(version=self._version, model=model, seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """Read a document.

        Args:
            document: What `detente.sources` made of a file. Where `published` is None, dates that
                need it stay unresolved.
            problems: Problems met on the way here; they stand first in the record's.

        Returns:
            The record. The same document gives the same record but for the seconds it took.
        """
        with garbage.unsought():
            return rated(*self._read(document, problems))

    def weighed(self, document: Document) -> tuple[Record, Weighed]:
        """The record of a document without confidence, and what its confidence would weigh."""
        return self._read(document, ())

    def _read(self, document: Document, problems: Sequence[Problem]) -> tuple[Record, Weighed]:
        started = perf_counter()
        findings = self._find(document)
        info = self.info.model_copy(update={"seconds": round(perf_counter() - started, 3)})
        record = assemble(findings, info, problems)
        said = (voice.attribution for voice in findings.voices.found)
        rater = Rater(
            findings.answers,
            [(s.start, s.end) for s in findings.sentences],
            {(each.cue.start, each.cue.end) for each in said if each.heard},
        )
        return record, rater.weighed(record)

    def _find(self, document: Document) -> Findings:
        text, published = document.text, document.published
        sentences = [repaired(s) for s in self._parser.parse(prose(text))]
        extents = [(s.start, s.end) for s in sentences]
        answers = self._model.read(text, extents)
        sentences = named(sentences, answers)
        cast = Cast(text, sentences, published, answers)
        voices = Voices(claims.find(text, sentences, answers), sentences, cast)
        voices.name_speakers(document.publisher, claims.quotations(text, sentences))
        found_times = times.find(text, published, extents)
        calendar = Calendar(found_times, sentences)
        found_changes = changes.find(sentences, cast, lambda at: _speaker(voices, at))
        told = (
            _with_parties(_without(h, voices.bystanders(h)), found_changes)
            for h in events.find(sentences, cast, answers)
        )
        happenings = [h for h in told if h.actors or h.recipients or h.status not in _MERE_TALK]
        atlas = Atlas(cast, answers)
        told_in: defaultdict[int, list[Happening]] = defaultdict(list)
        for happening in happenings:
            told_in[happening.sentence.index].append(happening)
        scopes = [_Scope.of(h, told_in[h.sentence.index], voices) for h in happenings]
        reports = [
            identity.Report(
                h,
                _dating(h, scope, calendar, published),
                atlas.locate(h, scope.covers, scope.apart),
                tolls,
            )
            for h, scope, tolls in zip(
                happenings, scopes, _assigned(text, sentences, happenings), strict=True
            )
        ]
        return Findings(
            document=document,
            sentences=sentences,
            cast=cast,
            voices=voices,
            calendar=calendar,
            times=found_times,
            events=identity.group(reports, cast),
            causes=causes.find(
                sentences,
                {c.trigger.start: "CHANGE" for c in found_changes} | events.reported(happenings),
                answers,
            ),
            changes=found_changes,
            answers=answers,
        )


def _without(happening: Happening, bystanders: Sequence[Mention]) -> Happening:
    """A happening without those among its actors who had no part in it."""
    heads = {m.head.start for m in bystanders}
    if heads.isdisjoint(a.head.start for a in happening.actors):
        return happening
    acting = [a for a in happening.actors if a.head.start not in heads]
    return replace(happening, actors=acting)


def _with_parties(happening: Happening, found: Sequence[Change]) -> Happening:
    """A happening that changed a relation, with the parties of that where its own words name
    none or one.
    """
    change = next((c for c in found if c.trigger is happening.trigger), None)
    if change is None or (happening.actors and happening.recipients):
        return happening
    if not happening.actors and not happening.recipients:
        return replace(happening, actors=[change.parties[0]], recipients=[change.parties[1]])
    known = {m.entity for m in (*happening.actors, *happening.recipients)}
    rest = [m for m in change.parties if m.entity not in known][:1]
    return replace(
        happening, actors=happening.actors or rest, recipients=happening.recipients or rest
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where the time and place of a happening may stand: in the words of its own voice, and not
    with another event, whose words `apart` gives by index.
    """

    voices: Voices
    ours: frozenset[int | None]
    apart: frozenset[int]

    @classmethod
    def of(cls, happening: Happening, others: Sequence[Happening], voices: Voices) -> _Scope:
        """The scope of a happening among the others of its sentence.

        An accusation tells when and where of what it is about: "in March they blamed…".
        """
        voice = voices.reporting(happening.trigger.start, happening.trigger.end)
        ours = {voice}
        if voice is not None and voices.found[voice].attribution.attitude == "accuses":
            ours.add(voices.found[voice].parent)
        apart = frozenset(
            t.index for other in others if other is not happening for t in other.parts
        )
        return cls(voices, frozenset(ours), apart)

    def covers(self, start: int) -> bool:
        """Whether what stands at an offset is in the scope."""
        return self.voices.innermost(start) in self.ours


def _dating(
    happening: Happening, scope: _Scope, calendar: Calendar, published: str | None
) -> identity.Dating | None:
    """The time that dates a happening: for what has happened, none after its publication."""
    day = dates.bounds(published)[1] if published else None
    found = calendar.nearest(
        happening.sentence,
        happening.trigger,
        lambda time: scope.covers(time.start),
        apart=scope.apart,
        until=day if happening.status == "occurred" else None,
    )
    return identity.Dating(*found) if found is not None else None


def _assigned(
    text: str, sentences: Sequence[Sentence], happenings: Sequence[Happening]
) -> list[list[Toll]]:
    """The casualties of each happening: those within its words, else those nearest to it, else
    those that the next sentence tells with no event of its own.
    """
    found: list[list[Toll]] = [[] for _ in happenings]
    plain = text.translate(_NO_QUOTES)
    harming: defaultdict[int, list[int]] = defaultdict(list)
    for n, happening in enumerate(happenings):
        if happening.type in _WITH_TOLLS:
            harming[happening.sentence.index].append(n)
    for ours in harming.values():
        sentence = happenings[ours[0]].sentence
        for toll in casualties.find(plain, sentence.start, sentence.end):
            nearest = min(ours, key=lambda n: _gap(happenings[n], toll))
            found[nearest].append(toll)
    for before, sentence in pairwise(sentences):
        attacks = [n for n in harming.get(before.index, ()) if _is_attack(happenings[n])]
        is_apart = sentence.index in harming or sentence.paragraph != before.paragraph
        if len(attacks) == 1 and not is_apart and not found[attacks[0]]:
            found[attacks[0]] += casualties.find(plain, sentence.start, sentence.end)
    return found


def _is_attack(happening: Happening) -> bool:
    return happening.type == _ATTACK and happening.status == "occurred"


def _gap(happening: Happening, toll: Toll) -> tuple[int, int]:
    """How far a toll stands from a happening: outside its words, and from its nearest trigger."""
    outside = max(happening.start - toll.end, toll.start - happening.end, 0)
    return outside, min(abs(toll.start - t.start) for t in happening.parts)


def _speaker(voices: Voices, start: int) -> Mention | None:
    number = voices.innermost(start)
    return None if number is None else voices.found[number].source
