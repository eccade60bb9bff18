"""Words as they are compared across documents: without endings, and by how much they tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["stem", "stems"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
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
    return frozenset(stem(word) for word in _WORD.findall(text) if len(word) >= _SHORTEST)
