"""What the text says led to what: causal verbs, prepositions and conjunctions, and the heads."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.reading import causal_links
from detente.reading.causal_links import Link
from detente.reading.functions import is_passive, of_verb
from detente.reading.tables import grouped, rows, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence, Token

__all__ = ["Link", "find"]

_ASIDE = ("punct", "mark", "parataxis", "gloss")
_CLAUSE = (*_ASIDE, "advcl", "relcl", "cc", "conj")
_PHRASE = (*_ASIDE, "relcl", "acl")
_VERBS = {"VERB", "AUX"}
_REPLIES = {"respond", "retaliate", "react"}
_WAYS = {"by", "with"}
"""How it is told by what somebody replies: "responded by…". Without it, replying is speaking."""


def find(
    sentences: Sequence[Sentence],
    happenings: Mapping[int, str],
    answers: Answers | None = None,
    least: float = causal_links.RECORDED,
) -> list[Link]:
    """The causal links the sentences state, in the order of the text.

    Args:
        sentences: The parsed sentences.
        happenings: The offsets of the words that report events, with what they report: "ASSAULT",
            "ACCUSE/disapprove". "After" and its like tell a cause only between two of these.
        answers: What the trained heads say of the text; None to ask the rules alone.
        least: How probable to the heads a link of theirs must be.
    """
    by_rules = [
        link
        for s in sentences
        for link in (
            *_of_verbs(s),
            *_of_signals(s),
            *_of_results(s),
            *_of_consequences(s),
            *_of_reasons(s, happenings),
        )
        if not _is_temporal(s, link) or _joins(s, link, happenings)
    ]
    by_rules += _of_replies(sentences, happenings)
    by_heads = causal_links.find(answers, sentences, least) if answers is not None else ()
    return causal_links.merged(by_rules, by_heads)


def _is_temporal(sentence: Sentence, link: Link) -> bool:
    if link.signal is None:
        return False
    first, last = (at - sentence.start for at in link.signal)
    signal = sentence.text[first:last].lower()
    return signal in words("temporal_signals") or signal.startswith("follow")


def _joins(sentence: Sentence, link: Link, happenings: Collection[int]) -> bool:
    """Whether an effect is an event, and its cause one too or a clause: what somebody did."""
    start, end = link.effect
    affected = (t.start for t in sentence.between(start, end) if t.lemma in words("affected_verbs"))
    if not any(start <= at < end for at in (*happenings, *affected)):
        return False
    start, end = link.cause
    acts = any(t.pos == "VERB" for t in sentence.between(start, end))
    return acts or any(start <= at < end for at in happenings)


def _of_verbs(sentence: Sentence) -> Iterator[Link]:
    """Links by a verb: "tensions prompted the military to…", "protests led to…"."""
    for verb in sentence:
        if verb.pos != "VERB":
            continue
        particle = [t.lemma for t in sentence.children(verb, "prt", "advmod")][:1]
        for direction in _directions().get(
            " ".join([verb.lemma, *particle]), _directions().get(verb.lemma, ())
        ):
            link = _of_verb(sentence, verb, direction)
            if link is not None:
                yield link
                break


def _of_verb(sentence: Sentence, verb: Token, direction: str) -> Link | None:
    way, _, preposition = direction.partition(" ")
    slots = of_verb(sentence, verb)
    if slots["neg"]:
        return None
    near, far = slots["subj"], slots[preposition] if preposition else slots["obj"]
    if preposition and way == "backward" and (is_passive(sentence, verb) or slots["obj"]):
        near = slots["obj"]
    if not preposition:
        far = far + [t for t in slots["x"] if t.index > verb.index]
    if not near or not far:
        return None
    if is_passive(sentence, verb) and all(t.pos == "PRON" for t in far):
        return Link(_extent(sentence, near), (far[0].start, verb.end), (verb.start, verb.end))
    one, other = _extent(sentence, near), _extent(sentence, far)
    cause, effect = (one, other) if way == "forward" else (other, one)
    return Link(cause, effect, (verb.start, verb.end))


def _of_signals(sentence: Sentence) -> Iterator[Link]:
    """Links by a conjunction or preposition: "because of", "due to", "in response to"."""
    lowered = [t.text.lower() for t in sentence]
    at = 0
    while at < len(lowered):
        length = _signal_at(lowered, at)
        if length:
            link = _around(sentence, sentence.tokens[at : at + length])
            if link is not None:
                yield link
        at += length or 1


def _of_results(sentence: Sentence) -> Iterator[Link]:
    """Links by a participle that tells what came of it: "…, killing the pilot"."""
    for verb in sentence:
        clause = sentence.head(verb)
        if verb.tag != "VBG" or verb.relation != "advcl" or clause is None:
            continue
        if verb.lemma in words("harm_verbs") and clause.index < verb.index:
            cut = {t.index for t in sentence.subtree(verb)}
            cause = [t for t in sentence.subtree(clause, without=_CLAUSE) if t.index not in cut]
            effect = _extent(sentence, [verb])
            if cause:
                yield Link(_bounds(_beside(cause, clause)), effect, (verb.start, verb.end))


def _of_consequences(sentence: Sentence) -> Iterator[Link]:
    """Links by an adverb that points to the clause before: "…, and visits fell as a result"."""
    lowered = [t.text.lower() for t in sentence]
    for signal in words("consequence_signals"):
        split = signal.split()
        for at in range(1, len(lowered) - len(split) + 1):
            if lowered[at : at + len(split)] == split:
                link = _consequence(sentence, sentence.tokens[at : at + len(split)])
                if link is not None:
                    yield link


def _consequence(sentence: Sentence, signal: Sequence[Token]) -> Link | None:
    verb = next((t for t in sentence.ancestors(signal[0]) if t.pos in _VERBS), None)
    before = sentence.head(verb) if verb is not None else None
    if verb is None or before is None or verb.relation not in {"conj", "ccomp"}:
        return None
    cause = [t for t in sentence.subtree(before, without=_CLAUSE) if t.index < verb.index]
    inside = {t.index for t in signal}
    effect = [t for t in sentence.subtree(verb, without=_CLAUSE) if t.index not in inside]
    if not cause or not effect or before not in cause:
        return None
    found = Link(
        _bounds(_beside(cause, before)),
        _bounds(_beside(effect, verb)),
        (signal[0].start, signal[-1].end),
    )
    apart = found.cause[1] <= found.effect[0] or found.effect[1] <= found.cause[0]
    return found if apart else None


def _of_replies(sentences: Sequence[Sentence], happenings: Collection[int]) -> Iterator[Link]:
    """Links to the last event of the sentence before: "… Iran retaliated with missiles"."""
    for before, sentence in pairwise(sentences):
        told = [t for t in before if t.start in happenings]
        for verb in sentence if told else ():
            ways = {t.lemma for t in sentence.children(verb, "prep")}
            if verb.lemma in _REPLIES and verb.pos == "VERB" and ways & _WAYS and "to" not in ways:
                cause, effect = _extent(before, told[-1:]), _extent(sentence, [verb])
                yield Link(cause, effect, (verb.start, verb.end))


def _of_reasons(sentence: Sentence, happenings: Mapping[int, str]) -> Iterator[Link]:
    """Links by what is done for a reason: "sanctioned Iran over its missiles", "jailed for…"."""
    for preposition in sentence:
        told = grouped("reason_prepositions").get(preposition.lemma)
        head = sentence.head(preposition)
        if told is None or head is None or preposition.relation != "prep":
            continue
        around = (head, *sentence.children(head, "dobj", "nsubjpass"))
        reasons = sentence.children(preposition, "pobj", "pcomp")
        done = any(happenings.get(t.start) in told for t in around)
        if done and any(_is_reason(sentence, t) for t in reasons):
            link = _around(sentence, [preposition])
            if link is not None:
                yield link


def _is_reason(sentence: Sentence, token: Token) -> bool:
    """Whether what stands behind "for" may be why: no time, no number, nobody by name."""
    is_time = token.text.lower() in grouped("times_words")["unit"]
    counted = sentence.children(token, "nummod")
    return token.pos in {"NOUN", "VERB"} and not is_time and not counted


def _signal_at(lowered: Sequence[str], at: int) -> int:
    """How many words the longest signal that begins here has; 0 if none does."""
    for signal in _signals().get(lowered[at], ()):
        if tuple(lowered[at : at + len(signal)]) == signal:
            return len(signal)
    return 0


def _around(sentence: Sentence, signal: Sequence[Token]) -> Link | None:
    """The link around a signal: the cause hangs on it, the effect is what it hangs on."""
    inside = {t.index for t in signal}
    first, last = signal[0], signal[-1]
    effect_head = sentence.head(first)
    clause = effect_head
    if clause is not None and (first.relation == "mark" or clause.relation == "advcl"):
        effect_head = sentence.head(clause)
        cause_heads = [clause]
    else:
        cause_heads = [
            t
            for t in sentence
            if t.head in inside and t.index not in inside and t.index > last.index
        ]
    if effect_head is None or effect_head.index in inside or not cause_heads:
        return None
    if cause_heads[0].lemma in words("cited_sources") or effect_head.relation == "det":
        return None
    cause = _extent(sentence, cause_heads, without=signal)
    effect = _effect(sentence, effect_head, {first.index, *(t.index for t in cause_heads)})
    if cause[0] < effect[1] and effect[0] < cause[1]:
        return None
    return Link(cause, effect, (first.start, last.end))


def _effect(sentence: Sentence, head: Token, adjuncts: set[int]) -> tuple[int, int]:
    """The clause or phrase a causal adjunct hangs on, without the adjunct."""
    while head.relation == "xcomp" and (above := sentence.head(head)) is not None:
        head = above
    cut = {t.index for i in adjuncts for t in sentence.subtree(sentence[i])}
    kept = [t for t in sentence.subtree(head, without=_CLAUSE) if t.index not in cut]
    return _bounds(_beside(kept, head))


def _beside(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens around the head, up to the first gap on either side."""
    at = next(i for i, t in enumerate(tokens) if t.index == head.index)
    first = last = at
    while first > 0 and tokens[first].index - tokens[first - 1].index <= 2:  # noqa: PLR2004 - a comma may stand between
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index - tokens[last].index <= 2:  # noqa: PLR2004 - as above
        last += 1
    return tokens[first : last + 1]


def _extent(
    sentence: Sentence, tokens: Iterable[Token], *, without: Sequence[Token] = ()
) -> tuple[int, int]:
    """From the first to the last token of what hangs on the given ones, side clauses left out."""
    out = {t.index for t in without}
    found: list[Token] = []
    for token in tokens:
        clause = _ASIDE if token.pos in _VERBS else _PHRASE
        found += [t for t in sentence.subtree(token, without=clause) if t.index not in out]
    return _bounds(sorted(found, key=lambda t: t.index))


def _bounds(tokens: Sequence[Token]) -> tuple[int, int]:
    return tokens[0].start, tokens[-1].end


@cache
def _directions() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("causal_verbs"):
        found[row["lemma"]] = (*found.get(row["lemma"], ()), row["direction"])
    return found


@cache
def _signals() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The signals by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for signal in sorted(words("causal_signals"), key=len, reverse=True):
        split = tuple(signal.split())
        found.setdefault(split[0], []).append(split)
    return {first: tuple(each) for first, each in found.items()}
