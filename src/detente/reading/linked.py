"""Who stands around an event as the trained heads have it: stretches of text led to parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from detente.reading.arguments import once
from detente.reading.functions import coordinated
from detente.reading.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.heads import Answers, Found
    from detente.reading.syntax import Sentence, Token

RECIPROCAL: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types of which two parties named together are each the other's recipient: "they met"."""
_SURE: Final = 0.5
"""A stretch of a lower score plays no role."""
_ROLES: Final = {"actor": "actor", "recipient": "recipient", "victim": "recipient"}
"""To whom it is done are those it is done to and those it harms."""


class Sides(NamedTuple):
    """The parties of the two sides."""

    actors: list[Mention]
    recipients: list[Mention]


def linked(cast: Cast, sentence: Sentence, answers: Answers, trigger: Token) -> Sides:
    """The parties that play a role for an event word, in its own sentence."""
    anchor, within = (trigger.start, trigger.end), (sentence.start, sentence.end)
    return _sides(cast, sentence, answers.linked("argument", anchor, within))


def tagged(cast: Cast, sentence: Sentence, marks: Iterable[Found]) -> Sides:
    """The sides of what a sentence as a whole tells, by what the head `pair` marks."""
    return _sides(cast, sentence, marks)


def _sides(cast: Cast, sentence: Sentence, found: Iterable[Found]) -> Sides:
    sides = Sides([], [])
    for stretch in found:
        role = _ROLES.get(stretch.label)
        inside = sentence.start <= stretch.start and stretch.end <= sentence.end
        if role is None or stretch.score < _SURE or not inside:
            continue
        side = sides.actors if role == "actor" else sides.recipients
        side += parties_in(cast, sentence, stretch.start, stretch.end)
    actors = once(sides.actors)
    return Sides(actors, others(once(sides.recipients), actors))


def others(mentions: Iterable[Mention], actors: Iterable[Mention]) -> list[Mention]:
    """The mentions of anybody who does not act: nobody is counted on both sides."""
    acting = {a.entity for a in actors if a.entity is not None}
    return [m for m in mentions if m.entity not in acting]


def shared(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Whether two sides have a party in common, or words of one."""
    return any(
        (m.entity is not None and m.entity == n.entity) or (m.start < n.end and n.start < m.end)
        for m in one
        for n in other
    )


def parties_in(cast: Cast, sentence: Sentence, start: int, end: int) -> list[Mention]:
    """The parties that a stretch of a sentence names: of its head and what is coordinated with
    it, else whose names stand in it.
    """
    head = sentence.top(start, end)
    if head is None:
        return cast.named_within(start, end)[:1]
    heads = [t for t in coordinated(sentence, head) if t.start < end]
    parties = [p for t in heads for p in _parties(cast, sentence, t)]
    return parties or cast.named_within(start, end)[:1] or _mentions(cast, sentence, heads)


def _parties(cast: Cast, sentence: Sentence, head: Token) -> list[Mention]:
    party = cast.party(sentence, head)
    return cast.several(sentence, head) or ([party] if party is not None else [])


def _mentions(cast: Cast, sentence: Sentence, heads: Sequence[Token]) -> list[Mention]:
    """What is named where no party is, but for what belongs to nobody: "fired into the sea"."""
    bearing = (t for t in heads if t.lemma not in words("elements"))
    return [m for t in bearing if (m := cast.mention(sentence, t)) is not None]
