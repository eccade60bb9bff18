"""Changes in the state of a relation: training paused, ties restored, talks collapsed.

`change_words` tells which words say so; the parties are those around the word of change and the
word that names the channel, else those named elsewhere, which is owned up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.reading.arguments import follow, slots_of
from detente.reading.change_words import Said, channel_of, is_site, said
from detente.reading.events import evidence_extent
from detente.reading.functions import coordinated, heads, of_noun, of_verb
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.functions import Slots
    from detente.reading.syntax import Sentence, Token

_BETWEEN = ("between", "poss", "mod", "with", "by", "to", "for", "of", "among", "from")
_AROUND = ("subj", "to", "with", "for", "between", "obj2", "from")

_UPON = ("on", "against")
_LAID = {"sanction", "embargo", "tariff", "duty", "blockade", "restriction", "ban", "penalty"}
"""What is laid upon a party."""
_OWN = {"general", "diplomatic", "training", "military-support"}
"""Channels of which a speaker who names one party only speaks as the other."""
_SHARED = {"general", "diplomatic"}
"""Channels that a document's two main parties may be meant by where it names none."""
_LANDS = {"GPE", "LOC"}
"""OntoNotes types of names of places."""
_REBELS = "armed-group"
_NEAR = 2
"""A pronoun may stand for the channel of a change so many sentences before."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a channel between two parties, and where it is reported.

    `inferred` tells that the second party is named elsewhere, not around the change.
    """

    parties: tuple[Mention, Mention]
    channel: str
    status: str
    sentence: Sentence
    trigger: Token
    start: int
    end: int
    inferred: bool


def find(
    sentences: Iterable[Sentence], cast: Cast, voice: Callable[[int], Mention | None]
) -> list[Change]:
    """The changes of relation the sentences report.

    Args:
        sentences: The parsed sentences.
        cast: The document's parties.
        voice: Gives for an offset whoever says what stands there: a speaker who tells of
            "relationships with Iraqi counterparts" tells of its own.
    """
    known: list[Change] = []
    for sentence in sentences:
        for token in sentence:
            done: list[Said] = []
            for each in said(sentence, token, cast):
                if done and not _beside(sentence, done, each):
                    continue
                change = _told(sentence, token, each, cast, voice(token.start), known)
                if change is not None:
                    known.append(change)
                    done.append(each)
    return known


def _beside(sentence: Sentence, done: Sequence[Said], new: Said) -> bool:
    """Whether a noun stands in one list with those a word of change was read of, and names another
    channel: it paused its training and its operations.
    """
    listed = {each.index for each in heads(sentence, [done[0].noun])}
    return new.noun.index in listed and new.channel not in {each.channel for each in done}


def _told(
    sentence: Sentence,
    token: Token,
    told: Said,
    cast: Cast,
    voice: Mention | None,
    known: Sequence[Change],
) -> Change | None:
    """The change a word tells of a channel; None where its parties are not found.

    Args:
        sentence: Its sentence.
        token: The word of change.
        told: What that says.
        cast: The document's parties.
        voice: Who says so.
        known: The changes before it.
    """
    before = _resumed(sentence, told, known)
    if not told.channel and before is None:
        return None
    told = told._replace(channel=told.channel or (before.channel if before else "general"))
    found = _parties(sentence, token, told, cast, voice)
    inferred = len(found) < 2  # noqa: PLR2004 - a relation has two parties
    if len(found) == 1:
        one = found[0]
        last = before.parties[1] if before is not None else None
        other = last if last is not None and _differ(cast, one, last) else None
        other = other or _partner(one, known, cast)
        if other is None and not told.needs_both:
            other = _other_party(sentence, token, one, cast)
        found = [one, other] if other is not None else []
    if not found and not told.needs_both:
        found = _parties_before(sentence, told, known, cast)
    if not found:
        return None
    return _change(sentence, token, told, (found[0], found[1]), inferred=inferred)


def _resumed(sentence: Sentence, told: Said, known: Sequence[Change]) -> Change | None:
    """The change whose channel a pronoun means that is told to have been resumed: "deliveries were
    suspended … it resumed them"; None for other words.
    """
    if told.channel or not told.status.startswith("resumed") or not known:
        return None
    return known[-1] if sentence.index - known[-1].sentence.index <= _NEAR else None


def _parties_before(
    sentence: Sentence, told: Said, known: Sequence[Change], cast: Cast
) -> list[Mention]:
    """The parties of a channel of which nobody is named beside it: those of its last change, if
    that stands in the same sentence or is of the same channel; of mere relations the two states
    that the text names most.
    """
    for change in reversed(known):
        if change.sentence is sentence or change.channel == told.channel:
            return list(change.parties)
    return cast.main_powers() if told.channel in _SHARED else []


def _partner(one: Mention, known: Sequence[Change], cast: Cast) -> Mention | None:
    """With whom a side had most changes before, the last of equals; None if it had none."""
    partners = [
        partner
        for change in reversed(known)
        for side, partner in (change.parties, change.parties[::-1])
        if not _differ(cast, one, side)
    ]
    return max(
        partners, key=lambda p: sum(not _differ(cast, p, other) for other in partners), default=None
    )


def _other_party(sentence: Sentence, token: Token, one: Mention, cast: Cast) -> Mention | None:
    """With whom a relation changed of which one side alone is named: the state or organisation
    nearest in the text, else the one the document names most. What is said to have made the change
    names no partner in it, if another can be found: "tensions between France and Mali interrupted
    Norway's work in Chad"; nor does who acts in the clause beside.
    """
    apart = _acting_beside(sentence, token)
    others = [
        m for m in cast.others(sentence) if _differ(cast, one, m) and m.head.start not in apart
    ]
    makers = heads(sentence, of_verb(sentence, token)["subj"]) if token.pos == "VERB" else []
    within = {t.start for maker in makers for t in sentence.subtree(maker)}
    return next((m for m in others if m.head.start not in within), next(iter(others), None))


def _acting_beside(sentence: Sentence, token: Token) -> set[int]:
    """Where those stand who act in the clauses beside that of a word."""
    clauses = sentence.children(token, "conj")
    above = sentence.head(token)
    if token.relation == "conj" and above is not None:
        clauses.append(above)
    return {
        t.start for c in clauses for t in heads(sentence, sentence.children(c, "nsubj", "agent"))
    }


def _parties(
    sentence: Sentence, token: Token, told: Said, cast: Cast, voice: Mention | None
) -> list[Mention]:
    """The parties of a change, two at most, nearest to the channel first: those of its noun, those
    of the word of change, whoever says it.
    """
    found: list[Mention] = []
    for candidate in _candidates(sentence, token, told.noun, cast):
        if all(_differ(cast, candidate, kept) for kept in found):
            found.append(candidate)
    own = told.channel in _OWN and not _acts(sentence, token, told.noun, cast)
    if len(found) == 1 and own and voice is not None and _differ(cast, voice, found[0]):
        found.append(voice)
    return _of_two_sides(sentence, found)


def _of_two_sides(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """The first two parties; where others are named besides those the first acts together with,
    the first of them: Iran, of "Chad and Mali cut ties with Iran".
    """
    if len(found) < 3:  # noqa: PLR2004 - one, who is with it, and another
        return found
    together = {t.index for t in coordinated(sentence, found[0].head)}
    others = [m for m in found[1:] if m.sentence is sentence and m.head.index not in together]
    return [found[0], (others or found[1:])[0]]


def _acts(sentence: Sentence, token: Token, noun: Token, cast: Cast) -> bool:
    """Whether somebody is said to have made the change, so that it is not the speaker's own."""
    if token.pos != "VERB":
        return False
    subjects = heads(sentence, of_verb(sentence, token)["subj"])
    return any(t is not noun and cast.party(sentence, t) is not None for t in subjects)


def _candidates(sentence: Sentence, token: Token, noun: Token, cast: Cast) -> Iterator[Mention]:
    mention = cast.mention(sentence, noun)
    if mention is not None and channel_of(sentence, noun, cast) and mention.pronoun:
        yield from _around_earlier(mention, cast)
    inside = slots_of(sentence, noun)
    if noun.lemma in words("tensions"):
        yield from _around(sentence, inside, _BETWEEN, cast)
        return
    around = slots_of(sentence, token)
    if noun.relation in {"dobj", "pobj", "conj"} and around["subj"] and token.pos == "VERB":
        yield from _around(sentence, around, ("subj",), cast)
    if is_site(noun):
        yield from _around(sentence, inside, ("poss", "mod", "in"), cast)
        yield from _around(sentence, around, ("in",), cast)
    if noun.pos == "VERB":
        yield from _around(sentence, inside, ("subj", "obj", "with", "to", "from"), cast)
    yield from _around(sentence, inside, _BETWEEN, cast)
    for coordinate in heads(sentence, [noun]):
        yield from _around(sentence, of_noun(sentence, coordinate), _BETWEEN, cast)
    for clause in sentence.children(noun, "relcl"):
        yield from _around(sentence, slots_of(sentence, clause), ("between", "with"), cast)
    if noun.lemma in _LAID:
        yield from _around(sentence, inside, _UPON, cast)
        yield from _around(sentence, around, _UPON, cast)
    yield from _around(sentence, around, _AROUND, cast)
    if token.pos == "NOUN" and sentence.head(token) is not None:
        yield from _around(sentence, of_noun(sentence, token), ("by", "poss", "mod"), cast)


def _around_earlier(pronoun: Mention, cast: Cast) -> Iterator[Mention]:
    """The parties around what a pronoun stands for."""
    if pronoun.entity is None:
        return
    for earlier in cast.clusters.found[pronoun.entity].mentions:
        if not earlier.pronoun and earlier.start < pronoun.start:
            slots = of_noun(earlier.sentence, earlier.head)
            yield from _around(earlier.sentence, slots, _BETWEEN, cast)


def _around(
    sentence: Sentence, slots: Slots, paths: Iterable[str], cast: Cast
) -> Iterator[Mention]:
    for path in paths:
        for token in follow(sentence, slots, path):
            yield from cast.several(sentence, token, bare=path == "between")
            if path == "mod":
                yield from cast.actors_within(token.start, token.end)
                continue
            party = cast.party(sentence, token) or _place(sentence, token, cast)
            is_channel = path == "subj" and token.lemma in pairs("channels")
            is_channel = is_channel and cast.kind(sentence, token) == "other"
            if party is not None and party.entity is not None and not is_channel:
                yield party


def _place(sentence: Sentence, token: Token, cast: Cast) -> Mention | None:
    """The place a name means that no table knows: "deliveries to Rutshuru"."""
    return cast.mention(sentence, token) if token.entity in _LANDS else None


def _differ(cast: Cast, one: Mention, other: Mention) -> bool:
    """Whether two mentions name different sides: not one entity or part of it, nor one country,
    rebels apart.
    """
    if (one.start, one.end) == (other.start, other.end):
        return one.entity != other.entity  # "both sides"
    first, second = cast.reading(one), cast.reading(other)
    if first is None or second is None or cast.within(one) & cast.within(other):
        return False
    if first.country is None or first.country != second.country:
        return True
    return (first.kind == _REBELS) != (second.kind == _REBELS)  # a government and its rebels


def _change(
    sentence: Sentence, token: Token, told: Said, both: tuple[Mention, Mention], *, inferred: bool
) -> Change:
    start, end = evidence_extent(sentence, token, both)
    return Change(
        parties=both,
        channel=told.channel,
        status=told.status,
        sentence=sentence,
        trigger=token,
        start=min(start, told.noun.start),
        end=max(end, told.noun.end),
        inferred=inferred,
    )
