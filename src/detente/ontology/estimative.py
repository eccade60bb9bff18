"""Words that say how sure someone is: a degree (ICD 203) or a hedge that names none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from detente.tables import rows

if TYPE_CHECKING:
    from detente.records import Level

__all__ = ["Degree", "Phrase", "levels", "phrases"]


@dataclass(frozen=True, slots=True)
class Degree:
    """A level of ICD 203, its bounds in percent, and the level that remains under "not"."""

    level: Level
    low: int
    high: int
    negated: Level


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in lower case and what it says.

    `level` is a degree, "unstated-hedged" for a hedge without one, or None for a phrase that only
    looks like a hedge ("probable cause", "could not"). `kind` and `hedges` tell which sort of
    hedge it is and what it hedges; both are empty for degrees.
    """

    text: str
    level: Level | None
    kind: str = ""
    hedges: str = ""


@cache
def levels() -> dict[str, Degree]:
    """The seven degrees of ICD 203, from least to most likely.

    >>> levels()["likely"].low
    55
    """
    return {
        row["level"]: Degree(
            cast("Level", row["level"]),
            int(row["low"]),
            int(row["high"]),
            cast("Level", row["negated"]),
        )
        for row in rows("detente.ontology", "levels")
    }


@cache
def phrases() -> dict[str, Phrase]:
    """Every estimative phrase and hedge by its text in lower case."""
    degrees = [
        Phrase(row["phrase"], cast("Level", row["level"]) if row["level"] else None)
        for row in rows("detente.ontology", "estimative")
    ]
    hedges = [
        Phrase(
            row["phrase"], "unstated-hedged" if row["kind"] else None, row["kind"], row["hedges"]
        )
        for row in rows("detente.ontology", "hedges")
    ]
    return {phrase.text: phrase for phrase in (*hedges, *degrees)}
