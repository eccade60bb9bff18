"""Mending what the parser gets wrong about how a sentence begins.

- A command, as recommendations are listed, whose verb was taken for a noun: "Impose targeted
  sanctions on Chad", "Urge Chad to investigate".
- Harm told by a noun in -ing, taken for the verb: "Shelling injured two women".

Each mend gives the tokens that change, by index.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.reading.lexicon import triggers
from detente.reading.tables import words

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_ASKS: Final = "REQUEST"
_BEFORE_NOUN: Final = {"compound", "amod"}
_PAST: Final = {"VBD", "VBN"}


def commanded(sentence: Sentence, token: Token) -> dict[int, Token]:
    """The bare verb that begins a sentence as its root, and what was taken for the verb as a
    participle on the noun behind it.
    """
    participle = sentence[token.head]
    is_taken = token.tag == "VB" and token.relation == "nsubj" and participle.relation == "ROOT"
    objects = sentence.children(participle, "dobj")
    if token.index or not is_taken or participle.tag not in _PAST or not objects:
        return {}
    noun = objects[0]
    if participle.index != 1 or noun.index < participle.index:
        return {}
    return {t.index: replace(t, head=0) for t in sentence.children(participle)} | {
        0: replace(token, pos="VERB", relation="ROOT", head=0),
        1: replace(participle, tag="VBN", relation="amod", head=noun.index),
        noun.index: replace(noun, head=0),
    }


def asked(sentence: Sentence, token: Token) -> dict[int, Token]:
    """The verb of asking that begins a sentence, taken for a part of the name behind it, as its
    root, and what is asked for as its clause: "Urge Chad to leave".
    """
    if token.index or token.relation not in _BEFORE_NOUN:
        return {}
    verb = token.text.lower()
    name = sentence[token.head]
    clause = sentence[name.head]
    aux = {t.text.lower() for t in sentence.children(clause, "aux")}
    is_taken = name.relation == "nsubj" and "to" in aux
    if not is_taken or clause.relation != "ROOT" or clause.index < name.index:
        return {}
    if all(row.type != _ASKS for row in triggers(verb, "v")):
        return {}
    return {
        0: replace(token, pos="VERB", tag="VB", lemma=verb, relation="ROOT", head=0),
        clause.index: replace(clause, relation="ccomp", head=0),
    }


def harmed_by(sentence: Sentence, token: Token) -> dict[int, Token]:
    """A verb of harm behind a noun in -ing that begins the sentence, as its root."""
    noun = sentence[0]
    is_taken = token.index == 1 and token.tag in _PAST and token.head == 0
    if not is_taken or noun.tag != "VBG" or noun.relation != "ROOT":
        return {}
    if token.lemma not in words("harm_verbs") or not sentence.children(token, "dobj"):
        return {}
    return {t.index: replace(t, head=1) for t in sentence.children(noun)} | {
        0: replace(noun, pos="NOUN", tag="NN", relation="nsubj", head=1),
        1: replace(token, tag="VBD", relation="ROOT", head=1),
    }
