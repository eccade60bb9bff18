"""Whether a text is in English, told by its letters and its commonest words.

Function words make up 30 to 50 % of running prose in any of the languages listed and hardly occur
in another, so counting them decides surely on a few dozen words. Languages in other scripts are
told by the share of Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from detente.sources import tables

_SAMPLE = 50_000
_LEAST_LATIN = 0.5
_LEAST_LETTERS = 20
_LEAST_WORDS = 25
_LEAST_ENGLISH = 0.04
"""A table or a list of names in English still reaches this share of English function words."""

_LEAST_OTHER = 0.1
_LATIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+")
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text is in English, or too short to tell; if not, what it is for a person."""

    english: bool
    other: str = ""


def judge(text: str) -> Verdict:
    """Say whether the first 50,000 characters of `text` are English; very short ones pass.

    >>> judge("第一段。" * 20).english
    False
    """
    sample = unicodedata.normalize("NFC", text[:_SAMPLE])
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if letters < _LEAST_LETTERS:
        return Verdict(english=True)
    if sum(map(len, _LATIN.findall(sample))) < _LEAST_LATIN * letters:
        return Verdict(english=False, other="not in Latin letters")
    return _judge_words(Counter(map(str.lower, words)))


def _judge_words(words: Counter[str]) -> Verdict:
    """The verdict on a text in Latin letters by its function words."""
    if words.total() < _LEAST_WORDS:
        return Verdict(english=True)
    shares = {
        name: sum(words[word] for word in listed & words.keys()) / words.total()
        for name, listed in tables.words("function_words").items()
    }
    english = shares.pop("English")
    likeliest = max(shares, key=lambda name: shares[name])
    if shares[likeliest] > max(english, _LEAST_OTHER):
        return Verdict(english=False, other=f"it looks like {likeliest}")
    if english < _LEAST_ENGLISH:
        return Verdict(english=False, other="hardly an English word in it")
    return Verdict(english=True)
