"""Mending what the parser is known to get wrong, before anything is read from it.

- A verb of change that looks like a noun, second in a coordination: "to prioritise protection and
  in turn pause training" comes out as a noun phrase "pause training", and verbs of change before
  nouns of channels form no such compounds.
- A perfect taken for a participle before a noun: "and has strained relations".
- The clause behind "after" or "before" taken for a noun with a verb beside: in "fell after soldiers
  overthrew the president" soldiers did it.
- A verb that has no passive, taken for a reduced relative: in "told them that relations with
  partners suffered" nobody suffered partners.
- An infinitive taken for an aim of the verb, right behind a noun that takes one: "foiled a plot to
  bomb the station".
- The verb of a short sentence taken for a participle on its subject or its object: "Chad bombed
  camps", "the group called upon the army to leave".
- Lists of nouns, and an office that begins like an adverbial (`repairs_nouns`); commands, and harm
  told by a noun in -ing (`repairs_openings`).
- The second of two passives without its "were", taken for a participle: "two were killed and five
  soldiers wounded".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.reading.hanging import rehung
from detente.reading.repairs_nouns import (
    accompanied,
    done_by,
    listed,
    named_after_to,
    named_as_office,
    placed,
)
from detente.reading.repairs_openings import asked, commanded, harmed_by
from detente.reading.syntax import Sentence
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from detente.reading.syntax import Token

_COMPOUND = {"amod", "compound", "nmod"}
_NO_VERB_AFTER = {"DET", "ADJ", "NUM", "PROPN", "ADP"}
_CHANGES = (
    listed,
    accompanied,
    named_after_to,
    named_as_office,
    placed,
    done_by,
    commanded,
    asked,
    harmed_by,
)
_MOMENTS = {"after", "before", "since", "until"}
_REACH = 4
"""The conjunction stands at most this many tokens before the verb ("and, as a result, pause")."""


def repaired(sentence: Sentence) -> Sentence:
    """The sentence with verbs that were taken for modifiers of a noun made verbs again."""
    for token in sentence:
        verb = _coordinated_verb(sentence, token)
        if verb is not None:
            sentence = _as_verb(sentence, token, verb)
        verb = _perfect(sentence, token)
        if verb is not None:
            sentence = _as_verb(sentence, token, verb)
        subject = _subject_after(sentence, token)
        if subject is not None:
            sentence = _as_moment(sentence, token, subject)
        subject = _subject_of_intransitive(sentence, token)
        if subject is not None:
            sentence = _as_clause(sentence, token, subject)
        noun = _noun_of_infinitive(sentence, token)
        if noun is not None:
            sentence = _under(sentence, token, noun)
        if _is_main_verb(sentence, token):
            sentence = _as_root(sentence, token)
        if _is_second_passive(sentence, token):
            sentence = _as_second(sentence, token)
        sentence = _changed(sentence, token.index)
    return rehung(sentence)


def _changed(sentence: Sentence, index: int) -> Sentence:
    """The sentence with what its token of an index is mended by."""
    for change in _CHANGES:
        if tokens := change(sentence, sentence[index]):
            sentence = sentence.with_tokens(*tokens.values())
    return sentence


def _is_main_verb(sentence: Sentence, token: Token) -> bool:
    """Whether a verb in the past tense is the only one that can carry the sentence, whose root the
    parser holds to be a noun.
    """
    noun = sentence[token.head]
    if token.tag != "VBD" or noun.relation != "ROOT" or noun.pos not in {"NOUN", "PROPN"}:
        return False
    if sentence.children(noun, "nsubj", "cop", "relcl"):
        return False
    if token.relation == "amod":
        return any(t.pos == "PROPN" for t in sentence.children(token, "npadvmod"))
    return token.relation == "acl" and bool(sentence.children(token, "dobj", "xcomp", "ccomp"))


def _as_root(sentence: Sentence, verb: Token) -> Sentence:
    """The tree with a verb as its root: the noun it stood on is its object where it stands behind
    it, else its subject; what hung on a noun behind a subject hangs on the verb.
    """
    noun = sentence[verb.head]
    is_object = noun.index > verb.index
    changed = {
        verb.index: replace(verb, relation="ROOT", head=verb.index),
        noun.index: replace(noun, relation="dobj" if is_object else "nsubj", head=verb.index),
    }
    for each in sentence.children(verb, "npadvmod"):
        if each.pos == "PROPN":
            changed[each.index] = replace(each, relation="nsubj")
    for each in sentence.children(noun):
        moves = each.relation == "punct" or (not is_object and each.index > verb.index)
        if moves and each.index not in changed:
            changed[each.index] = replace(each, head=verb.index)
    return sentence.with_tokens(*changed.values())


def _is_second_passive(sentence: Sentence, token: Token) -> bool:
    """Whether a participle is coordinated with a passive, though the parser holds it to stand on
    the noun before it, or that noun to do the harm.
    """
    noun = sentence[max(0, token.index - 1)]
    if (token.relation, noun.relation) == ("acl", "conj"):
        verb = sentence[noun.head]
        is_one = token.tag == "VBN" and token.head == noun.index and verb.pos == "VERB"
    elif (token.relation, noun.relation) == ("conj", "nsubj"):
        verb = sentence[token.head]
        is_harm = token.tag in {"VBN", "VBD"} and token.lemma in words("harm_verbs")
        bare = not sentence.children(token, "dobj", "aux")
        is_one = is_harm and bare and noun.head == token.index
    else:
        return False
    return is_one and bool(sentence.children(verb, "nsubjpass"))


def _as_second(sentence: Sentence, verb: Token) -> Sentence:
    """The tree with a participle coordinated with a passive, and its noun as the subject."""
    noun = sentence[verb.index - 1]
    first = noun.head if noun.relation == "conj" else verb.head
    return sentence.with_tokens(
        replace(verb, tag="VBN", relation="conj", head=first),
        replace(noun, relation="nsubjpass", head=verb.index),
    )


def _noun_of_infinitive(sentence: Sentence, token: Token) -> Token | None:
    """The noun of planning, object of the verb, that an infinitive stands right behind; None for
    other words.
    """
    before = sentence.tokens[max(0, token.index - 2) : token.index]
    if token.tag != "VB" or token.relation != "advcl" or len(before) < 2:  # noqa: PLR2004 - noun, to
        return None
    noun, to = before
    is_object = noun.relation == "dobj" and noun.head == token.head
    plans = is_object and f"{noun.lemma} n" in pairs("governors")
    return noun if plans and to.tag == "TO" and to.head == token.index else None


def _under(sentence: Sentence, clause: Token, noun: Token) -> Sentence:
    """The tree with a clause on a noun."""
    return sentence.with_tokens(replace(clause, head=noun.index, relation="acl"))


def _coordinated_verb(sentence: Sentence, token: Token) -> Token | None:
    """The verb a misread one is coordinated with; None if the token is no misread verb."""
    if token.relation not in _COMPOUND or token.text.lower() not in words("noun_like_verbs"):
        return None
    noun = sentence[token.head]
    before = sentence.tokens[max(0, token.index - _REACH) : token.index]
    if noun.lemma not in pairs("channels") or noun.index < token.index or not before:
        return None
    if before[-1].pos in _NO_VERB_AFTER or before[-1].tag == "POS":
        return None
    joins = [t for t in before if t.lemma in {"and", "or", "but"}]
    if not joins:
        return None
    earlier = [t for t in sentence.tokens[: joins[-1].index] if t.pos == "VERB"]
    return earlier[-1] if earlier else None


def _perfect(sentence: Sentence, token: Token) -> Token | None:
    """The verb before a participle that has an auxiliary of its own and so modifies no noun: "has
    set them back and has strained relations"; None for other words.
    """
    if token.relation not in _COMPOUND or token.tag not in {"VBN", "VBD", "VBG"}:
        return None
    auxiliaries = sentence.children(token, "aux")
    earlier = [t for t in sentence.tokens[: token.index] if t.pos == "VERB"]
    return earlier[-1] if auxiliaries and earlier else None


def _as_verb(sentence: Sentence, token: Token, verb: Token) -> Sentence:
    """The tree with the token as a verb beside `verb`, the noun after it as its object, and what
    hung on an adverbial between them on the noun.
    """
    noun = sentence[token.head]
    between = {t.index for t in sentence.tokens[verb.index + 1 : token.index]}
    tokens = []
    for each in sentence:
        new = each
        if each.index == token.index:
            new = replace(
                each,
                pos="VERB",
                tag=_tag(each),
                lemma=_lemma(each),
                relation="conj",
                head=verb.index,
            )
        elif each.index == noun.index:
            new = replace(each, relation="dobj", head=token.index)
        elif each.index in between and each.relation == "conj":
            new = replace(each, relation="prep" if each.pos == "ADP" else "advmod", head=verb.index)
        elif each.index > noun.index and each.head in between and each.relation == "prep":
            new = replace(each, head=_last_conjunct(sentence, noun).index)
        tokens.append(new)
    return Sentence.of(sentence.index, sentence.paragraph, sentence.start, sentence.text, tokens)


def _tag(token: Token) -> str:
    return token.tag if token.tag.startswith("VB") else "VB"


def _lemma(token: Token) -> str:
    return token.lemma if token.tag.startswith("VB") else token.text.lower()


def _last_conjunct(sentence: Sentence, noun: Token) -> Token:
    conjuncts = sentence.children(noun, "conj")
    return _last_conjunct(sentence, conjuncts[-1]) if conjuncts else noun


def _subject_after(sentence: Sentence, token: Token) -> Token | None:
    """The noun behind "after" that a finite verb without a subject follows, whose it is; None if
    the token is no such verb.
    """
    if token.relation != "advcl" or token.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    if sentence.children(token, "nsubj", "nsubjpass", "mark", "aux", "auxpass"):
        return None
    above = sentence.head(token)
    for preposition in sentence.children(above, "prep") if above is not None else ():
        if preposition.lemma not in _MOMENTS or preposition.index > token.index:
            continue
        for noun in sentence.children(preposition, "pobj"):
            if sentence.subtree(noun)[-1].index + 1 == sentence.subtree(token)[0].index:
                return noun
    return None


def _as_moment(sentence: Sentence, verb: Token, subject: Token) -> Sentence:
    """The tree with a noun as the subject of a verb, and the preposition before it as its mark."""
    mark = sentence[subject.head]
    return sentence.with_tokens(
        replace(subject, relation="nsubj", head=verb.index),
        replace(mark, relation="mark", head=verb.index),
    )


def _subject_of_intransitive(sentence: Sentence, token: Token) -> Token | None:
    """The noun whose verb a misread participle is: the outermost one it hangs on, if that is an
    object; None if the token is no such participle.
    """
    if token.relation != "acl" or token.tag not in {"VBN", "VBD"}:
        return None
    if token.lemma not in words("intransitive_verbs"):
        return None
    noun = None
    for above in sentence.ancestors(token):
        if above.pos in {"VERB", "AUX"}:
            break
        noun = above if above.pos in {"NOUN", "PROPN"} else noun
    return noun if noun is not None and noun.relation in {"dobj", "pobj", "nsubj"} else None


def _as_clause(sentence: Sentence, token: Token, subject: Token) -> Sentence:
    """The tree with the token as the verb of a clause of its own, and the noun as its subject."""
    changed = {
        each.index: replace(each, relation="mark", head=token.index)
        for each in sentence.children(subject)
        if each.text.lower() == "that"
    }
    changed[token.index] = replace(token, tag="VBD", relation="ccomp", head=subject.head)
    changed[subject.index] = replace(subject, relation="nsubj", head=token.index)
    return sentence.with_tokens(*changed.values())
