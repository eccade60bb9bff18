"""What is told to have come of the clause or sentence before: results, consequences, replies."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.reading.causal_extents import VERBS, clause, extent
from detente.reading.causal_links import Link, overlap
from detente.reading.functions import of_verb
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from detente.reading.syntax import Sentence, Token

_WAYS = {"by", "with"}
"""How it is told by what somebody replies: "responded by…". Without it, replying is speaking."""
_OPENINGS = 3
"""A signal that points to the sentence before is among its first words, or its last."""
_OF_CLAUSE = (["so"], ["so", "that"], ["in", "turn"])
"""Signals that point to the clause before, not to the sentence before."""
_AIMS = {"can", "could", "may", "might", "would", "will", "should"}
"""Verbs that make of "so that" an aim."""


def within(sentence: Sentence) -> Iterator[Link]:
    """The links of a sentence whose cause is the clause before."""
    yield from results(sentence)
    for signal in _signals(sentence):
        link = _consequence(sentence, signal)
        if link is not None:
            yield link


def results(sentence: Sentence) -> Iterator[Link]:
    """Links by a participle that tells what came of it: "…, killing the pilot"."""
    for verb in sentence:
        if verb.tag != "VBG" or verb.relation != "advcl" or not _tells_result(verb):
            continue
        above = sentence.head(verb)
        if above is None or above.index > verb.index or not _has_object(sentence, verb):
            continue
        cause = clause(sentence, above, without=sentence.subtree(verb))
        if cause is not None:
            yield Link(cause, extent(sentence, [verb]), (verb.start, verb.end))


def across(sentences: Sequence[Sentence], happenings: Collection[int]) -> Iterator[Link]:
    """The links whose cause is what was told last, of an event if there is any: in the sentence
    before, or, of replies, earlier in their own.

    Args:
        sentences: The parsed sentences.
        happenings: The offsets of the words that report events.
    """
    for sentence in sentences:
        yield from _replies(sentence, sentence, happenings)
    for before, sentence in pairwise(sentences):
        yield from _replies(before, sentence, happenings)
        if before.paragraph == sentence.paragraph:
            yield from _of_sentence_before(before, sentence, happenings)


def _tells_result(verb: Token) -> bool:
    return verb.lemma in words("harm_verbs") or verb.lemma in words("result_verbs")


def _has_object(sentence: Sentence, verb: Token) -> bool:
    return bool(of_verb(sentence, verb)["obj"]) or verb.lemma in words("harm_verbs")


def _signals(sentence: Sentence) -> Iterator[Sequence[Token]]:
    """The words that point to what was told before as a cause, the first of the sentence apart."""
    lowered = [t.text.lower() for t in sentence]
    there = set(lowered)
    for signal in _consequence_signals():
        if not there.issuperset(signal):
            continue
        for at in range(1, len(lowered) - len(signal) + 1):
            if lowered[at : at + len(signal)] == signal:
                yield sentence.tokens[at : at + len(signal)]


@cache
def _consequence_signals() -> tuple[list[str], ...]:
    """The words of each signal, in the order of the alphabet."""
    return tuple(signal.split() for signal in sorted(words("consequence_signals")))


def _consequence(sentence: Sentence, signal: Sequence[Token]) -> Link | None:
    """The link to the clause before: "…, and visits fell as a result", "…, so that nobody came"."""
    verb = next((t for t in sentence.ancestors(signal[0]) if t.pos in VERBS), None)
    before = sentence.head(verb) if verb is not None else None
    if verb is None or before is None:
        return None
    if [t.text.lower() for t in signal] == ["so", "that"]:
        before = _main(sentence, verb) if _is_result(sentence, verb, signal[0]) else None
    elif verb.relation not in {"conj", "ccomp"}:
        return None
    if before is None:
        return None
    cause = clause(sentence, before, until=verb)
    effect = clause(sentence, verb, without=signal)
    if cause is None or effect is None or overlap(cause, effect):
        return None
    return Link(cause, effect, (signal[0].start, signal[-1].end))


def _is_result(sentence: Sentence, verb: Token, signal: Token) -> bool:
    """Whether "so that" tells what came of it, not what for: after a comma, of what is so."""
    aims = {t.text.lower() for t in sentence.children(verb, "aux")} & _AIMS
    return sentence[signal.index - 1].text == "," and not aims


def _main(sentence: Sentence, token: Token) -> Token | None:
    """The verb of the clause that side clauses hang on."""
    above = sentence.head(token)
    while above is not None and above.relation == "advcl":
        above = sentence.head(above)
    return above


def _of_sentence_before(
    before: Sentence, sentence: Sentence, happenings: Collection[int]
) -> Iterator[Link]:
    """Links by an adverb that points to the sentence before: "As a result, thousands fled"."""
    lowered = [t.text.lower() for t in sentence if t.text.strip()]
    while lowered and not lowered[-1][-1].isalnum():
        lowered.pop()
    for signal in _consequence_signals():
        if signal in _OF_CLAUSE:
            continue
        ends = [0, len(lowered) - len(signal)]
        at = next((n for n in ends if n >= 0 and lowered[n : n + len(signal)] == signal), None)
        if at is None or (at == 0 and lowered[len(signal) : len(signal) + 1] in (["of"], ["to"])):
            continue
        tokens = sentence.tokens[at : at + len(signal)]
        root = next(t for t in sentence if t.head == t.index)
        effect = clause(sentence, root, without=[t for s in tokens for t in sentence.subtree(s)])
        cause = _told_last(before, happenings)
        if effect is not None and cause is not None:
            yield Link(cause, effect, (tokens[0].start, tokens[-1].end))
            return


def _told_last(sentence: Sentence, happenings: Collection[int]) -> tuple[int, int] | None:
    """The event a sentence tells last, else its main clause."""
    told = [t for t in sentence if t.start in happenings]
    if told:
        return extent(sentence, told[-1:])
    root = next(t for t in sentence if t.head == t.index)
    return clause(sentence, root)


def _replies(before: Sentence, sentence: Sentence, happenings: Collection[int]) -> Iterator[Link]:
    """Links to the last event of the sentence before, or of the clause before in the same one:
    "… Iran retaliated with missiles".
    """
    told = [t for t in before if t.start in happenings]
    for verb in sentence if told else ():
        if pairs("reply_verbs").get(verb.lemma) != "itself" or verb.pos != "VERB":
            continue
        ways = {t.lemma for t in sentence.children(verb, "prep")}
        apart = [t for t in told if _is_before(sentence, t, verb)] if before is sentence else told
        if ways & _WAYS and "to" not in ways and apart:
            cause, effect = extent(before, apart[-1:]), extent(sentence, [verb])
            own = sentence.children(verb, "nsubj")
            if before is sentence and own:  # what a semicolon parts hangs on the second verb
                effect = max(effect[0], sentence.subtree(own[0])[0].start), effect[1]
            if before is not sentence or not overlap(cause, effect):
                yield Link(cause, effect, (verb.start, verb.end))


def _is_before(sentence: Sentence, told: Token, verb: Token) -> bool:
    """Whether a word stands in the clause before that of a verb."""
    own = sentence.children(verb, "nsubj")
    if own:
        return told.index < sentence.subtree(own[0])[0].index
    below = {t.index for t in sentence.subtree(verb)}
    return told.index < verb.index and told.index not in below
