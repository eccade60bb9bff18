"""What the heads answer: their layers, classes and weights. No head is known elsewhere by name.

A layer of marks is tagged in columns, each a sequence of B, I and O over its own labels, so that
marks of different columns may overlap and nest. Column classes are numbered O, B-first, I-first,
B-second, I-second…
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from detente.ontology.event_types import plover_types
from training.examples import KINDS, ROLES

TYPES: Final = tuple(plover_types())


@dataclass(frozen=True, slots=True)
class Tagging:
    """A layer read word piece by word piece.

    Attributes:
        columns: Labels of each column.
        weight: Of its loss in the sum over heads.
    """

    layer: str
    columns: tuple[tuple[str, ...], ...]
    weight: float = 3.0

    @property
    def widths(self) -> tuple[int, ...]:
        """How many classes each column has."""
        return tuple(1 + 2 * len(labels) for labels in self.columns)


@dataclass(frozen=True, slots=True)
class Linking:
    """Spans found for an anchor: B, I and O of each role, given the anchor.

    Attributes:
        layer: Of the links; their heads are marks of `anchors`, their tails of `tails`.
        roles: Labels of the links.
        anchor_label: Only marks with this label are anchors; None takes all.
    """

    layer: str
    anchors: str
    tails: str
    roles: tuple[str, ...]
    anchor_label: str | None = None
    weight: float = 3.0


@dataclass(frozen=True, slots=True)
class Classing:
    """One label for a whole text."""

    label: str
    classes: tuple[str, ...]
    weight: float = 1.0


PAIR: Final = Classing("pair", TYPES, 2.0)
"""The type of what the actor does to the recipient, read from both spans and the sentence."""

FACTUALITY: Final = "factuality"
"""The values read on the words of events."""

EITHER: Final = {"YIELD": ("CONCEDE", "RETREAT")}
"""Labels that stand for either of two classes."""

TAGGINGS: Final = (
    Tagging("attribution", (("source",), ("cue",), ("content",)), 4.0),
    Tagging("pair", (("actor",), ("recipient",)), 2.0),
    Tagging("trigger", ((*TYPES, "OTHER"),), 6.0),
    Tagging("timex", (("DATE", "TIME", "DURATION", "SET"),)),
    Tagging("cause", (("cause",), ("effect",), ("signal",))),
    Tagging("entity", tuple((kind,) for kind in KINDS), 4.0),
    Tagging("name", (KINDS,)),
    Tagging("place_name", (("place",),)),
    Tagging("negation", (("cue",),)),
)
"""`pair` tags the sides of an event whose words are not marked."""
LINKINGS: Final = (
    Linking("attribution", "attribution", "attribution", ("source", "content"), "cue"),
    Linking("argument", "trigger", "argument", ROLES, weight=6.0),
    Linking("cause", "cause", "cause", ("effect", "signal"), "cause"),
)
CLASSINGS: Final = (
    Classing("quad", ("0", "1", "2", "3", "4")),
    Classing("causal", ("0", "1")),
    Classing("hedged", ("0", "1")),
    Classing("event", TYPES),
)


def allowed(head: Classing, label: str) -> tuple[int, ...]:
    """The classes a gold label may stand for; none if the head does not know it."""
    meant = EITHER.get(label, (label,))
    return tuple(head.classes.index(name) for name in meant if name in head.classes)
