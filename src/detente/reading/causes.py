"""What the text says led to what: causal verbs, prepositions and conjunctions, and the heads."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.reading import causal_frames, causal_links, causal_sequels
from detente.reading.causal_extents import VERBS, clause, extent
from detente.reading.causal_links import Link
from detente.reading.cues import lexicon
from detente.reading.functions import is_bare, is_passive, of_verb
from detente.reading.lexicon import triggers
from detente.reading.tables import grouped, rows, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence, Token

__all__ = ["Link", "find"]

_COMMON: Final = {"NN", "NNS"}
_OPEN: Final = {"ADP", "CCONJ", "DET", "SCONJ", "PART"}


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
        least: How probable to the heads a link of theirs must be; below what is recorded their
            purposes and parties count too, as in the corpora of news.
    """
    by_rules = [
        link
        for s in sentences
        for link in (
            *_of_verbs(s),
            *_of_signals(s),
            *_of_reasons(s, happenings),
            *causal_frames.find(s),
            *causal_sequels.within(s),
        )
        if not _is_temporal(s, link) or _joins(s, link, happenings)
    ]
    by_rules += causal_sequels.across(sentences, happenings)
    by_heads = causal_links.find(answers, sentences, least) if answers is not None else ()
    starts = [s.start for s in sentences]
    tells = _tells if least < causal_links.RECORDED else _is_of_matters
    telling = (
        link for link in by_heads if tells(sentences[bisect_right(starts, link.at) - 1], link)
    )
    return causal_links.merged(by_rules, telling)


def _tells(sentence: Sentence, link: Link) -> bool:
    """Whether a link of the heads without a signal is of more than a number or a name."""
    return link.signal is not None or all(
        any(t.pos in VERBS or t.tag in _COMMON for t in sentence.between(*end))
        for end in (link.cause, link.effect)
    )


def _is_of_matters(sentence: Sentence, link: Link) -> bool:
    """Whether both ends of a link of the heads tell of something that was or was done: more than a
    name or a number, who did it, or when; and not what for, as in "due to return".
    """
    signal = sentence.between(*link.signal) if link.signal else ()
    if signal and _is_of_infinitive(sentence.tokens[signal[0].index : signal[-1].index + 2]):
        return False
    ends = [sentence.between(*end) for end in (link.cause, link.effect)]
    if not all(any(t.pos in VERBS or _is_matter(t) for t in end) for end in ends):
        return False
    return link.signal is not None or all(
        _is_whole(end) and not _is_mere_saying(end) for end in ends
    )


def _is_whole(words: Sequence[Token]) -> bool:
    """Whether words are no scrap of a clause: "and fled", "was hindered by"."""
    first, last = words[0], words[-1]
    joins = first.tag == "WDT" or first.pos in {"CCONJ", "PUNCT"}
    return not joins and last.pos not in _OPEN and last.text not in {",", "-"}


def _is_mere_saying(words: Sequence[Token]) -> bool:
    """Whether words only tell that somebody said something: "said the mayor"."""
    verbs = [t.lemma for t in words if t.pos == "VERB"]
    return bool(verbs) and lexicon().reporters.issuperset(verbs)


def _is_matter(token: Token) -> bool:
    """Whether a noun names what can lead to something: nobody, and no stretch of time."""
    is_time = token.lemma in grouped("times_words")["unit"]
    return token.tag in _COMMON and not is_time and gazetteer.role(token.text) is None


def _is_temporal(sentence: Sentence, link: Link) -> bool:
    if link.signal is None:
        return False
    first, last = (at - sentence.start for at in link.signal)
    signal = sentence.text[first:last].lower()
    if signal == "since" and sentence.text[:first].rstrip().endswith(","):
        return False  # "…, since nobody had come" tells why
    return signal in words("temporal_signals") or signal.startswith("follow")


def _joins(sentence: Sentence, link: Link, happenings: Collection[int]) -> bool:
    """Whether an effect is an event, and its cause one too or a clause: what somebody did."""
    start, end = link.effect
    affected = (t.start for t in sentence.between(start, end) if t.lemma in words("affected_verbs"))
    if not any(start <= at < end for at in (*happenings, *affected)):
        return False
    start, end = link.cause
    acts = [t for t in sentence.between(start, end) if t.pos == "VERB"]
    if sentence.text[max(start - sentence.start - 6, 0) :].lower().startswith("since "):
        acts = [t for t in acts if t.tag != "VBG"]  # "since 13 days demanding…" is no clause
    return bool(acts) or any(start <= at < end for at in happenings)


def _of_verbs(sentence: Sentence) -> Iterator[Link]:
    """Links by a verb: "tensions prompted the military to…", "protests led to…"."""
    results = {link.signal for link in causal_sequels.results(sentence)}
    for verb in sentence:
        if verb.pos != "VERB" or (verb.start, verb.end) in results:
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
    whole = _clause_before(sentence, verb)
    if slots["neg"] or (verb.relation == "advcl" and not slots["x"] and is_bare(sentence, verb)):
        return None  # "angered by the verdict, they marched": that is why they marched
    near, far = slots["subj"], slots[preposition] if preposition else slots["obj"]
    if preposition and way == "backward" and (is_passive(sentence, verb) or slots["obj"]):
        near = slots["obj"]
    if not preposition:
        far = far + [t for t in slots["x"] if t.index > verb.index]
    if not near or not far:
        return None
    if is_passive(sentence, verb) and all(t.pos == "PRON" for t in far):
        return Link(extent(sentence, near), (far[0].start, verb.end), (verb.start, verb.end))
    one, other = whole or extent(sentence, near), extent(sentence, far)
    cause, effect = (one, other) if way == "forward" else (other, one)
    return Link(cause, effect, (verb.start, verb.end))


def _clause_before(sentence: Sentence, verb: Token) -> tuple[int, int] | None:
    """The clause that "…, which led to" is said of; None if it is said of a noun that tells of
    something done, or if the verb stands in no such clause.
    """
    noun = sentence.head(verb)
    which = next((t for t in sentence.children(verb, "nsubj") if t.tag == "WDT"), None)
    if verb.relation != "relcl" or noun is None or which is None:
        return None
    if sentence[which.index - 1].text != "," or triggers(noun.lemma, "n"):
        return None
    above = next((t for t in sentence.ancestors(noun) if t.pos in VERBS), None)
    return clause(sentence, above, until=which) if above is not None else None


def _of_signals(sentence: Sentence) -> Iterator[Link]:
    """Links by a conjunction or preposition: "because of", "due to", "in response to"; who is "due
    to return" tells none.
    """
    lowered = [t.text.lower() for t in sentence]
    at = 0
    while at < len(lowered):
        length = _signal_at(lowered, at)
        if length and not _is_of_infinitive(sentence.tokens[at : at + length + 1]):
            link = _around(sentence, sentence.tokens[at : at + length])
            if link is not None:
                yield link
        at += length or 1


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


def _is_of_infinitive(words: Sequence[Token]) -> bool:
    """Whether the last of these words is the infinitive of a "to" before it."""
    return [t.text.lower() for t in words[-2:-1]] == ["to"] and words[-1].tag == "VB"


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
    above = effect_head
    named = any(t.relation == "pobj" for t in sentence.children(last))
    if above is not None and (
        first.relation == "mark" or (above.relation == "advcl" and not named)
    ):
        effect_head = sentence.head(above)
        cause_heads = [above]
    else:
        cause_heads = [
            t
            for t in sentence
            if t.head in inside and t.index not in inside and t.index > last.index
        ]
    if effect_head is None or effect_head.index in inside or not cause_heads:
        return None
    if first.lemma == "since" and first.relation not in {"mark", "prep"}:
        return None  # "had long since left"
    clauses = [t for t in cause_heads if t.relation == "relcl"]
    if clauses and any(t.tag == "WDT" for t in sentence.children(last, "pobj")):
        return _of_which(sentence, effect_head, clauses[0], signal)
    if cause_heads[0].lemma in words("cited_sources") or effect_head.relation == "det":
        return None
    cause = extent(sentence, cause_heads, without=signal)
    effect = _effect(sentence, effect_head, {first.index, *(t.index for t in cause_heads)})
    if effect is None or causal_links.overlap(cause, effect):
        return None
    return Link(cause, effect, (first.start, last.end))


def _of_which(
    sentence: Sentence, before: Token, verb: Token, signal: Sequence[Token]
) -> Link | None:
    """The link of a clause to the one before: "…, as a result of which thousands fled"."""
    last = signal[-1]
    cause = clause(sentence, before, until=signal[0])
    which = [t for p in sentence.children(last, "pobj") for t in sentence.subtree(p)]
    effect = clause(sentence, verb, without=[last, *which])
    if cause is None or effect is None or causal_links.overlap(cause, effect):
        return None
    return Link(cause, effect, (signal[0].start, signal[-1].end))


def _effect(sentence: Sentence, head: Token, adjuncts: set[int]) -> tuple[int, int] | None:
    """The clause or phrase a causal adjunct hangs on, without the adjunct."""
    while head.relation == "xcomp" and (above := sentence.head(head)) is not None:
        head = above
    return clause(
        sentence, head, without=[t for i in adjuncts for t in sentence.subtree(sentence[i])]
    )


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
