"""Changes in the state of a relation: training paused, ties restored, talks collapsed.

A word of change (`data/changes.tsv`) meets the noun of a channel (`data/channels.tsv`) as its
subject, its object or its "of"; the parties are those around the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.reading.arguments import follow
from detente.reading.events import evidence_extent
from detente.reading.functions import heads, of_noun, of_verb
from detente.reading.status import status_of
from detente.reading.tables import pairs, rows, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.functions import Slots
    from detente.reading.syntax import Sentence, Token

_BETWEEN = ("between", "poss", "mod", "with", "to", "for", "of", "among")
_AROUND = ("subj", "to", "with", "for", "between", "obj2", "from")

_OWN = {"general", "diplomatic", "training", "military-support"}
"""Channels of which a speaker who names one party only speaks as the other."""
_FORESEEN = {
    "resumed": "improved", "started": "improved", "expanded": "improved", "improved": "improved",
    "suspended": "strained", "ended": "strained", "reduced": "strained", "strained": "strained",
}  # fmt: skip
"""What a change agreed or announced does to a relation before it comes about."""
_HAPPENED = {"occurred", "ongoing"}
_DEGREE = {
    "fully",
    "pace",
    "volume",
    "rate",
    "scale",
    "full",
    "entirely",
    "completely",
    "level",
    "levels",
    "normal",
    "extent",
    "wholly",
}
_PARTLY = re.compile(
    r"\b(?:in part|partially|partly|gradually|limited|small scale)\b", re.IGNORECASE
)
_OPEN = {"when", "whether", "how", "if"}
_MODIFIERS = ("compound", "amod", "nmod")


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
    found: list[Change] = []
    for sentence in sentences:
        for token in sentence:
            done: list[Token] = []
            for noun, status in _changed(sentence, token, cast):
                if done and not _beside(sentence, done, noun, cast):
                    continue
                one, other = _parties(sentence, token, noun, cast, voice(token.start))
                inferred = other is None
                if one is not None and other is None:
                    other = _other_party(sentence, token, one, found, cast)
                if one is None:
                    one, other = _parties_before(sentence, noun, found, cast)
                if one is not None and other is not None:
                    found.append(
                        _change(
                            sentence,
                            token,
                            noun,
                            status,
                            (one, other),
                            inferred=inferred,
                            cast=cast,
                        )
                    )
                    done.append(noun)
    return found


def _beside(sentence: Sentence, done: Sequence[Token], noun: Token, cast: Cast) -> bool:
    """Whether a noun stands in one list with those a word of change was read of, and names another
    channel: it paused its training and its operations.
    """
    channels = {_channel(sentence, each, cast) for each in done}
    listed = {each.index for each in heads(sentence, [done[0]])}
    return noun.index in listed and _channel(sentence, noun, cast) not in channels


def _parties_before(
    sentence: Sentence, noun: Token, known: Sequence[Change], cast: Cast
) -> tuple[Mention, Mention] | tuple[None, None]:
    """The parties of a channel of which nobody is named beside it: those of its last change, if
    that stands in the same sentence or is of the same channel.
    """
    channel = _channel(sentence, noun, cast)
    for change in reversed(known):
        if change.sentence is sentence or change.channel == channel:
            return change.parties
    return None, None


def _other_party(
    sentence: Sentence, token: Token, one: Mention, known: Sequence[Change], cast: Cast
) -> Mention | None:
    """With whom a relation changed of which one side alone is named: the other side of the last
    change that side had, else the state or organisation nearest in the text, else the one the
    document names most. What is said to have made the change names no partner in it, if another
    can be found: "tensions between France and Mali interrupted Norway's work in Chad".
    """
    for change in reversed(known):
        first, second = change.parties
        for side, partner in ((first, second), (second, first)):
            if not _differ(cast, one, side):
                return partner
    others = [m for m in cast.others(sentence) if _differ(cast, one, m)]
    makers = heads(sentence, of_verb(sentence, token)["subj"]) if token.pos == "VERB" else []
    within = {t.start for maker in makers for t in sentence.subtree(maker)}
    return next((m for m in others if m.head.start not in within), next(iter(others), None))


def _changed(sentence: Sentence, token: Token, cast: Cast) -> Iterator[tuple[Token, str]]:
    """The channel nouns a word says something became of, and what."""
    pos = {"VERB": "v", "NOUN": "n"}.get(token.pos)
    if pos is None:
        return
    nouns = _nouns(sentence, token)
    status = pairs("changes").get(f"{token.lemma} {pos}")
    if status is not None:
        for noun in nouns:
            channel = _channel(sentence, noun, cast)
            if channel == "diplomatic":
                status = pairs("tie_changes").get(token.lemma, status)
            actual = _actual(sentence, token, status) if channel else None
            if actual is not None:
                yield noun, actual
    if token.lemma in words("agreement_verbs") and status_of(sentence, token) in _HAPPENED:
        yield from ((n, "improved") for n in nouns if n.lemma in words("agreement_nouns"))
    tension = pairs("tension_changes").get(token.lemma)
    if tension is not None and status_of(sentence, token) in _HAPPENED:
        yield from ((n, tension) for n in nouns if n.lemma in words("tensions"))


def _nouns(sentence: Sentence, token: Token) -> list[Token]:
    """What a word of change bears on: the object before the subject; what follows "of" or "in"."""
    if token.pos == "NOUN":
        slots = of_noun(sentence, token)
        return heads(sentence, [*slots["of"], *slots["in"], *slots["to"]])
    slots = of_verb(sentence, token)
    through = _through().get(f"{token.lemma} v")
    if through:
        led_to = heads(sentence, slots[through])
        return led_to if not {t.lemma for t in led_to} & _DEGREE else heads(sentence, slots["subj"])
    measured = follow(sentence, slots, "obj/of")
    return [*heads(sentence, slots["obj"]), *measured, *heads(sentence, slots["subj"]), *slots["x"]]


@cache
def _through() -> dict[str, str]:
    """The preposition by which a word of change leads to its channel: "returned to operations"."""
    return {row["word"]: row["through"] for row in rows("changes") if row["through"]}


def _actual(sentence: Sentence, token: Token, status: str) -> str | None:
    """What came about: None where it did not; resumed in part where not to the full."""
    clause = sentence.subtree(token, without=("ccomp", "relcl", "conj"))
    around = {t.text.lower() for t in clause}
    happened = status_of(sentence, token)
    if status == "started" and "again" in around:
        status = "resumed"
    if status == "resumed":
        if happened == "did-not-occur":
            return "resumed-in-part" if around & _DEGREE else None
        short = _PARTLY.search(" ".join(t.text for t in clause)) or (
            "not" in around and around & _DEGREE
        )
        if short and happened in _HAPPENED:
            return "resumed-in-part"
    if happened == "planned":
        if any(t.text.lower() in _OPEN for t in sentence.children(token, "advmod", "mark")):
            return None
        return _FORESEEN.get(status)
    return status if happened in _HAPPENED else None


def _channel(sentence: Sentence, noun: Token, cast: Cast) -> str | None:
    """The channel a noun names; a pronoun names that of what it stands for."""
    for lemma in sorted(cast.stands_for(sentence, noun)):
        if lemma in pairs("channels"):
            return pairs("channels")[lemma]
    channel = pairs("channels").get(noun.lemma)
    if channel is None:
        return None
    for modifier in sentence.children(noun, *_MODIFIERS):
        channel = pairs("channel_modifiers").get(modifier.lemma, channel)
    return channel


def _parties(
    sentence: Sentence, token: Token, noun: Token, cast: Cast, voice: Mention | None
) -> tuple[Mention | None, Mention | None]:
    """The two parties of a change, nearest to the channel first: those of its noun, those of the
    word of change, whoever says it.
    """
    found: list[Mention] = []
    for candidate in _candidates(sentence, token, noun, cast):
        if all(_differ(cast, candidate, kept) for kept in found):
            found.append(candidate)
    channel = "general" if noun.lemma in words("tensions") else _channel(sentence, noun, cast)
    own = channel in _OWN and not _acts(sentence, token, noun, cast)
    if len(found) == 1 and own and voice is not None and _differ(cast, voice, found[0]):
        found.append(voice)
    return found[0] if found else None, found[1] if len(found) > 1 else None


def _acts(sentence: Sentence, token: Token, noun: Token, cast: Cast) -> bool:
    """Whether somebody is said to have made the change, so that it is not the speaker's own."""
    if token.pos != "VERB":
        return False
    subjects = heads(sentence, of_verb(sentence, token)["subj"])
    return any(t is not noun and cast.party(sentence, t) is not None for t in subjects)


def _candidates(sentence: Sentence, token: Token, noun: Token, cast: Cast) -> Iterator[Mention]:
    mention = cast.mention(sentence, noun)
    if mention is not None and mention.pronoun and mention.entity is not None:
        for earlier in cast.clusters.found[mention.entity].mentions:
            if not earlier.pronoun and earlier.start < mention.start:
                yield from _around(
                    earlier.sentence, of_noun(earlier.sentence, earlier.head), _BETWEEN, cast
                )
    inside = of_noun(sentence, noun)
    if noun.lemma in words("tensions"):
        yield from _around(sentence, inside, _BETWEEN, cast)
        return
    around = of_verb(sentence, token) if token.pos == "VERB" else of_noun(sentence, token)
    if noun.relation in {"dobj", "pobj", "conj"} and around["subj"] and token.pos == "VERB":
        yield from _around(sentence, around, ("subj",), cast)
    yield from _around(sentence, inside, _BETWEEN, cast)
    for coordinate in heads(sentence, [noun]):
        yield from _around(sentence, of_noun(sentence, coordinate), _BETWEEN, cast)
    yield from _around(sentence, around, _AROUND, cast)
    above = sentence.head(token)
    if token.pos == "NOUN" and above is not None:
        yield from _around(sentence, of_noun(sentence, token), ("by", "poss", "mod"), cast)


def _around(
    sentence: Sentence, slots: Slots, paths: Iterable[str], cast: Cast
) -> Iterator[Mention]:
    for path in paths:
        for token in follow(sentence, slots, path):
            yield from cast.both(sentence, token)
            if path == "mod":
                yield from cast.actors_within(token.start, token.end)
                continue
            party = cast.party(sentence, token)
            is_channel = path == "subj" and token.lemma in pairs("channels")
            if party is not None and party.entity is not None and not is_channel:
                yield party


def _differ(cast: Cast, one: Mention, other: Mention) -> bool:
    """Whether two mentions name different sides: not one entity or part of it, not one country."""
    first, second = cast.reading(one), cast.reading(other)
    if first is None or second is None or cast.within(one) & cast.within(other):
        return False
    return first.country is None or first.country != second.country


def _change(
    sentence: Sentence,
    token: Token,
    noun: Token,
    status: str,
    both: tuple[Mention, Mention],
    *,
    inferred: bool,
    cast: Cast,
) -> Change:
    agreed = token.lemma in words("agreement_verbs")
    start, end = evidence_extent(sentence, token, both)
    start, end = min(start, noun.start), max(end, noun.end)
    return Change(
        parties=both,
        channel="general" if agreed else _channel(sentence, noun, cast) or "general",
        status=status,
        sentence=sentence,
        trigger=token,
        start=start,
        end=end,
        inferred=inferred,
    )
