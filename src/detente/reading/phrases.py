"""The phrases that an attribution is made of: noun phrases, verb groups, clauses, as extents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Phrase, Place
from detente.reading.quotes import with_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence, Token

_EDGE_RELATIONS = frozenset({"punct", "cc", "preconj"})
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_RELATIVE_TAGS = frozenset({"WDT", "WP"})
_MARKS = " ,;:—–-\n\t\xa0"
_BRACKETS = "([{"
_DEPTH = 6
"""How many clauses up an unexpressed subject is looked for."""


def place(sentence: Sentence, token: Token) -> Place:
    """Where a token stands."""
    return Place(sentence.index, token.index)


def extent(tokens: Sequence[Token]) -> Extent:
    """From the first to the last of the tokens, which come in order."""
    return Extent(tokens[0].start, tokens[-1].end)


def noun_phrase(
    sentence: Sentence, head: Token, *, without: Sequence[str] = (), until: Token | None = None
) -> Phrase:
    """The phrase of a noun or pronoun as written, with what modifies it, but for edge marks.

    Branches of the relations `without` stay out, and so does what does not stand before `until`
    where that is part of the phrase ("voters saying that…").
    """
    tokens = trimmed(sentence.subtree(head, without=without))
    if until is not None and head.index < until.index:
        tokens = trimmed([t for t in tokens if t.index < until.index])
    return Phrase(extent(tokens or [head]), place(sentence, antecedent(sentence, head)))


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without marks and conjunctions at the edges; brackets stay."""
    first, last = 0, len(tokens)
    while (
        first < last
        and tokens[first].relation in _EDGE_RELATIONS
        and tokens[first].text not in _BRACKETS
    ):
        first += 1
    while (
        last > first
        and tokens[last - 1].relation in _EDGE_RELATIONS
        and tokens[last - 1].text not in ")]}"
    ):
        last -= 1
    return list(tokens[first:last])


def antecedent(sentence: Sentence, pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is its own."""
    if pronoun.tag not in _RELATIVE_TAGS:
        return pronoun
    for above in sentence.ancestors(pronoun):
        if above.relation == "relcl":
            return sentence[above.head]
    return pronoun


def words_between(
    sentence: Sentence, start: int, end: int, quotations: Quotations
) -> Extent | None:
    """The words between two offsets, without marks at their edges; None if it is not even two."""
    words = sentence.text[start - sentence.start : end - sentence.start]
    if len(words.strip(_MARKS).split()) <= 1:
        return None
    lead = len(words) - len(words.lstrip(_MARKS))
    tail = len(words) - len(words.rstrip(_MARKS + "."))
    return with_marks(Extent(start + lead, end - tail), quotations)


def verb_group(sentence: Sentence, verb: Token, *seconds: Token) -> Extent:
    """A verb with the auxiliaries, negations and adverbs right before it and what is named after
    it ("had also pointed out")."""
    first = verb.index
    while first and sentence[first - 1].head == verb.index and _in_group(sentence[first - 1]):
        first -= 1
    last = max((t.end for t in seconds), default=verb.end)
    return Extent(sentence[first].start, max(last, verb.end))


def _in_group(token: Token) -> bool:
    return token.relation in _GROUP and token.tag != "WRB"


def subject(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """Who does what the verb says, looked for in the clauses above where it is not expressed."""
    own = sentence.children(verb, "nsubj", "csubj")
    if own:
        return own[0] if own[0].relation == "nsubj" else None
    agent = sentence.children(verb, "agent")
    if agent:
        found = sentence.children(agent[0], "pobj")
        return found[0] if found else None
    above = sentence.head(verb)
    if above is None or depth > _DEPTH or _stands_alone(sentence, verb):
        return None
    return _subject_above(sentence, verb, above, depth)


def _stands_alone(sentence: Sentence, verb: Token) -> bool:
    """A passive or a clause whose subject is something else lends no subject from above."""
    return bool(sentence.children(verb, "nsubjpass", "auxpass", "expl"))


def _subject_above(sentence: Sentence, verb: Token, above: Token, depth: int) -> Token | None:
    if verb.relation == "acl":
        return above if verb.tag in {"VBG", "VBD"} else _owner(sentence, above, depth)
    if verb.relation == "pcomp":
        return _subject_beyond(sentence, above, depth)
    if verb.relation == "relcl" and above.pos in {"NOUN", "PROPN", "PRON"}:
        return above
    if above.pos in {"VERB", "AUX"}:
        return subject(sentence, above, depth + 1) or _passive_subject(sentence, above)
    return subject(sentence, above, depth + 1) if above.pos == "ADJ" else None


def _subject_beyond(sentence: Sentence, preposition: Token, depth: int) -> Token | None:
    """The subject of a gerund under a preposition: that of the verb, or the noun's owner."""
    governor = sentence.head(preposition)
    if governor is None:
        return None
    if governor.pos in {"VERB", "AUX"}:
        return subject(sentence, governor, depth + 1)
    return _owner(sentence, governor, depth) if governor.pos == "NOUN" else None


def _owner(sentence: Sentence, noun: Token, depth: int) -> Token | None:
    """Whose a plan, a claim is: the possessor, else who made it."""
    possessor = sentence.children(noun, "poss")
    if possessor:
        return possessor[0]
    above = sentence.head(noun)
    if above is not None and above.pos == "VERB" and noun.relation == "dobj":
        return subject(sentence, above, depth + 1)
    return None


def _passive_subject(sentence: Sentence, verb: Token) -> Token | None:
    found = sentence.children(verb, "nsubjpass")
    return found[0] if found else None
