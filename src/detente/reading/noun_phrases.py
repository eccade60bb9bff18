"""Noun phrases: from a head word to the stretch of text that names a party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_OUTSIDE = (
    "relcl", "acl", "appos", "cc", "conj", "punct", "gloss", "advcl", "advmod", "parataxis", "dep",
    "aux", "neg", "mark", "preconj", "ccomp", "xcomp", "nsubj", "cop", "dobj", "case",
)  # fmt: skip
_KEPT_PREPOSITIONS = {"of", "for"}
_TIMES = {"DATE", "TIME"}
_BRIDGES = {"punct", "gloss", "cc", "conj"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the sentence, its head, its tokens and where in the text they stand."""

    sentence: Sentence
    head: Token
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where its first token starts."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end

    @property
    def text(self) -> str:
        """The words as written."""
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]


def phrase(sentence: Sentence, head: Token) -> Phrase:
    """The phrase a noun or pronoun heads.

    Determiners, premodifiers and "of" and "for" phrases belong to it ("the office of the
    undersecretary for policy"); clauses, appositions, conjuncts and other adverbials do not.
    """
    kept = _inside(sentence, head)
    last = head.index
    for token in kept:
        if token.index == last + 1:
            last = token.index
    return Phrase(sentence, head, sentence.tokens[kept[0].index : last + 1])


def _inside(sentence: Sentence, head: Token) -> list[Token]:
    """The tokens of the phrase, in order: the run of left modifiers, and what follows."""
    found = [head]
    for child in sentence.children(head):
        left = child.index < head.index
        if child.relation == "prep":
            found += _prepositional(sentence, child)
        elif child.relation not in _OUTSIDE or (left and child.relation in {"punct", "advmod"}):
            found += sentence.subtree(child, without=("relcl",) if left else _OUTSIDE)
    found.sort(key=lambda t: t.index)
    return _unbroken(sentence, head, found)


def _unbroken(sentence: Sentence, head: Token, found: list[Token]) -> list[Token]:
    """The tokens after the head, and those before it up to the first gap; no mark leads."""
    run = [t for t in found if t.index >= head.index]
    for token in reversed([t for t in found if t.index < head.index]):
        between = range(token.index + 1, run[0].index)
        if not all(sentence[i].relation in _BRIDGES for i in between):
            break
        run.insert(0, token)
    while run[0] is not head and (run[0].relation == "punct" or _is_time_before(run[0], head)):
        run.pop(0)
    return run


def _is_time_before(token: Token, head: Token) -> bool:
    """Whether a token is of a date that only stands beside the phrase: "on Feb. 26 warplanes…"."""
    return token.entity in _TIMES and head.entity not in _TIMES


def _prepositional(sentence: Sentence, prep: Token) -> list[Token]:
    """An "of" or "for" phrase with what its own noun keeps; nothing of other prepositions."""
    if prep.lemma not in _KEPT_PREPOSITIONS:
        return []
    own = [t for noun in sentence.children(prep, "pobj") for t in _inside(sentence, noun)]
    return [prep, *own] if own else []
