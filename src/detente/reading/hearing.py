"""What the rules read in a sentence, put right and filled up by what the trained heads hear.

A happening of the rules keeps, changes or loses its type; words that the lexicon does not know
become happenings with the parties the heads link to them; and what the sentence as a whole tells
gets the sides that the heads mark.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.reading.happened import status_by
from detente.reading.heads import Finds
from detente.reading.linked import RECIPROCAL, Sides, linked, others, shared, tagged
from detente.reading.modes import mode_of
from detente.reading.presupposed import is_known
from detente.reading.tables import pairs
from detente.reading.weighing import SURE, Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.events import Happening
    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence, Token

    Extent = tuple[int, int]
    Make = Callable[[str, Sentence, Token, Sides], Happening]

_CLOSE: Final = 3
"""Two words for one type this many steps of the tree apart tell one happening."""
_FAINT: Final = 0.3
"""A word is hardly heard as an event below this."""
_SURER: Final = 0.75
"""How sure the head must be of a side to know it better than the grammar of the sentence."""
_REAL: Final = {"occurred", "ongoing"}
_HARM: Final = "ASSAULT"
_PLACES: Final = {"GPE", "LOC", "FAC"}
"""OntoNotes types of names of places."""
_RELATIVE: Final = {"WDT", "WP", "PRP"}
"""Subjects that stand for somebody named elsewhere."""


class Hearing:
    """What the trained heads say of the events of a document.

    Args:
        answers: Of the document.
        cast: Its parties.
        make: Makes a happening of a type, the sentence, the word, and the parties.
        alone: Whether its only sentence stands alone.
    """

    def __init__(self, answers: Answers, cast: Cast, make: Make, *, alone: bool) -> None:
        self._answers = answers
        self._cast = cast
        self._make = make
        self._alone = alone
        self._triggers = Finds(answers.tagged("trigger"))
        self._sides = Finds(answers.tagged("pair"))

    def weighing(self, sentence: Sentence, mute: Sequence[Token]) -> Weighing:
        """What the heads say of a sentence, some words of which tell nothing."""
        marks = self._triggers.near(sentence.start, sentence.end)
        return Weighing(self._answers, sentence, marks, mute, self._alone)

    def weighed(self, weighing: Weighing, found: Sequence[Happening]) -> list[Happening]:
        """The happenings of a sentence, in order, that stand when heads and rules are weighed.

        Args:
            weighing: What the heads say of the sentence.
            found: What the rules read in it.
        """
        sentence = weighing.sentence
        kept = self._typed(weighing, found)
        marks = self._sides.near(sentence.start, sentence.end)
        sides = tagged(self._cast, sentence, marks)
        sure = weighing.whole[weighing.main] >= SURE
        settled = [h.trigger for h in kept if h.is_sure and not self._alone]
        unsettled = [h for h in kept if h.trigger not in settled]
        firm = [h.trigger for h in unsettled if not sure or h.status not in _REAL]
        unread = weighing.unread({h.type for h in kept}, firm) if all(sides) else None
        if unread is not None and unread not in settled:
            kept = [h for h in kept if h.trigger is not unread]
            kept.append(self._make(weighing.main, sentence, unread, sides))
        kept.sort(key=lambda h: h.trigger.index)
        main = next((h for h in kept if h.type == weighing.main), kept[0] if kept else None)
        if main is not None and self._alone:
            surer = [m for m in marks if m.score >= _SURER and main.type == weighing.main]
            _complete(main, sides, tagged(self._cast, sentence, surer))
        elif main is not None:
            actors, recipients = linked(self._cast, sentence, self._answers, main.trigger)
            acting = [a for a in actors if _may_act(main, a)]
            told = Sides(acting, [r for r in recipients if _may_suffer(main, r)])
            _complete(main, told, told)
        return [h if h.is_refusal else self._settled(h) for h in kept]

    def _settled(self, happening: Happening) -> Happening:
        """The happening with the status that grammar and the heads give it."""
        word = happening.trigger
        by_head = self._answers.factuality(word.start, word.end)
        return replace(happening, status=status_by(happening.status, by_head))

    def _typed(self, weighing: Weighing, found: Sequence[Happening]) -> list[Happening]:
        """The happenings of the rules with the types that are likeliest, and those of words that
        the lexicon does not know.
        """
        unknown = weighing.unknown([t for h in found for t in (h.trigger, h.verb) if t])
        words: dict[Token, str | None] = dict.fromkeys(unknown)
        carrier = weighing.carrier(words | {h.trigger: h.type for h in found})
        kept: list[Happening] = []
        for happening in found:
            trigger, sides = happening.trigger, _extents(happening.actors, happening.recipients)
            if happening.status not in _REAL or happening.is_sure:
                kept.append(happening)
                continue
            type_ = weighing.type_of(trigger, happening.type, sides, carries=trigger is carrier)
            if type_ is None and happening.is_telling:
                type_ = happening.type  # "set fire to": its object says what the verb does
            if type_ is not None:
                kept.append(_retyped(happening, type_))
        for token in unknown:
            _add(kept, self._told(weighing, token, carries=token is carrier))
        return kept

    def _told(self, weighing: Weighing, token: Token, *, carries: bool) -> Happening:
        """What a word tells that the lexicon does not know."""
        parties = linked(self._cast, weighing.sentence, self._answers, token)
        type_ = weighing.type_of(token, None, _extents(*parties), carries=carries)
        return self._make(type_ or weighing.main, weighing.sentence, token, parties)


def _add(kept: list[Happening], heard: Happening) -> None:
    """Add a happening, or its word to one of its type that is told close by: "paid … in aid"."""
    for known in kept:
        near = heard.sentence.distance(known.trigger, heard.trigger) <= _CLOSE
        if known.type == heard.type and near:
            known.parts.append(heard.trigger)
            return
    kept.append(heard)


def telling(found: list[Happening], weighing: Weighing) -> list[Happening]:
    """The happenings without those only mentioned beside what a sentence tells for sure."""
    if not weighing.is_sure or all(h.type != weighing.main for h in found):
        return found
    return [h for h in found if h.type == weighing.main or not _is_aside(h, weighing)]


def _is_aside(happening: Happening, weighing: Weighing) -> bool:
    """Whether a happening without one of its sides is only mentioned: it has happened, or is told
    by a word that the head hardly hears. What is called for or feared stands.
    """
    if happening.actors and happening.recipients:
        return False
    heard = weighing.odds(happening.trigger)[happening.type] >= _FAINT
    return happening.status in _REAL or not heard


def _extents(
    actors: Sequence[Mention], recipients: Sequence[Mention]
) -> tuple[Extent, Extent] | None:
    """Where the two sides stand; None if one is unknown."""
    if not actors or not recipients:
        return None
    return _whole(actors), _whole(recipients)


def _whole(mentions: Sequence[Mention]) -> Extent:
    """From the first of some mentions to the end of the last."""
    return min(m.start for m in mentions), max(m.end for m in mentions)


def _retyped(happening: Happening, type_: str) -> Happening:
    """A happening of another type, and of the mode its words give that."""
    if type_ == happening.type:
        return happening
    words = happening.sentence.between(happening.start, happening.end)
    used = [t for t in words if (t.start, t.end) in happening.instruments]
    return replace(happening, type=type_, mode=mode_of(type_, None, words, used))


def _complete(happening: Happening, sides: Sides, surer: Sides) -> None:
    """Give a happening the sides that the heads mark, where its own are unknown, and those they
    are surer of, where its own are others; the name that they mark where grammar has a pronoun.
    """
    if all(m.pronoun for m in happening.actors) and shared(happening.actors, sides.actors):
        happening.actors = sides.actors
    actors = surer.actors if happening.actors else sides.actors
    recipients = surer.recipients if happening.recipients else sides.recipients
    if actors and not shared(happening.actors, actors):
        happening.actors = actors
        happening.recipients = others(happening.recipients, actors)
    if recipients and not shared(happening.recipients, recipients):
        happening.recipients = others(recipients, happening.actors) or happening.recipients
    if not happening.recipients and len(happening.actors) > 1 and happening.type in RECIPROCAL:
        happening.recipients = happening.actors


def _may_act(happening: Happening, actor: Mention) -> bool:
    """Whether somebody can be who acts: nobody to whom grammar says it is done; in a clause with a
    subject of its own nobody outside it ("Chad closed the border after shelling killed two"); not
    who acts in the sentence, of an event that it takes for known ("after the bombings").
    """
    if shared(happening.recipients, [actor]) or is_known(happening.sentence, happening.trigger):
        return False
    subjects = happening.sentence.children(happening.trigger, "nsubj")
    if happening.trigger.pos != "VERB" or not subjects or subjects[0].tag in _RELATIVE:
        return True
    inside = happening.sentence.subtree(subjects[0])
    return inside[0].start < actor.end and actor.start < inside[-1].end


def _may_suffer(happening: Happening, recipient: Mention) -> bool:
    """Whether somebody can be whom it is done to: not what harm is done with, the bomb that a car
    hit; nor, but of harm, where it was done: "signed a deal in Doha".
    """
    head, above = recipient.head, recipient.sentence.head(recipient.head)
    if head.lemma in pairs("instruments"):
        return False
    inside = head.relation == "pobj" and above is not None and above.lemma == "in"
    return happening.type == _HARM or not (inside and head.entity in _PLACES)
