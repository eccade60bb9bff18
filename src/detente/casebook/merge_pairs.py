"""Two mentions, compared: whether they are joined, given what was judged, and what clashes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.casebook.likeness import Likeness, likeness
from detente.casebook.mentions import from_row
from detente.casebook.merge_versions import REAL, Told

if TYPE_CHECKING:
    from detente.casebook.judgements import Identities
    from detente.casebook.mentions import Count, Mention, Side
    from detente.casebook.rows import Row

__all__ = ["ALIKE", "alike", "clash", "told", "weigh"]

ALIKE: Final = 0.5
"""The score from which on two mentions are joined."""
_NAMING: Final = frozenset({"actor", "recipient", "place", "near"})
"""Features that name a deed: of one day and country there are many of a type where there is war."""
_NEARLY: Final = frozenset({"actor_country", "recipient_country"})
_MUTUAL: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types of what two do together: who is named first says nothing."""
_TO_COME: Final = frozenset({"planned", "proposed", "threatened", "hypothetical"})
_SLACK: Final = 1
"""Days by which dates slip."""


def told(row: Row, known: Identities) -> Told:
    """A row as it is compared: its sides go by the actors, too, that their names were judged.

    Args:
        row: Of `mentions`, with the `title` of its document.
        known: What was judged.
    """
    mention = from_row(row)
    if known.actors:
        mention = replace(
            mention,
            actor=_by_actor(mention.actor, known),
            recipient=_by_actor(mention.recipient, known),
        )
    quote = row["evidence"][0]["quote"] if row["evidence"] else ""
    title = row.get("title") or ""
    return Told(mention, row, is_headline=bool(quote) and quote in title)


def alike(one: Told, other: Told, known: Identities) -> float | None:
    """How alike two mentions are that are to be joined, else None.

    They must have a side or a place in common, or the country of a side and the word for the deed,
    whatever their score.
    """
    if _told_apart(one, other):
        return None
    found = weigh(one.mention, other.mention, known)
    shared = {feature for feature, _, _ in found.features}
    if not shared & _NAMING and not (shared & _NEARLY and "same_word" in shared):
        return None
    return found.score if found.score >= ALIKE else None


def clash(one: Told, other: Told, known: Identities) -> str | None:
    """Why two mentions that are not alike enough to be joined cannot be brought together either.

    One document tells of one happening once, and once more in its headline; what bars a join bars
    this; and so do two exact counts of the killed that are not the same, unless both name one who
    was: of two who were killed, one alone may be told of.
    """
    if _told_apart(one, other):
        return "told apart in one document"
    here, there = one.mention, other.mention
    return _tolls_clash(here, there) or weigh(here, there, known).barred


def weigh(one: Mention, other: Mention, known: Identities) -> Likeness:
    """How alike two mentions are; barred where their sides or the order of time forbid it."""
    found = likeness(one, other)
    reason = (
        found.barred
        or _judged_different(one, other, known)
        or _crossed(one, other)
        or _still_to_come(one, other)
        or _still_to_come(other, one)
    )
    return Likeness(0.0, barred=reason) if reason else found


def _told_apart(one: Told, other: Told) -> bool:
    """Whether one document tells them as two: what its headline says, its text says again."""
    same = one.mention.document == other.mention.document
    return same and one.is_headline == other.is_headline


def _by_actor(side: Side, known: Identities) -> Side:
    actors = {known.actors[name] for name in side.names if name in known.actors}
    return replace(side, names=side.names | actors)


def _judged_different(one: Mention, other: Mention, known: Identities) -> str | None:
    for first, second in sorted(known.different):
        for here, there in (one.actor, other.actor), (one.recipient, other.recipient):
            pairs = ((first, second), (second, first))
            if any(a in here.names and b in there.names for a, b in pairs):
                return f"{first} and {second} were judged different"
    return None


def _crossed(one: Mention, other: Mention) -> str | None:
    if one.type in _MUTUAL or not one.actor.names.isdisjoint(other.actor.names):
        return None
    crossed = one.actor.names & other.recipient.names and other.actor.names & one.recipient.names
    return "the sides are the other way round" if crossed else None


def _still_to_come(plan: Mention, deed: Mention) -> str | None:
    """What is told as a plan cannot be what had happened before."""
    if plan.status not in _TO_COME or deed.status not in REAL or plan.published is None:
        return None
    known = min((day for day in (deed.latest, deed.published) if day), default=None)
    if known is None or (plan.published - known).days <= _SLACK:
        return None
    return f"{plan.status} on {plan.published}, told as done on {known}"


def _tolls_clash(one: Mention, other: Mention) -> str | None:
    here, there = _exact(one.killed), _exact(other.killed)
    if here is None or there is None or here == there:
        return None
    strangers = one.recipient.names.isdisjoint(other.recipient.names)
    return f"{here} killed and {there} killed" if strangers else None


def _exact(count: Count | None) -> int | None:
    return count[0] if count and count[0] == count[1] else None
