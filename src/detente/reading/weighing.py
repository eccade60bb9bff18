"""Which words of a sentence tell an event, and of what type: rules and trained heads weighed.

The lexicon knows a word by itself, the head `trigger` in its sentence, the head `event` the
sentence as a whole, the head `pair` what two parties have to do with each other. Each adds the
logarithm of how likely it holds a type, times a weight; the likeliest type is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from detente.reading.heads import Answers, Found
    from detente.reading.syntax import Sentence, Token

    Extent = tuple[int, int]

OTHER: Final = "OTHER"
"""What the head calls a word that tells an event of no type of PLOVER."""
_LEAST: Final = 0.01
"""No head is surer than this that a type is wrong."""
_RULE: Final = 5.0
"""What the type that the lexicon gives a word in its place is worth: a head must hold another far
likelier to change it."""
_WORD: Final = 1.0
_WHOLE: Final = 1.2
_PAIR: Final = 0.7
"""The weights of the heads; whole and pair see much the same, and share."""
_HEARD: Final = 0.7
"""A word the lexicon does not know tells an event if the head is surer of it than this."""
_SAID: Final = 0.5
"""A word is given a type that the lexicon does not give it only if the head holds it so likely."""
_UNHEARD: Final = 0.02
"""A word of the lexicon of a lower probability is not heard as an event."""
_DOUBTFUL: Final = 0.1
"""Below this a head doubts a type."""
_MARKED: Final = {"ASSAULT"}
"""The type whose words gold marks wherever they stand. Of refusals, appeals or deliveries it marks
few, or calls them otherwise: that the head does not hear one says little."""
_OF_TALK: Final = {"CONSULT", "ACCUSE"}
"""Types of verbs whose object is only talked about: "raised the arrests with the ministry", "called
the strike a crime".
"""
_LIKELY: Final = 0.4
"""A sentence of a likelier type is about that, and what else it names is beside the point."""
_CERTAIN: Final = 0.4
"""A sentence tells an event that no word was found for if its type is likelier than this."""
SURE: Final = 0.8
"""A word is given the type of the sentence as a whole only if that is so likely."""
_CARRIED: Final = ("dobj", "nsubjpass", "oprd", "acomp")
"""How a word that tells an event with its verb hangs on it: "imposed sanctions", "shot dead"."""
_TELLING: Final = {"VERB", "NOUN", "PROPN", "ADJ"}


@dataclass(frozen=True)
class Weighing:
    """What the heads say of one sentence.

    Attributes:
        answers: Of its document.
        sentence: The sentence.
        marks: The words the head `trigger` marks in the document.
        mute: Words that tell no event, whatever the heads say.
        alone: Whether the sentence stands alone, as those did that the head `event` was taught on:
            what neighbours tell rubs off on the whole, and a word must bear it out.
    """

    answers: Answers
    sentence: Sentence
    marks: Sequence[Found]
    mute: Sequence[Token]
    alone: bool

    @cached_property
    def whole(self) -> Mapping[str, float]:
        """How likely each type is what the sentence as a whole tells."""
        return self.answers.classed("event", self.sentence.start, self.sentence.end)

    @cached_property
    def main(self) -> str:
        """The type of what the sentence as a whole most likely tells."""
        return max(self.whole, key=self.whole.__getitem__)

    @property
    def is_sure(self) -> bool:
        """Whether it is likelier than not what the sentence as a whole tells, neighbours apart."""
        return self.alone and self.whole[self.main] >= _LIKELY

    def unknown(self, known: Sequence[Token]) -> list[Token]:
        """The words that tell an event of a type of PLOVER, but for those that are known."""
        taken = {t.index for each in (*known, *self.mute) for t in (each, *self.companions(each))}
        found: dict[int, Token] = {}
        for mark in self.marks:
            if mark.label == OTHER or not self.sentence.start <= mark.start < self.sentence.end:
                continue
            inside = [t for t in self._overlapping(mark) if t.pos in _TELLING]
            if inside and not any(t.index in taken for t in inside) and mark.score >= _HEARD:
                top = self.sentence.top(mark.start, mark.end)
                head = top if top in inside else inside[0]
                found[head.index] = head
        return list(found.values())

    def unread(self, read: Collection[str], firm: Collection[Token]) -> Token | None:
        """The word that most likely tells what the sentence as a whole tells for sure, where
        nothing of that type was read.

        Args:
            read: The types that were read.
            firm: Words that are known to tell something else.
        """
        if self.main in read or self.whole[self.main] < _CERTAIN:
            return None
        telling = [t for t in self.sentence if t.pos in _TELLING and t not in firm]
        likeliest = max(telling, key=lambda t: self.odds(t)[self.main], default=None)
        if likeliest in self.mute:
            return None
        return likeliest if likeliest and self._bears(self.odds(likeliest)[self.main]) else None

    def _bears(self, odds: float) -> bool:
        """Whether a word of these odds can tell what the sentence as a whole tells."""
        return self.alone or odds >= _DOUBTFUL

    def _overlapping(self, mark: Found) -> list[Token]:
        return [t for t in self.sentence if t.start < mark.end and mark.start < t.end]

    def odds(self, token: Token) -> Mapping[str, float]:
        """How likely a word tells an event of each type, or OTHER."""
        return self.answers.odds("trigger", token.start, token.end)

    def carrier(self, told: Mapping[Token, str | None]) -> Token | None:
        """The word that most likely tells what the sentence as a whole tells.

        Args:
            told: The words that may tell an event, with the type the lexicon gives each, if any.
        """
        if not told:
            return None
        likely = {t: self._odds_around(t)[self.main] + (told[t] == self.main) for t in told}
        return max(likely, key=lambda t: (likely[t], -t.index))

    def type_of(
        self,
        token: Token,
        rule: str | None,
        sides: tuple[Extent, Extent] | None,
        *,
        carries: bool,
    ) -> str | None:
        """The type of what a word tells; None if it tells nothing.

        Args:
            token: The word.
            rule: The type that the lexicon gives it there, if any.
            sides: Where who acts and whom it is done to stand, if both are known.
            carries: Whether it is the word that tells what the sentence as a whole tells.
        """
        word = self.odds(token) if rule in _OF_TALK else self._odds_around(token)
        if rule is not None and word[rule] >= _SAID:
            return rule
        pair = self.answers.pair(*sides, self._extent) if sides else None
        scores = {
            type_: _RULE * (type_ == rule)
            + _WORD * _log(word[type_])
            + (_WHOLE * _log(whole) if carries else 0.0)
            + (_PAIR * _log(pair[type_]) if pair else 0.0)
            for type_, whole in self.whole.items()
            if type_ == rule
            or word[type_] >= _SAID
            or (carries and whole >= SURE and self._bears(word[type_]))
        }
        likeliest = max(scores, key=scores.__getitem__, default=None)
        is_named = sides is not None and token.pos == "NOUN"  # "the shelling of Homs by rebels"
        if (
            likeliest is not None
            and likeliest == rule
            and not is_named
            and self._is_nothing(rule, word)
        ):
            return None
        return likeliest

    def _odds_around(self, token: Token) -> Mapping[str, float]:
        """The odds of a word and of those marked beside it in the grammar, which tell with it:
        "imposed" of "imposed sanctions".
        """
        own, companions = self.odds(token), self.companions(token)
        if not companions:
            return own
        around = [own, *map(self.odds, companions)]
        return {type_: max(odds[type_] for odds in around) for type_ in around[0]}

    def companions(self, token: Token) -> list[Token]:
        """The marked words that a word carries as its object."""
        below = self.sentence.children(token, *_CARRIED)
        return [t for t in below if any(t.start < m.end and m.start < t.end for m in self.marks)]

    def _is_nothing(self, rule: str, word: Mapping[str, float]) -> bool:
        """Whether the heads hold that a word of the lexicon tells no event of its type, one whose
        words gold marks wherever they stand.
        """
        return rule in _MARKED and self.whole[rule] < _DOUBTFUL and word[rule] < _UNHEARD

    @property
    def _extent(self) -> Extent:
        return self.sentence.start, self.sentence.end


def _log(probability: float) -> float:
    return log(max(probability, _LEAST))
