"""Harm that nobody does: of nature, sickness and accidents. It is no event between actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.reading.functions import heads, is_passive, of_verb
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_NOUNS: Final = {"NOUN", "PROPN"}
_DOERS: Final = ("subj", "by")
_OCCASIONS: Final = ("in", "from", "during", "by", "after")
"""What leads to that in which people come to harm."""


def is_nobodys(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb of harm tells of a mishap: "a flood killed twelve", "were killed in an
    earthquake", "were killed when their bus overturned".
    """
    if verb.pos != "VERB":
        return False
    slots = of_verb(sentence, verb)
    doers = heads(sentence, [t for slot in _DOERS for t in slots.get(slot, ())])
    if doers:
        return any(_is_of_mishap(sentence, t) for t in doers)
    occasions = heads(sentence, [t for slot in _OCCASIONS for t in slots.get(slot, ())])
    if any(_is_of_mishap(sentence, t) for t in occasions):
        return True
    clauses = sentence.children(verb, "advcl") if is_passive(sentence, verb) else []
    return any(t.lemma in grouped("mishaps")["verb"] for t in clauses)


def is_mishap(noun: Token) -> bool:
    """Whether a noun is one of a mishap."""
    return noun.pos in _NOUNS and noun.lemma in grouped("mishaps")["noun"]


def _is_of_mishap(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is one of a mishap, or bears one in its name: "Hurricane Irma"."""
    names = sentence.children(noun, "compound") if noun.pos == "PROPN" else []
    return any(is_mishap(t) for t in (noun, *names))
