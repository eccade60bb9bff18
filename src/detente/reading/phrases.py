"""The phrases that an attribution is made of: noun phrases, verb groups, clauses, as extents."""

from __future__ import annotations

import re
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
_DATELINE = re.compile(
    r"(?:[A-Z][\w .,'’/-]{1,40}\([A-Z][\w .]{1,30}\)|[A-Z]{3}[A-Z .,'’/-]{0,30})\s*[–—-]+\s+"
)
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
    tokens = _undated(tokens, head)
    if len(tokens) > 1 and tokens[-1].tag == "POS":
        tokens = tokens[:-1]
    return Phrase(extent(tokens or [head]), place(sentence, antecedent(sentence, head)))


def uncited(sentence: Sentence, tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a phrase without a source that is cited in it: "the paper, quoting police"."""
    cited: set[int] = set()
    for token in tokens:
        if token.tag == "VBG" and token.lemma in {"cite", "quote"} and token.relation == "acl":
            cited |= {t.index for t in sentence.subtree(token)}
    return [t for t in tokens if t.index not in cited]


def _undated(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens without a date or time at their end, which the parse may hang on a noun: "the
    report on Wednesday".
    """
    last = len(tokens)
    while last and tokens[last - 1].entity in {"DATE", "TIME"}:
        last -= 1
    if last == len(tokens) or not last or tokens[last - 1].index < head.index:
        return tokens
    if tokens[last - 1].pos == "ADP":
        return trimmed(tokens[: last - 1])
    return trimmed(tokens[:last]) if tokens[last - 1].index == head.index else tokens


def body_start(sentence: Sentence) -> int:
    """Where a sentence begins behind its dateline, if it has one: "GENEVA (Gulf Wire) - …"."""
    dateline = _DATELINE.match(sentence.text)
    return sentence.start + (dateline.end() if dateline else 0)


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
    """A verb with what belongs to it: "had also pointed out".

    That is the auxiliaries, negations and adverbs right before it, and the tokens `seconds`, but
    no object, and a preposition only if nothing stands between.
    """
    first = verb.index
    while first and sentence[first - 1].head == verb.index and _in_group(sentence[first - 1]):
        first -= 1
    end = verb.end
    for second in seconds:
        apart = second.relation == "prep" and second.index > verb.index + 1
        if not apart and (second.relation != "dobj" or second.lemma == "it"):
            end = max(end, second.end)
    return Extent(sentence[first].start, end)


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
