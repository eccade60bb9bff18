"""How like two stretches of an answer and a question are by the words they share (tf-idf)."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from detente.inquiries.phrases import function_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDING: Final = re.compile(r"(?:['’]s|ings?|ed|es|s|e)$")
_STEM: Final = 3
"""Letters that stay of a word at least."""


class Likeness:
    """Compares texts by the cosine of their tf-idf vectors.

    The rarer a word is among the texts, the more it weighs: ln((1 + n) / (1 + d)) + 1, for n texts
    of which d have it, as in scikit-learn's `TfidfTransformer`.

    Args:
        texts: All texts that are compared.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        counted = [set(stems(text)) for text in texts]
        holders = Counter(stem for each in counted for stem in each)
        self._weights = {
            stem: math.log((1 + len(counted)) / (1 + number)) + 1
            for stem, number in holders.items()
        }

    def of(self, first: str, second: str) -> float:
        """From 0, no word in common, to 1, the same words."""
        one, other = self._vector(first), self._vector(second)
        shared = sum(weight * other.get(stem, 0.0) for stem, weight in one.items())
        return shared / (_length(one) * _length(other)) if shared else 0.0

    def shared(self, first: str, second: str) -> list[str]:
        """The words of the first text that the second has too, the weightiest first."""
        common = set(stems(second))
        words = {_stem(word): word for word in reversed(_words(first)) if _stem(word) in common}
        ranked = sorted(words.items(), key=lambda item: (-self._weights.get(item[0], 0), item[1]))
        return [word for _, word in ranked]

    def _vector(self, text: str) -> dict[str, float]:
        counts = Counter(stems(text))
        return {stem: number * self._weights.get(stem, 1.0) for stem, number in counts.items()}


def stems(text: str) -> list[str]:
    """The telling words of a text without their endings, in order.

    >>> stems("Why was training paused?")
    ['train', 'paus']
    """
    return [_stem(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    found = (match[0].lower() for match in _WORD.finditer(text))
    return [word for word in found if word not in function_words()]


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _STEM else word


def _length(vector: dict[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def likeliest(likeness: Likeness, question: str, texts: Sequence[str]) -> tuple[int, float] | None:
    """Which of the texts is likest to a question, and how like; `None` where none shares a word."""
    scored = [(likeness.of(question, text), -at) for at, text in enumerate(texts)]
    best, at = max(scored, default=(0.0, 0))
    return (-at, best) if best else None
