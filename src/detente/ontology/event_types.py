"""PLOVER's event types, their modes, scores and contexts (codebook of September 2021).

Scores run from -10 (conflict) to +10 (cooperation) on PLOVER's own scale, which differs from the
Goldstein scale of CAMEO. The codebook prints the score of ACCUSE as +3 though its modes run from
-2 to -3.5; a minus is taken to be lost, and -3 stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

from detente.errors import UsageError
from detente.tables import rows

if TYPE_CHECKING:
    from detente.records import EventType

__all__ = ["Mode", "PloverType", "QuadClass", "contexts", "plover", "plover_types", "score"]

QuadClass = Literal[1, 2, 3, 4]
"""1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

_PACKAGE: Final = "detente.ontology"


@dataclass(frozen=True, slots=True)
class Mode:
    """How a type of event was done: its score and the CAMEO code that says type and mode best."""

    name: str
    score: float
    cameo: str
    description: str


@dataclass(frozen=True, slots=True)
class PloverType:
    """A type of event. `cameo` is the most general CAMEO code for it."""

    type: EventType
    quad_class: QuadClass
    score: float
    cameo: str
    label: str
    description: str
    modes: tuple[Mode, ...]

    def mode(self, name: str) -> Mode:
        """The mode of that name. Raises UsageError D302 if the type has none."""
        for mode in self.modes:
            if mode.name == name:
                return mode
        raise UsageError("D302", f"{self.type}/{name}", detail="no such mode of this type")


@cache
def plover_types() -> dict[str, PloverType]:
    """All 16 types by name, in the order of the codebook."""
    modes = rows(_PACKAGE, "modes")
    found: dict[str, PloverType] = {}
    for row in rows(_PACKAGE, "plover"):
        name, default = row["type"], float(row["score"])
        found[name] = PloverType(
            type=cast("EventType", name),
            quad_class=cast("QuadClass", int(row["quad_class"])),
            score=default,
            cameo=row["cameo"],
            label=row["label"],
            description=row["description"],
            modes=tuple(_mode(m, default) for m in modes if m["type"] == name),
        )
    return found


def _mode(row: dict[str, str], default: float) -> Mode:
    value = float(row["score"]) if row["score"] else default
    return Mode(row["mode"], value, row["cameo"], row["description"])


def plover(type: str) -> PloverType:  # noqa: A002 — the record's own key is named type
    """The type of that name ("ASSAULT"). Raises UsageError D302 if there is none.

    >>> plover("ASSAULT").quad_class
    4
    """
    try:
        return plover_types()[type]
    except KeyError:
        raise UsageError("D302", type, detail="no PLOVER event type") from None


def score(type: str, mode: str | None = None) -> float:  # noqa: A002 — as in plover()
    """PLOVER's score of a type, or of one of its modes. Raises UsageError D302 if unknown.

    >>> score("ACCUSE"), score("ACCUSE", "allege")
    (-3.0, -3.5)
    """
    found = plover(type)
    return found.score if mode is None else found.mode(mode).score


@cache
def contexts() -> dict[str, str]:
    """The 37 contexts and what each covers."""
    return {row["context"]: row["description"] for row in rows(_PACKAGE, "contexts")}
