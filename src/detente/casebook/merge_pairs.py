"""Two mentions, compared: how alike they are given what was judged of actors, and what clashes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.casebook.likeness import Likeness, likeness
from detente.casebook.mentions import from_row
from detente.casebook.merge_versions import Told

if TYPE_CHECKING:
    from detente.casebook.judgements import Identities
    from detente.casebook.mentions import Mention, Side
    from detente.casebook.rows import Row

__all__ = ["clash", "told", "weigh"]

_MUTUAL: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types of what two do together: who is named first says nothing."""


def told(row: Row, known: Identities) -> Told:
    """A row as it is compared: its sides go by the actors, too, that their names were judged."""
    mention = from_row(row)
    if known.actors:
        mention = replace(
            mention,
            actor=_by_actor(mention.actor, known),
            recipient=_by_actor(mention.recipient, known),
        )
    return Told(mention, row)


def weigh(one: Mention, other: Mention, known: Identities) -> Likeness:
    """How alike two mentions of different documents are; barred where their sides forbid it."""
    found = likeness(one, other)
    reason = found.barred or _sides_forbid(one, other, known)
    return Likeness(0.0, barred=reason) if reason else found


def clash(one: Mention, other: Mention, known: Identities) -> str | None:
    """Why two mentions that are not alike enough to be joined cannot be brought together either.

    One document tells of one happening once; what bars a join bars this; and so do two exact counts
    of the killed that are not the same.
    """
    if one.document == other.document:
        return "told apart in one document"
    if one.killed and other.killed and one.killed != other.killed and _exact(one, other):
        return f"{one.killed[0]} killed and {other.killed[0]} killed"
    return weigh(one, other, known).barred


def _by_actor(side: Side, known: Identities) -> Side:
    actors = {known.actors[name] for name in side.names if name in known.actors}
    return replace(side, names=side.names | actors)


def _sides_forbid(one: Mention, other: Mention, known: Identities) -> str | None:
    for role in ("actor", "recipient"):
        here, there = getattr(one, role).names, getattr(other, role).names
        for first, second in sorted(known.different):
            if (first in here and second in there) or (second in here and first in there):
                return f"{first} and {second} were judged different"
    if one.type in _MUTUAL or not one.actor.names.isdisjoint(other.actor.names):
        return None
    crossed = one.actor.names & other.recipient.names and other.actor.names & one.recipient.names
    return "the sides are the other way round" if crossed else None


def _exact(*mentions: Mention) -> bool:
    return all(each.killed and each.killed[0] == each.killed[1] for each in mentions)
