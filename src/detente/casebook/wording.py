"""Words as they are compared across documents: without endings, and by how much they tell.

How rare a word is in news stands in `rarity.tsv`, which words may tell one deed in `kindred.tsv`,
and which a model of language has near each other in `nearest.tsv`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import chain
from math import fsum, log, sqrt
from typing import TYPE_CHECKING, Final

from detente.tables import rows, values

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "WORD",
    "alike",
    "forms",
    "kindred",
    "nearness",
    "overlap",
    "rarities",
    "rarity",
    "salient",
    "signs",
    "stem",
    "stems",
]

WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""A word: letters, with hyphens and apostrophes inside."""
_NUMBER: Final = re.compile(r"\d(?:[.,]?\d)+")
_PACKAGE: Final = "detente.casebook"
_SHORTEST: Final = 3
"""Letters that are left of a word when an ending goes, and that a word needs to be compared."""
_POSSESSIVES: Final = ("'s", "’s", "'", "’")
_ENDINGS: Final = (
    "ifications", "ification", "isations", "izations", "isation", "ization", "ations", "ation",
    "ments", "ment", "ings", "ing", "ions", "ion", "ers", "ies", "ied", "ors", "als", "ed", "er",
    "es", "or", "al", "s", "e", "y",
)  # fmt: skip
"""The longest that fits goes; what several forms of a word share is left."""
_VOWELS: Final = frozenset("aeiouy")
_SALIENT: Final = 40
_COMMON: Final = 0.2
"""Words less rare than this tell nothing of what a document is about."""
_KEPT: Final = 1 << 16


@cache
def stem(word: str) -> str:
    """What the forms of a word have in common, roughly: lower case, without its ending.

    >>> [stem(w) for w in ("attacked", "attackers", "bombings", "deployment", "agreed")]
    ['attack', 'attack', 'bomb', 'deploy', 'agr']
    """
    bare = word.casefold()
    for mark in _POSSESSIVES:
        bare = bare.removesuffix(mark)
    for ending in _ENDINGS:
        left = bare.removesuffix(ending)
        if left != bare and _is_word(left) and not (ending == "y" and left[-1] in _VOWELS):
            return _trimmed(left, ending)
    return bare


def _is_word(left: str) -> bool:
    return len(left) >= _SHORTEST and not _VOWELS.isdisjoint(left)


def _trimmed(left: str, ending: str) -> str:
    """Without what some forms keep or double before an ending: "agreement", "denial", "stopped"."""
    if left[-1] == left[-2] and left[-1] not in "aeiouls":
        return left[:-1]
    return left.rstrip("ei" if ending in {"al", "als"} else "e")


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text, those of one or two letters left out."""
    return frozenset(_stems(text))


def _stems(text: str) -> Iterable[str]:
    return (stem(word) for word in WORD.findall(text) if len(word) >= _SHORTEST)


def signs(text: str) -> Iterable[str]:
    """The stems of a text, and its numbers of two digits or more, as often as they stand there."""
    return chain(_stems(text), _NUMBER.findall(text))


def rarity(stemmed: str) -> float:
    """How rare a stem is in news: 0 of a word in every text, 1 of one in none that was counted."""
    return rarities().get(stemmed, 1.0)


@cache
def rarities() -> dict[str, float]:
    """How rare each stem is that was counted."""
    return {row["stem"]: float(row["rarity"]) for row in rows(_PACKAGE, "rarity")}


def salient(text: str) -> tuple[str, ...]:
    """The stems and numbers that tell a document from others, in alphabetical order: forty at most,
    those that are rare elsewhere and come often here.
    """
    counts = Counter(signs(text))
    weights = {w: rarity(w) * (1 + log(n)) for w, n in counts.items() if rarity(w) > _COMMON}
    ordered = sorted(weights, key=lambda w: (-weights[w], w))
    return tuple(sorted(ordered[:_SALIENT]))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two sets of stems have in common, 0 to 1: the cosine, each weighed by its rarity."""
    shared = one & other
    return _squares(shared) / sqrt(_weight(one) * _weight(other)) if shared else 0.0


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller of two sets is in the other, 0 to 1, each weighed by its rarity."""
    shared = one & other
    return _sum(shared) / min(_sum(one), _sum(other)) if shared else 0.0


# Sums of floats depend on their order, and that of a set on the process: `fsum` has none.
def _sum(words: frozenset[str]) -> float:
    return fsum(map(rarity, words)) or 1.0


def _squares(words: frozenset[str]) -> float:
    known = rarities()
    return fsum(known.get(word, 1.0) ** 2 for word in words)


@lru_cache(maxsize=_KEPT)
def _weight(words: frozenset[str]) -> float:
    return _squares(words) or 1.0


def kindred(one: str, other: str) -> bool:
    """Whether two stems of words may tell one deed: "seize" and "capture"."""
    return not _groups().get(one, _NONE).isdisjoint(_groups().get(other, _NONE))


_NONE: Final[frozenset[int]] = frozenset()


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows(_PACKAGE, "kindred")):
        for phrase in values(row["words"]):
            found[" ".join(map(stem, phrase.split()))].add(number)
    return {phrase: frozenset(groups) for phrase, groups in found.items()}


def nearness(one: str, other: str) -> float:
    """How near two stems are in meaning, 0 to 1: the cosine of the vectors that the encoder begins
    with, where either is among the other's nearest; else 0.
    """
    near = _nearest()
    return max(near.get(one, _FAR).get(other, 0.0), near.get(other, _FAR).get(one, 0.0))


_FAR: Final[dict[str, float]] = {}


@cache
def _nearest() -> dict[str, dict[str, float]]:
    return {
        row["stem"]: {
            near: int(percent) / 100
            for near, percent in (value.split(" ") for value in values(row["near"]))
        }
        for row in rows(_PACKAGE, "nearest")
    }


@lru_cache(maxsize=_KEPT)
def forms(one: str, other: str) -> float:
    """How alike two stems are in their letters, 0 to 1: Dice's coefficient of their trigrams."""
    if one == other:
        return 1.0
    first, second = _trigrams(one), _trigrams(other)
    return 2 * len(first & second) / (len(first) + len(second))


def _trigrams(word: str) -> frozenset[str]:
    return frozenset(f" {word} "[at : at + 3] for at in range(len(word)))
