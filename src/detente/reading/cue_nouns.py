"""Attributions by a noun, "X's claim that…", and by a colon, "Minister: …" in a headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Finding, Phrase
from detente.reading.phrases import (
    extent,
    noun_phrase,
    place,
    subject,
    trimmed,
    words_between,
)
from detente.reading.quotes import with_marks
from detente.reading.saying import FINITE
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.reading.cues import Cue, Lexicon
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence, Token

_COLON = re.compile(r":\s")
_COLON_WORDS = 8
"""A source before a colon has at most so many words."""
_OWNERS = frozenset({"NORP", "GPE", "ORG", "PERSON"})
_MAKERS = frozenset({"by", "from", "among"})
_INFINITIVE = "to"
"""The frame of what somebody means to do: who is a threat to peace has threatened nothing."""


def find(sentence: Sentence, lexicon: Lexicon, quotations: Quotations) -> Iterator[Finding]:
    """The attributions that nouns of a sentence bring in, those of a named source only."""
    for noun in sentence:
        if noun.pos != "NOUN" or noun.lemma not in lexicon.nouns:
            continue
        found = _noun(sentence, noun, lexicon, quotations)
        if found is not None:
            yield found


def _noun(
    sentence: Sentence, noun: Token, lexicon: Lexicon, quotations: Quotations
) -> Finding | None:
    if _is_carried(sentence, noun, lexicon) or _is_denied(sentence, noun):
        return None
    for cue in lexicon.nouns[noun.lemma]:
        content = trimmed(_content(sentence, noun, cue))
        source = _source(sentence, noun) if content else None
        if source is not None and source.extent.start < content[0].start:
            name = Phrase(Extent(noun.start, noun.end), place(sentence, noun))
            said = with_marks(extent(content), quotations)
            return Finding(source, name, (said,), None, cue.attitude)
    return None


def _is_carried(sentence: Sentence, noun: Token, lexicon: Lexicon) -> bool:
    """Whether the noun is what a verb cue such as "expressed" has as its content."""
    verb = sentence.head(noun)
    cues = lexicon.verbs.get(verb.lemma, ()) if verb is not None and noun.relation == "dobj" else ()
    return any("np-claim" in c.frames for c in cues)


def _is_denied(sentence: Sentence, noun: Token) -> bool:
    """Whether there is no such thing: "has no doubt that…"."""
    return any(t.lemma == "no" for t in sentence.children(noun, "det"))


def _content(sentence: Sentence, noun: Token, cue: Cue) -> list[Token]:
    """The tokens of what the noun says, in the first of the cue's frames that holds."""
    for frame in cue.frames:
        for child in sentence.children(noun):
            if child.index < noun.index:
                continue
            if child.relation == "prep" and child.lemma == frame != _INFINITIVE:
                return sentence.subtree(child)[1:]
            if child.relation in {"acl", "ccomp", "relcl"} and _has_frame(sentence, child, frame):
                return sentence.subtree(child)
    return []


def _has_frame(sentence: Sentence, clause: Token, frame: str) -> bool:
    if frame == _INFINITIVE:
        return any(t.tag == "TO" for t in sentence.children(clause, "aux"))
    return frame == "clause" and _is_that_clause(sentence, clause)


def _is_that_clause(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause is what is claimed ("that the deal is dead") and no relative clause."""
    first = sentence.subtree(clause)[0]
    if first.text.lower() in {"whether", "if"}:
        return True
    if first.text.lower() != "that" or first.relation in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return False
    return bool(sentence.children(clause, "nsubj", "nsubjpass", "expl", "csubj"))


def _source(sentence: Sentence, noun: Token) -> Phrase | None:
    """Whose claim it is: the possessor, "by X", a nation's adjective, who makes it."""
    for owner in sentence.children(noun, "poss"):
        tokens = [t for t in trimmed(sentence.subtree(owner)) if t.tag != "POS"]
        return Phrase(extent(tokens), place(sentence, owner))
    for preposition in sentence.children(noun, "prep"):
        for maker in sentence.children(preposition, "pobj"):
            if preposition.lemma in _MAKERS:
                return noun_phrase(sentence, maker)
    for modifier in sentence.children(noun, "amod", "compound", "nmod"):
        if modifier.entity in _OWNERS:
            return Phrase(extent(sentence.subtree(modifier)), place(sentence, modifier))
    return _maker(sentence, noun)


def _maker(sentence: Sentence, noun: Token) -> Phrase | None:
    """The subject of the verb that the noun is the object of: "they repeated the claim that…";
    nobody where that is what others said: "they ignored calls to…".
    """
    verb = sentence.head(noun)
    if verb is None or verb.pos != "VERB" or noun.relation != "dobj":
        return None
    if verb.lemma in grouped("cue_words")["heard"]:
        return None
    who = subject(sentence, verb) if not sentence.children(verb, "neg") else None
    return noun_phrase(sentence, who, until=verb) if who is not None else None


def headline(sentence: Sentence, quotations: Quotations) -> Finding | None:
    """A headline's "Source: what it says"; None if the sentence is none."""
    colon = _COLON.search(sentence.text)
    if colon is None or sentence.text.endswith((".", "”", '"')):
        return None
    at = sentence.start + colon.start()
    before = trimmed(sentence.between(sentence.start, at))
    content = words_between(sentence, at + 1, sentence.end, quotations)
    if content is None or not _names_someone(before):
        return None
    head = max(before, key=lambda t: (t.pos in {"PROPN", "NOUN"}, t.index))
    mark = next((t for t in sentence if t.start <= at < t.end), head)
    cue = Phrase(Extent(at, at + 1), place(sentence, mark))
    return Finding(Phrase(extent(before), place(sentence, head)), cue, (content,), None, "says")


def _names_someone(tokens: Sequence[Token]) -> bool:
    """Whether words before a colon can be a source: a short noun phrase and nothing finite."""
    if len(tokens) > _COLON_WORDS or any(t.tag in {*FINITE, "VBG", "WP", "WRB"} for t in tokens):
        return False
    return any(t.pos in {"PROPN", "NOUN"} for t in tokens)
