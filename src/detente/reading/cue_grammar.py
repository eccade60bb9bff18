"""What grammar says of a cue that no rule knows: how it is meant, who speaks, what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from detente.reading.attribution import UNSAID, Extent
from detente.reading.cues import lexicon
from detente.reading.functions import is_passive
from detente.reading.lexicon import triggers
from detente.reading.phrases import noun_phrase, subject
from detente.reading.tables import grouped, pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.syntax import Sentence, Token

_VERBAL: Final = frozenset({"VERB", "AUX"})
_COMPLEMENTS: Final = ("dobj", "ccomp", "xcomp", "pobj", "pcomp", "attr", "acomp", "oprd")
_OF_PASSIVES: Final = frozenset({"passive-to"})
"""Frames of verbs that are meant otherwise in the passive: "is said to…"."""
_UNCERTAIN: Final = frozenset({"believes", "intends", "doubts"})
"""Attitudes that, denied, are one of doubt: "does not believe"."""
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})
"""Types of deeds that nothing is said by."""
_NOT: Final = frozenset({"no", "neither"})


class Meaning(NamedTuple):
    """The word of a cue that says how it is meant, and the attitude."""

    word: Token
    attitude: str


def meaning(sentence: Sentence, cue: Extent) -> Meaning:
    """How a cue is meant, by the table of cues, else by that of other words; as plain saying, by
    the word that the others hang on, where neither has any of it.
    """
    tokens = sentence.between(cue.start, cue.end)
    top = sentence.top(cue.start, cue.end) or sentence[0]
    found = _of_cues(tokens) or _of_others(tokens) or Meaning(top, "says")
    around = [*tokens, *sentence.children(found.word)]
    if not any(t.relation == "neg" or t.lemma in _NOT for t in around):
        return found
    return found._replace(attitude="doubts" if found.attitude in _UNCERTAIN else UNSAID)


def is_deed(sentence: Sentence, word: Token) -> bool:
    """Whether the word of a cue only tells what somebody did: one that no table of cues has, that
    of events has as a deed, and that brings in no clause: "arrested the editor".
    """
    told = {row.type for row in triggers(word.lemma, "v")} if word.pos == "VERB" else set()
    return bool(told - {""}) and told <= {*_DEEDS, ""} and not sentence.children(word, "ccomp")


def is_happening(noun: Token) -> bool:
    """Whether a noun names a deed by the lexicon of events: an attack, an arrest."""
    told = {row.type for row in triggers(noun.lemma, "n")} if noun.pos == "NOUN" else set()
    return bool(told) and told <= _DEEDS


def _of_cues(tokens: Sequence[Token]) -> Meaning | None:
    words = lexicon()
    lemmas = {t.lemma for t in tokens}
    for token in tokens:
        table = words.nouns if token.pos == "NOUN" else words.verbs
        for row in table.get(token.lemma, ()):
            fits = not row.second or row.second in lemmas
            if fits and row.attitude != "object" and not _OF_PASSIVES.issuperset(row.frames):
                return Meaning(token, row.attitude)
    return None


def _of_others(tokens: Sequence[Token]) -> Meaning | None:
    attitudes = pairs("attitudes")
    return next((Meaning(t, attitudes[t.lemma]) for t in tokens if t.lemma in attitudes), None)


def speaker(sentence: Sentence, head: Token) -> Extent | None:
    """Who speaks: the subject of a verb that is no passive, the agent of one that is."""
    who = subject(sentence, head) if head.pos in _VERBAL else None
    return noun_phrase(sentence, who, until=head).extent if who is not None else None


def is_spoken_to(sentence: Sentence, head: Token, source: Extent) -> bool:
    """Whether a source is the subject of a passive: "Donors have been urged to…"."""
    suffers = sentence.children(head, "nsubjpass") if is_passive(sentence, head) else []
    return any(source.covers(Extent(t.start, t.end)) for t in suffers)


def is_nobody(sentence: Sentence, source: Token) -> bool:
    """Whether a source is no one: "nobody", "no State"."""
    denied = any(t.lemma == "no" for t in sentence.children(source, "det"))
    return denied or source.lemma in grouped("cue_words")["nobody"]


def complement(sentence: Sentence, cue: Extent) -> tuple[Extent, ...]:
    """What is said by a cue with a verb: what hangs on its words behind it."""
    tokens = sentence.between(cue.start, cue.end)
    if all(t.pos not in _VERBAL for t in tokens):
        return ()
    below = [
        word
        for token in tokens
        for child in sentence.children(token, *_COMPLEMENTS)
        for word in sentence.subtree(child)
        if child.start >= cue.end <= word.start
    ]
    if not below:
        return ()
    return (Extent(min(t.start for t in below), max(t.end for t in below)),)
