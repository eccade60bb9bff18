"""Where participles hang, mended: the parser hangs them on the noun that stands nearest.

- Behind a counted noun and what that is of, they are of the counted: in "29 leaders of villages
  killed since January" leaders were killed, no villages.
- Between two verbs of one subject a third with its object is no participle on that object:
  "gathered outside, erected barricades and blocked the road".
- A participle of speech behind the comma after an infinitive tells what went with the order, not
  with its being followed: in "told him to leave, accusing him of spying" who told him accused him.
- A clause before a semicolon stands beside the one behind it, and is not what that says: "Chad
  sued; Mali refused to answer". One that tells what somebody says is no part of what another does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_PEOPLE: Final = {"person", "people"}
_WHO: Final = {"who", "whom"}
_KIN: Final = {"relative", "family", "parent", "widow", "child", "friend", "lawyer", "survivor"}
"""People told by others, whom it befell: "two relatives of men killed in May"."""
_PAST: Final = {"VBN", "VBD"}


def rehung(sentence: Sentence) -> Sentence:
    """The sentence with participles and clauses where they belong."""
    for token in sentence:
        if _is_before_semicolon(sentence, token):
            sentence = sentence.with_tokens(_beside(sentence, token))
        if _is_spoken_with(sentence, token):
            infinitive = sentence[token.head]
            sentence = sentence.with_tokens(replace(token, head=infinitive.head))
        counted = _counted(sentence, token)
        verb = _verb_before(sentence, token)
        if counted is not None:
            sentence = sentence.with_tokens(replace(token, head=counted.index))
        elif verb is not None:
            noun = sentence[token.head]
            sentence = sentence.with_tokens(
                replace(token, pos="VERB", tag="VBD", relation="conj", head=verb.index),
                replace(noun, head=token.index),
            )
    return sentence


def _is_before_semicolon(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause is held to be what a verb behind the next semicolon says."""
    if verb.relation != "ccomp" or verb.head <= verb.index:
        return False
    return any(t.text == ";" for t in sentence.tokens[verb.index : verb.head])


def _is_spoken_with(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle of speech hangs on an infinitive that stands before a comma."""
    if (
        verb.relation != "advcl"
        or verb.tag != "VBG"
        or verb.lemma not in grouped("cue_words")["beside"]
    ):
        return False
    above = sentence[verb.head]
    is_aim = above.relation == "xcomp" and any(
        t.tag == "TO" for t in sentence.children(above, "aux")
    )
    return is_aim and sentence[verb.index - 1].text == ","


def _beside(sentence: Sentence, verb: Token) -> Token:
    """A verb beside the clause it stood under: what somebody says beside all of the sentence."""
    speaks = sentence.children(verb, "ccomp")
    above = [t for t in sentence.ancestors(verb) if t.relation == "ROOT"] if speaks else []
    return replace(verb, relation="parataxis", head=above[0].index if above else verb.head)


def _counted(sentence: Sentence, clause: Token) -> Token | None:
    """The people counted that a participle or a "who" on what they are of belongs to; None for
    other words.
    """
    if not (clause.relation == "acl" and clause.tag == "VBN") and not _is_of_people(
        sentence, clause
    ):
        return None
    of = sentence.head(sentence[clause.head])
    counted = sentence.head(of) if of is not None and of.text.lower() == "of" else None
    if counted is None or counted.lemma in _KIN or sentence[clause.head].relation != "pobj":
        return None
    role = gazetteer.role(counted.lemma)
    is_counted = sentence.children(counted, "nummod") and counted.tag == "NNS"
    inside = sentence.children(sentence[clause.head], "nummod")
    return counted if is_counted and not inside and role and role.kind in _PEOPLE else None


def _is_of_people(sentence: Sentence, clause: Token) -> bool:
    """Whether a relative clause is of people: its pronoun is "who", and the noun before is not."""
    if clause.relation != "relcl":
        return False
    role = gazetteer.role(sentence[clause.head].lemma)
    who = any(t.text.lower() in _WHO for t in sentence.children(clause))
    return who and (role is None or role.kind not in _PEOPLE)


def _verb_before(sentence: Sentence, token: Token) -> Token | None:
    """The verb that one behind a comma stands in a list with, taken for a participle before the
    noun that is its object; None for other words.
    """
    before = sentence[max(0, token.index - 1)]
    if token.relation != "amod" or token.tag not in _PAST or before.text != ",":
        return None
    noun = sentence[token.head]
    verb = sentence[noun.head]
    is_object = noun.relation == "dobj" and verb.pos == "VERB" and verb.index < before.index
    listed = [t for t in sentence.children(verb, "conj") if t.pos == "VERB"]
    is_list = any(t.index > noun.index for t in listed)
    bare = len(sentence.children(verb, "dobj")) == 1 and token.index < noun.index
    return verb if is_object and is_list and bare else None
