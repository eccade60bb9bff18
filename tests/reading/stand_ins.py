"""Stand-ins for what the trained heads say, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente.ontology.event_types import plover_types
from detente.reading.heads import Found
from detente.reading.weighing import OTHER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.reading.heads import Answers

    Odds = Mapping[str, float]


class HandMade:
    """What heads say of one sentence.

    Args:
        text: The sentence.
        whole: How likely each type is for the sentence; the rest is nothing.
        words: How likely each type is for a word; a word's likeliest type marks it from one half.
        sides: Words that the head `pair` marks, with their side.
        sure: How sure it is of them.
        links: Words that play a role for any trigger, with their role.
        fact: How much of a fact any word tells.
    """

    def __init__(
        self,
        text: str,
        *,
        whole: Odds | None = None,
        words: Mapping[str, Odds] | None = None,
        sides: Sequence[tuple[str, str]] = (),
        sure: float = 0.9,
        links: Sequence[tuple[str, str]] = (),
        fact: float = 3.0,
    ) -> None:
        self._text = text
        self._fact = fact
        self._whole = whole or {}
        self._words = words or {}
        self._sides = [self._found(words_, side, sure) for words_, side in sides]
        self._links = [self._found(words_, role) for words_, role in links]

    def answers(self) -> Answers:
        """Itself, as the answers it stands in for."""
        return cast("Answers", self)

    def tagged(self, layer: str) -> list[Found]:
        """The marks of a layer."""
        if layer == "pair":
            return sorted(self._sides)
        likeliest = {word: max(odds, key=odds.__getitem__) for word, odds in self._words.items()}
        found = [self._found(w, type_, self._words[w][type_]) for w, type_ in likeliest.items()]
        return sorted(f for f in found if f.score >= 0.5)

    def odds(self, _layer: str, start: int, end: int) -> dict[str, float]:
        """The odds of a word."""
        return {
            type_: self._words.get(self._text[start:end], {}).get(type_, 0.0)
            for type_ in (*plover_types(), OTHER)
        }

    def classed(self, _label: str, _start: int, _end: int) -> dict[str, float]:
        """The odds of the sentence."""
        return {type_: self._whole.get(type_, 0.0) for type_ in plover_types()}

    def pair(self, *_spans: tuple[int, int]) -> dict[str, float]:
        """The same for all types: nothing."""
        return dict.fromkeys(plover_types(), 0.0)

    def factuality(self, _start: int, _end: int) -> float:
        """The same for all words."""
        return self._fact

    def linked(self, _layer: str, _start: int, _end: int) -> list[Found]:
        """The arguments of any word."""
        return sorted(self._links)

    def _found(self, words: str, label: str, score: float = 0.9) -> Found:
        start = self._text.index(words)
        return Found(start, start + len(words), label, score)
