"""What one party does to another, both given: the trained head, with what the rules read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.reading.heads import Answers

    Extent = tuple[int, int]

_TRUST: Final = 2.0
"""How many times likelier a type becomes that the rules read between the very parties: chosen
among 1, 2, 5 and 20 on the development part of `plover_pairs`."""


def between(
    answers: Answers,
    actor: Extent,
    recipient: Extent,
    sentence: Extent,
    read: str | None = None,
) -> dict[str, float]:
    """How probable each PLOVER type is for what the actor does to the recipient.

    Args:
        answers: What the heads say of the text.
        actor: Where one party stands.
        recipient: Where the other does.
        sentence: The stretch of text that tells of both.
        read: The type that the rules read between these two; None if none.

    Returns:
        Type to probability; the most probable is `max(found, key=found.get)`.
    """
    return weighed(answers.pair(actor, recipient, sentence), read)


def weighed(odds: Mapping[str, float], read: str | None) -> dict[str, float]:
    """Probabilities of types with that of one the rules read raised.

    >>> weighed({"AID": 0.5, "AGREE": 0.5}, "AID")["AID"] > 0.6
    True
    """
    raised = {name: share * (_TRUST if name == read else 1.0) for name, share in odds.items()}
    whole = sum(raised.values())
    return {name: share / whole for name, share in raised.items()}
