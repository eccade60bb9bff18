"""Phrases that say what led to what: it made matters worse, put talks at risk, is a reaction to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.causal_extents import bounds, clause, extent
from detente.reading.causal_links import Link, overlap
from detente.reading.functions import of_noun, of_verb
from detente.reading.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.syntax import Sentence, Token

_MAKING = {"make", "render", "leave", "keep"}


def find(sentence: Sentence) -> Iterator[Link]:
    """The links of a sentence by such phrases."""
    for token in sentence:
        if token.pos == "VERB":
            yield from _of_making(sentence, token)
            yield from _of_idiom(sentence, token)
        elif token.pos == "NOUN" and token.relation == "attr":
            yield from _of_noun(sentence, token)


def _of_making(sentence: Sentence, verb: Token) -> Iterator[Link]:
    """Links by a verb that brings about a state: "made a release impossible", "left it dark"."""
    if verb.lemma not in _MAKING:
        return
    slots = of_verb(sentence, verb)
    brought = [t for t in slots["x"] + slots["as"] if _is_state(t, verb)]
    for thing in slots["obj"]:
        brought += [t for t in sentence.children(thing, "amod", "acl") if _is_state(t, thing)]
    if not brought or not slots["subj"] or slots["neg"]:
        return
    cause = _maker(sentence, verb, slots["subj"][0])
    effect = extent(sentence, [*slots["obj"], *brought])
    if cause is not None and not overlap(cause, effect) and cause[1] <= verb.start:
        yield Link(cause, effect, (verb.start, verb.end))


def _maker(sentence: Sentence, verb: Token, subject: Token) -> tuple[int, int] | None:
    """What made it so: the clause before "…, making it hard", else whoever does it."""
    above = sentence.head(verb)
    if verb.relation == "advcl" and verb.tag == "VBG" and above is not None:
        return clause(sentence, above, until=verb)
    return bounds(sentence.subtree(subject, without=("parataxis",)))


def _is_state(token: Token, before: Token) -> bool:
    """Whether a complement behind a word tells a state: not "made it known"."""
    return token.index > before.index and (token.pos == "ADJ" or token.tag == "JJR")


def _of_idiom(sentence: Sentence, verb: Token) -> Iterator[Link]:
    """Links by a verb with a phrase: "put the talks at risk", "brought traffic to a halt"."""
    wanted = [row for row in rows("causal_idioms") if row["verb"] == verb.lemma]
    if not wanted:
        return
    slots = of_verb(sentence, verb)
    below = sentence.subtree(verb, without=("relcl", "ccomp", "advcl", "conj", "nsubj"))
    stands = {(p.lemma, t.lemma) for p in below for t in sentence.children(p, "pobj")}
    if not any((row["preposition"], row["noun"]) in stands for row in wanted):
        return
    if slots["subj"] and slots["obj"] and not slots["neg"]:
        cause, effect = extent(sentence, slots["subj"]), extent(sentence, slots["obj"])
        if not overlap(cause, effect):
            yield Link(cause, effect, (verb.start, verb.end))


def _of_noun(sentence: Sentence, noun: Token) -> Iterator[Link]:
    """Links by a noun that says what something is to another: "was a reaction to the arrests"."""
    copula = sentence.head(noun)
    if copula is None:
        return
    around = of_verb(sentence, copula)
    for row in rows("causal_nouns"):
        if row["noun"] != noun.lemma or around["neg"]:
            continue
        other = of_noun(sentence, noun)[row["preposition"]]
        named = other and around["subj"]
        if named and all(t.pos != "PRON" for t in (*other, *around["subj"])):
            one, far = extent(sentence, around["subj"]), bounds(sentence.subtree(other[0]))
            cause, effect = (one, far) if row["direction"] == "forward" else (far, one)
            preposition = sentence[other[0].head]
            if not overlap(cause, effect):
                yield Link(cause, effect, (noun.start, preposition.end))
