"""Attributions by a phrase beside a sentence: "according to X", "citing X", "in the words of X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Finding, Phrase
from detente.reading.phrases import body_start, noun_phrase, place, words_between
from detente.reading.saying import FINITE
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence, Token

_INFORMANT_ENTITIES = frozenset({"PERSON", "ORG", "NORP"})
_BESIDE_CLAUSE = frozenset({"advcl", "acl", "prep", "conj", "dep"})


def find(sentence: Sentence, quotations: Quotations) -> Iterator[Finding]:
    """The attributions that phrases of a sentence bring in."""
    for token in sentence:
        found = None
        word = token.text.lower()
        if word == "according":
            found = _according(sentence, token, quotations)
        elif is_citation(token):
            found = _citing(sentence, token, quotations)
        elif token.relation == "pobj" and token.lemma in grouped("cue_words")["perspective"]:
            found = _in_words_of(sentence, token, quotations)
        if found is not None:
            yield found


def _according(sentence: Sentence, word: Token, quotations: Quotations) -> Finding | None:
    """By "according to X": X is the source."""
    to = next((t for t in sentence.tokens[word.index + 1 :][:1] if t.text.lower() == "to"), None)
    if to is None:
        return None
    sources = sentence.children(to, "pobj") or sentence.children(word, "pobj")
    cue = Phrase(Extent(word.start, to.end), place(sentence, word))
    return _beside(sentence, word, sources[0], cue, quotations) if sources else None


def _citing(sentence: Sentence, verb: Token, quotations: Quotations) -> Finding | None:
    """By "citing officials", "quoting from the report": what is cited is the source."""
    if not is_citation(verb):
        return None
    sources = [t for t in sentence.children(verb, "dobj") if _informs(t) or _carries(t)]
    last = verb
    for preposition in sentence.children(verb, "prep"):
        if preposition.text.lower() == "from" and preposition.index == verb.index + 1:
            sources, last = sentence.children(preposition, "pobj"), preposition
    if not sources:
        return None
    cue = Phrase(Extent(verb.start, last.end), place(sentence, verb))
    found = _beside(sentence, verb, sources[0], cue, quotations)
    governor = _governor(sentence, verb)
    if found is None or governor is None:
        return found
    return found._replace(through=place(sentence, governor))


def _governor(sentence: Sentence, verb: Token) -> Token | None:
    """The verb beside which a source is cited: "the agency, citing medics, said that…"."""
    above = sentence.head(verb)
    if above is not None and above.relation in {"nsubj", "nsubjpass", "ccomp"}:
        return sentence.head(above)
    return above


def _in_words_of(sentence: Sentence, word: Token, quotations: Quotations) -> Finding | None:
    """By "in the words of X", "in X's view", "by X's account": X is the source."""
    into = sentence[word.head]
    if into.text.lower() not in {"in", "by"}:
        return None
    owners = sentence.children(word, "poss")
    named = Extent(word.start, word.end)
    for of in sentence.children(word, "prep"):
        if of.text.lower() == "of":
            owners, named = sentence.children(of, "pobj"), Extent(into.start, of.end)
    if not owners or owners[0].tag == "PRP$":
        return None
    cue = Phrase(named, place(sentence, word))
    found = _beside(sentence, into, owners[0], cue, quotations)
    attitude = "believes" if word.lemma in {"view", "opinion"} else "says"
    return found._replace(attitude=attitude) if found is not None else None


def is_citation(verb: Token) -> bool:
    """Whether a participle only says from whom the words beside it come: "citing officials"."""
    return verb.tag == "VBG" and verb.lemma in {"cite", "quote"} and verb.relation in _BESIDE_CLAUSE


def _carries(token: Token) -> bool:
    """Whether a noun is of what carries words: "answers", "a letter"."""
    return token.lemma in grouped("cue_words")["utterance"]


def _informs(token: Token) -> bool:
    """Whether a noun names someone or something that gives information."""
    return token.entity in _INFORMANT_ENTITIES or token.lemma in grouped("cue_words")["informant"]


def _source(sentence: Sentence, head: Token) -> Phrase:
    """The source's phrase; its head is whose words they are, where a document only carries them:
    the ministry, of "figures from the ministry" or "answers it got from the ministry".
    """
    phrase = noun_phrase(sentence, head)
    if not _carries(head):
        return phrase
    for token in sentence.subtree(head):
        if token.text.lower() in {"from", "by"} and token.relation in {"prep", "agent"}:
            for origin in sentence.children(token, "pobj"):
                return phrase._replace(head=place(sentence, origin))
    return phrase


def _beside(
    sentence: Sentence, word: Token, head: Token, cue: Phrase, quotations: Quotations
) -> Finding | None:
    """The attribution of what stands beside a phrase: behind it at the head of a clause, else
    before it, and on both sides where the phrase stands between commas within a clause.
    """
    source = _source(sentence, head)
    start, end = _limits(sentence, word, quotations)
    left = None
    if not _opens_clause(sentence, word):
        left = words_between(sentence, start, word.start, quotations)
    phrase_end = max(source.extent.end, cue.extent.end)
    right = words_between(sentence, phrase_end, end, quotations)
    if left is None and right is None:
        source = _up_to_comma(sentence, source)
        right = words_between(sentence, source.extent.end, end, quotations)
    if left is not None and not _parts_clause(sentence, start, word.start, phrase_end):
        right = None
    content = tuple(e for e in (left, right) if e is not None)
    return Finding(source, cue, content, None, "says") if content else None


def _opens_clause(sentence: Sentence, word: Token) -> bool:
    """Whether a phrase stands at the head of a clause: "said that, according to…"."""
    before = [t for t in sentence.tokens[: word.index][-2:] if t.text != ","]
    if not before:
        return True
    last = before[-1]
    if any(t.index > word.index for t in sentence.children(last, "ccomp")):
        return True
    return last.relation == "mark" or last.text.lower() in {"that", "but", "and"}


def _up_to_comma(sentence: Sentence, source: Phrase) -> Phrase:
    """The source up to its first comma, where the parse took all that follows for its gloss."""
    start, end = source.extent
    words = sentence.text[start - sentence.start : end - sentence.start]
    return source._replace(extent=Extent(start, start + len(words.partition(",")[0])))


def _limits(sentence: Sentence, word: Token, quotations: Quotations) -> tuple[int, int]:
    """What a phrase can be said of: the sentence, the quotation it stands in, or the relative
    clause ("a deputy who, according to police, fled").
    """
    start, end = body_start(sentence), sentence.end
    quotation = quotations.at(word.start)
    if quotation is not None and quotation.closed:
        start, end = max(start, quotation.extent.start + 1), min(end, quotation.extent.end - 1)
    verb = sentence.head(word)
    if verb is not None and verb.relation == "relcl" and verb.index > word.index:
        clause = sentence.subtree(verb)
        start, end = max(start, clause[0].start), min(end, clause[-1].end)
    return start, end


def _parts_clause(sentence: Sentence, first: int, start: int, end: int) -> bool:
    """Whether a phrase between commas stands within a clause that begins at `first`, its verb to
    come.
    """
    before = sentence.text[: start - sentence.start].rstrip()
    behind = sentence.text[end - sentence.start :].lstrip()
    if not (before.endswith(",") and behind.startswith(",")):
        return False
    tokens = sentence.between(first, start)
    return not any(t.tag in FINITE and not _is_begun(sentence, t, end) for t in tokens)


def _is_begun(sentence: Sentence, word: Token, end: int) -> bool:
    """Whether a word is only an auxiliary, its verb to come: "has, according to medics, killed"."""
    return word.relation in {"aux", "auxpass"} and sentence[word.head].start >= end
