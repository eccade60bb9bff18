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
    from collections.abc import Mapping, Sequence

    from detente.reading.heads import Answers, Found
    from detente.reading.syntax import Sentence, Token

    Extent = tuple[int, int]

OTHER: Final = "OTHER"
"""What the head calls a word that tells an event of no type of PLOVER."""
_LEAST: Final = 0.01
"""No head is surer than this that a type is wrong."""
_RULE: Final = 5.0
"""What the type that the lexicon gives a word in its place is worth: one to seven."""
_WORD: Final = 1.0
_WHOLE: Final = 0.7
_PAIR: Final = 0.7
"""The weights of the heads; whole and pair see much the same, and share."""
_HEARD: Final = 0.7
"""A word the lexicon does not know tells an event if the head is surer of it than this."""
_UNHEARD: Final = 0.02
"""A word of the lexicon tells none if neither the head nor the sentence gives its type this."""


@dataclass(frozen=True)
class Weighing:
    """What the heads say of one sentence.

    Attributes:
        answers: Of its document.
        sentence: The sentence.
        marks: The words the head `trigger` marks in the document.
    """

    answers: Answers
    sentence: Sentence
    marks: Sequence[Found]

    @cached_property
    def whole(self) -> Mapping[str, float]:
        """How likely each type is what the sentence as a whole tells."""
        return self.answers.classed("event", self.sentence.start, self.sentence.end)

    @property
    def main(self) -> str:
        """The type of what the sentence as a whole most likely tells."""
        return max(self.whole, key=self.whole.__getitem__)

    def unknown(self, known: Sequence[Token]) -> list[Token]:
        """The words that tell an event of a type of PLOVER, but for those that are known."""
        taken = {t.index for t in known}
        found: dict[int, Token] = {}
        for mark in self.marks:
            if mark.label == OTHER or not self.sentence.start <= mark.start < self.sentence.end:
                continue
            inside = self._overlapping(mark)
            if inside and not any(t.index in taken for t in inside) and mark.score >= _HEARD:
                head = self.sentence.top(mark.start, mark.end) or inside[0]
                found[head.index] = head
        return list(found.values())

    def _overlapping(self, mark: Found) -> list[Token]:
        return [t for t in self.sentence if t.start < mark.end and mark.start < t.end]

    def odds(self, token: Token) -> Mapping[str, float]:
        """How likely a word tells an event of each type, or OTHER."""
        return self.answers.odds("trigger", token.start, token.end)

    def type_of(
        self, token: Token, rule: str | None, sides: tuple[Extent, Extent] | None
    ) -> str | None:
        """The type of what a word tells; None if it tells nothing.

        Args:
            token: The word.
            rule: The type that the lexicon gives it there, if any.
            sides: Where who acts and whom it is done to stand, if both are known.
        """
        word = self.odds(token)
        if rule is not None and max(word[rule], self.whole[rule]) < _UNHEARD:
            heard = {t: p for t, p in word.items() if t != OTHER and p >= _HEARD}
            if not heard:
                return None
        pair = self.answers.pair(*sides, self._extent) if sides else None
        scores = {
            type_: _RULE * (type_ == rule)
            + _WORD * _log(word[type_])
            + _WHOLE * _log(whole)
            + (_PAIR * _log(pair[type_]) if pair else 0.0)
            for type_, whole in self.whole.items()
        }
        return max(scores, key=scores.__getitem__)

    @property
    def _extent(self) -> Extent:
        return self.sentence.start, self.sentence.end


def _log(probability: float) -> float:
    return log(max(probability, _LEAST))
