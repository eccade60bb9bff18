"""What the words of a text name: the types that trained heads give them.

The heads tell names apart by kind and times from names; here each word gets the OntoNotes type
that goes with it, which rules read off `Token.entity`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.reading.heads import Finds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.heads import Answers, Found
    from detente.reading.syntax import Sentence, Token

_TYPES: Final = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
    "people": "NORP",
    "thing": "PRODUCT",
    "DATE": "DATE",
    "TIME": "TIME",
    "DURATION": "DATE",
    "SET": "DATE",
}
"""Kinds of names and types of times to types of OntoNotes, where lengths of time are dates too."""


def named(sentences: Sequence[Sentence], answers: Answers) -> list[Sentence]:
    """The sentences with the type of the name or time that each word belongs to.

    Args:
        sentences: Those of a text, parsed.
        answers: What the trained heads say of the text.
    """
    found = Finds([*answers.tagged("name"), *answers.tagged("timex")])
    return [_with_types(each, found.near(each.start, each.end)) for each in sentences]


def _with_types(sentence: Sentence, found: Iterable[Found]) -> Sentence:
    types = {
        token.index: _TYPES.get(each.label, "")
        for each in found
        if sentence.start < each.end
        for token in sentence
        if each.start <= token.start < each.end and token.pos != "PUNCT"
    }
    return replace(sentence, tokens=tuple(_typed(t, types.get(t.index, "")) for t in sentence))


def _typed(token: Token, entity: str) -> Token:
    return token if token.entity == entity else replace(token, entity=entity)
