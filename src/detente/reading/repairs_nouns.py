"""Mending what the parser gets wrong about nouns and names.

- What is listed taken for an apposition: in "the ministry, the United Nations and two aid groups"
  there are three.
- Who acts together with the subject, taken for a means: "we, together with Chad, imposed".
- By whom a deed was done taken for how it was spoken of: "deplored the shelling by rebels".
- "Near" at the head of an item taken for part of a name: "Near Homs, one strike hit a bridge".
- An office that begins like an adverbial: "said Under Secretary Khan".
- A name that no parser knows behind "to", taken for an infinitive: "suspended flights to Djibo".

Each mend gives the tokens that change, by index.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.functions import is_named_apart, is_passive
from detente.reading.lexicon import triggers

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_TOGETHER = {"together", "along", "jointly"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_WITH = 3
"""The least index of a "with" that has a subject, a comma and "together" before it."""
_NOBODY = {"DATE", "TIME", "CARDINAL", "PERCENT", "QUANTITY", "MONEY"}
"""OntoNotes types of what does nothing: "by Friday", "by a third"."""
_BESIDE_NAMES = {"prep", "punct", "npadvmod", "advmod", "cc", "advcl"}
"""How what hangs on a name hung, if that was taken for a verb: nothing is its object."""


def listed(sentence: Sentence, token: Token) -> dict[int, Token]:
    """A noun that was taken for an apposition, as one that is listed with the noun before."""
    noun = _noun_listed_with(sentence, token)
    return {} if noun is None else {token.index: replace(token, relation="conj", head=noun.index)}


def accompanied(sentence: Sentence, token: Token) -> dict[int, Token]:
    """Who stands behind "together with", set off by commas right behind the subject, as a second
    subject.
    """
    if token.text != "with" or token.index < _WITH or sentence[token.index - 2].text != ",":
        return {}
    before = sentence[token.index - 1]
    subject = sentence[token.index - 3]
    others = sentence.children(token, "pobj")
    if before.text.lower() not in _TOGETHER or subject.relation not in _SUBJECTS or not others:
        return {}
    if any(t.relation == "conj" for t in sentence.children(subject)):
        return {}
    return {
        before.index: replace(before, relation="advmod", head=token.index),
        token.index: replace(token, relation="cc", head=subject.index),
        others[0].index: replace(others[0], relation="conj", head=subject.index),
    }


def named_as_office(sentence: Sentence, token: Token) -> dict[int, Token]:
    """The words "Under Secretary" as an office that is the subject of the verb they hung on."""
    if not _is_under_secretary(sentence, token):
        return {}
    office = sentence[token.index + 1]
    return {
        token.index: replace(token, pos="PROPN", tag="NNP", relation="compound", head=office.index),
        office.index: replace(office, relation="nsubj", head=token.head),
    }


def done_by(sentence: Sentence, token: Token) -> dict[int, Token]:
    """What stands behind "by", right behind a deed that is the object of an active verb, as who did
    the deed.
    """
    verb = sentence[token.head]
    if token.relation != "prep" or token.text != "by" or is_passive(sentence, verb):
        return {}
    deeds = [t for t in sentence.children(verb, "dobj") if triggers(t.lemma, "n")]
    makers = [t for t in sentence.children(token, "pobj") if t.entity not in _NOBODY]
    if not deeds or not makers or sentence.subtree(deeds[-1])[-1].index + 1 != token.index:
        return {}
    return {token.index: replace(token, head=deeds[-1].index)}


def placed(sentence: Sentence, token: Token) -> dict[int, Token]:
    """The word "Near" and the name behind it as the place of what the verb tells, which has another
    subject besides.
    """
    name = sentence[token.head]
    verb = sentence[name.head]
    is_name = token.tag == "NNP" and name.relation == "nsubj" and name.index > token.index
    if token.text != "Near" or not is_name or len(sentence.children(verb, "nsubj")) == 1:
        return {}
    marks = {t.index: replace(t, head=verb.index) for t in sentence.children(name, "punct")}
    return marks | {
        token.index: replace(
            token, pos="ADP", tag="IN", lemma="near", relation="prep", head=verb.index
        ),
        name.index: replace(name, relation="pobj", head=token.index),
    }


def named_after_to(sentence: Sentence, token: Token) -> dict[int, Token]:
    """A name behind "to" that was taken for a verb, as a name again."""
    to = sentence[max(0, token.index - 1)]
    above = sentence.head(token)
    is_infinitive = token.tag == "VB" and to.tag == "TO" and to.head == token.index
    if above is None or not is_infinitive or not _is_name_by_case(sentence, token):
        return {}
    below = [t for t in sentence.children(token) if t is not to]
    if any(t.relation not in _BESIDE_NAMES for t in below):
        return {}
    return {
        token.index: replace(token, pos="PROPN", tag="NNP", relation="pobj", head=to.index),
        to.index: replace(to, pos="ADP", tag="IN", relation="prep", head=above.index),
    } | {t.index: replace(t, head=above.index) for t in below}


def _is_name_by_case(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a name by its capital, where not all words have one."""
    words = [t.text for t in sentence if t.text[0].isalpha()]
    lowered = sum(word[0].islower() for word in words)
    return token.text[0].isupper() and not token.text.isupper() and 2 * lowered > len(words)


def _noun_listed_with(sentence: Sentence, token: Token) -> Token | None:
    """The noun that one misread as an apposition to it is listed with, since others follow it that
    are named by themselves; None for what does explain the noun before it: "Karim, a lawyer and
    former mayor", "the front, the largest force and an ally".
    """
    before = sentence.head(token)
    if token.relation != "appos" or before is None or before.entity == "PERSON":
        return None
    others = sentence.children(token, "conj")
    if not others or not all(is_named_apart(sentence, each) for each in others):
        return None
    above = [before]
    while (outer := _noun_above(sentence, above[-1])) is not None:
        above.append(outer)
    noun = next((n for n in above if n.entity and n.entity == token.entity), above[-1])
    is_name_explained = noun.pos == "PROPN" and token.tag == "NN"
    is_place_in_place = noun.entity == token.entity == "GPE"
    return None if is_name_explained or is_place_in_place else noun


def _noun_above(sentence: Sentence, noun: Token) -> Token | None:
    """The noun that a noun stands behind with a preposition: the mission, of "mission in Chad"."""
    preposition = sentence.head(noun) if noun.relation == "pobj" else None
    above = sentence.head(preposition) if preposition is not None else None
    return above if above is not None and above.pos in {"NOUN", "PROPN"} else None


def _is_under_secretary(sentence: Sentence, token: Token) -> bool:
    """Whether "Under" begins the name of an office, which the parser takes for a preposition."""
    if token.text != "Under":
        return False
    office = sentence.children(token, "pobj")
    verb = sentence.head(token)
    if verb is None or verb.pos != "VERB" or not office:
        return False
    is_next = office[0].index == token.index + 1 and office[0].text == "Secretary"
    return is_next and not sentence.children(verb, "nsubj", "nsubjpass")
