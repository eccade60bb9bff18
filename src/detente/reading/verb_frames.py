"""The frames a verb cue can stand in: each finds the content, and the audience, of its verb.

`FRAMES` maps the frames of the cue table to functions from a verb held against a row of the table
to the finding, or None where the verb does not stand in that frame.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from detente.reading.attribution import Extent
from detente.reading.phrases import extent, noun_phrase, trimmed
from detente.reading.quotes import with_marks
from detente.reading.reported import around, beside_aside, quoted_around
from detente.reading.saying import NOMINAL, SUBJECTS, Clause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.reading.attribution import Finding, Phrase
    from detente.reading.cue_verbs import Match
    from detente.reading.syntax import Sentence, Token

_RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})
_CLAUSES = ("relcl", "acl", "ccomp")
_HEARERS = NOMINAL | {"DET", "NUM"}


def _clause(match: Match) -> Finding | None:
    """Clausal content, before, behind or around the verb; quotations count as such."""
    sentence, verb = match.sentence, match.verb
    if match.passive and not sentence.children(verb, "nsubjpass", "agent"):
        return None
    if match.second is not None and match.second.relation in {"acomp", "ccomp", "xcomp"}:
        return _clause_of(match, match.second)
    hearer, hung = _hearer(match)
    clause = _laid_out(match)
    content = around(clause, hearer, hung)
    if not content:
        return None
    return match.made(
        *content,
        audience=_audience(match, hearer),
        speaker=() if match.passive else clause.speaker,
        sourceless=match.passive and not match.agents(),
    )


def _clause_of(match: Match, second: Token) -> Finding | None:
    """The clause that hangs on the verb's second word: "made it clear that…"."""
    for clause in match.sentence.children(second, "ccomp"):
        return match.made(_extent(match, match.sentence.subtree(clause)))
    return None


def _quote(match: Match) -> Finding | None:
    """Quotations as content."""
    clause = _laid_out(match)
    content = quoted_around(clause)
    if not content:
        return None
    return match.made(*content, audience=_audience(match, None), speaker=clause.speaker)


def _aside(match: Match) -> Finding | None:
    """What "as he put it" is said of."""
    clause = _laid_out(match)
    content = beside_aside(clause)
    return match.made(*content, speaker=clause.speaker) if content else None


def _laid_out(match: Match) -> Clause:
    return Clause(match.sentence, match.verb, match.quotations, match.lexicon.reporters)


def _hearer(match: Match) -> tuple[Token | None, Token | None]:
    """The object spoken to, and the clause the parser may have hung on it.

    So in "told the court the deputies had lied".
    """
    if "object" not in match.cue.audience:
        return None, None
    objects = match.sentence.children(match.verb, "dative", "dobj", "nsubjpass")
    if not objects:
        return None, None
    for clause in match.sentence.children(objects[0], "relcl", "acl"):
        if match.sentence.children(clause, *SUBJECTS) and not _has_relative(match.sentence, clause):
            return objects[0], clause
    return objects[0], None


def _has_relative(sentence: Sentence, clause: Token) -> bool:
    return any(t.tag in _RELATIVE for t in sentence.subtree(clause)[:3])


def _audience(match: Match, hearer: Token | None) -> Phrase | None:
    """Who is spoken to: the object, or what a preposition of the row leads to."""
    if hearer is not None and hearer.pos in _HEARERS:
        return noun_phrase(match.sentence, hearer, without=_CLAUSES)
    for preposition in match.sentence.children(match.verb, "prep", "dative"):
        if preposition.lemma in match.cue.audience:
            for noun in match.sentence.children(preposition, "pobj"):
                return noun_phrase(match.sentence, noun, without=_CLAUSES)
    return None


def _to(match: Match) -> Finding | None:
    """An infinitive as content."""
    for clause in _behind(match, "xcomp"):
        if _is_infinitive(match.sentence, clause) and not match.passive:
            return match.made(_extent(match, match.sentence.subtree(clause)))
    return None


def _ing(match: Match) -> Finding | None:
    """A participle as content."""
    for clause in _behind(match, "xcomp", "ccomp", "pcomp"):
        if clause.tag == "VBG":
            return match.made(_extent(match, match.sentence.subtree(clause)))
    return None


def _object_inf(match: Match) -> Finding | None:
    """An object and an infinitive, both content: "expects them to…"."""
    for clause in _behind(match, "ccomp", "xcomp"):
        whole = [*match.sentence.children(clause, *SUBJECTS), *match.objects()]
        if whole and not match.passive and _is_infinitive(match.sentence, clause):
            return match.made(_from(match, whole[0], match.sentence.subtree(clause)))
    return None


def _object_to(match: Match) -> Finding | None:
    """An object, who is asked, and an infinitive, what for."""
    sentence, verb = match.sentence, match.verb
    for clause in _behind(match, "xcomp", "ccomp", "advcl"):
        if not _is_infinitive(sentence, clause):
            continue
        asked = [
            *sentence.children(clause, *SUBJECTS),
            *sentence.children(match.second or verb, "dobj", "pobj", "dative"),
            *sentence.children(verb, "dobj", "dative", "nsubjpass"),
        ]
        if not asked:
            continue
        hearer = noun_phrase(sentence, asked[0], without=("acl", "relcl"))
        wanted = [t for t in sentence.subtree(clause) if t.start >= hearer.extent.end]
        sourceless = match.passive and not match.agents()
        if wanted and not sourceless:
            return match.made(_from(match, asked[0], wanted), audience=hearer)
    return None


def _np(match: Match) -> Finding | None:
    """An object as content; the subject of a passive whose agent is named."""
    if match.passive:
        objects = match.sentence.children(match.verb, "nsubjpass") if match.agents() else []
    else:
        objects = match.objects()
    if not objects or objects[0].tag in {*_RELATIVE, "EX"}:
        return None
    hearer = _hearer(match)[0] if match.second is not None else None
    content = _extent(match, match.sentence.subtree(objects[0]))
    return match.made(content, audience=_audience(match, hearer))


def _np_claim(match: Match) -> Finding | None:
    """An object that is a noun cue.

    Where the verb has no attitude of its own, the noun's holds, and the noun has content.
    """
    for noun in match.objects():
        cues = match.lexicon.nouns.get(noun.lemma)
        if cues and (match.cue.attitude != "object" or _has_complement(match.sentence, noun)):
            attitude = cues[0].attitude if match.cue.attitude == "object" else ""
            return match.made(_extent(match, match.sentence.subtree(noun)), attitude=attitude)
    return None


def _has_complement(sentence: Sentence, noun: Token) -> bool:
    below = sentence.children(noun, "acl", "ccomp", "relcl", "prep")
    return any(t.index > noun.index for t in below)


def _np_np(match: Match) -> Finding | None:
    """An object and what it is called."""
    if match.passive:
        return None
    for named in _behind(match, "oprd", "ccomp", "xcomp"):
        if named.relation == "oprd" or _is_small_clause(match.sentence, named):
            first = next(iter(match.objects()), named)
            return match.made(_from(match, first, match.sentence.subtree(named)))
    for thing in match.objects():
        start, end = noun_phrase(match.sentence, thing).extent
        for quotation in match.quotations.within(Extent(end, end + 4)):
            if quotation.extent.start >= end:
                return match.made(Extent(start, quotation.extent.end))
    return None


def _is_small_clause(sentence: Sentence, head: Token) -> bool:
    verbless = head.pos in {"NOUN", "PROPN", "ADJ"}
    return verbless and not sentence.children(head, "cop", "aux", "mark")


def _np_with(match: Match, preposition: str) -> Finding | None:
    """An object and a phrase of the preposition, both content."""
    sentence, verb = match.sentence, match.verb
    objects = sentence.children(verb, "nsubjpass") if match.passive else match.objects()
    relative = [t for t in sentence.children(verb, "dobj") if t.tag in _RELATIVE]
    objects = objects or relative
    for base in (verb, *objects[:1]) if objects else ():
        for found in sentence.children(base, "prep"):
            if found.lemma != preposition or found.index < verb.index:
                continue
            phrase = sentence.subtree(found)
            if not match.passive and not relative:
                return match.made(_from(match, objects[0], phrase))
            nobody = match.passive and match.cue.attitude == "accuses" and not match.agents()
            thing = noun_phrase(sentence, objects[0]).extent
            return match.made(thing, _extent(match, phrase), sourceless=nobody)
    return None


def _passive_to(match: Match) -> Finding | None:
    """The passive with an infinitive: what is generally held, by nobody named."""
    subjects = match.sentence.children(match.verb, "nsubjpass")
    clauses = _behind(match, "xcomp", "ccomp")
    if not clauses or not subjects or not match.sentence.children(match.verb, "auxpass"):
        return None
    content = [_extent(match, match.sentence.subtree(clauses[0]))]
    if subjects[0].lemma != "it":
        content.insert(0, noun_phrase(match.sentence, subjects[0]).extent)
    return match.made(*content, sourceless=not match.agents())


def _behind(match: Match, *relations: str) -> list[Token]:
    """The verb's dependents of these relations that follow it."""
    found = match.sentence.children(match.verb, *relations)
    return [t for t in found if t.index > match.verb.index]


def _is_infinitive(sentence: Sentence, clause: Token) -> bool:
    return any(t.tag == "TO" for t in sentence.children(clause, "aux"))


def _extent(match: Match, tokens: Sequence[Token]) -> Extent:
    """The extent of content, up to where another attribution begins, marks of quotations kept."""
    kept = trimmed(match.reported(trimmed(tokens)))
    return with_marks(extent(kept or tokens), match.quotations)


def _from(match: Match, first: Token, tokens: Sequence[Token]) -> Extent:
    """The extent from the phrase of one token to the last of others."""
    start = noun_phrase(match.sentence, first).extent.start
    last = _extent(match, tokens)
    return with_marks(Extent(min(start, last.start), last.end), match.quotations)


FRAMES: Final[dict[str, Callable[[Match], Finding | None]]] = {
    "clause": _clause,
    "quote": _quote,
    "aside": _aside,
    "to": _to,
    "ing": _ing,
    "object-inf": _object_inf,
    "object-to": _object_to,
    "np": _np,
    "np-claim": _np_claim,
    "np-np": _np_np,
    "np-for": partial(_np_with, preposition="for"),
    "np-of": partial(_np_with, preposition="of"),
    "np-as": partial(_np_with, preposition="as"),
    "np-on": partial(_np_with, preposition="on"),
    "np-to": partial(_np_with, preposition="to"),
    "np-with": partial(_np_with, preposition="with"),
    "passive-to": _passive_to,
}
